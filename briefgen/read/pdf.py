"""PDF files: the text layer as paragraphs, one a line, each page kept as the place; running heads and page numbers left out."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot, pi
from threading import Lock
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Limits, Source, Span
from briefgen.read.draft import Draft
from briefgen.read.flate import refuse_bombs
from briefgen.read.hyphens import HYPHENS, find_splits
from briefgen.read.layout import Line, Piece, join_lines, join_rows, order_pages

MAX_PAGES = 2000  # a book of that length is no article
MAX_LETTERS = 1_000_000  # of one page; a page of a broadsheet has 40,000
MAX_PIECES = 500_000  # of one file; a book has 100,000 lines
EDGE_ROWS = 3  # lines at the top and at the bottom of a page among which running heads stand
MAX_NUMBERS = 6  # of a line that are looked at
HEAD_SHARE = 0.4  # of the pages: heads of left and right pages differ
NUMBER = re.compile(r"(?:page\s)?[-–—\s]*\d{1,4}[-–—\s]*(?:(?:of|/|von|sur|de)\s*\d{1,4})?", re.IGNORECASE)
# What browsers print: "8/26/25, 10:14 AM   A ferry for Velden" above, "https://meridian.example/ferry   1/2" below
PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?(?: .*)?|(?:https?|file)://\S+ \d{1,4}/\d{1,4}")
NO_TITLE = re.compile(r"untitled.*|(?:microsoft \w+|print|powerpoint)\b.*|.*\.(?:docx?|odt|rtf|pdf|txt|html?|indd|qxd|pages|tex|dvi)", re.I)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
UNREADABLE = 0.3  # share of letters without a meaning above which a text layer is of no use
COLUMN_GAP = 1.0  # of a letter's height: a wider gap within a line may part two columns
LOCK = Lock()  # PDFium works for one thread at a time


def read_pdf(source: Source) -> Draft:
    """The draft of a PDF file. Raises ReadError for a scan, a file with a password, a broken one, and one beyond the limits."""
    refuse_bombs(source.data)
    with LOCK:
        pages, title = _read_pages(source.data)
    letters = sum(len(p.text) for page in pages for p in page)
    if not letters:
        raise ReadError("is a scan without a text layer; run text recognition (OCR) over it first")
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for page in pages for p in page for c in p.text)
    if odd > UNREADABLE * letters:
        raise ReadError("has a text layer that means nothing (its fonts do not say which letters they show); run OCR over it first")
    heads = _running_heads(pages)
    lines = order_pages([_without_heads(page, number, heads) for number, page in enumerate(pages)])
    if not lines:
        raise ReadError("holds no text beside page numbers and running heads")
    text, places = _assemble(_with_margins(lines))
    return Draft(text=text, reader="pdf/1", title=_own_title(title), places=places)


def _own_title(title: str) -> str | None:
    """The title that the file states of itself, unless it is the name of a file or a default."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", title).split())
    return line if line and not NO_TITLE.fullmatch(line[:300]) else None


def _read_pages(data: bytes) -> tuple[list[list[Piece]], str]:
    """The pieces of text on each page, and the title that the file states."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ReadError("is protected by a password; save a copy without one") from error
        raise ReadError("is no PDF file, or a damaged one; open it in a PDF program and save it again") from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(f"has more than {MAX_PAGES} pages, too many for one article; split it")
        left, room = Limits().article_bytes, MAX_PIECES
        pages = []
        for number in range(len(document)):
            pieces, count = _read_page(document, number, left)
            pages.append(pieces)
            left -= count
            room -= len(pieces)
            if room < 0:
                raise ReadError("is set in too many scattered pieces of text to put together; run OCR over a print of it")
        return pages, str(document.get_metadata_value("Title") or "")
    finally:
        document.close()


def _read_page(document: Any, number: int, left: int) -> tuple[list[Piece], int]:
    """The pieces of one page and its number of characters; none for a page that PDFium cannot load."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return [], 0
    try:
        text = page.get_textpage()
        try:
            count = text.count_chars()
            if count > MAX_LETTERS:
                raise ReadError(f"has more than {MAX_LETTERS:,} characters on page {number + 1}; no article does")
            if count > left:
                raise ReadError("holds more text than one article may; split it")
            return list(_pieces(_letters(text.raw, count))), count
        finally:
            text.close()
    except pypdfium2.PdfiumError:
        return [], 0
    finally:
        page.close()


Letter = tuple[str, float, float, float, float]  # the letter, its left and right edge, its foot, the size of its type
BLANK: Letter = (" ", 0.0, 0.0, 0.0, 0.0)


def _letters(raw: Any, count: int) -> Iterator[Letter]:
    """The letters of a page in the order of the file, turned upright; those of another direction than most are left out."""
    from pypdfium2 import raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, to_x, to_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    find_box, find_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    codes = [pdfium.FPDFText_GetUnicode(raw, at) for at in range(count)]
    turns = _turns(raw, codes)
    main = Counter(turn for turn, code in zip(turns, codes) if code > 32).most_common(1)
    turned = main[0][0] if main else 0
    sizes: dict[float, float] = {}
    high = 0
    for at, code in enumerate(codes):
        if (code <= 32 and code != 2) or code == 0xA0:
            yield BLANK
            continue
        if turns[at] != turned or not find_box(raw, at, to_box):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        letter = chr(code)
        if 0xDC00 <= code < 0xE000:
            letter = chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd"
        high = 0
        find_origin(raw, at, to_x, to_y)  # the foot of the box differs from font to font, the origin of the letter does not
        left, right, bottom, top, foot = box.left, box.right, box.bottom, box.top, y.value
        if turned:
            left, right, bottom, top = _upright(turned, left, right, bottom, top)
            foot = _upright(turned, x.value, x.value, foot, foot)[2]
        size = sizes.get(top - bottom) or sizes.setdefault(top - bottom, _size(raw, at, top - bottom))
        yield LIGATURES.get(letter, letter), left, right, foot, size


