"""The network, its member cities, its partners, and who speaks for whom."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.foundation.network.enums import Activity, Role
from palabre.kit.identifiers import PublicIdField


class Network(models.Model):
    """The one network that this installation serves."""

    public_id = PublicIdField("reseau")
    name = models.CharField(_("nom"), max_length=200, help_text=_("Nom complet du réseau."))
    acronym = models.CharField(
        _("sigle"), max_length=40, blank=True, help_text=_("Sigle, par exemple AIMF.")
    )
    about = models.TextField(
        _("présentation"), blank=True, help_text=_("Quelques lignes, affichées à l’accueil.")
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Le réseau contient des données de démonstration, et le dit sur chaque page."),
    )
    singleton = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        verbose_name = _("réseau")
        verbose_name_plural = _("réseaux")
        constraints = [
            models.CheckConstraint(condition=Q(singleton=True), name="network_only_one"),
        ]

    def __str__(self) -> str:
        return self.acronym or self.name


class City(models.Model):
    """A member city. Unknown figures stay empty: unknown is not zero."""

    public_id = PublicIdField("ville")
    name = models.CharField(_("nom"), max_length=200, help_text=_("Nom usuel de la ville."))
    country = models.CharField(
        _("pays"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$")],
        help_text=_("Code ISO 3166-1 à deux lettres."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrés décimaux, WGS 84."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrés décimaux, WGS 84."),
    )
    time_zone = models.CharField(
        _("fuseau horaire"),
        max_length=64,
        blank=True,
        help_text=_("Nom IANA, par exemple Africa/Niamey."),
    )
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, help_text=_("Nombre d’habitants.")
    )
    population_year = models.PositiveSmallIntegerField(
        _("année de la population"), null=True, blank=True, help_text=_("Année du chiffre.")
    )
    population_source = models.CharField(
        _("source de la population"),
        max_length=300,
        blank=True,
        help_text=_("D’où vient le chiffre."),
    )
    activity = models.CharField(
        _("activité"),
        max_length=10,
        choices=Activity.choices,
        default=Activity.ACTIVE,
        help_text=_("Une ville silencieuse est en sommeil, jamais en retard."),
    )

    class Meta:
        verbose_name = _("ville")
        verbose_name_plural = _("villes")
        ordering = ["name", "country"]
        constraints = [
            models.UniqueConstraint(fields=["name", "country"], name="network_city_once"),
            models.CheckConstraint(
                condition=Q(population__isnull=True)
                | (Q(population_year__isnull=False) & ~Q(population_source="")),
                name="network_city_population_sourced",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="network_city_coordinates_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A partner, a funder, a centre of expertise: anyone who is not a city."""

    public_id = PublicIdField("organisation")
    name = models.CharField(_("nom"), max_length=200, unique=True, help_text=_("Nom usuel."))
    country = models.CharField(
        _("pays"),
        max_length=2,
        blank=True,
        help_text=_("Code ISO 3166-1 à deux lettres, s’il y a lieu."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person is in the network, for a city when they are its delegate."""

    public_id = PublicIdField("adhesion")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("personne"),
        help_text=_("Personne concernée."),
    )
    role = models.CharField(
        _("rôle"), max_length=12, choices=Role.choices, help_text=_("Rôle dans le réseau.")
    )
    city = models.ForeignKey(
        City,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("ville"),
        help_text=_("Ville représentée, pour une délégation."),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("organisation"),
        help_text=_("Organisation d’appartenance, pour l’expertise."),
    )
    is_voting = models.BooleanField(
        _("porte la voix de la ville"),
        default=True,
        help_text=_("Une ville, une voix : la personne peut voter pour sa ville."),
    )

    class Meta:
        verbose_name = _("rôle d’une personne")
        verbose_name_plural = _("rôles des personnes")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "city"],
                name="network_membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.DELEGATE) & Q(city__isnull=False))
                | (~Q(role=Role.DELEGATE) & Q(city__isnull=True)),
                name="network_membership_delegate_of_city",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"
