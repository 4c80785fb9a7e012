"""What comes out: the computed result, and what was changed by hand, with its reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.budgets.enums import Change
from palabre.cycle.budgets.models.projects import Budget, Project
from palabre.foundation.ballots.models import ComputedResult
from palabre.kit.identifiers import PublicIdField


class Outcome(ComputedResult):
    """A computed result, kept with the digest of what it was computed from."""

    budget = models.ForeignKey(
        Budget,
        on_delete=models.CASCADE,
        related_name="outcomes",
        verbose_name=_("budget"),
        help_text=_("Budget dont c’est le résultat."),
    )

    class Meta(ComputedResult.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "algorithm", "input_digest"], name="budgets_outcome_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.algorithm}"


class Override(models.Model):
    """A project added to or removed from the result by hand; everyone reads why."""

    public_id = PublicIdField("derogation")
    budget = models.ForeignKey(
        Budget,
        on_delete=models.PROTECT,
        related_name="overrides",
        verbose_name=_("budget"),
        help_text=_("Budget dont le résultat est changé."),
    )
    project = models.OneToOneField(
        Project,
        on_delete=models.PROTECT,
        related_name="override",
        verbose_name=_("projet"),
        help_text=_("Projet ajouté ou retiré."),
    )
    change = models.CharField(
        _("changement"),
        max_length=8,
        choices=Change.choices,
        help_text=_("Ajouté à la main, ou retiré à la main."),
    )
    reason = models.TextField(_("raison"), help_text=_("Publiée avec le résultat."))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décidé par"),
        help_text=_("Personne qui a fait ce changement."),
    )
    at = models.DateTimeField(_("décidé le"), help_text=_("Moment du changement."))

    class Meta:
        verbose_name = _("changement à la main")
        verbose_name_plural = _("changements à la main")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="budgets_override_with_reason")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.change}"
