"""Versions of a running order: what was published, and when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.models.workshop import Workshop
from palabre.kit.identifiers import PublicIdField


class OrderVersion(models.Model):
    """A running order as it was published; the latest one is what everybody reads."""

    public_id = PublicIdField("version")
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="versions",
        verbose_name=_("atelier"),
        help_text=_("Atelier concerné."),
    )
    number = models.PositiveIntegerField(_("numéro"), help_text=_("À partir de 1."))
    published_at = models.DateTimeField(
        _("publiée le"), help_text=_("Moment où elle a été donnée à lire.")
    )
    content = models.JSONField(
        _("contenu"), help_text=_("Fiche, temps, séquences et intervenants, tels que publiés.")
    )

    class Meta:
        verbose_name = _("version du déroulé")
        verbose_name_plural = _("versions du déroulé")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "number"], name="workshops_version_number_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
