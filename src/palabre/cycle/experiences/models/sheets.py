"""Experience sheets: what a city did, what came of it, and what others may take from it.

A sheet's own rows are the version in hand. Each version that was saved is kept whole in
`SheetVersion`; what the public reads is the one that its city validated and the network published.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import Language, Licence, SheetStatus
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField

YEARS = (1900, 2100)


class ExperienceSheet(models.Model):
    """One experience of a city. The city owns it: nothing is published before it has agreed."""

    public_id = PublicIdField("fiche")
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ville"),
        help_text=_("La ville dont c’est l’expérience : elle relit et valide la fiche."),
    )
    partners = models.ManyToManyField(
        City,
        related_name="+",
        blank=True,
        verbose_name=_("autres villes"),
        help_text=_("Villes membres qui l’ont menée avec elle."),
    )
    language = models.CharField(
        _("langue"),
        max_length=3,
        choices=Language.choices,
        default=Language.FRENCH,
        help_text=_("Langue du texte original (code ISO 639)."),
    )
    start_year = models.PositiveSmallIntegerField(
        _("première année"), null=True, blank=True, help_text=_("Année où cela a commencé.")
    )
    end_year = models.PositiveSmallIntegerField(
        _("dernière année"),
        null=True,
        blank=True,
        help_text=_("Vide si cela continue, ou si on ne le sait pas."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=12,
        choices=Licence.choices,
        default=Licence.BY,
        help_text=_("Ce que les autres peuvent faire de la fiche."),
    )
    status = models.CharField(
        _("état"),
        max_length=13,
        choices=SheetStatus.choices,
        default=SheetStatus.DRAFT,
        help_text=_("De la version en cours."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification du contenu.")
    )
    published_version = models.PositiveIntegerField(
        _("version publiée"),
        null=True,
        blank=True,
        help_text=_("Celle que tout le monde lit ; vide tant que rien n’est publié."),
    )
    published_at = models.DateTimeField(
        _("publiée le"), null=True, blank=True, help_text=_("Moment de la dernière publication.")
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Contenu inventé pour montrer l’outil, et qui le dit."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commencée par"),
        help_text=_("Personne qui a ouvert la fiche."),
    )
    created_at = models.DateTimeField(_("créée le"), help_text=_("Moment de l’ouverture."))
    updated_at = models.DateTimeField(
        _("modifiée le"), help_text=_("Dernier changement du contenu ou de l’état.")
    )

    class Meta:
        verbose_name = _("fiche d’expérience")
        verbose_name_plural = _("fiches d’expérience")
        constraints = [
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                name="experiences_sheet_years_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status=SheetStatus.PUBLISHED) | Q(published_version=F("version")),
                name="experiences_sheet_published_is_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(published_version__isnull=True)
                | Q(published_version__lte=F("version")),
                name="experiences_sheet_published_was_saved",
            ),
        ]
        indexes = [models.Index(fields=["city", "status"], name="experiences_sheet_city")]

    def __str__(self) -> str:
        return self.public_id


class SheetRow(models.Model):
    """A line of a sheet's table, in its place."""

    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Place dans la fiche."))

    class Meta:
        abstract = True
        ordering = ["order"]


class SheetFigure(SheetRow):
    """A result in figures: a number is nothing without its unit, its source and its date."""

    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("fiche"),
        help_text=_("Fiche dont c’est un résultat."),
    )
    label = models.CharField(_("ce qui est mesuré"), max_length=200, help_text=_("En clair."))
    value = models.DecimalField(
        _("valeur"), max_digits=20, decimal_places=4, help_text=_("Nombre.")
    )
    unit = models.CharField(_("unité"), max_length=60, help_text=_("Par exemple « personnes »."))
    source = models.CharField(_("source"), max_length=200, help_text=_("D’où vient le chiffre."))
    measured_on = models.DateField(_("date"), help_text=_("Date de la mesure."))

    class Meta(SheetRow.Meta):
        verbose_name = _("chiffre d’une fiche")
        verbose_name_plural = _("chiffres des fiches")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="experiences_figure_place"),
            models.CheckConstraint(
                condition=~Q(unit="") & ~Q(source="") & ~Q(label=""),
                name="experiences_figure_said_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class SheetFunding(SheetRow):
    """Who paid what. An amount that is not known stays empty; it is not zero."""

    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="fundings",
        verbose_name=_("fiche"),
        help_text=_("Fiche dont c’est un financement."),
    )
    funder = models.CharField(_("qui a payé"), max_length=200, help_text=_("Nom usuel."))
    amount = models.DecimalField(
        _("montant"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Vide si on ne le sait pas."),
    )
    currency = models.CharField(
        _("monnaie"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Trois lettres, par exemple EUR ou XOF."))],
        help_text=_("Code ISO 4217, par exemple EUR ou XOF."),
    )

    class Meta(SheetRow.Meta):
        verbose_name = _("financement d’une fiche")
        verbose_name_plural = _("financements des fiches")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="experiences_funding_place"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | (Q(amount__gte=0) & ~Q(currency="")),
                name="experiences_funding_has_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.funder


class SheetContact(SheetRow):
    """Whom to call. Shown to everyone only where the person agreed; kept in no version."""

    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="contacts",
        verbose_name=_("fiche"),
        help_text=_("Fiche dont on peut parler avec cette personne."),
    )
    name = models.CharField(_("nom"), max_length=200, help_text=_("De la personne ou du service."))
    role = models.CharField(_("fonction"), max_length=200, blank=True, help_text=_("Facultatif."))
    reach = models.CharField(
        _("adresse ou téléphone"), max_length=200, help_text=_("Comment la joindre.")
    )
    is_public = models.BooleanField(
        _("accepte d’être publiée"),
        default=False,
        help_text=_("Sans cet accord, seuls les membres du réseau la voient."),
    )

    class Meta(SheetRow.Meta):
        verbose_name = _("contact d’une fiche")
        verbose_name_plural = _("contacts des fiches")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="experiences_contact_place")
        ]

    def __str__(self) -> str:
        return self.name


class SheetLink(SheetRow):
    """A document that goes with the sheet, where it is kept."""

    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="links",
        verbose_name=_("fiche"),
        help_text=_("Fiche que le document accompagne."),
    )
    title = models.CharField(_("titre"), max_length=200, help_text=_("Ce que l’on y trouve."))
    url = models.URLField(
        _("adresse"), max_length=500, help_text=_("Elle commence par https:// ou http://.")
    )

    class Meta(SheetRow.Meta):
        verbose_name = _("document d’une fiche")
        verbose_name_plural = _("documents des fiches")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="experiences_link_place"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="experiences_link_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SheetVersion(models.Model):
    """A version as it was saved, whole and for good; people's contacts are not in it."""

    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="versions",
        verbose_name=_("fiche"),
        help_text=_("Fiche dont c’est une version."),
    )
    number = models.PositiveIntegerField(_("version"), help_text=_("1 pour la première."))
    content = models.JSONField(_("contenu"), help_text=_("Tous les champs, tels qu’enregistrés."))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enregistrée par"),
        help_text=_("Personne qui a enregistré."),
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment de l’enregistrement."))

    class Meta:
        verbose_name = _("version d’une fiche")
        verbose_name_plural = _("versions des fiches")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="experiences_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.number}"
