"""What a workshop holds: parts, slots, who speaks, what the facilitator should know."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import Confirmation, Function, SlotKind
from palabre.cycle.workshops.models.workshop import Workshop, known_languages, known_time_zone
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField

MAX_MINUTES = 24 * 60


class Part(models.Model):
    """A part (*temps*); without a title when the note announces none."""

    public_id = PublicIdField("temps")
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="parts",
        verbose_name=_("atelier"),
        help_text=_("Atelier concerné."),
    )
    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Rang, à partir de 1."))
    key = models.CharField(
        _("clé"), max_length=80, help_text=_("Sert à reconnaître le temps d’une note à l’autre.")
    )
    title = models.CharField(
        _("titre"), max_length=300, blank=True, help_text=_("Titre du temps, s’il en a un.")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("À quoi ce temps est consacré.")
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )

    class Meta:
        verbose_name = _("temps")
        verbose_name_plural = _("temps")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "key"], name="workshops_part_key_once"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.order)


class Slot(models.Model):
    """A slot (*séquence*), or a contribution inside one when `parent` is set.

    Its end follows from its start and its minutes; either may be unknown.
    """

    public_id = PublicIdField("sequence")
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        related_name="slots",
        verbose_name=_("atelier"),
        help_text=_("Atelier concerné."),
    )
    part = models.ForeignKey(
        Part,
        on_delete=models.CASCADE,
        related_name="slots",
        verbose_name=_("temps"),
        help_text=_("Temps auquel la séquence appartient."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("pendant"),
        help_text=_("Séquence qui contient celle-ci : un témoignage parmi cinq, par exemple."),
    )
    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Rang, à partir de 1."))
    key = models.CharField(
        _("clé"),
        max_length=80,
        help_text=_("Sert à reconnaître la séquence d’une note à l’autre."),
    )
    title = models.CharField(
        _("titre"), max_length=400, blank=True, help_text=_("Titre de la séquence.")
    )
    kind = models.CharField(
        _("nature"),
        max_length=16,
        choices=SlotKind.choices,
        default=SlotKind.OTHER,
        help_text=_("Ce qui s’y passe."),
    )
    day = models.PositiveSmallIntegerField(
        _("jour"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("1 pour le premier jour ; après minuit, c’est le jour suivant."),
    )
    starts_at = models.TimeField(
        _("début"),
        null=True,
        blank=True,
        help_text=_("Heure de l’atelier. Vide : pas encore connue."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("durée"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_MINUTES)],
        help_text=_("En minutes. Vide : pas encore connue."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("De quoi il sera question.")
    )
    expected_output = models.CharField(
        _("produit attendu"),
        max_length=300,
        blank=True,
        help_text=_("Ce qui doit en sortir : témoignage, énoncés, vote, décision."),
    )
    to_confirm = models.BooleanField(
        _("à confirmer"), default=False, help_text=_("La séquence n’est pas encore confirmée.")
    )
    room = models.CharField(
        _("salle"),
        max_length=80,
        blank=True,
        help_text=_("Vide : tout le monde y est. Deux salles peuvent aller en parallèle."),
    )
    track = models.CharField(
        _("parcours"),
        max_length=80,
        blank=True,
        help_text=_("Fil que l’on peut suivre d’une salle à l’autre, s’il y en a plusieurs."),
    )
    language = models.CharField(
        _("langues"),
        max_length=24,
        blank=True,
        validators=[known_languages],
        help_text=_("Par leur code : fr, ou fr, en. Vide : celles de l’atelier."),
    )
    locked = models.BooleanField(
        _("heure fixe"),
        default=False,
        help_text=_("Son heure ne bouge pas quand une séquence d’avant s’allonge."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )

    class Meta:
        verbose_name = _("séquence")
        verbose_name_plural = _("séquences")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "key"],
                condition=Q(parent__isnull=True),
                name="workshops_slot_key_once",
            ),
            models.UniqueConstraint(
                fields=["workshop", "key"],
                condition=Q(parent__isnull=False),
                name="workshops_item_key_once",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=MAX_MINUTES),
                name="workshops_slot_minutes_within_a_day",
                violation_error_message=_("La durée va d’une minute à vingt-quatre heures."),
            ),
            models.CheckConstraint(
                condition=Q(day__gte=1),
                name="workshops_slot_day_from_one",
                violation_error_message=_("Les jours se comptent à partir de 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class Guidance(models.Model):
    """What the facilitator alone should know about a slot; never on a public page."""

    public_id = PublicIdField("consigne")
    slot = models.OneToOneField(
        Slot,
        on_delete=models.CASCADE,
        related_name="guidance",
        verbose_name=_("séquence"),
        help_text=_("Séquence concernée."),
    )
    text = models.TextField(
        _("notes d’animation"), help_text=_("Lues par l’animation et le secrétariat seulement.")
    )

    class Meta:
        verbose_name = _("notes d’animation")
        verbose_name_plural = _("notes d’animation")

    def __str__(self) -> str:
        return self.text


class Speaker(models.Model):
    """Somebody expected in a slot; the name is empty when the note only names a city."""

    public_id = PublicIdField("intervenant")
    slot = models.ForeignKey(
        Slot,
        on_delete=models.CASCADE,
        related_name="speakers",
        verbose_name=_("séquence"),
        help_text=_("Séquence où la personne est attendue."),
    )
    order = models.PositiveSmallIntegerField(_("rang"), help_text=_("Rang, à partir de 1."))
    function = models.CharField(
        _("fonction"),
        max_length=12,
        choices=Function.choices,
        default=Function.SPEAKER,
        help_text=_("Intervient ou anime."),
    )
    honorific = models.CharField(
        _("civilité"), max_length=40, blank=True, help_text=_("Par exemple M., Mme, Dr.")
    )
    name = models.CharField(
        _("nom"),
        max_length=200,
        blank=True,
        help_text=_("Prénom et nom. Vide : la ville n’a pas encore dit qui viendrait."),
    )
    role = models.CharField(
        _("qualité"), max_length=400, blank=True, help_text=_("Par exemple Maire de Cotonou.")
    )
    city = models.ForeignKey(
        City,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville membre"),
        help_text=_("Ville du réseau que la personne représente."),
    )
    city_name = models.CharField(
        _("ville, telle qu’écrite"),
        max_length=200,
        blank=True,
        help_text=_("Nom de la ville quand elle n’est pas membre du réseau."),
    )
    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, help_text=_("Organisation, s’il y en a une.")
    )
    remote = models.BooleanField(
        _("à distance"), default=False, help_text=_("Intervient en visio.")
    )
    time_zone = models.CharField(
        _("fuseau horaire"),
        max_length=64,
        blank=True,
        validators=[known_time_zone],
        help_text=_(
            "De qui intervient à distance, pour lui dire son heure. Vide : celui de sa ville."
        ),
    )
    confirmation = models.CharField(
        _("confirmation"),
        max_length=12,
        choices=Confirmation.choices,
        default=Confirmation.CONFIRMED,
        help_text=_("Venue confirmée ou à confirmer."),
    )
    note = models.CharField(
        _("précision"), max_length=400, blank=True, help_text=_("Ce que la note ajoute.")
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )

    class Meta:
        verbose_name = _("intervenant")
        verbose_name_plural = _("intervenants")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="")
                | ~Q(role="")
                | ~Q(organisation="")
                | ~Q(city_name="")
                | Q(city__isnull=False),
                name="workshops_speaker_known_by_something",
                violation_error_message=_(
                    "Donnez au moins un nom, une qualité, une ville ou une organisation."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.role or self.organisation or self.place

    @property
    def place(self) -> str:
        """The city's name, whether it is a member or not."""
        return self.city.name if self.city is not None else self.city_name
