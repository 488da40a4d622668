"""The tags that shape the cell around them: ``{% colspan n %}``, ``{% cellbg colour %}``, ``{% hm %}``, ``{% vm %}``."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.tags import Tag

if TYPE_CHECKING:
    from briefgen.render.word.engine.marking import Marked

# The order of CT_TcPr's elements (ECMA-376, 17.4.69); Word repairs a file that breaks it.
_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText",
          "vAlign", "hideMark")  # fmt: skip
_ELEMENTS = {"colspan": "gridSpan", "cellbg": "shd", "hm": "gridSpan", "vm": "vMerge"}
_CODES = {
    "colspan": "briefgen_colspan({})",
    "cellbg": "briefgen_cellbg({})",
    "hm": "briefgen_colspan(loop.length)",
    "vm": "briefgen_vmerge(loop.first)",
}


def mark_cell(marker: etree._Element, marked: Marked) -> None:
    """Move a marker from the text of a cell into its properties; ``hm`` keeps the first cell of a loop alone, ``vm`` its words."""
    tag = marked.tag_of(marker)
    word = tag.keyword
    cell = next(marker.iterancestors(f"{W}tc"), None)
    takes = word in ("colspan", "cellbg")
    take_out(marker)
    if cell is None:
        marked.faults.append(tag.fault("tag.scope", "there is no table cell around it", f"{{% {word} %}} belongs inside one"))
    elif takes != bool(tag.argument):
        hint = f"write {{% {word} value %}}" if takes else f"write {{% {word} %}} alone"
        marked.faults.append(tag.fault("tag.argument", "it needs a value" if takes else "it takes no value", hint))
    else:
        _put_property(cell, _ELEMENTS[word], marked.add(_value(tag, _CODES[word].format(f"({tag.argument})"))))
        marked.needs.columns |= word in ("colspan", "hm")
        if word == "hm":
            _keep_first(cell, tag, marked)
        elif word == "vm":
            _keep_words_of_first(cell, tag, marked)


def _value(tag: Tag, code: str) -> Tag:
    return replace(tag, kind="{{", scope="", code=code, trim=("", ""))


def _statement(tag: Tag, code: str) -> Tag:
    return replace(tag, kind="{%", scope="", code=code, trim=("", ""))


def _put_property(cell: etree._Element, name: str, marker: etree._Element) -> None:
    """``marker`` in the place of the property ``name``, where the schema wants it."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    before = frozenset(f"{W}{known}" for known in _ORDER[: _ORDER.index(name)])
    at = max((n for n, child in enumerate(properties, 1) if child.tag in before), default=0)
    properties.insert(at, marker)


def _keep_first(cell: etree._Element, tag: Tag, marked: Marked) -> None:
    """Only the first of the cells of a loop, as wide as all of them."""
    parent = cell.getparent()
    if parent is not None:
        at = parent.index(cell)
        parent.insert(at, marked.add(_statement(tag, "if loop.first")))
        parent.insert(at + 2, marked.add(_statement(tag, "endif")))


def _keep_words_of_first(cell: etree._Element, tag: Tag, marked: Marked) -> None:
    """The words of the first row of a loop; the cells below, which are merged with it, hold an empty paragraph."""
    properties = cell.find(f"{W}tcPr")
    at = 0 if properties is None else cell.index(properties) + 1
    empty = etree.Element(f"{W}p")
    first = cell.find(f"{W}p/{W}pPr")
    if first is not None:
        empty.append(deepcopy(first))
    cell.insert(at, marked.add(_statement(tag, "if loop.first")))
    cell.extend([marked.add(_statement(tag, "else")), empty, marked.add(_statement(tag, "endif"))])


def take_out(marker: etree._Element) -> None:
    """Remove a marker from its text; what follows it stays."""
    parent, previous = marker.getparent(), marker.getprevious()
    if parent is None:
        return
    if marker.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + marker.tail
        else:
            parent.text = (parent.text or "") + marker.tail
    marker.tail = None
    parent.remove(marker)


