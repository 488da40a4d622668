"""Years for days and months that state none: by the weekday beside, by the story's year, by tense, else the nearest."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.context import Context
from briefgen.annotate.time.tense import Tense

BACK = 8  # months; a history that seems to go back so far has gone on into the next year
AHEAD = 1.5  # how much farther a day ahead counts where no verb speaks: reports tell more of the past
NEAR = 75  # days; a report speaks of a day this near whatever tense its main verb has ("set for Nov. 13")
LONG_AGO = 2  # years; a month told after such a year is of that year, after last year it may be of this
PLAIN: dict[Tense, Tense] = {"gone": "past", "coming": "future"}


def _is_next_year(month: int, context: Context) -> bool:
    """Whether a history has gone on into the next year: "In December ... In January"."""
    last = context.last
    if last is None or last.grain not in ("day", "month") or last.first is None or last.year != context.year:
        return False
    back = last.first.month - month
    return back >= BACK


def choose_year(month: int, day: int, weekday: int | None, context: Context, tense: Tense, at: tuple[int, int]) -> int:
    """The year of a day and month."""
    today = context.published
    plain = PLAIN.get(tense, tense)
    if weekday is not None and not (context.narrative and context.year):
        years = [y for y in range(today.year - 6, today.year + 7) if cal.is_day(y, month, day) and date(y, month, day).weekday() == weekday]
        if years:
            best = min(years, key=lambda y: abs((date(y, month, day) - today).days))
            when = date(best, month, day)
            against = (plain == "future" and when < today) or (plain == "past" and when > today)
            if abs(best - today.year) <= 1 and not (against and abs((when - today).days) > NEAR):
                context.counts_from(f"the weekday beside it and publication on {today}")
                return best
    carried = _carried(context, month, tense, at, day_level=True)
    if carried is not None and cal.is_day(carried, month, day):
        context.counts_from(f"the year told before, {cal.year_text(carried)}")
        return carried
    year, tense = _nearest(month, day, today, tense)
    context.counts_from(tense=tense)
    return year


@lru_cache(4096)
def _nearest(month: int, day: int, today: date, tense: Tense) -> tuple[int, Tense]:
    """The year that makes a day nearest to publication, and the tense if it decided: a day not near follows its verb."""
    days = [date(y, month, day) for y in (today.year - 1, today.year, today.year + 1) if cal.is_day(y, month, day)]
    if not days:  # Feb. 29: the nearest leap year
        return min((y for y in range(today.year - 8, today.year + 9) if cal.is_day(y, month, day)), key=lambda y: abs(y - today.year)), ""
    if tense == "gone":
        return max((d for d in days if d <= today), default=days[0]).year, "past"
    if tense == "coming":
        return min((d for d in days if d >= today), default=days[-1]).year, "future"
    nearest = min(days, key=lambda d: abs((d - today).days))
    if abs((nearest - today).days) <= NEAR:
        return nearest.year, ""
    fit = [d for d in days if (d >= today if tense == "future" else d <= today if tense == "past" else True)] or days
    return min(fit, key=lambda d: (d - today).days * AHEAD if d > today else (today - d).days).year, tense


def choose_month_year(month: int, context: Context, tense: Tense, at: tuple[int, int], *, fronted: bool = False) -> int:
    """The year of a month: past and future include the month of publication."""
    if (carried := _carried(context, month, tense, at, day_level=False, fronted=fronted)) is not None:
        context.counts_from(f"the year told before, {cal.year_text(carried)}")
        return carried
    context.counts_from(tense=PLAIN.get(tense, tense))
    today = context.published
    now = today.year * 12 + today.month
    months = [(today.year + n) * 12 + month for n in (-1, 0, 1)]
    if tense == "gone":
        return (max(m for m in months if m <= now) - 1) // 12
    if tense == "coming":
        return (min(m for m in months if m >= now) - 1) // 12
    if now + 1 in months:  # next month is meant whatever the tense: "agreed to meet in March", said in February
        return now // 12
    fit = [m for m in months if (m <= now if tense == "past" else m >= now if tense == "future" else True)] or months
    best = min(fit, key=lambda m: (m - now) * AHEAD if m > now else now - m)
    return (best - 1) // 12


def _carried(context: Context, month: int, tense: Tense, at: tuple[int, int], *, day_level: bool, fronted: bool = False) -> int | None:
    """The year of the story: always in a history, else from a year stated in the sentence before and a past tense.

    "In 2019 the sides met in Mamallapuram. On Oct. 11 they walked on the beach."
    """
    if context.year is None:
        return None
    if context.narrative:
        return context.year + _is_next_year(month, context)
    block, sentence = context.year_at
    if not day_level:  # "In May 1945 Germany surrendered; in August, the bombs fell"
        long_ago = context.year <= context.published.year - LONG_AGO and block == at[0] and 0 <= at[1] - sentence <= 1
        return context.year if fronted and context.year_day and long_ago and PLAIN.get(tense, tense) == "past" else None
    if (
        context.year_day
        and day_level
        and PLAIN.get(tense, tense) == "past"
        and context.year < context.published.year
        and block == at[0]
        and 0 <= at[1] - sentence <= 1
    ):
        return context.year
    return None
