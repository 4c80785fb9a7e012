"""What is shared out: a sum, and the projects that ask for a part of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.budgets.enums import BallotKind, Rule
from palabre.foundation.ballots.models import Poll, Proposal
from palabre.kit.identifiers import PublicIdField


class Budget(Poll):
    """A sum to share out between projects, on which the cities vote: one city, one voice."""

    noun = "budget"
    link_purpose = "budget-vote"
    public_id = PublicIdField("budget")
    title = models.CharField(
        _("titre"), max_length=200, help_text=_("Ce que cette somme doit financer, en une ligne.")
    )
    description = models.TextField(
        _("présentation"),
        blank=True,
        help_text=_("D’où vient cette somme, et ce qui sera fait du résultat."),
    )
    language = models.CharField(
        _("langue"), max_length=8, default="fr", blank=True, help_text=_("Langue des textes.")
    )
    amount = models.BigIntegerField(
        _("somme à répartir"), help_text=_("En unités entières de la monnaie.")
    )
    currency = models.CharField(
        _("monnaie"),
        max_length=3,
        default="EUR",
        help_text=_("Code de la norme ISO 4217, par exemple EUR ou XOF."),
    )
    ballot_kind = models.CharField(
        _("bulletin"),
        max_length=10,
        choices=BallotKind.choices,
        default=BallotKind.APPROVAL,
        help_text=_("Choisir des projets, les classer, répartir des points, composer un budget."),
    )
    limit = models.PositiveIntegerField(
        _("limite du bulletin"),
        null=True,
        blank=True,
        help_text=_("Nombre de projets que l’on choisit ou classe, ou de points à répartir."),
    )
    rule = models.CharField(
        _("règle de répartition"),
        max_length=12,
        choices=Rule.choices,
        default=Rule.EQUAL_SHARES,
        help_text=_("Annoncée avant le vote ; elle ne change plus ensuite."),
    )

    class Meta(Poll.Meta):
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            *Poll.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gte=1), name="budgets_amount_positive"),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=1), name="budgets_limit_positive"
            ),
            models.CheckConstraint(
                condition=~Q(ballot_kind=BallotKind.POINTS) | Q(limit__isnull=False),
                name="budgets_points_are_counted",
            ),
            models.UniqueConstraint(
                fields=["source_digest"],
                condition=~Q(source_digest=""),
                name="budgets_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Project(Proposal):
    """Something to fund, at a whole cost. Where it comes from is in the thread."""

    public_id = PublicIdField("projet")
    budget = models.ForeignKey(
        Budget,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name=_("budget"),
        help_text=_("Budget où le projet est soumis au vote."),
    )
    title = models.CharField(_("titre"), max_length=300, help_text=_("Le projet, en une ligne."))
    description = models.TextField(
        _("description"), blank=True, help_text=_("Ce que ferait ce projet, et pour qui.")
    )
    cost = models.BigIntegerField(
        _("coût"), help_text=_("En unités entières de la monnaie du budget.")
    )
    category = models.CharField(
        _("domaine"),
        max_length=80,
        blank=True,
        help_text=_("Domaine du projet, en un mot ou deux."),
    )
    withdrawn_at = models.DateTimeField(
        _("retiré le"), null=True, blank=True, help_text=_("Moment du retrait, s’il est retiré.")
    )
    withdrawn_reason = models.TextField(
        _("raison du retrait"),
        blank=True,
        help_text=_("Visible de tous : un projet n’est jamais retiré sans raison."),
    )
    external_id = models.CharField(
        _("identifiant d’origine"),
        max_length=80,
        blank=True,
        help_text=_("Numéro dans le fichier importé."),
    )

    class Meta(Proposal.Meta):
        verbose_name = _("projet")
        verbose_name_plural = _("projets")
        constraints = [
            models.CheckConstraint(condition=Q(cost__gte=1), name="budgets_cost_positive"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="budgets_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["budget", "external_id"],
                condition=~Q(external_id=""),
                name="budgets_project_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
