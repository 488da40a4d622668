"""How days and intervals are written in a brief, in British and American English. A no-break space keeps day and month together."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTHS = "January February March April May June July August September October November December".split()
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
HALVES = {"1": "first half", "2": "second half"}
QUARTERS = {"1": "first quarter", "2": "second quarter", "3": "third quarter", "4": "fourth quarter"}
NBSP = "\u00a0"


def format_day(day: date, locale: str = "en-GB") -> str:
    """``29 August 2025``, or ``August 29, 2025`` for en-US."""
    month = MONTHS[day.month - 1]
    return f"{month}{NBSP}{day.day}, {day.year}" if locale == "en-US" else f"{day.day}{NBSP}{month} {day.year}"


def format_interval(first: date, last: date, locale: str = "en-GB") -> str:
    """``29–30 August 2025``, ``30 August – 2 September 2025``; a whole month or year by its name."""
    if first == last:
        return format_day(first, locale)
    if whole := _whole(first, last):
        return whole
    one, two = MONTHS[first.month - 1], MONTHS[last.month - 1]
    american = locale == "en-US"
    if first.year != last.year:
        return f"{format_day(first, locale)} – {format_day(last, locale)}"
    if first.month != last.month:
        if american:
            return f"{one}{NBSP}{first.day} – {two}{NBSP}{last.day}, {last.year}"
        return f"{first.day}{NBSP}{one} – {last.day}{NBSP}{two} {last.year}"
    return f"{one}{NBSP}{first.day}–{last.day}, {last.year}" if american else f"{first.day}–{last.day}{NBSP}{two} {last.year}"


def format_when(first: date | None, last: date | None, value: str | None, mod: str | None, locale: str = "en-GB") -> str:
    """An event's date as it was said, never more exact: ``early October 2025``, ``later in 2025``, ``week of 8 September 2025``.

    ``value`` and ``mod`` are the TIMEX3 value and modifier; the empty string where there is no date.
    """
    if first is None or last is None:
        return ""
    if value and (week := re.fullmatch(r"\d{4}-W\d\d", value)):
        return f"week of {format_day(first, locale)}" if week else ""
    if value and (named := _named(value)):
        return named
    period = _period(value)
    if period is None or mod is None or first == last:
        return format_interval(first, last, locale)
    start, end, name = period
    share = ((last - first).days + 1) / ((end - start).days + 1)
    if mod in ("START", "EARLY", "BEFORE") and first == start:
        return f"early {name}" if share < 0.4 else f"earlier in {name}"
    if mod in ("END", "LATE", "AFTER") and last == end:
        return f"late {name}" if share < 0.4 and first.day in (1, 21) else f"later in {name}"
    return f"mid-{name}" if mod == "MID" else format_interval(first, last, locale)


def _named(value: str) -> str | None:
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{SEASONS[match[2]]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return f"{QUARTERS[match[2]]} of {match[1]}"
    if match := re.fullmatch(r"(\d{4})-H([12])", value):
        return f"{HALVES[match[2]]} of {match[1]}"
    return None


def _period(value: str | None) -> tuple[date, date, str] | None:
    """First day, last day and name of the month or year that a value names."""
    if value and (match := re.fullmatch(r"(\d{4})-(\d\d)", value)):
        start = date(int(match[1]), int(match[2]), 1)
        return start, _month_end(start), f"{MONTHS[start.month - 1]} {start.year}"
    if value and re.fullmatch(r"\d{4}", value) and int(value) > 0:
        return date(int(value), 1, 1), date(int(value), 12, 31), value
    return None


def _whole(first: date, last: date) -> str | None:
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and last == _month_end(first):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return None


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
