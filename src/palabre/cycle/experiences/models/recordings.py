"""The voice of a witness. It is never public: it is heard by those who prepare the text."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.models.testimonies import Testimony
from palabre.foundation.files.models import StoredFile
from palabre.kit.identifiers import PublicIdField

LARGEST_RECORDING = 300_000_000
"""Bytes. Ten hours at 64 kbit/s, which is good for a voice."""


class Recording(models.Model):
    """A sound attached to a testimony."""

    public_id = PublicIdField("enregistrement")
    testimony = models.ForeignKey(
        Testimony,
        on_delete=models.CASCADE,
        related_name="recordings",
        verbose_name=_("témoignage"),
        help_text=_("Témoignage que l’on entend."),
    )
    file = models.OneToOneField(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fichier"),
        help_text=_("Le son, tel qu’il a été envoyé."),
    )
    seconds = models.PositiveIntegerField(
        _("durée"),
        null=True,
        blank=True,
        help_text=_("En secondes ; vide quand elle est inconnue."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("joint par"),
        help_text=_("Personne qui l’a joint."),
    )
    added_at = models.DateTimeField(_("joint le"), help_text=_("Moment de l’envoi."))

    class Meta:
        verbose_name = _("enregistrement")
        verbose_name_plural = _("enregistrements")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.file.name
