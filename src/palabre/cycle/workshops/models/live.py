"""A workshop as it is lived: its door, who came in, and each gesture of its facilitator."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import Gesture, Presence
from palabre.cycle.workshops.models.running_order import Slot
from palabre.cycle.workshops.models.workshop import Workshop, known_time_zone
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField

LONGEST_NAME = 120


class LiveRun(models.Model):
    """The workshop's live side (*conduite*), made when its door is first opened."""

    public_id = PublicIdField("conduite")
    workshop = models.OneToOneField(
        Workshop,
        on_delete=models.CASCADE,
        related_name="run",
        verbose_name=_("atelier"),
        help_text=_("Atelier concerné."),
    )
    code = models.CharField(
        _("code d’entrée"),
        max_length=8,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Lettres et chiffres à taper pour rejoindre. Vide : aucun code ne sert."),
    )
    is_open = models.BooleanField(
        _("porte ouverte"), default=False, help_text=_("On peut rejoindre l’atelier.")
    )
    started_at = models.DateTimeField(
        _("commencé le"), null=True, blank=True, help_text=_("Premier geste de l’animation.")
    )
    finished_at = models.DateTimeField(
        _("terminé le"), null=True, blank=True, help_text=_("Fin dite par l’animation.")
    )
    revision = models.PositiveIntegerField(
        _("révision"), default=1, help_text=_("Augmente à chaque geste ; les écrans s’y fient.")
    )

    class Meta:
        verbose_name = _("conduite d’atelier")
        verbose_name_plural = _("conduites d’ateliers")

    def __str__(self) -> str:
        return str(self.workshop)


class LiveStep(models.Model):
    """One gesture of the facilitator. The state of the workshop is what its gestures make, in
    their order, without those taken back."""

    public_id = PublicIdField("geste")
    run = models.ForeignKey(
        LiveRun,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("conduite"),
        help_text=_("Conduite concernée."),
    )
    number = models.PositiveIntegerField(_("numéro"), help_text=_("Rang, à partir de 1."))
    gesture = models.CharField(
        _("geste"), max_length=8, choices=Gesture.choices, help_text=_("Ce qui a été fait.")
    )
    slot = models.ForeignKey(
        Slot,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("séquence"),
        help_text=_("Séquence concernée, s’il y en a une."),
    )
    minutes = models.SmallIntegerField(
        _("minutes"), default=0, help_text=_("Ajoutées ; négatives : retirées.")
    )
    at = models.DateTimeField(_("moment"), help_text=_("Quand le geste a été fait."))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("par"),
        help_text=_("Qui conduisait."),
    )
    undone_at = models.DateTimeField(
        _("annulé le"), null=True, blank=True, help_text=_("Vide : le geste compte.")
    )

    class Meta:
        verbose_name = _("geste d’animation")
        verbose_name_plural = _("gestes d’animation")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="workshops_gesture_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_gesture_display()}"


class Participant(models.Model):
    """Somebody who joined, with or without an account; removed or erased ones stay counted."""

    public_id = PublicIdField("presence")
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="participants",
        verbose_name=_("atelier"),
        help_text=_("Atelier rejoint."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compte"),
        help_text=_("Compte de la personne, si elle en a un ; son nom est alors celui du compte."),
    )
    name = models.CharField(
        _("nom"), max_length=LONGEST_NAME, blank=True, help_text=_("Tel que la personne l’a dit.")
    )
    city = models.ForeignKey(
        City,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville membre"),
        help_text=_("Ville du réseau, si elle en est."),
    )
    other_city = models.CharField(
        _("autre ville ou organisation"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("Telle que la personne l’a écrite."),
    )
    function = models.CharField(
        _("fonction"), max_length=LONGEST_NAME, blank=True, help_text=_("Par exemple : maire.")
    )
    presence = models.CharField(
        _("présence"),
        max_length=8,
        choices=Presence.choices,
        default=Presence.ON_SITE,
        help_text=_("Sur place ou à distance."),
    )
    language = models.CharField(
        _("langue"), max_length=8, default="fr", help_text=_("Langue des pages, code ISO 639.")
    )
    time_zone = models.CharField(
        _("fuseau horaire"),
        max_length=64,
        blank=True,
        validators=[known_time_zone],
        help_text=_("Vide : celui de la ville, sinon celui de l’atelier."),
    )
    submission = models.UUIDField(
        _("envoi"),
        unique=True,
        null=True,
        blank=True,
        help_text=_("Donné par l’appareil : un envoi répété n’inscrit qu’une personne."),
    )
    joined_at = models.DateTimeField(_("arrivée"), help_text=_("Quand la personne a rejoint."))
    last_seen_at = models.DateTimeField(
        _("vue en dernier"), help_text=_("Dernier signe de son appareil, à la minute près.")
    )
    removed_at = models.DateTimeField(
        _("retirée le"), null=True, blank=True, help_text=_("Par l’animation. Vide : présente.")
    )
    erased_at = models.DateTimeField(
        _("effacée le"),
        null=True,
        blank=True,
        help_text=_("À sa demande : il ne reste que sa ville et sa présence."),
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(person__isnull=False),
                name="workshops_participant_person_once",
            ),
        ]
        indexes = [
            models.Index(fields=["workshop", "removed_at"], name="workshops_present"),
        ]

    def __str__(self) -> str:
        return self.said_name

    @property
    def said_name(self) -> str:
        """The name of the account when there is one, so that erasing the account erases it."""
        if self.erased_at is not None:
            return str(_("nom effacé"))
        if self.person is not None:
            return self.person.name or str(_("nom effacé"))
        return self.name or str(_("nom effacé"))

    @property
    def place(self) -> str:
        """The city's name, whether it is a member or not."""
        return self.city.name if self.city is not None else self.other_city
