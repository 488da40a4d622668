"""Articles as the page shows them: paragraphs cut where evidence begins or ends, so that each stretch is marked in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from briefgen.dates import format_day
from briefgen.model import Article, Block, Brief, Reference, Span, Stamp
from briefgen.render.html.marks import PREVIOUS, Mark, Register
from briefgen.render.word.engine.richtext import safe_url

MAX_LEFT_OUT = 5_000_000  # characters of left-out articles in a page; beyond, a browser opens it too slowly


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place where evidence begins: ``count`` marked segments from here are its words."""

    id: str
    count: int
    rule: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is evidence as a whole, or not at all."""

    text: str
    is_marked: bool = False
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the page. ``kind``: a block's, ``paragraph`` for text that stands in no block."""

    kind: str
    place: str | None
    lead: tuple[Segment, ...]
    """The dateline that runs into the paragraph."""
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One article of the page, or what is known of it."""

    id: str
    key: str
    """The article's own id; never written into the page as an id."""
    number: int | None
    """Of the source; None for one left out."""
    title: str
    publisher: str | None
    when: str
    doubt: str | None
    """``assumed: nothing in the text says when``; None for a stated date."""
    url: str | None
    host: str | None
    is_left_out: bool
    is_cut: bool
    """Whether the text was left away because the page holds enough of left-out articles."""
    pieces: tuple[Piece, ...]
    excerpts: tuple[tuple[Anchor, str], ...]
    """Evidence whose place is not in the text at hand."""

    @property
    def is_previous(self) -> bool:
        """Whether it stands for the previous brief."""
        return self.key == PREVIOUS


def lay_out(brief: Brief, articles: Mapping[str, Article], register: Register, ids: Mapping[str, str], locale: str) -> list[Card]:
    """A card for each source by number, then for each article left out, then for evidence of articles that are not at hand."""
    references = {source.id: source for source in reversed(brief.sources)}
    shown = _choose_texts(articles, references, register)
    cards = []
    for key, id_ in ids.items():
        marks = register.by_article.get(key, [])
        article, reference = articles.get(key), references.get(key)
        pieces, lost = cut(article, marks) if article and key in shown else ((), marks)
        excerpts = tuple((Anchor(mark.id, 1, mark.evidence.rule), mark.evidence.text) for mark in lost)
        card = _head(id_, key, reference or article, locale)
        cards.append(replace(card, is_cut=article is not None and key not in shown, pieces=pieces, excerpts=excerpts))
    return cards


def number_articles(brief: Brief, articles: Mapping[str, Article], cited: Sequence[str]) -> dict[str, str]:
    """An id for the page (``a3``) for each article's own: sources, articles left out, then whatever else is ``cited``."""
    keys = dict.fromkeys((*(source.id for source in brief.sources), *left_out_of(brief, articles), *cited))
    return {key: f"a{number}" for number, key in enumerate(keys, 1)}


def left_out_of(brief: Brief, articles: Mapping[str, Article]) -> list[str]:
    """Ids of the articles that no source of ``brief`` names, as itself or as a copy, in the order of ``articles``."""
    used = {id_ for source in brief.sources for id_ in (source.id, *source.copies)}
    return [id_ for id_ in articles if id_ not in used]


def _choose_texts(articles: Mapping[str, Article], references: Mapping[str, Reference], register: Register) -> set[str]:
    """Ids of the articles whose text the page holds: every source, and of the others, those with evidence first, up to the budget."""
    shown = {id_ for id_ in articles if id_ in references}
    rest = MAX_LEFT_OUT
    for id_ in sorted((i for i in articles if i not in references), key=lambda i: i not in register.by_article):
        if len(articles[id_].text) <= rest:
            rest -= len(articles[id_].text)
            shown.add(id_)
    return shown


# --- the head --------------------------------------------------------------------------------------------


def _head(id_: str, key: str, known: Reference | Article | None, locale: str) -> Card:
    """A card without text."""
    if known is None:
        title = "The previous brief" if key == PREVIOUS else f"{key} (not at hand)"
        return Card(id_, key, None, title, None, "", None, None, None, False, False, (), ())
    when, doubt = show_stamp(known.published, locale)
    url = safe_url(known.url)
    host = urlsplit(url).hostname if url else None
    number = known.number if isinstance(known, Reference) else None
    return Card(id_, key, number, title_of(known), known.publisher, when, doubt, url, host, number is None, False, (), ())


