"""Templates of running orders: files that say how a workshop unfolds, and not who comes.

A template is JSON: ``format`` and ``version`` say what it is, ``plan`` is laid out as in
:mod:`.serialise` with the fields at their default left out, ``guidance`` gives the facilitator's
notes by the key of the slot or of the contribution.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from .model import Item, Plan, PlannedPart, Slot, Speaker
from .serialise import VERSION as PLAN_VERSION
from .serialise import InvalidPlan, PlanFault, from_dict, to_dict

FORMAT = "palabre-deroule"
VERSION = 1
LONGEST_NAME = 300
LONGEST_GUIDANCE = 20_000


@dataclass(frozen=True, slots=True)
class OrderTemplate:
    """``summary``: what it is for, in a sentence or two. ``languages``: codes ISO 639 separated
    by « , ». ``guidance``: the facilitator's notes by key; contributions as ``item:key``."""

    name: str
    plan: Plan
    summary: str = ""
    languages: str = "fr"
    guidance: Mapping[str, str] = field(default_factory=dict)


def without_people(plan: Plan) -> Plan:
    """The plan without who comes, when, where, nor what its note said of that very meeting.

    A contribution tied to somebody loses its title, which names them more often than not.
    """
    return Plan(
        title=plan.title,
        format=plan.format,
        objectives=plan.objectives,
        announced_minutes=plan.announced_minutes,
        parts=tuple(
            replace(part, slots=tuple(_bare(slot) for slot in part.slots)) for part in plan.parts
        ),
    )


def _bare(slot: Slot) -> Slot:
    items = tuple(
        replace(
            item,
            title="" if item.speakers else item.title,
            description="" if item.speakers else item.description,
            speakers=(),
            to_confirm=False,
        )
        for item in slot.items
    )
    return replace(slot, facilitators=(), speakers=(), items=items, to_confirm=False)


def to_template(template: OrderTemplate) -> dict[str, Any]:
    """``template`` as JSON-safe values; what is at its default is left out."""
    plan = _sparse(to_dict(template.plan), Plan)
    plan.pop("version", None)
    written: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "name": template.name,
        "summary": template.summary,
        "languages": template.languages,
        "plan": plan,
    }
    if template.guidance:
        written["guidance"] = dict(template.guidance)
    return written


_INSIDE: dict[tuple[type, str], type] = {
    (Plan, "parts"): PlannedPart,
    (PlannedPart, "slots"): Slot,
    (Slot, "items"): Item,
    (Slot, "speakers"): Speaker,
    (Slot, "facilitators"): Speaker,
    (Item, "speakers"): Speaker,
}


def _sparse(record: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    defaults = {f.name: f.default for f in fields(kind)}
    kept: dict[str, Any] = {}
    for name, value in record.items():
        default = defaults.get(name, MISSING)
        default = list(default) if isinstance(default, tuple) else default
        if default is not MISSING and value == default:
            continue
        inside = _INSIDE.get((kind, name))
        kept[name] = [_sparse(one, inside) for one in value] if inside else value
    return kept


def from_template(data: object) -> OrderTemplate:
    """The template that :func:`to_template` wrote.

    Raises:
        InvalidPlan: another format or version, an unknown field, a value out of bounds.
    """
    if not isinstance(data, Mapping):
        raise InvalidPlan(PlanFault.NOT_AN_OBJECT, "modèle", data)
    if data.get("format") != FORMAT:
        raise InvalidPlan(PlanFault.UNKNOWN_VALUE, "format", data.get("format"))
    if data.get("version") != VERSION:
        raise InvalidPlan(PlanFault.OTHER_VERSION, "version", data.get("version"))
    known = {"format", "version", "name", "summary", "languages", "plan", "guidance"}
    for name in data:
        if name not in known:
            raise InvalidPlan(PlanFault.UNKNOWN_FIELD, str(name)[:200])
    if "plan" not in data:
        raise InvalidPlan(PlanFault.MISSING_FIELD, "plan")
    content = data["plan"]
    if not isinstance(content, Mapping):
        raise InvalidPlan(PlanFault.NOT_AN_OBJECT, "plan", content)
    plan = from_dict({**content, "version": PLAN_VERSION})
    name = _line(data.get("name", ""), "name")
    if not name:
        raise InvalidPlan(PlanFault.MISSING_FIELD, "name")
    return OrderTemplate(
        name=name,
        plan=plan,
        summary=_line(data.get("summary", ""), "summary", 2_000),
        languages=_line(data.get("languages", "fr"), "languages", 24),
        guidance=_guidance(data.get("guidance", {}), plan),
    )


def _line(value: object, path: str, longest: int = LONGEST_NAME) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise InvalidPlan(PlanFault.NOT_A_TEXT, path, value)
    if len(value) > longest:
        raise InvalidPlan(PlanFault.TOO_LONG, path)
    return value.strip()


def _guidance(value: object, plan: Plan) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise InvalidPlan(PlanFault.NOT_AN_OBJECT, "guidance", value)
    keys = {slot.key for slot in plan.slots}
    keys |= {f"item:{item.key}" for slot in plan.slots for item in slot.items}
    found: dict[str, str] = {}
    for key, text in value.items():
        if key not in keys:
            raise InvalidPlan(PlanFault.UNKNOWN_FIELD, f"guidance.{key}"[:200])
        found[str(key)] = _line(text, f"guidance.{key}"[:200], LONGEST_GUIDANCE)
    return found
