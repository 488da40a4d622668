"""Word files: what is read of them, and what is refused before it is parsed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefgen.errors import ReadError
from tests.read.samples import TEXT, TITLE, as_docx, found_in, found_in_plain, read_sample

Document = Any
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:pict>'
    "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
    "<w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_paragraph(inside: str) -> bytes:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    return saved(document)


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The Word file with each member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_word_file_has_the_text_of_the_story_line_by_line():
    article = read_sample("docx", as_docx())
    assert (article.text, article.title, article.reader) == (TEXT, TITLE, "docx/1")
    assert [block.kind for block in article.blocks][:2] == ["headline", "dateline"]
    assert "heading" in {block.kind for block in article.blocks}


def test_a_word_file_gives_the_rows_quotes_and_dates_of_the_plain_text():
    assert found_in("docx", as_docx()) == found_in_plain()


RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>".format


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (RUN("They met ") + f"<w:ins w:id='1' w:author='a'>{RUN('on Monday ')}</w:ins>" + RUN("at sea."), "They met on Monday at sea."),
        (RUN("They met") + "<w:del w:id='1' w:author='a'><w:r><w:delText> twice</w:delText></w:r></w:del>" + RUN("."), "They met."),
        (f"<w:moveFrom w:id='1'>{RUN('Gone. ')}</w:moveFrom><w:moveTo w:id='2'>{RUN('Here.')}</w:moveTo>", "Here."),
        (RUN("See ") + f"<w:hyperlink w:anchor='x'>{RUN('the report')}</w:hyperlink>" + RUN("."), "See the report."),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{RUN('Within a control.')}</w:sdtContent></w:sdt>", "Within a control."),
        (f"<w:smartTag w:element='place'>{RUN('Port Arden')}</w:smartTag>" + RUN(" is a port."), "Port Arden is a port."),
        ("<w:r><w:t>One line</w:t><w:br/><w:t>and another.</w:t></w:r>", "One line\nand another."),
        ("<w:r><w:t>Before</w:t><w:br w:type='page'/><w:t>and after.</w:t></w:r>", "Before and after."),
        ("<w:r><w:t>A</w:t><w:tab/><w:t>well</w:t><w:noBreakHyphen/><w:t>kept par</w:t><w:softHyphen/><w:t>ish.</w:t></w:r>",
         "A well-kept parish."),
        (RUN("Seen.") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> Unseen.</w:t></w:r>", "Seen."),
        (RUN("On page ") + "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>" + RUN("3."), "On page 3."),
        (RUN("Beside the box.") + BOX, "Beside the box.\nIn the box."),
        ("<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>" + RUN("A first point."), "- A first point."),
    ],
)  # fmt: skip
def test_the_text_reads_as_with_every_change_accepted(inside: str, text: str):
    assert read_sample("docx", with_paragraph(inside)).text == text


def test_a_row_of_a_table_is_a_line_and_stands_in_its_place():
    document = docx.Document()
    document.add_paragraph("The ships sail twice a week.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["Day", "Ship", "Monday", "Ferro I"]):
        cell.text = text
    table.cell(1, 1).add_table(rows=1, cols=1)
    document.add_paragraph("They do not sail in winter.")
    lines = ["The ships sail twice a week.", "Day | Ship", "Monday | Ferro I", "They do not sail in winter."]
    assert read_sample("docx", saved(document)).text.split("\n") == lines


def test_paragraphs_that_a_table_only_lays_out_stay_paragraphs():
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "The council voted on Monday.\nIt will vote again."
    cells[1].text = "The pier is closed."
    text = "The council voted on Monday.\nIt will vote again.\nThe pier is closed."
    assert read_sample("docx", saved(document)).text == text


def test_notes_heads_and_feet_of_pages_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of the Sea"
    document.add_paragraph("The talks began.")
    assert read_sample("docx", saved(document)).text == "The talks began."


@pytest.mark.parametrize(
    ("own", "title"), [("A pier for Port Arden", "A pier for Port Arden"), ("Word Document", None), ("pier-final.docx", None), ("", None)]
)
def test_a_title_that_is_the_name_of_a_file_is_none(own: str, title: str | None):
    document = docx.Document()
    document.core_properties.title = own
    document.add_paragraph("The talks began on Monday in the port.")
    assert read_sample("docx", saved(document)).title == title


def bomb(size: int) -> bytes:
    return changed(as_docx(), lambda name, data: b" " * size if name == "word/document.xml" else data)


def with_entity(name: str, data: bytes) -> bytes:
    return (
        re.sub(rb"(<\?xml[^>]*\?>)", rb'\1<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', data)
        if name.endswith("t.xml")
        else data
    )


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"The talks began.", "is no Word file"),
        (lambda: as_docx()[:9000], "is no Word file, or a damaged one"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"is an old Word file \(.doc\); save it as .docx"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (lambda: bomb(70_000_000), "unpacks to more than 64 MB"),
        (lambda: bomb(40_000_000), "holds more text than one article may"),
        (lambda: bomb(30_000_000), "unpacks to more than 200 times its size"),
        (lambda: changed(as_docx(), with_entity), "its XML declares entities"),
        (lambda: changed(as_docx(), lambda name, data: data[:300] if name == "word/document.xml" else data), "is a broken Word file"),
        (lambda: changed(as_docx(), lambda name, data: b"<a/>" if name == "[Content_Types].xml" else data), "is a broken Word file"),
        (lambda: changed(as_docx(), lambda name, data: b"<a/>" if name == "word/document.xml" else data), "is a broken Word file"),
        (lambda: changed(as_docx(), lambda name, data: b"" if name == "word/styles.xml" else data), "is a broken Word file"),
        (lambda: saved(docx.Document()), "holds no text"),
    ],
    ids=["text", "cut", "old", "locked", "bomb", "long", "ratio", "entity", "xml", "types", "root", "styles", "empty"],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(make: Callable[[], bytes], reason: str):
    with pytest.raises(ReadError, match=reason):
        read_sample("docx", make())


def test_a_zip_file_that_is_no_word_file_is_named_as_such():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "The talks began.")
    with pytest.raises(ReadError, match="is a zip file, but no Word file"):
        read_sample("docx", out.getvalue())
