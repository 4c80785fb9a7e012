"""The words of a budget shared between projects: how one votes, and where it stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BallotKind(models.TextChoices):
    """How a city says what it wants."""

    APPROVAL = "approval", _("choisir des projets")
    RANKING = "ranking", _("classer des projets")
    POINTS = "points", _("répartir des points")
    KNAPSACK = "knapsack", _("composer son budget, sans dépasser la somme")


class Rule(models.TextChoices):
    """How the ballots become a selection; said before the vote, and not changed after."""

    EQUAL_SHARES = "equal-shares", _("parts égales")
    PHRAGMEN = "phragmen", _("charge partagée (Phragmén)")
    GREEDY = "greedy", _("les plus votés d’abord")


class Change(models.TextChoices):
    """What was done by hand to what the rule gives."""

    ADD = "add", _("ajouté à la main")
    REMOVE = "remove", _("retiré à la main")


class Currency(models.TextChoices):
    """ISO 4217 codes of the currencies of the network's cities."""

    EUR = "EUR", _("euro")
    XOF = "XOF", _("franc CFA (UEMOA)")
    XAF = "XAF", _("franc CFA (CEMAC)")
    CAD = "CAD", _("dollar canadien")
    CHF = "CHF", _("franc suisse")
    CDF = "CDF", _("franc congolais")
    DJF = "DJF", _("franc de Djibouti")
    GNF = "GNF", _("franc guinéen")
    HTG = "HTG", _("gourde")
    KHR = "KHR", _("riel")
    KMF = "KMF", _("franc comorien")
    LBP = "LBP", _("livre libanaise")
    MAD = "MAD", _("dirham marocain")
    MGA = "MGA", _("ariary")
    MRU = "MRU", _("ouguiya")
    MUR = "MUR", _("roupie mauricienne")
    RWF = "RWF", _("franc rwandais")
    TND = "TND", _("dinar tunisien")
    USD = "USD", _("dollar américain")
    VND = "VND", _("dong")
