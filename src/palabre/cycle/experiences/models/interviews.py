"""The interview grid of a testimony: answers, every one that was written, none ever erased."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import EntryState, GridField
from palabre.cycle.experiences.models.testimonies import Testimony
from palabre.kit.identifiers import PublicIdField

GRID_TEXT_MAX = 20_000


class GridEntry(models.Model):
    """What somebody wrote in one field of the grid. It is never edited: written again."""

    public_id = PublicIdField("reponse")
    testimony = models.ForeignKey(
        Testimony,
        on_delete=models.CASCADE,
        related_name="grid_entries",
        verbose_name=_("témoignage"),
        help_text=_("Témoignage que la grille prépare."),
    )
    field = models.CharField(
        _("champ"),
        max_length=12,
        choices=GridField.choices,
        help_text=_("Question de la grille d’entretien."),
    )
    text = models.TextField(
        _("texte"),
        blank=True,
        validators=[MaxLengthValidator(GRID_TEXT_MAX)],
        help_text=_("Ce qui a été noté. Jamais publié tel quel."),
    )
    over = models.CharField(
        _("écrite sur"),
        max_length=40,
        blank=True,
        help_text=_("Identifiant de la réponse que la personne avait sous les yeux."),
    )
    state = models.CharField(
        _("état"),
        max_length=8,
        choices=EntryState.choices,
        help_text=_(
            "Mise de côté : quelqu’un d’autre avait enregistré entre-temps, les deux sont gardées."
        ),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("écrite par"),
        help_text=_("Personne qui a noté."),
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment où elle a été reçue."))
    submission_uid = models.UUIDField(
        _("identifiant d’envoi"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Choisi par l’appareil : un envoi répété ne compte qu’une fois."),
    )
    submission_digest = models.CharField(
        _("empreinte de l’envoi"), max_length=64, blank=True, help_text=_("SHA-256 de l’envoi.")
    )

    class Meta:
        verbose_name = _("réponse de la grille")
        verbose_name_plural = _("réponses de la grille")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["testimony", "field"],
                condition=Q(state=EntryState.CURRENT),
                name="experiences_one_current_answer",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
