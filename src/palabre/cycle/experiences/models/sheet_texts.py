"""The words of a sheet: the original, its translations, and what was said of them on reading."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import Language, TextOrigin, Verdict
from palabre.cycle.experiences.models.sheets import ExperienceSheet
from palabre.kit.identifiers import PublicIdField

SECTION_MAX = 6_000
SUMMARY_MAX = 700


def _section(title: object, hint: object) -> models.TextField[str, str]:
    return models.TextField(
        title,  # type: ignore[arg-type]
        blank=True,
        validators=[MaxLengthValidator(SECTION_MAX)],
        help_text=hint,  # type: ignore[arg-type]
    )


class SheetText(models.Model):
    """A sheet in one language. One row is the original; the others are its translations."""

    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="texts",
        verbose_name=_("fiche"),
        help_text=_("Fiche dont ce sont les mots."),
    )
    language = models.CharField(
        _("langue"), max_length=3, choices=Language.choices, help_text=_("Code ISO 639.")
    )
    origin = models.CharField(
        _("origine"),
        max_length=8,
        choices=TextOrigin.choices,
        default=TextOrigin.ORIGINAL,
        help_text=_("Le texte de la ville, ou une traduction."),
    )
    of_version = models.PositiveIntegerField(
        _("version traduite"),
        null=True,
        blank=True,
        help_text=_("Version de l’original que la traduction suit."),
    )
    translator = models.CharField(
        _("traduit par"), max_length=200, blank=True, help_text=_("Personne, service ou outil.")
    )
    title = models.CharField(
        _("titre"), max_length=160, help_text=_("Ce que la ville a fait, en une ligne.")
    )
    summary = models.TextField(
        _("l’essentiel"),
        blank=True,
        validators=[MaxLengthValidator(SUMMARY_MAX)],
        help_text=_("En deux ou trois phrases : ce qui a été fait, pour qui, avec quel résultat."),
    )
    context = _section(_("contexte"), _("Où et quand : la ville, ses habitants, le moment."))
    problem = _section(_("problème"), _("Ce qui n’allait pas, pour qui, et ce que cela coûtait."))
    approach = _section(_("démarche"), _("Les étapes, une par ligne, dans l’ordre."))
    stakeholders = _section(
        _("acteurs"), _("Qui a fait quoi, un par ligne ; comment les habitants ont pris part.")
    )
    cost = _section(
        _("coût et moyens"), _("Argent, personnes, temps. Dites « inconnu » plutôt que zéro.")
    )
    results = _section(_("résultats"), _("Ce qui a changé. Les chiffres se donnent à part."))
    worked = _section(_("ce qui a marché"), _("Et à quoi on l’a vu."))
    failed = _section(_("ce qui n’a pas marché"), _("Le plus utile à qui voudra reprendre l’idée."))
    success_factors = _section(_("facteurs de réussite"), _("Sans quoi cela n’aurait pas tenu."))
    constraints = _section(_("contraintes"), _("Ce qui a ralenti, coûté ou empêché."))
    lessons = _section(_("enseignements"), _("Si c’était à refaire, sur quoi rebâtir ?"))
    transfer = _section(
        _("conditions pour le reprendre ailleurs"), _("Ce qu’il faut avoir, ce qu’il faut changer.")
    )
    inclusion = _section(
        _("égalité et inclusion"), _("Ce que cela change pour les femmes, et pour qui est exclu.")
    )
    sustainability = _section(
        _("ce qui dure"), _("Ce qui tient quand le projet finit : argent, personnes, milieu.")
    )
    risks = _section(_("risques et crises"), _("Ce que cela évite ou amortit, s’il y a lieu."))
    updated_at = models.DateTimeField(_("modifié le"), help_text=_("Dernier enregistrement."))

    class Meta:
        verbose_name = _("texte d’une fiche")
        verbose_name_plural = _("textes des fiches")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "language"], name="experiences_text_once"),
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(origin=TextOrigin.ORIGINAL),
                name="experiences_text_one_original",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="experiences_text_has_title"),
            models.CheckConstraint(
                condition=Q(origin=TextOrigin.ORIGINAL, of_version__isnull=True)
                | (~Q(origin=TextOrigin.ORIGINAL) & Q(of_version__isnull=False)),
                name="experiences_text_translates_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title


SECTIONS = (
    "context",
    "problem",
    "approach",
    "stakeholders",
    "cost",
    "results",
    "worked",
    "failed",
    "success_factors",
    "constraints",
    "lessons",
    "transfer",
    "inclusion",
    "sustainability",
    "risks",
)
"""Names of the sections, in the order of reading."""

WORDS = ("title", "summary", *SECTIONS)
"""Everything of a text that is translated."""


class SheetReading(models.Model):
    """What the city answered on reading one version of its sheet."""

    public_id = PublicIdField("lecture")
    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="readings",
        verbose_name=_("fiche"),
        help_text=_("Fiche relue."),
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
        verbose_name = _("relecture d’une fiche")
        verbose_name_plural = _("relectures des fiches")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "version"],
                condition=Q(verdict=Verdict.VALIDATED),
                name="experiences_sheet_validated_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.version} {self.verdict}"


class SheetComment(models.Model):
    """A remark on one field of a sheet, until it is settled."""

    public_id = PublicIdField("remarque")
    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.CASCADE,
        related_name="comments",
        verbose_name=_("fiche"),
        help_text=_("Fiche dont on parle."),
    )
    field = models.CharField(
        _("champ"), max_length=20, blank=True, help_text=_("Nom du champ ; vide : toute la fiche.")
    )
    version = models.PositiveIntegerField(_("version"), help_text=_("Version que l’on avait lue."))
    text = models.TextField(
        _("remarque"), validators=[MaxLengthValidator(2_000)], help_text=_("Dans ses mots.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("écrite par"),
        help_text=_("Personne qui remarque ; vide quand elle est venue par un lien."),
    )
    signatory = models.CharField(
        _("signée"), max_length=200, help_text=_("Nom de la personne qui remarque.")
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment de la remarque."))
    settled_at = models.DateTimeField(
        _("réglée le"), null=True, blank=True, help_text=_("Moment où elle a été réglée.")
    )

    class Meta:
        verbose_name = _("remarque sur une fiche")
        verbose_name_plural = _("remarques sur les fiches")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="experiences_comment_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:80]
