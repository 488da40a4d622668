"""A .docx file as named parts: opened, related, added to and saved. Bytes that nobody changes leave as they came.

Written on ``zipfile`` alone: python-docx reads every XML part into a tree and writes it anew, which would
break the promise that a part without tags is copied byte for byte.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.opening import read_parts

CONTENT_TYPES = "[Content_Types].xml"
NS_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NS_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
REL_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
REL_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip entry can carry: two runs give the same bytes

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPE_DOCUMENT, TYPE_TEMPLATE = f"{_TYPE}document.main+xml", f"{_TYPE}template.main+xml"
_MACROS = ("macroenabled", "vbaproject", "vbadata")  # in media types, of .docm and .dotm
# A document type may define entities that grow without end; Word's packages may hold none (ECMA-376 part 2, 9.1.4).
_DOCTYPE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL)


def parse_xml(data: bytes) -> etree._Element:
    """The root of ``data``: no network, no entities, no comments, no processing instructions. Raises XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError("a part of the document declares a document type, which no Word document may; save it anew in Word")
    return root


def serialise_xml(root: etree._Element) -> bytes:
    """``root`` as Word writes its parts: UTF-8, a standalone declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _has_doctype(content: bytes) -> bool:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    return _DOCTYPE.match(content) is not None


class Package:
    """The parts of one .docx, in their order. ``parts`` maps a name without leading slash to its bytes."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._types: tuple[bytes, dict[str, str], dict[str, str]] | None = None  # as read from the first of these

    @classmethod
    def open(cls, data: bytes) -> Package:
        """The package in ``data``; TemplateError where Word would not open it, where it may run macros or is not safe to open."""
        parts = read_parts(data)
        package = cls(parts)
        if CONTENT_TYPES not in parts or not package.main_part():
            raise TemplateError("the template is a zip file without a Word document in it: give a .docx file")
        package._refuse_unsafe()
        package._become_document()
        return package

    def _refuse_unsafe(self) -> None:
        """TemplateError for macros, for a body that is none of Word's, and for document types."""
        types = [(entry.get("PartName", ""), entry.get("ContentType", "").lower()) for entry in self.read(CONTENT_TYPES)]
        if any(macro in kind for _, kind in types for macro in _MACROS) or any("vbaproject" in name.lower() for name in self.parts):
            raise TemplateError("the template holds macros (.docm): save it in Word as Word Document (.docx), which holds none")
        main = self.main_part() or ""
        if self.content_type(main) not in (TYPE_DOCUMENT, TYPE_TEMPLATE):
            raise TemplateError(f"the template is not a Word document: its main part, {main}, is {self.content_type(main) or 'of no type'}")
        for name, content in self.parts.items():
            if name.lower().endswith((".xml", ".rels")) and _has_doctype(content):
                raise TemplateError(f"{name}: this part declares a document type, which none may: open it in Word and save it again")
        if self.read(main).tag != f"{W}document":
            raise TemplateError(f"{main}: this part holds no document: open the template in Word and save it again")

    def _become_document(self) -> None:
        """A Word template (.dotx) is declared a document, which is what comes of it."""
        main = self.main_part() or ""
        if self.content_type(main) == TYPE_TEMPLATE:
            self.declare(main, TYPE_DOCUMENT)

    def save(self) -> bytes:
        """The package as a zip: content types first, then the order of the parts, every entry with the same time."""
        buffer = io.BytesIO()
        names = [CONTENT_TYPES, *(name for name in self.parts if name != CONTENT_TYPES)]
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0  # the same on every platform
                archive.writestr(entry, self.parts[name], compresslevel=6)
        return buffer.getvalue()

    def main_part(self) -> str | None:
        """The name of the document's body, None where the package has none."""
        target = self.related("", REL_OFFICE + "/officeDocument")
        if target is None and self.related("", REL_STRICT + "/officeDocument"):
            raise TemplateError("the template is saved as Strict Open XML: save it in Word as Word Document (.docx)")
        return target

    def content_type(self, name: str) -> str:
        """The media type of a part, the empty string where none is declared."""
        source = self.parts.get(CONTENT_TYPES, b"")
        if self._types is None or self._types[0] is not source:
            entries = list(self.read(CONTENT_TYPES))
            named, by_suffix = (
                {entry.get(key, "").lower(): entry.get("ContentType", "") for entry in entries if entry.get(key)}
                for key in ("PartName", "Extension")
            )
            self._types = (source, named, by_suffix)
        suffix = name.rpartition(".")[2].lower()
        return self._types[1].get(f"/{name}".lower()) or self._types[2].get(suffix, "")

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """A new part, declared under its own name."""
        if self.content_type(name) != content_type:
            self.declare(name, content_type)
        self.parts[name] = data

    def declare(self, name: str, content_type: str) -> None:
        """Say what a part is, under its own name."""
        root = self.read(CONTENT_TYPES)
        entry = next((e for e in root if e.get("PartName", "").lower() == f"/{name}".lower()), None)
        if entry is None:
            entry = etree.SubElement(root, f"{{{NS_CONTENT_TYPES}}}Override", {"PartName": f"/{name}"})
        entry.set("ContentType", content_type)
        self.parts[CONTENT_TYPES] = serialise_xml(root)

    def free_name(self, stem: str, suffix: str) -> str:
        """``{stem}{n}{suffix}`` with the first number that no part has."""
        taken = {name.casefold() for name in self.parts}
        number = 1
        while f"{stem}{number}{suffix}".casefold() in taken:
            number += 1
        return f"{stem}{number}{suffix}"

    def related(self, part: str, kind: str) -> str | None:
        """The first part that ``part`` (the package itself: ``""``) has a relationship of ``kind`` with, None without."""
        name = relationships_name(part)
        if name not in self.parts:
            return None
        for relation in self.read(name):
            if relation.get("Type") == kind and relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), relation.get("Target", ""))).lstrip("/")
                return target if target in self.parts else None
        return None

    def relationships(self, part: str) -> Relationships:
        """The relationships of ``part``, to add to; they count once written back with :meth:`Relationships.write`."""
        return Relationships(self, part)

    def read(self, name: str) -> etree._Element:
        """The root of an XML part; TemplateError where it is missing or broken."""
        try:
            return parse_xml(self.parts[name])
        except (KeyError, etree.XMLSyntaxError) as error:
            raise TemplateError(f"{name}: the template is damaged ({error}): open it in Word and save it again") from error


