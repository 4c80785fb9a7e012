"""Who may read and write programmes, and what an action lacks; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.programmes.enums import Missing, Status
from palabre.cycle.programmes.models import Action, Indicator, Programme
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def can_write(person: Person) -> bool:
    """The secretariat writes the programme."""
    return standing_of(person).is_secretariat


def can_view(person: Person, programme: Programme) -> bool:
    """A draft and an adopted programme are the members'; a published one is everyone's."""
    return programme.status == Status.PUBLISHED or standing_of(person).is_member


def can_report(person: Person, action: Action) -> bool:
    """The secretariat, and the delegates of the action's cities, say what was observed."""
    standing = standing_of(person)
    if standing.is_secretariat:
        return True
    return any(city.pk in standing.city_ids for city in action.cities.all())


def can_report_on(person: Person, indicator: Indicator) -> bool:
    """An indicator of a result is the secretariat's; one of an action, its cities' too."""
    if indicator.action is None:
        return standing_of(person).is_secretariat
    return can_report(person, indicator.action)


def missing_in_indicator(indicator: Indicator) -> list[Missing]:
    """What keeps an indicator from telling anything; unknown, when said, is an answer."""
    missing: list[Missing] = []
    if not indicator.is_qualitative and not indicator.unit:
        missing.append(Missing.UNIT)
    has_baseline = indicator.baseline is not None or indicator.baseline_text
    if not has_baseline and not indicator.baseline_unknown:
        missing.append(Missing.BASELINE)
    if indicator.target is None and not indicator.target_text:
        missing.append(Missing.TARGET)
    if not indicator.source:
        missing.append(Missing.SOURCE)
    return missing


def missing_in_action(action: Action) -> list[Missing]:
    """What an action lacks before it is complete: empty when it is.

    One complete indicator is enough; failing that, what the nearest one lacks is told.
    """
    missing: list[Missing] = []
    if not action.cities.all():
        missing.append(Missing.CITIES)
    if all(line.amount is None for line in action.budget_lines.all()):
        missing.append(Missing.COST)
    lacks: list[list[Missing]] = [
        missing_in_indicator(indicator) for indicator in action.indicators.all()
    ]
    if not lacks:
        missing.append(Missing.INDICATOR)
    else:
        missing += min(lacks, key=lambda found: len(list(found)))
    return missing
