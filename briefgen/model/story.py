"""What the merge makes of many articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefgen.model.found import Annotated, Placing, Status
from briefgen.model.text import Certainty, Evidence, Span

Verdict = Literal["SAME", "DIFFERENT", "UNSURE"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two mentions are one thing, with the reasons. Only SAME merges."""

    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """What a row said before a later report changed it."""

    first: date | None
    last: date | None
    place: str | None
    status: Status
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One event of a story, told by one article or by twenty: what the merge hands to the brief."""

    id: str
    kind: str
    first: date | None
    last: date | None
    value: str | None
    """TIMEX3 value of the most exact date stated; None where it was joined from two, or none is stated."""
    mod: str | None
    time: str | None
    zone: str | None
    title: str
    place: str | None
    countries: tuple[str, ...]
    """The countries that the place lies in or names."""
    people: tuple[str, ...]
    status: Status
    certainty: Certainty
    part_of: str | None
    after: str | None
    was: tuple[Former, ...]
    mentions: tuple[tuple[str, Span], ...]
    """Every sentence that tells it, by article id, the one with the title first."""
    evidence: tuple[Evidence, ...]
    edited: str | None = None
    """Why the analyst corrected it; None where it is as the articles have it."""
    placed: tuple[Placing, ...] = ()
    before: str | None = None
    """The id of the event that it is told to precede."""
    absent: tuple[str, ...] = ()
    """People who will not attend, as the last report of it has it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that the articles talk about, with the sentences that name it."""

    label: str
    score: float
    mentions: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What many articles tell together. ``articles`` holds one of each set of copies, in order of publication."""

    articles: tuple[Annotated, ...]
    copies: tuple[tuple[str, tuple[str, ...]], ...]
    """Article id and the ids of its copies, where it has any."""
    events: tuple[StoryEvent, ...]
    figures: tuple[Figure, ...]
    themes: tuple[Theme, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the brief and what it rests on."""

    text: str
    evidence: tuple[Evidence, ...]
    id: str | None = None
    """Of the row or quote that it stands for, where it stands for one that was left out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One side of a conflict."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Reports that disagree, side by side."""

    about: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One person of a story: the name, and the role as at the last report of it."""

    name: str
    role: str | None
    affiliation: str | None
    names: tuple[str, ...]
    """Every spelling under which the articles name them."""
    evidence: tuple[Evidence, ...]
    edited: str | None = None
    """Why the analyst corrected the role."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a chronology with the sentences that tell it."""

    day: date
    score: float
    sentences: tuple[Line, ...]
