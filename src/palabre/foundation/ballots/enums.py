"""The words of every vote: where it stands, and by which way a ballot came."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("en préparation")
    OPEN = "open", _("vote ouvert")
    CLOSED = "closed", _("vote clos")
    PUBLISHED = "published", _("résultat publié")


class Phase(models.TextChoices):
    """Where a vote stands at one moment: its status, and its dates."""

    DRAFT = "draft", _("en préparation")
    WAITING = "waiting", _("ouvre bientôt")
    OPEN = "open", _("vote en cours")
    ENDED = "ended", _("vote terminé, à clore")
    CLOSED = "closed", _("vote clos")
    PUBLISHED = "published", _("résultat publié")


class Channel(models.TextChoices):
    WEB = "web", _("en ligne")
    PAPER = "paper", _("sur papier")
    IMPORT = "import", _("import")
