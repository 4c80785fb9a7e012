"""The workshop itself, its objectives, and the note that it comes from."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import Status
from palabre.kit.dates import known_zones
from palabre.kit.identifiers import PublicIdField
from palabre.kit.languages import MOST, codes_of, is_language


def known_time_zone(value: str) -> None:
    """Raises: ValidationError when no such IANA zone is known here."""
    if value not in known_zones():
        raise ValidationError(
            _("« %(zone)s » n’est pas un fuseau horaire connu. Écrivez-le comme Europe/Zurich."),
            params={"zone": value},
        )


def known_languages(value: str) -> None:
    """Raises: ValidationError unless these are codes ISO 639, as « fr » or « fr, en »."""
    codes = codes_of(value)
    wrong = next((code for code in codes if not is_language(code)), "")
    if wrong:
        raise ValidationError(
            _("« %(code)s » n’est pas le code d’une langue. Écrivez par exemple fr, en ou fr, en."),
            params={"code": wrong},
        )
    if len(codes) > MOST:
        raise ValidationError(
            _("Quatre langues au plus ; il y en a %(count)s."), params={"count": len(codes)}
        )


class Workshop(models.Model):
    """A workshop. What its note does not say (a date, a place, a time zone) stays empty."""

    public_id = PublicIdField("atelier")
    title = models.CharField(_("titre"), max_length=300, help_text=_("Titre de l’atelier."))
    seminar = models.CharField(
        _("rencontre"),
        max_length=400,
        blank=True,
        help_text=_("Séminaire ou rencontre dont l’atelier fait partie."),
    )
    period_start = models.PositiveSmallIntegerField(
        _("première année de la période"),
        null=True,
        blank=True,
        help_text=_("Première année de la programmation dont il est question."),
    )
    period_end = models.PositiveSmallIntegerField(
        _("dernière année de la période"),
        null=True,
        blank=True,
        help_text=_("Dernière année de la programmation dont il est question."),
    )
    held_on = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Premier jour. Vide : pas encore connu.")
    )
    time_zone = models.CharField(
        _("fuseau horaire"),
        max_length=64,
        blank=True,
        validators=[known_time_zone],
        help_text=_("Nom IANA, par exemple Europe/Zurich. Vide : pas encore connu."),
    )
    place = models.CharField(
        _("lieu"), max_length=200, blank=True, help_text=_("Ville, salle. Vide : pas encore connu.")
    )
    context = models.TextField(
        _("contexte"), blank=True, help_text=_("Paragraphes de contexte, séparés par une ligne.")
    )
    arrangement = models.TextField(
        _("format annoncé"),
        blank=True,
        help_text=_("Ce que la note dit de la durée et de l’organisation."),
    )
    announced_minutes = models.PositiveSmallIntegerField(
        _("durée annoncée"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("En minutes, hors pauses. Vide : la note n’en dit rien."),
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_("Un atelier publié est lu par tous."),
    )
    language = models.CharField(
        _("langues"),
        max_length=24,
        default="fr",
        validators=[known_languages],
        help_text=_("Langues de travail, par leur code : fr, ou fr, en."),
    )
    version = models.PositiveIntegerField(
        _("version de la fiche"),
        default=1,
        help_text=_("Augmente quand le titre, la date ou le lieu changent."),
    )
    edition = models.PositiveIntegerField(
        _("édition du déroulé"),
        default=1,
        help_text=_("Augmente à chaque changement du déroulé ; les agendas s’y fient."),
    )
    invitation_number = models.PositiveIntegerField(
        _("série d’invitations"),
        default=1,
        help_text=_("L’augmenter éteint les liens d’invitation déjà donnés."),
    )
    note_name = models.CharField(
        _("nom de la note"),
        max_length=200,
        blank=True,
        help_text=_("Nom du fichier dont l’atelier est tiré."),
    )
    note_digest = models.CharField(
        _("empreinte de la note"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 de la dernière note importée."),
    )
    note_plan = models.JSONField(
        _("ce que disait la note"),
        null=True,
        blank=True,
        help_text=_("Lecture de la dernière note, avant corrections : sert à comparer."),
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Contenu inventé pour montrer l’outil."),
    )
    created_at = models.DateTimeField(_("créé le"), help_text=_("Moment de la création."))
    updated_at = models.DateTimeField(
        _("modifié le"), help_text=_("Dernier changement de la fiche ou du déroulé.")
    )

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                name="workshops_period_whole",
                violation_error_message=_(
                    "Donnez les deux années de la période, la première avant la dernière."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """What the workshop is for, one sentence each."""

    public_id = PublicIdField("objectif")
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="objectives",
        verbose_name=_("atelier"),
        help_text=_("Atelier concerné."),
    )
    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Rang, à partir de 1."))
    text = models.TextField(_("objectif"), help_text=_("L’objectif, en une phrase."))

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text
