"""Resolution: from what an expression says, its context and the tense beside it to the days it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time import resolve_periods as periods
from briefgen.annotate.time import resolve_relative as relative
from briefgen.annotate.time.calendar import Period
from briefgen.annotate.time.context import Answer, Context, Place
from briefgen.annotate.time.meaning import Meaning
from briefgen.model import Certainty, TimexType

MODS = {
    "START": "START",
    "MID": "MID",
    "END": "END",
    "BEGIN": "START",
    "CLOSE": "END",
    "EARLIER": "START",
    "LATER": "END",
    "WEEK1": "START",
    "WEEK5": "END",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """TIMEX3 type, value and modifier, with the days."""

    type: TimexType
    value: str
    mod: str | None = None
    first: date | None = None
    last: date | None = None
    zone: str | None = None
    certainty: Certainty = "inferred"
    problem: Literal["invalid", "weekday"] | None = None


def resolve(meaning: Meaning, context: Context, place: Place) -> Resolved | None:
    """What ``meaning`` says in its context, which is told of it; None where nothing can be said."""
    if meaning.kind == "length":
        context.months_reported |= meaning.unit == "month" and meaning.number in (6, 9)
        if meaning.ends:
            return _length_of(meaning, context, place)
        return Resolved("DURATION", meaning.value, meaning.mod, certainty="stated")
    if meaning.kind == "repeat":
        return Resolved("SET", meaning.value, certainty="stated")
    if meaning.kind == "vague":
        return (
            Resolved("TIME" if "T" in meaning.value[5:] and meaning.value[0] == "X" else "DATE", meaning.value)
            if context.narrative or not meaning.vague
            else None
        )
    if meaning.kind == "clock":
        return _clock(meaning, context)
    if meaning.kind == "range":
        return _range(meaning, context, place)
    if meaning.kind == "shift" and meaning.vague:
        return Resolved("DATE", "FUTURE_REF" if meaning.step > 0 else "PAST_REF")
    if meaning.kind == "date" and meaning.day and meaning.month and not _can_exist(meaning):
        return Resolved("DATE", _invalid_value(meaning), certainty="stated" if meaning.year else "inferred", problem="invalid")
    answer = RESOLVERS[meaning.kind](meaning, context, place)
    if answer is None:
        return None
    period, certainty = answer
    return _finish(meaning, period, certainty, context, place)


def _finish(meaning: Meaning, period: Period, certainty: Certainty, context: Context, place: Place) -> Resolved:
    """The period with its part, time of day and modifier, told to the context."""
    stated = certainty == "stated" and meaning.year is not None
    context.note(
        period,
        stated=stated,
        place=place.at,
        referential=meaning.kind in ("cycle", "shift") and meaning.anchor == "published",
        derived=meaning.kind == "shift" or meaning.anchor == "reported",
        fronted=place.fronted,
    )
    if certainty == "inferred" and context.certainty == "assumed":
        certainty = "assumed"
    problem: Literal["weekday"] | None = None
    if meaning.day and meaning.weekday is not None and period.first and period.first.weekday() != meaning.weekday:
        problem = "weekday"
    if meaning.clock:
        return Resolved(
            "TIME",
            f"{period.value}T{meaning.clock}",
            MODS.get(meaning.part, meaning.mod),
            period.first,
            period.last,
            meaning.zone,
            certainty,
            problem,
        )
    first, last = _part(meaning.part, period, context)
    mod = MODS.get(meaning.part) or meaning.mod
    return Resolved("DATE", period.value, mod, first, last, None, certainty, problem)


def _part(part: str, period: Period, context: Context) -> tuple[date | None, date | None]:
    """The days of an early, middle or late part, of the beginning or end of a period, or of what is left or past of it."""
    first, last, today = period.first, period.last, context.published
    if not part or first is None or last is None or first == last:
        return first, last
    if part in ("START", "MID", "END"):
        third = cal.third(period, part)
        return third.first, third.last
    if part.startswith("WEEK"):
        number = int(part[4:])
        start = last - timedelta(days=6) if number == 5 else first + timedelta(days=7 * (number - 1))
        return start, start + timedelta(days=6)
    if part == "BEGIN":
        return first, first
    if part == "CLOSE":
        return last, last
    if part == "LATER":
        return (today + timedelta(days=1), last) if first <= today < last else (first, last)
    return (first, today) if first <= today <= last else (first, last)


def _can_exist(meaning: Meaning) -> bool:
    """Whether the month has such a day; Feb. 29 without a year has."""
    assert meaning.day is not None
    assert meaning.month is not None
    return cal.is_day(meaning.year or 2000, meaning.month, meaning.day)


def _invalid_value(meaning: Meaning) -> str:
    year = cal.year_text(meaning.year) if meaning.year else "XXXX"
    return f"{year}-{meaning.month:02d}-{meaning.day:02d}"


def _clock(meaning: Meaning, context: Context) -> Resolved | None:
    """A time of day without a date: on the day last mentioned in the block or in a history, else on the day of publication."""
    recent = context.day if context.day is not None and (context.narrative or "day" in context.grains) else None
    day = recent or cal.day_period(context.published)
    context.counts_from(recent)
    if meaning.vague and recent is None:
        return Resolved(
            "TIME",
            f"{context.published.isoformat()}T{meaning.clock}",
            MODS.get(meaning.part),
            context.published,
            context.published,
            None,
            _capped(context),
        )
    return Resolved("TIME", f"{day.value}T{meaning.clock}", MODS.get(meaning.part), day.first, day.last, meaning.zone, _capped(context))


def _capped(context: Context) -> Certainty:
    return "assumed" if context.certainty == "assumed" else "inferred"


def _range(meaning: Meaning, context: Context, place: Place) -> Resolved | None:
    """From the first day of one end to the last day of the other; the later end is never before the earlier."""
    assert meaning.ends is not None
    one, two = meaning.ends
    if one.kind == "clock":
        return resolve(replace(two, kind="clock", clock=f"{one.clock}/{two.clock}"), context, place)
    start = resolve(one, context, place)
    if start is not None and start.first and two.year is None and two.month:
        year = start.first.year + (two.month < start.first.month)
        if two.day and cal.is_day(year, two.month, two.day) and two.weekday is None and not two.part:
            return _days(start, cal.day_of(year, two.month, two.day), context, place)
        two = replace(two, year=year)
    elif start is not None and start.first and two.weekday is not None and not two.day:
        ahead = (two.weekday - start.first.weekday()) % 7 or 7
        when = start.first + timedelta(days=ahead)
        two = Meaning("date", year=when.year, month=when.month, day=when.day)
    end = resolve(two, context, place)
    if start is None or end is None:
        return start or end
    problem = start.problem or end.problem
    if problem == "invalid" or (start.first and end.last and start.first > end.last):
        return Resolved("DATE", f"{start.value}/{end.value}", certainty=start.certainty, problem="invalid")
    return Resolved("DATE", f"{start.value}/{end.value}", None, start.first, end.last, None, start.certainty, problem)


def _days(start: Resolved, end: Period, context: Context, place: Place) -> Resolved:
    """From a day to a later one."""
    context.note(end, stated=False, place=place.at, referential=False)
    is_wrong = start.problem == "invalid" or (start.first and end.last and start.first > end.last)
    value = f"{start.value}/{end.value}"
    if is_wrong:
        return Resolved("DATE", value, certainty=start.certainty, problem="invalid")
    return Resolved("DATE", value, None, start.first, end.last, None, start.certainty, start.problem)


def _from_day(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "a week from Monday": Monday itself by the future, then the week."""
    assert meaning.ends is not None
    number = meaning.number or 1
    inner = meaning.ends[0]
    answer = RESOLVERS[inner.kind](inner, context, replace(place, tense="future" if number > 0 and place.tense != "past" else place.tense))
    if answer is None or answer[0].first is None:
        return None
    return cal.day_period(cal.shift_day(answer[0].first, number, meaning.unit)), "inferred"


