"""Who did what, when: an append-only chain of hashes; one altered entry is found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act. The database refuses to change or delete a row."""

    number = models.PositiveBigIntegerField(
        _("numéro"), unique=True, help_text=_("Rang dans la chaîne, à partir de 1.")
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment de l’acte, en temps universel."))
    actor = models.CharField(
        _("auteur"),
        max_length=40,
        blank=True,
        help_text=_("Identifiant de la personne ; vide quand l’installation agit elle-même."),
    )
    verb = models.CharField(_("acte"), max_length=60, help_text=_("Nom de l’acte."))
    subject = models.CharField(
        _("objet"), max_length=40, db_index=True, help_text=_("Identifiant de ce qui est touché.")
    )
    details = models.JSONField(_("détails"), default=dict, help_text=_("Précisions sur l’acte."))
    previous = models.CharField(
        _("empreinte précédente"), max_length=64, help_text=_("Empreinte de l’entrée d’avant.")
    )
    digest = models.CharField(
        _("empreinte"),
        max_length=64,
        unique=True,
        help_text=_("SHA-256 de l’entrée et de la précédente."),
    )

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("entrées du journal")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"
