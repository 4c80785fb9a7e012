"""Indicators and what they showed. Unknown is written unknown, never zero."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.programmes.enums import Direction
from palabre.cycle.programmes.models.actions import Action
from palabre.cycle.programmes.models.structure import Result
from palabre.kit.identifiers import PublicIdField


class Indicator(models.Model):
    """How one will know: on a result or on an action, in figures or in words."""

    public_id = PublicIdField("indicateur")
    result = models.ForeignKey(
        Result,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("résultat"),
        help_text=_("Résultat mesuré ; vide quand l’indicateur mesure une action."),
    )
    action = models.ForeignKey(
        Action,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("action"),
        help_text=_("Action mesurée ; vide quand l’indicateur mesure un résultat."),
    )
    order = models.PositiveIntegerField(_("ordre"), help_text=_("Rang parmi les indicateurs."))
    title = models.CharField(_("intitulé"), max_length=300, help_text=_("Ce qui est mesuré."))
    definition = models.TextField(
        _("définition"), blank=True, help_text=_("Ce qui est compté, et ce qui ne l’est pas.")
    )
    is_qualitative = models.BooleanField(
        _("qualitatif"),
        default=False,
        help_text=_("L’indicateur se dit en mots, sans unité ni chiffre."),
    )
    unit = models.CharField(
        _("unité"), max_length=60, blank=True, help_text=_("Personnes, villes, %, jours…")
    )
    direction = models.CharField(
        _("sens"),
        max_length=4,
        choices=Direction.choices,
        default=Direction.UP,
        help_text=_("Le progrès est-il une hausse ou une baisse ?"),
    )
    baseline = models.DecimalField(
        _("valeur de référence"),
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Valeur au départ ; vide : pas encore renseignée ou inconnue."),
    )
    baseline_year = models.PositiveSmallIntegerField(
        _("année de référence"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2200)],
        help_text=_("Année de la valeur de référence."),
    )
    baseline_text = models.TextField(
        _("référence en mots"), blank=True, help_text=_("Situation de départ, quand elle se dit.")
    )
    baseline_unknown = models.BooleanField(
        _("référence inconnue"),
        default=False,
        help_text=_("On a cherché : la valeur de départ n’est pas connue, et on le dit."),
    )
    target = models.DecimalField(
        _("cible"),
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Valeur visée ; vide : pas encore fixée."),
    )
    target_date = models.DateField(
        _("échéance de la cible"), null=True, blank=True, help_text=_("Jour visé.")
    )
    target_text = models.TextField(
        _("cible en mots"), blank=True, help_text=_("Situation visée, quand elle se dit.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("D’où viendra la valeur : registre, enquête, comptage…"),
    )
    frequency = models.CharField(
        _("fréquence"), max_length=100, blank=True, help_text=_("Chaque trimestre, chaque année…")
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque enregistrement.")
    )

    class Meta:
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=True, action__isnull=False)
                | Q(result__isnull=False, action__isnull=True),
                name="programmes_indicator_measures_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(baseline_unknown=False) | Q(baseline__isnull=True, baseline_text=""),
                name="programmes_indicator_baseline_known_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Actual(models.Model):
    """A value observed on a day, with its source."""

    public_id = PublicIdField("valeur")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="actuals",
        verbose_name=_("indicateur"),
        help_text=_("Indicateur relevé."),
    )
    on = models.DateField(_("date"), help_text=_("Jour que la valeur décrit."))
    value = models.DecimalField(
        _("valeur"),
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Valeur observée ; vide quand elle se dit en mots."),
    )
    text = models.TextField(
        _("en mots"), blank=True, help_text=_("Ce qui est observé, quand cela ne se chiffre pas.")
    )
    source = models.CharField(_("source"), max_length=300, help_text=_("D’où vient la valeur."))
    recorded_at = models.DateTimeField(_("saisie le"), help_text=_("Moment de la saisie."))
    withdrawn_at = models.DateTimeField(
        _("retirée le"),
        null=True,
        blank=True,
        help_text=_("Moment du retrait : une valeur retirée ne compte plus, et reste lisible."),
    )
    withdrawn_reason = models.CharField(
        _("raison du retrait"),
        max_length=300,
        blank=True,
        help_text=_("Pourquoi cette valeur ne compte plus."),
    )

    class Meta:
        verbose_name = _("valeur observée")
        verbose_name_plural = _("valeurs observées")
        ordering = ["indicator", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""),
                name="programmes_actual_says_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="programmes_actual_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} · {self.value if self.value is not None else self.text}"
