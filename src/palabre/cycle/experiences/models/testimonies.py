"""Testimonies, the passages marked in them, and their readings by the city.

The slot that a testimony was given at is told by the thread (`given-at`).
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import (
    Attribution,
    GridField,
    Language,
    Mode,
    PassageAttribution,
    Status,
    Verdict,
)
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField

TRANSCRIPT_MAX = 200_000
PASSAGE_MAX = 5_000


class Testimony(models.Model):
    """What someone of a city, or of a partner, said or wrote of an experience."""

    public_id = PublicIdField("temoignage")
    title = models.CharField(
        _("titre"),
        max_length=200,
        help_text=_("Affiché à tous : n’y nommez pas une personne qui ne veut pas l’être."),
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville membre"),
        help_text=_("La ville relit et valide son texte avant toute publication."),
    )
    place = models.CharField(
        _("autre ville ou organisation"),
        max_length=200,
        blank=True,
        help_text=_("À remplir quand le témoin ne parle pas pour une ville membre."),
    )
    witness_name = models.CharField(
        _("nom du témoin"),
        max_length=200,
        blank=True,
        help_text=_("Publié seulement si l’attribution le permet."),
    )
    witness_role = models.CharField(
        _("fonction du témoin"),
        max_length=200,
        blank=True,
        help_text=_("Telle qu’elle se lira, par exemple « Un maire » ou « Une adjointe »."),
    )
    attribution = models.CharField(
        _("attribution"),
        max_length=10,
        choices=Attribution.choices,
        default=Attribution.NAMED,
        help_text=_("Ce que le témoin accepte de voir publié à côté de ses mots."),
    )
    given_on = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Jour où le témoignage a été donné.")
    )
    mode = models.CharField(
        _("forme"),
        max_length=8,
        choices=Mode.choices,
        default=Mode.ON_SITE,
        help_text=_("Comment le témoignage a été donné."),
    )
    language = models.CharField(
        _("langue"),
        max_length=3,
        choices=Language.choices,
        default=Language.FRENCH,
        help_text=_("Langue dans laquelle le texte est écrit (code ISO 639)."),
    )
    transcript = models.TextField(
        _("texte"),
        blank=True,
        validators=[MaxLengthValidator(TRANSCRIPT_MAX)],
        help_text=_("Les mots du témoin, avec les noms de voix et les minutages tels quels."),
    )
    consent = models.TextField(
        _("accord du témoin"),
        blank=True,
        help_text=_("Comment et quand le témoin a donné son accord. Jamais publié."),
    )
    slot = models.CharField(
        _("séquence"),
        max_length=40,
        blank=True,
        help_text=_("Identifiant de la séquence d’atelier pendant laquelle il a été donné."),
    )
    status = models.CharField(
        _("état"),
        max_length=13,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_("Seul un témoignage validé par la ville est public."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        help_text=_("Augmente à chaque modification ; la ville valide une version précise."),
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
        verbose_name=_("recueilli par"),
        help_text=_("Personne qui a saisi le témoignage."),
    )
    created_at = models.DateTimeField(_("créé le"), help_text=_("Moment du premier envoi."))
    updated_at = models.DateTimeField(
        _("modifié le"), help_text=_("Moment de la dernière modification.")
    )
    submission_uid = models.UUIDField(
        _("identifiant d’envoi"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Choisi par l’appareil : un envoi répété ne compte qu’une fois."),
    )
    submission_digest = models.CharField(
        _("empreinte de l’envoi"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 du premier envoi."),
    )

    class Meta:
        verbose_name = _("témoignage")
        verbose_name_plural = _("témoignages")
        constraints = [
            models.CheckConstraint(
                condition=(Q(city__isnull=False) & Q(place=""))
                | (Q(city__isnull=True) & ~Q(place="")),
                name="experiences_testimony_one_place",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | ~Q(transcript=""),
                name="experiences_testimony_text_before_reading",
            ),
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.NAMED) | ~Q(witness_name=""),
                name="experiences_testimony_named_has_name",
            ),
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.FUNCTION) | ~Q(witness_role=""),
                name="experiences_testimony_function_has_role",
            ),
        ]
        indexes = [models.Index(fields=["status", "city"], name="experiences_status_city")]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """Words of a testimony that can be cited. It is never edited: unmarked, and marked again."""

    public_id = PublicIdField("passage")
    testimony = models.ForeignKey(
        Testimony,
        on_delete=models.CASCADE,
        related_name="passages",
        verbose_name=_("témoignage"),
        help_text=_("Témoignage dont viennent ces mots."),
    )
    start = models.PositiveIntegerField(
        _("début"), help_text=_("Rang du premier caractère (points de code Unicode, depuis 0).")
    )
    end = models.PositiveIntegerField(
        _("fin"), help_text=_("Rang qui suit le dernier caractère (points de code Unicode).")
    )
    text = models.TextField(
        _("mots"), help_text=_("Copie mot pour mot du texte, du début à la fin du passage.")
    )
    attribution = models.CharField(
        _("attribution"),
        max_length=10,
        choices=PassageAttribution.choices,
        default=PassageAttribution.SAME,
        help_text=_("Plus stricte que celle du témoignage : le passage est alors publié à part."),
    )
    field = models.CharField(
        _("champ de la grille"),
        max_length=12,
        choices=GridField.choices,
        blank=True,
        help_text=_("Question de la grille d’entretien à laquelle ces mots répondent."),
    )
    marked_at = models.DateTimeField(_("marqué le"), help_text=_("Moment du marquage."))

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["start", "end"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="experiences_passage_not_empty"
            ),
            models.UniqueConstraint(
                fields=["testimony", "start", "end"], name="experiences_passage_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Reading(models.Model):
    """What the city, or the witness, answered on reading one version of a testimony."""

    public_id = PublicIdField("relecture")
    testimony = models.ForeignKey(
        Testimony,
        on_delete=models.CASCADE,
        related_name="readings",
        verbose_name=_("témoignage"),
        help_text=_("Témoignage relu."),
    )
    version = models.PositiveIntegerField(_("version"), help_text=_("Version qui a été lue."))
    verdict = models.CharField(
        _("réponse"), max_length=10, choices=Verdict.choices, help_text=_("Ce que la ville répond.")
    )
    remark = models.TextField(
        _("remarque"), blank=True, help_text=_("La correction demandée, dans ses mots.")
    )
    signatory = models.CharField(
        _("relu par"), max_length=200, help_text=_("Nom et fonction de la personne qui a relu.")
    )
    by_link = models.BooleanField(
        _("par lien signé"),
        help_text=_("Vrai quand la réponse est venue sans compte, par un lien."),
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment de la réponse."))

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["testimony", "version"],
                condition=Q(verdict=Verdict.VALIDATED),
                name="experiences_version_validated_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.VALIDATED) | ~Q(remark=""),
                name="experiences_correction_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signatory} · {self.get_verdict_display()}"
