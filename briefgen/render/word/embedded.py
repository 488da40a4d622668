"""The brief's JSON inside its .docx: a custom XML part, which Word keeps and does not show.

The part holds one JSON object as the text of its root element: ``{"document_sha256", "paragraphs", "margins", "boxes", "brief",
"proof_sha256"}``. The three lists are the words of the document as they were made, so that a later check can say which changed.
``document_sha256`` is over every other part of the package, in the order of their names: for each, the
length of its name, the name, the length of its content, the content (lengths as eight bytes, big-endian; names in
UTF-8). So it holds as long as nobody saves the document anew, and :func:`document_sha256` computes it again.
``proof_sha256`` is over all the rest of the object: neither the brief nor the words it is compared with can be changed alone.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from lxml import etree

from briefgen.errors import ReadError, TemplateError
from briefgen.render.word.engine.opening import NOT_WORD
from briefgen.render.word.engine.package import REL_OFFICE, Package, parse_xml, serialise_xml
from briefgen.render.word.words import Words, visible_words

NAMESPACE = "urn:briefgen:brief:1"
_REL_ITEM = REL_OFFICE + "/customXml"
_REL_PROPERTIES = REL_OFFICE + "/customXmlProps"
_NS_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TYPE_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def embed_brief(package: Package, brief: Mapping[str, Any]) -> None:
    """Add ``brief`` to ``package`` as a custom XML part, instead of one that is there. Do it last: it seals the rest."""
    name = _find_item(package)
    if name is None:
        name = _add_item(package)
    package.parts[name] = b""
    words = visible_words(package)
    content: dict[str, Any] = {
        "document_sha256": _hash_parts(package, name),
        "paragraphs": words.body,
        "margins": words.margins,
        "boxes": words.boxes,
        "brief": brief,
    }
    content["proof_sha256"] = proof_sha256(content)
    root = parse_xml(f'<brief xmlns="{NAMESPACE}"/>'.encode())
    root.text = json.dumps(content, separators=(",", ":"))  # ASCII: what XML forbids stands as an escape
    package.parts[name] = serialise_xml(root)


def read_embedded(data: bytes) -> dict[str, Any]:
    """The object as the .docx in ``data`` carries it; ReadError where it carries none."""
    package = _open(data)
    name = _find_item(package)
    if name is None:
        raise ReadError("no brief stands in this document: it was not made by briefgen, or a program that saved it took the brief out")
    try:
        content = json.loads(parse_xml(package.parts[name]).text or "")
    except (ValueError, RecursionError, etree.XMLSyntaxError) as error:
        raise ReadError(f"{name}: the brief in this document is damaged ({error}); make it again") from error
    if not isinstance(content, dict) or "brief" not in content:
        raise ReadError(f"{name}: the brief in this document is damaged (not the object expected); make it again")
    return content


def document_sha256(data: bytes) -> str:
    """The hash of a .docx without the brief in it, to compare with the one that its brief names."""
    package = _open(data)
    return _hash_parts(package, _find_item(package))


def proof_sha256(content: Mapping[str, Any]) -> str:
    """The hash of a proof without the one that it names of itself, whatever the order of its keys and the space in it."""
    rest = {key: value for key, value in content.items() if key != "proof_sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def document_words(data: bytes) -> Words:
    """The words of a .docx now, to compare with those that its proof holds."""
    return visible_words(_open(data))


def _open(data: bytes) -> Package:
    try:
        return Package.open(data)
    except TemplateError as error:
        if str(error) == NOT_WORD:
            raise ReadError("not a Word document (.docx), or one cut short: give the brief that briefgen wrote") from error
        raise ReadError(str(error).replace("the template", "the document")) from error


def _hash_parts(package: Package, without: str | None) -> str:
    digest = hashlib.sha256()
    for name in sorted(package.parts):
        if name != without:
            for piece in (name.encode("utf-8"), package.parts[name]):
                digest.update(len(piece).to_bytes(8, "big"))
                digest.update(piece)
    return digest.hexdigest()


def _find_item(package: Package) -> str | None:
    """The name of the part that holds a brief, None without."""
    for name, content in package.parts.items():
        if name.startswith("customXml/") and NAMESPACE.encode() in content:
            try:
                if parse_xml(content).tag == f"{{{NAMESPACE}}}brief":
                    return name
            except etree.XMLSyntaxError:
                continue
    return None


def _add_item(package: Package) -> str:
    """A new, empty custom XML part with its properties, related as Word expects them; returns its name."""
    number = 1
    while f"customXml/item{number}.xml" in package.parts or f"customXml/itemProps{number}.xml" in package.parts:
        number += 1
    name, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    item_id = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper() + "}"
    package.add(name, b"", "application/xml")
    package.add(properties, serialise_xml(parse_xml(
        f'<ds:datastoreItem xmlns:ds="{_NS_DATASTORE}" ds:itemID="{item_id}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'.encode()
    )), _TYPE_PROPERTIES)  # fmt: skip
    for part, kind, target in ((name, _REL_PROPERTIES, f"itemProps{number}.xml"), (package.main_part() or "", _REL_ITEM, f"../{name}")):
        relationships = package.relationships(part)
        relationships.add(kind, target)
        relationships.write(package)
    return name
