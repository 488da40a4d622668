"""A piece of HTML (of an e-mail, of a feed's entry) -> plain text, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from briefgen.errors import ReadError
from briefgen.read.encoding import CONTROLS

MAX_DEPTH = 400  # nested elements; real pages stay below 60, parsers recurse
VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td th tr option dt dd".split())
MAX_ELEMENTS = 100_000  # of one page; news pages have 500 to 5,000
MAX_ATTRIBUTES = 200  # of one element; parsers compare each with each
# Possessive throughout: "<aaaa..." without an end is looked at once, not once for each of its letters
TAG = re.compile(r"""<(?P<close>/)?+(?P<name>[a-zA-Z][\w:-]*+)(?P<rest>(?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+)""")
ATTRIBUTE = re.compile(r"""[^\s"'=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"']*+))?+""")
HIDING = re.compile(r"<(?P<name>!--|script\b|style\b)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)  # preview lines of newsletters
DROPPED = frozenset(
    "script style head title template noscript svg math button select textarea input iframe object audio video canvas figcaption".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li"
    " main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
MAX_CELL = 80  # characters; a longer cell is a paragraph that a table only lays out


def read_fragment(page: str) -> str:
    """The text of a piece of HTML: elements that are blocks and ``<br>`` end a line, white space is folded, entities are resolved.

    Raises ReadError for one nested so deep that it is an attack or a fault.
    """
    check_markup(page)
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(f"<div>{page}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return "\n".join(_Lines().of(tree))


def check_markup(page: str) -> int:
    """The number of elements on a page.

    Raises ReadError where elements or attributes are so many, or nested so deep, that parsers would not come to an end.

    They are counted without a parser; comments, scripts and styles do not count.
    """
    depth = elements = 0
    for match in TAG.finditer("".join(_visible(page))):
        elements += match["close"] is None
        if elements > MAX_ELEMENTS:
            raise ReadError(f"holds more than {MAX_ELEMENTS:,} elements; no article does")
        rest = match["rest"]
        if len(rest) > 5 * MAX_ATTRIBUTES and sum(1 for _ in ATTRIBUTE.finditer(rest)) > MAX_ATTRIBUTES:
            raise ReadError(f"has an element with more than {MAX_ATTRIBUTES} attributes; it is no sound page")
        if match["name"].lower() in VOID or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if match["close"] else depth + 1
        if depth > MAX_DEPTH:
            raise ReadError(f"is nested deeper than {MAX_DEPTH} elements; no article is")
    return elements


def join_cells(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row of a table: its short cells as one line, parted by ``|``; paragraphs that a table only lays out stay lines."""
    lines = [line for cell in cells for line in cell]
    if len(lines) < 2 or any(len(cell) > 1 for cell in cells) or max(map(len, lines)) > MAX_CELL:
        return lines
    return [" | ".join(lines)]


def _visible(page: str) -> Iterator[str]:
    """The stretches of a page outside comments, scripts and styles; what is never closed hides nothing."""
    at = 0
    unclosed: set[str] = set()
    for match in HIDING.finditer(page):
        name = match["name"].lower()
        if match.start() < at or name in unclosed:
            continue
        close = "-->" if name == "!--" else f"</{name}"
        end = page.find(close, match.end())
        end = page.find(close.upper(), match.end()) if end < 0 else end
        if end < 0:
            unclosed.add(name)
            continue
        yield page[at : match.start()]
        at = end + len(close)
    yield page[at:]


class _Lines:
    """The lines of a tree, gathered while it is walked once, without recursion."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.rows: list[tuple[int, list[int]]] = []  # of each open row: its first line, and the first line of each of its cells
        self.items = 0  # list items that have begun and hold no text yet

    def of(self, tree: Any) -> list[str]:
        from lxml import etree

        dropped = 0
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            drop = _is_dropped(element)
            if event == "start":
                dropped += drop
                if not dropped:
                    self._open(element)
            else:
                if not dropped:
                    self._close(element)
                dropped -= drop
                if not dropped and element.tail:
                    self._add(element.tail, element.getparent())
        self._end_line()
        return self.lines

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._end_line()
        if tag == "tr":
            self.rows.append((len(self.lines), []))
        elif tag in ("td", "th") and self.rows:
            self.rows[-1][1].append(len(self.lines))
        elif tag == "li":
            self.items = 1
        elif tag == "br":
            self._end_line()
        if element.text:
            self._add(element.text, element)

    def _close(self, element: Any) -> None:
        if element.tag not in BLOCKS:
            return
        self._end_line()
        if element.tag == "li":
            self.items = 0
        elif element.tag == "tr" and self.rows:
            start, cells = self.rows.pop()
            edges = [*cells, len(self.lines)]
            joined = join_cells([self.lines[a:b] for a, b in pairwise(edges)])
            self.lines[edges[0] if cells else start :] = joined

    def _add(self, text: str, parent: Any) -> None:
        if parent is not None and parent.tag == "pre":
            for line in text.split("\n")[:-1]:
                self.pieces.append(line)
                self._end_line()
            text = text.rsplit("\n", 1)[-1]
        self.pieces.append(text)

    def _end_line(self) -> None:
        line = " ".join(CONTROLS.sub(" ", "".join(self.pieces)).split())
        self.pieces.clear()
        if line:
            self.lines.append("- " * self.items + line)
            self.items = 0


def _is_dropped(element: Any) -> bool:
    """Whether nothing of an element is shown to a reader as text."""
    if element.tag in DROPPED or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and HIDDEN.search(style[:1000]))
