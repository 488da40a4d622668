"""What the annotators find in one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, overload

from briefgen.model.text import Article, Certainty, Span, Spans, Stamp

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Polarity = Literal["said", "denied"]
Status = Literal["confirmed", "planned", "tentative", "cancelled", "postponed", "past"]


@dataclass(frozen=True, slots=True)
class Placing:
    """The analyst's word that a row or a quote stands in a brief, or that it does not."""

    is_shown: bool
    topic: str | None
    """In whose brief; None for every one to which it belongs."""
    reason: str


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as TimeML defines it, with the days it means."""

    span: Span
    text: str
    type: TimexType
    value: str
    """TIMEX3 value; years before 1 as ``BC0499``."""
    mod: str | None
    first: date | None
    last: date | None
    zone: str | None
    certainty: Certainty
    problem: Literal["invalid", "weekday"] | None
    rule: str
    anchor: str | None = None
    """What it counts from and what decided: ``publication on 2025-08-26, past tense``; None where its own words say all."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the article names, with the fullest name and the role as written."""

    name: str
    role: str | None
    affiliation: str | None
    country: str | None
    gender: Literal["f", "m"] | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance; fragments around an attribution belong together."""

    span: Span
    fragments: tuple[Span, ...]
    text: str
    """The fragments joined by `` … ``."""
    kind: QuoteKind
    speaker: str | None
    """As written beside the quote (``he``, ``Misri``); None when none stands there."""
    speaker_span: Span | None
    speaker_resolved: str | None
    role: str | None
    affiliation: str | None
    speakers_resolved: tuple[str, ...]
    """More than one for a joint quote."""
    cue: str | None
    polarity: Polarity
    said_on: date | None
    said_at: str | None
    rule: str
    edited: str | None = None
    """Why the analyst corrected it; None where it is as the article has it."""
    placed: tuple[Placing, ...] = ()


def quote_id(article: str, quote: Quote) -> str:
    """The id of a quote of an article, by its place and words: no correction of its speaker changes it."""
    sign = f"{article}|{quote.span.start}|{quote.text}"
    return "q" + hashlib.sha256(sign.encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Term:
    """A noun phrase that may name an issue."""

    span: Span
    text: str


class Terms(Sequence[Term]):
    """The terms of an article in text order, held as offsets: they are many, and most are read once."""

    __slots__ = ("_spans", "_text")

    def __init__(self, text: str = "", spans: Spans | None = None) -> None:
        self._text = text
        self._spans = spans or Spans()

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Term]:
        return (Term(span, span.of(self._text)) for span in self._spans)

    @overload
    def __getitem__(self, at: int) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Term, ...]: ...
    def __getitem__(self, at: int | slice) -> Term | tuple[Term, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        span = self._spans[at]
        return Term(span, span.of(self._text))

    def span(self, at: int) -> Span:
        """Where a term stands."""
        return self._spans[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and (self._text, self._spans) == (other._text, other._spans)

    def __hash__(self) -> int:
        return hash((self._text, self._spans))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at a time or in an order: a visit, a summit, a call."""

    span: Span
    """The words that tell it; evidence."""
    title: str
    kind: str
    first: date | None
    last: date | None
    place: str | None
    people: tuple[str, ...]
    status: Status
    timex: int | None
    """Index into the article's timexes."""
    after: int | None
    """Index of the event of the same article that it is told to follow."""
    rule: str
    before: int | None = None
    """Index of the event of the same article that it is told to precede."""
    within: int | None = None
    """Index of the event of the same article on whose sidelines it is told to be."""
    moved: Moved | None = None
    """Set where the sentence says that the event is no longer when or where it was."""
    absent: tuple[str, ...] = ()
    """People of whom the sentence says that they will not attend."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a sentence says an event was before it changed; None where it only says that it did ("will now be held")."""

    first: date | None
    last: date | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What the merge needs of an article alone, made beforehand."""

    signature: bytes
    """Of its text, by which copies are found."""
    phrases: str
    """A line for each part of a term that may name a theme: the term's index, whether it is written as a matter is (``+``), key, form."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with all that was found in it. ``published`` is stated, or assumed with its reason."""

    article: Article
    published: Stamp | None = None
    timexes: tuple[Timex, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    terms: Terms = field(default_factory=Terms)
    events: tuple[Event, ...] = ()
    digest: Digest | None = None
