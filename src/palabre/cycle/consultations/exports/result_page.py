"""A computed result in words and pictures, as one person may read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.consultations import queries, rules
from palabre.cycle.consultations.exports.opinion_words import (
    GroupWords,
    Verdict,
    shown_groups,
    words_of_groups,
    words_of_verdict,
)
from palabre.cycle.consultations.exports.participation import participation_tables
from palabre.cycle.consultations.exports.room_page import RoomPage, build_room
from palabre.cycle.consultations.models import Consultation, OpinionResult, Statement
from palabre.kit.charts.model import Chart
from palabre.kit.charts.opinion_map import (
    MapGroup,
    MapParticipant,
    MapStatement,
    opinion_map,
)
from palabre.kit.charts.statement_bars import StatementBar, statement_bars
from palabre.kit.components import DataTable

SHOWN_PER_SIDE = 12
TWO_THIRDS = (2, 3)


class Reception(IntEnum):
    """How a statement was received; the order is that of the page."""

    SHARED_YES = 0
    SHARED_NO = 1
    DIVIDES = 2
    UNDECIDED = 3
    UNSEEN = 4


@dataclass(frozen=True)
class Received:
    """A statement and what was answered to it. consensus, divisiveness: from 0 to 1."""

    statement: Statement
    agree: int
    disagree: int
    passed: int
    consensus: float
    divisiveness: float
    reception: Reception

    @property
    def voices(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class ResultPage:
    """bars: what is shared, then what divides; hidden: statements left to the full table."""

    received: tuple[Received, ...]
    bars: Chart
    hidden: int
    all_statements: DataTable
    verdict: Verdict
    groups: tuple[GroupWords, ...]
    map: Chart | None
    room: RoomPage | None
    participation: list[DataTable]


def reception_of(agree: int, disagree: int, passed: int) -> Reception:
    """Shared when two thirds of the voices answer alike, passes counted among the voices;
    undecided when passes are the most numerous; else it divides."""
    voices = agree + disagree + passed
    if voices == 0:
        return Reception.UNSEEN
    part, whole = TWO_THIRDS
    if whole * agree >= part * voices:
        return Reception.SHARED_YES
    if whole * disagree >= part * voices:
        return Reception.SHARED_NO
    return Reception.UNDECIDED if passed > max(agree, disagree) else Reception.DIVIDES


def receive(statements: Sequence[Statement], content: Mapping[str, Any]) -> tuple[Received, ...]:
    """Statements with their counts: shared ones first, then those that divide most."""
    by_id = {statement.public_id: statement for statement in statements}
    rows = []
    for row in content["statements"]:
        statement = by_id.get(row["id"])
        if statement is None:
            continue
        counts = (row["n_agree"], row["n_disagree"], row["n_pass"])
        received = Received(
            statement,
            *counts,
            consensus=row["consensus"],
            divisiveness=row["divisiveness"],
            reception=reception_of(*counts),
        )
        rows.append(received)
    return tuple(sorted(rows, key=_place))


def _place(row: Received) -> tuple[int, float, int]:
    strength = {
        Reception.SHARED_YES: -row.consensus,
        Reception.SHARED_NO: row.consensus,
        Reception.DIVIDES: -row.divisiveness,
    }.get(row.reception, 0.0)
    return (row.reception, strength, row.statement.position)


def build_result_page(consultation: Consultation, result: OpinionResult) -> ResultPage:
    """Two queries for the statements and voices; in a small room, two more for the voices."""
    content = result.content
    received = receive(list(queries.asked_in(consultation)), content)
    shown = _shown(received)
    texts = {row.statement.public_id: row.statement.text for row in received}
    return ResultPage(
        received=received,
        bars=statement_bars(
            [_bar(row, consultation) for row in shown],
            title=_("Réponses aux énoncés, en nombre de voix"),
        ),
        hidden=len(received) - len(shown),
        all_statements=_table(received),
        verdict=words_of_verdict(content),
        groups=words_of_groups(content, texts, _cities(consultation)),
        map=_map(content, texts),
        room=build_room(consultation, content, received_texts=texts)
        if rules.publishes_rows(consultation)
        else None,
        participation=participation_tables(consultation),
    )


def _cities(consultation: Consultation) -> dict[str, tuple[str, str]]:
    """Name and country of each voice that is a city's."""
    return {
        voice.public_id: (voice.city.name, voice.city.country)
        for voice in queries.voices_of(consultation)
        if voice.city is not None
    }


