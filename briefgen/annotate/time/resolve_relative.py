"""Resolvers of steps from a day: from publication, from the last date mentioned, from the quarter reported on."""

from __future__ import annotations

from datetime import date, timedelta

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.calendar import Period
from briefgen.annotate.time.context import Answer, Context, Place
from briefgen.annotate.time.meaning import Meaning

SINCE_QUARTER = 6  # dates; after more the report has left its quarter


def cycle(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "last year", "the following month", "this weekend", "that day", "last October"."""
    unit, step = meaning.unit, meaning.step
    name, _, rest = unit.partition(":")
    if meaning.anchor == "reported":
        return _reported(unit, context, meaning.year)
    base = _anchor_day(meaning, context, place)
    if name == "weekday":
        return _cycle_weekday(int(rest), step, _week_told(meaning, context, base)), "inferred"
    if rest and name == "month":
        return _cycle_month(int(rest), step, base, context), "inferred"
    if name == "season":
        return _cycle_season(rest, step, base), "inferred"
    if base is None:
        year = context.last.year if context.last else context.published.year
        return (cal.year_period(year + step), "inferred") if unit == "year" else None
    if unit not in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century", "fortnight"):
        return None
    if step and unit != "day" and meaning.anchor == "last" and context.last and context.last.first:
        base = context.last.last if step > 0 and context.last.last else context.last.first
    if unit == "weekend" and meaning.anchor == "narrated" and place.tense != "future" and base.weekday() < 5:
        step = -1
    if unit == "week" and meaning.anchor == "narrated" and place.tense == "past" and base.weekday() == 0 and not context.narrative:
        step = -1  # on Monday "the week's most active session" is of the week just gone
    return cal.period_of(cal.shift_day(base, step, unit), unit), "inferred"


def _anchor_day(meaning: Meaning, context: Context, place: Place) -> date | None:
    """The day from which "previous", "that", "the following" or "last" count; None before Christ."""
    context.counts_from()
    if meaning.anchor == "last" and meaning.step < 0 and place.ahead is not None and meaning.unit == "day":
        context.counts_from(f"the day named after it, {place.ahead}")
        return place.ahead
    if meaning.anchor == "last" and meaning.unit == "day" and not context.narrative and "day" not in context.grains:
        return context.published
    if meaning.anchor == "last" or (context.narrative and not (meaning.anchor == "published" and meaning.step)):
        period = (
            context.last
            if meaning.unit != "day" or context.day is None
            else (context.last if context.last and context.last.grain != "day" and context.narrative else context.day)
        )
        if period is not None:
            context.counts_from(period)
            return period.last if meaning.unit == "day" and period.grain != "day" and meaning.step > 0 else period.first
    if context.narrative and context.last is not None:
        context.counts_from(context.last)
        return context.last.first
    return context.published


def _week_told(meaning: Meaning, context: Context, base: date | None) -> date | None:
    """The day in whose week "that Saturday" lies: a year or a month told last has none, so the last day told, else publication."""
    if meaning.anchor != "last" or context.narrative or context.last is None or context.last.grain in ("day", "week", "weekend"):
        return base
    context.counts_from(context.day)
    return context.day.first if context.day else context.published


def _told_quarter(year: int, number: int) -> str:
    return f"the quarter reported on, {year}-Q{number}"


def _reported(unit: str, context: Context, year: int | None) -> Answer:
    """For "the quarter", "the latest quarter": the one last mentioned, else the last full one before publication."""
    context.counts_from(_told_quarter(*context.quarter) if context.quarter and unit == "quarter" else None)
    if unit == "quarter":
        if year is not None:
            if context.months_reported:
                return cal.year_period(year), "inferred"
            number = (context.quarter or quarter_before(context.published))[1]
            return (cal.quarter_period(year, number) if context.quarter else cal.year_period(year)), "inferred"
        if context.quarter:
            return cal.quarter_period(*context.quarter), "inferred"
        return cal.period_of(cal.shift_day(context.published, -1, "quarter"), "quarter"), "inferred"
    if unit in ("week", "month", "year"):
        return cal.period_of(context.published, unit), "inferred"
    return None


def _cycle_weekday(weekday: int, step: int, base: date | None) -> Period:
    base = base or date(2001, 1, 1)
    back = (base.weekday() - weekday) % 7
    if step < 0:
        return cal.day_period(base - timedelta(days=back or 7))
    if step > 0:
        return cal.day_period(base + timedelta(days=7 - back))
    week = cal.week_period(base)
    assert week.first is not None
    return cal.day_period(week.first + timedelta(days=weekday))


def _cycle_month(month: int, step: int, base: date | None, context: Context) -> Period:
    if base is None:
        return cal.month_period(context.last.year if context.last else context.published.year, month)
    if step < 0:  # "last February" in March is of the year before: the one just gone is "last month"
        return cal.month_period(base.year - (month >= base.month - (not context.narrative)), month)
    if step > 0:
        return cal.month_period(base.year + (month <= base.month), month)
    return cal.month_period(base.year, month)


def _cycle_season(code: str, step: int, base: date | None) -> Period:
    base = base or date(2001, 1, 1)
    ends = {n: cal.season_period(base.year + n, code) for n in (-2, -1, 0, 1)}
    if step < 0:
        return next(p for n in (0, -1, -2) if (p := ends[n]).last and p.last < base)
    if step > 0:
        return next(p for n in (0, 1) if (p := ends[n]).first and p.first > base)
    return ends[-1] if code == "WI" and base.month <= 2 else ends[0]


def shift(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "two weeks ago", "two days later", "a year earlier": moved by the units, as coarse as the unit."""
    number, unit = (meaning.number or 1) * meaning.step, meaning.unit
    context.counts_from()
    if meaning.anchor == "reported":
        quarter = context.quarter or quarter_before(context.published)
        context.counts_from(_told_quarter(*quarter))
        index = quarter[0] * 4 + quarter[1] - 1 - (4 if unit == "year" else 1 if unit == "quarter" else 0)
        if meaning.value == "year" or unit in ("month", "week") or (context.months_reported and not meaning.value):
            return cal.period_of(cal.shift_day(context.published, number, unit), unit), "inferred"
        return cal.quarter_period(index // 4, index % 4 + 1), "inferred"
    if unit in ("second", "minute", "hour", "millennium"):
        return None
    if unit == "year" and number == -1 and context.quarter and _speaks_of_quarters(context):
        context.counts_from(_told_quarter(*context.quarter))
        return cal.quarter_period(context.quarter[0] - 1, context.quarter[1]), "inferred"
    if (
        meaning.anchor == "last"
        and context.last is not None
        and (context.narrative or meaning.value in ("later", "after") or place.at == context.year_at)
    ):
        period = context.last
        if unit in ("day", "week") and period.grain != "day" and context.day and context.day.first and context.day.year == period.year:
            period = context.day
        context.counts_from(period)
        if period.first is None:
            return (cal.year_period(period.year + int(number)), "inferred") if unit == "year" else None
        base = period.first
        exact = period.grain == "day"
    else:
        base, exact = context.published, meaning.anchor == "last"
    moved = cal.shift_day(base, number, unit)
    if moved == base and number:
        return None  # beyond the years of the calendar: "9,000 years ago"
    if unit in ("day", "weekend"):
        return cal.day_period(moved), "inferred"
    if unit in ("week", "fortnight"):
        return (cal.day_period(moved) if exact and meaning.anchor == "last" else cal.week_period(moved)), "inferred"
    if unit == "year" and number != int(number):
        unit = "month"
    if unit in ("decade", "century"):
        unit = "year"
    return cal.period_of(moved, unit), "inferred"


def _speaks_of_quarters(context: Context) -> bool:
    """Whether one of the last dates was a quarter, so that "a year ago" means the same quarter."""
    return context.since_quarter < SINCE_QUARTER and not context.months_reported


def quarter_before(day: date) -> tuple[int, int]:
    """The last full quarter before a day."""
    index = day.year * 4 + (day.month - 1) // 3 - 1
    return index // 4, index % 4 + 1
