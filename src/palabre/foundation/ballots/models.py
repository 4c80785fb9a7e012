"""The shapes that the votes of all rooms share; each room has tables of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.foundation.ballots.enums import Channel, Status
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.kit.identifiers import PublicIdField


class Poll(models.Model):
    """A vote of the network, whatever is voted on.

    noun: what the journal and the pages call it; link_purpose: that of its signed links.
    """

    noun: ClassVar[str]
    link_purpose: ClassVar[str]
    public_id: PublicIdField

    opens_at = models.DateTimeField(
        _("ouverture"), null=True, blank=True, help_text=_("Vide : dès que le vote est ouvert.")
    )
    closes_at = models.DateTimeField(
        _("fin du vote"),
        null=True,
        blank=True,
        help_text=_("Vide : jusqu’à ce que le secrétariat close le vote."),
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_("En préparation, ouvert, clos, ou résultat publié."),
    )
    link_series = models.PositiveIntegerField(
        _("série des liens de vote"),
        default=1,
        help_text=_("Augmente quand les liens déjà envoyés sont annulés."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification du texte.")
    )
    created_at = models.DateTimeField(_("création"), help_text=_("Moment de la création."))
    closed_at = models.DateTimeField(
        _("clôture"), null=True, blank=True, help_text=_("Moment de la clôture du vote.")
    )
    published_at = models.DateTimeField(
        _("publication"), null=True, blank=True, help_text=_("Moment de publication du résultat.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("D’où vient un vote importé, et sous quelle licence."),
    )
    source_digest = models.CharField(
        _("empreinte de la source"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 de ce qui a été importé."),
    )
    is_demonstration = models.BooleanField(
        _("démonstration"), default=False, help_text=_("Contenu inventé pour montrer l’outil.")
    )

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="%(app_label)s_closes_after_opening",
            )
        ]

    @property
    def votes_by_city(self) -> bool:
        """One city, one voice; a room where people vote says otherwise."""
        return True


class Proposal(models.Model):
    """One of the things voted on, in its place."""

    public_id: PublicIdField

    position = models.PositiveIntegerField(
        _("rang"), default=0, help_text=_("Ordre de présentation.")
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposé par la ville"),
        help_text=_("Ville qui le propose, s’il y en a une."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification du texte.")
    )
    added_at = models.DateTimeField(_("ajouté le"), help_text=_("Moment de l’ajout."))

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Voice(models.Model):
    """Who has a voice in a vote: one row each. Its ballots are its `submissions`."""

    public_id: PublicIdField
    if TYPE_CHECKING:
        submissions: Any

    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville"),
        help_text=_("Ville dont c’est la voix."),
    )
    channel = models.CharField(
        _("voie"),
        max_length=8,
        choices=Channel.choices,
        default=Channel.WEB,
        help_text=_("Par où le bulletin est arrivé."),
    )

    class Meta:
        abstract = True

    def is_open_to(self, person: Person) -> bool:
        """Whether its ballots may be shown to someone who may vote for its city; a room where
        people vote says otherwise."""
        return True


class ReceivedBallot(models.Model):
    """One ballot received: the identifier made by the voter's device, and its receipt."""

    public_id = PublicIdField(
        "recu", verbose_name=_("reçu"), help_text=_("Numéro du reçu remis à la personne.")
    )
    uid = models.UUIDField(
        _("identifiant de l’envoi"),
        unique=True,
        help_text=_("Fait par l’appareil : le même envoi répété ne compte qu’une fois."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("remis par"),
        help_text=_("Personne qui a voté pour sa ville ; vide par un lien de vote."),
    )
    channel = models.CharField(
        _("voie"),
        max_length=8,
        choices=Channel.choices,
        default=Channel.WEB,
        help_text=_("Par où ce bulletin est arrivé."),
    )
    digest = models.CharField(
        _("empreinte"), max_length=64, help_text=_("SHA-256 du contenu du bulletin.")
    )
    received_at = models.DateTimeField(_("reçu le"), help_text=_("Moment de la réception."))

    class Meta:
        abstract = True
        verbose_name = _("bulletin reçu")
        verbose_name_plural = _("bulletins reçus")

    def __str__(self) -> str:
        return self.public_id

    @property
    def voice(self) -> Voice:
        """The voice that this ballot speaks for."""
        raise NotImplementedError


class ComputedResult(models.Model):
    """A computed result, kept with the digest of what it was computed from."""

    algorithm = models.CharField(
        _("version du calcul"), max_length=40, help_text=_("Nom et version du calcul.")
    )
    input_digest = models.CharField(
        _("empreinte de ce qui est compté"),
        max_length=64,
        help_text=_("SHA-256 de ce d’où vient ce résultat."),
    )
    content = models.JSONField(_("contenu"), help_text=_("Ce que le calcul a donné."))
    computed_at = models.DateTimeField(_("calculé le"), help_text=_("Moment du calcul."))

    class Meta:
        abstract = True
        verbose_name = _("résultat calculé")
        verbose_name_plural = _("résultats calculés")
