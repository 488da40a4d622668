"""What Word would call damaged, and repair or refuse, when it opens the document (ECMA-376 parts 1 and 2)."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word.engine.faults import Fault
from briefgen.render.word.engine.names import WP, R, W
from briefgen.render.word.engine.package import CONTENT_TYPES, Package, relationships_name
from briefgen.render.word.engine.places import Places

_BLOCKS = frozenset(f"{W}{name}" for name in ("p", "tbl", "sdt", "customXml", "altChunk"))
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
_NOTE_ELEMENTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_REFERENCES = (f"{R}id", f"{R}embed", f"{R}link")


def find_repairs(package: Package) -> list[Fault]:
    """An error for each thing in ``package`` that Word would repair."""
    faults = [*_check_types(package), *_check_relationships(package)]
    drawings: Counter[str] = Counter()
    for name in package.parts:
        kind = package.content_type(name)
        if "wordprocessingml" in kind and kind.endswith("+xml"):
            try:
                root = package.read(name)
            except TemplateError as error:
                faults.append(_fault("damaged", name, "", str(error).partition(": ")[2]))
                continue
            faults += [*_check_references(package, root, name), *_check_tables(root, name), *_check_fields(root, name)]
            faults += _check_bookmarks(root, name)
            drawings.update(element.get("id", "") for element in root.iter(f"{WP}docPr"))
    shared = [(number, count) for number, count in drawings.items() if count > 1 and number]
    faults += [_fault("drawing_id", "", "", f"{count} pictures share the id {number}") for number, count in shared]
    return faults


def _fault(rule: str, part: str, place: str, problem: str, hint: str = "open the template in Word, let it repair, and save") -> Fault:
    return Fault(f"repair.{rule}", part, place, "", problem, hint)


def _check_types(package: Package) -> Iterator[Fault]:
    """Every part has a media type, and every type that names a part has one."""
    for entry in package.read(CONTENT_TYPES):
        name = entry.get("PartName", "").lstrip("/")
        if name and name not in package.parts:
            yield _fault("content_type", CONTENT_TYPES, "", f"it declares {name}, which is not there")
    for name in package.parts:
        if name != CONTENT_TYPES and not package.content_type(name):
            yield _fault("content_type", name, "", "no media type is declared for this part")


def _check_relationships(package: Package) -> Iterator[Fault]:
    """Relationships lead to parts that are there."""
    for name in package.parts:
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        seen: set[str] = set()
        for relation in package.read(name):
            target = relation.get("Target", "")
            number = relation.get("Id", "")
            if number in seen:
                yield _fault("relationship", name, "", f"two relationships share the id {number}")
            seen.add(number)
            path = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")
            if relation.get("TargetMode") != "External" and not target.startswith("#") and path not in package.parts:
                yield _fault("relationship", name, "", f"{number} leads to {path}, which is not there")


def _check_references(package: Package, root: etree._Element, part: str) -> Iterator[Fault]:
    """Whatever names a relationship, a note or a comment finds it."""
    rels = relationships_name(part)
    known = {relation.get("Id", "") for relation in package.read(rels)} if rels in package.parts else set[str]()
    missing = {
        element.get(attribute, "")
        for element in root.iter(etree.Element)
        for attribute in _REFERENCES
        if element.get(attribute) and element.get(attribute) not in known
    }
    for number in sorted(missing):
        yield _fault("reference", part, "", f"something names the relationship {number}, which is not there")
    for reference, kind in _NOTES.items():
        wanted = {element.get(f"{W}id", "") for element in root.iter(f"{W}{reference}")}
        if wanted:
            target = next((name for name in package.parts if package.content_type(name).endswith(f".{kind}+xml")), None)
            there = {note.get(f"{W}id", "") for note in package.read(target)} if target else set[str]()
            for number in sorted(wanted - there):
                yield _fault("reference", part, "", f"it refers to {_NOTE_ELEMENTS[kind]} {number}, which is not there")


def _check_tables(root: etree._Element, part: str) -> Iterator[Fault]:
    """Rows have cells, cells end with a paragraph, tables have a grid."""
    places: Places | None = None
    for table in root.iter(f"{W}tbl"):
        problems = []
        if table.find(f"{W}tblGrid") is None:
            problems.append("it has no grid of columns")
        for number, row in enumerate(table.findall(f"{W}tr"), 1):
            if row.find(f"{W}tc") is None and row.find(f"{W}sdt") is None and row.find(f"{W}customXml") is None:
                problems.append(f"row {number} has no cell")
            for at, cell in enumerate(row.findall(f"{W}tc"), 1):
                blocks = [child.tag for child in cell if child.tag in _BLOCKS]
                if not blocks or blocks[-1] == f"{W}tbl":
                    problems.append(f"row {number}, cell {at} does not end with a paragraph")
        if problems:
            places = places or Places(root)
            yield from (_fault("table", part, places.of_table(table), problem) for problem in problems)


def _check_fields(root: etree._Element, part: str) -> Iterator[Fault]:
    """Fields that begin end."""
    marks = Counter(element.get(f"{W}fldCharType") for element in root.iter(f"{W}fldChar"))
    if marks["begin"] != marks["end"]:
        yield _fault("field", part, "", f"{marks['begin']} fields begin and {marks['end']} end")


def _check_bookmarks(root: etree._Element, part: str) -> Iterator[Fault]:
    """Bookmarks have an id and a name of their own, and end."""
    starts = [mark.get(f"{W}id", "") for mark in root.iter(f"{W}bookmarkStart")]
    ends = {mark.get(f"{W}id", "") for mark in root.iter(f"{W}bookmarkEnd")}
    names = Counter(mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart"))
    for number, count in Counter(starts).items():
        if count > 1:
            yield _fault("bookmark", part, "", f"{count} bookmarks share the id {number}")
        if number not in ends:
            yield _fault("bookmark", part, "", f"the bookmark with the id {number} does not end")
    for name, count in names.items():
        if count > 1:
            yield _fault("bookmark", part, "", f"{count} bookmarks are called {name}")
