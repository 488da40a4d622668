"""Times of day: what moment a clock and a zone name mean, and how they are told in the reader's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from briefgen.dates import format_day

# names that mean one offset wherever they are used; IST, CST and BST's like are several, so they are none
HOURS = {"GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "MSK": 3, "PKT": 5, "WIB": 7, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
         "AEST": 10, "AEDT": 11, "NZST": 12, "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8}  # fmt: skip
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
PLACE = re.compile(r"(?P<place>[A-Z][\w .'-]*?) time")


def moment_of(day: date | None, clock: str | None, zone: str | None) -> datetime | None:
    """The moment, in UTC, that ``14:30`` in ``JST`` or ``Tokyo time`` is on a day; None where the zone is none, or may be several."""
    match = CLOCK.fullmatch(clock or "")
    offset = _zone(zone or "")
    if match is None or offset is None or day is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    try:
        return datetime.combine(day, time(int(match[1]), int(match[2])), offset).astimezone(UTC)
    except (OverflowError, ValueError):  # the ends of the calendar
        return None


def format_clock(day: date | None, clock: str | None, zone: str | None, *, reader: str | None = None, locale: str = "en-GB") -> str:
    """``14:30 JST``, and where ``reader`` names another zone ``14:30 JST (11:00 Kolkata time)``; empty without a clock.

    The day is told too where it is another one there.
    """
    if not clock:
        return ""
    said = f"{clock} {zone}" if zone else clock
    moment = moment_of(day, clock, zone) if reader else None
    if moment is None or day is None or reader is None:
        return said
    from zoneinfo import ZoneInfo

    there = moment.astimezone(ZoneInfo(reader))
    if (there.date(), f"{there:%H:%M}") == (day, clock.zfill(5)):
        return said
    on = "" if there.date() == day else f" on {format_day(there.date(), locale)},"
    return f"{said} ({there:%H:%M}{on} {reader.rpartition('/')[2].replace('_', ' ')} time)"


def _zone(name: str) -> tzinfo | None:
    hours = HOURS.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    match = PLACE.fullmatch(name)
    return _zone_of_city(match["place"]) if match else None


@cache
def _zone_of_city(city: str) -> tzinfo | None:
    """The zone that is called after a city; None where none or more than one is."""
    from zoneinfo import ZoneInfo, available_timezones

    found = [key for key in available_timezones() if "/" in key and key.rpartition("/")[2].replace("_", " ").casefold() == city.casefold()]
    return ZoneInfo(found[0]) if len(found) == 1 else None