def _size(raw: Any, at: int, height: float) -> float:
    """The size of the type of a letter: what the file states; the ``height`` of its box where it states nothing sensible."""
    from pypdfium2 import raw as pdfium

    matrix = pdfium.FS_MATRIX()
    stated = pdfium.FPDFText_GetFontSize(raw, at)
    if pdfium.FPDFText_GetMatrix(raw, at, ctypes.byref(matrix)):
        stated *= hypot(matrix.c, matrix.d)
    return float(stated) if 0.3 * height < stated < 3 * height else max(height, 0.1)


def _turns(raw: Any, codes: Sequence[int]) -> list[int]:
    """By how many right angles each letter is turned."""
    from pypdfium2 import raw as pdfium

    angles = [pdfium.FPDFText_GetCharAngle(raw, at) for at in range(len(codes))]
    if not angles or (max(angles) < 0.1 and min(angles) > -0.1):
        return [0] * len(angles)
    return [round(angle / (pi / 2)) % 4 for angle in angles]


def _upright(turn: int, left: float, right: float, bottom: float, top: float) -> tuple[float, float, float, float]:
    """The box of a letter after the page was turned so that its text stands upright."""
    if turn == 1:
        return bottom, top, -right, -left
    if turn == 2:
        return -right, -left, -top, -bottom
    return (-top, -bottom, left, right) if turn == 3 else (left, right, bottom, top)


def _pieces(letters: Iterator[Letter]) -> Iterator[Piece]:
    """The stretches of letters that follow each other on one line without a gap that may part columns."""
    text: list[str] = []
    heights: Counter[float] = Counter()
    start = end = foot = 0.0
    blank = spaced = False
    for letter, left, right, bottom, height in letters:
        if not height:
            blank = True
            continue
        apart = left - end > COLUMN_GAP * height or end - left > height or abs(bottom - foot) > 0.5 * height
        if text and apart:
            yield Piece("".join(text), start, end, foot, heights.most_common(1)[0][0], spaced)
            text, heights = [], Counter()
        if not text:
            start, foot, spaced, end = left, bottom, blank, right
        elif blank:
            text.append(" ")
        text.append(letter)
        heights[height] += 1
        end = max(end, right)
        blank = False
    if text:
        yield Piece("".join(text), start, end, foot, heights.most_common(1)[0][0], spaced)


Key = tuple[str, int, int]


def _keys(row: Line, page: int) -> set[Key]:
    """What a line repeats from page to page, with its place and its size: its words, or its words around a number that counts the pages.

    "11:22 A.M." and "11:29 A.M." at the top of two pages are no running head; "Wire 3" and "Wire 4" are.
    """
    text = row.text[:200]
    numbers = list(re.finditer(r"\d{1,5}", text))[:MAX_NUMBERS]
    counted = (f"{text[: n.start()]}\0{int(n[0]) - page}\0{text[n.end() :]}" for n in numbers)
    return {(words, round(row.foot / 4), round(row.size)) for words in (text, *counted)}


def _edge_rows(page: Sequence[Piece]) -> list[Line]:
    rows = join_rows(page)
    return rows if len(rows) <= 2 * EDGE_ROWS else rows[:EDGE_ROWS] + rows[-EDGE_ROWS:]


def _running_heads(pages: Sequence[Sequence[Piece]]) -> set[Key]:
    """What stands at the top or bottom of many pages."""
    if len(pages) < 2:
        return set()
    seen = Counter(key for number, page in enumerate(pages) for key in {k for row in _edge_rows(page) for k in _keys(row, number)})
    return {key for key, count in seen.items() if count >= max(2, HEAD_SHARE * len(pages))}


def _without_heads(page: Sequence[Piece], number: int, heads: set[Key]) -> list[Piece]:
    """The pieces of a page less those of its running heads and page numbers."""
    edge = _edge_rows(page)
    feet = [r.foot for r in edge if _keys(r, number) & heads or PRINTED.fullmatch(r.text) or NUMBER.fullmatch(r.text)]
    return [p for p in page if not any(abs(p.foot - foot) < 0.5 * p.size for foot in feet)]


def _with_margins(lines: list[Line]) -> list[Line]:
    """The lines with one right edge for all pages of one column, so that a last, short page has it too."""
    many = {line.page for line in lines if line.column > 0}
    rights = sorted(line.right for line in lines if line.page not in many)
    end = rights[-1 - len(rights) // 50] if rights else 0.0  # one line in fifty may stick out: a table, an address
    return [line if line.page in many else replace(line, end=end) for line in lines]


def _assemble(lines: Sequence[Line]) -> tuple[str, tuple[tuple[Span, str], ...]]:
    """The text, a paragraph a line, and the stretch of it that stands on each page."""
    pieces: list[str] = []
    starts: dict[int, int] = {}
    at = 0
    for paragraph in join_lines(lines, is_split=find_splits([line.text for line in lines])):
        for text, page in paragraph:
            clean = "".join("-" if c in HYPHENS else c for c in text)
            starts.setdefault(page, at)
            pieces.append(clean)
            at += len(clean)
        pieces.append("\n")
        at += 1
    text = "".join(pieces).rstrip("\n")
    edges = [*starts.items(), (0, len(text))]
    return text, tuple((Span(start, end), f"page {page}") for (page, start), (_, end) in pairwise(edges))
