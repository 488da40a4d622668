"""What a reader finds in a finished document: a line of text for each paragraph and each table row, part by part."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHOWN = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}drawing": "", f"{W}footnoteReference": "[note]",
          f"{W}endnoteReference": "[note]", f"{W}commentReference": "[comment]"}  # fmt: skip
_BODY_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_PROPERTIES = re.compile(r"docProps/(?:core|custom)\.xml")
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
BODY = "word/document.xml"


def read_document(data: bytes) -> dict[str, list[str]]:
    """The lines of each part that holds any text; a picture is ``[picture]``, a line break ``\\n``, a page break ``\\f``.

    A table row reads ``| a | b {span 2} |``, with what its cells span and how they are filled; the paragraphs of a cell are
    joined with ``¶``, a table in a cell stands in square brackets.
    """
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if _BODY_PARTS.fullmatch(name):
                found[name] = _lines(etree.fromstring(archive.read(name)))
            elif _PROPERTIES.fullmatch(name):
                root = etree.fromstring(archive.read(name))
                found[name] = [text for text in (element.text for element in root.iter(etree.Element)) if text and text.strip()]
    return {name: lines for name, lines in found.items() if lines}


def _lines(parent: etree._Element) -> list[str]:
    lines: list[str] = []
    for child in parent:
        if child.tag == f"{W}p":
            lines.append(_read_paragraph(child))
            lines += [line for box in _boxes(child) for line in box]
        elif child.tag == f"{W}tbl":
            lines += [_read_row(row) for row in child.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is child]
        elif isinstance(child.tag, str) and not child.tag.endswith("Pr"):
            lines += _lines(child)
    return lines


def _boxes(paragraph: etree._Element) -> list[list[str]]:
    """The lines of the text boxes of a paragraph, those for old readers too."""
    found = []
    for content in paragraph.iter(f"{W}txbxContent"):
        if next(content.iterancestors(f"{W}p")) is paragraph:
            kind = "old box" if any(etree.QName(each).localname == "Fallback" for each in content.iterancestors()) else "box"
            found.append([f"({kind}) {line}" for line in _lines(content)])
    return found


def _read_row(row: etree._Element) -> str:
    cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
    return f"| {' | '.join(_read_cell(cell) for cell in cells)} |"


def _read_cell(cell: etree._Element) -> str:
    pieces = []
    for child in cell:
        if child.tag == f"{W}tbl":
            pieces.append("[" + " ".join(_read_row(row) for row in child.iter(f"{W}tr")) + "]")
        elif child.tag == f"{W}p":
            pieces.append(_read_paragraph(child))
        elif isinstance(child.tag, str) and not child.tag.endswith("Pr"):
            pieces += _lines(child)
    return "¶".join(pieces) + _read_shape(cell)


def _read_shape(cell: etree._Element) -> str:
    """What a cell spans and how it is filled."""
    shape = ""
    span, merge, fill = (cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge", "shd"))
    if span is not None and span.get(f"{W}val") != "1":
        shape += f" {{span {span.get(f'{W}val')}}}"
    if merge is not None:
        shape += f" {{merge {merge.get(f'{W}val', 'continue')}}}"
    if fill is not None:
        shape += f" {{fill {fill.get(f'{W}fill')}}}"
    return shape


def _read_paragraph(paragraph: etree._Element) -> str:
    """The text of a paragraph, without that of the text boxes in it."""
    out = []
    for node in paragraph.iter():
        if next(node.iterancestors(f"{W}p"), None) is not paragraph and node is not paragraph:
            continue
        if node.tag in (f"{W}t", f"{W}delText"):
            out.append(node.text or "")
        elif node.tag == f"{W}instrText":
            out.append(f"<{(node.text or '').strip()}>")
        elif node.tag == f"{W}br":
            out.append("\f" if node.get(f"{W}type") == "page" else "\n")
        elif node.tag == _PICTURE:
            out.append("[picture]")
        elif node.tag in _SHOWN and not (node.tag == f"{W}tab" and node.getparent().tag == f"{W}tabs"):  # type: ignore[union-attr]
            out.append(_SHOWN[node.tag])
    return "".join(out)
