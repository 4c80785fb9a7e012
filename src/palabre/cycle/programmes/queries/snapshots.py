"""An edition's content: the whole programme as flat text, item by stable identifier."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from palabre.cycle.programmes.models import Action, Axis, Indicator, Programme, Result
from palabre.cycle.programmes.queries.contents import Contents

Snapshot = dict[str, dict[str, str]]


def snapshot_of(contents: Contents) -> Snapshot:
    """Every item of a programme with its text; how far things have come is no part
    of what is adopted."""
    items: Snapshot = {contents.programme.public_id: _programme(contents.programme)}
    for branch in contents.general:
        items[branch.result.public_id] = _result(branch.result)
    for axis in contents.axes:
        items[axis.axis.public_id] = _axis(axis.axis)
        for branch in axis.walk():
            items[branch.result.public_id] = _result(branch.result)
    for action in contents.actions:
        items[action.public_id] = _action(action)
    for indicator in contents.indicators:
        items[indicator.public_id] = _indicator(indicator)
    return items


def digest_of_snapshot(snapshot: Mapping[str, Mapping[str, str]]) -> str:
    """The sha256 (hexadecimal) of a snapshot in canonical JSON."""
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _programme(programme: Programme) -> dict[str, str]:
    return {
        "title": programme.title,
        "introduction": programme.introduction,
        "start_year": str(programme.start_year),
        "end_year": str(programme.end_year),
        "currency": programme.currency,
    }


def _axis(axis: Axis) -> dict[str, str]:
    return {"title": axis.title, "description": axis.description}


def _result(result: Result) -> dict[str, str]:
    return {
        "title": result.statement,
        "level": result.level,
        "axis": result.axis.public_id if result.axis else "",
        "parent": result.parent.public_id if result.parent else "",
        "assumptions": result.assumptions,
    }


def _action(action: Action) -> dict[str, str]:
    return {
        "title": action.title,
        "description": action.description,
        "result": action.result.public_id,
        "lead_city": action.lead_city.name if action.lead_city else "",
        "cities": ", ".join(city.name for city in action.cities.all()),
        "partners": action.partners,
        "planned_start": _day(action.planned_start),
        "planned_end": _day(action.planned_end),
        "budget": " ; ".join(
            f"{line.year} {line.source} "
            f"{'?' if line.amount is None else line.amount}"
            f" {line.organisation.name if line.organisation else line.note}".rstrip()
            for line in action.budget_lines.all()
        ),
    }


def _indicator(indicator: Indicator) -> dict[str, str]:
    measured = indicator.action or indicator.result
    return {
        "title": indicator.title,
        "measures": measured.public_id if measured else "",
        "definition": indicator.definition,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "baseline": "?" if indicator.baseline_unknown else _figure(indicator.baseline),
        "baseline_text": indicator.baseline_text,
        "target": _figure(indicator.target),
        "target_date": _day(indicator.target_date),
        "target_text": indicator.target_text,
        "source": indicator.source,
        "frequency": indicator.frequency,
    }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
