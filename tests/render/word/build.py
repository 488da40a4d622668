"""Small Word templates for tests, and a look inside finished documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make(fill: Callable[[Document], object]) -> bytes:
    """A .docx as python-docx saves it."""
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_paragraphs(*texts: str) -> bytes:
    """A .docx of plain paragraphs."""
    return make(lambda document: [document.add_paragraph(text) for text in texts])


def make_table(*rows: Sequence[str]) -> bytes:
    """A .docx with one table."""

    def fill(document: Document) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows):
            for cell, text in zip(row.cells, texts):
                cell.text = text

    return make(fill)


def paragraphs(data: bytes) -> list[str]:
    """The texts of the body's paragraphs."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def cells(data: bytes) -> list[list[str]]:
    """The texts of the first table."""
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows]


def parts(data: bytes) -> dict[str, bytes]:
    """Every part by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part as a tree."""
    return etree.fromstring(parts(data)[name])


def replace_part(data: bytes, name: str, content: bytes) -> bytes:
    """``data`` with another content of one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for known, old in (parts(data) | {name: content}).items():
            archive.writestr(known, old)
    return buffer.getvalue()
