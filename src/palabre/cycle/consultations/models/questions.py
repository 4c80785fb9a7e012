"""What is asked: the consultation and its statements."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.consultations.enums import Electorate, Moderation, StatementKind
from palabre.foundation.ballots.models import Poll, Proposal
from palabre.kit.identifiers import PublicIdField


class Consultation(Poll):
    """A question put to the cities, or to people, statement by statement."""

    noun = "consultation"
    link_purpose = "vote"
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
    open_result = models.BooleanField(
        _("résultat visible pendant le vote"),
        default=False,
        help_text=_(
            "Sinon, personne ne voit de résultat avant la clôture, pas même le secrétariat."
        ),
    )
    source_key = models.CharField(
        _("clé de la source"),
        max_length=300,
        blank=True,
        help_text=_("Ce qui reconnaît la même conversation importée deux fois : son adresse."),
    )

    class Meta(Poll.Meta):
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            *Poll.Meta.constraints,
            models.UniqueConstraint(
                fields=["source_key"],
                condition=~Q(source_key=""),
                name="consultations_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def votes_by_city(self) -> bool:
        return self.electorate == Electorate.CITIES


class Statement(Proposal):
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
    language = models.CharField(
        _("langue"), max_length=8, default="fr", blank=True, help_text=_("Langue du texte.")
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
