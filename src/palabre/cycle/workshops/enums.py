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


class NoteKind(models.TextChoices):
    """What somebody said, as whoever wrote it down understood it."""

    FACT = "fact", _("fait")
    IDEA = "idea", _("idée")
    QUESTION = "question", _("question")
    COMMITMENT = "commitment", _("engagement")


class NoteState(models.TextChoices):
    """A withdrawn or hidden note is kept, and shown to those who conduct the workshop alone."""

    SHOWN = "shown", _("visible")
    WITHDRAWN = "withdrawn", _("retirée par son auteur")
    HIDDEN = "hidden", _("masquée par l’animation")


class QuestionState(models.TextChoices):
    """Where a question stands; empty for what is not a question."""

    OPEN = "open", _("posée")
    SHORTLISTED = "shortlisted", _("retenue")
    ANSWERED = "answered", _("a reçu une réponse")
    SET_ASIDE = "set_aside", _("mise de côté")


class PollKind(models.TextChoices):
    CHOICE = "choice", _("choix")
    SCALE = "scale", _("échelle")
    WORDS = "words", _("nuage de mots")
    RANKING = "ranking", _("classement")


class PollState(models.TextChoices):
    DRAFT = "draft", _("en préparation")
    OPEN = "open", _("ouvert")
    CLOSED = "closed", _("clos")


class MinutesStatus(models.TextChoices):
    """A draft is its writers'; published minutes are read by whoever reads the workshop."""

    DRAFT = "draft", _("brouillon")
    PUBLISHED = "published", _("publié")


class SectionKind(models.TextChoices):
    """What a section of the minutes is assembled from."""

    PRESENCE = "presence", _("participation")
    SLOT = "slot", _("séquence")
    ELSEWHERE = "elsewhere", _("hors séquence")
    NEXT = "next", _("suites")


class Presence(models.TextChoices):
    """Where somebody takes part from."""

    ON_SITE = "on_site", _("sur place")
    REMOTE = "remote", _("à distance")


class Gesture(models.TextChoices):
    """What conducting a workshop is made of; the values are those of `core.agenda.live`."""

    START = "start", _("démarre la séquence")
    EXTEND = "extend", _("change sa durée")
    SKIP = "skip", _("passe la séquence")
    END = "end", _("termine la séquence")
    PAUSE = "pause", _("suspend")
    RESUME = "resume", _("reprend")
    FINISH = "finish", _("termine l’atelier")
