"""What Word shows under File > Info: title, language and dates, set from the brief and never from a clock."""

from __future__ import annotations

from datetime import date

from lxml import etree

from briefgen.render.word.context.plain import plain_text
from briefgen.render.word.engine.environment import clean_text
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.package import REL_CORE, Package, parse_xml, serialise_xml

_NS = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_TYPE_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_EMPTY = "<cp:coreProperties " + " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NS.items()) + "/>"


def set_properties(package: Package, *, title: str, language: str, day: date) -> None:
    """Set the core properties of ``package``; created and modified are midnight UTC of ``day``."""
    name = package.related("", REL_CORE)
    if name is None:
        name = "docProps/core.xml"
        package.add(name, _EMPTY.encode(), _TYPE_CORE)
        relationships = package.relationships("")
        relationships.add(REL_CORE, name)
        relationships.write(package)
    root = parse_xml(package.parts[name])
    _set(root, "dc", "title", clean_text(plain_text(title)).replace("\n", " "))
    _set(root, "dc", "language", language)
    for moment in ("created", "modified"):
        element = _set(root, "dcterms", moment, f"{day.isoformat()}T00:00:00Z")
        element.set(f"{{{_NS['xsi']}}}type", "dcterms:W3CDTF")
    package.parts[name] = serialise_xml(root)


def set_language(package: Package, language: str) -> None:
    """The language of the text where the template's styles name another, so that Word checks spelling by it."""
    main = package.main_part() or ""
    styles = package.related(main, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles")
    if styles is None:
        return
    root = parse_xml(package.parts[styles])
    default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is not None and default.get(f"{W}val") != language:
        default.set(f"{W}val", language)
        package.parts[styles] = serialise_xml(root)


def _set(root: etree._Element, prefix: str, name: str, value: str) -> etree._Element:
    element = root.find(f"{{{_NS[prefix]}}}{name}")
    if element is None:
        element = etree.SubElement(root, f"{{{_NS[prefix]}}}{name}")
    element.text = value
    return element
