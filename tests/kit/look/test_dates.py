"""Dates, times and durations as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone, translation

from palabre.kit.dates import say_clock, say_day, say_minutes, say_moment, say_range

N = "\u00a0"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, f"0{N}min"),
        (45, f"45{N}min"),
        (60, f"1{N}h"),
        (65, f"1{N}h{N}05"),
        (90, f"1{N}h{N}30"),
        (-30, f"−30{N}min"),
        (timedelta(hours=2, minutes=30), f"2{N}h{N}30"),
        (None, "inconnu"),
    ],
)
def test_durations(value: int | timedelta | None, said: str) -> None:
    with translation.override("fr"):
        assert say_minutes(value) == said


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (time(9, 30), f"9{N}h{N}30", "09:30"),
        (time(11, 0), f"11{N}h", "11:00"),
        (570, f"9{N}h{N}30", "09:30"),
        (1445, f"0{N}h{N}05", "00:05"),
    ],
)
def test_clock(value: time | int, french: str, english: str) -> None:
    with translation.override("fr"):
        assert say_clock(value) == french
    with translation.override("en"):
        assert say_clock(value) == english


def test_a_moment_is_told_in_the_current_time_zone() -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with translation.override("fr"), timezone.override("Asia/Phnom_Penh"):
        assert say_moment(at) == f"2 mars 2026 à 6{N}h{N}30"
    with translation.override("en"), timezone.override("Africa/Niamey"):
        assert say_moment(at) == "2 March 2026, 00:30"


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (date(2026, 3, 3), date(2026, 3, 5), "du 3 au 5 mars 2026", "3–5 March 2026"),
        (
            date(2026, 2, 28),
            date(2026, 3, 1),
            "du 28 février au 1er mars 2026",
            "28 February – 1 March 2026",
        ),
        (
            date(2026, 12, 30),
            date(2027, 1, 2),
            "du 30 décembre 2026 au 2 janvier 2027",
            "30 December 2026 – 2 January 2027",
        ),
        (date(2026, 5, 1), date(2026, 5, 1), "1er mai 2026", "1 May 2026"),
    ],
)
def test_periods(start: date, end: date, french: str, english: str) -> None:
    with translation.override("fr"):
        assert say_range(start, end) == french
    with translation.override("en"):
        assert say_range(start, end) == english


def test_what_is_not_known_is_said_so() -> None:
    with translation.override("fr"):
        assert say_clock(None) == "heure à préciser"
        assert say_day(None) == "date à préciser"
        assert say_range(None, None) == "dates à préciser"
        assert say_range(date(2026, 5, 1), None) == "à partir du 1er mai 2026"
        assert say_range(None, date(2026, 5, 2)) == "jusqu’au 2 mai 2026"
