"""Interval algebra over days: periods with a first and a last day, a granularity, and the TIMEX3 value printed from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the first month; meteorological, as the news count them in the north


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both inclusive; None where the calendar of ``datetime`` does not reach (before Christ)."""

    first: date | None
    last: date | None
    grain: str
    value: str
    year: int
    """The year that the period begins in; negative before Christ."""


def _safe(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= year <= 9999 else None


def year_text(year: int) -> str:
    """Four digits, ``BC0499`` before Christ."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


@lru_cache(4096)
def days_in(year: int, month: int) -> int:
    """How many days a month has; years before Christ count like 2001."""
    year = year if 1 <= year < 9999 else 2001
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the month has such a day."""
    return year != 0 and year < 10_000 and 1 <= month <= 12 and day >= 1 and (day <= 28 or day <= days_in(year, month))


@lru_cache(4096)
def day_period(day: date) -> Period:
    """One day."""
    return Period(day, day, "day", day.isoformat(), day.year)


@lru_cache(4096)
def day_of(year: int, month: int, day: int) -> Period:
    """One day, also before Christ."""
    when = _safe(year, month, day)
    return Period(when, when, "day", f"{year_text(year)}-{month:02d}-{day:02d}", year)


def week_period(day: date) -> Period:
    """The week from Monday to Sunday in which ``day`` lies."""
    first = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(first, first + timedelta(days=6), "week", f"{year:04d}-W{week:02d}", first.year)


def weekend_period(day: date) -> Period:
    """Saturday and Sunday of the week of ``day``."""
    week = week_period(day)
    assert week.first is not None
    return Period(week.first + timedelta(days=5), week.last, "weekend", f"{week.value}-WE", week.year)


def month_period(year: int, month: int) -> Period:
    """A calendar month."""
    return Period(_safe(year, month, 1), _safe(year, month, days_in(year, month)), "month", f"{year_text(year)}-{month:02d}", year)


def months_period(year: int, month: int, count: int, grain: str, value: str) -> Period:
    """``count`` months from ``month`` on; ``month`` may lie beyond December."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = month + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Period(_safe(year, month, 1), _safe(end_year, end_month, days_in(end_year, end_month)), grain, value, year)


def quarter_period(year: int, number: int) -> Period:
    """A quarter of a calendar year."""
    return months_period(year, 3 * number - 2, 3, "quarter", f"{year_text(year)}-Q{number}")


def half_period(year: int, number: int) -> Period:
    """Half a calendar year."""
    return months_period(year, 6 * number - 5, 6, "half", f"{year_text(year)}-H{number}")


def season_period(year: int, code: str) -> Period:
    """A season: spring is March to May; a winter has the year of its December."""
    return months_period(year, SEASONS[code], 3, "season", f"{year_text(year)}-{code}")


def year_period(year: int) -> Period:
    """A calendar year."""
    return Period(_safe(year, 1, 1), _safe(year, 12, 31), "year", year_text(year), year)


def decade_period(year: int) -> Period:
    """The ten years from the year that ends in 0."""
    if year < 0:
        return Period(None, None, "decade", f"BC{-year:04d}"[:-1], year)
    start = year - year % 10
    return Period(_safe(start, 1, 1), _safe(start + 9, 12, 31), "decade", year_text(start)[:-1], start)


def century_period(number: int) -> Period:
    """The n-th century: the 20th is 1901 to 2000, its value 19; negative before Christ."""
    if number < 0:
        return Period(None, None, "century", f"BC{-number - 1:02d}", number * 100)
    start = 100 * (number - 1) + 1
    return Period(_safe(start, 1, 1), _safe(start + 99, 12, 31), "century", f"{number - 1:02d}", start)


def period_of(day: date, grain: str) -> Period:
    """The period of a granularity in which ``day`` lies."""
    if grain == "day":
        return day_period(day)
    if grain in ("week", "fortnight"):
        return week_period(day)
    if grain == "weekend":
        return weekend_period(day)
    if grain == "month":
        return month_period(day.year, day.month)
    if grain == "quarter":
        return quarter_period(day.year, (day.month + 2) // 3)
    if grain == "half":
        return half_period(day.year, 1 if day.month <= 6 else 2)
    if grain == "decade":
        return decade_period(day.year)
    if grain == "century":
        return century_period((day.year + 99) // 100)
    return year_period(day.year)


MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


def shift_day(day: date, count: float, unit: str) -> date:
    """``day`` moved by ``count`` units; the 31st becomes the last day of a shorter month. Outside year 1 to 9999 the day stays."""
    try:
        if unit in DAYS_IN:
            return day + timedelta(days=round(count * DAYS_IN[unit]))
        if unit in MONTHS_IN:
            months = day.year * 12 + day.month - 1 + round(count * MONTHS_IN[unit])
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, days_in(year, month + 1)))
    except (OverflowError, ValueError):
        return day
    return day


def third(period: Period, part: str) -> Period:
    """The early (START), middle (MID) or late (END) third of a period, value unchanged; thirds of a year are four months."""
    first, last = period.first, period.last
    if first is None or last is None or first == last:
        return period
    index = {"START": 0, "MID": 1, "END": 2}[part]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if period.grain == "month":
        start = first + timedelta(days=10 * index)
        return replace(period, first=start, last=last if index == 2 else start + timedelta(days=9))
    if period.grain in ("quarter", "season", "half", "year") and months % 3 == 0:
        cut = months_period(first.year, first.month + index * months // 3, months // 3, period.grain, period.value)
        return replace(cut, year=period.year)
    days = (last - first).days + 1
    start = first + timedelta(days=round(days * index / 3))
    return replace(period, first=start, last=first + timedelta(days=round(days * (index + 1) / 3) - 1))


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The n-th such weekday of a month, -1 the last; None where the month has no fifth."""
    if number < 0:
        last = date(year, month, days_in(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    when = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return when if when.month == month else None
