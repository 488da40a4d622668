"""Word documents for the oracle, as Word writes them: runs cut in pieces, proofing marks, notes, text boxes, content controls."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree
from markupsafe import escape

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_VT = _OFFICE + "docPropsVTypes"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Xml(str):
    """Markup, where a plain string is text."""

    __slots__ = ()


Piece = str | Xml


def run(text: str, properties: str = "") -> Xml:
    """A run; ``properties`` is the inside of its ``w:rPr``."""
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return Xml(f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def bold(text: str) -> Xml:
    """A run in bold."""
    return run(text, "<w:b/>")


def split(text: str, every: int = 3) -> Xml:
    """``text`` in runs of ``every`` characters, each of another editing session, with proofing marks and a bookmark among them."""
    pieces = [text[n : n + every] for n in range(0, len(text), every)]
    marks = ('<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>')
    out = []
    for number, piece in enumerate(pieces):
        session = f'<w:r w:rsidR="00AB{number:04d}">'
        out.append(run(piece).replace("<w:r>", session) + marks[number % 2])
    return Xml("".join(out))


def para(*pieces: Piece, properties: str = "") -> Xml:
    """A paragraph of texts and markup; ``properties`` is the inside of its ``w:pPr``."""
    shape = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return Xml(f"<w:p>{shape}{''.join(piece if isinstance(piece, Xml) else run(piece) for piece in pieces)}</w:p>")


def paras(*texts: Piece) -> Xml:
    """A paragraph for each text."""
    return Xml("".join(para(text) for text in texts))


def cell(*content: Piece, properties: str = "", width: int = 2000) -> Xml:
    """A cell; each text is a paragraph of it."""
    inside = "".join(piece if isinstance(piece, Xml) else para(piece) for piece in content)
    return Xml(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>')


def table(*rows: Sequence[Piece], columns: int = 0) -> Xml:
    """A table; a cell is a text, or markup made with :func:`cell`."""
    made = [[each if isinstance(each, Xml) else cell(each) for each in row] for row in rows]
    grid = '<w:gridCol w:w="2000"/>' * (columns or max(len(row) for row in made))
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in made)
    return Xml(f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>')


def box(*texts: Piece) -> Xml:
    """A run with a text box, as Word writes it: a shape, and a VML one for old readers."""
    inside = f"<w:txbxContent>{paras(*texts)}</w:txbxContent>"
    return Xml(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="914400" cy="457200"/><wp:docPr id="31" name="Text Box 31"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="457200"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>'
        '</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="box31" style="width:72pt;height:36pt">'
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def control(content: Xml, title: str = "field") -> Xml:
    """A content control around paragraphs, rows or runs."""
    return Xml(f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:id w:val="77001"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>')


def bookmark(content: Xml, name: str, number: int = 7) -> Xml:
    """Markup with a bookmark around it."""
    return Xml(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>')


def field(instruction: str, shown: str) -> Xml:
    """A complex field, its instruction and the result that Word last showed."""
    return Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def note_mark(kind: str, number: int) -> Xml:
    """The mark of a ``footnote`` or ``endnote`` in the text, or of a ``comment``."""
    return Xml(f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>')


def word(
    *body: Piece,
    header: Sequence[Piece] = (),
    footer: Sequence[Piece] = (),
    footnotes: Sequence[Piece] = (),
    endnotes: Sequence[Piece] = (),
    comments: Sequence[Piece] = (),
    core: Mapping[str, str] | None = None,
    app: Mapping[str, str] | None = None,
    custom: Mapping[str, str] | None = None,
) -> bytes:
    """A .docx. A text is a paragraph; the notes are numbered from 2, as Word numbers them behind its two separators, comments from 0."""
    document = docx.Document()
    _drop_effects(document)
    _put(document.element.body, body)
    for texts, place in ((header, document.sections[0].header), (footer, document.sections[0].footer)):
        if texts:
            place.paragraphs[0]._p.getparent().remove(place.paragraphs[0]._p)
            _put(place._element, texts)
    for kind, texts, first in (("footnote", footnotes, 2), ("endnote", endnotes, 2), ("comment", comments, 0)):
        if texts:
            _add_notes(document, kind, texts, first)
    for name, value in (core or {}).items():
        setattr(document.core_properties, name, value)
    if app:
        _set_app(document, app)
    if custom:
        _add_custom(document, custom)
    document.save(buffer := io.BytesIO())
    return buffer.getvalue()


def _drop_effects(document: Document) -> None:
    """Take out the second table of styles, of Word 2010, which in python-docx's own template contradicts the first."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[key]


def _put(parent: Any, pieces: Sequence[Piece]) -> None:
    """Append paragraphs and tables to ``parent``, in front of the last section's properties."""
    markup = "".join(piece if isinstance(piece, Xml) else para(piece) for piece in pieces)
    section = parent.find(f"{{{_NAMESPACES['w']}}}sectPr")
    for element in list(parse_xml(f"<w:body {_DECLARED}>{markup}</w:body>")):
        if section is None:
            parent.append(element)
        else:
            section.addprevious(element)


def _add_notes(document: Document, kind: str, texts: Sequence[Piece], first: int) -> None:
    marked = ' w:author="A" w:initials="A"' if kind == "comment" else ""
    notes = []
    if kind != "comment":
        for number, name in enumerate(("separator", "continuationSeparator")):
            notes.append(f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>')
    for number, text in enumerate(texts, first):
        inside = text if isinstance(text, Xml) else para(text)
        notes.append(f'<w:{kind} w:id="{number}"{marked}>{inside}</w:{kind}>')
    _add_part(document, f"/word/{kind}s.xml", f"<w:{kind}s {_DECLARED}>{''.join(notes)}</w:{kind}s>", f"{_TYPES}{kind}s+xml", f"{kind}s")


def _add_part(document: Document, name: str, xml: str, content_type: str, kind: str) -> None:
    blob = etree.tostring(etree.fromstring(xml), xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI(name), content_type, blob, document.part.package)
    document.part.relate_to(part, f"{_OFFICE}relationships/{kind}")


def _set_app(document: Document, values: Mapping[str, str]) -> None:
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/docProps/app.xml")
    root = etree.fromstring(part.blob)
    for name, value in values.items():
        element = root.find(f"{{*}}{name}")
        if element is None:
            element = etree.SubElement(root, f"{{{_OFFICE}extended-properties}}{name}")
        element.text = value
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_custom(document: Document, values: Mapping[str, str]) -> None:
    group = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    properties = "".join(
        f'<property fmtid="{group}" pid="{number}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), 2)
    )
    package = document.part.package
    part = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f'<Properties xmlns="{_OFFICE}custom-properties" xmlns:vt="{_VT}">{properties}</Properties>'.encode(),
        package,
    )
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
