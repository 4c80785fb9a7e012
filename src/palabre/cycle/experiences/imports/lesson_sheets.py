"""Lessons from a workbook: dry first, then applied as it was shown.

The dry run does what the import does, in a transaction that is taken back: it says exactly what
would be refused. A lesson is matched by its identifier, else by its sentence, so that the same
file twice changes nothing. An empty cell leaves what is known as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.core.tabular import ReadRow, TableError
from palabre.cycle.experiences.enums import Evidence
from palabre.cycle.experiences.exports.lesson_template import lesson_columns
from palabre.cycle.experiences.models import Lesson
from palabre.cycle.experiences.operations.lessons import Statement, draw_lesson, edit_lesson
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries.lessons import sources_of, visible_to
from palabre.cycle.experiences.queries.passages import by_public_ids
from palabre.cycle.experiences.rules.text import fold
from palabre.foundation.accounts.models import User
from palabre.kit.refusals import Refusal
from palabre.kit.sheets import (
    UnreadableSheet,
    describe_error,
    describe_row_error,
    describe_table_error,
    read_rows,
    read_workbook,
)

MOST_ROWS = 1_000


@dataclass(frozen=True)
class LessonRow:
    """row: line of the sheet; changes: (column, before, after), empty when nothing would change;
    problems: sentences; is_new: whether a lesson is made of it."""

    row: int
    sentence: str
    is_new: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class LessonImport:
    """What an import would do, or did."""

    rows: tuple[LessonRow, ...]

    @property
    def created(self) -> list[LessonRow]:
        return [row for row in self.rows if row.is_new and not row.problems]

    @property
    def changed(self) -> list[LessonRow]:
        return [row for row in self.rows if row.changes and not row.problems]

    @property
    def refused(self) -> list[LessonRow]:
        return [row for row in self.rows if row.problems]

    @property
    def same(self) -> int:
        return len(self.rows) - len(self.created) - len(self.changed) - len(self.refused)


def read_lessons(name: str, content: bytes) -> tuple[tuple[ReadRow, ...], tuple[LessonRow, ...]]:
    """The rows of a workbook, and those whose cells cannot be read.

    Raises:
        Refusal: the file cannot be read, or has no such columns, or too many rows.
    """
    try:
        workbook = read_workbook(name, content)
        sheet = workbook.sheet(_("Enseignements")) or workbook.first
        rows, errors = read_rows(lesson_columns(), sheet)
    except UnreadableSheet as error:
        raise Refusal(describe_error(error), field="file") from error
    except TableError as error:
        raise Refusal(describe_table_error(error), field="file") from error
    if len(rows) > MOST_ROWS:
        raise Refusal(
            _("Ce classeur a plus de 1 000 enseignements. Partagez-le en plusieurs."), field="file"
        )
    unread: dict[int, list[str]] = {}
    for problem in errors:
        words = describe_row_error(problem, lesson_columns())
        unread.setdefault(problem.line, []).append(words)
    return rows, tuple(LessonRow(line, "", problems=tuple(said)) for line, said in unread.items())


def bring_lessons(
    *, actor: User, at: datetime, name: str, content: bytes, is_dry: bool
) -> LessonImport:
    """Do what the workbook says, row by row; a row that is refused stops no other.

    Raises:
        Refusal: see `read_lessons`.
    """
    rows, unread = read_lessons(name, content)
    with transaction.atomic():
        known = {lesson.public_id: lesson for lesson in visible_to(actor)}
        by_sentence = {fold(lesson.sentence): lesson for lesson in known.values()}
        seen: dict[str, int] = {}
        done = [_bring(row, known, by_sentence, seen, actor, at) for row in rows]
        transaction.set_rollback(is_dry)
    return LessonImport(tuple(sorted([*done, *unread], key=lambda one: one.row)))


def _bring(
    row: ReadRow,
    known: Mapping[str, Lesson],
    by_sentence: Mapping[str, Lesson],
    seen: dict[str, int],
    actor: User,
    at: datetime,
) -> LessonRow:
    values = row.values
    sentence = " ".join(values["enseignement"].split())
    lesson = known.get(values["identifiant"]) or by_sentence.get(fold(sentence))
    key = lesson.public_id if lesson else fold(sentence)
    problems = _problems(values, lesson, key, seen)
    if problems:
        return LessonRow(row.line, sentence, problems=tuple(problems))
    seen[key] = row.line
    try:
        with transaction.atomic():
            if lesson is None:
                draw_lesson(actor=actor, at=at, statement=_statement(values, sentence))
                return LessonRow(row.line, sentence, is_new=True)
            return _change(row, lesson, sentence, actor, at)
    except EditConflict:
        problem = _(
            "quelqu’un a changé cet enseignement depuis le téléchargement ; reprenez le modèle et "
            "reportez-y votre phrase."
        )
    except NotAllowed:
        problem = _("vous ne pouvez pas écrire cet enseignement, ou pas citer un de ses passages.")
    except Refused as refusal:
        problem = str(refusal)
    return LessonRow(row.line, sentence, problems=(problem,))


def _problems(
    values: Mapping[str, Any], lesson: Lesson | None, key: str, seen: Mapping[str, int]
) -> list[str]:
    problems = []
    if values["identifiant"] and (lesson is None or lesson.public_id != values["identifiant"]):
        problems.append(
            _(
                "cet identifiant n’est pas celui d’un enseignement que vous voyez ; videz la case "
                "pour en créer un nouveau."
            )
        )
    if key in seen:
        problems.append(_("cet enseignement est déjà à la ligne %(row)s.") % {"row": seen[key]})
    if values["solidite"] and _evidence(values["solidite"]) is None:
        problems.append(
            _("« %(value)s » n’est pas une solidité ; choisissez dans la liste : %(list)s.")
            % {"value": values["solidite"], "list": ", ".join(map(str, Evidence.labels))}
        )
    return problems


def _evidence(text: str) -> Evidence | None:
    wanted = fold(" ".join(text.split()))
    found = (one for one in Evidence if wanted in {fold(str(one.label)), one.value})
    return next(found, None)


def _passages(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values["passages"].replace(";", " ").replace(",", " ").split()))


def _statement(values: Mapping[str, Any], sentence: str) -> Statement:
    passages = _passages(values)
    evidence = _evidence(values["solidite"])
    if evidence is None:
        testimonies = {passage.testimony_id for passage in by_public_ids(passages)}
        evidence = Evidence.SEVERAL if len(testimonies) > 1 else Evidence.SINGLE
    return Statement(
        sentence=sentence,
        passages=passages,
        evidence=evidence,
        source=values["source"],
        scope=values["portee"],
        theme=values["theme"],
    )


def _change(row: ReadRow, lesson: Lesson, sentence: str, actor: User, at: datetime) -> LessonRow:
    values = row.values
    already = tuple(one.public_id for one in sources_of([lesson])[lesson.public_id])
    wanted = Statement(
        sentence=sentence,
        passages=_passages(values) or already,
        evidence=_evidence(values["solidite"]) or Evidence(lesson.evidence),
        source=values["source"] or lesson.source,
        scope=values["portee"] or lesson.scope,
        theme=values["theme"] or lesson.theme,
    )
    changes = _changes(lesson, already, wanted)
    if changes:
        version = values["version"] if values["version"] is not None else 0
        edit_lesson(actor=actor, at=at, lesson=lesson, version=version, statement=wanted)
    return LessonRow(row.line, sentence, changes=changes)


def _changes(
    lesson: Lesson, already: Sequence[str], wanted: Statement
) -> tuple[tuple[str, str, str], ...]:
    titles = {column.name: column.title for column in lesson_columns().columns}
    before = Evidence(lesson.evidence)
    pairs = (
        ("enseignement", lesson.sentence, wanted.sentence),
        ("passages", " ".join(sorted(already)), " ".join(sorted(wanted.passages))),
        ("solidite", str(before.label), str(wanted.evidence.label)),
        ("source", lesson.source, wanted.source),
        ("portee", lesson.scope, wanted.scope),
        ("theme", lesson.theme, wanted.theme),
    )
    return tuple(
        (titles[name], old, new)
        for name, old, new in pairs
        if " ".join(old.split()) != " ".join(new.split())
    )
