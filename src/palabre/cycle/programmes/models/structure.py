"""The programme, its editions, its axes and its results."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.programmes.enums import Level, Status
from palabre.kit.identifiers import PublicIdField

_YEAR = [MinValueValidator(1900), MaxValueValidator(2200)]


class Programme(models.Model):
    """A period's programme. Adopting it keeps an edition; it stays alive afterwards."""

    public_id = PublicIdField("programme")
    title = models.CharField(
        _("titre"), max_length=200, help_text=_("Par exemple : Programme numérique 2024-2028.")
    )
    introduction = models.TextField(
        _("présentation"), blank=True, help_text=_("Quelques lignes, en tête du document.")
    )
    start_year = models.PositiveSmallIntegerField(
        _("première année"), validators=_YEAR, help_text=_("Année où le programme commence.")
    )
    end_year = models.PositiveSmallIntegerField(
        _("dernière année"), validators=_YEAR, help_text=_("Année où le programme finit, comprise.")
    )
    currency = models.CharField(
        _("monnaie"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$")],
        help_text=_("Code ISO 4217 de tous les montants du programme, par exemple EUR ou XOF."),
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_("Brouillon et adopté : visible des membres ; publié : visible de tous."),
    )
    edition = models.PositiveIntegerField(
        _("numéro d’édition"),
        default=0,
        help_text=_("Nombre d’éditions adoptées ; 0 avant la première adoption."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        help_text=_("Augmente à chaque enregistrement ; sert à ne rien écraser."),
    )
    adopted_at = models.DateTimeField(
        _("adopté le"), null=True, blank=True, help_text=_("Moment de la dernière adoption.")
    )
    published_at = models.DateTimeField(
        _("publié le"), null=True, blank=True, help_text=_("Moment de la première publication.")
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Contenu inventé pour montrer l’outil, et qui le dit."),
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-start_year", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_year__gte=F("start_year")), name="programmes_programme_period"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(adopted_at__isnull=False, edition__gte=1),
                name="programmes_programme_adopted_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="programmes_programme_published_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def years(self) -> range:
        """Every year of the period, the last one included."""
        return range(self.start_year, self.end_year + 1)


class Edition(models.Model):
    """What was adopted, word for word, on the day of its adoption."""

    public_id = PublicIdField("edition")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="editions",
        verbose_name=_("programme"),
        help_text=_("Programme adopté."),
    )
    number = models.PositiveIntegerField(_("numéro"), help_text=_("Rang de l’édition, dès 1."))
    adopted_at = models.DateTimeField(_("adoptée le"), help_text=_("Moment de l’adoption."))
    content = models.JSONField(
        _("contenu"), help_text=_("Le programme entier à ce moment, élément par élément.")
    )
    digest = models.CharField(
        _("empreinte"), max_length=64, help_text=_("SHA-256 du contenu, en JSON canonique.")
    )

    class Meta:
        verbose_name = _("édition")
        verbose_name_plural = _("éditions")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="programmes_edition_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} · {self.number}"


class Axis(models.Model):
    """A broad line of the programme, which follows decisions."""

    public_id = PublicIdField("axe")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="axes",
        verbose_name=_("programme"),
        help_text=_("Programme de l’axe."),
    )
    order = models.PositiveIntegerField(_("ordre"), help_text=_("Rang de l’axe, à partir de 1."))
    title = models.CharField(_("titre"), max_length=200, help_text=_("Titre de l’axe."))
    description = models.TextField(
        _("description"), blank=True, help_text=_("Ce que l’axe recouvre.")
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque enregistrement.")
    )

    class Meta:
        verbose_name = _("axe")
        verbose_name_plural = _("axes")
        ordering = ["programme", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="programmes_axis_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Result(models.Model):
    """One statement of what will have changed, or of what will have been produced."""

    public_id = PublicIdField("resultat")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="results",
        verbose_name=_("programme"),
        help_text=_("Programme du résultat."),
    )
    axis = models.ForeignKey(
        Axis,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("axe"),
        help_text=_("Axe du résultat ; vide pour le résultat ultime du programme entier."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("contribue à"),
        help_text=_("Résultat plus élevé que celui-ci sert."),
    )
    level = models.CharField(
        _("niveau"),
        max_length=12,
        choices=Level.choices,
        help_text=_("Ultime, intermédiaire, immédiat, ou extrant."),
    )
    statement = models.TextField(
        _("énoncé du résultat"), help_text=_("Une seule phrase : ce qui aura changé.")
    )
    assumptions = models.TextField(
        _("hypothèses"),
        blank=True,
        help_text=_("Ce qui doit être vrai par ailleurs pour que le résultat soit atteint."),
    )
    order = models.PositiveIntegerField(_("ordre"), help_text=_("Rang parmi les résultats."))
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque enregistrement.")
    )

    class Meta:
        verbose_name = _("résultat")
        verbose_name_plural = _("résultats")
        ordering = ["programme", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="programmes_result_order"),
            models.CheckConstraint(
                condition=Q(level=Level.ULTIMATE, parent__isnull=True)
                | (~Q(level=Level.ULTIMATE) & Q(axis__isnull=False)),
                name="programmes_result_in_an_axis",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="programmes_result_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=~Q(statement=""), name="programmes_result_has_a_statement"
            ),
        ]

    def __str__(self) -> str:
        return self.statement
