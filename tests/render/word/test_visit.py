"""The book of a visit."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest

from briefgen.model import Brief, Look
from briefgen.render.word import render_docx
from briefgen.render.word.engine.contents import has_contents
from docs.templates.build_visit import TARGET, build
from tests.render.sample import ARTICLES, rich_brief, tiny_brief
from tests.render.word.build import W, part, parts

HEADINGS = ["Objectives", "Programme", "Scene-setter", "Key issues", "Press line", "Words in full", "Biographies",
            "Gaps and disagreements", "Sources"]  # fmt: skip
SECTIONS = {
    "itinerary": "Programme", "issues": "Key issues", "quotes": "Words in full", "people": "Biographies", "sources": "Sources",
}  # fmt: skip


def render(brief: Brief, **more: Any) -> bytes:
    return render_docx(brief, ARTICLES, Look(template=TARGET.read_bytes(), **more))


def headings(data: bytes, level: int = 1) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style is not None and p.style.name == f"Heading {level}"]


def text_of(data: bytes) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in part(data).iter(f"{W}p"))


def test_the_template_is_what_its_script_builds():
    assert parts(TARGET.read_bytes()) == parts(build())


def test_the_chapters_stand_in_their_order():
    assert headings(render(rich_brief())) == HEADINGS


@pytest.mark.parametrize(("name", "heading"), SECTIONS.items())
def test_a_chapter_with_nothing_in_it_goes_with_its_heading(name: str, heading: str):
    nothing: dict[str, Any] = {name: ()}
    assert headings(render(replace(rich_brief(), **nothing))) == [h for h in HEADINGS if h != heading]


def test_the_programme_has_a_heading_a_day():
    shown = [heading.replace("\u00a0", " ") for heading in headings(render(rich_brief()), 2)]
    assert shown[:4] == ["Over several days", "Wednesday 14 May 2031", "Friday 16 May 2031", "Without a day"]


def test_what_only_the_readers_office_knows_is_left_blank_and_marked():
    root = part(render(rich_brief()))
    blanks = ["".join(t.text or "" for t in control.iter(f"{W}t")) for control in root.iter(f"{W}sdt")]
    issues = len(rich_brief().issues)
    assert blanks == [
        "[To fill in: what the visit is to achieve]", "[To fill in: what is to be avoided]",
        *["[To fill in: points to make on this issue]"] * issues, "[To fill in: what we say]", "[To fill in: if asked]",
    ]  # fmt: skip
    assert all(control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for control in root.iter(f"{W}sdt"))


def test_the_table_of_contents_is_a_field_of_words_with_its_styles():
    template = TARGET.read_bytes()
    assert has_contents(parts(template)["word/document.xml"].decode())
    begin = next(part(template).iter(f"{W}fldChar"))
    assert (begin.get(f"{W}fldCharType"), begin.get(f"{W}dirty")) == ("begin", "true")
    styles = {style.get(f"{W}styleId"): style for style in part(template, "word/styles.xml").iter(f"{W}style")}
    for name in ("TOC1", "TOC2"):
        tab = styles[name].find(f"{W}pPr/{W}tabs/{W}tab")
        assert tab is not None
        assert (tab.get(f"{W}val"), tab.get(f"{W}leader")) == ("right", "dot")


def test_every_link_leads_to_a_bookmark():
    root = part(render(rich_brief()))
    anchors = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    assert anchors <= {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    assert {f"source_{n}" for n in range(1, 11)} | {f"quote_{n}" for n in range(1, 9)} - {"quote_8"} <= anchors


def test_tables_have_a_header_row_rows_that_hold_together_and_no_merged_cells():
    tables = list(part(render(rich_brief())).iter(f"{W}tbl"))
    assert len(tables) == 6  # several days, two days, none, background, biographies
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))


def test_an_hour_that_no_report_states_is_said_to_be_open():
    text = text_of(render(rich_brief()))
    assert "19:00 CEST" in text
    assert "hour not stated" in text


def test_a_book_of_nothing_says_so_and_keeps_its_blanks():
    data = render(replace(tiny_brief(), bottom_line=(), itinerary=(), sources=()))
    assert headings(data) == ["Objectives", "Press line"]
    assert "hold nothing on this topic" in text_of(data)
