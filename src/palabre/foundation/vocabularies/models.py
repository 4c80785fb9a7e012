"""Terms under which things are filed, and what is filed under them.

A term is never deleted: it is retired, or merged into another, and what was filed stays filed.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.kit.identifiers import PublicIdField

LABEL_MAX = 900
LONGEST_HEADING = 60
SLUG = RegexValidator(
    r"^[a-z0-9]+([.-][a-z0-9]+)*$",
    _("Des minuscules sans accent, des chiffres, des points ou des tirets : par exemple eau."),
)


class Term(models.Model):
    """One term of a vocabulary."""

    public_id = PublicIdField("terme")
    vocabulary = models.CharField(
        _("vocabulaire"),
        max_length=10,
        choices=Vocabulary.choices,
        help_text=_("Liste dont il fait partie."),
    )
    slug = models.CharField(
        _("nom court"),
        max_length=60,
        validators=[SLUG],
        help_text=_("Dans l’adresse et les tableaux, par exemple « eau » ou « 6.1 »."),
    )
    label = models.CharField(
        _("nom"), max_length=LABEL_MAX, help_text=_("Tel qu’il se lit en français.")
    )
    label_en = models.CharField(
        _("nom en anglais"),
        max_length=LABEL_MAX,
        blank=True,
        help_text=_("Vide : le nom français sert aussi en anglais."),
    )
    description = models.TextField(
        _("explication"), blank=True, help_text=_("Ce que le terme couvre, et d’où il vient.")
    )
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("terme plus large"),
        help_text=_("Celui dont il précise une partie."),
    )
    order = models.PositiveSmallIntegerField(
        _("rang"), default=0, help_text=_("Place parmi ses voisins, du plus petit au plus grand.")
    )
    retired_at = models.DateTimeField(
        _("retiré le"),
        null=True,
        blank=True,
        help_text=_("Depuis quand il n’est plus proposé ; ce qui y était classé le reste."),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("fondu dans"),
        help_text=_("Terme qui le remplace."),
    )

    class Meta:
        verbose_name = _("terme")
        verbose_name_plural = _("termes")
        ordering = ["vocabulary", "order", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug"], name="vocabularies_slug_once"),
            models.UniqueConstraint(
                fields=["vocabulary", "label"],
                condition=Q(retired_at__isnull=True),
                name="vocabularies_label_once",
            ),
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("id")),
                name="vocabularies_not_its_own_broader",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(retired_at__isnull=False),
                name="vocabularies_merged_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The name in the language of the page; a goal or a target with its number."""
        return f"{self.slug} · {self.name}" if self.vocabulary == Vocabulary.SDG else self.name

    @property
    def name(self) -> str:
        """The name in the language of the page, without its number."""
        language = get_language() or "fr"
        return self.label_en if self.label_en and language.startswith("en") else self.label

    @property
    def is_sentence(self) -> bool:
        """Too long for a heading, as a target of the 2030 Agenda is: its number heads its page."""
        return self.vocabulary == Vocabulary.SDG and len(self.name) > LONGEST_HEADING


class Tagging(models.Model):
    """`subject` (of any kind of the thread) is filed under `term`."""

    subject = models.CharField(
        _("chose classée"), max_length=40, help_text=_("Identifiant public de ce qui est classé.")
    )
    term = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        related_name="taggings",
        verbose_name=_("terme"),
        help_text=_("Terme sous lequel elle est classée."),
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment du classement."))

    class Meta:
        verbose_name = _("classement")
        verbose_name_plural = _("classements")
        constraints = [
            models.UniqueConstraint(fields=["subject", "term"], name="vocabularies_tagged_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.term_id}"
