"""What a document has said so far: its date, the last date it mentioned, the year it is telling of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from briefgen.annotate.time.calendar import Period
from briefgen.annotate.time.meaning import Found
from briefgen.annotate.time.tense import Tense
from briefgen.model import Certainty

MAX_JUMP = 15  # years; a history does not go so far within a paragraph
MIN_YEARS = 5  # stated years; fewer are the background of a report, not a history

Answer = tuple[Period, Certainty] | None
"""What a resolver gives: the period and how certain it is; None where nothing can be said."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: block, sentence, the tense beside it, and a day named later in its sentence."""

    at: tuple[int, int]
    tense: Tense
    ahead: date | None = None
    told: int | None = None
    """The year that the order of the telling gives to a date that states none; only in a history."""
    before: str = ""
    """The word before it in lower case."""
    fronted: bool = False
    """Whether it tells when the story goes on: "In 2019 the sides met", "by 1917", a heading; not "the 1917 battle", "since 1882"."""


@dataclass(slots=True)
class Context:
    """The state of the pass over an article. It alone decides what "two days later" or "in June" counts from."""

    published: date
    """The day from which "today" counts: of publication, or the one on which a transcript was spoken far from it."""
    certainty: Certainty
    """``assumed`` where the publication date is; nothing that rests on it is surer."""
    narrative: bool
    """A history told in order: a day without a year has the year last told of, not the one nearest to publication."""
    last: Period | None = None
    day: Period | None = None
    """The last day (not month or year) mentioned."""
    year: int | None = None
    """The year last stated, or carried with a date."""
    year_at: tuple[int, int] = (-1, -1)
    """Block and sentence in which the year was stated."""
    quarter: tuple[int, int] | None = None
    """The quarter that the article reports on, the latest full one that it has named: year and number."""
    grains: list[str] = field(default_factory=list)
    """Granularities of the dates of the block so far."""
    since_quarter: int = 99
    """How many dates were mentioned since the last quarter."""
    months_reported: bool = False
    """Whether the figures told last are those of some months ("the first nine months"), not of a quarter."""
    anchor: str = ""
    """What the expression now read counts from, told by its resolver."""
    published_by: str = "publication"
    """What tells the day ``published``."""
    year_day: bool = False
    """Whether the stated year belonged to a day or month, or opened its sentence: "In 2019 ..."."""

    def counts_from(self, what: Period | str | None = None, *, tense: str = "") -> None:
        """Remember what the expression now read counts from: publication unless told, and the tense that decided."""
        told = f"the last date told, {what.value}" if isinstance(what, Period) else what or _publication(self.published, self.published_by)
        self.anchor = f"{told}, {tense} tense" if tense else told

    def note(
        self, period: Period, *, stated: bool, place: tuple[int, int], referential: bool, derived: bool = False, fronted: bool = False
    ) -> None:
        """Remember a resolved date; ``referential`` ones ("now", "last year" in a history) move nothing but the last mention,
        ``derived`` ones ("the year-ago quarter") do not become the quarter that is reported on."""
        self.grains.append(period.grain)
        self.since_quarter += 1
        if period.grain == "quarter":
            self.since_quarter = 0
            self.months_reported = False
            if not derived and period.last and period.last <= self.published:
                self.quarter = max(self.quarter or (0, 0), (period.year, int(period.value[-1])))
        if period.grain in ("century", "decade"):
            return
        self.last = period
        if period.grain == "day":
            self.day = period
        if self.narrative and self._is_aside(period, place, fronted=fronted):
            return
        if stated or (self.narrative and not referential):
            self.year, self.year_at, self.year_day = period.year, place, period.grain in ("day", "month") or fronted

    def _is_aside(self, period: Period, place: tuple[int, int], *, fronted: bool) -> bool:
        """Whether a year of a history does not move the story: "the 1917 battle", "as in 1614", "declassified in October 2005"."""
        if period.grain == "year" and not fronted:
            return True
        return self.year is not None and abs(period.year - self.year) > MAX_JUMP and place[0] == self.year_at[0]


@lru_cache(16)
def _publication(day: date, by: str) -> str:
    return f"{by} on {day}"


def is_narrative(found: Sequence[Found], *, published: date | None) -> bool:
    """Whether an article tells a history: many stated years, few of them near publication, few words such as "yesterday" or "Friday"."""
    years = [f.meaning.year for f in found if f.meaning.kind == "date" and f.meaning.year is not None]
    years += [f.meaning.ends[1].year for f in found if f.meaning.ends and f.meaning.ends[1].year is not None]
    if len(years) < MIN_YEARS:
        return False
    near = sum(published is not None and year >= published.year for year in years)
    deictic = sum(
        (f.meaning.kind == "cycle" and f.meaning.anchor == "published") or (f.meaning.kind == "date" and _is_bare_weekday(f)) for f in found
    )
    return near * 4 < len(years) and deictic * 8 < len(years)


def _is_bare_weekday(found: Found) -> bool:
    return found.meaning.weekday is not None and found.meaning.day is None
