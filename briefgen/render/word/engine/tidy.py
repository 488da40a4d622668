"""What a filled part needs before Word opens it without repairs: no empty tables, rows or cells, and no id twice.

The work is done on the XML's text: reading a long document into a tree and writing it again takes longer than filling it.
Values are escaped, so what looks like a tag here is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from briefgen.render.word.engine.package import Package

if TYPE_CHECKING:
    from briefgen.render.word.engine.marking import Needs

_NUMBERED = re.compile(r"<(?:[\w.-]+:)?(?P<name>bookmarkStart|bookmarkEnd|docPr) (?P<attributes>[^>]*?)(?P<end>/?>)")
_ID = re.compile(r"(?<![\w.:-])(?:w:)?id=\"(?P<value>-?\d+)\"")
_NAME = re.compile(r"(?<![\w.-])w?:?name=\"([^\"]*)\"")
_PARAGRAPH_ID = re.compile(r" [\w.-]+:(?:paraId|textId)=\"([0-9A-Fa-f]+)\"")
_KINDS = ("bookmark", "drawing")


@dataclass(slots=True)
class Ids:
    """The ids of one document, over all its parts. Those of the template stay; a second of the same is numbered anew."""

    highest: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_KINDS, 0))
    taken: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in _KINDS})
    names: set[str] = field(default_factory=set)
    """Bookmarks; a second of the same name, made by a loop, goes."""

    @classmethod
    def of(cls, package: Package, filled: Collection[str]) -> Ids:
        """Ids that begin above those of ``package``; those of parts that are not ``filled`` are taken."""
        ids = cls()
        for name, content in package.parts.items():
            if name.startswith("word/") and (b"bookmarkStart" in content or b"docPr" in content):
                for match in _NUMBERED.finditer(content.decode("utf-8", "replace")):
                    number = _ID.search(match["attributes"])
                    if number is not None:
                        kind = _kind_of(match)
                        ids.highest[kind] = max(ids.highest[kind], int(number["value"]))
                        if name not in filled:
                            ids.taken[kind].add(number["value"])
        return ids

    def next_drawing(self) -> int:
        """A number that no drawing has."""
        return self._next("drawing")

    def claim(self, kind: str, value: str) -> str:
        """``value`` where nothing has it yet, else a new one."""
        if value in self.taken[kind]:
            value = str(self._next(kind))
        self.taken[kind].add(value)
        return value

    def _next(self, kind: str) -> int:
        self.highest[kind] += 1
        return self.highest[kind]


def _kind_of(match: re.Match[str]) -> str:
    return "drawing" if match["name"] == "docPr" else "bookmark"


@cache
def _empty(prefix: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is empty, and what stands for it; each pattern begins with letters, which makes the search fast. ``prefix`` is Word's ``w:``."""
    w = re.escape(prefix)
    table = (
        rf"<{w}tbl>\s*(?:<{w}tblPr/>|<{w}tblPr>(?:(?!</{w}tblPr>).)*</{w}tblPr>)?"
        rf"\s*(?:<{w}tblGrid/>|<{w}tblGrid>(?:(?!</{w}tblGrid>).)*</{w}tblGrid>)?\s*</{w}tbl>"
    )
    row = (
        rf"<{w}tr(?: [^>]*)?(?:/>|>\s*(?:<{w}tblPrEx>(?:(?!</{w}tblPrEx>).)*</{w}tblPrEx>)?"
        rf"\s*(?:<{w}trPr/>|<{w}trPr>(?:(?!</{w}trPr>).)*</{w}trPr>)?\s*</{w}tr>)"
    )
    cells = [rf"</{w}tcPr>", rf"<{w}tcPr/>", rf"</{w}tbl>", rf"<{w}tc>", rf"<{w}tc [^>]*>"]
    filled = rf"\1<{prefix}p/>"
    return (
        (re.compile(row, re.DOTALL), ""),
        (re.compile(table, re.DOTALL), ""),
        *((re.compile(rf"({end})\s*(?=</{w}tc>)"), filled) for end in cells),
        *(
            (re.compile(rf"(<{w}{name}(?: [^>]*)?>)\s*(?=</{w}{name}>)"), filled)
            for name in ("hdr", "ftr", "txbxContent", "footnote", "endnote", "comment")
        ),
    )


def drop_empty(xml: str, needs: Needs, *, prefix: str) -> str:
    """``xml`` without rows that have no cell and tables that have no row; a cell, header, footer or text box holds a paragraph at least."""
    row, table, *holders = _empty(prefix)
    chosen = [*([row] if needs.rows else []), *([table] if needs.rows or needs.tables else []), *(holders if needs.holders else [])]
    for pattern, instead in chosen:
        xml = pattern.sub(instead, xml)
    return xml


def number_ids(xml: str, ids: Ids) -> str:
    """``xml`` with ids for bookmarks and drawings that nothing else in the document has."""
    if "bookmarkStart" not in xml and "docPr " not in xml:
        return xml
    open_ids: dict[str, list[str | None]] = {}

    def renumber(match: re.Match[str]) -> str:
        number = _ID.search(match["attributes"])
        if number is None:
            return match[0]
        old = number["value"]
        new: str | None
        if match["name"] == "bookmarkEnd":
            pending = open_ids.get(old)
            new = pending.pop() if pending else None
        elif match["name"] == "docPr":
            new = ids.claim("drawing", old)
        else:
            found = _NAME.search(match["attributes"])
            name = found[1] if found else ""
            new = None if name in ids.names else ids.claim("bookmark", old)
            ids.names.add(name)
            open_ids.setdefault(old, []).append(new)
        if new is None:
            return ""
        start, end = number.span("value")
        offset = match.start("attributes") - match.start()
        return match[0][: offset + start] + new + match[0][offset + end :]

    return _NUMBERED.sub(renumber, xml)


def drop_repeated_paragraph_ids(xml: str) -> str:
    """``xml`` without the numbers of paragraphs that a loop repeated; Word gives them new ones."""
    seen: set[str] = set()

    def keep_first(match: re.Match[str]) -> str:
        if match[0].split("=")[0].endswith("textId"):
            return match[0]
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    return _PARAGRAPH_ID.sub(keep_first, xml)
