"""The standing brief in its built-in template."""

from __future__ import annotations

import io
import re
from dataclasses import fields, replace
from typing import Any

import docx
import pytest
from lxml import etree

from briefgen.errors import TemplateError
from briefgen.model import Brief, Look
from briefgen.render.word import render_docx
from briefgen.render.word.check import check_template
from docs.templates.build_weekly import build
from tests.render.sample import ARTICLES, TEMPLATE, look, rich_brief, tiny_brief
from tests.render.word.build import W, part, parts

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
HEADINGS = ["Bottom line", "What changed", "Itinerary", "Key issues", "Quotes", "Background", "Who’s who", "Gaps and disagreements",
            "Sources"]  # fmt: skip
BUILT_IN = sorted(path.stem for path in TEMPLATE.parent.glob("[a-z]*.docx"))
SHOWN = {"text", "title", "place", "label", "about", "value", "name", "role", "reason", "publisher", "speaker"}
SECTIONS = {
    "bottom_line": "Bottom line", "changes": "What changed", "itinerary": "Itinerary", "issues": "Key issues", "quotes": "Quotes",
    "chronology": "Background", "people": "Who’s who", "sources": "Sources",
}  # fmt: skip


def render(brief: Brief, dressed: Look | None = None) -> bytes:
    return render_docx(brief, ARTICLES, dressed or look())


def render_in(name: str, brief: Brief, **more: Any) -> bytes:
    """The brief in the built-in template ``name``."""
    return render(brief, Look(template=(TEMPLATE.parent / f"{name}.docx").read_bytes(), template_name=name, **more))


def headings(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style is not None and p.style.name == "Heading 1"]


def text_of(data: bytes, name: str = "word/document.xml") -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in part(data, name).iter(f"{W}p"))


def test_the_template_is_what_its_script_builds():
    assert parts(TEMPLATE.read_bytes()) == parts(build())


def test_the_sections_stand_in_their_order():
    assert headings(render(rich_brief())) == HEADINGS


@pytest.mark.parametrize(("name", "heading"), SECTIONS.items())
def test_a_section_with_nothing_in_it_goes_with_its_heading(name: str, heading: str):
    nothing: dict[str, Any] = {name: ()}
    assert headings(render(replace(rich_brief(), **nothing))) == [h for h in HEADINGS if h != heading]


def test_a_tiny_brief_has_what_it_has_and_no_more():
    data = render(tiny_brief())
    assert headings(data) == ["Bottom line", "Itinerary", "Sources"]
    assert not list(part(data).iter(f"{WP}inline"))


def test_an_empty_brief_says_so():
    empty = replace(tiny_brief(), bottom_line=(), itinerary=(), sources=())
    assert "hold nothing on this topic" in text_of(render(empty))
    assert "hold nothing on this topic" not in text_of(render(tiny_brief()))


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_paragraph_of_the_body_is_empty_and_no_tag_is_left(name: str):
    data = render_in(name, rich_brief())
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        empty_by_design = paragraph.style is not None and paragraph.style.name in (
            "Picture line",
            "After Table",
            "Cover Rule",
            "Fill In",
            "toc 1",
        )
        assert paragraph.text.strip() or empty_by_design
    everything = b"".join(content for part_name, content in parts(data).items() if not part_name.startswith("customXml/"))
    assert not re.search(rb"\{\{|\{%|\{#|briefgen-tag", everything)


def test_every_link_leads_to_a_bookmark_and_every_id_is_its_own():
    root = part(render(rich_brief()))
    anchors = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert anchors <= set(names)
    assert {f"source_{n}" for n in range(1, 11)} <= anchors
    assert len(names) == len(set(names))
    for elements in (root.iter(f"{W}bookmarkStart"), root.iter(f"{W}bookmarkEnd"), root.iter(f"{WP}docPr")):
        ids = [element.get("id") or element.get(f"{W}id") for element in elements]
        assert ids
        assert len(ids) == len(set(ids))


def test_tables_have_a_header_row_rows_that_hold_together_and_no_merged_cells():
    root = part(render(rich_brief()))
    tables = list(root.iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))
        assert {len(row.findall(f"{W}tc")) for row in rows} == {len(table.findall(f"{W}tblGrid/{W}gridCol"))}


