"""Footnotes and comments of Word's own, added to a document while it is filled.

A footnote stands in ``word/footnotes.xml`` behind the two separators that Word wants there, a comment in
``word/comments.xml``. What a template has of either stays as it is, ids and all.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from xml.sax.saxutils import escape

from lxml import etree

from briefgen.render.word.engine.environment import clean_text, text_xml
from briefgen.render.word.engine.names import W
from briefgen.render.word.engine.package import REL_OFFICE, Package, parse_xml, serialise_xml

AUTHOR, INITIALS = "briefgen", "bg"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMESPACE = f'xmlns:w="{W[1:-1]}"'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)
_SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
# Styles that a note's marks and text use, by id, as Word names and draws them; made where a template has none of the name.
_STYLES = {
    "FootnoteReference": ("character", "footnote reference", f"<w:rPr>{_SUPERSCRIPT}</w:rPr>"),
    "FootnoteText": (
        "paragraph",
        "footnote text",
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>',
    ),
    "CommentReference": ("character", "annotation reference", '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'),
    "CommentText": ("paragraph", "annotation text", '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'),
}


class Notes:
    """The footnotes and comments that a filling adds to a document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part() or ""
        self._texts: dict[str, list[tuple[int, str]]] = {"footnote": [], "comment": []}
        self._next: dict[str, int] = {}
        self._styles: dict[str, tuple[str, ...]] = {}
        """Of the mark and of the text of each kind, as they stand in XML."""

    def footnote(self, text: str) -> str:
        """A new footnote; the XML of the run that refers to it."""
        number = self._add("footnote", text)
        return f'<w:r>{self._mark_style("footnote")}<w:footnoteReference w:id="{number}"/></w:r>'

    def comment(self, text: str, xml: str) -> str:
        """A new comment on the runs ``xml``; those between its marks."""
        number = self._add("comment", text)
        mark = f'<w:r>{self._mark_style("comment")}<w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>{xml}<w:commentRangeEnd w:id="{number}"/>{mark}'

    def write(self) -> None:
        """Put the notes into the package; nothing is touched without any."""
        for kind, texts in self._texts.items():
            if texts:
                self._write_part(kind)
        if self._texts["footnote"]:
            self._declare_separators()

    def _mark_style(self, kind: str) -> str:
        return f'<w:rPr><w:rStyle w:val="{self._styles[kind][0]}"/></w:rPr>'

    def _add(self, kind: str, text: str) -> int:
        if kind not in self._next:
            root = self._read(kind)
            taken = [_id_of(note) for note in root.iter(f"{W}{kind}")] if root is not None else []
            self._next[kind] = max([*taken, 0 if kind == "footnote" else -1]) + 1
            self._styles[kind] = self._ensure_styles((f"{kind.capitalize()}Reference", f"{kind.capitalize()}Text"))
        number = self._next[kind]
        self._next[kind] += 1
        self._texts[kind].append((number, text))
        return number

    def _read(self, kind: str) -> etree._Element | None:
        """The part that holds the notes of a kind, None where the document has none."""
        name = self._package.related(self._main, f"{REL_OFFICE}/{kind}s")
        return None if name is None else self._package.read(name)

    def _write_part(self, kind: str) -> None:
        name = self._package.related(self._main, f"{REL_OFFICE}/{kind}s")
        if name is None:
            name = self._free_name(kind)
            root = parse_xml(f"<w:{kind}s {_NAMESPACE}>{_SEPARATORS if kind == 'footnote' else ''}</w:{kind}s>".encode())
            self._package.add(name, b"", f"{_TYPE}{kind}s+xml")
            relationships = self._package.relationships(self._main)
            relationships.add(f"{REL_OFFICE}/{kind}s", f"/{name}" if posixpath.dirname(self._main) != "word" else posixpath.basename(name))
            relationships.write(self._package)
        else:
            root = self._package.read(name)
        xml = "".join(_note_xml(kind, number, text, self._styles[kind]) for number, text in self._texts[kind])
        root.extend(list(parse_xml(f"<w:{kind}s {_NAMESPACE}>{xml}</w:{kind}s>".encode("utf-8", "replace"))))
        self._package.parts[name] = serialise_xml(root)

    def _free_name(self, kind: str) -> str:
        """``word/footnotes.xml``, or with a number where another part has that name."""
        taken = {name.casefold() for name in self._package.parts}
        name = f"word/{kind}s.xml"
        return name if name not in taken else self._package.free_name(f"word/{kind}s", ".xml")

    def _ensure_styles(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the styles of these names in the document, added to it where they are missing."""
        name = self._package.related(self._main, f"{REL_OFFICE}/styles")
        if name is None:
            return wanted
        root = self._package.read(name)
        titles = [(style, style.find(f"{W}name")) for style in root.iter(f"{W}style")]
        known = {
            title.get(f"{W}val", "").lower(): style.get(f"{W}styleId", "")
            for style, title in titles
            if title is not None and style.get(f"{W}styleId")
        }
        missing = [key for key in wanted if _STYLES[key][1] not in known]
        taken = {style.get(f"{W}styleId", "").casefold() for style, _ in titles}
        for key in missing:
            kind, title, _ = _STYLES[key]
            known[title] = _free_id(key, taken)
            root.append(_style(key, known[title], _default_style(root, kind)))
        if missing:
            self._package.parts[name] = serialise_xml(root)
        return tuple(escape(known[_STYLES[key][1]], {'"': "&quot;"}) for key in wanted)

    def _declare_separators(self) -> None:
        """Name the separators in the settings, as Word does."""
        name = self._package.related(self._main, f"{REL_OFFICE}/settings")
        if name is None:
            return
        root = self._package.read(name)
        if root.find(f"{W}footnotePr") is not None:
            return
        properties = etree.Element(f"{W}footnotePr")
        for number in ("-1", "0"):
            etree.SubElement(properties, f"{W}footnote", {f"{W}id": number})
        before = next((child for child in root if etree.QName(child).localname in _AFTER_FOOTNOTES), None)
        if before is None:
            root.append(properties)
        else:
            before.addprevious(properties)
        self._package.parts[name] = serialise_xml(root)


# What follows w:footnotePr in CT_Settings (ECMA-376, 17.15.1.78).
_AFTER_FOOTNOTES = frozenset((
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType",
    "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId", "conflictMode",
    "chartTrackingRefBased", "discardImageEditingData", "defaultImageDpi", "persistentDocumentId",
))  # fmt: skip


def _id_of(note: etree._Element) -> int:
    """The number of a note; below every other where it is none, or one that leaves no room above it."""
    number = re.fullmatch(r"[+-]?[0-9]{1,9}", note.get(f"{W}id", ""))
    return int(number[0]) if number else -1


def _free_id(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or with a number where a style of another name has it."""
    number = 1
    while (name := wanted if number == 1 else f"{wanted}{number}").casefold() in taken:
        number += 1
    return name


def _default_style(root: etree._Element, kind: str) -> str | None:
    """The id of the style that everything of a kind rests on; None where the document names none."""
    wanted = (
        style for style in root.iter(f"{W}style") if style.get(f"{W}type") == kind and style.get(f"{W}default") in ("1", "true", "on")
    )
    style = next(wanted, None)
    return None if style is None else style.get(f"{W}styleId")


def _style(key: str, name: str, base: str | None) -> etree._Element:
    """A style as Word draws it, in the font of the document's own text."""
    kind, title, properties = _STYLES[key]
    style = parse_xml(
        f'<w:style {_NAMESPACE} w:type="{kind}"><w:name w:val="{title}"/><w:uiPriority w:val="99"/>'
        f"<w:unhideWhenUsed/>{properties}</w:style>".encode()
    )
    style.set(f"{W}styleId", name)
    if base:
        based = etree.Element(f"{W}basedOn")
        based.set(f"{W}val", base)
        style.insert(1, based)
    return style


def _note_xml(kind: str, number: int, text: str, styles: tuple[str, ...]) -> str:
    """A note of a paragraph a line, its own mark before the first."""
    inner = "footnoteRef" if kind == "footnote" else "annotationRef"
    mark = f'<w:r><w:rPr><w:rStyle w:val="{styles[0]}"/></w:rPr><w:{inner}/></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>' if kind == "footnote" else ""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{styles[1]}"/></w:pPr>{mark + space if first else ""}'
        f'<w:r><w:t xml:space="preserve">{text_xml(clean_text(line))}</w:t></w:r></w:p>'
        for first, line in ((n == 0, line) for n, line in enumerate(text.replace("\r\n", "\n").split("\n")))
    )
    attributes = "" if kind == "footnote" else f' w:author="{AUTHOR}" w:initials="{INITIALS}"'
    return f'<w:{kind} w:id="{number}"{attributes}>{paragraphs}</w:{kind}>'
