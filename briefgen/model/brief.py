"""The finished brief, how it is dressed and to whom it is mailed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from briefgen.model.found import QuoteKind, Status
from briefgen.model.story import Conflict, Figure, Former, Line
from briefgen.model.text import Certainty, Evidence, Skipped, Stamp

ChangeKind = Literal["new", "moved", "cancelled", "status", "dropped"]


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
class Issue:
    """What the articles talk about: a label in their words, points, who says what."""

    label: str
    score: float
    points: tuple[Line, ...]
    quotes: tuple[str, ...]
    """Ids of the brief's quotes on it."""
    people: tuple[str, ...]


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


Proofs = Literal["none", "footnotes", "comments"]


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
    template_name: str = ""
    """What the user called it: a name (``weekly``) or a file, for messages."""
    paper: Literal["a4", "letter"] | None = None
    """None: the template's own."""
    colour: str | None = None
    """Of headings and rules, six hexadecimal digits; None: the template's own."""
    font: str | None = None
    """Of the whole text; None: the template's own."""
    logo: bytes = field(default=b"", repr=False)
    """A PNG or JPEG picture; empty without."""
    proof: Proofs = "none"
    """Where the sentence behind a line stands in a Word document, beside the link to its source."""
    envelopes: Mapping[str, Envelope] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of the topic, for the formats that are mailed."""
