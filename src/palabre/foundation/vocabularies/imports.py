"""A vocabulary from a spreadsheet: dry first, then applied as it was shown.

Terms are matched by short name; an empty cell leaves what is known as it is; running the same file
twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, ReadRow, TableError, TableSchema
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term
from palabre.kit.refusals import Refusal
from palabre.kit.sheets import (
    UnreadableSheet,
    describe_error,
    describe_row_error,
    describe_table_error,
    read_rows,
    read_workbook,
)


@dataclass(frozen=True)
class TermRow:
    """row: line in the sheet; values: what would be written, `broader` being a short name;
    changes: (title of the column, before, after), empty when nothing would change; problems:
    sentences."""

    row: int
    slug: str
    label: str
    values: Mapping[str, Any]
    is_known: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermImport:
    """What an import would do: rows created, changed, refused."""

    vocabulary: Vocabulary
    rows: tuple[TermRow, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def created(self) -> list[TermRow]:
        return [row for row in self.rows if not row.problems and not row.is_known]

    @property
    def changed(self) -> list[TermRow]:
        return [row for row in self.rows if not row.problems and row.is_known and row.changes]

    @property
    def refused(self) -> list[TermRow]:
        return [row for row in self.rows if row.problems]

    @property
    def same(self) -> int:
        return len(self.rows) - len(self.created) - len(self.changed) - len(self.refused)


def schema() -> TableSchema:
    """The columns of a vocabulary, read and written."""
    return TableSchema(
        (
            Column("slug", title=_("Nom court"), description=_("Ne change jamais.")),
            Column("label", title=_("Nom"), description=_("En français."), required=True),
            Column("label_en", title=_("Nom en anglais"), description=_("Facultatif.")),
            Column("description", title=_("Explication"), description=_("Facultative.")),
            Column("broader", title=_("Terme plus large"), description=_("Son nom court.")),
            Column("order", ColumnType.INTEGER, _("Rang"), _("Place parmi ses voisins.")),
            Column("retired", ColumnType.BOOLEAN, _("Retiré"), _("« oui » : n’est plus proposé.")),
        ),
        primary_key=("slug",),
        title=_("Termes"),
    )


def plan_terms(
    vocabulary: Vocabulary, name: str, content: bytes, known: Sequence[Term]
) -> TermImport:
    """Read a file of terms against those already known; write nothing.

    Raises:
        Refusal: the file cannot be read; the sentence says why and the way out.
    """
    columns = schema()
    try:
        rows, errors = read_rows(columns, read_workbook(name, content).first)
    except UnreadableSheet as error:
        raise Refusal(describe_error(error), field="file") from error
    except TableError as error:
        raise Refusal(describe_table_error(error), field="file") from error
    by_slug = {term.slug: term for term in known}
    listed = {_slug(row) for row in rows} | set(by_slug)
    refused: dict[int, list[str]] = {}
    for fault in errors:
        refused.setdefault(fault.line, []).append(describe_row_error(fault, columns))
    found = [TermRow(line, "", "", {}, problems=tuple(words)) for line, words in refused.items()]
    seen: dict[str, int] = {}
    found.extend(_read(row, by_slug.get(_slug(row)), listed, seen) for row in rows)
    found.sort(key=lambda row: row.row)
    return TermImport(vocabulary, tuple(found))


def _slug(row: ReadRow) -> str:
    return str(row.values["slug"]) or slugify(row.values["label"])[:60]


def _read(row: ReadRow, term: Term | None, listed: set[str], seen: dict[str, int]) -> TermRow:
    slug, label = _slug(row), row.values["label"]
    values = {
        name: value
        for name, value in row.values.items()
        if name != "slug" and value is not None and value != ""
    }
    problems = []
    if slug in seen:
        problems.append(
            _("« %(slug)s » est déjà à la ligne %(row)s.") % {"slug": slug, "row": seen[slug]}
        )
    seen.setdefault(slug, row.line)
    broader = values.get("broader", "")
    if broader and (broader not in listed or broader == slug):
        problems.append(
            _("Terme plus large : « %(slug)s » n’est le nom court d’aucun autre terme d’ici.")
            % {"slug": broader}
        )
    fields = {k: v for k, v in values.items() if k not in {"broader", "retired"}}
    try:
        Term(vocabulary=Vocabulary.THEMES, slug=slug, **fields).clean_fields(exclude={"public_id"})
    except ValidationError as error:
        problems.extend(error.messages)
    changes = _changes(term, values) if term is not None else ()
    return TermRow(row.line, slug, label, values, term is not None, changes, tuple(problems))


def _changes(term: Term, values: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    titles = {column.name: column.title for column in schema().columns}
    before = {
        "label": term.label,
        "label_en": term.label_en,
        "description": term.description,
        "broader": term.broader.slug if term.broader else "",
        "order": term.order,
        "retired": term.retired_at is not None,
    }
    return tuple(
        (titles[name], _said(before[name]), _said(value))
        for name, value in values.items()
        if before[name] != value
    )


def _said(value: object) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return str(value)
