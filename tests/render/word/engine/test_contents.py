"""Tables of contents and lists whose numbers begin anew."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from briefgen.errors import TemplateError
from briefgen.render.word import Template
from briefgen.render.word.engine.contents import release_contents
from briefgen.render.word.engine.package import Package
from tests.render.word.build import W, make, make_paragraphs, part


def add_field(document: Document, instruction: str) -> None:
    """A field with a result of one line, over two paragraphs, as Word writes a table of contents."""
    first = document.add_paragraph()
    _mark(first, "begin")
    text = OxmlElement("w:instrText")
    text.text = instruction
    first.add_run()._r.append(text)
    _mark(first, "separate")
    first.add_run("old entry")
    _mark(document.add_paragraph(), "end")


def _mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def make_book(instruction: str = ' TOC \\o "1-2" \\h ') -> bytes:
    def fill(document: Document) -> None:
        add_field(document, instruction)
        document.add_paragraph("{%p for x in xs %}")
        document.add_heading("Part {{ x }}", 1)
        document.add_heading("Detail of {{ x }}", 2)
        document.add_heading("Deeper", 3)
        document.add_paragraph("{%p endfor %}")

    return make(fill)


def test_a_table_of_contents_lists_the_headings_that_there_are():
    root = part(Template(make_book()).render({"xs": ["one", "two & more"]}))
    links = [link for link in root.iter(f"{W}hyperlink") if link.get(f"{W}anchor", "").startswith("_Toc")]
    assert ["".join(t.text or "" for t in link.iter(f"{W}t")) for link in links] == [
        "Part one", "Detail of one", "Part two & more", "Detail of two & more"
    ]  # fmt: skip
    bookmarks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in links} <= bookmarks
    styles = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in (link.getparent() for link in links)]  # type: ignore[union-attr]
    assert styles == ["TOC1", "TOC2", "TOC1", "TOC2"]


def test_its_field_is_marked_for_update_and_whole():
    root = part(Template(make_book()).render({"xs": ["one"]}))
    marks = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")]
    assert marks.count("begin") == marks.count("end") == marks.count("separate") == 3
    assert next(root.iter(f"{W}fldChar")).get(f"{W}dirty") == "true"
    assert "old entry" not in "".join(map(str, root.itertext()))


@pytest.mark.parametrize(("instruction", "count"), [(' TOC \\o "1-1" ', 1), (' TOC \\o "2-3" ', 2), (" TOC \\u ", 3)])
def test_it_holds_the_levels_that_the_field_names(instruction: str, count: int):
    root = part(Template(make_book(instruction)).render({"xs": ["one"]}))
    assert len(list(root.iter(f"{W}hyperlink"))) == count


def test_a_book_without_headings_keeps_what_the_field_held():
    assert "old entry" in "".join(map(str, part(Template(make_book()).render({"xs": []})).itertext()))


def test_released_contents_are_plain_lines_with_page_references():
    package = Package.open(Template(make_book()).render({"xs": ["one"]}))
    release_contents(package)
    root = part(package.save())
    assert [text.text for text in root.iter(f"{W}instrText")] == [" PAGEREF _Toc00000001 \\h ", " PAGEREF _Toc00000002 \\h "]


def numbers(data: bytes) -> list[tuple[str, str]]:
    """The text and the numbering instance of each numbered paragraph."""
    found = []
    for paragraph in part(data).iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            found.append(("".join(t.text or "" for t in paragraph.iter(f"{W}t")), number.get(f"{W}val", "")))
    return found


def test_a_list_begins_anew_in_each_round_of_a_loop():
    def fill(document: Document) -> None:
        document.add_paragraph("{%p for issue in issues %}")
        document.add_paragraph("{% restart_numbering %}{{ issue }} first", style="List Number")
        document.add_paragraph("second", style="List Number")
        document.add_paragraph("{%p endfor %}")

    data = Template(make(fill)).render({"issues": ["a", "b"]})
    found = numbers(data)
    assert [text for text, _ in found] == ["a first", "second", "b first", "second"]
    first, second, third, fourth = (number for _, number in found)
    assert first == second != third == fourth
    numbering = part(data, "word/numbering.xml")
    for number in (first, third):
        instance = next(each for each in numbering.findall(f"{W}num") if each.get(f"{W}numId") == number)
        assert instance.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"  # type: ignore[union-attr]
    assert docx.Document(io.BytesIO(data)).paragraphs[0].style.name == "List Number"  # type: ignore[union-attr]


def test_a_restart_outside_a_list_is_a_fault():
    with pytest.raises(TemplateError, match=r"the paragraph that holds it is not numbered; put \{% restart_numbering %\} into"):
        Template(make_paragraphs("{% restart_numbering %}text"))
