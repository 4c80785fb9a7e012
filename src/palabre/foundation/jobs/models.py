"""Long work: asked for, under way, done or failed, with how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.foundation.files.models import StoredFile
from palabre.kit.identifiers import PublicIdField


class State(models.TextChoices):
    WAITING = "waiting", _("en attente")
    RUNNING = "running", _("en cours")
    DONE = "done", _("terminé")
    FAILED = "failed", _("interrompu")


class Job(models.Model):
    """One piece of long work, seen by the person who asked for it and by nobody else."""

    public_id = PublicIdField("travail")
    kind = models.CharField(_("nature"), max_length=60, help_text=_("Nom du travail."))
    title = models.CharField(_("titre"), max_length=200, help_text=_("Ce qui est préparé."))
    parameters = models.JSONField(_("paramètres"), default=dict, help_text=_("Ce qui est demandé."))
    language = models.CharField(_("langue"), max_length=8, help_text=_("Langue du document."))
    state = models.CharField(
        _("état"),
        max_length=8,
        choices=State.choices,
        default=State.WAITING,
        help_text=_("Où en est le travail."),
    )
    done = models.PositiveIntegerField(_("fait"), default=0, help_text=_("Étapes faites."))
    total = models.PositiveIntegerField(
        _("en tout"), default=0, help_text=_("0 : pas encore connu.")
    )
    problem = models.TextField(
        _("problème"), blank=True, help_text=_("Ce qui a interrompu le travail.")
    )
    result = models.ForeignKey(
        StoredFile,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("résultat"),
        help_text=_("Fichier produit."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("demandé par"),
        help_text=_("Personne qui l’a demandé."),
    )
    asked_at = models.DateTimeField(_("demandé le"), help_text=_("Moment de la demande."))
    ended_at = models.DateTimeField(
        _("fini le"), null=True, blank=True, help_text=_("Moment de la fin.")
    )

    class Meta:
        verbose_name = _("travail")
        verbose_name_plural = _("travaux")
        constraints = [
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")), name="jobs_done_within_total"
            ),
        ]

    def __str__(self) -> str:
        return self.title
