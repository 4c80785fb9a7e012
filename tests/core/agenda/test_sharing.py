"""Templates and events: what is written comes back, and a file read twice gives the same keys."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.agenda import InvalidPlan, Item, Plan, PlannedPart, Slot, SlotKind, Speaker
from palabre.core.agenda.events import Event, key_of, minutes_between, plan_of_events
from palabre.core.agenda.frab import schedule_day
from palabre.core.agenda.sharing import OrderTemplate, from_template, to_template, without_people

words = st.text(st.sampled_from("abcé xyz’"), max_size=12)
minutes = st.none() | st.integers(1, 300)
clocks = st.none() | st.times().map(lambda t: time(t.hour, t.minute))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(0, 6))
    slots = [
        Slot(
            f"s{rank}",
            draw(words),
            draw(st.sampled_from(SlotKind)),
            draw(st.integers(1, 3)),
            draw(clocks),
            draw(minutes),
            draw(words),
            (Speaker(draw(words), city=draw(words)),) if draw(st.booleans()) else (),
            room=draw(words),
            track=draw(words),
            language=draw(st.sampled_from(["", "fr", "fr, en"])),
            locked=draw(st.booleans()),
            items=tuple(
                Item(f"i{rank}-{n}", draw(words), minutes=draw(minutes))
                for n in range(draw(st.integers(0, 2)))
            ),
        )
        for rank in range(count)
    ]
    cut = draw(st.integers(0, count))
    parts = (PlannedPart("a", draw(words), slots=tuple(slots[:cut])),)
    parts += (PlannedPart("b", draw(words), draw(words), tuple(slots[cut:])),)
    return Plan(title=draw(words), objectives=tuple(draw(st.lists(words, max_size=2))), parts=parts)


@settings(deadline=None)
@given(plans(), st.text(st.characters(exclude_characters="\0"), max_size=20))
def test_a_template_comes_back_as_it_was(plan: Plan, note: str) -> None:
    notes = {slot.key: note.strip() for slot in plan.slots[:1]}
    notes |= {f"item:{item.key}": "x" for slot in plan.slots[:1] for item in slot.items}
    template = OrderTemplate("Un modèle", plan, "À essayer", "fr, en", notes)
    assert from_template(json.loads(json.dumps(to_template(template)))) == template


@given(plans())
def test_a_template_names_nobody(plan: Plan) -> None:
    bare = without_people(replace(plan, held_on=date(2026, 5, 4), place="Niamey", context=("x",)))
    assert bare.speakers == ()
    assert all(not slot.facilitators for slot in bare.slots)
    assert (bare.held_on, bare.place, bare.context) == (None, "", ())
    assert [slot.start for slot in bare.slots] == [slot.start for slot in plan.slots]


def test_a_contribution_that_names_its_witness_loses_its_title() -> None:
    named = Item("a", "Témoignage d’Awa", (Speaker("Awa Exemple"),), "Elle raconte", 10)
    slot = Slot("s", "Récits", items=(named, Item("b", "Questions de la salle")))
    bare = without_people(Plan(parts=(PlannedPart("p", slots=(slot,)),)))
    assert [(i.title, i.description, i.minutes) for i in bare.slots[0].items] == [
        ("", "", 10), ("Questions de la salle", "", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"format": "autre"}, "format"),
        ({"version": 2}, "version"),
        ({"name": ""}, "name"),
        ({"surprise": 1}, "surprise"),
        ({"plan": []}, "plan"),
        ({"guidance": {"nulle-part": "x"}}, "guidance.nulle-part"),
        ({"languages": "f" * 30}, "languages"),
    ],
)
def test_a_bad_template_says_where(changes: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidPlan) as fault:
        from_template(to_template(OrderTemplate("M", Plan())) | changes)
    assert fault.value.path == path


PARIS = ZoneInfo("Europe/Paris")


@given(
    st.lists(
        st.tuples(st.integers(0, 4 * 1440), st.integers(1, 600)),
        min_size=1,
        max_size=8,
    )
)
def test_events_come_back_at_their_moment_whatever_the_clocks_do(
    rows: list[tuple[int, int]],
) -> None:
    begins = datetime(2026, 3, 27, tzinfo=UTC)
    events = [
        Event(f"u{rank}", f"E{rank}", begins + timedelta(minutes=later), length)
        for rank, (later, length) in enumerate(rows)
    ]
    plan = plan_of_events(events, zone=PARIS, held_on=None, part_title=lambda day: f"Jour {day}")
    assert plan.held_on is not None
    found = {slot.key: slot for slot in plan.slots}
    for event in events:
        slot = found[key_of(event.uid)]
        assert slot.start is not None
        assert event.starts is not None
        day = plan.held_on + timedelta(days=slot.day - 1)
        local = event.starts.astimezone(PARIS)
        assert (day, slot.start) == (local.date(), local.time())
        assert slot.minutes == event.minutes
    days = [slot.day for slot in plan.slots]
    assert days == sorted(days)
    assert min(slot.day for slot in plan.slots) == 1


def test_minutes_are_elapsed_ones() -> None:
    # Paris, 29 March 2026: two o'clock is three o'clock.
    one = datetime(2026, 3, 29, 1, 30, tzinfo=PARIS)
    assert minutes_between(one, datetime(2026, 3, 29, 3, 30, tzinfo=PARIS)) == 60
    assert minutes_between(one, one) is None


def test_a_day_of_a_schedule_begins_at_three() -> None:
    assert schedule_day(datetime(2026, 5, 2, 2, 59)).isoformat() == "2026-05-01"  # noqa: DTZ001
    assert schedule_day(datetime(2026, 5, 2, 3, 0)).isoformat() == "2026-05-02"  # noqa: DTZ001
