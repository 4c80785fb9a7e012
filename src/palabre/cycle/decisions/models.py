"""Records of decisions: what was decided, by whom, how counted, and what was set aside and why."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.decisions.enums import Stance, Status, TallyMethod
from palabre.kit.identifiers import PublicIdField


class DecisionRecord(models.Model):
    """What one meeting decided. Once adopted, nothing in it changes any more."""

    public_id = PublicIdField("releve")
    title = models.CharField(
        _("titre"), max_length=200, help_text=_("Par exemple : Relevé de l’atelier numérique.")
    )
    held_on = models.DateField(_("date"), help_text=_("Jour où les décisions ont été prises."))
    body = models.CharField(
        _("instance"),
        max_length=200,
        blank=True,
        help_text=_("Qui a décidé : atelier, bureau, assemblée, comité…"),
    )
    place = models.CharField(
        _("lieu"), max_length=200, blank=True, help_text=_("Ville et salle, ou « à distance ».")
    )
    occasion = models.CharField(
        _("atelier ou consultation"),
        max_length=40,
        blank=True,
        db_index=True,
        help_text=_("Identifiant de l’atelier ou de la consultation d’où viennent les décisions."),
    )
    introduction = models.TextField(
        _("présentation"),
        blank=True,
        help_text=_("Quelques lignes de contexte, imprimées en tête du relevé."),
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_("Un relevé adopté ne change plus ; publié, chacun peut le lire."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        help_text=_("Augmente à chaque enregistrement ; sert à ne rien écraser."),
    )
    adopted_at = models.DateTimeField(
        _("adopté le"), null=True, blank=True, help_text=_("Moment de l’adoption.")
    )
    published_at = models.DateTimeField(
        _("publié le"), null=True, blank=True, help_text=_("Moment de la publication.")
    )
    is_demonstration = models.BooleanField(
        _("démonstration"),
        default=False,
        help_text=_("Contenu inventé pour montrer l’outil, et qui le dit."),
    )

    class Meta:
        verbose_name = _("relevé de décisions")
        verbose_name_plural = _("relevés de décisions")
        ordering = ["-held_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT, adopted_at__isnull=True)
                | (~Q(status=Status.DRAFT) & Q(adopted_at__isnull=False)),
                name="decisions_record_adopted_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="decisions_record_published_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT


class Decision(models.Model):
    """One decision, in the very wording adopted. Figures that are not known stay empty."""

    public_id = PublicIdField("decision")
    record = models.ForeignKey(
        DecisionRecord,
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("relevé"),
        help_text=_("Relevé où la décision est écrite."),
    )
    order = models.PositiveIntegerField(
        _("ordre"), help_text=_("Rang de la décision dans le relevé, à partir de 1.")
    )
    wording = models.TextField(
        _("formulation adoptée"), help_text=_("Le texte même de la décision, tel qu’adopté.")
    )
    tally_method = models.CharField(
        _("manière de compter"),
        max_length=16,
        choices=TallyMethod.choices,
        default=TallyMethod.SHOW_OF_HANDS,
        help_text=_("Comment les voix ont été comptées."),
    )
    in_favour = models.PositiveIntegerField(
        _("pour"), null=True, blank=True, help_text=_("Voix pour ; vide : inconnu ou non compté.")
    )
    against = models.PositiveIntegerField(
        _("contre"),
        null=True,
        blank=True,
        help_text=_("Voix contre ; vide : inconnu ou non compté."),
    )
    abstentions = models.PositiveIntegerField(
        _("abstentions"),
        null=True,
        blank=True,
        help_text=_("Abstentions ; vide : inconnu ou non compté."),
    )
    quorum_needed = models.PositiveIntegerField(
        _("quorum requis"),
        null=True,
        blank=True,
        help_text=_("Nombre de voix qui devaient être présentes ; vide : aucun ou inconnu."),
    )
    quorum_present = models.PositiveIntegerField(
        _("voix présentes"),
        null=True,
        blank=True,
        help_text=_("Nombre de voix présentes ; vide : inconnu."),
    )
    reasons = models.TextField(
        _("motifs"), blank=True, help_text=_("Pourquoi cette décision a été prise.")
    )
    objections = models.TextField(
        _("objections gardées"),
        blank=True,
        help_text=_("Ce que des villes ont objecté, et qui reste écrit."),
    )
    revises = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("révise"),
        help_text=_("Décision antérieure que celle-ci remplace."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        help_text=_("Augmente à chaque enregistrement ; sert à ne rien écraser."),
    )

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ["record", "order"]
        constraints = [
            models.UniqueConstraint(fields=["record", "order"], name="decisions_decision_order"),
            models.CheckConstraint(
                condition=~Q(wording=""), name="decisions_decision_has_a_wording"
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | ~Q(revises=F("pk")),
                name="decisions_decision_not_its_own_revision",
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class Choice(models.Model):
    """A statement that a decision adopts, or sets aside with a reason. Links follow on adoption."""

    public_id = PublicIdField("choix")
    decision = models.ForeignKey(
        Decision,
        on_delete=models.CASCADE,
        related_name="choices",
        verbose_name=_("décision"),
        help_text=_("Décision qui retient ou écarte l’énoncé."),
    )
    statement = models.CharField(
        _("énoncé"), max_length=40, db_index=True, help_text=_("Identifiant de l’énoncé.")
    )
    stance = models.CharField(
        _("sort"),
        max_length=10,
        choices=Stance.choices,
        help_text=_("L’énoncé est retenu ou écarté."),
    )
    reason = models.TextField(
        _("raison"),
        blank=True,
        help_text=_("Pourquoi l’énoncé est écarté : obligatoire, pour qui l’a proposé."),
    )

    class Meta:
        verbose_name = _("choix")
        verbose_name_plural = _("choix")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "statement"], name="decisions_choice_once"),
            models.CheckConstraint(
                condition=~Q(stance=Stance.DISCARDED) | ~Q(reason=""),
                name="decisions_choice_discarded_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} {self.statement}"
