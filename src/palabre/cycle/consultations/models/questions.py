"""What is asked: the consultation and its statements."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.consultations.enums import Electorate, Moderation, StatementKind, Status
from palabre.foundation.network.models import City
from palabre.kit.identifiers import PublicIdField


class Consultation(models.Model):
    """A question put to the cities, or to people, statement by statement."""

    public_id = PublicIdField("consultation")
    question = models.CharField(
        _("question"), max_length=300, help_text=_("La question posée, en une phrase.")
    )
    description = models.TextField(
        _("présentation"),
        blank=True,
        help_text=_("Pourquoi cette consultation, et ce qui sera fait des réponses."),
    )
    electorate = models.CharField(
        _("qui vote"),
        max_length=8,
        choices=Electorate.choices,
        default=Electorate.CITIES,
        help_text=_("Une ville a une voix, quelle que soit la taille de sa délégation."),
    )
    opens_at = models.DateTimeField(
        _("ouverture"),
        null=True,
        blank=True,
        help_text=_("Vide : dès que la consultation est ouverte."),
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
        help_text=_("En préparation, ouverte, close, ou résultat publié."),
    )
    open_result = models.BooleanField(
        _("résultat visible pendant le vote"),
        default=False,
        help_text=_(
            "Sinon, personne ne voit de résultat avant la clôture, pas même le secrétariat."
        ),
    )
    link_series = models.PositiveIntegerField(
        _("série des liens de vote"),
        default=1,
        help_text=_("Augmente quand les liens déjà envoyés sont annulés."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification du texte.")
    )
    created_at = models.DateTimeField(_("créée le"), help_text=_("Moment de la création."))
    closed_at = models.DateTimeField(
        _("close le"), null=True, blank=True, help_text=_("Moment de la clôture du vote.")
    )
    published_at = models.DateTimeField(
        _("publiée le"), null=True, blank=True, help_text=_("Moment de publication du résultat.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("D’où vient une consultation importée, et sous quelle licence."),
    )
    source_key = models.CharField(
        _("clé de la source"),
        max_length=300,
        blank=True,
        help_text=_("Ce qui reconnaît la même conversation importée deux fois : son adresse."),
    )
    source_digest = models.CharField(
        _("empreinte de la source"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 du contenu importé."),
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Contenu inventé pour montrer l’outil."),
    )

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="consultations_closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["source_key"],
                condition=~Q(source_key=""),
                name="consultations_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Statement(models.Model):
    """One sentence to agree or disagree with. Its lineage (what it rewords) is in the thread."""

    public_id = PublicIdField("enonce")
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("consultation"),
        help_text=_("Consultation où l’énoncé est soumis au vote."),
    )
    kind = models.CharField(
        _("nature"),
        max_length=12,
        choices=StatementKind.choices,
        blank=True,
        help_text=_("Priorité, orientation ou modalité d’action ; vide quand ce n’est pas dit."),
    )
    text = models.TextField(
        _("énoncé"), help_text=_("Une seule idée, en une phrase que l’on peut approuver ou non.")
    )
    argument = models.TextField(
        _("argument"), blank=True, help_text=_("Pourquoi, en quelques lignes.")
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposé par la ville"),
        help_text=_("Ville qui propose l’énoncé, s’il y en a une."),
    )
    language = models.CharField(
        _("langue"), max_length=8, default="fr", blank=True, help_text=_("Langue du texte.")
    )
    position = models.PositiveIntegerField(
        _("rang"), default=0, help_text=_("Ordre de présentation.")
    )
    moderation = models.CharField(
        _("modération"),
        max_length=10,
        choices=Moderation.choices,
        default=Moderation.ACCEPTED,
        help_text=_("Soumis au vote, en attente, ou écarté."),
    )
    moderation_reason = models.TextField(
        _("raison de la modération"),
        blank=True,
        help_text=_("Visible de tous : un énoncé n’est jamais écarté sans raison."),
    )
    is_meta = models.BooleanField(
        _("porte sur la consultation"),
        default=False,
        help_text=_("Énoncé sur la consultation elle-même, laissé hors de la carte d’opinion."),
    )
    external_id = models.CharField(
        _("identifiant d’origine"),
        max_length=40,
        blank=True,
        help_text=_("Numéro dans le fichier importé."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Augmente à chaque modification du texte.")
    )
    added_at = models.DateTimeField(_("ajouté le"), help_text=_("Moment de l’ajout."))

    class Meta:
        verbose_name = _("énoncé")
        verbose_name_plural = _("énoncés")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "external_id"],
                condition=~Q(external_id=""),
                name="consultations_statement_imported_once",
            ),
            models.CheckConstraint(
                condition=~Q(moderation=Moderation.REJECTED) | ~Q(moderation_reason=""),
                name="consultations_rejected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text
