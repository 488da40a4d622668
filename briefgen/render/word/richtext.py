"""Text with styles and links of its own, for ``{{r field }}``.

A run keeps the properties of the run that its tag stands in, and adds its own to them: a reference inside an
eight-point cell stays at eight points.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree

from briefgen.render.word.environment import clean_text, text_xml
from briefgen.render.word.names import W

Link = Callable[[str], str]
"""Gives the relationship id for an address."""

# The order of CT_RPr's elements as far as a run here sets them (ECMA-376, 17.3.2.28); Word repairs a file that breaks it.
_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "spacing", "sz", "szCs",
          "highlight", "u", "shd", "vertAlign", "lang")  # fmt: skip
_SAFE_URL = "%/:?#[]@!$&'()*+,;=~-._"


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

    def __str__(self) -> str:
        return self.alternative


class RunWriter:
    """Writes values as runs for one place of a template; ``base`` are the properties of the run that the tag stood in."""

    def __init__(self, base: etree._Element | None, resources: Any) -> None:
        self.base, self.link = base, resources.link
        self._properties: dict[tuple[str | None, bool, bool], str] = {}

    def write(self, value: object) -> str:
        """The XML of whole runs."""
        if isinstance(value, Drawing):
            return f"<w:r>{value.xml}</w:r>"
        runs = value.runs if isinstance(value, Rich) else (Run("" if value is None else str(value)),)
        return "".join(self._write_run(run) for run in runs if run.text or run.bookmark)

    def _write_run(self, run: Run) -> str:
        xml = f'<w:r>{self._write_properties(run)}<w:t xml:space="preserve">{text_xml(run.text)}</w:t></w:r>'
        address = safe_url(run.url)
        if address:
            xml = f'<w:hyperlink r:id="{self.link(address)}" w:history="1">{xml}</w:hyperlink>'
        elif run.anchor:
            xml = f'<w:hyperlink w:anchor="{bookmark_name(run.anchor)}" w:history="1">{xml}</w:hyperlink>'
        if run.bookmark:  # the ids are made unique once the part is whole
            xml = f'<w:bookmarkStart w:id="0" w:name="{bookmark_name(run.bookmark)}"/>{xml}<w:bookmarkEnd w:id="0"/>'
        return xml

    def _write_properties(self, run: Run) -> str:
        key = (run.style, run.bold, run.italic)
        if key not in self._properties:
            self._properties[key] = _properties_xml(self.base, *key)
        return self._properties[key]


def _properties_xml(base: etree._Element | None, style: str | None, bold: bool, italic: bool) -> str:
    """A ``w:rPr`` of ``base`` with a style, bold and italic over it, in the schema's order; empty without any."""
    properties = etree.Element(f"{W}rPr") if base is None else deepcopy(base)
    for name, value in (("rStyle", style), ("b", bold), ("i", italic)):
        if not value:
            continue
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
        new = etree.SubElement(properties, f"{W}{name}")
        if isinstance(value, str):
            new.set(f"{W}val", value)
    ranked = sorted(properties, key=lambda element: _rank(etree.QName(element).localname))
    properties[:] = ranked
    if not len(properties):
        return ""
    return etree.tostring(properties, encoding="unicode")


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else _ORDER.index("vertAlign")


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
