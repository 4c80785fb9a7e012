"""What is said in a workshop, written down as it is said, and who supports which question."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import NoteKind, NoteState, QuestionState
from palabre.cycle.workshops.models.live import Participant
from palabre.cycle.workshops.models.running_order import Slot
from palabre.cycle.workshops.models.workshop import Workshop
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField

LONGEST_NOTE = 2_000


class Note(models.Model):
    """One thing said: a fact, an idea, a question or a commitment, word for word.

    Written by a participant, or by somebody who conducts the workshop (`scribe`). `said_by` and
    `city` name who said it when that is not who wrote it.
    """

    public_id = PublicIdField("note")
    uid = models.UUIDField(
        _("envoi"),
        unique=True,
        help_text=_("Donné par l’appareil : un envoi répété n’écrit qu’une note."),
    )
    digest = models.CharField(
        _("empreinte de l’envoi"), max_length=64, help_text=_("SHA-256 du contenu envoyé.")
    )
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="notes",
        verbose_name=_("atelier"),
        help_text=_("Atelier où cela a été dit."),
    )
    slot = models.ForeignKey(
        Slot,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("séquence"),
        help_text=_("Séquence pendant laquelle cela a été dit. Vide : hors séquence."),
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("participant"),
        help_text=_("Qui l’a écrite, depuis la salle ou à distance."),
    )
    scribe = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prise par"),
        help_text=_("Compte de qui l’a prise, pour l’animation et le secrétariat."),
    )
    kind = models.CharField(
        _("nature"), max_length=12, choices=NoteKind.choices, help_text=_("Ce que c’est.")
    )
    text = models.TextField(
        _("texte"), max_length=LONGEST_NOTE, help_text=_("Mot pour mot, tel que cela a été dit.")
    )
    said_by = models.CharField(
        _("dit par"),
        max_length=120,
        blank=True,
        help_text=_("Qui l’a dit, quand ce n’est pas qui l’écrit."),
    )
    city = models.ForeignKey(
        City,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville"),
        help_text=_("Ville de qui l’a dit, si elle est membre du réseau."),
    )
    is_named = models.BooleanField(
        _("dire le nom"),
        default=True,
        help_text=_("Sinon, ni le nom ni la ville ne sortent de l’animation."),
    )
    state = models.CharField(
        _("état"),
        max_length=10,
        choices=NoteState.choices,
        default=NoteState.SHOWN,
        help_text=_("Visible, retirée par son auteur ou masquée par l’animation."),
    )
    reason = models.CharField(
        _("raison"), max_length=300, blank=True, help_text=_("Pourquoi elle est masquée.")
    )
    question_state = models.CharField(
        _("suite de la question"),
        max_length=12,
        choices=QuestionState.choices,
        blank=True,
        help_text=_("Pour une question seulement."),
    )
    answer = models.TextField(
        _("réponse"), max_length=LONGEST_NOTE, blank=True, help_text=_("Réponse donnée en séance.")
    )
    written_at = models.DateTimeField(
        _("écrite le"),
        help_text=_("Moment où elle a été écrite, même si la ligne était coupée."),
    )
    received_at = models.DateTimeField(_("reçue le"), help_text=_("Moment de l’arrivée ici."))
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )

    class Meta:
        verbose_name = _("note prise en atelier")
        verbose_name_plural = _("notes prises en atelier")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["workshop", "state"], name="workshops_notes_shown")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=NoteKind.QUESTION) & ~Q(question_state=""))
                | (~Q(kind=NoteKind.QUESTION) & Q(question_state="")),
                name="workshops_note_question_has_a_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoteState.HIDDEN) | ~Q(reason=""),
                name="workshops_note_hidden_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Support(models.Model):
    """One participant who wants a question answered; the database sees to it that it is once."""

    public_id = PublicIdField("soutien")
    note = models.ForeignKey(
        Note,
        on_delete=models.CASCADE,
        related_name="supports",
        verbose_name=_("question"),
        help_text=_("Question soutenue."),
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("participant"),
        help_text=_("Qui la soutient."),
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment du soutien."))

    class Meta:
        verbose_name = _("soutien à une question")
        verbose_name_plural = _("soutiens aux questions")
        constraints = [
            models.UniqueConstraint(fields=["note", "participant"], name="workshops_support_once"),
        ]

    def __str__(self) -> str:
        return self.public_id
