"""Lessons. The passages that one is drawn from are told by the thread (`drawn-from`)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import Evidence, LessonStatus
from palabre.kit.identifiers import PublicIdField

SENTENCE_MAX = 300


class Lesson(models.Model):
    """One sentence that others can use, anchored to the words that it comes from."""

    public_id = PublicIdField("enseignement")
    sentence = models.CharField(
        _("enseignement"),
        max_length=SENTENCE_MAX,
        help_text=_("Une seule phrase, qui se comprend sans le reste."),
    )
    evidence = models.CharField(
        _("solidité"),
        max_length=7,
        choices=Evidence.choices,
        default=Evidence.SINGLE,
        help_text=_("Sur quoi repose l’enseignement."),
    )
    source = models.CharField(
        _("source des chiffres"),
        max_length=300,
        blank=True,
        help_text=_("Document, organisme et année, quand l’enseignement repose sur des chiffres."),
    )
    scope = models.CharField(
        _("portée"),
        max_length=300,
        blank=True,
        help_text=_("Où et à quelles conditions cela vaut."),
    )
    theme = models.CharField(
        _("thème"), max_length=80, blank=True, help_text=_("Un thème court, pour regrouper.")
    )
    status = models.CharField(
        _("état"),
        max_length=9,
        choices=LessonStatus.choices,
        default=LessonStatus.DRAFT,
        help_text=_("Seul un enseignement publié est public."),
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
        verbose_name=_("tiré par"),
        help_text=_("Personne qui a formulé l’enseignement."),
    )
    created_at = models.DateTimeField(_("créé le"), help_text=_("Moment de la création."))
    updated_at = models.DateTimeField(
        _("modifié le"), help_text=_("Moment de la dernière modification.")
    )
    published_at = models.DateTimeField(
        _("publié le"), null=True, blank=True, help_text=_("Moment de la publication.")
    )

    class Meta:
        verbose_name = _("enseignement")
        verbose_name_plural = _("enseignements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(evidence=Evidence.FIGURES) | ~Q(source=""),
                name="experiences_figures_have_source",
            ),
            models.CheckConstraint(
                condition=Q(status=LessonStatus.DRAFT) | Q(published_at__isnull=False),
                name="experiences_published_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
