"""What one page holds: the template ``memo`` shows no more than fits it, and says how much was left out.

The page is measured, not guessed: every paragraph is broken into lines by the widths of Arial, and the least of what stands there goes
until all fits the shorter of A4 and Letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.dates import NBSP, format_day
from briefgen.model import Brief, Evidence, Look, Reference, Row
from briefgen.render.word.context.quotes import QuoteWriter, shorten_text
from briefgen.render.word.context.rows import RowWriter, capital
from briefgen.render.word.context.sources import source_links
from briefgen.render.word.context.timeline import text_width, wrap_words
from briefgen.render.word.engine.richtext import Rich, Run, safe_url

MOST = {"lines": 4, "rows": 6, "issues": 4, "quotes": 4, "gaps": 2}
# What goes first where the page is full: each step leaves so many of its kind.
STEPS = (
    ("quotes", 3), ("issues", 3), ("gaps", 1), ("rows", 5), ("quotes", 2), ("rows", 4), ("lines", 3), ("issues", 2), ("quotes", 1),
    ("rows", 3), ("lines", 2), ("issues", 1), ("rows", 2), ("gaps", 0), ("quotes", 0), ("rows", 1), ("lines", 1), ("issues", 0),
)  # fmt: skip
MAX_LINE, MAX_POINT, MAX_WORDS, MAX_GAP, MAX_HEADLINE, MAX_TITLE = 240, 190, 150, 170, 44, 120  # characters
MAX_CITED = 3  # numbers behind one line; the rest are counted
PAGE = 244.0  # mm of text on Letter with the memo's margins: 279 less 18 and 17; what is measured is 3 % or more above what is drawn
LOGO = 19.0  # mm: the picture and the space after it
WIDTH = 170.0  # mm of text
OTHER_FONT = 1.17  # Verdana, the widest of those in use, over Arial
_MM_PER_POINT = 25.4 / 72
_FACE = 1.15  # a line of Arial over its size


def make_memo(brief: Brief, look: Look, rows: RowWriter, quotes: QuoteWriter) -> dict[str, Any]:
    """The fields of ``memo``: the most important of everything that fits one page together; its sources are cited without notes."""
    kept = {
        "lines": [_line(line.text, line.evidence) for line in brief.bottom_line[: MOST["lines"]]],
        "issues": [
            {"label": issue.label, **_line(issue.points[0].text, issue.points[0].evidence, MAX_POINT)}
            for issue in brief.issues[: MOST["issues"]]
            if issue.points
        ],
        "quotes": quotes.one_a_side(MAX_WORDS)[: MOST["quotes"]],
        "gaps": _gaps(brief)[: MOST["gaps"]],
        "rows": _rows(brief, rows, MOST["rows"]),
    }
    page = _Page(brief, look)
    for kind, most in STEPS:
        if page.height(kept) <= PAGE - (LOGO if look.logo else 0):
            break
        kept[kind] = _rows(brief, rows, most) if kind == "rows" else kept[kind][:most]
    shown = kept["rows"]
    return {
        "bottom_line": kept["lines"],
        "rows": shown,
        "rows_note": rows.note(_chosen(brief, len(shown))),
        "issues": kept["issues"],
        "quotes": kept["quotes"],
        "gaps": kept["gaps"],
        "left_out": _left_out(brief, kept),
        "sources": [_source(source, look.locale) for source in brief.sources if source.number in _cited(brief, kept)],
    }


def _chosen(brief: Brief, most: int) -> list[Row]:
    """The most important rows to come, in their order."""
    best = sorted(brief.itinerary, key=lambda row: -row.score)[:most]
    return [row for row in brief.itinerary if any(row is one for one in best)]


def _rows(brief: Brief, rows: RowWriter, most: int) -> list[dict[str, Any]]:
    chosen = _chosen(brief, most)
    return [{**rows.show(row), "title": shorten_text(row.title, MAX_TITLE), "sources": cite_few(row.evidence)} for row in chosen]


def _line(text: str, evidence: Sequence[Evidence], limit: int = MAX_LINE) -> dict[str, Any]:
    return {"text": shorten_text(text, limit), "sources": cite_few(evidence)}


def cite_few(evidence: Iterable[Evidence]) -> Rich:
    """The first MAX_CITED sources behind a line, and how many more: ``[1] [3]–[5] +9``."""
    found = list(evidence)
    numbers = list(dict.fromkeys(e.source for e in found if e.source > 0 and not e.previous))
    few = source_links(e for e in found if e.source in numbers[:MAX_CITED] or e.previous)
    more = len(numbers) - MAX_CITED
    return few + Rich((Run(f"{NBSP}+{more}", style="SourceLink"),)) if more > 0 else few


def _gaps(brief: Brief) -> list[dict[str, Any]]:
    """Reports that disagree, each side's version, and those that contradict themselves."""
    made = []
    for conflict in brief.conflicts:
        about = capital(conflict.about) if len(conflict.readings) > 1 else f"{capital(conflict.about)}, which contradicts itself"
        versions = " / ".join(reading.value for reading in conflict.readings)
        made.append(_line(f"{about}: {versions}", [e for reading in conflict.readings for e in reading.evidence[:1]], MAX_GAP))
    return made


def _source(source: Reference, locale: str) -> dict[str, Any]:
    """An entry of the list of sources, run in with the others."""
    url = safe_url(source.url)
    title = shorten_text(source.title or source.id, MAX_HEADLINE)
    return {
        "number": Rich((Run(f"[{source.number}]", bookmark=f"source_{source.number}"),)),
        "publisher": source.publisher,
        "headline": Rich((Run(title, style="Hyperlink" if url else None, url=url),)),
        "date": format_day(source.published.day, locale) if source.published else "no date",
    }


