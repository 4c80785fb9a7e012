"""The measurement framework: one row per indicator, for the page, the document and the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.cycle.programmes.exports.words import level_label
from palabre.cycle.programmes.models import Actual, Indicator
from palabre.cycle.programmes.queries import Contents


@dataclass(frozen=True)
class FrameworkRow:
    """axis: its title, empty for the whole programme; level: level of the result, or « action »;
    statement: what is measured; indicator: None where nothing measures it yet."""

    axis: str
    level: str
    statement: str
    public_id: str
    indicator: Indicator | None

    @property
    def latest(self) -> Actual | None:
        actuals = list(self.indicator.actuals.all()) if self.indicator else []
        return actuals[-1] if actuals else None


def framework_rows(contents: Contents) -> Iterator[FrameworkRow]:
    """Every result and action in the order of the programme, measured or not yet."""
    for branch in contents.walk():
        result = branch.result
        axis = result.axis.title if result.axis else ""
        level = level_label(result.level)
        yield from _rows(
            axis, level, result.statement, result.public_id, list(result.indicators.all())
        )
        for action in branch.actions:
            indicators = list(action.indicators.all())
            yield from _rows(axis, _("action"), action.title, action.public_id, indicators)


def _rows(
    axis: str, level: str, statement: str, public_id: str, indicators: list[Indicator]
) -> Iterator[FrameworkRow]:
    if not indicators:
        yield FrameworkRow(axis, level, statement, public_id, None)
    for indicator in indicators:
        yield FrameworkRow(axis, level, statement, public_id, indicator)
