"""From an election to the text of a `.pb` file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from palabre.core.allocation.model import Election, Money, VoteType
from palabre.core.allocation.pabulib.reading import OBLIGATORY
from palabre.core.allocation.scores import has_points, ranking, totals
from palabre.core.allocation.settings import Utility

_QUOTED = (";", '"', "\n", "\r")


def write_pabulib(election: Election, selected: Collection[str] | None = None) -> str:
    """The file, LF-ended, to be encoded in UTF-8; `read_pabulib` gives the same election back.

    selected: projects to mark as funded; None leaves the column out. Counts of rows, votes and
    scores are those of the ballots, whatever `meta` says; the other keys are those of `meta`.
    Raises ValueError for an identifier that the format cannot hold (a comma, outer spaces).
    """
    return "".join(
        _line(row) for name, rows in tables(election, selected).items() for row in ((name,), *rows)
    )


def tables(
    election: Election, selected: Collection[str] | None = None
) -> dict[str, list[Sequence[str]]]:
    """META, PROJECTS and VOTES as rows of cells, their header first. Raises ValueError as
    `write_pabulib` does."""
    for one in election.projects:
        if "," in one.id or one.id != one.id.strip():
            raise ValueError(f"no place in a .pb file for the identifier {one.id!r}")
    return {
        "META": list(_meta(election)),
        "PROJECTS": list(_projects(election, selected)),
        "VOTES": list(_votes(election)),
    }


def written_money(value: Money) -> str:
    """A sum as a whole number, a decimal number where it has one, else a fraction."""
    if isinstance(value, int):
        return str(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{value.numerator}/{value.denominator}"
    digits = len(str(value.denominator)) * 4
    scaled = value * Fraction(10) ** digits
    return format(Decimal(scaled.numerator).scaleb(-digits).normalize(), "f")


def _meta(election: Election) -> Iterable[Sequence[str]]:
    known = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(len(election.ballots)),
        "budget": written_money(election.budget),
        "vote_type": election.vote_type.value,
    }
    yield ("key", "value")
    order = (*OBLIGATORY[:6], "budget", "vote_type", *OBLIGATORY[6:])
    for key in dict.fromkeys((*order, *election.meta)):
        value = known.get(key, election.meta.get(key, ""))
        if value:
            yield key, value


def _projects(election: Election, selected: Collection[str] | None) -> Iterable[Sequence[str]]:
    votes = totals(election, Utility.COST)
    scores = ranking(election) if has_points(election) else None
    stated = {"votes", "score", "selected"}
    more = [
        name
        for name in dict.fromkeys(key for one in election.projects for key in one.details)
        if name not in stated
    ]
    has_categories = any(one.categories for one in election.projects)
    yield (
        "project_id",
        "cost",
        "votes",
        *(("score",) if scores else ()),
        "name",
        *(("category",) if has_categories else ()),
        *(("selected",) if selected is not None else ()),
        *more,
    )
    for one in election.projects:
        yield (
            one.id,
            written_money(one.cost),
            written_money(votes[one.id]),
            *((written_money(scores[one.id]),) if scores else ()),
            one.name,
            *((",".join(one.categories),) if has_categories else ()),
            *((str(int(one.id in selected)),) if selected is not None else ()),
            *(one.details.get(name, "") for name in more),
        )


def _votes(election: Election) -> Iterable[Sequence[str]]:
    pointed = election.vote_type in (VoteType.CUMULATIVE, VoteType.SCORING)
    weighted = any(one.weight != 1 for one in election.ballots)
    more = list(dict.fromkeys(key for one in election.ballots for key in one.details))
    yield (
        "voter_id",
        "vote",
        *(("points",) if pointed else ()),
        *(("weight",) if weighted else ()),
        *more,
    )
    for one in election.ballots:
        yield (
            one.voter,
            ",".join(one.choices),
            *((",".join(map(str, one.points or ())),) if pointed else ()),
            *((str(one.weight),) if weighted else ()),
            *(one.details.get(name, "") for name in more),
        )


def _line(cells: Sequence[str]) -> str:
    return ";".join(map(_quote, cells)) + "\n"


def _quote(cell: str) -> str:
    if any(mark in cell for mark in _QUOTED) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
