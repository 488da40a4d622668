"""What values of a template may ask of the document around them: links, pictures, notes, numbering, the shape of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import jinja2
from lxml import etree

from briefgen.render.word.engine.environment import RESERVED, RESOURCES, Xml, clean_text, plain_xml, spending
from briefgen.render.word.engine.limits import Own
from briefgen.render.word.engine.marking import Base
from briefgen.render.word.engine.notes import Notes
from briefgen.render.word.engine.numbering import Numbering
from briefgen.render.word.engine.package import REL_OFFICE, Package
from briefgen.render.word.engine.picture import Measured, Picture, measure_picture, picture_xml
from briefgen.render.word.engine.richtext import RunWriter
from briefgen.render.word.engine.tidy import Ids

_REL_HYPERLINK, _REL_IMAGE = REL_OFFICE + "/hyperlink", REL_OFFICE + "/image"
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})|auto")
_MAX_SPAN = 63  # columns; Word's own limit


@dataclass(slots=True)
class Assembly:
    """One document while it is filled: what its parts share."""

    package: Package
    ids: Ids
    notes: Notes
    numbering: Numbering
    media: dict[bytes, tuple[str, Measured]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, filled: Collection[str]) -> Assembly:
        """An assembly that adds to ``package``, whose parts ``filled`` are to be filled."""
        return cls(package, Ids.of(package, filled), Notes(package), Numbering(package))

    def write(self) -> None:
        """Put what the parts asked for into the package."""
        self.notes.write()
        self.numbering.write()


class PartResources:
    """The resources of one part. Notes belong to the document's body alone; asked for elsewhere, there is none."""

    def __init__(self, assembly: Assembly, part: str) -> None:
        self._assembly = assembly
        self._relationships = assembly.package.relationships(part)
        self.has_notes = part == assembly.package.main_part()
        self.has_foreign = False
        """Whether a value came as XML that this engine did not make."""

    def link(self, url: str) -> str:
        """The id of the relationship to an address."""
        return self._relationships.add(_REL_HYPERLINK, url, external=True)

    def footnote(self, text: str) -> str:
        """The XML of the mark of a new footnote; empty where none may stand."""
        return self._assembly.notes.footnote(text) if self.has_notes else ""

    def comment(self, text: str, xml: str) -> str:
        """The runs ``xml`` with a new comment on them; without it where none may stand."""
        return self._assembly.notes.comment(text, xml) if self.has_notes else xml

    def picture(self, picture: Picture) -> str:
        """The ``w:drawing`` of a picture, its data in the package once however often it is shown."""
        package, media = self._assembly.package, self._assembly.media
        measured = measure_picture(picture)
        if picture.data not in media:
            name = package.free_name("word/media/image", f".{measured.suffix}")
            package.add(name, picture.data, measured.content_type)
            media[picture.data] = (name, measured)
        target = media[picture.data][0]
        relationship = self._relationships.add(_REL_IMAGE, f"/{target}")
        return picture_xml(measured, clean_text(picture.alternative), relationship, self._assembly.ids.next_drawing())

    def numbering(self, number: int, restart: bool) -> Xml:
        """The numbering instance of a paragraph."""
        return Xml('<w:numId w:val="{}"/>').format(self._assembly.numbering.of(number, restart=restart))

    def write(self) -> None:
        """Put the relationships into the package."""
        self._relationships.write(self._assembly.package)


def functions(resources: PartResources, bases: dict[int, Base]) -> dict[str, Any]:
    """The reserved fields of one filling: what the engine's own code in a part calls."""
    writers = {number: RunWriter(base.run, resources, notes=not base.boxed) for number, base in bases.items()}

    def runs(value: object, number: int) -> Xml:
        return Xml(writers[number].write(_defined(value)))  # RunWriter escapes

    def paragraphs(value: object, number: int) -> Xml:
        found = _defined(value)
        properties = _xml_of(bases[number].paragraph)
        lines = found if isinstance(found, list | tuple) else [found]
        xml = "".join(f"<w:p>{properties}{writers[number].write(line)}</w:p>" for line in lines)
        return Xml(xml)  # RunWriter escapes

    named: dict[str, Callable[..., Any]] = {
        "runs": runs, "paragraphs": paragraphs, "plain": _plain, "colspan": _colspan, "cellbg": _cellbg, "vmerge": _vmerge,
        "numbering": resources.numbering,
    }  # fmt: skip
    return {**spending(), RESOURCES: resources, **{RESERVED + name: Own(function) for name, function in named.items()}}


def _xml_of(element: etree._Element | None) -> str:
    return "" if element is None else etree.tostring(element, encoding="unicode", with_tail=False)


def _defined(value: object) -> object:
    """``value``; an unknown field raises here, naming itself."""
    if isinstance(value, jinja2.Undefined):
        str(value)
    return value


def _plain(value: object) -> Xml:
    value = _defined(value)
    return Xml(plain_xml("" if value is None else str(value)))  # escaped


def _colspan(value: object) -> Xml:
    span = int(str(_defined(value)))
    if not 1 <= span <= _MAX_SPAN:
        raise ValueError(f"a cell spans 1 to {_MAX_SPAN} columns, not {span}")
    return Xml('<w:gridSpan w:val="{}"/>').format(span) if span > 1 else Xml()


def _cellbg(value: object) -> Xml:
    value = _defined(value)
    if value is None or not str(value).strip():
        return Xml()
    found = _COLOUR.fullmatch(str(value).strip())
    if found is None:
        raise ValueError(f"a colour is six hexadecimal digits such as D9E2F3, not {str(value)[:20]!r}")
    return Xml('<w:shd w:val="clear" w:color="auto" w:fill="{}"/>').format((found[1] or "auto").upper())


def _vmerge(first: object) -> Xml:
    return Xml('<w:vMerge w:val="restart"/>') if first else Xml("<w:vMerge/>")
