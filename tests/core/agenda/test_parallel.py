"""Slots that run side by side in several rooms: overlaps, people, and re-timing."""

from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from palabre.core.agenda import (
    Clash,
    Pair,
    Plan,
    PlannedPart,
    Slot,
    Speaker,
    Timed,
    clashes,
    compare,
    examine,
    overlaps,
    retime,
)
from palabre.core.agenda.model import parallel


def plan_of(*slots: Slot) -> Plan:
    return Plan(title="Séminaire", parts=(PlannedPart("p", slots=slots),))


def slot(key: str, start: str, minutes: int, room: str = "", *names: str) -> Slot:
    people = tuple(Speaker(name) for name in names)
    begins = time.fromisoformat(start)
    return Slot(key, key, start=begins, minutes=minutes, room=room, speakers=people)


def test_two_rooms_run_in_parallel_and_one_room_does_not() -> None:
    side_by_side = plan_of(slot("a", "10:00", 60, "Niger"), slot("b", "10:00", 60, "Loire"))
    assert overlaps(side_by_side) == ()
    one_room = plan_of(slot("a", "10:00", 60, "Niger"), slot("b", "10:30", 60, "NIGER "))
    assert overlaps(one_room) == (Pair("a", "b", 30),)


def test_what_has_no_room_is_for_everybody() -> None:
    plan = plan_of(slot("a", "10:00", 60, "Niger"), slot("b", "10:00", 45, "Loire"),
                   slot("lunch", "10:50", 30))  # fmt: skip
    assert overlaps(plan) == (Pair("a", "lunch", 10),)
    plan = plan_of(slot("opening", "10:00", 60), slot("a", "10:50", 60, "Niger"))
    assert overlaps(plan) == (Pair("opening", "a", 10),)


def test_somebody_expected_in_two_rooms_at_once_is_told() -> None:
    plan = plan_of(slot("a", "10:00", 60, "Niger", "Awa Exemple"),
                   slot("b", "10:40", 60, "Loire", "AWA EXEMPLE", "Jean Modèle"))  # fmt: skip
    assert clashes(plan) == (Clash("AWA EXEMPLE", "a", "b", 20),)
    assert [r.code for r in examine(plan) if r.code == "person_twice"] == ["person_twice"]
    later = plan_of(slot("a", "10:00", 60, "Niger", "Awa"), slot("b", "11:00", 60, "Loire", "Awa"))
    assert clashes(later) == ()


def test_an_overrun_stays_in_its_room_until_everybody_meets() -> None:
    slots = (
        Timed("a", 600, 60, room="Niger"),
        Timed("b", 600, 60, room="Loire"),
        Timed("a2", 660, 30, room="Niger"),
        Timed("b2", 660, 30, room="Loire"),
        Timed("lunch", 700, 60),
        Timed("c", 760, 30, room="Loire"),
    )
    result = retime(slots, {"a": 25})
    starts = {row.key: row.start for row in result.slots}
    # Niger is 25 minutes late; the ten minutes before lunch absorb 10, so that 15 remain for all.
    assert starts == {"a": 600, "b": 600, "a2": 685, "b2": 660, "lunch": 715, "c": 775}


def test_a_room_that_ends_early_waits_for_the_other() -> None:
    slots = (
        Timed("a", 600, 60, room="Niger"),
        Timed("b", 600, 60, room="Loire"),
        Timed("lunch", 660, 60),
    )
    assert retime(slots, {"a": -20}).slots[2].start == 660
    assert retime(slots, {"a": -20, "b": -10}).slots[2].start == 650


def test_a_fixed_hour_names_the_room_that_runs_into_it() -> None:
    slots = (
        Timed("a", 600, 60, room="Niger"),
        Timed("b", 600, 60, room="Loire"),
        Timed("speech", 660, 30, locked=True),
    )
    assert retime(slots, {"b": 15}).conflicts == (Pair("b", "speech", 15),)


def test_a_room_a_track_and_a_language_are_differences() -> None:
    old = plan_of(slot("a", "10:00", 60))
    new = plan_of(replace(slot("a", "10:00", 60), room="Niger", track="Données", language="en"))
    assert [(c.field, c.old, c.new) for c in compare(old, new)] == [
        ("room", "", "Niger"), ("track", "", "Données"), ("language", "", "en"),
    ]  # fmt: skip


rooms = st.sampled_from(["", "A", "B", "C"])
rows = st.lists(
    st.tuples(st.integers(0, 1300), st.integers(1, 180), rooms, st.booleans()), max_size=10
).map(
    lambda found: tuple(
        Timed(f"s{rank}", start, minutes, locked, room)
        for rank, (start, minutes, room, locked) in enumerate(sorted(found))
    )
)


@given(rows)
def test_without_an_overrun_nothing_moves(slots: tuple[Timed, ...]) -> None:
    assert retime(slots).slots == slots


@given(rows, st.integers(0, 9), st.integers(-60, 120))
def test_another_room_moves_only_through_a_meeting_of_all(
    slots: tuple[Timed, ...], which: int, minutes: int
) -> None:
    parallel_only = tuple(replace(row, room=row.room or "A") for row in slots)
    if which >= len(parallel_only):
        return
    changed = parallel_only[which]
    result = retime(parallel_only, {changed.key: minutes})
    for before, after in zip(parallel_only, result.slots, strict=True):
        if parallel(before.room, changed.room):
            assert before == after


def test_everybody_waits_for_what_everybody_was_at_even_after_a_room_within_it() -> None:
    """10 to 13 for everybody, room A from 10.05 to 10.30 meanwhile, everybody again at 13: one
    minute more makes it 13.01."""
    slots = (
        Timed("all", 600, 180, False, ""),
        Timed("a", 605, 25, False, "A"),
        Timed("next", 780, 60, False, ""),
    )
    found = {row.key: row.start for row in retime(slots, {"all": 1}).slots}
    assert found["next"] == 781


@given(rows, st.integers(0, 9), st.integers(0, 120))
def test_what_did_not_overlap_does_not_overlap_after_a_delay(
    slots: tuple[Timed, ...], which: int, minutes: int
) -> None:
    free = tuple(replace(row, locked=False) for row in slots)
    if which >= len(free):
        return
    after = {row.key: row for row in retime(free, {free[which].key: minutes}).slots}
    for rank, first in enumerate(free):
        for second in free[rank + 1 :]:
            if parallel(first.room, second.room) or (first.end or 0) > (second.start or 0):
                continue
            assert (after[first.key].end or 0) <= (after[second.key].start or 0)


@given(rows)
def test_overlaps_are_those_counted_minute_by_minute(slots: tuple[Timed, ...]) -> None:
    plan = plan_of(
        *(
            Slot(
                row.key, start=time(*divmod(row.start or 0, 60)), minutes=row.minutes, room=row.room
            )
            for row in slots
        )
    )
    told = {pair.second for pair in overlaps(plan)}
    for rank, second in enumerate(slots):
        shared = [
            first
            for first in slots[:rank]
            if not parallel(first.room, second.room)
            and set(range(first.start or 0, first.end or 0))
            & set(range(second.start or 0, second.end or 0))
        ]
        assert (second.key in told) == bool(shared)
