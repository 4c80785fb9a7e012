"""Lessons as a workbook to fill in offline and send back, and the passages that they may cite."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.experiences.enums import Evidence
from palabre.cycle.experiences.models import Lesson, Passage
from palabre.cycle.experiences.queries.lessons import sources_of
from palabre.cycle.experiences.rules.attribution import credit_of_passage
from palabre.kit.sheets import SheetSpec, write_ods, write_xlsx


def lesson_columns() -> TableSchema:
    """What comes back: one row per lesson."""
    return TableSchema(
        (
            Column(
                "enseignement",
                title=_("Enseignement"),
                description=_("Une seule phrase, qui se comprend sans le reste."),
                required=True,
            ),
            Column(
                "passages",
                title=_("Passages"),
                description=_(
                    "Identifiants des mots dont il est tiré, séparés par des espaces ; ils sont "
                    "dans la feuille « Passages »."
                ),
            ),
            Column(
                "solidite", title=_("Solidité"), description=_("Sur quoi repose l’enseignement.")
            ),
            Column(
                "source",
                title=_("Source des chiffres"),
                description=_("Document, organisme et année, quand il repose sur des chiffres."),
            ),
            Column(
                "portee", title=_("Portée"), description=_("Où et à quelles conditions cela vaut.")
            ),
            Column("theme", title=_("Thème"), description=_("Un thème court, pour regrouper.")),
            Column(
                "identifiant",
                title=_("Identifiant"),
                description=_("À laisser tel quel ; vide pour un nouvel enseignement."),
            ),
            Column(
                "version",
                ColumnType.INTEGER,
                _("Version"),
                _("À laisser telle quelle : elle dit si quelqu’un a changé la phrase entre-temps."),
            ),
        ),
        title=_("Enseignements"),
    )


def lesson_template(ending: str, lessons: Sequence[Lesson], passages: Sequence[Passage]) -> bytes:
    """The workbook: xlsx or ods.

    Raises:
        KeyError: another ending.
    """
    writers = {"xlsx": write_xlsx, "ods": write_ods}
    sources = sources_of(lessons)
    rows = [
        {
            "enseignement": lesson.sentence,
            "passages": " ".join(one.public_id for one in sources[lesson.public_id]),
            "solidite": str(lesson.get_evidence_display()),
            "source": lesson.source,
            "portee": lesson.scope,
            "theme": lesson.theme,
            "identifiant": lesson.public_id,
            "version": lesson.version,
        }
        for lesson in lessons
    ]
    choices = {"solidite": [str(label) for label in Evidence.labels]}
    sheet = SheetSpec(_("Enseignements"), lesson_columns(), rows, choices)
    return writers[ending]([sheet, _passage_sheet(passages)])


def _passage_sheet(passages: Sequence[Passage]) -> SheetSpec:
    columns = (
        Column("passage", title=_("Identifiant"), description=_("À recopier.")),
        Column("mots", title=_("Mots"), description=_("Mot pour mot.")),
        Column("dit_par", title=_("Dit par"), description=_("Ce que l’attribution permet.")),
    )
    rows = [
        {
            "passage": passage.public_id,
            "mots": passage.text,
            "dit_par": credit_of_passage(passage).words,
        }
        for passage in passages
    ]
    return SheetSpec(_("Passages"), TableSchema(columns, title=_("Passages")), rows)
