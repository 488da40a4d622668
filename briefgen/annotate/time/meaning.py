"""What a time expression says, before its context has told which days it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """The parts of a date, a step or a length, as far as the words give them.

    ``kind`` names the resolver: date, named, told,
    weekday_of, month_of, season_of, quarter, half, season, decade, century, fiscal, holiday,
    nth_weekday, week_of, cycle, shift, from_day, ending, length, repeat, vague, clock, range.
    """

    kind: str
    year: int | None = None
    """Negative before Christ: -490 is 490 BC."""
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: float | None = None
    """The count of units, the number of the quarter, century or era year."""
    unit: str = ""
    step: int = 0
    """-1 the one before, 0 this one, +1 the next."""
    anchor: str = "published"
    """``published``, or ``last``: the last date that the text mentioned."""
    part: str = ""
    """START, MID, END; BEGIN, CLOSE for the first and last day; EARLIER, LATER;
    WEEK1 to WEEK4, and WEEK5 for the last seven days of a month."""
    mod: str | None = None
    clock: str = ""
    """``14:30``, or a part of the day: MO, AF, EV, NI."""
    zone: str | None = None
    value: str = ""
    vague: bool = False
    problem: str = ""
    ends: tuple[Meaning, Meaning] | None = None
    """Of a range: its first and its last member."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of tokens with the rule that read it and what it means."""

    start: int
    end: int
    rule: str
    meaning: Meaning
    pieces: tuple[tuple[int, int], ...] = ()
    """The tokens of the two ends of a range."""
