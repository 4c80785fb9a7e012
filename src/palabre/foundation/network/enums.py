from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person is in the network; a delegate is one of a city."""

    SECRETARIAT = "secretariat", _("secrétariat")
    FACILITATOR = "facilitator", _("animation")
    DELEGATE = "delegate", _("délégation d’une ville")
    EXPERT = "expert", _("expertise")


class Activity(models.TextChoices):
    """A city that goes silent (a coup, a flood) is dormant, never late."""

    ACTIVE = "active", pgettext_lazy("ville", "active")
    DORMANT = "dormant", _("en sommeil")
