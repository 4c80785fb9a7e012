"""What must hold of any note and of any plan."""

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.agenda import (
    Block,
    BlockKind,
    InvalidPlan,
    Item,
    Plan,
    PlannedPart,
    Run,
    Slot,
    SlotKind,
    Speaker,
    SpeakerStatus,
    compare,
    examine,
    from_dict,
    read_note,
    to_dict,
    totals,
    with_keys_of,
)
from palabre.core.agenda.folding import fold

FRAGMENTS = [
    "9 h 30 – 9 h 45 | ", "25 h 70", "minuit", "11h", " (Visio)", " (à confirmer)", "Mme Awa Test",
    ", Maire de Valbrune", " / note", "Témoignage de la ville de X", "PAUSE", "Un premier temps ",
    "Objectifs", "Déroulé", "durée de 2h30", "2024-2028", "animé par ", ", et ", " ; ", ":", "(",
    ")", "\n", " ", "12 mars 2026", "Jour 2", "É", "|", "–", "M. ", "10-11h",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=8).map("".join)
runs = st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), max_size=3).map(tuple)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    found = []
    for rank in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(BlockKind))
        cells = draw(st.lists(runs, max_size=4).map(tuple)) if kind == "table_row" else ()
        table = draw(st.integers(1, 2)) if kind == "table_row" else 0
        level = draw(st.integers(1, 4)) if kind in ("heading", "list_item") else 0
        found.append(
            Block(kind, () if cells else draw(runs), rank + 1, level, cells=cells, table=table)
        )
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(blocks())
def test_any_note_gives_a_plan_and_remarks_and_the_same_ones_again(note: tuple[Block, ...]) -> None:
    before = tuple(note)
    plan, remarks = read_note(note)
    assert note == before
    assert read_note(note) == (plan, remarks)
    assert from_dict(json.loads(json.dumps(to_dict(plan)))) == plan
    assert compare(plan, plan) == ()
    keys = [slot.key for slot in plan.slots]
    assert len(keys) == len(set(keys))
    total = totals(plan)
    assert 0 <= total.net <= total.gross


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_positions(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


words = st.text(st.sampled_from("abcé xyz'"), max_size=12)
minutes = st.none() | st.integers(0, 300)
speakers = st.lists(
    st.builds(
        Speaker, words, words, words, words, words, st.booleans(),
        st.sampled_from(SpeakerStatus), words,
    ),
    max_size=2,
).map(tuple)  # fmt: skip
times = st.none() | st.times().map(lambda moment: time(moment.hour, moment.minute))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    slot_keys = iter(range(100))
    item_keys = iter(range(100))

    def slot() -> Slot:
        items = tuple(
            Item(f"i{next(item_keys)}", *draw(st.tuples(words, speakers, words, minutes)))
            for _ in range(draw(st.integers(0, 2)))
        )
        return Slot(
            key=f"s{next(slot_keys)}",
            title=draw(words),
            kind=draw(st.sampled_from(SlotKind)),
            day=draw(st.integers(1, 2)),
            start=draw(times),
            minutes=draw(minutes),
            description=draw(words),
            facilitators=draw(speakers),
            speakers=draw(speakers),
            items=items,
            to_confirm=draw(st.booleans()),
        )

    parts = tuple(
        PlannedPart(f"p{rank}", draw(words), draw(words), tuple(slot() for _ in range(size)))
        for rank, size in enumerate(draw(st.lists(st.integers(0, 3), max_size=3)))
    )
    return Plan(
        title=draw(words),
        period=draw(st.none() | st.just((2024, 2028))),
        held_on=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        context=draw(st.lists(words, max_size=3).map(tuple)),
        objectives=draw(st.lists(words, max_size=3).map(tuple)),
        announced_minutes=draw(minutes),
        parts=parts,
    )


def without_keys(plan: Plan) -> Plan:
    def bare(slot: Slot) -> Slot:
        return replace(slot, key="", items=tuple(replace(item, key="") for item in slot.items))

    return replace(
        plan,
        parts=tuple(
            replace(part, key="", slots=tuple(bare(slot) for slot in part.slots))
            for part in plan.parts
        ),
    )


@settings(deadline=None)
@given(plans())
def test_a_plan_goes_through_json_and_does_not_differ_from_itself(plan: Plan) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(plan)))) == plan
    assert compare(plan, plan) == ()
    assert with_keys_of(plan, plan) == plan
    assert examine(plan) == examine(plan)


@settings(deadline=None)
@given(plans(), plans())
def test_no_change_is_silent(old: Plan, new: Plan) -> None:
    changes = compare(old, new)
    if not changes:
        assert without_keys(old) == without_keys(new)
    kept = with_keys_of(old, new)
    assert without_keys(kept) == without_keys(new)
    for keys in (
        [part.key for part in kept.parts],
        [slot.key for slot in kept.slots],
        [item.key for slot in kept.slots for item in slot.items],
    ):
        assert len(keys) == len(set(keys))


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["version", "title", "parts", "slots", "key", "start", "period", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(json_values)
def test_anything_that_comes_back_is_a_plan_or_a_told_fault(data: Any) -> None:
    if isinstance(data, dict):
        data["version"] = 1
    try:
        plan = from_dict(data)
    except InvalidPlan as error:
        told = error.path
    else:
        told = plan.title or "no title"
        assert from_dict(to_dict(plan)) == plan
    assert told