class Relationships:
    """What one part points to. Ids are ``rId`` and the first number that is free."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._name = package, relationships_name(part)
        known = package.read(self._name) if self._name in package.parts else ()
        self._ids = {(r.get("Type"), r.get("Target"), r.get("TargetMode")): r.get("Id", "") for r in known}
        self._taken = set(self._ids.values())
        self._new: list[dict[str, str]] = []
        self._next = 1

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship to ``target``: one that is there already, or a new one."""
        mode = "External" if external else None
        if (kind, target, mode) not in self._ids:
            while f"rId{self._next}" in self._taken:
                self._next += 1
            new = f"rId{self._next}"
            self._taken.add(new)
            self._ids[(kind, target, mode)] = new
            self._new.append({"Id": new, "Type": kind, "Target": target} | ({"TargetMode": mode} if mode else {}))
        return self._ids[(kind, target, mode)]

    def write(self, package: Package) -> None:
        """Write the relationships into ``package``; nothing is touched where none was added."""
        if not self._new:
            return
        if self._name in package.parts:
            root = package.read(self._name)
        else:
            root = parse_xml(f'<Relationships xmlns="{NS_RELATIONSHIPS}"/>'.encode())
        for attributes in self._new:
            etree.SubElement(root, f"{{{NS_RELATIONSHIPS}}}Relationship", attributes)
        package.parts[self._name] = serialise_xml(root)


def relationships_name(part: str) -> str:
    """Where the relationships of ``part`` stand: ``word/_rels/document.xml.rels``; of the package itself ``_rels/.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
