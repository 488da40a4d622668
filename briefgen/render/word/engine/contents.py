"""Tables of contents: the entries are made from the headings, and the field is marked so that Word sets the page numbers when it opens.

A table of contents is a field of Word's, ``TOC \\o "1-3" \\h \\z \\u``; a template holds it with any result, which is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.render.word.engine.names import XML_SPACE, W
from briefgen.render.word.engine.package import REL_OFFICE, Package, serialise_xml

if TYPE_CHECKING:
    from briefgen.render.word.engine.resources import Assembly

_FIELD = re.compile(r"<(?:[\w.-]+:)?instrText(?: [^>]*)?>\s*TOC\b")
_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')
_HEADING = re.compile(r"heading (\d)")


def has_contents(xml: str) -> bool:
    """Whether a part holds the field of a table of contents."""
    return "instrText" in xml and _FIELD.search(xml) is not None


def fill_contents(root: etree._Element, assembly: Assembly) -> None:
    """Put an entry for each heading into the tables of contents of ``root``, and mark them for update."""
    levels = heading_levels(assembly.package)
    for begin in list(_contents_fields(root)):
        fields = _whole_field(begin)
        if fields is None:
            continue
        instruction, separator, end = fields
        first, last = _range(instruction)
        begin.set(f"{W}dirty", "true")
        headings = [(paragraph, level) for paragraph, level in _headings(root, levels) if first <= level <= last]
        entries = [_entry(paragraph, level, _anchor(paragraph, number)) for number, (paragraph, level) in enumerate(headings, 1)]
        _replace_result(separator, end, entries)


def release_contents(package: Package) -> None:
    """Leave tables of contents in ``package`` as plain lines: LibreOffice sets the page numbers of those alone by itself."""
    name = package.main_part() or ""
    if b"TOC" not in package.parts[name]:
        return
    root = package.read(name)
    for begin in list(_contents_fields(root)):
        fields = _whole_field(begin)
        if fields is None:
            continue
        _, separator, end = fields
        paragraph = next(begin.iterancestors(f"{W}p"), begin)
        for run in [*_split_before(paragraph, separator), _run_of(end)]:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
    package.parts[name] = serialise_xml(root)


def _contents_fields(root: etree._Element) -> Iterator[etree._Element]:
    """The ``fldChar`` that begins each table of contents."""
    for text in root.iter(f"{W}instrText"):
        if re.match(r"\s*TOC\b", text.text or ""):
            found: Any = text.xpath("preceding::w:fldChar[@w:fldCharType='begin'][1]", namespaces={"w": W[1:-1]})
            yield from found


def _whole_field(begin: etree._Element) -> tuple[str, etree._Element, etree._Element] | None:
    """The instruction of a field, its separator and its end; None where it is not whole."""
    depth, instruction, separator = 0, "", None
    root = begin.getroottree().getroot()
    started = False
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        started |= element is begin
        if not started:
            continue
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText" and depth == 1 and separator is None:
            instruction += element.text or ""
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if kind == "separate" and depth == 1:
            separator = element
        if kind == "end" and depth == 0:
            return None if separator is None else (instruction, separator, element)
    return None


def _range(instruction: str) -> tuple[int, int]:
    found = _LEVELS.search(instruction)
    return (int(found[1]), int(found[2])) if found else (1, 9)


def heading_levels(package: Package) -> dict[str, int]:
    """The level of each paragraph style that is a heading: by its outline level, or by its name."""
    name = package.related(package.main_part() or "", f"{REL_OFFICE}/styles")
    found: dict[str, int] = {}
    for style in package.read(name).iter(f"{W}style") if name else ():
        title = style.find(f"{W}name")
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        named = _HEADING.fullmatch("" if title is None else title.get(f"{W}val", "").lower())
        if outline is not None and outline.get(f"{W}val", "9") != "9":
            found[style.get(f"{W}styleId", "")] = int(outline.get(f"{W}val", "0")) + 1
        elif named:
            found[style.get(f"{W}styleId", "")] = int(named[1])
    return found


def _headings(root: etree._Element, levels: dict[str, int]) -> Iterator[tuple[etree._Element, int]]:
    """The headings with words, in order, and their levels."""
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = levels.get(style.get(f"{W}val", "")) if style is not None else None
        if own is not None and own.get(f"{W}val", "9") != "9":
            level = int(own.get(f"{W}val", "0")) + 1
        if level is not None and _words(paragraph):
            yield paragraph, level


def _words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()


def _anchor(paragraph: etree._Element, number: int) -> str:
    """The bookmark around a heading, made where there is none of Word's own for it."""
    for mark in paragraph.iter(f"{W}bookmarkStart"):
        if mark.get(f"{W}name", "").startswith("_Toc"):
            return mark.get(f"{W}name", "")
    name = f"_Toc{number:08d}"
    at = 1 if paragraph.find(f"{W}pPr") is not None else 0
    paragraph.insert(at, etree.Element(f"{W}bookmarkStart", {f"{W}id": "0", f"{W}name": name}))
    paragraph.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": "0"}))
    return name


