"""The words of a consultation: who votes, where it stands, what a statement is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Electorate(models.TextChoices):
    """Who has a voice. A city is one voice, whatever the size of its delegation."""

    CITIES = "cities", _("une ville, une voix")
    PEOPLE = "people", _("une personne, une voix")


class StatementKind(models.TextChoices):
    PRIORITY = "priority", _("priorité")
    ORIENTATION = "orientation", _("orientation")
    MODALITY = "modality", _("modalité d’action")


class Moderation(models.TextChoices):
    ACCEPTED = "accepted", _("soumis au vote")
    PENDING = "pending", _("en attente")
    REJECTED = "rejected", _("écarté du vote")


class Choice(models.IntegerChoices):
    """The sign of Polis exports: +1 agree, −1 disagree, 0 pass."""

    AGREE = 1, _("D’accord")
    DISAGREE = -1, _("Pas d’accord")
    PASS = 0, _("Je passe")
