"""Pieces of text with their place on a page -> lines in reading order -> paragraphs, columns and page ends taken into account.

Lengths are points, as PDF counts them: 72 to an inch, y upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.read.hyphens import HYPHENS, IsSplit, join_halves

TERMINAL = re.compile(r"[.!?:;…—][\"'”’»)\]]*$")
LABEL = re.compile(r"(?:Q|(?:THE )?[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}:)\s")  # "MS. ADLER: Thank you", as transcripts have it
BULLET = re.compile(r"(?:[*•‣▪◦]|[-–](?=\s+[^a-z])|\(?\d{1,2}[.)])\s")
NEW_LINE = 0.5  # of a letter's height; two pieces whose feet differ less stand on one line
NEW_PARAGRAPH = 1.22  # times the usual distance of lines
MAX_DISTANCE = 1.8  # times the usual distance, of lines of one sentence
INDENT = 0.8  # of a letter's height
SHORT = 0.3  # of a column's width, left empty: such a line was ended by hand
MIN_COLUMN = 4  # lines that a column holds at least
FILLED = 0.6  # of a column's width: shorter lines, by the median, are cells of a table
MAX_COLUMNS = 16  # of a page; a cut beyond is a fault


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one line. ``spaced`` says that a blank stands before it."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: its text, its edges, those of its column, and the page, counted from 1."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    page: int = 0
    column: int = 0
    start: float = 0.0
    """The left edge of its column."""
    end: float = 0.0
    """The right edge of its column."""


def order_pages(pages: Sequence[Sequence[Piece]]) -> list[Line]:
    """The lines of a document in the order in which they are read: a column to its end, then the next one.

    A last, short page without enough lines to show its columns has those of the page before it.
    """
    out: list[Line] = []
    gutter: float | None = None
    for number, pieces in enumerate(pages, 1):
        here = _gutter(pieces)
        if here is None and gutter is not None and not any(p.left < gutter < p.right for p in pieces):
            here = gutter
        out.extend(_order_lines(pieces, number, here))
        gutter = here
    return out


def _order_lines(pieces: Sequence[Piece], page: int, gutter: float | None) -> list[Line]:
    out: list[Line] = []
    for column, (inside, edges) in enumerate(_columns(pieces, gutter, MAX_COLUMNS)):
        rows = join_rows(inside)
        start, end = edges or (min(r.left for r in rows), max(r.right for r in rows))
        out.extend(replace(row, page=page, column=column, start=start, end=end) for row in rows)
    return out


def join_rows(pieces: Sequence[Piece]) -> list[Line]:
    """The pieces put together to lines, from the top of the page down."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.foot):
        if rows and abs(rows[-1][0].foot - piece.foot) < NEW_LINE * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(row) for row in rows]


def _row(pieces: list[Piece]) -> Line:
    pieces.sort(key=lambda p: p.left)
    text = pieces[0].text
    for one, two in pairwise(pieces):
        text += (" " if two.spaced or two.left - one.right > 0.15 * two.size else "") + two.text
    main = max(pieces, key=lambda p: len(p.text))
    return Line(text, pieces[0].left, max(p.right for p in pieces), main.foot, main.size)


Edges = tuple[float, float] | None


