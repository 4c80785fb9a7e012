"""Dates, times and durations as people say them, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext

from palabre.kit.typography import NBSP, is_french


@cache
def known_zones() -> frozenset[str]:
    """Names of time zones (IANA) known here, read once: zoneinfo walks the disk at each call."""
    return frozenset(available_timezones())


def say_minutes(value: int | timedelta | None) -> str:
    """Write a duration in minutes: 90 → « 1 h 30 », 45 → « 45 min »; None is « inconnu »."""
    if value is None:
        return gettext("inconnu")
    total = round(value.total_seconds() / 60) if isinstance(value, timedelta) else int(value)
    hours, minutes = divmod(abs(total), 60)
    sign = "−" if total < 0 else ""
    if not hours:
        return f"{sign}{minutes}{NBSP}min"
    rest = f"{NBSP}{minutes:02d}" if minutes else ""
    return f"{sign}{hours}{NBSP}h{rest}"


def say_clock(value: time | datetime | int | None) -> str:
    """Write a time of day: « 9 h 30 », “09:30”; None is « heure à préciser ».

    Args:
        value: a time, a moment (shown in the current time zone) or minutes since midnight;
            1440 and more are the small hours of the next day.
    """
    if value is None:
        return gettext("heure à préciser")
    if isinstance(value, int):
        hours, minutes = divmod(value % 1440, 60)
    else:
        moment = _local(value) if isinstance(value, datetime) else value
        hours, minutes = moment.hour, moment.minute
    if not is_french():
        return f"{hours:02d}:{minutes:02d}"
    return f"{hours}{NBSP}h{NBSP}{minutes:02d}" if minutes else f"{hours}{NBSP}h"


def say_day(value: date | datetime | None) -> str:
    """Write a day: « 1er mars 2026 », “1 March 2026”; None is « date à préciser »."""
    if value is None:
        return gettext("date à préciser")
    day = _day(value)
    return f"{_number(day)} {_month(day)} {day.year}"


def say_moment(value: datetime | None) -> str:
    """Write a day and a time in the current time zone: « 3 mars 2026 à 9 h 30 »."""
    if value is None:
        return gettext("date à préciser")
    joint = " à " if is_french() else ", "
    return f"{say_day(value)}{joint}{say_clock(value)}"


def say_range(start: date | datetime | None, end: date | datetime | None) -> str:
    """Write a period: « du 3 au 5 mars 2026 », “3–5 March 2026”; one bound alone is said so."""
    if start is None or end is None:
        return _say_open_range(start, end)
    first, last = _day(start), _day(end)
    if first == last:
        return say_day(first)
    head = _number(first)
    if (first.year, first.month) != (last.year, last.month):
        head += f" {_month(first)}"
    if first.year != last.year:
        head += f" {first.year}"
    if is_french():
        return f"du {head} au {say_day(last)}"
    return f"{head} – {say_day(last)}" if " " in head else f"{head}–{say_day(last)}"


def _say_open_range(start: date | datetime | None, end: date | datetime | None) -> str:
    if start is not None:
        return gettext("à partir du %(day)s") % {"day": say_day(start)}
    if end is not None:
        return gettext("jusqu’au %(day)s") % {"day": say_day(end)}
    return gettext("dates à préciser")


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def _number(day: date) -> str:
    return "1er" if day.day == 1 and is_french() else str(day.day)


def _month(day: date) -> str:
    return str(MONTHS[day.month])
