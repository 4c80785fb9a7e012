"""What is asked of the operations, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from palabre.cycle.programmes.enums import Direction, Level, Stage
from palabre.cycle.programmes.models import Axis, Result
from palabre.foundation.network.models import City, Organisation


@dataclass(frozen=True)
class ProgrammeText:
    """start_year, end_year: both included. currency: ISO 4217 code of every amount."""

    title: str
    start_year: int
    end_year: int
    introduction: str = ""
    currency: str = "EUR"


@dataclass(frozen=True)
class AxisText:
    """decisions: public identifiers of the decisions that the axis follows."""

    title: str
    description: str = ""
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultText:
    """level: a value of `Level`; decisions: public identifiers of what the result follows."""

    statement: str
    level: str = Level.OUTPUT
    parent: Result | None = None
    assumptions: str = ""
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class BudgetText:
    """amount: whole currency units, None when unknown. line: public identifier of the line that
    this replaces, empty for a new one."""

    year: int
    source: str
    amount: int | None = None
    organisation: Organisation | None = None
    note: str = ""
    line: str = ""


@dataclass(frozen=True)
class ActionText:
    """result: the one that the action comes to serve; None when it stays where it is."""

    title: str
    description: str = ""
    lead_city: City | None = None
    cities: tuple[City, ...] = ()
    partners: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    stage: str = Stage.IDEA
    budget: tuple[BudgetText, ...] = ()
    result: Result | None = None


@dataclass(frozen=True)
class IndicatorText:
    """baseline, target: None when not given; baseline_unknown: looked for, and not known."""

    title: str
    definition: str = ""
    is_qualitative: bool = False
    unit: str = ""
    direction: str = Direction.UP
    baseline: Decimal | None = None
    baseline_year: int | None = None
    baseline_text: str = ""
    baseline_unknown: bool = False
    target: Decimal | None = None
    target_date: date | None = None
    target_text: str = ""
    source: str = ""
    frequency: str = ""


@dataclass(frozen=True)
class ActualText:
    """value: None when the observation is told in `text`."""

    on: date
    source: str
    value: Decimal | None = None
    text: str = ""


@dataclass(frozen=True)
class Placement:
    """Where a decision is written: an axis that exists or a new one, a result that exists or a
    new one. An existing result brings its own axis."""

    axis: Axis | None = None
    new_axis: AxisText | None = None
    result: Result | None = None
    new_result: ResultText | None = None
