"""What remains of a workshop in writing: its minutes, and the model that dresses them in Word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import MinutesStatus, SectionKind
from palabre.cycle.workshops.models.running_order import Slot
from palabre.cycle.workshops.models.workshop import Workshop
from palabre.foundation.files.models import StoredFile
from palabre.kit.identifiers import PublicIdField

LONGEST_SECTION = 20_000


class Minutes(models.Model):
    """Minutes of one workshop (*compte rendu*), assembled slot by slot, then written by people."""

    public_id = PublicIdField("compterendu")
    workshop = models.OneToOneField(
        Workshop,
        on_delete=models.CASCADE,
        related_name="minutes",
        verbose_name=_("atelier"),
        help_text=_("Atelier concerné."),
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=MinutesStatus.choices,
        default=MinutesStatus.DRAFT,
        help_text=_("Un compte rendu publié se lit comme l’atelier."),
    )
    assembled_at = models.DateTimeField(
        _("assemblé le"), help_text=_("Dernière lecture de ce qui a été capté.")
    )
    published_at = models.DateTimeField(
        _("publié le"), null=True, blank=True, help_text=_("Vide : pas encore publié.")
    )

    class Meta:
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MinutesStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="workshops_minutes_published_once_dated",
            ),
        ]

    def __str__(self) -> str:
        return str(self.workshop)


class MinutesSection(models.Model):
    """A section. `captured` is read again at each assembly; `text` is what somebody wrote, and
    no assembly ever touches it."""

    public_id = PublicIdField("section")
    minutes = models.ForeignKey(
        Minutes,
        on_delete=models.CASCADE,
        related_name="sections",
        verbose_name=_("compte rendu"),
        help_text=_("Compte rendu concerné."),
    )
    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Rang, à partir de 1."))
    kind = models.CharField(
        _("nature"),
        max_length=10,
        choices=SectionKind.choices,
        help_text=_("De quoi la section est faite."),
    )
    slot = models.ForeignKey(
        Slot,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("séquence"),
        help_text=_("Séquence dont la section rend compte."),
    )
    title = models.CharField(_("titre"), max_length=400, help_text=_("Titre de la section."))
    captured = models.TextField(
        _("capté"), blank=True, help_text=_("Tel qu’assemblé la dernière fois.")
    )
    text = models.TextField(
        _("texte"),
        max_length=LONGEST_SECTION,
        blank=True,
        help_text=_("Tel qu’écrit par la rédaction ; prime sur ce qui a été capté."),
    )
    is_written = models.BooleanField(
        _("rédigé"), default=False, help_text=_("Quelqu’un a écrit ce texte.")
    )
    is_overtaken = models.BooleanField(
        _("capté depuis"),
        default=False,
        help_text=_("Des choses ont été captées depuis que ce texte a été écrit."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )

    class Meta:
        verbose_name = _("section de compte rendu")
        verbose_name_plural = _("sections de comptes rendus")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "slot"],
                condition=Q(slot__isnull=False),
                name="workshops_section_slot_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """What the minutes say: what somebody wrote, else what was captured."""
        return self.text if self.is_written else self.captured


class MinutesModel(models.Model):
    """A Word file that the secretariat dressed: the latest one not retired is used."""

    public_id = PublicIdField("modele")
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fichier"),
        help_text=_("Fichier Word déposé."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("déposé par"),
        help_text=_("Qui l’a déposé."),
    )
    added_at = models.DateTimeField(_("déposé le"), help_text=_("Moment du dépôt."))
    retired_at = models.DateTimeField(
        _("retiré le"), null=True, blank=True, help_text=_("Vide : il peut servir.")
    )

    class Meta:
        verbose_name = _("modèle de compte rendu")
        verbose_name_plural = _("modèles de compte rendu")

    def __str__(self) -> str:
        return self.file.name
