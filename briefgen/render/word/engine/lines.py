"""Joins lines at ``{%-`` and ``-%}``: a sentence that its author split at the tags, to read them, becomes one again.

As docxtpl documents it, a no-break space keeps a space at the joint; every other one there goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from lxml import etree

from briefgen.render.word.engine.names import W, is_marker

if TYPE_CHECKING:
    from briefgen.render.word.engine.marking import Marked

_SPACES = " \t\r\n"
_SOLID = frozenset(f"{W}{name}" for name in ("tab", "drawing", "pict", "object", "sym", "fldChar", "footnoteReference", "ptab"))

_Piece = tuple[Literal["text", "tail", "break", "marker", "solid"], etree._Element]


def join_lines(marked: Marked) -> None:
    """Join the lines before and after the tags that ask for it, in the tree."""
    if not any("-" in tag.trim for tag in marked.tags):
        return
    for marker in list(marked.root.iter(etree.ProcessingInstruction)):
        tag = marked.tag_of(marker)
        if tag.scope or tag.kind == "{#":
            continue
        if tag.trim[0] == "-":
            _join_before(marker)
        if tag.trim[1] == "-":
            _join_after(marker)


def _pieces(paragraph: etree._Element) -> Iterator[_Piece]:
    """What a paragraph's line is made of, in order; a text box inside it counts as one thing."""
    for element in paragraph.iter():
        if is_marker(element):
            yield "marker", element
            yield "tail", element
        elif next(element.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        elif element.tag == f"{W}t":
            yield "text", element
        elif element.tag in (f"{W}br", f"{W}cr"):
            yield "break", element
        elif element.tag in _SOLID:
            yield "solid", element


def _join_before(marker: etree._Element) -> None:
    paragraph = next(marker.iterancestors(f"{W}p"), None)
    if paragraph is None:
        return
    pieces = list(_pieces(paragraph))
    before = pieces[: pieces.index(("marker", marker))]
    if not _strip(before[::-1], last=True):
        return
    previous = paragraph.getprevious()
    if previous is not None and previous.tag == f"{W}p" and previous.find(f"{W}pPr/{W}sectPr") is None:
        _strip(list(_pieces(previous))[::-1], last=True)
        _append(previous, paragraph)


def _join_after(marker: etree._Element) -> None:
    paragraph = next(marker.iterancestors(f"{W}p"), None)
    if paragraph is None:
        return
    pieces = list(_pieces(paragraph))
    after = pieces[pieces.index(("marker", marker)) + 1 :]
    if not _strip(after, last=False):
        return
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p" and following.find(f"{W}pPr/{W}sectPr") is None:
        _strip(list(_pieces(following)), last=False)
        _append(paragraph, following)


def _strip(pieces: Sequence[_Piece], *, last: bool) -> bool:
    """Take spaces, and the first line break, from the near end of ``pieces``; whether nothing but spaces was in the whole line."""
    broken = False
    for kind, element in pieces:
        if kind in ("text", "tail"):
            words = (element.text if kind == "text" else element.tail) or ""
            words = words.rstrip(_SPACES) if last else words.lstrip(_SPACES)
            if kind == "text":
                element.text = words or None
            else:
                element.tail = words or None
            if words:
                return False
        elif kind == "break" and not broken and element.get(f"{W}type") in (None, "textWrapping"):
            broken = True
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        else:
            return False
    return not broken


def _append(paragraph: etree._Element, other: etree._Element) -> None:
    """Put the content of ``other`` at the end of ``paragraph``, and take ``other`` away."""
    paragraph.extend([child for child in other if child.tag != f"{W}pPr"])
    parent = other.getparent()
    if parent is not None:
        parent.remove(other)
