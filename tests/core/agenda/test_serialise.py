"""Plans and remarks through JSON, and every way in which a plan can come back wrong."""

import json
from typing import Any

import pytest

from palabre.core.agenda import (
    InvalidPlan,
    PlanFault,
    from_dict,
    read_note,
    remark_from_dict,
    remark_to_dict,
    to_dict,
)

from .writing import note


def example() -> dict[str, Any]:
    plan, _ = read_note(note("invente-liste.md"))
    return dict(json.loads(json.dumps(to_dict(plan))))


def test_the_layout_is_readable() -> None:
    data = example()
    assert data["version"] == 1
    assert data["held_on"] == "2026-04-14"
    slot = data["parts"][0]["slots"][1]
    assert slot["start"] == "09:15"
    assert slot["minutes"] == 15
    assert slot["kind"] == "introduction"
    assert slot["speakers"][0]["status"] == "confirmed"


@pytest.mark.parametrize(
    "name", ["invente-liste.md", "invente-tableau.md", "invente-nuit.md", "invente-illisible.txt"]
)
def test_there_and_back_through_json(name: str) -> None:
    plan, remarks = read_note(note(name))
    assert from_dict(json.loads(json.dumps(to_dict(plan)))) == plan
    for remark in remarks:
        assert remark_from_dict(json.loads(json.dumps(remark_to_dict(remark)))) == remark


def change(data: dict[str, Any], path: list[str | int], value: object) -> None:
    target: Any = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value


@pytest.mark.parametrize(
    ("path", "value", "code", "told"),
    [
        (["parts", 0, "slots", 1, "start"], "25:70", PlanFault.NOT_A_TIME, None),
        (["parts", 0, "slots", 1, "start"], "9h30", PlanFault.NOT_A_TIME, None),
        (["parts", 0, "slots", 1, "minutes"], "15", PlanFault.NOT_A_NUMBER, None),
        (["parts", 0, "slots", 1, "minutes"], -1, PlanFault.OUT_OF_RANGE, None),
        (["parts", 0, "slots", 1, "minutes"], True, PlanFault.NOT_A_NUMBER, None),
        (["parts", 0, "slots", 1, "kind"], "nap", PlanFault.UNKNOWN_VALUE, None),
        (["parts", 0, "slots", 1, "to_confirm"], "oui", PlanFault.NOT_A_BOOLEAN, None),
        (["parts", 0, "slots", 1, "day"], 0, PlanFault.OUT_OF_RANGE, None),
        (["parts", 0, "slots", 1, "key"], "", PlanFault.OUT_OF_RANGE, None),
        (["parts", 0, "slots", 1, "colour"], "red", PlanFault.UNKNOWN_FIELD, None),
        (["parts", 0, "slots", 1, "speakers", 0, "name"], 3, PlanFault.NOT_A_TEXT, None),
        (["parts", 0, "slots", 1, "speakers", 0, "name"], "a\0", PlanFault.NOT_A_TEXT, None),
        (["parts", 0, "slots", 1, "title"], "\ud800", PlanFault.NOT_A_TEXT, None),
        (["parts", 0, "slots"], {}, PlanFault.NOT_A_LIST, None),
        (["parts", 0, "slots", 1], [], PlanFault.NOT_AN_OBJECT, None),
        (["parts", 0, "slots", 1, "key"], "pause", PlanFault.REPEATED_KEY, "slots"),
        (["held_on"], "14/04/2026", PlanFault.NOT_A_DATE, None),
        (["period"], [2028, 2024], PlanFault.NOT_A_PERIOD, None),
        (["period"], 2024, PlanFault.NOT_A_PERIOD, None),
        (["title"], "a" * 300_001, PlanFault.TOO_LONG, None),
        (["version"], 2, PlanFault.OTHER_VERSION, None),
    ],
)
def test_what_comes_back_wrong_is_told_with_its_path(
    path: list[str | int], value: object, code: PlanFault, told: str | None
) -> None:
    data = example()
    change(data, path, value)
    with pytest.raises(InvalidPlan) as caught:
        from_dict(data)
    assert caught.value.code is code
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    assert caught.value.path == (told or written.lstrip("."))


@pytest.mark.parametrize("data", [None, 3, "plan", [], {}, {"version": 1, 2: 3}])
def test_what_is_no_plan_at_all(data: object) -> None:
    with pytest.raises(InvalidPlan):
        from_dict(data)


def test_a_slot_without_its_key() -> None:
    data = example()
    del data["parts"][0]["slots"][1]["key"]
    with pytest.raises(InvalidPlan) as caught:
        from_dict(data)
    assert (caught.value.code, caught.value.path) == (
        PlanFault.MISSING_FIELD,
        "parts[0].slots[1].key",
    )


def test_a_plan_with_the_fewest_fields() -> None:
    plan = from_dict({"version": 1, "title": "Atelier", "parts": [{"key": "p", "slots": []}]})
    assert (plan.title, plan.parts[0].title, plan.slots) == ("Atelier", "", ())
