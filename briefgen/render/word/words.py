"""The words of a Word document as a reader sees them, paragraph by paragraph: the same before and after another program saves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.package import Package

_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACE = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "ptab"))
_FIELDS = (f"{W}fldChar", f"{W}instrText", f"{W}fldSimple")
_TEXTS = (f"{W}t", _MATH, f"{W}noBreakHyphen", *_SPACE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (f"{W}moveFrom", f"{W}del")  # what somebody moved or took out with changes tracked
_FALSE = ("0", "false", "off")
# Hyphens that a program writes as elements of its own, or leaves out.
_HYPHENS = str.maketrans({"\u2011": "-", "\u00ad": None})
# Fields whose results each program works out anew. Words in any other field are somebody's words.
_COMPUTED = frozenset(
    "AUTHOR CREATEDATE DATE EDITTIME FILENAME FILESIZE INDEX LASTSAVEDBY NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REVNUM SAVEDATE"
    " SECTION SECTIONPAGES SEQ TIME TOA TOC".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """The paragraphs of a document that hold any words; space in them is one blank."""

    body: list[str]
    """In order."""
    margins: list[str]
    """Of headers, footers, notes and comments, sorted, each once: programs keep several copies of a header."""
    boxes: list[str]
    """Of text boxes, sorted, each once."""


def visible_words(package: Package) -> Words:
    """The words of ``package``. For what a field works out (a page number, a table of contents) stands the field's name: ``‹PAGE›``."""
    body, boxed = _split(package.read(package.main_part() or ""))
    margins: set[str] = set()
    for name in package.parts:
        if package.content_type(name).endswith(tuple(f".{kind}+xml" for kind in _PARTS)):
            try:
                first, second = _split(package.read(name))
            except TemplateError:
                continue
            margins |= set(first)
            boxed |= second
    return Words(body, sorted(margins), sorted(boxed))


def _split(root: etree._Element) -> tuple[list[str], set[str]]:
    """The words of the paragraphs of a part, and of those in its text boxes."""
    flowing: list[str] = []
    boxed: set[str] = set()
    fields = _Fields()
    for paragraph in root.iter(f"{W}p"):
        if any(element.tag == _FALLBACK for element in paragraph.iterancestors()):
            continue
        words = " ".join("".join(_texts(paragraph, fields)).translate(_HYPHENS).split())
        if not words:
            continue
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:
            flowing.append(words)
        else:
            boxed.add(words)
    return flowing, boxed


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def is_computed(self) -> bool:
        return self.instruction.split()[:1] != [] and self.instruction.split()[0].upper() in _COMPUTED

    @property
    def mark(self) -> str:
        """What stands in the words for a field that is computed; nothing for another."""
        return f"‹{self.instruction.split()[0].upper()}›" if self.is_computed else ""


class _Fields:
    """The fields that are open at a point of a part; one may reach over many paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def hide(self) -> bool:
        """Whether what stands here is an instruction, or a result that is computed."""
        return any(not field.has_result or field.is_computed for field in self._open)

    def take(self, element: etree._Element) -> str:
        """Take a mark of a field into account; the words that stand for the field, where it has just shown what it is."""
        if element.tag == f"{W}fldSimple":
            return "" if self.hide else _Field(element.get(f"{W}instr", "")).mark
        if element.tag == f"{W}instrText":
            if self._open and not self._open[-1].has_result:
                self._open[-1].instruction += element.text or ""
            return ""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind in {"separate", "end"}:
            field = self._open.pop()
            mark = "" if field.has_result or self.hide else field.mark
            if kind == "separate":
                field.has_result = True
                self._open.append(field)
            return mark
        return ""


def _texts(paragraph: etree._Element, fields: _Fields) -> Iterator[str]:
    """The pieces of a paragraph's own text, without those of text boxes in it and of fields that are computed."""
    for element in paragraph.iter(*_TEXTS, *_FIELDS):
        above = list(_up_to(element, paragraph))
        if any(one.tag == f"{W}p" for one in above):
            continue
        if element.tag in _FIELDS:
            yield fields.take(element)
        elif fields.hide or any(_is_out_of_sight(one) for one in above):
            continue
        elif element.tag in _SPACE:
            yield " "
        else:
            yield "-" if element.tag == f"{W}noBreakHyphen" else element.text or ""


def _up_to(element: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
    """What stands between an element and the paragraph that it is in."""
    for above in element.iterancestors():
        if above is paragraph:
            return
        yield above


def _is_out_of_sight(element: etree._Element) -> bool:
    """Whether nobody sees the words in an element: hidden ones, those taken out or moved away, the result of a computed field."""
    if element.tag in _GONE:
        return True
    if element.tag == f"{W}fldSimple":
        return _Field(element.get(f"{W}instr", "")).is_computed
    hidden = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return hidden is not None and hidden.get(f"{W}val", "true").lower() not in _FALSE
