"""The days of holidays: fixed ones, those that follow a weekday or Easter, and those of other calendars."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.calendar import Period
from briefgen.lexicon import load_table

HIJRI_EPOCH = 227014  # the day before 1 Muharram of year 1, as an ordinal of ``datetime``
SIGHTING = timedelta(days=1)  # the month begins when the moon is seen: a day earlier or later than the tables say


def holiday(rule: str, year: int) -> Period | None:
    """The days of a holiday in a year by the rule that the lexicon gives; None where it has none, or is not known.

    ``12-24``; ``11-3-4`` the fourth Thursday of November; ``easter-2``; ``hijri-10-01`` a day of the tabular Islamic calendar, a day
    earlier and later included; ``hijri-09`` a month of it; ``table-diwali`` a row of ``time_moving_days.tsv``.
    """
    if rule.startswith("easter"):
        return cal.day_period(easter(year) + timedelta(days=int(rule[6:])))
    if rule.startswith("hijri-"):
        return _hijri(rule[6:], year)
    if rule.startswith("table-"):
        when = _table().get((rule[6:], year))
        return cal.day_period(when) if when else None
    month, _, rest = rule.partition("-")
    if rest[1:2] == "-":
        when = cal.nth_weekday(year, int(month), int(rest[0]), int(rest[2:]))
        return cal.day_period(when) if when else None
    return cal.day_of(year, int(month), int(rest))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _hijri(rule: str, year: int) -> Period | None:
    """The first time in a year that a day or month of the Islamic calendar begins."""
    month, _, day = rule.partition("-")
    about = (year - 622) * 33 // 32
    for hijri in (about - 1, about, about + 1, about + 2):
        if hijri < 1:
            continue
        first = date.fromordinal(hijri_ordinal(hijri, int(month), int(day or 1)))
        if first.year != year:
            continue
        if day:
            return Period(first - SIGHTING, first + SIGHTING, "day", first.isoformat(), year)
        last = date.fromordinal(hijri_ordinal(hijri, int(month) + 1, 1) - 1)
        first, last = first - SIGHTING, last + SIGHTING
        return Period(first, last, "month", f"{first}/{last}", year)
    return None


def hijri_ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a day of the tabular Islamic calendar, by Reingold and Dershowitz, Calendrical Calculations."""
    return day + 29 * (month - 1) + (6 * month - 1) // 11 + (year - 1) * 354 + (3 + 11 * year) // 30 + HIJRI_EPOCH


@cache
def _table() -> dict[tuple[str, int], date]:
    names = ("diwali", "lunar")
    rows = ((row[0], name, day) for row in load_table("time_moving_days") for name, day in zip(names, row[1:], strict=False))
    return {(name, int(year)): date.fromisoformat(f"{year}-{day}") for year, name, day in rows if day}
