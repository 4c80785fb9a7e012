"""Published lessons as a table, each with the words it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.experiences.exports.sources import sources_by_lesson
from palabre.cycle.experiences.models import Lesson
from palabre.kit.sheets import SheetSpec, write_csv, write_xlsx


def lessons_schema() -> TableSchema:
    """One row per passage of a lesson: the columns, in French."""
    columns = (
        Column("enseignement", title=_("Identifiant"), description=_("Identifiant public.")),
        Column("phrase", title=_("Enseignement"), description=_("L’enseignement, en une phrase.")),
        Column("solidite", title=_("Solidité"), description=_("Sur quoi il repose.")),
        Column("source", title=_("Source des chiffres"), description=_("S’il y a lieu.")),
        Column("portee", title=_("Portée"), description=_("Où et à quelles conditions.")),
        Column("theme", title=_("Thème"), description=_("Thème court.")),
        Column("publie_le", ColumnType.DATE, _("Publié le"), _("Jour de la publication.")),
        Column("passage", title=_("Passage"), description=_("Identifiant public du passage.")),
        Column("mots", title=_("Mots"), description=_("Mot pour mot ; vide s’ils sont retenus.")),
        Column("dit_par", title=_("Dit par"), description=_("Ce que l’attribution permet.")),
    )
    return TableSchema(columns, primary_key=("enseignement", "passage"), title=_("Enseignements"))


def lessons_sheet(lessons: Sequence[Lesson]) -> SheetSpec:
    """Return the table as anyone may read it, whoever asks for it."""
    sources = sources_by_lesson(AnonymousUser(), lessons)
    rows = [
        {
            "enseignement": lesson.public_id,
            "phrase": lesson.sentence,
            "solidite": str(lesson.get_evidence_display()),
            "source": lesson.source,
            "portee": lesson.scope,
            "theme": lesson.theme,
            "publie_le": lesson.published_at.date() if lesson.published_at else None,
            "passage": source.public_id,
            "mots": source.text,
            "dit_par": source.credit,
        }
        for lesson in lessons
        for source in sources[lesson.public_id]
    ]
    return SheetSpec(_("Enseignements"), lessons_schema(), rows)


def lessons_csv(lessons: Sequence[Lesson]) -> bytes:
    return write_csv(lessons_sheet(lessons))


def lessons_xlsx(lessons: Sequence[Lesson]) -> bytes:
    return write_xlsx([lessons_sheet(lessons)], title=_("Enseignements"))
