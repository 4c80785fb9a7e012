"""Plans and remarks as JSON-safe values, and back, every fault being told with its path.

The dry-run page carries a plan through a form and the command line prints it: what comes back
is not trusted.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from .model import Item, Plan, PlannedPart, Slot, SlotKind, Speaker, SpeakerStatus
from .remarks import Remark, RemarkCode, Severity

VERSION = 1
LONGEST_TEXT = 300_000
LONGEST_LIST = 10_000
LONGEST_MINUTES = 31 * 24 * 60
MOST_DAYS = 400

_SURROGATE = re.compile("[\ud800-\udfff]")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class PlanFault(StrEnum):
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_A_TEXT = "not_a_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_BOOLEAN = "not_a_boolean"
    NOT_A_TIME = "not_a_time"
    NOT_A_DATE = "not_a_date"
    NOT_A_PERIOD = "not_a_period"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_VALUE = "unknown_value"
    MISSING_FIELD = "missing_field"
    REPEATED_KEY = "repeated_key"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    OTHER_VERSION = "other_version"


class InvalidPlan(ValueError):
    """A plan that cannot be read back. ``path``: where, as in ``parts[0].slots[2].start``."""

    def __init__(self, code: PlanFault, path: str, value: object = None) -> None:
        super().__init__(f"{path}: {code.value}")
        self.code = code
        self.path = path
        self.value = value if isinstance(value, str | int | bool | None) else type(value).__name__


def to_dict(plan: Plan) -> dict[str, Any]:
    """``plan`` as JSON-safe values, with the version of this layout."""
    return {"version": VERSION, **_plain(plan)}


def remark_to_dict(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code.value,
        "severity": remark.severity.value,
        "params": {name: _value(value) for name, value in remark.params},
        "where": remark.where,
        "about": remark.about,
    }


def _plain(record: object) -> dict[str, Any]:
    names = (field.name for field in fields(record))  # type: ignore[arg-type]
    return {name: _value(getattr(record, name)) for name in names}


def _value(value: object) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_value(element) for element in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    return _plain(value)


def from_dict(data: object) -> Plan:
    """The plan that :func:`to_dict` wrote. Raises :class:`InvalidPlan`.

    Fields left out take their default, unknown ones are refused.
    """
    record = _object(data, "plan")
    if record.get("version") != VERSION:
        raise InvalidPlan(PlanFault.OTHER_VERSION, "version", record.get("version"))
    plan = _record(Plan, {k: v for k, v in record.items() if k != "version"}, _PLAN, "")
    _refuse_repeated([part.key for part in plan.parts], "parts")
    _refuse_repeated([slot.key for slot in plan.slots], "slots")
    _refuse_repeated([item.key for slot in plan.slots for item in slot.items], "items")
    return plan


def remark_from_dict(data: object) -> Remark:
    """The remark that :func:`remark_to_dict` wrote. Raises :class:`InvalidPlan`."""
    record = _object(data, "remark")
    params = _object(record.get("params", {}), "params")
    where = record.get("where")
    return Remark(
        code=_enum(RemarkCode)(record.get("code"), "code"),
        severity=_enum(Severity)(record.get("severity"), "severity"),
        params=tuple(sorted((name, _param(params[name], f"params.{name}")) for name in params)),
        where=None if where is None else _number(0, LONGEST_TEXT)(where, "where"),
        about=_text(record.get("about", ""), "about"),
    )


def _param(value: object, path: str) -> str | int | tuple[str, ...]:
    if isinstance(value, list):
        return _list(_text)(value, path)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(value, path)


_Reader = Callable[[object, str], Any]


def _object(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise InvalidPlan(PlanFault.NOT_AN_OBJECT, path, value)
    return value


def _record(made: Callable[..., T], data: object, readers: Mapping[str, _Reader], path: str) -> T:
    values = _object(data, path or "plan")
    prefix = f"{path}." if path else ""
    for name in values:
        if name not in readers:
            raise InvalidPlan(PlanFault.UNKNOWN_FIELD, f"{prefix}{name}"[:200])
    for field in fields(made):  # type: ignore[arg-type]
        if field.default is MISSING and field.name not in values:
            raise InvalidPlan(PlanFault.MISSING_FIELD, f"{prefix}{field.name}")
    return made(**{name: readers[name](value, f"{prefix}{name}") for name, value in values.items()})


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or "\0" in value or _SURROGATE.search(value):
        raise InvalidPlan(PlanFault.NOT_A_TEXT, path, value)
    if len(value) > LONGEST_TEXT:
        raise InvalidPlan(PlanFault.TOO_LONG, path)
    return value


def _key(value: object, path: str) -> str:
    key = _text(value, path)
    if not key or len(key) > 100:
        raise InvalidPlan(PlanFault.OUT_OF_RANGE, path, key[:100])
    return key


def _boolean(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidPlan(PlanFault.NOT_A_BOOLEAN, path, value)
    return value


def _number(least: int, most: int) -> Callable[[object, str], int]:
    def read(value: object, path: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise InvalidPlan(PlanFault.NOT_A_NUMBER, path, value)
        if not least <= value <= most:
            raise InvalidPlan(PlanFault.OUT_OF_RANGE, path, value)
        return value

    return read


def _time(value: object, path: str) -> time:
    try:
        if not isinstance(value, str) or len(value) != 5:
            raise ValueError
        return time.fromisoformat(value)
    except ValueError:
        raise InvalidPlan(PlanFault.NOT_A_TIME, path, value) from None


def _date(value: object, path: str) -> date:
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidPlan(PlanFault.NOT_A_DATE, path, value) from None


def _period(value: object, path: str) -> tuple[int, int]:
    years = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    if len(years) != 2:
        raise InvalidPlan(PlanFault.NOT_A_PERIOD, path, value)
    first, last = (_number(1900, 2999)(year, path) for year in years)
    if first > last:
        raise InvalidPlan(PlanFault.NOT_A_PERIOD, path)
    return first, last


def _maybe(reader: _Reader) -> _Reader:
    return lambda value, path: None if value is None else reader(value, path)


def _enum(kind: type[E]) -> Callable[[object, str], E]:
    def read(value: object, path: str) -> E:
        try:
            return kind(_text(value, path))
        except ValueError as error:
            if isinstance(error, InvalidPlan):
                raise
            raise InvalidPlan(PlanFault.UNKNOWN_VALUE, path, value) from None

    return read


def _list(reader: Callable[[object, str], T]) -> Callable[[object, str], tuple[T, ...]]:
    def read(value: object, path: str) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            raise InvalidPlan(PlanFault.NOT_A_LIST, path, value)
        if len(value) > LONGEST_LIST:
            raise InvalidPlan(PlanFault.TOO_LONG, path)
        return tuple(reader(element, f"{path}[{rank}]") for rank, element in enumerate(value))

    return read


def _nested(made: Callable[..., T], readers: Mapping[str, _Reader]) -> Callable[[object, str], T]:
    return lambda value, path: _record(made, value, readers, path)


def _refuse_repeated(keys: Sequence[str], path: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InvalidPlan(PlanFault.REPEATED_KEY, path, key)
        seen.add(key)


_SPEAKER: dict[str, _Reader] = {
    "name": _text,
    "honorific": _text,
    "role": _text,
    "organisation": _text,
    "city": _text,
    "remote": _boolean,
    "status": _enum(SpeakerStatus),
    "note": _text,
}
_SPEAKERS = _list(_nested(Speaker, _SPEAKER))
_MINUTES = _maybe(_number(0, LONGEST_MINUTES))
_ITEM: dict[str, _Reader] = {
    "key": _key,
    "title": _text,
    "speakers": _SPEAKERS,
    "description": _text,
    "minutes": _MINUTES,
    "to_confirm": _boolean,
}
_SLOT: dict[str, _Reader] = {
    "key": _key,
    "title": _text,
    "kind": _enum(SlotKind),
    "day": _number(1, MOST_DAYS),
    "start": _maybe(_time),
    "minutes": _MINUTES,
    "description": _text,
    "facilitators": _SPEAKERS,
    "speakers": _SPEAKERS,
    "items": _list(_nested(Item, _ITEM)),
    "expected_output": _text,
    "to_confirm": _boolean,
    "room": _text,
    "track": _text,
    "language": _text,
    "locked": _boolean,
}
_PART: dict[str, _Reader] = {
    "key": _key,
    "title": _text,
    "description": _text,
    "slots": _list(_nested(Slot, _SLOT)),
}
_PLAN: dict[str, _Reader] = {
    "title": _text,
    "seminar": _text,
    "period": _maybe(_period),
    "held_on": _maybe(_date),
    "place": _text,
    "format": _text,
    "context": _list(_text),
    "objectives": _list(_text),
    "announced_minutes": _MINUTES,
    "parts": _list(_nested(PlannedPart, _PART)),
}
