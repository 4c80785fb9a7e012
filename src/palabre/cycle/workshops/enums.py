from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.agenda.model import SlotKind as PlannedKind
from palabre.core.agenda.model import SpeakerStatus as PlannedStatus


class Status(models.TextChoices):
    """A draft is seen by those who prepare it and by the invited; a published one by everybody."""

    DRAFT = "draft", _("en préparation")
    PUBLISHED = "published", _("publié")


class SlotKind(models.TextChoices):
    """What happens in a slot; the values are those of `core.agenda`."""

    INTRODUCTION = PlannedKind.INTRODUCTION.value, _("introduction")
    TESTIMONY = PlannedKind.TESTIMONY.value, _("témoignage")
    PRESENTATION = PlannedKind.PRESENTATION.value, _("présentation")
    EXCHANGE = PlannedKind.EXCHANGE.value, _("échange")
    STATE_OF_PLAY = PlannedKind.STATE_OF_PLAY.value, _("état des lieux")
    GROUP_WORK = PlannedKind.GROUP_WORK.value, _("travail en groupe")
    VOTE = PlannedKind.VOTE.value, _("vote")
    BREAK = PlannedKind.BREAK.value, _("pause")
    CLOSING = PlannedKind.CLOSING.value, _("clôture")
    OTHER = PlannedKind.OTHER.value, _("autre")


class Confirmation(models.TextChoices):
    CONFIRMED = PlannedStatus.CONFIRMED.value, _("confirmé")
    TO_CONFIRM = PlannedStatus.TO_CONFIRM.value, _("à confirmer")


class Function(models.TextChoices):
    SPEAKER = "speaker", _("intervient")
    FACILITATOR = "facilitator", _("anime")