def _shown(received: Sequence[Received]) -> list[Received]:
    if len(received) <= 2 * SHOWN_PER_SIDE:
        return list(received)
    shared = [row for row in received if row.reception <= Reception.SHARED_NO]
    divided = [row for row in received if row.reception == Reception.DIVIDES]
    return shared[:SHOWN_PER_SIDE] + divided[:SHOWN_PER_SIDE]


def _bar(row: Received, consultation: Consultation) -> StatementBar:
    page = reverse("consultations:show", args=[consultation.public_id])
    return StatementBar(
        label=row.statement.text,
        agree=row.agree,
        passed=row.passed,
        disagree=row.disagree,
        note=say_reception(row),
        url=f"{page}#{row.statement.public_id}",
    )


def say_reception(row: Received) -> str:
    """In words and counts: with few voices, a percentage would promise too much."""
    match row.reception:
        case Reception.SHARED_YES:
            text = ngettext(
                "Rassemble : %(n)d voix sur %(all)d d’accord",
                "Rassemble : %(n)d voix sur %(all)d d’accord",
                row.agree,
            )
            return text % {"n": row.agree, "all": row.voices}
        case Reception.SHARED_NO:
            text = ngettext(
                "Rassemble contre : %(n)d voix sur %(all)d pas d’accord",
                "Rassemble contre : %(n)d voix sur %(all)d pas d’accord",
                row.disagree,
            )
            return text % {"n": row.disagree, "all": row.voices}
        case Reception.DIVIDES:
            return _("Partage : %(agree)d pour, %(disagree)d contre, %(passed)d sans avis") % {
                "agree": row.agree,
                "disagree": row.disagree,
                "passed": row.passed,
            }
        case Reception.UNDECIDED:
            return _("Sans avis pour l’instant : %(n)d voix sur %(all)d passent") % {
                "n": row.passed,
                "all": row.voices,
            }
        case Reception.UNSEEN:
            return _("Personne n’a répondu")


def _table(received: Sequence[Received]) -> DataTable:
    header = (
        _("Énoncé"),
        _("D’accord"),
        _("Pas d’accord"),
        _("Je passe"),
        _("Voix"),
        _("Lecture"),
    )
    rows = [
        (r.statement.text, r.agree, r.disagree, r.passed, r.voices, say_reception(r))
        for r in received
    ]
    return DataTable(_("En nombre de voix"), header, rows, frozenset({1, 2, 3, 4}))


def _map(content: Mapping[str, Any], texts: Mapping[str, str]) -> Chart | None:
    """The map only where groups hold, or at least enough people to draw them apart."""
    if content["verdict"] == "too-few":
        return None
    shown = shown_groups(content)
    labels = [group["label"] for group in shown.groups]
    people = [
        MapParticipant(row["x"], row["y"], labels.index(near) if near is not None else None)
        for row in content["participants"]
        if row["x"] is not None
        for near in [row.get(shown.key)]
    ]
    named = {one["statement"] for group in shown.groups for one in group["representative"]}
    placed = [row for row in content["statements"] if row["id"] in named and row["x"] is not None]
    marks = [
        MapStatement(str(number), texts.get(row["id"], ""), row["x"], row["y"])
        for number, row in enumerate(placed, start=1)
    ]
    groups = [MapGroup(description=words.summary) for words in words_of_groups(content, texts)]
    title = _("Carte des opinions")
    return opinion_map(people, marks, groups, parted=shown.parted, title=title)
