"""Years that a history leaves out: a day or month without one has the year that makes the telling move least, and rather onward than back.

The article's dates are taken as one path. A year that is left out may be any that is stated near by, or the one before or after it; of
all paths the cheapest is kept (Viterbi 1967), going back costing more than going on. A stated date off the path ("as in 1614", "the
August 1792 uprising") may be left aside at a price.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.meaning import Meaning

ONWARD, BACK = 1.0, 2.0  # the price of a month
TURN = 4.0  # the price of going back at all
FAR, FAR_UNSTATED = 20, 40  # months; a longer way to a date costs no more, the second for one without its year
PASSED = 15.0  # what it costs a date without its year to pass over the one told just before it
NEAR_YEARS = 4  # stated years before and after that are tried
PATHS = 24  # kept at each step
DAY = 1 / 31  # of a month
# The weights come from a search over histories of sixteen wars, half of them at a time; they lie on a plateau.


@dataclass(frozen=True, slots=True)
class Told:
    """A date of the telling: what it says, and the price of leaving it aside."""

    meaning: Meaning
    aside: float
    step: float = 1.0
    """What a move to it costs: more within a sentence than from one paragraph to the next."""


def years_told(dates: Sequence[Told]) -> list[int | None]:
    """The year of each date that states none, in order; None for the others and where no year is stated near by."""
    stated = [n for n, d in enumerate(dates) if d.meaning.year is not None]
    years: list[int | None] = [None] * len(dates)
    best: list[_Path] = [_Path(0.0, None, None, None)]
    for n, told in enumerate(dates):
        following: dict[tuple[float, float] | None, _Path] = {}
        if told.meaning.year is not None:
            moves = [(told.meaning.year, _stretch(told.meaning, told.meaning.year))]
            for path in best:
                _keep(following, path.at, _Path(path.cost + told.aside, path.at, path.before, path.year, is_left=True))
        else:
            moves = [(year, _stretch(told.meaning, year)) for year in _candidates(dates, stated, n)]
        far = FAR_UNSTATED if told.meaning.year is None else FAR
        for year, at in moves:
            for path in best:
                cost = path.cost + told.step * _price(path.at, at, far)
                if path.is_left and told.meaning.year is None and told.step >= 1:
                    cost += PASSED
                _keep(following, at, _Path(cost, at, path, (n, year)))
        if following:
            best = sorted(following.values(), key=lambda p: p.cost)[:PATHS]
    last: _Path | None = best[0]
    while last is not None:
        if last.year is not None and dates[last.year[0]].meaning.year is None:
            years[last.year[0]] = last.year[1]
        last = last.before
    return years


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    at: tuple[float, float] | None
    """First and last month of the last date on the path, counted from year 0."""
    before: _Path | None
    year: tuple[int, int] | None
    """The number of the last date on the path, and its year."""
    is_left: bool = False
    """Whether the date just before was left aside."""


def _keep(paths: dict[tuple[float, float] | None, _Path], at: tuple[float, float] | None, path: _Path) -> None:
    if at not in paths or path.cost < paths[at].cost:
        paths[at] = path


def _candidates(dates: Sequence[Told], stated: Sequence[int], n: int) -> list[int]:
    """The years stated nearest before and after date ``n``, with those before and after them."""
    at = bisect_left(stated, n)
    near = {dates[k].meaning.year for k in stated[max(0, at - NEAR_YEARS) : at + NEAR_YEARS]}
    return sorted({year + step for year in near if year is not None for step in (-1, 0, 1)})


def _stretch(meaning: Meaning, year: int) -> tuple[float, float]:
    """The first and last month of a date in a year."""
    start = year * 12
    if meaning.kind == "season":
        first = start + cal.SEASONS[meaning.unit] - 1
        return (first, first + 2.99)
    if meaning.month is None:
        return (start, start + 11.99)
    first = start + meaning.month - 1
    return (first + meaning.day * DAY, first + meaning.day * DAY) if meaning.day else (first, first + 0.99)


def _price(one: tuple[float, float] | None, two: tuple[float, float], far: float) -> float:
    """What it costs to go on from one date to another."""
    if one is None:
        return 0.0
    if two[0] > one[1]:
        return ONWARD * min(two[0] - one[1], far)
    if two[1] < one[0]:
        return TURN + BACK * min(one[0] - two[1], far)
    return 0.0
