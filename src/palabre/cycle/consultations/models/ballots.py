"""What is answered: voices, ballots, votes and their history, and the computed result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.consultations.enums import Choice
from palabre.cycle.consultations.models.questions import Consultation, Statement
from palabre.foundation.ballots.models import ComputedResult, ReceivedBallot, Voice
from palabre.foundation.network.standing import Person
from palabre.kit.identifiers import PublicIdField


class Participant(Voice):
    """A voice: a city, or a person; imported ones have only the number that they came with."""

    public_id = PublicIdField("participant")
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name=_("consultation"),
        help_text=_("Consultation à laquelle cette voix participe."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("personne"),
        help_text=_("Personne dont c’est la voix, quand les personnes votent."),
    )
    external_id = models.CharField(
        _("identifiant d’origine"),
        max_length=40,
        blank=True,
        help_text=_("Numéro dans le fichier importé."),
    )
    joined_at = models.DateTimeField(_("depuis le"), help_text=_("Moment du premier bulletin."))

    class Meta:
        verbose_name = _("voix")
        verbose_name_plural = _("voix")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "city"],
                condition=Q(city__isnull=False),
                name="consultations_one_city_one_voice",
            ),
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(person__isnull=False),
                name="consultations_one_person_one_voice",
            ),
            models.UniqueConstraint(
                fields=["consultation", "external_id"],
                condition=~Q(external_id=""),
                name="consultations_participant_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(city__isnull=True) | Q(person__isnull=True),
                name="consultations_voice_of_city_or_person",
            ),
        ]

    def __str__(self) -> str:
        return self.city.name if self.city is not None else self.public_id

    def is_open_to(self, person: Person) -> bool:
        return self.city is not None or self.person == person


class BallotSubmission(ReceivedBallot):
    """One ballot received: the identifier made by the voter's device, and its receipt."""

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("voix"),
        help_text=_("Voix qui a voté."),
    )
    answers = models.PositiveIntegerField(
        _("réponses"), help_text=_("Nombre de réponses dans ce bulletin.")
    )

    class Meta(ReceivedBallot.Meta):
        indexes = [
            models.Index(fields=["participant", "received_at"], name="consultations_ballot_pace")
        ]

    @property
    def voice(self) -> Participant:
        return self.participant


class Vote(models.Model):
    """The current answer of a voice to a statement: +1 agree, −1 disagree, 0 pass."""

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="votes",
        verbose_name=_("voix"),
        help_text=_("Voix qui a répondu."),
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.PROTECT,
        related_name="votes",
        verbose_name=_("énoncé"),
        help_text=_("Énoncé auquel elle répond."),
    )
    value = models.SmallIntegerField(
        _("réponse"),
        choices=Choice.choices,
        help_text=_("1 : d’accord ; −1 : pas d’accord ; 0 : je passe."),
    )
    at = models.DateTimeField(_("répondu le"), help_text=_("Moment de la réponse."))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="consultations_one_current_vote"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[-1, 0, 1]), name="consultations_vote_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.statement_id} {self.value:+d}"


class VoteHistory(models.Model):
    """An answer as it was given. The database refuses to change or delete a row."""

    submission = models.ForeignKey(
        BallotSubmission,
        on_delete=models.PROTECT,
        related_name="history",
        verbose_name=_("bulletin"),
        help_text=_("Bulletin qui a porté cette réponse."),
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("énoncé"),
        help_text=_("Énoncé auquel elle répond."),
    )
    value = models.SmallIntegerField(
        _("réponse"),
        choices=Choice.choices,
        help_text=_("1 : d’accord ; −1 : pas d’accord ; 0 : je passe."),
    )
    at = models.DateTimeField(_("répondu le"), help_text=_("Moment de la réponse."))

    class Meta:
        verbose_name = _("vote, historique")
        verbose_name_plural = _("votes, historique")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "statement"], name="consultations_history_once"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[-1, 0, 1]), name="consultations_history_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.statement_id} {self.value:+d}"


class OpinionResult(ComputedResult):
    """A computed result, kept with the digest of what it was computed from."""

    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.CASCADE,
        related_name="results",
        verbose_name=_("consultation"),
        help_text=_("Consultation dont c’est le résultat."),
    )
    last_ballot = models.PositiveBigIntegerField(
        _("dernier bulletin compté"),
        default=0,
        help_text=_("Sert à savoir si un bulletin est arrivé depuis."),
    )

    class Meta(ComputedResult.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "algorithm", "input_digest"],
                name="consultations_result_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.algorithm}"
