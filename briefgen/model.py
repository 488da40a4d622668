"""The types that the stages share: frozen, slotted, tuples only.

Offsets are half-open and count code points of ``Article.text``, which never changes after reading.
A day is a ``datetime.date``; an interval is its first and last day, both inclusive.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, overload

Certainty = Literal["stated", "inferred", "assumed"]
BlockKind = Literal["headline", "dateline", "paragraph", "heading", "list", "block_quote", "speech", "boilerplate"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Polarity = Literal["said", "denied"]
Status = Literal["confirmed", "planned", "tentative", "cancelled", "postponed", "past"]
Verdict = Literal["SAME", "DIFFERENT", "UNSURE"]
ChangeKind = Literal["new", "moved", "cancelled", "status", "dropped"]


# --- what comes in -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of an article's text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside, borders included."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The stretch of ``text`` that the span marks."""
        return text[self.start : self.end]


class Spans(Sequence[Span]):
    """Spans in text order, held as offsets: an article has hundreds, and ten thousand articles are held at once."""

    __slots__ = ("_edges",)

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._edges = array("I", (edge for span in spans for edge in (span.start, span.end)))

    def __len__(self) -> int:
        return len(self._edges) // 2

    def __iter__(self) -> Iterator[Span]:
        edges = iter(self._edges)
        return map(Span, edges, edges)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, at: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        at = range(len(self))[at]
        return Span(self._edges[2 * at], self._edges[2 * at + 1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and self._edges == other._edges

    def __hash__(self) -> int:
        return hash(self._edges.tobytes())


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that somebody gave: a file, a member of a folder, standard input."""

    id: str
    path: str
    """As shown to the reader: relative, with ``/``; never absolute."""
    kind: str
    """The key of the reader in ``read.READERS``."""
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why: part of the result, never dropped in silence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """The date of an article: its value, where it was found, how certain it is, and why."""

    value: str
    """ISO 8601: a day, or a day and time with the article's own offset."""
    certainty: Certainty
    found_in: str
    """``front matter``, ``metadata``, ``url``, ``file name``, ``dateline``, ``body`` or ``reference day``."""
    why: str
    span: Span | None = None
    """The words of the text that say so, where there are any."""

    @property
    def day(self) -> date:
        """The calendar day in the article's own offset."""
        return date.fromisoformat(self.value[:10])


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, speech or line that is not the article (``boilerplate``)."""

    span: Span
    kind: BlockKind
    place: str | None = None
    """Where it stands in the source (``page 3``), where the source has places."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its reader made it. ``text`` is what every offset counts in."""

    id: str
    path: str
    publisher: str | None
    url: str | None
    title: str | None
    language: str
    """ISO 639-1, ``en`` where nothing speaks against it."""
    reader: str
    sha256: str
    text_sha256: str
    text: str
    published: Stamp | None
    """A stated date only; ``annotate.time`` assumes one where this is None."""
    blocks: tuple[Block, ...]
    sentences: Spans
    """Sentences of all blocks but boilerplate, headline and dateline, in order; none crosses a block."""

    def body(self) -> Iterator[Block]:
        """The blocks that belong to the article: all but boilerplate."""
        return (block for block in self.blocks if block.kind != "boilerplate")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of an article that a line rests on, and the rule that read them. Build it with :func:`cite`."""

    article: str
    start: int
    end: int
    text: str
    rule: str
    source: int = 0
    """The number of the source in the brief; 0 until the brief numbers it."""
    previous: bool = False
    """Whether the words stand in the previous brief and in none of these articles."""


MAX_EVIDENCE = 700  # characters: two long sentences; a line that needs more proves nothing


def cite(article: Article, span: Span, rule: str) -> Evidence:
    """Evidence for ``span`` of ``article``, cut to MAX_EVIDENCE characters at a blank, white space trimmed.

    Raises ValueError where nothing is left: no line stands on empty evidence.
    """
    start, end = span.start, min(span.end, len(article.text))
    if end - start > MAX_EVIDENCE:
        cut = article.text.rfind(" ", start + MAX_EVIDENCE // 2, start + MAX_EVIDENCE)
        end = cut if cut > 0 else start + MAX_EVIDENCE
    while start < end and article.text[start].isspace():
        start += 1
    while end > start and article.text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise ValueError(f"{article.id}: evidence at {span.start}-{span.end} is empty")
    return Evidence(article.id, start, end, article.text[start:end], rule)


# --- the analyst's word --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placing:
    """The analyst's word that a row or a quote stands in a brief, or that it does not."""

    is_shown: bool
    topic: str | None
    """In whose brief; None for every one to which it belongs."""
    reason: str


# --- what the annotators find --------------------------------------------------------------------------


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

    def __init__(self, text: str = "", terms: Iterable[Term] = ()) -> None:
        self._text = text
        self._spans = Spans(t.span for t in terms)

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
class Annotated:
    """An article with all that was found in it. ``published`` is stated, or assumed with its reason."""

    article: Article
    published: Stamp | None = None
    timexes: tuple[Timex, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    terms: Terms = field(default_factory=Terms)
    events: tuple[Event, ...] = ()


# --- what the merge makes of many ----------------------------------------------------------------------


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
class Row:
    """A line of the itinerary or of the chronology, as the brief shows it."""

    id: str
    kind: str
    first: date | None
    last: date | None
    when: str
    """As shown: ``29–30 August 2025``, ``later in 2025``, ``after the Japan visit``."""
    time: str | None
    zone: str | None
    title: str
    place: str | None
    people: tuple[str, ...]
    status: Status
    certainty: Certainty
    part_of: str | None
    after: str | None
    """The id of the row that it is told to follow."""
    edited: str | None
    was: tuple[Former, ...]
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the brief and what it rests on."""

    text: str
    evidence: tuple[Evidence, ...]
    id: str | None = None
    """Of the row or quote that it stands for, where it stands for one that was left out."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What the articles talk about: a label in their words, points, who says what."""

    label: str
    score: float
    points: tuple[Line, ...]
    quotes: tuple[str, ...]
    """Ids of the brief's quotes on it."""
    people: tuple[str, ...]


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


# --- the brief -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What is not as it was in the previous brief."""

    kind: ChangeKind
    id: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """An official's words as the brief shows them, title as at the date."""

    id: str
    text: str
    kind: QuoteKind
    speaker: str
    role: str | None
    affiliation: str | None
    date: date | None
    edited: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source of the brief; ``copies`` are the ids of articles with the same text."""

    number: int
    id: str
    title: str | None
    publisher: str | None
    published: Stamp | None
    url: str | None
    path: str
    reader: str
    sha256: str
    text_sha256: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much did not earn its place."""

    articles: int
    rows: int
    quotes: int
    row_lines: tuple[Line, ...] = ()
    """The rows left out, a line each, best first; for the page at which a brief is checked, not in the JSON."""
    quote_lines: tuple[Line, ...] = ()
    """The quotes left out, in the order of the articles."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The finished brief; ``docs``: the contract's ``briefgen/brief/1``."""

    topic: str
    title: str
    as_of: date
    first: date | None
    last: date | None
    version: str
    config_sha256: str | None
    bottom_line: tuple[Line, ...]
    changes: tuple[Change, ...]
    itinerary: tuple[Row, ...]
    chronology: tuple[Row, ...]
    issues: tuple[Issue, ...]
    quotes: tuple[Quotation, ...]
    people: tuple[Figure, ...]
    conflicts: tuple[Conflict, ...]
    sources: tuple[Reference, ...]
    left_out: LeftOut
    skipped: tuple[Skipped, ...]
    assumptions: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing to tell: no article of the period belongs to its topic."""
        return not (self.bottom_line or self.itinerary or self.chronology or self.issues or self.quotes)


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address: ``spec`` is ``desk@example.org``, ``name`` what stands before it, or empty."""

    name: str
    spec: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom a brief is mailed, and how. Blind copies are no part of a message: they are never here."""

    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    subject: str | None = None
    """With ``{title}``, ``{topic}`` and ``{as_of}`` still in it; None for the usual one."""
    attach: tuple[str, ...] = ("docx", "ics")


@dataclass(frozen=True, slots=True)
class Look:
    """How a brief is dressed: nothing here changes what it says."""

    locale: str = "en-GB"
    marking: str | None = None
    organisation: str | None = None
    zone: str | None = None
    """The reader's time zone by its IANA name (``Asia/Kolkata``); times are told in it too."""
    template: bytes = field(default=b"", repr=False)
    """The Word template, for the formats that fill one."""
    envelopes: Mapping[str, Envelope] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of the topic, for the formats that are mailed."""