def _columns(pieces: Sequence[Piece], gutter: float | None, left_over: int, edges: Edges = None) -> Iterator[tuple[Sequence[Piece], Edges]]:
    """The columns of ``pieces`` in reading order; what spans two columns (a headline) parts what is above it from what is below."""
    if gutter is None:
        if pieces:
            yield pieces, edges
        return
    sides = ([p for p in pieces if p.right <= gutter], [p for p in pieces if p.left >= gutter])
    wide = sorted((p for p in pieces if p.left < gutter < p.right), key=lambda p: -p.foot)
    reach = [(min(p.left for p in side), max(p.right for p in side)) if side else None for side in sides]
    bands = [_bands(side, [p.foot for p in wide]) for side in sides]
    across: list[Piece] = []
    for number, halves in enumerate(zip(*bands)):
        if any(halves) and across:
            yield across, None
            across = []
        for half, borders in zip(halves, reach):
            yield from _columns(half, _gutter(half) if left_over > 2 else None, left_over // 2, borders)
        across.extend(wide[number : number + 1])
    if across:
        yield across, None


def _bands(side: Sequence[Piece], cuts: Sequence[float]) -> list[list[Piece]]:
    """The pieces of one side between the lines that span both: above the first, between it and the second, ..., below the last."""
    bands: list[list[Piece]] = [[] for _ in range(len(cuts) + 1)]
    at = 0
    for piece in sorted(side, key=lambda p: -p.foot):
        while at < len(cuts) and piece.foot <= cuts[at]:
            at += 1
        bands[at].append(piece)
    return bands


def _gutter(pieces: Sequence[Piece], parts: int = 4) -> float | None:
    """Where an empty strip parts two columns of full lines; None where there is one column, or a table.

    A side may itself consist of ``parts`` - 1 columns.
    """
    if len(pieces) < 2 * MIN_COLUMN:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    width = right - left
    if width <= 0:
        return None
    steps = 200
    changes = [0] * (steps + 2)
    for piece in pieces:
        changes[int((piece.left - left) / width * steps)] += 1
        changes[int((piece.right - left) / width * steps) + 1] -= 1
    cover, covers = 0, []
    for change in changes[: steps + 1]:
        cover += change
        covers.append(cover)
    inner = range(steps // 8, steps - steps // 8)
    least = min(covers[at] for at in inner)
    runs = _runs([at for at in inner if covers[at] == least])
    first, last = max(runs, key=lambda run: run[1] - run[0])
    middle = (first + last) / 2
    gutter = left + (middle + 0.5) / steps * width
    return gutter if _is_gutter(pieces, gutter, (left, right), parts) else None


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as stretches of neighbours."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _is_gutter(pieces: Sequence[Piece], gutter: float, edges: tuple[float, float], parts: int) -> bool:
    sides = ([p for p in pieces if p.right <= gutter], [p for p in pieces if p.left >= gutter])
    across = len(pieces) - len(sides[0]) - len(sides[1])
    if across > min(len(sides[0]), len(sides[1])):
        return False
    for side, width in zip(sides, (gutter - edges[0], edges[1] - gutter)):
        lengths = sorted(row.right - row.left for row in join_rows(side))
        if len(lengths) < MIN_COLUMN:
            return False
        if lengths[len(lengths) // 2] < FILLED * width and (parts < 3 or _gutter(side, parts - 1) is None):
            return False
    return True


def join_lines(lines: Sequence[Line], *, is_split: IsSplit) -> Iterator[list[tuple[str, int]]]:
    """The paragraphs of a document, each as stretches of text with the page on which they stand; joined, they are the paragraph.

    ``is_split`` tells whether a hyphen at a line's end goes ("min-ister") or stays ("well-prepared").
    """
    pitches = _pitches(lines)
    paragraph: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        if at and _breaks(lines[at - 1], line, pitches):
            yield paragraph
            paragraph = []
        if not paragraph:
            paragraph.append((line.text, line.page))
            continue
        text, page = paragraph[-1]
        kept, between = join_halves(text, line.text, is_split)
        paragraph[-1] = (kept + between, page)
        if page == line.page:
            paragraph[-1] = (kept + between + line.text, page)
        else:
            paragraph.append((line.text, line.page))
    if paragraph:
        yield paragraph


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of two lines of one paragraph, by the size of their letters: the second of them begins in lower case."""
    seen: dict[int, Counter[float]] = {}
    for one, two in pairwise(lines):
        distance = one.foot - two.foot
        close = one.page == two.page and one.column == two.column and 0 < distance < 4 * one.size and _alike(one, two)
        if close and two.text[0].islower() and not TERMINAL.search(one.text):
            seen.setdefault(round(one.size), Counter())[round(distance * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in seen.items()}


def _alike(one: Line, two: Line) -> bool:
    return abs(one.size - two.size) < 0.12 * max(one.size, two.size)


def _breaks(one: Line, two: Line, pitches: dict[int, float]) -> bool:
    """Whether a paragraph ends between two lines."""
    if not _alike(one, two) or BULLET.match(two.text) or LABEL.match(two.text):
        return True
    size = max(one.size, two.size, 0.1)
    indented = two.left - two.start > INDENT * size
    if one.page != two.page or one.column != two.column:
        return _ends_early(one, two) or (TERMINAL.search(one.text) is not None and not two.text[0].islower()) or indented
    distance = (one.foot - two.foot) / max(pitches.get(round(one.size), 1.2 * size), size)
    goes_on = two.text[0].islower() and not TERMINAL.search(one.text)
    if distance < 0 or distance > (MAX_DISTANCE if goes_on else NEW_PARAGRAPH):
        return True
    fresh = two.left - one.left > INDENT * size or TERMINAL.search(one.text) is not None or _has_room(one, two)
    if indented and fresh and not BULLET.match(one.text) and not two.text[0].islower() and not _is_centred(two):
        return True
    return _ends_early(one, two)


def _is_centred(line: Line) -> bool:
    return abs((line.left - line.start) - (line.end - line.right)) < 0.5 * line.size


def _ends_early(one: Line, two: Line) -> bool:
    """Whether a line was ended by hand: the first word of the next line would have found room on it.

    A line that ends no sentence must leave much room and be followed by a capital: "Ana Petrik" above "Ticket office, Port Arden".
    """
    if TERMINAL.search(one.text):
        return _has_room(one, two)
    return _has_room(one, two) and one.end - one.right > SHORT * (one.end - one.start) and not two.text[:1].islower()


def _has_room(one: Line, two: Line) -> bool:
    if one.text[-1:] in HYPHENS:
        return False
    word = two.text.split(" ", 1)[0]
    needed = (two.right - two.left) / max(1, len(two.text)) * (len(word) + 1)
    return one.end - one.right > 1.2 * needed + 0.5 * one.size