def _entry(heading: etree._Element, level: int, anchor: str) -> etree._Element:
    """A line of the table: the heading's words, a tab, the number of its page, all a link to it."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle", {f"{W}val": f"TOC{level}"})
    link = etree.SubElement(paragraph, f"{W}hyperlink", {f"{W}anchor": anchor, f"{W}history": "1"})
    _text(link, _words(heading))
    etree.SubElement(etree.SubElement(link, f"{W}r"), f"{W}tab")
    _mark(link, "begin").set(f"{W}dirty", "true")
    instruction = etree.SubElement(etree.SubElement(link, f"{W}r"), f"{W}instrText", {XML_SPACE: "preserve"})
    instruction.text = f" PAGEREF {anchor} \\h "
    _mark(link, "separate")
    _text(link, "")  # no number is better than a wrong one, until a program that lays out pages sets it
    _mark(link, "end")
    return paragraph


def _text(parent: etree._Element, words: str) -> None:
    etree.SubElement(etree.SubElement(parent, f"{W}r"), f"{W}t", {XML_SPACE: "preserve"}).text = words


def _mark(parent: etree._Element, kind: str) -> etree._Element:
    return etree.SubElement(etree.SubElement(parent, f"{W}r"), f"{W}fldChar", {f"{W}fldCharType": kind})


def _replace_result(separator: etree._Element, end: etree._Element, entries: list[etree._Element]) -> None:
    """Put ``entries`` between the separator and the end of a field; what stood there goes, the beginning of its first line stays."""
    opening = next(separator.iterancestors(f"{W}p"), None)
    closing = next(end.iterancestors(f"{W}p"), None)
    if opening is None or closing is None or not entries:
        return
    head = _split_before(opening, separator)
    properties = opening.find(f"{W}pPr")
    parent = opening.getparent()
    if parent is None:
        return
    between = [opening, *opening.itersiblings()]
    between = between[: between.index(closing) + 1] if closing in between else [opening]
    at = parent.index(opening)
    for old in between:
        parent.remove(old)
    first = entries[0]
    for child in reversed(head):
        first.insert(1, child)
    last = etree.Element(f"{W}p")
    if properties is not None:
        last.append(properties)
    last.append(_run_of(end))
    for shift, entry in enumerate([*entries, last]):
        parent.insert(at + shift, entry)


def _split_before(paragraph: etree._Element, separator: etree._Element) -> list[etree._Element]:
    """The runs of a paragraph up to the one that holds ``separator``, that one included."""
    run = _run_of(separator)
    children = [child for child in paragraph if child.tag != f"{W}pPr"]
    return children[: children.index(run) + 1] if run in children else []


def _run_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{W}r"), element)
