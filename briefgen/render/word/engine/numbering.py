"""Lists whose numbers begin anew: ``{% restart_numbering %}`` in a numbered paragraph.

Word counts on through all paragraphs that share a numbering instance (``w:num``), so each restart gets an instance of
its own, of the same design, and the paragraphs after it follow.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.word.engine.cells import take_out
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.package import REL_OFFICE, Package, serialise_xml
from briefgen.render.word.engine.tags import RESTART

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.render.word.engine.marking import Marked

_BEFORE = frozenset(f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
Numbered = dict[str, tuple[str, str]]
"""Numbering instance and level by the id of a paragraph style that numbers."""


def style_numbers(package: Package) -> Numbered:
    """What the paragraph styles of a document number, themselves or by the style that they are based on."""
    name = package.related(package.main_part() or "", f"{REL_OFFICE}/styles")
    if name is None:
        return {}
    styles = {style.get(f"{W}styleId", ""): style for style in package.read(name).iter(f"{W}style")}
    found: Numbered = {}
    for key in styles:
        style, seen = styles.get(key), set[str]()
        number, level = None, None
        while style is not None and number is None and style.get(f"{W}styleId", "") not in seen:
            seen.add(style.get(f"{W}styleId", ""))
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            base = style.find(f"{W}basedOn")
            style = styles.get(base.get(f"{W}val", "")) if base is not None else None
        if number is not None:
            found[key] = (number.get(f"{W}val", "0"), "0" if level is None else level.get(f"{W}val", "0"))
    return found


def mark_restarts(markers: Sequence[etree._Element], marked: Marked, numbered: Numbered) -> None:
    """Markers in the place of the numbering of every paragraph whose list a tag begins anew."""
    restarted: dict[str, etree._Element] = {}
    for marker in markers:
        tag = marked.tag_of(marker)
        paragraph = next(marker.iterancestors(f"{W}p"), None)
        take_out(marker)
        number = None if paragraph is None else _number_of(paragraph, numbered)
        if paragraph is None or number is None or number[0] == "0":
            hint = f"put {{% {RESTART} %}} into the first paragraph of a numbered list"
            marked.faults.append(tag.fault("tag.scope", "the paragraph that holds it is not numbered", hint))
            continue
        restarted[number[0]] = marker
        code = f"briefgen_numbering({int(number[0])}, true)"
        _set_number(paragraph, number[1], marked.add(replace(tag, kind="{{", scope="", code=code, trim=("", ""))))
    for paragraph in marked.root.iter(f"{W}p") if restarted else ():
        number = _number_of(paragraph, numbered)
        if number is not None and number[0] in restarted:
            tag = replace(marked.tag_of(restarted[number[0]]), kind="{{", scope="", trim=("", ""))
            _set_number(paragraph, number[1], marked.add(replace(tag, code=f"briefgen_numbering({int(number[0])}, false)")))


def _number_of(paragraph: etree._Element, numbered: Numbered) -> tuple[str, str] | None:
    """The numbering instance and level of a paragraph; None without, or where a marker stands for it already."""
    own = paragraph.find(f"{W}pPr/{W}numPr")
    if own is not None:
        number, level = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        return None if number is None else (number.get(f"{W}val", "0"), "0" if level is None else level.get(f"{W}val", "0"))
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else numbered.get(style.get(f"{W}val", ""))


def _set_number(paragraph: etree._Element, level: str, marker: etree._Element) -> None:
    """Number ``paragraph`` by what ``marker`` stands for."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    new = etree.Element(f"{W}numPr")
    etree.SubElement(new, f"{W}ilvl", {f"{W}val": level})
    new.append(marker)
    properties.insert(max((n for n, child in enumerate(properties, 1) if child.tag in _BEFORE), default=0), new)


class Numbering:
    """The numbering instances of one document; those made by restarts are added when written."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._name = package.related(package.main_part() or "", f"{REL_OFFICE}/numbering")
        self._root: etree._Element | None = None
        self._current: dict[int, int] = {}
        self._instances: dict[int, etree._Element] = {}
        self._last: etree._Element | None = None
        self._next = 0

    def of(self, number: int, *, restart: bool) -> int:
        """The instance that stands for ``number`` here: the last that a restart made of it, a new one for a restart."""
        if restart:
            self._current[number] = self._add(number)
        return self._current.get(number, number)

    def write(self) -> None:
        """Put the new instances into the package; nothing is touched without any."""
        if self._root is not None and self._name is not None:
            self._package.parts[self._name] = serialise_xml(self._root)

    def _add(self, number: int) -> int:
        """A new instance of the design of ``number``, its levels at their beginnings; ``number`` itself where it has no design."""
        if self._root is None and self._name is not None:
            self._root = self._package.read(self._name)
            self._instances = {int(each.get(f"{W}numId", "0")): each for each in self._root.findall(f"{W}num")}
            self._last = next(reversed(self._instances.values()), None)
            self._next = max(self._instances, default=0)
        model = self._instances.get(number)
        if model is None or self._last is None:
            return number
        new = self._next = self._next + 1
        copy = deepcopy(model)
        copy.set(f"{W}numId", str(new))
        for old in copy.findall(f"{W}lvlOverride"):
            if old.get(f"{W}ilvl") == "0":
                copy.remove(old)
        override = etree.Element(f"{W}lvlOverride", {f"{W}ilvl": "0"})
        etree.SubElement(override, f"{W}startOverride", {f"{W}val": self._start_of(model)})
        copy.insert(1, override)  # after w:abstractNumId
        self._last.addnext(copy)
        self._last = copy
        return new

    def _start_of(self, instance: etree._Element) -> str:
        """The number that the first level of a design begins with."""
        design = instance.find(f"{W}abstractNumId")
        if self._root is None or design is None:
            return "1"
        for each in self._root.findall(f"{W}abstractNum"):
            if each.get(f"{W}abstractNumId") == design.get(f"{W}val"):
                start = each.find(f"{W}lvl[@{W}ilvl='0']/{W}start")
                return "1" if start is None else start.get(f"{W}val", "1")
        return "1"
