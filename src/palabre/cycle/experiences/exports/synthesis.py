"""What cities learned, in one table: lessons by theme and by context, each with its words.

It holds what anyone may read, whoever asks: words whose author is not said have no context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.exports.sources import Source, source_shown
from palabre.cycle.experiences.models import Lesson, Passage
from palabre.cycle.experiences.queries.lessons import sources_of
from palabre.cycle.experiences.queries.passages import many_by_public_ids
from palabre.cycle.experiences.rules.access import can_read_passage
from palabre.cycle.experiences.rules.attribution import attribution_of
from palabre.cycle.experiences.rules.text import fold
from palabre.foundation.network.models import City
from palabre.kit.countries import country_name
from palabre.kit.documents import Block, Document, Heading, Language, Paragraph, Quote, Table
from palabre.kit.sheets import SheetSpec, write_xlsx
from palabre.kit.typography import say_number


class Context(StrEnum):
    """What the columns are."""

    COUNTRY = "pays"
    SIZE = "taille"
    EVIDENCE = "solidite"


CONTEXTS = {
    Context.COUNTRY: gettext_lazy("Pays"),
    Context.SIZE: gettext_lazy("Taille de la ville"),
    Context.EVIDENCE: gettext_lazy("Solidité"),
}
# Of a cell; the others have a page of their own.
SHOWN_AT_ONCE = 3
# Inhabitants; the last class has no upper bound.
_SIZES = (
    (100_000, gettext_lazy("moins de 100 000 habitants")),
    (1_000_000, gettext_lazy("de 100 000 à 1 million")),
)


@dataclass(frozen=True)
class Entry:
    """A lesson in a cell, with those of its words that belong to the cell's context."""

    lesson: Lesson
    passages: tuple[Passage, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The words as anyone may read them: dressed for what is shown alone."""
        return tuple(source_shown(AnonymousUser(), passage) for passage in self.passages)


@dataclass(frozen=True)
class Cell:
    """column: name of its context."""

    column: str
    entries: tuple[Entry, ...]

    @property
    def first(self) -> tuple[Entry, ...]:
        """What a page of the whole table opens at once."""
        return self.entries[:SHOWN_AT_ONCE]

    @property
    def has_more(self) -> bool:
        return len(self.entries) > SHOWN_AT_ONCE


@dataclass(frozen=True)
class Row:
    theme: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Synthesis:
    """rows: themes by alphabet, lessons without one last; columns: contexts, the unsaid last."""

    context: Context
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def cell(self, theme: str, column: str) -> Cell | None:
        """The cell of these names, if it holds something."""
        cells = (cell for row in self.rows if row.theme == theme for cell in row.cells)
        return next((cell for cell in cells if cell.column == column and cell.entries), None)


def synthesis(lessons: Sequence[Lesson], context: Context) -> Synthesis:
    """The table of published lessons: four queries for any number."""
    sources, anyone = sources_of(lessons, many_by_public_ids), AnonymousUser()
    cells: dict[tuple[str, str], list[Entry]] = {}
    for lesson in lessons:
        by_column: dict[str, list[Passage]] = {}
        for passage in sources[lesson.public_id]:
            if can_read_passage(anyone, passage):
                by_column.setdefault(_context(lesson, passage, context), []).append(passage)
        for column, words in by_column.items():
            entry = Entry(lesson, tuple(words))
            cells.setdefault((lesson.theme, column), []).append(entry)
    columns = _in_order({column for _theme, column in cells}, context)
    themes = sorted({theme for theme, _column in cells}, key=lambda one: (not one, fold(one)))
    rows = tuple(
        Row(
            theme or _("Sans thème"),
            tuple(Cell(column, tuple(cells.get((theme, column), ()))) for column in columns),
        )
        for theme in themes
    )
    return Synthesis(context, columns, rows)


def _context(lesson: Lesson, passage: Passage, context: Context) -> str:
    if context == Context.EVIDENCE:
        return str(lesson.get_evidence_display())
    if attribution_of(passage) == Attribution.ANONYMOUS:
        return _("Non dit")
    city = passage.testimony.city
    if city is None:
        return _("Hors du réseau")
    return country_name(city.country) if context == Context.COUNTRY else _size(city)


def _size(city: City) -> str:
    if city.population is None:
        return _("Population inconnue")
    for most, name in _SIZES:
        if city.population < most:
            return str(name)
    return _("plus d’un million")


def _in_order(columns: set[str], context: Context) -> tuple[str, ...]:
    """By alphabet, or by size; what is not known or not said comes last."""
    last = [_("Hors du réseau"), _("Population inconnue"), _("Non dit")]
    sizes = [*(str(name) for _most, name in _SIZES), _("plus d’un million")]

    def rank(column: str) -> tuple[int, int, str]:
        place = sizes.index(column) if context == Context.SIZE and column in sizes else 0
        return (last.index(column) + 1 if column in last else 0, place, fold(column))

    return tuple(sorted(columns, key=rank))


def synthesis_document(found: Synthesis, *, network: str, language: Language) -> Document:
    """The table as counts, then each theme with its lessons and their words."""
    blocks: list[Block] = [_counts(found)]
    for row in found.rows:
        blocks.append(Heading(1, row.theme))
        for cell in row.cells:
            if cell.entries:
                blocks.append(Heading(2, cell.column))
            for entry in cell.entries:
                blocks.append(Heading(3, entry.lesson.sentence))
                if said := _said(entry.lesson):
                    blocks.append(Paragraph(said))
                blocks += [Quote(one.text, one.credit, one.language) for one in entry.sources]
    return Document(
        title=_("Ce que les villes ont appris"),
        subtitle=_("Enseignements par thème et par contexte : %(context)s")
        % {"context": str(CONTEXTS[found.context]).lower()},
        language=language,
        organisation=network,
        is_demonstration=any(
            entry.lesson.is_demonstration
            for row in found.rows
            for cell in row.cells
            for entry in cell.entries
        ),
        landscape=len(found.columns) > 5,
        blocks=tuple(blocks),
    )


def _said(lesson: Lesson) -> str:
    parts = [str(lesson.get_evidence_display()), lesson.source, lesson.scope]
    return " · ".join(part for part in parts if part)


def _counts(found: Synthesis) -> Table:
    return Table(
        header=(_("Thème"), *found.columns),
        rows=tuple(
            (
                row.theme,
                *(say_number(len(cell.entries)) if cell.entries else "" for cell in row.cells),
            )
            for row in found.rows
        ),
        caption=_("Nombre d’enseignements par thème et par contexte"),
        numeric=tuple(range(1, len(found.columns) + 1)),
    )


def synthesis_xlsx(found: Synthesis) -> bytes:
    """Two sheets: the counts, and one row for each of a lesson's words."""
    return write_xlsx([_count_sheet(found), _word_sheet(found)], title=_("Synthèse"))


def _count_sheet(found: Synthesis) -> SheetSpec:
    columns = (
        Column("theme", title=_("Thème")),
        *(
            Column(f"contexte_{rank}", ColumnType.INTEGER, name)
            for rank, name in enumerate(found.columns, start=1)
        ),
    )
    rows = [
        {"theme": row.theme}
        | {f"contexte_{n}": len(cell.entries) for n, cell in enumerate(row.cells, start=1)}
        for row in found.rows
    ]
    return SheetSpec(_("Tableau"), TableSchema(columns, title=_("Tableau")), rows)


def _word_sheet(found: Synthesis) -> SheetSpec:
    columns = (
        Column("theme", title=_("Thème")),
        Column("contexte", title=str(CONTEXTS[found.context])),
        Column("phrase", title=_("Enseignement")),
        Column("solidite", title=_("Solidité")),
        Column("portee", title=_("Portée")),
        Column("mots", title=_("Mots")),
        Column("dit_par", title=_("Dit par")),
        Column("enseignement", title=_("Identifiant")),
    )
    rows = [
        {
            "theme": row.theme,
            "contexte": cell.column,
            "phrase": entry.lesson.sentence,
            "solidite": str(entry.lesson.get_evidence_display()),
            "portee": entry.lesson.scope,
            "mots": source.text,
            "dit_par": source.credit,
            "enseignement": entry.lesson.public_id,
        }
        for row in found.rows
        for cell in row.cells
        for entry in cell.entries
        for source in entry.sources
    ]
    return SheetSpec(_("Mots"), TableSchema(columns, title=_("Mots")), rows)
