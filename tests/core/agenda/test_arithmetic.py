"""Totals, overlaps, gaps, shares and re-timing, against hand computation and counted minutes."""

from dataclasses import replace
from datetime import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from palabre.core.agenda import (
    Item,
    Pair,
    Plan,
    PlannedPart,
    Retimed,
    Share,
    Slot,
    SlotKind,
    Timed,
    gaps,
    overlaps,
    retime,
    retimed_plan,
    shares,
    timed,
    totals,
)
from palabre.core.agenda.model import clock


def plan_of(*slots: Slot) -> Plan:
    return Plan(parts=(PlannedPart("p", slots=slots),))


def slot(key: str, start: str, minutes: int | None, kind: SlotKind = SlotKind.OTHER) -> Slot:
    return Slot(key, key, kind, start=time.fromisoformat(start), minutes=minutes)


NOTE = plan_of(
    slot("intro", "09:30", 15),
    slot("stories", "09:45", 75),
    slot("break", "11:00", 30, SlotKind.BREAK),
    slot("talk", "11:30", 60),
)


def test_totals_of_a_morning_with_a_break() -> None:
    total = totals(NOTE)
    assert (total.gross, total.breaks, total.net, total.unknown) == (180, 30, 150, ())


def test_totals_of_two_days_leave_the_night_out() -> None:
    total = totals(
        plan_of(slot("a", "09:00", 60), replace(slot("b", "14:00", 30), day=2, kind=SlotKind.BREAK))
    )
    assert (total.gross, total.breaks, total.net) == (90, 30, 60)


def test_totals_of_durations_without_times() -> None:
    total = totals(plan_of(Slot("a", minutes=20), Slot("b", minutes=10, kind=SlotKind.BREAK)))
    assert (total.gross, total.breaks, total.net) == (30, 10, 20)


def test_a_slot_of_unknown_duration_is_told() -> None:
    total = totals(plan_of(slot("a", "09:00", 60), slot("b", "10:00", None)))
    assert (total.net, total.unknown) == (60, ("b",))


spans = st.lists(
    st.tuples(st.integers(0, 1200), st.integers(1, 180), st.sampled_from(SlotKind)), max_size=12
)


@given(spans)
def test_totals_agree_with_minutes_counted_one_by_one(
    rows: list[tuple[int, int, SlotKind]],
) -> None:
    plan = plan_of(
        *(
            Slot(f"s{rank}", kind=kind, start=clock(start), minutes=minutes)
            for rank, (start, minutes, kind) in enumerate(rows)
        )
    )
    work: set[int] = set()
    rest: set[int] = set()
    for start, minutes, kind in rows:
        (rest if kind is SlotKind.BREAK else work).update(range(start, start + minutes))
    gross, covered = 0, sorted(work | rest)
    for minute, following in pairwise(covered):
        night = following - minute - 1 >= 360
        gross += 1 if night else following - minute
    gross += bool(covered)
    total = totals(plan)
    assert (total.net, total.breaks, total.gross) == (len(work), len(rest), gross)


def test_overlap_and_gap_in_minutes() -> None:
    plan = plan_of(slot("a", "09:00", 50), slot("b", "09:40", 20), slot("c", "10:15", 15))
    assert overlaps(plan) == (Pair("a", "b", 10),)
    assert gaps(plan) == (Pair("b", "c", 15),)


def test_a_slot_inside_another_overlaps_by_its_whole_length() -> None:
    plan = plan_of(slot("whole", "09:00", 120), slot("inner", "09:30", 20))
    assert overlaps(plan) == (Pair("whole", "inner", 20),)
    assert gaps(plan) == ()


def test_past_midnight_is_no_gap_and_a_night_is_none_either() -> None:
    plan = plan_of(
        slot("a", "22:00", 120), replace(slot("b", "00:00", 30), day=2),
        replace(slot("c", "09:00", 30), day=2),
    )  # fmt: skip
    assert gaps(plan) == ()
    assert overlaps(plan) == ()


def test_no_gap_is_told_where_a_slot_of_unknown_length_begins() -> None:
    plan = plan_of(slot("a", "09:00", 30), slot("b", "09:30", None), slot("c", "11:00", 30))
    assert gaps(plan) == ()


def items(*minutes: int | None) -> tuple[Item, ...]:
    return tuple(Item(f"i{rank}", minutes=given) for rank, given in enumerate(minutes))


def test_five_silent_testimonies_share_seventy_five_minutes() -> None:
    whole = replace(slot("s", "09:45", 75), items=items(None, None, None, None, None))
    assert [share.minutes for share in shares(whole)] == [15, 15, 15, 15, 15]
    assert all(share.proposed for share in shares(whole))


