"""Checks that blocks are whole: each opened, divided and closed at one level of the XML around it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.word.engine.names import W, is_marker
from briefgen.render.word.engine.tags import BETWEEN, OPENING, Tag, shown

if TYPE_CHECKING:
    from briefgen.render.word.engine.marking import Marked

_REPEATING = frozenset({"for", "macro", "call"})
_HOLDERS = frozenset(f"{W}{name}" for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment", "sdtContent"))
_NUMBERED = (f"{W}bookmarkStart", f"{W}bookmarkEnd", "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def check_blocks(marked: Marked) -> None:
    """Add a fault for each block that is not closed, or divided or closed at another level; note what the part needs."""
    _check_attributes(marked)
    open_blocks: list[etree._Element] = []
    repeating = 0
    for element in marked.root.iter():
        if not is_marker(element):
            marked.needs.repeated_ids |= repeating > 0 and (element.tag in _NUMBERED or _PARAGRAPH_ID in element.attrib)
            continue
        tag = marked.tag_of(element)
        _note_needs(marked, element, tag)
        keyword = tag.keyword
        if keyword in OPENING or is_capture(tag):
            open_blocks.append(element)
            repeating += keyword in _REPEATING
        elif keyword in BETWEEN:
            _check_between(marked, open_blocks, element)
        elif keyword.startswith("end") and keyword[3:] in (*OPENING, "set"):
            repeating -= _close(marked, open_blocks, element)
        elif keyword.startswith("end"):
            near = get_close_matches(keyword, [f"end{word}" for word in (*OPENING, "set")], 1)
            marked.faults.append(tag.fault("tag.unknown", f"there is no `{keyword}`", f"did you mean `{near[0]}`?" if near else ""))
    for marker in open_blocks:
        tag = marked.tag_of(marker)
        keyword = tag.keyword
        marked.faults.append(tag.fault("block.open", "nothing closes it", f"put {{% end{keyword} %}} after what belongs to it"))


def _note_needs(marked: Marked, marker: etree._Element, tag: Tag) -> None:
    """What the place of a marker may leave empty."""
    parent = marker.getparent()
    if parent is None or (tag.kind != "{%" and tag.scope != "p"):
        return
    around = parent.getparent()
    needs = marked.needs
    needs.tables |= parent.tag == f"{W}tbl"
    needs.rows |= parent.tag == f"{W}tr"
    needs.columns |= parent.tag == f"{W}tr"
    needs.holders |= parent.tag in _HOLDERS or (parent.tag in (f"{W}tbl", f"{W}tr") and (around is None or around.tag != f"{W}body"))


def is_capture(tag: Tag) -> bool:
    """Whether ``{% set x %}`` opens a block: it gives no value."""
    return tag.keyword == "set" and "=" not in tag.argument.partition("|")[0]


def _check_between(marked: Marked, open_blocks: list[etree._Element], marker: etree._Element) -> None:
    tag = marked.tag_of(marker)
    opening = marked.tag_of(open_blocks[-1]) if open_blocks else None
    if opening is None or opening.keyword not in BETWEEN[tag.keyword]:
        words = " or ".join(f"{{% {word} %}}" for word in BETWEEN[tag.keyword])
        marked.faults.append(tag.fault("block.order", "it stands in no block that it could divide", f"put {words} before it"))
    else:
        _check_level(marked, open_blocks[-1], marker, "divides")


def _close(marked: Marked, open_blocks: list[etree._Element], marker: etree._Element) -> int:
    """Take the block that ``marker`` closes from the open ones; how many of those that repeat are closed with it."""
    tag = marked.tag_of(marker)
    wanted = tag.keyword[3:]
    at = next((n for n in range(len(open_blocks) - 1, -1, -1) if marked.tag_of(open_blocks[n]).keyword == wanted), None)
    if at is None:
        inner = marked.tag_of(open_blocks[-1]) if open_blocks else None
        problem = f"it closes {shown(inner.text)} ({inner.place})" if inner else "nothing opens it"
        hint = f"that one needs {{% end{inner.keyword} %}}" if inner else f"put {{% {wanted} ... %}} before it"
        marked.faults.append(tag.fault("block.order", problem, hint))
        return 0
    for left in open_blocks[at + 1 :]:
        inner = marked.tag_of(left)
        marked.faults.append(
            inner.fault("block.open", f"nothing closes it before {shown(tag.text)} ({tag.place})", f"put {{% end{inner.keyword} %}} there")
        )
    opening = open_blocks[at]
    repeats = sum(marked.tag_of(block).keyword in _REPEATING for block in open_blocks[at:])
    del open_blocks[at:]
    _check_level(marked, opening, marker, "closes")
    return repeats


def _check_level(marked: Marked, opening: etree._Element, marker: etree._Element, verb: str) -> None:
    """A fault where ``opening`` and ``marker`` stand at different levels."""
    if _path_names(opening, marker) != _path_names(marker, opening):
        first, tag = marked.tag_of(opening), marked.tag_of(marker)
        problem = f"it opens at another level than {shown(tag.text)} ({tag.place}) {verb}"
        marked.faults.append(first.fault("block.level", problem, "give both the same kind of tag"))


def _path_names(marker: etree._Element, other: etree._Element) -> list[object]:
    """The names of the elements around ``marker`` up to the one that holds ``other`` too."""
    around = set(other.iterancestors())
    return [element.tag for element in marker.iterancestors() if element not in around]


def _check_attributes(marked: Marked) -> None:
    """Blocks in the value of an attribute open and close within it."""
    if not marked.quote:
        return
    hint = "open and close a block in one property"
    values = marked.root.xpath("//@*[contains(., $quote)]", quote=marked.quote)
    for value in values if isinstance(values, list) else ():
        open_tags: list[Tag] = []
        for number in str(value).split(marked.quote)[1::2]:
            tag = marked.tags[int(number)]
            if tag.keyword in OPENING:
                open_tags.append(tag)
            elif tag.keyword.startswith("end") and open_tags and open_tags[-1].keyword == tag.keyword[3:]:
                open_tags.pop()
            elif tag.keyword.startswith("end") or (tag.keyword in BETWEEN and not open_tags):
                marked.faults.append(tag.fault("block.order", "nothing in this property opens it", hint))
        marked.faults += [tag.fault("block.open", "nothing in this property closes it", hint) for tag in open_tags]