@pytest.mark.parametrize("name", BUILT_IN)
def test_styles_that_are_used_are_defined(name: str):
    data = render_in(name, rich_brief(), marking="x", organisation="y", proof="footnotes")
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    for part_name in parts(data):
        if re.fullmatch(r"word/(document|header\d|footer\d|footnotes)\.xml", part_name):
            used = {element.get(f"{W}val") for element in part(data, part_name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
            assert used <= defined, part_name
    assert {"Title", "Subtitle", "Heading1", "Heading2", "ListBullet", "Quote", "Caption"} <= defined


@pytest.mark.parametrize("name", BUILT_IN)
def test_text_has_contrast_on_its_ground(name: str):
    def luminance(colour: str) -> float:
        channels = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    data = render_in(name, rich_brief())
    used = [element for each in ("word/styles.xml", "word/document.xml") for element in part(data, each).iter(f"{W}color")]
    colours = {element.get(f"{W}val") or "" for element in used}
    assert len(colours) >= 4
    for colour in colours:
        assert (luminance("F1F5F9") + 0.05) / (luminance(colour) + 0.05) >= 4.5, colour


@pytest.mark.parametrize("template", BUILT_IN)
def test_the_marking_stands_on_top_and_bottom_of_each_page_only_when_configured(template: str):
    edges = ("word/header1.xml", "word/header2.xml", "word/footer3.xml", "word/footer4.xml")
    marked, bare = render_in(template, tiny_brief(), marking="Official"), render_in(template, tiny_brief())
    assert [text_of(marked, name).count("OFFICIAL") for name in edges] == [1, 1, 1, 1]
    assert [text_of(bare, name).upper().count("OFFICIAL") for name in edges] == [0, 0, 0, 0]
    for name in edges[2:]:
        assert [f.get(f"{W}instr", "").strip() for f in part(bare, name).iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("locale", ["en-GB", "en-US"])
def test_title_language_and_dates_are_set_from_the_brief(name: str, locale: str):
    document = docx.Document(io.BytesIO(render_in(name, rich_brief(), locale=locale)))
    properties = document.core_properties
    assert (properties.title, properties.language) == ("The straits: weekly brief", locale)
    assert str(properties.created) == str(properties.modified) == "2031-05-12 00:00:00+00:00"
    assert {lang.get(f"{W}val") for lang in document.styles.element.iter(f"{W}lang")} == {locale}


def test_no_direction_mark_reaches_the_documents_title():
    data = render(replace(tiny_brief(), title="\u202estrop\fafter"))
    assert docx.Document(io.BytesIO(data)).core_properties.title == "strop after"
    assert "\u202e" not in text_of(data)


def test_everything_a_reader_must_know_stands_in_the_document():
    text = text_of(render(rich_brief(), look(organisation="Ministry of Straits")))
    for words in (
        "Ministry of Straits", "The straits: weekly brief", "21\u00a0March – 12\u00a0May 2031", "Information as of 12\u00a0May 2031",
        "* The year or day is inferred", "Postponed",
        "Earlier report: 3\u00a0June 2031, Kestrel", "19:00 CEST", "part of: Conference on the straits",
        "No longer reported: ", "(previous brief)",
        "“a matter of calendars, not of substance”", "fishing fleets would have to wait until the treaty enters into force (indirect)",
        "Reports disagree: the cap on the catch", "55,000 tonnes (Tamboa)", "wires/scan-0412.txt: ", "the file is empty", "(date assumed)",
        "Same text: a7-copy.txt, evening/a7.txt.", "3\u00a0articles, 1\u00a0event and 12\u00a0quotes",
        "Compiled by briefgen 0.1.0 from 10\u00a0sources",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("name", BUILT_IN)
def test_two_runs_give_the_same_bytes(name: str):
    assert render_in(name, rich_brief()) == render_in(name, rich_brief())


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_template_has_no_fault(name: str):
    assert check_template((TEMPLATE.parent / f"{name}.docx").read_bytes()) == []


def test_of_more_than_five_issues_the_others_are_named():
    brief = rich_brief()
    issues = tuple(replace(brief.issues[0], label=f"Issue {n}") for n in range(7))
    data = render(replace(brief, issues=issues))
    assert "Also in the articles: Issue 5\u00a0[2]; Issue 6\u00a0[2]" in text_of(data)
    assert [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.text.startswith("Issue ")] == [f"Issue {n}" for n in range(5)]


def test_articles_that_are_names_of_files_are_run_in_and_can_be_linked_to():
    brief = rich_brief()
    bare = tuple(replace(s, id=f"file-{s.number}", title=None, publisher=None, url=None) if s.number > 7 else s for s in brief.sources)
    data = render(replace(brief, sources=bare))
    assert "Known by the names of their files: [8]\u00a0file-8, 16\u00a0April 2031\u00a0· [9]\u00a0file-9, " in text_of(data)
    assert {f"source_{n}" for n in range(1, 11)} <= {mark.get(f"{W}name") for mark in part(data).iter(f"{W}bookmarkStart")}


def test_a_quote_is_not_split_and_a_tables_note_stands_before_it():
    data = render(rich_brief())
    styles = {style.get(f"{W}styleId"): style for style in part(data, "word/styles.xml").iter(f"{W}style")}
    for name, properties in (("Quote", ["keepLines"]), ("Caption", ["keepNext", "keepLines"]), ("Heading1", ["keepNext", "keepLines"])):
        assert all(styles[name].find(f"{W}pPr/{W}{each}") is not None for each in properties), name
    notes = [p for p in part(data).iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")).startswith("* The year")]
    assert len(notes) == 2
    assert [getattr(note.getnext(), "tag", None) for note in notes] == [f"{W}tbl"] * 2


def test_hostile_words_in_every_field_leave_a_whole_document():
    evil = "<w:p> & ]]> \x00\ud800 {{ 7*7 }} {% if %}"

    def spoil(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(spoil(item) for item in value)
        if hasattr(value, "__dataclass_fields__") and not hasattr(value, "rule"):
            names = [f.name for f in fields(value)]  # type: ignore[arg-type]
            changes = {name: evil for name in names if name in SHOWN}
            deeper = {name: spoil(getattr(value, name)) for name in names if isinstance(getattr(value, name), tuple)}
            return replace(value, **(deeper | changes))  # type: ignore[type-var]
        return value

    brief = spoil(rich_brief())
    assert isinstance(brief, Brief)
    data = render(replace(brief, sources=tuple(replace(s, published=o.published) for s, o in zip(brief.sources, rich_brief().sources))))
    shown = text_of(data)
    assert shown.count("<w:p> & ]]> \ufffd\ufffd {{ 7*7 }} {% if %}") > 50
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


def test_a_brief_without_a_template_is_told_what_to_do():
    with pytest.raises(TemplateError, match="--template"):
        render_docx(tiny_brief(), ARTICLES, Look())


def test_a_template_with_a_field_that_no_brief_has_names_it():
    from tests.render.word.build import make_paragraphs

    with pytest.raises(TemplateError, match="unknown field `bottom_lines`; did you mean `bottom_line`"):
        render_docx(tiny_brief(), ARTICLES, Look(template=make_paragraphs("{{ bottom_lines }}")))