def test_what_the_note_says_is_kept_and_the_rest_shared_to_the_minute() -> None:
    whole = replace(slot("s", "09:45", 60), items=items(None, 20, None, None))
    assert shares(whole) == (
        Share("i0", 14, True),
        Share("i1", 20, False),
        Share("i2", 13, True),
        Share("i3", 13, True),
    )


def test_nothing_is_proposed_when_nothing_is_left_or_the_whole_is_unknown() -> None:
    assert shares(replace(slot("s", "09:45", 20), items=items(20, None))) == ()
    assert shares(replace(slot("s", "09:45", None), items=items(None, None))) == ()


def line(*rows: tuple[str, int | None, int, bool]) -> tuple[Timed, ...]:
    return tuple(Timed(key, start, minutes, locked) for key, start, minutes, locked in rows)


MORNING = line(("a", 540, 30, False), ("b", 570, 30, False), ("c", 615, 30, False))


def starts(result: Retimed) -> list[int | None]:
    return [placed.start for placed in result.slots]


def test_a_delay_moves_what_follows_and_eats_the_gap_first() -> None:
    assert starts(retime(MORNING, {"a": 10})) == [540, 580, 615]
    assert starts(retime(MORNING, {"a": 20})) == [540, 590, 620]


def test_an_advance_keeps_the_gaps() -> None:
    assert starts(retime(MORNING, {"a": -10})) == [540, 560, 605]


def test_a_locked_start_stays_and_the_overrun_into_it_is_told() -> None:
    slots = line(("a", 540, 30, False), ("b", 570, 30, True), ("c", 600, 30, False))
    result = retime(slots, {"a": 12})
    assert starts(result) == [540, 570, 600]
    assert result.conflicts == (Pair("a", "b", 12),)
    assert retime(slots).conflicts == ()


def test_slots_without_start_follow_one_another_from_the_opening() -> None:
    slots = line(("a", None, 10, False), ("b", None, 25, False), ("c", None, 20, False))
    assert starts(retime(slots, {"b": 5}, opening=600)) == [600, 610, 640]


def test_no_slot_becomes_shorter_than_nothing() -> None:
    result = retime(MORNING, {"a": -60})
    assert [placed.minutes for placed in result.slots] == [0, 30, 30]
    assert starts(result) == [540, 540, 585]


def test_a_plan_retimed_past_midnight_changes_day() -> None:
    plan = plan_of(slot("a", "22:00", 90), slot("b", "23:30", 20))
    moved = retimed_plan(plan, retime(timed(plan), {"a": 45}))
    assert [(s.day, s.start, s.minutes) for s in moved.slots] == [
        (1, time(22), 135),
        (2, time(0, 15), 20),
    ]
    assert plan.slots[1].start == time(23, 30)


rows_of_timed = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 120), st.booleans(), st.booleans()), max_size=10
)


@st.composite
def running_orders(draw: st.DrawFn) -> tuple[Timed, ...]:
    """Slots one after the other, with gaps of up to an hour, some locked or without a start."""
    minute, slots = 480, []
    for rank, (gap, minutes, locked, free) in enumerate(draw(rows_of_timed)):
        start = minute + (0 if free else gap)
        slots.append(
            Timed(f"s{rank}", None if free and rank else start, minutes, locked and not free)
        )
        minute = start + minutes
    return tuple(slots)


@given(running_orders())
def test_without_overrun_every_start_is_kept(slots: tuple[Timed, ...]) -> None:
    result = retime(slots)
    assert result.conflicts == ()
    for before, after in zip(slots, result.slots, strict=True):
        assert before.start in (None, after.start)
        assert before.minutes == after.minutes


@given(running_orders(), st.lists(st.integers(0, 90), min_size=10, max_size=10))
def test_retiming_conserves_durations_order_and_locks(
    slots: tuple[Timed, ...], more: list[int]
) -> None:
    overruns = {f"s{rank}": minutes for rank, minutes in enumerate(more)}
    copy = dict(overruns)
    result = retime(slots, overruns)
    assert overruns == copy
    assert [s.key for s in result.slots] == [s.key for s in slots]
    assert sum(s.minutes for s in result.slots) == sum(s.minutes for s in slots) + sum(
        overruns[s.key] for s in slots
    )
    previous = None
    for before, after in zip(slots, result.slots, strict=True):
        assert after.start is not None
        if before.locked:
            assert after.start == before.start
        elif before.start is not None:
            assert after.start >= before.start
        if previous is not None and previous.end is not None and not after.locked:
            assert after.start >= previous.end
        previous = after
