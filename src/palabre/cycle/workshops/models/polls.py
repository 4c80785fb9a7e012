"""Quick polls: what is asked, what each participant answers, and the hands that were raised."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import PollKind, PollState
from palabre.cycle.workshops.models.live import Participant
from palabre.cycle.workshops.models.running_order import Slot
from palabre.cycle.workshops.models.workshop import Workshop
from palabre.kit.identifiers import PublicIdField

MOST_OPTIONS = 12
MOST_WORDS = 5
MOST_HANDS = 5_000


class Poll(models.Model):
    """A question to the room. It informs; it decides nothing: that is what consultations do."""

    public_id = PublicIdField("sondage")
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="polls",
        verbose_name=_("atelier"),
        help_text=_("Atelier où la question est posée."),
    )
    slot = models.ForeignKey(
        Slot,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="polls",
        verbose_name=_("séquence"),
        help_text=_("Séquence pendant laquelle la question est posée."),
    )
    question = models.CharField(
        _("question"), max_length=300, help_text=_("La question, en une phrase.")
    )
    kind = models.CharField(
        _("forme"), max_length=8, choices=PollKind.choices, help_text=_("Comment on y répond.")
    )
    most = models.PositiveSmallIntegerField(
        _("réponses au plus"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_OPTIONS)],
        help_text=_("Options que l’on peut cocher, ou mots que l’on peut écrire."),
    )
    lowest = models.SmallIntegerField(
        _("bas de l’échelle"), default=1, help_text=_("Pour une échelle : le plus petit degré.")
    )
    highest = models.SmallIntegerField(
        _("haut de l’échelle"), default=5, help_text=_("Pour une échelle : le plus grand degré.")
    )
    low_label = models.CharField(
        _("ce que veut dire le bas"),
        max_length=80,
        blank=True,
        help_text=_("Par exemple « pas du tout »."),
    )
    high_label = models.CharField(
        _("ce que veut dire le haut"),
        max_length=80,
        blank=True,
        help_text=_("Par exemple « tout à fait »."),
    )
    hidden_until_closed = models.BooleanField(
        _("résultat caché jusqu’à la fin"),
        default=True,
        help_text=_("Personne ne le voit avant la clôture, pas même l’animation."),
    )
    on_screen = models.BooleanField(
        _("à l’écran"), default=False, help_text=_("Montré sur l’écran de la salle.")
    )
    state = models.CharField(
        _("état"),
        max_length=8,
        choices=PollState.choices,
        default=PollState.DRAFT,
        help_text=_("En préparation, ouvert ou clos."),
    )
    hidden_words = models.JSONField(
        _("mots masqués"),
        default=list,
        blank=True,
        help_text=_("Mots que l’animation a retirés du nuage."),
    )
    created_at = models.DateTimeField(_("créé le"), help_text=_("Moment de la création."))
    opened_at = models.DateTimeField(
        _("ouvert le"), null=True, blank=True, help_text=_("Dernière ouverture.")
    )
    closed_at = models.DateTimeField(
        _("clos le"), null=True, blank=True, help_text=_("Dernière clôture.")
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )

    class Meta:
        verbose_name = _("sondage")
        verbose_name_plural = _("sondages")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest__lt=F("highest")), name="workshops_poll_scale_rises"
            ),
        ]

    def __str__(self) -> str:
        return self.question


class PollOption(models.Model):
    public_id = PublicIdField("option")
    poll = models.ForeignKey(
        Poll,
        on_delete=models.CASCADE,
        related_name="options",
        verbose_name=_("sondage"),
        help_text=_("Sondage concerné."),
    )
    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Rang, à partir de 1."))
    text = models.CharField(_("option"), max_length=200, help_text=_("Ce que l’on peut choisir."))

    class Meta:
        verbose_name = _("option d’un sondage")
        verbose_name_plural = _("options des sondages")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class PollSubmission(models.Model):
    """Every answer received, the latest of a participant being the one that counts."""

    public_id = PublicIdField("reponse")
    uid = models.UUIDField(
        _("envoi"),
        unique=True,
        help_text=_("Donné par l’appareil : un envoi répété ne compte qu’une fois."),
    )
    digest = models.CharField(
        _("empreinte de l’envoi"), max_length=64, help_text=_("SHA-256 du contenu envoyé.")
    )
    poll = models.ForeignKey(
        Poll,
        on_delete=models.CASCADE,
        related_name="submissions",
        verbose_name=_("sondage"),
        help_text=_("Sondage concerné."),
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("participant"),
        help_text=_("Qui a répondu."),
    )
    received_at = models.DateTimeField(_("reçue le"), help_text=_("Moment de l’arrivée ici."))

    class Meta:
        verbose_name = _("envoi d’une réponse à un sondage")
        verbose_name_plural = _("envois de réponses aux sondages")
        indexes = [
            models.Index(fields=["participant", "received_at"], name="workshops_answers_pace"),
        ]

    def __str__(self) -> str:
        return self.public_id


class PollAnswer(models.Model):
    """What a participant answers now; one row each, kept so by the database.

    `values`: option identifiers (in order of preference for a ranking), one step of the scale,
    or words.
    """

    public_id = PublicIdField("choix")
    poll = models.ForeignKey(
        Poll,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("sondage"),
        help_text=_("Sondage concerné."),
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("participant"),
        help_text=_("Qui répond. Aucune page ne montre qui a répondu quoi."),
    )
    values = models.JSONField(_("réponse"), help_text=_("Options, degré ou mots."))
    at = models.DateTimeField(_("moment"), help_text=_("Moment de la réponse qui compte."))

    class Meta:
        verbose_name = _("réponse à un sondage")
        verbose_name_plural = _("réponses aux sondages")
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant"], name="workshops_answer_once"),
        ]

    def __str__(self) -> str:
        return self.public_id


class PollHands(models.Model):
    """Hands counted in the room by the facilitator, for those who answer no other way."""

    public_id = PublicIdField("mains")
    poll = models.ForeignKey(
        Poll,
        on_delete=models.CASCADE,
        related_name="hands",
        verbose_name=_("sondage"),
        help_text=_("Sondage concerné."),
    )
    key = models.CharField(
        _("pour"), max_length=40, help_text=_("Identifiant de l’option, ou degré de l’échelle.")
    )
    count = models.PositiveSmallIntegerField(
        _("mains levées"),
        validators=[MaxValueValidator(MOST_HANDS)],
        help_text=_("Personnes qui ont levé la main."),
    )

    class Meta:
        verbose_name = _("mains levées")
        verbose_name_plural = _("mains levées")
        constraints = [
            models.UniqueConstraint(fields=["poll", "key"], name="workshops_hands_once"),
        ]

    def __str__(self) -> str:
        return self.public_id
