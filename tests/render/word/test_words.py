"""The words of a document: what a reader sees, whoever saved it."""

from __future__ import annotations

import pytest

from briefgen.render.word.engine.package import Package
from briefgen.render.word.words import visible_words
from tests.render.word.build import make, make_paragraphs, parts, replace_part


def words_of(xml: str) -> list[str]:
    """The body's words, where ``xml`` stands in its first paragraph."""
    data = make_paragraphs("MARK")
    document = parts(data)["word/document.xml"].replace(b"<w:r><w:t>MARK</w:t></w:r>", xml.encode())
    return visible_words(Package.open(replace_part(data, "word/document.xml", document))).body


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    return f"{mark('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (run("The mee") + '<w:proofErr w:type="spellStart"/>' + run("ting", "<w:b/>"), "The meeting"),
        (run("14\u00a0May") + "<w:r><w:tab/><w:br/></w:r>" + run("Lisse"), "14 May Lisse"),
        (run("Page ") + field("PAGE", run("7")) + run(" of ") + field("NUMPAGES", run("9")), "Page ‹PAGE› of ‹NUMPAGES›"),
        (run("Page ") + '<w:fldSimple w:instr=" PAGE  \\* MERGEFORMAT ">' + run("7") + "</w:fldSimple>", "Page ‹PAGE›"),
        (mark("begin") + "<w:r><w:instrText>page</w:instrText></w:r>" + mark("end"), "‹PAGE›"),  # not worked out yet
        (field("TOC \\o", run("Heading") + field("PAGEREF _x", run("3"))), "‹TOC›"),
        (field('HYPERLINK "http://a.example"', run("a link")), "a link"),  # a link that a program wrote as a field
        (field("QUOTE x", run("put in")), "put in"),
        ('<w:fldSimple w:instr="QUOTE x">' + run("put in") + "</w:fldSimple>", "put in"),
        (run("is ") + run("not ", "<w:vanish/>") + run("so"), "is so"),
        (run("is ") + run("not ", '<w:vanish w:val="0"/>') + run("so"), "is not so"),
        ('<w:moveFrom w:id="1" w:author="a">' + run("here") + "</w:moveFrom>" + run("there"), "there"),
        ('<w:ins w:id="1" w:author="a">' + run("more") + "</w:ins>", "more"),
        (f"<m:oMath {MATH}><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (run("a\u2011b c\u00add") + run("e") + "<w:r><w:noBreakHyphen/></w:r>" + run("f"), "a-b cde-f"),
        (run("a\u2011b c\u00add"), "a-b cd"),
    ],
)
def test_a_paragraph_reads_as_a_reader_sees_it(xml: str, expected: str):
    assert words_of(xml) == [expected]


def test_headers_footers_and_notes_are_told_from_the_body():
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "Above"
        document.add_paragraph("Body")

    words = visible_words(Package.open(make(fill)))
    assert (words.body, words.margins, words.boxes) == (["Body"], ["Above"], [])


def test_a_field_that_never_ends_takes_the_rest_with_it_and_no_more():
    assert words_of(run("a") + mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + mark("separate") + run("b")) == ["a‹TOC›"]
    assert words_of(mark("end") + mark("separate") + run("a")) == ["a"]
