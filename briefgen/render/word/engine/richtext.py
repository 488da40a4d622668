"""Text with styles and links of its own, for ``{{r field }}``.

A run keeps the properties of the run that its tag stands in, and adds its own to them: a reference inside an
eight-point cell stays at eight points.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import quote, urlsplit

from lxml import etree

from briefgen.render.word.engine.environment import clean_text, text_xml
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.picture import Picture

# The order of CT_RPr's elements as far as a run here sets them (ECMA-376, 17.3.2.28); Word repairs a file that breaks it.
_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
    "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect",
    "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
FALLBACK = "<mc:Fallback/>"
_RANK = {name: number for number, name in enumerate(_ORDER)}
_SAFE_URL = "%/:?#[]@!$&'()*+,;=~-._"
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")


class Resources(Protocol):
    """What a run may ask of the document around it."""

    def link(self, url: str) -> str:
        """The id of the relationship to an address."""

    def footnote(self, text: str) -> str:
        """The XML of the mark of a new footnote; empty where none may stand."""

    def comment(self, text: str, xml: str) -> str:
        """The runs ``xml`` with a new comment on them; without it where none may stand."""

    def picture(self, picture: Picture) -> str:
        """The ``w:drawing`` of a picture."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``url`` (http or https) or ``anchor`` (a bookmark) makes it a link."""

    text: str
    style: str | None = None
    """The id of a character style."""
    bold: bool = False
    italic: bool = False
    url: str | None = None
    anchor: str | None = None
    bookmark: str | None = None
    """The name that links to this run give as their anchor."""
    footnote: str | None = None
    """The text of a footnote whose mark follows the run; a line end in it begins another paragraph."""
    comment: str | None = None
    """The text of a Word comment on the run."""
    underline: bool = False
    strike: bool = False
    colour: str | None = None
    """Six hexadecimal digits."""
    size: float | None = None
    """In points."""
    font: str | None = None
    raised: Literal["superscript", "subscript"] | None = None


@dataclass(frozen=True, slots=True)
class Rich:
    """Runs one after another; ``+`` joins. In ``{{ }}``, and as a string, it is its plain text."""

    runs: tuple[Run, ...] = ()

    def __add__(self, other: Rich | str) -> Rich:
        return Rich(self.runs + (other.runs if isinstance(other, Rich) else (Run(other),)))

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return any(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture for ``{{r field }}``: the XML of a ``w:drawing`` or of the ``mc:AlternateContent`` around one."""

    xml: str
    alternative: str
    """What the picture shows, in words."""
    fallback: Picture | None = None
    """The same for programs that do not draw ``xml``; it takes the place of FALLBACK in it."""

    def __str__(self) -> str:
        return self.alternative


class RunWriter:
    """Writes values as runs for one place of a template; ``base`` are the properties of the run that the tag stood in."""

    def __init__(self, base: etree._Element | None, resources: Resources, *, notes: bool = True) -> None:
        self.base, self.resources, self._notes = base, resources, notes
        self._properties: dict[tuple[object, ...], str] = {}

    def write(self, value: object) -> str:
        """The XML of whole runs."""
        if isinstance(value, Drawing):
            picture = f"<mc:Fallback>{self.resources.picture(value.fallback)}</mc:Fallback>" if value.fallback else ""
            return f"<w:r>{value.xml.replace(FALLBACK, picture)}</w:r>"
        if isinstance(value, Picture):
            return f"<w:r>{self.resources.picture(value)}</w:r>"
        runs = value.runs if isinstance(value, Rich) else (Run("" if value is None else str(value)),)
        return "".join(self._write_run(run) for run in runs)

    def _write_run(self, run: Run) -> str:
        xml = ""
        if run.text or run.bookmark:
            xml = f'<w:r>{self._write_properties(run)}<w:t xml:space="preserve">{text_xml(run.text)}</w:t></w:r>'
        address = safe_url(run.url)
        if address and xml:
            xml = f'<w:hyperlink r:id="{self.resources.link(address)}" w:history="1">{xml}</w:hyperlink>'
        elif run.anchor and xml:
            xml = f'<w:hyperlink w:anchor="{bookmark_name(run.anchor)}" w:history="1">{xml}</w:hyperlink>'
        if run.bookmark:  # the ids are made unique once the part is whole
            xml = f'<w:bookmarkStart w:id="0" w:name="{bookmark_name(run.bookmark)}"/>{xml}<w:bookmarkEnd w:id="0"/>'
        return self._write_notes(run, xml)

    def _write_notes(self, run: Run, xml: str) -> str:
        """``xml`` with the marks of the run's notes, where the document takes notes."""
        if run.comment and self._notes:
            xml = self.resources.comment(run.comment, xml)
        if run.footnote and self._notes:
            xml += self.resources.footnote(run.footnote)
        return xml

    def _write_properties(self, run: Run) -> str:
        key = (run.style, run.bold, run.italic, run.underline, run.strike, run.colour, run.size, run.font, run.raised)
        if key not in self._properties:
            self._properties[key] = _properties_xml(self.base, run)
        return self._properties[key]


def _properties_xml(base: etree._Element | None, run: Run) -> str:
    """A ``w:rPr`` of ``base`` with the run's own over it, in the schema's order; empty without any."""
    properties = etree.Element(f"{W}rPr") if base is None else deepcopy(base)
    for name, attributes in _own_properties(run).items():
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
        etree.SubElement(properties, f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})
    properties[:] = sorted(properties, key=lambda element: _RANK.get(etree.QName(element).localname, len(_ORDER)))
    return etree.tostring(properties, encoding="unicode") if len(properties) else ""


def _own_properties(run: Run) -> dict[str, dict[str, str]]:
    """The properties that a run sets itself, by name, with their attributes."""
    colour = _COLOUR.fullmatch(run.colour or "")
    half_points = {"val": str(max(2, round((run.size or 0) * 2)))}
    wanted: list[tuple[str, object, dict[str, str]]] = [
        ("rStyle", run.style, {"val": clean_text(run.style or "")}),
        ("rFonts", run.font, dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), clean_text(run.font or ""))),
        ("b", run.bold, {}),
        ("i", run.italic, {}),
        ("strike", run.strike, {}),
        ("color", colour, {"val": colour[1].upper() if colour else ""}),
        ("sz", run.size, half_points),
        ("szCs", run.size, half_points),
        ("u", run.underline, {"val": "single"}),
        ("vertAlign", run.raised, {"val": run.raised or ""}),
    ]
    return {name: attributes for name, value, attributes in wanted if value}


def bookmark_name(name: str) -> str:
    """``name`` as Word allows it: letters, digits and ``_``, at most 40, a letter first."""
    kept = "".join(character if character.isascii() and character.isalnum() else "_" for character in name)
    return (kept if kept[:1].isalpha() else f"b_{kept}")[:40]


def safe_url(url: str | None) -> str | None:
    """``url`` as a relationship can hold it; None unless it is http or https with a host."""
    if not url:
        return None
    try:
        parts = urlsplit(clean_text(url).strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:  # a broken IPv6 host
        return None
    return quote(parts.geturl(), safe=_SAFE_URL)
