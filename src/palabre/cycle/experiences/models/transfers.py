"""Transfers: a city takes up what another one did, says what it changed and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import TransferStage, Worked
from palabre.cycle.experiences.models.sheets import ExperienceSheet
from palabre.cycle.experiences.models.testimonies import Testimony
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField

ACCOUNT_MAX = 4_000
WORD_MAX = 2_000


def _account(title: object, hint: object, most: int = ACCOUNT_MAX) -> models.TextField[str, str]:
    return models.TextField(
        title,  # type: ignore[arg-type]
        blank=True,
        validators=[MaxLengthValidator(most)],
        help_text=hint,  # type: ignore[arg-type]
    )


class Transfer(models.Model):
    """A practice that a city takes up from another. The text is that of the city that adapts it:
    what others wrote for it is public once it has agreed."""

    public_id = PublicIdField("reprise")
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ville qui reprend"),
        help_text=_("Elle adapte la pratique chez elle ; ce texte est le sien."),
    )
    source_city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville source"),
        help_text=_("Ville membre dont vient la pratique."),
    )
    source_name = models.CharField(
        _("autre ville source"),
        max_length=200,
        blank=True,
        help_text=_("Ville connue par son seul nom, quand elle n’est pas membre."),
    )
    sheet = models.ForeignKey(
        ExperienceSheet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fiche d’expérience"),
        help_text=_("Fiche qui décrit ce qui est repris, s’il y en a une."),
    )
    testimony = models.ForeignKey(
        Testimony,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("témoignage"),
        help_text=_("Témoignage qui raconte ce qui est repris, à défaut de fiche."),
    )
    title = models.CharField(
        _("ce qui est repris"), max_length=160, help_text=_("La pratique, en une ligne.")
    )
    adapted = _account(_("ce que la ville garde"), _("Ce qu’elle reprend tel quel, ou presque."))
    changed = _account(
        _("ce que la ville change"), _("Ce qu’elle fait autrement, et pourquoi : moyens, lieux…")
    )
    stage = models.CharField(
        _("étape"),
        max_length=10,
        choices=TransferStage.choices,
        default=TransferStage.ENVISAGED,
        help_text=_("Où en est la reprise."),
    )
    started_on = models.DateField(
        _("début"), null=True, blank=True, help_text=_("Vide si on ne le sait pas.")
    )
    ended_on = models.DateField(
        _("fin"), null=True, blank=True, help_text=_("Vide si cela continue.")
    )
    outcome = _account(
        _("ce qu’il en est sorti"), _("En clair : ce qui a changé, pour qui, et ce qui a manqué.")
    )
    worked = models.CharField(
        _("cela a-t-il marché"),
        max_length=6,
        choices=Worked.choices,
        blank=True,
        help_text=_("Vide tant qu’il est trop tôt pour le dire."),
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("Qui appeler dans la ville qui reprend ; visible des seuls membres."),
    )
    is_agreed = models.BooleanField(
        _("dite par la ville"),
        default=False,
        help_text=_("La ville qui reprend l’a écrite, ou a confirmé ce qui fut écrit pour elle."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification.")
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Contenu inventé pour montrer l’outil, et qui le dit."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("déclarée par"),
        help_text=_("Personne qui l’a déclarée."),
    )
    created_at = models.DateTimeField(_("déclarée le"), help_text=_("Moment de la déclaration."))
    updated_at = models.DateTimeField(_("modifiée le"), help_text=_("Dernier changement."))
    withdrawn_at = models.DateTimeField(
        _("retirée le"), null=True, blank=True, help_text=_("Vide tant qu’elle est au registre.")
    )
    withdrawal_reason = _account(
        _("raison du retrait"), _("Pourquoi elle a quitté le registre."), WORD_MAX
    )
    submission_uid = models.UUIDField(
        _("identifiant d’envoi"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Choisi par l’appareil : un envoi répété ne compte qu’une fois."),
    )
    submission_digest = models.CharField(
        _("empreinte de l’envoi"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 du premier envoi."),
    )

    class Meta:
        verbose_name = _("reprise")
        verbose_name_plural = _("reprises")
        constraints = [
            models.CheckConstraint(
                condition=(Q(source_city__isnull=False) & Q(source_name=""))
                | (Q(source_city__isnull=True) & ~Q(source_name="")),
                name="experiences_transfer_one_source",
            ),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True, testimony__isnull=True)
                | Q(source_city__isnull=False, sheet__isnull=True)
                | Q(source_city__isnull=False, testimony__isnull=True),
                name="experiences_transfer_one_text",
            ),
            models.CheckConstraint(
                condition=Q(source_city__isnull=True) | ~Q(source_city=F("city")),
                name="experiences_transfer_from_another",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="experiences_transfer_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(worked="") | ~Q(stage=TransferStage.ENVISAGED),
                name="experiences_transfer_begun_before_judged",
            ),
            models.UniqueConstraint(
                fields=["city", "sheet"],
                condition=Q(withdrawn_at__isnull=True),
                name="experiences_transfer_sheet_once",
            ),
        ]
        indexes = [models.Index(fields=["source_city", "city"], name="experiences_transfer_way")]

    def __str__(self) -> str:
        return self.title


class TransferWord(models.Model):
    """What the source city answers to who takes up its practice; it may take its word back."""

    public_id = PublicIdField("mot")
    transfer = models.ForeignKey(
        Transfer,
        on_delete=models.CASCADE,
        related_name="words",
        verbose_name=_("reprise"),
        help_text=_("Reprise à laquelle la ville source répond."),
    )
    text = models.TextField(
        _("mot"),
        validators=[MaxLengthValidator(WORD_MAX)],
        help_text=_("Un conseil, une précision, un remerciement."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("écrit par"),
        help_text=_("Personne de la délégation de la ville source."),
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment de la réponse."))
    taken_back_at = models.DateTimeField(
        _("repris le"), null=True, blank=True, help_text=_("Vide tant que le mot se lit.")
    )
    submission_uid = models.UUIDField(
        _("identifiant d’envoi"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Choisi par l’appareil : un envoi répété ne compte qu’une fois."),
    )
    submission_digest = models.CharField(
        _("empreinte de l’envoi"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 du premier envoi."),
    )

    class Meta:
        verbose_name = _("mot de la ville source")
        verbose_name_plural = _("mots des villes sources")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="experiences_word_says_something")
        ]

    def __str__(self) -> str:
        return self.public_id