def title_of(known: Reference | Article) -> str:
    """The title; the last part of the article's own id where it has none."""
    return (known.title or "").strip() or known.id


def show_stamp(stamp: Stamp | None, locale: str) -> tuple[str, str | None]:
    """A date as shown, and why it is doubtful; ``no date stated`` without one."""
    if stamp is None:
        return "no date stated", None
    try:
        shown = format_day(date.fromisoformat(stamp.value[:10]), locale)
    except ValueError:  # of a brief read back from elsewhere
        shown = stamp.value
    return shown, None if stamp.certainty == "stated" else f"{stamp.certainty}: {stamp.why}"


# --- the text --------------------------------------------------------------------------------------------


def cut(article: Article, marks: Sequence[Mark]) -> tuple[tuple[Piece, ...], list[Mark]]:
    """The whole text of ``article`` as pieces with ``marks`` in their places, and the marks whose words do not stand there.

    Every character but white space between blocks is in one piece. One sweep over the text and its sorted borders.
    """
    text = article.text
    placed = [mark for mark in marks if _stands_in(text, mark)]
    found = {mark.number for mark in placed}
    lost = [mark for mark in marks if mark.number not in found]
    borders = _Borders(placed)
    spans = [(block, list(borders.cut(block.span.start, block.span.end))) for block in _cover(text, article.blocks)]
    starts = [start for _, stretches in spans for start, _, is_marked in stretches if is_marked]
    opened: dict[int, list[Anchor]] = {}
    for mark in placed:
        first, last = bisect_left(starts, mark.evidence.start), bisect_left(starts, mark.evidence.end)
        opened.setdefault(starts[first], []).append(Anchor(mark.id, last - first, mark.evidence.rule))
    made = (
        (block, tuple(Segment(text[s:e], is_marked, tuple(opened.get(s, ())) if is_marked else ()) for s, e, is_marked in stretches))
        for block, stretches in spans
    )
    return tuple(_join_datelines(made, text)), lost


def _stands_in(text: str, mark: Mark) -> bool:
    """Whether its words stand at its offsets, and begin with one, so that some piece holds its beginning."""
    one = mark.evidence
    return 0 <= one.start < one.end and text[one.start : one.end] == one.text and not one.text[0].isspace()


class _Borders:
    """The places where evidence begins or ends, each with how much of it covers what follows. Asked from left to right."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        change: dict[int, int] = {}
        for mark in marks:
            change[mark.evidence.start] = change.get(mark.evidence.start, 0) + 1
            change[mark.evidence.end] = change.get(mark.evidence.end, 0) - 1
        self._places = sorted(change)
        self._change = change
        self._next = self._depth = 0

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """``start`` to ``end`` in stretches: first, end, whether it is evidence."""
        while start < end:
            while self._next < len(self._places) and self._places[self._next] <= start:
                self._depth += self._change[self._places[self._next]]
                self._next += 1
            stop = min(end, self._places[self._next]) if self._next < len(self._places) else end
            yield start, stop, self._depth > 0
            start = stop


def _cover(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """``blocks`` in order, and a paragraph for each stretch of text between them that is not blank; none overlaps another."""
    at = 0
    for block in sorted(blocks, key=lambda b: b.span):
        start, end = max(at, block.span.start), min(block.span.end, len(text))
        if start >= end:
            continue
        yield from _paragraphs(text, at, start)
        yield replace(block, span=Span(start, end))
        at = end
    yield from _paragraphs(text, at, len(text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    """Text that no block holds, a paragraph a line."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop + 1
        if text[start:stop].strip():
            yield Block(Span(start, stop), "paragraph")
        start = stop


def _join_datelines(made: Iterator[tuple[Block, tuple[Segment, ...]]], text: str) -> Iterator[Piece]:
    """Pieces, a dateline joined to the paragraph that it runs into."""
    waiting: tuple[Block, tuple[Segment, ...]] | None = None
    for block, segments in made:
        lead: tuple[Segment, ...] = ()
        if waiting is not None:
            between = text[waiting[0].span.end : block.span.start]
            if block.kind == "paragraph" and "\n\n" not in between:
                lead = waiting[1]
            else:
                yield Piece("dateline", waiting[0].place, (), waiting[1])
        waiting = (block, segments) if block.kind == "dateline" else None
        if waiting is None:
            yield Piece(block.kind, block.place, lead, segments)
    if waiting is not None:
        yield Piece("dateline", waiting[0].place, (), waiting[1])
