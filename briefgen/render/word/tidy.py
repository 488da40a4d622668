"""What a filled part needs before Word opens it without repairs: unique ids, no empty tables, no empty cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from briefgen.render.word.tags import W

_WP_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BLOCKS = frozenset({f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml", f"{W}altChunk"})


@dataclass(slots=True)
class Ids:
    """The ids given out so far, over all parts of one document."""

    drawing: int = 0
    bookmark: int = 0
    names: set[str] = field(default_factory=set)


def tidy_part(root: etree._Element, ids: Ids) -> None:
    """Repair ``root``, in place, where tags left a shape that Word calls damaged."""
    _drop_empty_tables(root)
    _fill_empty_blocks(root)
    _number_drawings(root, ids)
    _number_bookmarks(root, ids)
    _drop_repeated_paragraph_ids(root)


def _drop_empty_tables(root: etree._Element) -> None:
    """A row without cells, then a table without rows goes: both are invalid."""
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}tc") is None and row.find(f"{W}sdt") is None:
            _drop(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None and table.find(f"{W}sdt") is None:
            _drop(table)


def _fill_empty_blocks(root: etree._Element) -> None:
    """A cell, header, footer or text box must hold a block, and a cell must end with a paragraph."""
    for holder in root.iter(f"{W}tc", f"{W}hdr", f"{W}ftr", f"{W}txbxContent", f"{W}footnote", f"{W}endnote"):
        blocks = [child for child in holder if child.tag in _BLOCKS]
        if not blocks or (holder.tag == f"{W}tc" and blocks[-1].tag == f"{W}tbl"):
            etree.SubElement(holder, f"{W}p")


def _number_drawings(root: etree._Element, ids: Ids) -> None:
    for drawing in root.iter(_WP_DOCPR):
        ids.drawing += 1
        drawing.set("id", str(ids.drawing))


def _number_bookmarks(root: etree._Element, ids: Ids) -> None:
    """Number bookmarks anew, each end as its start; a second bookmark of a name, made by a loop, goes."""
    open_ids: dict[str, list[int | None]] = {}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = mark.get(f"{W}id", "")
        if mark.tag == f"{W}bookmarkStart":
            name = mark.get(f"{W}name", "")
            new = None if name in ids.names else ids.bookmark
            ids.names.add(name)
            ids.bookmark += new is not None
            open_ids.setdefault(old, []).append(new)
        else:
            pending = open_ids.get(old)
            new = pending.pop() if pending else None
        if new is None:
            _drop(mark)
        else:
            mark.set(f"{W}id", str(new))


def _drop_repeated_paragraph_ids(root: etree._Element) -> None:
    """Word numbers paragraphs itself; a number that a loop repeated goes."""
    seen: set[str] = set()
    for element in root.iter(f"{W}p", f"{W}tr"):
        number = element.get(f"{_W14}paraId")
        if number is not None and number in seen:
            del element.attrib[f"{_W14}paraId"]
        elif number is not None:
            seen.add(number)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
