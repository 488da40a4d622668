"""The words of a Word document as a reader sees them, paragraph by paragraph: the same before and after another program saves it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.package import Package

_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_SPACE = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "ptab"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def visible_words(package: Package) -> tuple[list[str], list[str]]:
    """The paragraphs of the body with any words, in order, then, sorted, those of headers, footers and notes; and those of text boxes.

    Space is one blank. What fields compute (page numbers, entries of a table of contents) is left out: each program sets it anew.
    """
    main = package.main_part() or ""
    body, boxed = _split(package.read(main))
    others: set[str] = set()
    for name in package.parts:
        if package.content_type(name).endswith(tuple(f".{kind}+xml" for kind in _PARTS)):
            try:
                first, second = _split(package.read(name))
            except TemplateError:
                continue
            others |= set(first)
            boxed |= second
    return [*body, *sorted(others)], sorted(boxed)


def _split(root: etree._Element) -> tuple[list[str], set[str]]:
    """The words of the paragraphs of a part, and of those in its text boxes."""
    flowing: list[str] = []
    boxed: set[str] = set()
    computed = _Computed()
    for paragraph in root.iter(f"{W}p"):
        if any(element.tag == _FALLBACK for element in paragraph.iterancestors()):
            continue
        words = " ".join("".join(_texts(paragraph, computed)).split())
        if not words:
            continue
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:
            flowing.append(words)
        else:
            boxed.add(words)
    return flowing, boxed


class _Computed:
    """How deep in fields the reading is, and in how many of their results."""

    def __init__(self) -> None:
        self.fields: list[bool] = []
        """Of each open field, whether its result has begun."""

    def note(self, mark: etree._Element) -> None:
        """Take a ``fldChar`` into account."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _texts(paragraph: etree._Element, computed: _Computed) -> Iterator[str]:
    """The pieces of a paragraph's own text, without those of text boxes in it and of fields."""
    for element in paragraph.iter(f"{W}t", f"{W}fldChar", f"{W}noBreakHyphen", *_SPACE):
        if next(element.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        if element.tag == f"{W}fldChar":
            computed.note(element)
        elif computed.fields or next(element.iterancestors(f"{W}fldSimple"), None) is not None:
            continue
        elif element.tag == f"{W}t":
            yield element.text or ""
        else:
            yield "-" if element.tag == f"{W}noBreakHyphen" else " "
