"""What comes in: sources, articles, their spans, and the evidence cut from them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, overload

Certainty = Literal["stated", "inferred", "assumed"]
BlockKind = Literal["headline", "dateline", "paragraph", "heading", "list", "block_quote", "speech", "boilerplate"]


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

    @classmethod
    def of_edges(cls, edges: Iterable[int]) -> Spans:
        """The spans of which ``edges`` are the starts and ends, one after the other."""
        spans = cls()
        spans._edges = array("I", edges)
        return spans

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
    url: str | None = None
    """Where on the web it was fetched, archived or linked from, where that is known."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why: part of the result, never dropped in silence."""

    path: str
    reason: str
    is_passing: bool = False
    """Whether another run may read it: it took too long, or the process that read it died."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The date of an article: its value, where it was found, how certain it is, and why."""

    value: str
    """ISO 8601: a day, or a day and time with the article's own offset."""
    certainty: Certainty
    found_in: str
    """``configuration``, ``front matter``, ``metadata``, ``e-mail header``, ``url``, ``dateline``, ``file name``, ``body`` or
    ``reference day``."""
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
