from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """A programme is written, then adopted (an edition is kept), then shown to everyone."""

    DRAFT = "draft", _("brouillon")
    ADOPTED = "adopted", _("adopté")
    PUBLISHED = "published", _("publié")


class Level(models.TextChoices):
    """The four levels of the results chain."""

    ULTIMATE = "ultimate", _("résultat ultime")
    INTERMEDIATE = "intermediate", _("résultat intermédiaire")
    IMMEDIATE = "immediate", _("résultat immédiat")
    OUTPUT = "output", _("extrant")


class Stage(models.TextChoices):
    """Where an action stands, from the idea to the end; the last two stopped on the way."""

    IDEA = "idea", _("idée")
    PLANNED = "planned", _("prévue")
    UNDER_WAY = "under-way", _("en cours")
    DONE = "done", _("terminée")
    SUSPENDED = "suspended", _("suspendue")
    DROPPED = "dropped", _("abandonnée")


class Source(models.TextChoices):
    """Who pays a budget line."""

    FUND = "fund", _("fonds de coopération du réseau")
    CITY = "city", _("ville")
    OTHER = "other", _("autre bailleur ou partenaire")


class Direction(models.TextChoices):
    UP = "up", _("doit augmenter")
    DOWN = "down", _("doit diminuer")


class Missing(models.TextChoices):
    """What an action lacks before it can be shown as complete."""

    CITIES = "cities", _("au moins une ville")
    COST = "cost", _("un coût : au moins une ligne de budget dont le montant est connu")
    INDICATOR = "indicator", _("au moins un indicateur")
    UNIT = "unit", _("l’unité de l’indicateur")
    BASELINE = "baseline", _("la valeur de référence, ou la mention qu’elle est inconnue")
    TARGET = "target", _("la cible")
    SOURCE = "source", _("la source de l’indicateur")
