"""Resolvers of dates and periods that name themselves: what is missing, mostly the year, is filled in by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time import holidays
from briefgen.annotate.time.calendar import Period
from briefgen.annotate.time.context import Answer, Context, Place
from briefgen.annotate.time.meaning import Meaning
from briefgen.annotate.time.years import choose_month_year, choose_year

NEAR_HOLIDAY = 45  # days; a holiday this near is meant whatever the tense


def date_of(meaning: Meaning, context: Context, place: Place) -> Answer:
    """A date with whatever parts it has; what is missing is filled in by rule."""
    year, month, day = meaning.year, meaning.month, meaning.day
    if month and day:
        if year is not None:
            return cal.day_of(year, month, day), "stated"
        if meaning.number and date(int(meaning.number), month, day) <= context.published:
            context.counts_from("the name of the day")
            return cal.day_of(int(meaning.number), month, day), "inferred"
        if place.told is not None and cal.is_day(place.told, month, day):
            context.counts_from(TOLD)
            return cal.day_of(place.told, month, day), "inferred"
        return cal.day_of(choose_year(month, day, meaning.weekday, context, place.tense, place.at), month, day), "inferred"
    if month:
        if year is not None:
            return cal.month_period(year, month), "stated"
        return cal.month_period(_month_year(month, context, place), month), "inferred"
    if day:
        return _ordinal_day(day, context, place)
    if meaning.weekday is not None:
        return _weekday(meaning, context, place), "inferred"
    if year is not None:
        return cal.year_period(year), "stated"
    return None


TOLD = "the order of the telling"


def _month_year(month: int, context: Context, place: Place) -> int:
    """The year of a month or season without one."""
    if place.told is None:
        return choose_month_year(month, context, place.tense, place.at, fronted=place.fronted)
    context.counts_from(TOLD)
    return place.told


def named(meaning: Meaning, context: Context, _place: Place) -> Answer:
    """For "9/11": None in an article that is older."""
    assert meaning.month is not None
    assert meaning.day is not None
    when = date(int(meaning.number or 1), meaning.month, meaning.day)
    context.counts_from("the name of the day")
    return (cal.day_period(when), "inferred") if when <= context.published else None


def told(_meaning: Meaning, context: Context, _place: Place) -> Answer:
    """For "at the same time", "during this period": the date last told of in a history; in the news they tell no time."""
    if not context.narrative or context.last is None:
        return None
    context.counts_from(context.last)
    return context.last, "inferred"


def _ordinal_day(day: int, context: Context, place: Place) -> Answer:
    """For "the 23rd": of the month last told of in a history, else the next or last one by tense."""
    if context.narrative:
        if context.last is None or context.last.grain not in ("day", "month"):
            return None
        context.counts_from(context.last)
        year, month = context.last.year, int(context.last.value[5 + 2 * (context.last.year < 0) :][:2])
        return (cal.day_of(year, month, day), "inferred") if cal.is_day(year, month, day) else None
    context.counts_from(tense=place.tense)
    today = context.published
    months = [cal.shift_day(today.replace(day=1), n, "month") for n in (-1, 0, 1)]
    days = [m.replace(day=day) for m in months if cal.is_day(m.year, m.month, day)]
    fit = [d for d in days if (d <= today if place.tense == "past" else d >= today if place.tense == "future" else True)] or days
    return (cal.day_period(min(fit, key=lambda d: abs((d - today).days))), "inferred") if fit else None


def _weekday(meaning: Meaning, context: Context, place: Place) -> Period:
    """A bare weekday: the day of publication itself, else by tense the last or the next one; in a history from the last date."""
    assert meaning.weekday is not None
    today = context.published
    if meaning.anchor == "beside" and (beside := _day_beside(meaning, today)):
        context.counts_from("the word for the day beside it")
        return cal.day_period(beside)
    if context.narrative and context.day and context.day.first:
        context.counts_from(context.day)
        ahead = (meaning.weekday - context.day.first.weekday()) % 7
        return cal.day_period(context.day.first + timedelta(days=ahead))
    context.counts_from(tense=place.tense)
    back = (today.weekday() - meaning.weekday) % 7
    if place.tense == "future" or (place.before in ("by", "until", "till") and place.tense != "past"):
        return cal.day_period(today + timedelta(days=(7 - back) % 7))
    if place.tense == "past" and back == 6 and meaning.part == "START":
        return cal.day_period(today + timedelta(days=1))  # "spoke early Saturday", put online on Friday west of there
    return cal.day_period(today - timedelta(days=back))


def _day_beside(meaning: Meaning, today: date) -> date | None:
    """The weekday called "tomorrow" beside it; a day off is the clock's ("Thursday, tomorrow" put online after midnight), more None."""
    assert meaning.weekday is not None
    near = (today + timedelta(days=meaning.step + off) for off in (0, -1, 1))
    return next((day for day in near if day.weekday() == meaning.weekday), None)


def weekday_of_week(meaning: Meaning, context: Context, _place: Place) -> Answer:
    """For "Tuesday of last week"."""
    context.counts_from()
    week = cal.week_period(context.published + timedelta(days=7 * meaning.step))
    assert week.first is not None
    assert meaning.weekday is not None
    return cal.day_period(week.first + timedelta(days=meaning.weekday)), "inferred"


def month_of_year(meaning: Meaning, context: Context, _place: Place) -> Answer:
    """For "April next year", "October of that year"."""
    year = (base_year(meaning, context)) + meaning.step
    assert meaning.month is not None
    if meaning.day:
        return (cal.day_of(year, meaning.month, meaning.day), "inferred") if cal.is_day(year, meaning.month, meaning.day) else None
    return cal.month_period(year, meaning.month), "inferred"


