"""The thread: typed, directed, immutable links between stable public identifiers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.foundation.thread.enums import Relation
from palabre.kit.identifiers import PublicIdField


class Edge(models.Model):
    """`source` (later) comes from `target` (earlier). The database refuses to change a row."""

    public_id = PublicIdField("lien")
    source = models.CharField(
        _("de"), max_length=40, db_index=True, help_text=_("Identifiant de ce qui découle.")
    )
    relation = models.CharField(
        _("lien"), max_length=12, choices=Relation.choices, help_text=_("Nature du lien.")
    )
    target = models.CharField(
        _("vers"), max_length=40, db_index=True, help_text=_("Identifiant de l’origine.")
    )
    reason = models.TextField(
        _("raison"), blank=True, help_text=_("Pourquoi ce lien, quand il faut le dire.")
    )
    at = models.DateTimeField(_("moment"), help_text=_("Moment où le lien a été posé."))

    class Meta:
        verbose_name = _("lien du fil")
        verbose_name_plural = _("liens du fil")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "relation", "target"], name="thread_edge_once"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="thread_edge_no_loop"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.relation} {self.target}"


class Retraction(models.Model):
    """A link laid by mistake stays written; this says since when it no longer counts, and why."""

    edge = models.OneToOneField(
        Edge,
        on_delete=models.PROTECT,
        related_name="retraction",
        verbose_name=_("lien"),
        help_text=_("Lien retiré."),
    )
    reason = models.TextField(_("raison"), help_text=_("Pourquoi le lien est retiré."))
    at = models.DateTimeField(_("moment"), help_text=_("Moment du retrait."))

    class Meta:
        verbose_name = _("retrait d’un lien")
        verbose_name_plural = _("retraits de liens")

    def __str__(self) -> str:
        return str(self.edge_id)