def _cited(brief: Brief, kept: dict[str, list[dict[str, Any]]]) -> set[int]:
    """The numbers that the page refers to."""
    links = [item["sources"] for items in kept.values() for item in items]
    links += [former["sources"] for row in kept["rows"] for former in row["former"]]
    anchors = {run.anchor for rich in links for run in rich.runs if run.anchor}
    edges = {source.number for source in brief.sources if f"source_{source.number}" in anchors}
    ranges = [[int(run.anchor.removeprefix("source_")) for run in rich.runs if run.anchor] for rich in links if "–" in str(rich)]
    return edges | {number for pair in ranges for number in range(min(pair), max(pair) + 1)}


def _left_out(brief: Brief, kept: dict[str, list[dict[str, Any]]]) -> str:
    """``Not on this page: 3 articles, 14 events, 1 issue and 10 quotes.``; empty where everything is on it."""
    less = brief.left_out
    counts = (
        (less.articles, "article"),
        (less.rows + len(brief.itinerary) + len(brief.chronology) - len(kept["rows"]), "event"),
        (len(brief.issues) - len(kept["issues"]), "issue"),
        (less.quotes + len(brief.quotes) - len(kept["quotes"]), "quote"),
        (len(brief.conflicts) - len(kept["gaps"]), "disagreement"),
        (len(brief.assumptions), "assumption"),
        (len(brief.skipped), "unread file"),
    )
    told = join_counts(counts)
    sentences = [f"Not on this page: {told}."] if told else []
    if any("+" in str(item["sources"]) for items in kept.values() for item in items):
        sentences.append("A number after + counts further sources of a line.")
    return " ".join(sentences)


def join_counts(counts: Iterable[tuple[int, str]]) -> str:
    """``2 articles, 1 event and 3 quotes``; what there is none of goes."""
    parts = [f"{count}{NBSP}{noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


@dataclass(frozen=True, slots=True)
class _Page:
    """Measures what would stand on the page. Sizes are those of ``docs/templates/build_memo.py``."""

    brief: Brief
    look: Look

    def height(self, kept: dict[str, list[dict[str, Any]]]) -> float:
        """Millimetres from the first line to the last."""
        parts = [
            self.lines("x", 8.5, after=3),
            self.lines(self.brief.title, 17, bold=True, after=3),
            self.lines("x", 9, after=9),
            self.section(self.lines(f"{i['text']} {i['sources']}", 10, width=WIDTH - 7, spacing=1.1, after=3) for i in kept["lines"]),
            self.section([*(self.row(row) for row in kept["rows"]), 6.0, 4.5]) if kept["rows"] else 0,
            self.section(self.lines(f"{i['label']}: {i['text']} {i['sources']}", 9.5, width=WIDTH - 5, after=2.5) for i in kept["issues"]),
            self.section(self.lines(self.quote(quote), 9.5, width=WIDTH - 5, after=3) for quote in kept["quotes"]),
            self.section(self.lines(f"{gap['text']} {gap['sources']}", 9.5, width=WIDTH - 5, after=2.5) for gap in kept["gaps"]),
            self.lines(_left_out(self.brief, kept) + "x" * 80, 8, before=4, after=3),
            self.lines(self.entries(kept), 7.5, before=8, after=3),
        ]
        return sum(parts)

    def section(self, heights: Iterable[float]) -> float:
        """A heading and what stands under it; nothing where nothing does."""
        total = sum(heights)
        return total + self.lines("x", 11, spacing=1, before=6, after=3) if total else 0  # of two spaces that meet the larger counts

    def row(self, row: dict[str, Any]) -> float:
        """A row of the table: its tallest cell and the space around it."""
        around = " · ".join(part for part in (row["place"], row["people"], row["part_of"] and f"part of: {row['part_of']}") if part)
        notes = [around] if around else []
        notes += [f"Earlier report: {former['text']} {former['sources']}" for former in row["former"]]
        notes += [f"Edited: {row['edited']}"] if row["edited"] else []
        event = self.lines(row["title"], 9, width=91, bold=True, spacing=1.05)
        event += sum(self.lines(note, 8, width=91, spacing=1.02) for note in notes)
        day = self.lines(f"{row['when']}{row['sign']}", 9, width=33, bold=True, spacing=1.05) + (self.lines("x", 8) if row["clock"] else 0)
        return max(event, day, self.lines(str(row["sources"]), 9, width=20, spacing=1.05)) + 1.5

    def quote(self, quote: dict[str, Any]) -> str:
        """A quote with its speaker in one line of words."""
        return f"{quote['words']} {quote['speaker']}, {quote['office']} · {quote['date']} {quote['sources']}"

    def entries(self, kept: dict[str, list[dict[str, Any]]]) -> str:
        """The list of sources in one line of words."""
        found = [_source(s, self.look.locale) for s in self.brief.sources if s.number in _cited(self.brief, kept)]
        return " · ".join(f"{s['number']} {s['publisher'] or ''}: {s['headline']}, {s['date']}" for s in found)

    def lines(
        self,
        text: str,
        size: float,
        *,
        width: float = WIDTH,
        bold: bool = False,
        spacing: float = 1.05,
        before: float = 0,
        after: float = 0,
    ) -> float:
        """The height of ``text`` in lines of ``width`` mm at ``size`` points, with the space around it."""
        factor = (1.09 if bold else 1.0) * (OTHER_FONT if self.look.font else 1.0)
        count = len(wrap_words(text, width, size, factor=factor)) if text_width(text, size, factor=factor) > width * 0.95 else 1
        return (count * size * _FACE * spacing + before + after) * _MM_PER_POINT