def season_of_year(meaning: Meaning, context: Context, _place: Place) -> Answer:
    """For "the summer of that year"."""
    return cal.season_period(base_year(meaning, context) + meaning.step, meaning.unit), "inferred"


def base_year(meaning: Meaning, context: Context) -> int:
    """The year from which a step counts: of the last mention, of the narrative, or of publication."""
    if (meaning.anchor == "last" or context.narrative) and context.year is not None and context.last is not None:
        context.counts_from(context.last)
        return context.last.year
    if meaning.anchor == "last" and context.last is not None:
        context.counts_from(context.last)
        return context.last.year
    context.counts_from()
    return context.published.year


def nth_weekday(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "the second Tuesday in November"."""
    assert meaning.month is not None
    assert meaning.weekday is not None
    year = meaning.year or choose_month_year(meaning.month, context, place.tense, place.at)
    when = cal.nth_weekday(year, meaning.month, meaning.weekday, int(meaning.number or 1)) if year > 0 else None
    return (cal.day_period(when), "stated" if meaning.year else "inferred") if when else None


def week_of(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "the week of Sept. 8"."""
    answer = date_of(replace(meaning, kind="date"), context, place)
    if answer is None or answer[0].first is None:
        return None
    return cal.week_period(answer[0].first), answer[1]


def quarter(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "the third quarter", of the year stated or of the one that makes it nearest to the one just gone."""
    number = int(meaning.number or 1)
    if meaning.year is not None:
        return cal.quarter_period(meaning.year, number), "stated"
    if not meaning.vague:
        return cal.quarter_period(base_year(meaning, context) + meaning.step, number), "inferred"
    context.counts_from(tense=place.tense)
    today = context.published
    now = today.year * 4 + (today.month - 1) // 3
    candidates = [(today.year + n) * 4 + number - 1 for n in (-1, 0, 1)]
    if place.tense == "past":
        candidates = [c for c in candidates if c <= now]
    best = min(candidates, key=lambda c: abs(c - now + 0.6))
    return cal.quarter_period(best // 4, best % 4 + 1), "inferred"


def half(meaning: Meaning, context: Context, _place: Place) -> Answer:
    """For "the first half of 2026"."""
    year = meaning.year if meaning.year is not None else base_year(meaning, context) + meaning.step
    return cal.half_period(year, int(meaning.number or 1)), "stated" if meaning.year is not None else "inferred"


def season(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "spring 2026", "the winter"."""
    if meaning.year is not None:
        return cal.season_period(meaning.year, meaning.unit), "stated"
    month = cal.SEASONS[meaning.unit]
    year = _month_year(month, context, place)
    period = cal.season_period(year, meaning.unit)
    if context.narrative and meaning.unit == "WI":  # annotators of histories name a winter without a year after the one in which it ends
        period = replace(period, value=cal.season_period(year + 1, "WI").value)
    return period, "inferred"


def decade(meaning: Meaning, _context: Context, _place: Place) -> Answer:
    assert meaning.year is not None
    return cal.decade_period(meaning.year), "stated"


def century(meaning: Meaning, _context: Context, _place: Place) -> Answer:
    number = int(meaning.number or 1)
    return (cal.century_period(number), "stated") if -40 <= number <= 30 else None


def fiscal(meaning: Meaning, _context: Context, _place: Place) -> Answer:
    """For "the 2025-26 fiscal year": from April, as in India, Japan and Britain; "Japan's fiscal 2025" from its own month; one that says
    neither is taken for the calendar year, which is an assumption."""
    assert meaning.year is not None
    if meaning.month is None:
        return cal.year_period(meaning.year), "assumed"
    return cal.months_period(meaning.year + meaning.step, meaning.month, 12, "year", f"FY{meaning.year:04d}"), "inferred"


def holiday(meaning: Meaning, context: Context, place: Place) -> Answer:
    """A holiday by name, or the week or weekend in which it falls."""
    answer = _holiday(meaning, context, place)
    if answer is None or not meaning.unit or answer[0].first is None:
        return answer
    return cal.period_of(answer[0].first, meaning.unit), answer[1]


def _holiday(meaning: Meaning, context: Context, place: Place) -> Answer:
    """A holiday by name: of the year stated, of the narrative's, else by tense, else the nearest, the coming one where nothing speaks."""
    if meaning.year is not None:
        when = holidays.holiday(meaning.value, meaning.year)
        return (when, "stated") if when else None
    if context.narrative and context.year and context.year > 0:
        context.counts_from(f"the year told before, {cal.year_text(context.year)}")
        when = holidays.holiday(meaning.value, context.year)
        return (when, "inferred") if when else None
    context.counts_from(tense=place.tense)
    today = context.published
    found = [p for n in (-1, 0, 1) if (p := holidays.holiday(meaning.value, today.year + n)) and p.first]
    if not found:
        return None
    fit = [p for p in found if _fits(p, today, place)] or found
    nearest = min(found, key=lambda p: _away(p, today))
    return (nearest if _away(nearest, today) <= NEAR_HOLIDAY else min(fit, key=lambda p: _away(p, today))), "inferred"


def _fits(period: Period, today: date, place: Place) -> bool:
    assert period.first is not None
    assert period.last is not None
    return period.first <= today if place.tense == "past" else period.last >= today if place.tense == "future" else True


def _away(period: Period, today: date) -> int:
    assert period.first is not None
    return abs((period.first - today).days)
