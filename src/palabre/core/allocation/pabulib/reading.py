"""From the text of a `.pb` file to an election.

Format: Faliszewski et al., “Participatory Budgeting: Data, Tools, and Analysis” (IJCAI 2023),
and the format's page on pabulib.org.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from palabre.core.allocation.model import Ballot, Election, Money, Project, VoteType
from palabre.core.allocation.pabulib.sections import Section, split
from palabre.core.allocation.pabulib.values import (
    PabulibError,
    PabulibFile,
    PabulibProblem,
    PabulibRemark,
    PabulibRemarkCode,
)
from palabre.core.allocation.scores import has_points, plain, ranking

#: Keys that the format obliges, beside budget and vote_type, without which nothing is counted.
OBLIGATORY = (
    "description",
    "country",
    "unit",
    "instance",
    "num_projects",
    "num_votes",
    "rule",
    "date_begin",
    "date_end",
)
_MONEY = re.compile(r"[+-]?[0-9]{1,400}(?:\.[0-9]{1,30}|/[1-9][0-9]{0,400})?\Z")
_COUNT = re.compile(r"[0-9]{1,12}\Z")
_POINTS = re.compile(r"[0-9]{1,9}\Z")
_WEIGHT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9})|/([0-9]{1,9}))?\Z")


def read_pabulib(content: bytes | str) -> PabulibFile:
    """The election in a file, and what is worth saying about it.

    Missing obligatory keys, voters and choices named twice, and more rows than announced are
    remarks. Raises `PabulibError`, with line and column, for what would change the count:
    an unreadable cost, an unknown project, fewer rows than announced (a file cut short)…
    """
    return read_sections(split(content))


def read_sections(sections: Mapping[str, Section]) -> PabulibFile:
    """The election in three tables. Raises `PabulibError`, with the line in each."""
    meta, lines = _meta(sections["META"])
    remarks = [
        _remark(PabulibRemarkCode.MISSING_KEY, name=name) for name in OBLIGATORY if not meta[name]
    ]
    budget = _money(meta, lines, "budget")
    if budget < 0:
        raise PabulibError(
            PabulibProblem.NEGATIVE_BUDGET, lines["budget"], 2, value=meta["budget"][:80]
        )
    vote_type = _vote_type(meta, lines)
    projects, selected, where = _projects(sections["PROJECTS"])
    ballots = _Ballots(sections["VOTES"], vote_type, where, remarks).read()
    for name, found in (("PROJECTS", len(projects)), ("VOTES", len(ballots))):
        _check_number(sections[name], found, meta, lines, remarks)
    election = Election(budget, tuple(projects), tuple(ballots), vote_type, MappingProxyType(meta))
    _check_totals(election, where, remarks)
    threshold = _money(meta, lines, "min_project_score_threshold", default=0)
    return PabulibFile(election, meta["rule"], threshold, selected, tuple(remarks))


def _meta(section: Section) -> tuple[dict[str, str], dict[str, int]]:
    """Values and lines by key; the obligatory keys are there even where the file lacks them."""
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, cells in section.rows:
        key = cells[0].strip()
        if key and key not in meta:
            meta[key] = cells[1].strip() if len(cells) > 1 else ""
            lines[key] = line
    for key in ("budget", "vote_type"):
        if not meta.get(key):
            line = lines.get(key, section.line)
            raise PabulibError(PabulibProblem.MISSING_KEY, line, None, name=key)
    return {**dict.fromkeys(OBLIGATORY, ""), **meta}, lines


def _vote_type(meta: Mapping[str, str], lines: Mapping[str, int]) -> VoteType:
    try:
        return VoteType(meta["vote_type"].lower())
    except ValueError:
        raise PabulibError(
            PabulibProblem.UNKNOWN_VOTE_TYPE, lines["vote_type"], 2, value=meta["vote_type"][:80]
        ) from None


def _money(
    meta: Mapping[str, str], lines: Mapping[str, int], key: str, default: Money | None = None
) -> Money:
    text = meta.get(key, "")
    if not text and default is not None:
        return default
    found = _amount(text)
    if found is None:
        raise PabulibError(PabulibProblem.NOT_MONEY, lines[key], 2, value=text[:80])
    return found


def _amount(text: str) -> Money | None:
    """A sum, whole, decimal (with a comma too) or a fraction, exactly; None if it is not one."""
    dotted = text.replace(",", ".")
    return plain(Fraction(dotted)) if _MONEY.match(dotted) else None


def _projects(section: Section) -> tuple[list[Project], frozenset[str] | None, dict[str, int]]:
    """The projects, those marked as funded, and the line of each."""
    identity, cost = section.index("project_id"), section.index("cost")
    name, category = section.find("name"), section.find("category")
    mark = section.find("selected")
    projects: list[Project] = []
    funded: set[str] = set()
    where: dict[str, int] = {}
    for line, cells in section.rows:
        _check_length(section, line, cells, max(identity, cost) + 1)
        one = cells[identity].strip()
        if not one:
            raise PabulibError(PabulibProblem.EMPTY_ID, line, identity + 1)
        if one in where:
            raise PabulibError(
                PabulibProblem.DUPLICATED_PROJECT, line, identity + 1, id=one, first=where[one]
            )
        where[one] = line
        price = _amount(cells[cost].strip())
        if price is None:
            raise PabulibError(PabulibProblem.NOT_MONEY, line, cost + 1, value=cells[cost][:80])
        if price <= 0:
            raise PabulibError(
                PabulibProblem.COST_NOT_POSITIVE, line, cost + 1, id=one, value=cells[cost][:80]
            )
        details = _details(section, cells, {identity, cost, name, category, mark})
        if _cell(cells, mark) == "1":
            funded.add(one)
        categories = (part.strip() for part in _cell(cells, category).split(","))
        projects.append(
            Project(one, price, _cell(cells, name), tuple(filter(None, categories)), details)
        )
    if not projects:
        raise PabulibError(
            PabulibProblem.FEWER_ROWS, section.line, None, section=section.name, expected=1, found=0
        )
    return projects, None if mark is None else frozenset(funded), where


class _Ballots:
    """The rows of VOTES."""

    def __init__(
        self,
        section: Section,
        vote_type: VoteType,
        known: Mapping[str, int],
        remarks: list[PabulibRemark],
    ) -> None:
        self._section, self._type, self._known, self._remarks = section, vote_type, known, remarks
        self._who = section.index("voter_id")
        self._what = section.index("vote")
        pointed = vote_type in (VoteType.CUMULATIVE, VoteType.SCORING)
        self._points = section.index("points") if pointed else None
        self._weight = section.find("weight")
        self._used = {self._who, self._what, self._points, self._weight}
        self._again: dict[PabulibRemarkCode, list[int]] = {}

    def read(self) -> list[Ballot]:
        voters: set[str] = set()
        ballots = []
        for line, cells in self._section.rows:
            _check_length(self._section, line, cells, self._who + 1)
            voter = cells[self._who].strip()
            if not voter:
                raise PabulibError(PabulibProblem.EMPTY_ID, line, self._who + 1)
            if voter in voters:
                self._note(PabulibRemarkCode.REPEATED_VOTERS, line)
                voter = _another(voter, voters)
            voters.add(voter)
            ballots.append(self._ballot(line, cells, voter))
        for code, lines in self._again.items():
            if code is PabulibRemarkCode.EMPTY_BALLOTS:
                self._remarks.append(_remark(code, count=len(lines)))
            else:
                self._remarks.append(_remark(code, count=len(lines), line=lines[0]))
        return ballots

    def _ballot(self, line: int, cells: list[str], voter: str) -> Ballot:
        choices = _names(_cell(cells, self._what))
        for one in choices:
            if one not in self._known:
                raise PabulibError(
                    PabulibProblem.UNKNOWN_PROJECT, line, self._what + 1, id=one[:80]
                )
        distinct = len(set(choices))
        if distinct < len(choices):
            self._note(PabulibRemarkCode.REPEATED_CHOICES, line)
        if not choices:
            self._note(PabulibRemarkCode.EMPTY_BALLOTS, line)
        if self._type is VoteType.CHOOSE_1 and distinct > 1:
            raise PabulibError(
                PabulibProblem.SEVERAL_CHOICES, line, self._what + 1, choices=distinct
            )
        return Ballot(
            voter,
            choices,
            None if self._points is None else self._given(line, cells, len(choices)),
            1 if self._weight is None else self._weighted(line, cells),
            _details(self._section, cells, self._used),
        )

    def _given(self, line: int, cells: list[str], choices: int) -> tuple[int, ...]:
        assert self._points is not None
        texts = _names(_cell(cells, self._points))
        for text in texts:
            if not _POINTS.match(text):
                raise PabulibError(
                    PabulibProblem.NOT_POINTS, line, self._points + 1, value=text[:80]
                )
        if len(texts) != choices:
            raise PabulibError(
                PabulibProblem.POINTS_DIFFER,
                line,
                self._points + 1,
                choices=choices,
                points=len(texts),
            )
        return tuple(map(int, texts))

    def _weighted(self, line: int, cells: list[str]) -> Money:
        assert self._weight is not None
        text = _cell(cells, self._weight) or "1"
        found = Fraction(text) if _WEIGHT.match(text) and "/0" not in text else Fraction(0)
        if found <= 0:
            raise PabulibError(PabulibProblem.NOT_A_WEIGHT, line, self._weight + 1, value=text[:80])
        return plain(found)

    def _note(self, code: PabulibRemarkCode, line: int) -> None:
        self._again.setdefault(code, []).append(line)


def _check_length(section: Section, line: int, cells: list[str], least: int) -> None:
    """Cells may lack at the end of a row where they say nothing needed; none may be too many."""
    expected = len(section.header)
    if len(cells) < least or any(cell.strip() for cell in cells[expected:]):
        raise PabulibError(
            PabulibProblem.ROW_LENGTH,
            line,
            min(len(cells), expected) + 1,
            expected=expected,
            found=len(cells),
        )


def _check_number(
    section: Section,
    found: int,
    meta: Mapping[str, str],
    lines: Mapping[str, int],
    remarks: list[PabulibRemark],
) -> None:
    """A file cut short has fewer rows than it announces."""
    key = f"num_{section.name.lower()}"
    text = meta[key]
    if not text:
        return
    if not _COUNT.match(text):
        raise PabulibError(PabulibProblem.NOT_A_COUNT, lines[key], 2, name=key, value=text[:80])
    expected = int(text)
    if found < expected:
        last = section.rows[-1][0] if section.rows else section.line
        raise PabulibError(
            PabulibProblem.FEWER_ROWS,
            last,
            None,
            section=section.name,
            expected=expected,
            found=found,
        )
    if found > expected:
        remarks.append(
            _remark(
                PabulibRemarkCode.MORE_ROWS, section=section.name, expected=expected, found=found
            )
        )


def _check_totals(
    election: Election, where: Mapping[str, int], remarks: list[PabulibRemark]
) -> None:
    """Compare the scores, or else the votes, that PROJECTS states with those of the ballots."""
    column = "score" if has_points(election) else "votes"
    counted = ranking(election)
    wrong = [
        where[one.id]
        for one in election.projects
        if (stated := _amount(one.details.get(column, ""))) is not None
        and stated != counted[one.id]
    ]
    if wrong:
        remarks.append(_remark(PabulibRemarkCode.VOTES_DIFFER, count=len(wrong), line=wrong[0]))


def _details(section: Section, cells: list[str], used: set[int | None]) -> Mapping[str, str]:
    return MappingProxyType(
        {
            name: cells[at].strip()
            for at, name in enumerate(section.header[: len(cells)])
            if at not in used and cells[at].strip()
        }
    )


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _another(voter: str, taken: set[str]) -> str:
    number = 2
    while f"{voter}#{number}" in taken:
        number += 1
    return f"{voter}#{number}"


def _remark(code: PabulibRemarkCode, **params: str | int) -> PabulibRemark:
    return PabulibRemark(code, MappingProxyType(params))
