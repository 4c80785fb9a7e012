"""Budget lines added up: whole units of one currency, shares as exact fractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

FUND_SHARE_AT_MOST = Fraction(4, 5)
CITY_SHARE_AT_LEAST = Fraction(1, 5)


class Source(Enum):
    """Who pays: the network's cooperation fund, the city itself, or anyone else."""

    FUND = "fund"
    CITY = "city"
    OTHER = "other"


@dataclass(frozen=True)
class Line:
    """One budget line. amount: whole units of the programme's currency, None when unknown (which
    is not zero); funder: displayed name, may be empty; cities: those of the action."""

    action: str
    year: int
    source: Source
    amount: int | None
    funder: str = ""
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Totals:
    """Known amounts added up along each dimension. by_city divides each line equally between the
    cities of its action, exactly; money of an action without city stands under the empty key.
    unknown: number of lines whose amount is not known, in none of the sums."""

    total: int
    by_year: Mapping[int, int]
    by_source: Mapping[Source, int]
    by_funder: Mapping[tuple[Source, str], int]
    by_city: Mapping[str, Fraction]
    by_action: Mapping[str, int]
    unknown: int

    @property
    def reconciles(self) -> bool:
        """Each dimension adds up to the same total."""
        return (
            self.total
            == sum(self.by_year.values())
            == sum(self.by_source.values())
            == sum(self.by_funder.values())
            == sum(self.by_city.values())
            == sum(self.by_action.values())
        )


def total_up(lines: Iterable[Line]) -> Totals:
    """Add lines up by year, source, funder, city and action."""
    years: dict[int, int] = {}
    sources: dict[Source, int] = {}
    funders: dict[tuple[Source, str], int] = {}
    cities: dict[str, Fraction] = {}
    actions: dict[str, int] = {}
    total = unknown = 0
    for line in lines:
        if line.amount is None:
            unknown += 1
            continue
        total += line.amount
        years[line.year] = years.get(line.year, 0) + line.amount
        sources[line.source] = sources.get(line.source, 0) + line.amount
        funder = (line.source, line.funder)
        funders[funder] = funders.get(funder, 0) + line.amount
        actions[line.action] = actions.get(line.action, 0) + line.amount
        for city in line.cities or ("",):
            share = Fraction(line.amount, len(line.cities) or 1)
            cities[city] = cities.get(city, Fraction(0)) + share
    return Totals(
        total=total,
        by_year=dict(sorted(years.items())),
        by_source=sources,
        by_funder=funders,
        by_city=cities,
        by_action=actions,
        unknown=unknown,
    )


@dataclass(frozen=True)
class CoFunding:
    """The co-funding rule applied to an action: the fund at most 80 %, the city at least 20 %.

    fund_share, city_share: None when an amount is unknown or nothing is budgeted. applies: the
    fund pays something (or may: one of its amounts is unknown)."""

    total: int
    fund_share: Fraction | None
    city_share: Fraction | None
    applies: bool
    unknown: int

    @property
    def fund_over(self) -> bool:
        return self.applies and self.fund_share is not None and self.fund_share > FUND_SHARE_AT_MOST

    @property
    def city_under(self) -> bool:
        return (
            self.applies and self.city_share is not None and self.city_share < CITY_SHARE_AT_LEAST
        )


def cofunding(lines: Iterable[Line]) -> CoFunding:
    """Compute who pays which share of the lines given, exactly."""
    listed = tuple(lines)
    totals = total_up(listed)
    told = totals.unknown == 0 and totals.total > 0

    def share(source: Source) -> Fraction | None:
        return Fraction(totals.by_source.get(source, 0), totals.total) if told else None

    return CoFunding(
        total=totals.total,
        fund_share=share(Source.FUND),
        city_share=share(Source.CITY),
        applies=any(line.source is Source.FUND and line.amount != 0 for line in listed),
        unknown=totals.unknown,
    )


class BudgetCode(Enum):
    UNKNOWN_AMOUNT = "unknown-amount"
    OUTSIDE_PERIOD = "outside-period"
    REPEATED = "repeated"


@dataclass(frozen=True)
class BudgetRemark:
    """What an attentive reader says of a line; years are those of the line and of the period."""

    code: BudgetCode
    action: str
    year: int


def remarks_on_lines(
    lines: Iterable[Line], *, first_year: int, last_year: int
) -> tuple[BudgetRemark, ...]:
    """Point out unknown amounts, years outside the programme's period, and lines that say the
    same action, year, source and funder twice."""
    seen: Counter[tuple[str, int, Source, str]] = Counter()
    remarks: list[BudgetRemark] = []
    for line in lines:
        if line.amount is None:
            remarks.append(BudgetRemark(BudgetCode.UNKNOWN_AMOUNT, line.action, line.year))
        if not first_year <= line.year <= last_year:
            remarks.append(BudgetRemark(BudgetCode.OUTSIDE_PERIOD, line.action, line.year))
        place = (line.action, line.year, line.source, line.funder)
        seen[place] += 1
        if seen[place] == 2:
            remarks.append(BudgetRemark(BudgetCode.REPEATED, line.action, line.year))
    return tuple(remarks)
