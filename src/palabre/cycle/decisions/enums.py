from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """A record is written, then adopted (frozen), then shown to everyone."""

    DRAFT = "draft", _("brouillon")
    ADOPTED = "adopted", _("adopté")
    PUBLISHED = "published", _("publié")


class TallyMethod(models.TextChoices):
    """How voices were counted, so that figures are read for what they are."""

    SHOW_OF_HANDS = "show-of-hands", _("vote à main levée")
    CONSULTATION = "consultation", _("vote en consultation")
    BALLOT = "ballot", _("vote à bulletin secret")
    CONSENSUS = "consensus", _("consensus, sans décompte")
    BOARD = "board", _("décision d’une instance, sans décompte communiqué")


class Stance(models.TextChoices):
    ADOPTED = "adopted", _("retenu")
    DISCARDED = "discarded", _("écarté")