def _length_of(meaning: Meaning, context: Context, place: Place) -> Resolved:
    """For "the first ten months of 1915", "the last two weeks of May 2025": a length whose days are told."""
    assert meaning.ends is not None
    answer = periods.date_of(meaning.ends[0], context, place)
    if answer is None or answer[0].first is None or answer[0].last is None:
        return Resolved("DURATION", meaning.value, meaning.mod, certainty="stated")
    period, number = answer[0], meaning.number or 1
    context.note(period, stated=True, place=place.at, referential=False)
    first, last = answer[0].first, answer[0].last
    if meaning.part == "START":
        last = min(last, cal.shift_day(first, number, meaning.unit) - timedelta(days=1))
    else:
        first = max(first, cal.shift_day(last + timedelta(days=1), -number, meaning.unit))
    return Resolved("DURATION", meaning.value, meaning.mod, first, last, None, "stated")


MID_QUARTER = timedelta(days=45)


def _ending(meaning: Meaning, context: Context, place: Place) -> Answer:
    """For "the quarter ended July 31", "the year ending June 30, 1990", "its fourth quarter ended Sept. 30": the exact days; a quarter
    without a number is named after the calendar quarter in which it mostly lies, a year after the one in which it ends."""
    assert meaning.ends is not None
    inner = meaning.ends[0]
    answer = RESOLVERS[inner.kind](inner, context, place)
    last = answer[0].last if answer else None
    if last is None:
        return None
    middle = last - MID_QUARTER if meaning.unit == "quarter" else last
    named = cal.quarter_period(last.year, int(meaning.number)) if meaning.number else cal.period_of(middle, meaning.unit)
    first = cal.shift_day(last + timedelta(days=1), -1, meaning.unit)
    return replace(named, first=first, last=last), "inferred"


RESOLVERS: dict[str, Callable[[Meaning, Context, Place], Answer]] = {
    "date": periods.date_of, "named": periods.named, "told": periods.told,
    "weekday_of": periods.weekday_of_week, "month_of": periods.month_of_year, "season_of": periods.season_of_year,
    "nth_weekday": periods.nth_weekday, "week_of": periods.week_of, "quarter": periods.quarter, "half": periods.half,
    "season": periods.season, "decade": periods.decade, "century": periods.century, "fiscal": periods.fiscal, "holiday": periods.holiday,
    "cycle": relative.cycle, "shift": relative.shift, "from_day": _from_day, "ending": _ending,
}  # fmt: skip
"""The resolver of each kind of meaning that is a period."""
