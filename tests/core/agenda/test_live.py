"""A workshop as it goes: expected values worked out by hand, and what must always hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from palabre.core.agenda.arithmetic import Timed, retime
from palabre.core.agenda.live import (
    Gesture,
    Phase,
    Planned,
    State,
    Step,
    Timing,
    following,
    replay,
    timetable,
    turns_at,
)

DAY = datetime(2026, 3, 2, tzinfo=UTC)


def clock(hour: int, minute: int = 0, day: int = 0) -> datetime:
    return DAY + timedelta(days=day, hours=hour, minutes=minute)


# Nine to noon: a talk, a break at a fixed hour, a debate, a closing after a gap of ten minutes.
MORNING = [
    Planned("accueil", clock(9), 30),
    Planned("recits", clock(9, 30), 60),
    Planned("pause", clock(10, 30), 15, locked=True),
    Planned("debat", clock(10, 45), 60),
    Planned("cloture", clock(11, 55), 5),
]


def start(slot: str, at: datetime) -> Step:
    return Step(Gesture.START, at, slot)


def by_key(plan: list[Planned], steps: list[Step], now: datetime) -> dict[str, Timing]:
    return {one.key: one for one in timetable(plan, replay(plan, steps), now)}


def test_nothing_started_is_the_plan() -> None:
    for one, slot in zip(timetable(MORNING, State(), clock(20)), MORNING, strict=True):
        assert (one.phase, one.starts, one.delay) == (Phase.COMING, slot.start, 0)
    assert following(MORNING, State(), clock(8)) == ("accueil",)
    assert turns_at(MORNING, State(), clock(8)) is None


def test_a_late_start_moves_the_rest_until_a_fixed_hour() -> None:
    """Started ten minutes late: the talk at 9:40 until 10:40, ten minutes into the break at 10:30,
    which does not move; after it the plan is back."""
    times = by_key(MORNING, [start("accueil", clock(9, 10))], clock(9, 12))
    assert times["accueil"].ends == clock(9, 40)
    assert (times["recits"].starts, times["recits"].delay) == (clock(9, 40), 10)
    assert (times["pause"].starts, times["pause"].clash) == (clock(10, 30), 10)
    assert times["debat"].starts == clock(10, 45)


def test_an_overrun_grows_with_the_clock_and_the_gap_is_eaten_first() -> None:
    """The debate, started on time, should end at 11:45; the closing waits for 11:55. At 11:50 it
    still starts at 11:55, at 12:02 it starts then."""
    steps = [start("debat", clock(10, 45))]
    assert by_key(MORNING, steps, clock(11, 50))["cloture"].starts == clock(11, 55)
    late = by_key(MORNING, steps, clock(12, 2))
    assert late["debat"].ends == clock(11, 45)
    assert (late["cloture"].starts, late["cloture"].delay) == (clock(12, 2), 7)
    assert turns_at(MORNING, replay(MORNING, steps), clock(12, 2)) == clock(11, 45)


def test_extending_and_shortening() -> None:
    steps = [start("accueil", clock(9)), Step(Gesture.EXTEND, clock(9, 5), "accueil", 15)]
    assert by_key(MORNING, steps, clock(9, 6))["recits"].starts == clock(9, 45)
    steps.append(Step(Gesture.EXTEND, clock(9, 6), "accueil", -25))
    assert by_key(MORNING, steps, clock(9, 7))["recits"].starts == clock(9, 20)


def test_a_pause_moves_the_end() -> None:
    """Paused at 9:10 for eight minutes: the welcome ends at 9:38; during the pause, at 9:14, it
    would end at 9:34."""
    steps = [start("accueil", clock(9)), Step(Gesture.PAUSE, clock(9, 10))]
    assert by_key(MORNING, steps, clock(9, 14))["accueil"].ends == clock(9, 34)
    steps.append(Step(Gesture.RESUME, clock(9, 18)))
    assert by_key(MORNING, steps, clock(9, 20))["recits"].starts == clock(9, 38)


def test_skipping_brings_the_rest_forward() -> None:
    """Without the hour of stories, the break keeps its fixed hour."""
    steps = [start("accueil", clock(9)), Step(Gesture.SKIP, clock(9, 1), "recits")]
    times = by_key(MORNING, steps, clock(9, 2))
    assert times["recits"].phase is Phase.SKIPPED
    assert times["pause"].starts == clock(10, 30)
    steps.append(Step(Gesture.SKIP, clock(9, 1), "pause"))
    # 75 minutes fewer: the debate of 10:45 is at 9:30.
    assert by_key(MORNING, steps, clock(9, 2))["debat"].starts == clock(9, 30)
    assert following(MORNING, replay(MORNING, steps), clock(9, 2)) == ("debat",)


def test_jumping_ahead_passes_over_what_is_between() -> None:
    steps = [start("accueil", clock(9)), start("debat", clock(9, 20))]
    times = by_key(MORNING, steps, clock(9, 21))
    assert (times["accueil"].phase, times["accueil"].ends) == (Phase.DONE, clock(9, 20))
    assert times["recits"].phase is times["pause"].phase is Phase.SKIPPED
    # 85 minutes early, and the gap of ten minutes is kept: 10:20, then 10:30.
    assert times["debat"].ends == clock(10, 20)
    assert times["cloture"].starts == clock(10, 30)


def test_rooms_run_side_by_side_and_everybody_waits_for_the_last() -> None:
    plan = [
        Planned("ouverture", clock(9), 30),
        Planned("a1", clock(9, 30), 30, room="Salle A"),
        Planned("a2", clock(10), 30, room="salle a"),
        Planned("b1", clock(9, 30), 60, room="Salle B"),
        Planned("ensemble", clock(10, 30), 30),
    ]
    opened = [start("ouverture", clock(9))]
    assert following(plan, replay(plan, opened), clock(9, 29)) == ("a1", "b1")
    steps = [*opened, start("a1", clock(9, 30)), start("b1", clock(9, 40))]
    times = by_key(plan, steps, clock(9, 45))
    assert times["a1"].phase is times["b1"].phase is Phase.RUNNING
    assert times["ouverture"].ends == clock(9, 30)
    # Room A is on time, room B ends ten minutes late, and so all meet ten minutes late.
    assert times["a2"].starts == clock(10)
    assert times["ensemble"].starts == clock(10, 40)
    assert following(plan, replay(plan, steps), clock(9, 45)) == ("a2",)
    met = by_key(plan, [*steps, start("ensemble", clock(10, 40))], clock(10, 41))
    assert met["b1"].ends == clock(10, 40)
    assert met["a2"].phase is Phase.SKIPPED


def test_neither_delay_nor_advance_crosses_a_night() -> None:
    plan = [Planned("soir", clock(17), 60), Planned("matin", clock(9, day=1), 30)]
    early = [start("soir", clock(16, 30)), Step(Gesture.END, clock(17), "soir")]
    late = [start("soir", clock(17)), Step(Gesture.END, clock(19), "soir")]
    for steps in (early, late):
        assert by_key(plan, steps, clock(20))["matin"].starts == clock(9, day=1)


def test_another_day_carries_the_whole_plan() -> None:
    """A rehearsal on the eve at 14:03 and a few seconds: the break of 10:30 is at 15:33."""
    steps = [start("accueil", clock(14, 3, day=-1) + timedelta(seconds=20))]
    times = by_key(MORNING, steps, clock(14, 5, day=-1))
    assert times["pause"].starts == clock(15, 33, day=-1)
    assert times["debat"].starts == clock(15, 48, day=-1) + timedelta(0)


def test_the_end_closes_all() -> None:
    steps = [start("accueil", clock(9)), Step(Gesture.FINISH, clock(9, 12))]
    times = by_key(MORNING, steps, clock(10))
    assert (times["accueil"].phase, times["accueil"].ends) == (Phase.DONE, clock(9, 12))
    assert {times[key].phase for key in ("recits", "pause", "debat")} == {Phase.SKIPPED}
    assert turns_at(MORNING, replay(MORNING, steps), clock(10)) is None


def test_a_slot_that_is_gone_is_forgotten() -> None:
    steps = [start("disparue", clock(9)), start("accueil", clock(9, 5))]
    assert [run.key for run in replay(MORNING, steps).runs] == ["accueil"]


# What must always hold.


@st.composite
def plans(draw: st.DrawFn) -> list[Planned]:
    found, at = [], 540
    for number in range(draw(st.integers(1, 6))):
        at += draw(st.integers(0, 20))
        minutes = draw(st.integers(1, 90))
        found.append(Planned(f"s{number}", DAY + timedelta(minutes=at), minutes))
        at += minutes
    return found


@st.composite
def lived(draw: st.DrawFn) -> tuple[list[Planned], list[Step], datetime]:
    plan = draw(plans())
    at, steps = clock(9), []
    for _number in range(draw(st.integers(0, 8))):
        at += timedelta(minutes=draw(st.integers(0, 40)))
        gesture = draw(st.sampled_from(list(Gesture)))
        slot = draw(st.sampled_from(plan)).key
        steps.append(Step(gesture, at, slot, draw(st.integers(-10, 30))))
    return plan, steps, at + timedelta(minutes=draw(st.integers(0, 60)))


@given(lived())
def test_what_is_to_come_never_overlaps_nor_starts_in_the_past(
    case: tuple[list[Planned], list[Step], datetime],
) -> None:
    plan, steps, now = case
    state = replay(plan, steps)
    coming = [one for one in timetable(plan, state, now) if one.phase is Phase.COMING]
    starts = [one.starts for one in coming if one.starts is not None]
    assert starts == sorted(starts)
    if state.runs:
        assert all(start >= now for start in starts)
    for before, after in pairwise(coming):
        assert before.ends is not None
        assert after.starts is not None
        assert after.starts >= before.ends


@given(lived())
def test_the_same_gestures_make_the_same_state_and_one_taken_back_leaves_no_trace(
    case: tuple[list[Planned], list[Step], datetime],
) -> None:
    plan, steps, now = case
    given_plan, given_steps = list(plan), list(steps)
    assert replay(plan, steps) == replay(plan, steps)
    undone = replay(plan, [*steps, start(plan[0].key, now)][:-1])
    assert undone == replay(plan, steps)
    assert (plan, steps) == (given_plan, given_steps)
    assert len(replay(plan, steps).running) <= 1


@given(plans(), st.integers(-30, 60))
def test_on_one_line_it_agrees_with_the_arithmetic_of_preparation(
    plan: list[Planned], more: int
) -> None:
    """Started on time and given `more` minutes, the rest moves as `retime` says."""
    first = plan[0]
    assert first.start is not None
    assert first.minutes is not None
    more = max(more, 1 - first.minutes)
    steps = [start(first.key, first.start), Step(Gesture.EXTEND, first.start, first.key, more)]
    timed = [
        Timed(s.key, round((s.start - DAY) / timedelta(minutes=1)), s.minutes or 0)
        for s in plan
        if s.start is not None
    ]
    expected = [s.start for s in retime(timed, {first.key: more}).slots]
    times = timetable(plan, replay(plan, steps), first.start)
    found = [round((t.starts - DAY) / timedelta(minutes=1)) for t in times if t.starts is not None]
    assert found == expected
