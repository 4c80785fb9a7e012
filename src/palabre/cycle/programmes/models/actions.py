"""Actions: where, with whom, when, at what cost."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.programmes.enums import Source, Stage
from palabre.cycle.programmes.models.structure import Result
from palabre.foundation.network.models import City, Organisation
from palabre.kit.identifiers import PublicIdField


class Action(models.Model):
    """What will be done, tied to one result."""

    public_id = PublicIdField("action")
    result = models.ForeignKey(
        Result,
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name=_("résultat"),
        help_text=_("Résultat auquel l’action contribue."),
    )
    order = models.PositiveIntegerField(_("ordre"), help_text=_("Rang sous son résultat, dès 1."))
    title = models.CharField(_("titre"), max_length=300, help_text=_("Ce qui sera fait."))
    description = models.TextField(
        _("description"), blank=True, help_text=_("Comment, pour qui, avec quoi.")
    )
    lead_city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville pilote"),
        help_text=_("Ville qui conduit l’action ; vide quand ce n’est pas encore décidé."),
    )
    cities = models.ManyToManyField(
        City,
        blank=True,
        related_name="actions",
        verbose_name=_("villes"),
        help_text=_("Villes où l’action a lieu, ville pilote comprise."),
    )
    partners = models.TextField(
        _("partenaires"), blank=True, help_text=_("Qui d’autre, et dans quel rôle.")
    )
    planned_start = models.DateField(
        _("début prévu"), null=True, blank=True, help_text=_("Vide : pas encore fixé.")
    )
    planned_end = models.DateField(
        _("fin prévue"), null=True, blank=True, help_text=_("Vide : pas encore fixée.")
    )
    actual_start = models.DateField(
        _("début réel"), null=True, blank=True, help_text=_("Vide : pas commencée, ou inconnu.")
    )
    actual_end = models.DateField(
        _("fin réelle"), null=True, blank=True, help_text=_("Vide : pas finie, ou inconnue.")
    )
    stage = models.CharField(
        _("état"),
        max_length=10,
        choices=Stage.choices,
        default=Stage.IDEA,
        help_text=_("Où en est l’action."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque enregistrement.")
    )

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["result", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["result", "order"], name="programmes_action_order"),
            models.CheckConstraint(
                condition=Q(planned_start__isnull=True)
                | Q(planned_end__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                name="programmes_action_planned_dates",
            ),
            models.CheckConstraint(
                condition=Q(actual_start__isnull=True)
                | Q(actual_end__isnull=True)
                | Q(actual_end__gte=F("actual_start")),
                name="programmes_action_actual_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """One year, one source, one amount. An empty amount is unknown, not zero."""

    public_id = PublicIdField("ligne")
    action = models.ForeignKey(
        Action,
        on_delete=models.CASCADE,
        related_name="budget_lines",
        verbose_name=_("action"),
        help_text=_("Action financée."),
    )
    year = models.PositiveSmallIntegerField(
        _("année"),
        validators=[MinValueValidator(1900), MaxValueValidator(2200)],
        help_text=_("Année civile de la dépense : une ligne ne couvre jamais plus d’un an."),
    )
    source = models.CharField(
        _("source"), max_length=5, choices=Source.choices, help_text=_("Qui paie.")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bailleur"),
        help_text=_("Organisation qui paie, quand elle est connue du réseau."),
    )
    amount = models.PositiveBigIntegerField(
        _("montant"),
        null=True,
        blank=True,
        help_text=_(
            "En unités entières de la monnaie du programme, sans centimes ; vide : inconnu."
        ),
    )
    note = models.CharField(
        _("précision"), max_length=200, blank=True, help_text=_("Nom du guichet, numéro d’accord…")
    )

    class Meta:
        verbose_name = _("ligne de budget")
        verbose_name_plural = _("lignes de budget")
        ordering = ["action", "year", "pk"]

    def __str__(self) -> str:
        return f"{self.year} · {self.get_source_display()}"
