"""What is answered: the current ballot of each voice, and everything that was ever sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.budgets.models.projects import Budget
from palabre.foundation.ballots.models import ReceivedBallot, Voice
from palabre.kit.identifiers import PublicIdField


class Ballot(Voice):
    """What one voice wants now: a city, or a voter of an imported vote."""

    public_id = PublicIdField("bulletin")
    budget = models.ForeignKey(
        Budget,
        on_delete=models.PROTECT,
        related_name="ballots",
        verbose_name=_("budget"),
        help_text=_("Budget sur lequel cette voix vote."),
    )
    external_id = models.CharField(
        _("identifiant d’origine"),
        max_length=80,
        blank=True,
        help_text=_("Numéro dans le fichier importé."),
    )
    choices = models.JSONField(
        _("choix"),
        default=dict,
        help_text=_("Par projet : 1 s’il est choisi, son rang, ou ses points."),
    )
    traits = models.JSONField(
        _("groupes"),
        default=dict,
        help_text=_("Ce que dit le fichier importé de ce votant, par exemple sa tranche d’âge."),
    )
    at = models.DateTimeField(_("reçu le"), help_text=_("Moment du dernier bulletin."))

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "city"],
                condition=Q(city__isnull=False),
                name="budgets_one_city_one_voice",
            ),
            models.UniqueConstraint(
                fields=["budget", "external_id"],
                condition=~Q(external_id=""),
                name="budgets_ballot_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(city__isnull=False, external_id="")
                | (Q(city__isnull=True) & ~Q(external_id="")),
                name="budgets_voice_of_city_or_imported",
            ),
        ]

    def __str__(self) -> str:
        return self.city.name if self.city is not None else self.external_id


class BallotSubmission(ReceivedBallot):
    """One ballot received: the identifier made by the voter's device, and its receipt."""

    ballot = models.ForeignKey(
        Ballot,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("bulletin"),
        help_text=_("Bulletin que cet envoi a fait ou remplacé."),
    )

    class Meta(ReceivedBallot.Meta):
        indexes = [models.Index(fields=["ballot", "received_at"], name="budgets_ballot_pace")]

    @property
    def voice(self) -> Ballot:
        return self.ballot


class BallotHistory(models.Model):
    """A ballot as it was sent. The database refuses to change or delete a row."""

    submission = models.OneToOneField(
        BallotSubmission,
        on_delete=models.PROTECT,
        related_name="history",
        verbose_name=_("bulletin reçu"),
        help_text=_("Envoi qui a porté ces choix."),
    )
    choices = models.JSONField(
        _("choix"), help_text=_("Par projet : 1 s’il est choisi, son rang, ou ses points.")
    )
    at = models.DateTimeField(_("reçu le"), help_text=_("Moment de la réception."))

    class Meta:
        verbose_name = _("bulletin, historique")
        verbose_name_plural = _("bulletins, historique")

    def __str__(self) -> str:
        return str(self.submission_id)
