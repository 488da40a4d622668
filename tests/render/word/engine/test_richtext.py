"""Values with styles and links of their own."""

from __future__ import annotations

import pytest
from docx.shared import Pt

from briefgen.render.word import Rich, Run, Template
from briefgen.render.word.engine.richtext import bookmark_name, safe_url
from tests.render.word.build import W, make, make_paragraphs, paragraphs, part

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def test_a_run_adds_its_style_to_that_of_the_tag_in_the_order_of_the_schema():
    def fill(document):
        run = document.add_paragraph().add_run("{{r x }}")
        run.italic, run.font.size = True, Pt(8)

    root = part(Template(make(fill)).render({"x": Rich((Run("a", style="Strong", bold=True),))}))
    properties = next(root.iter(f"{W}rPr"))
    assert [child.tag.removeprefix(W) for child in properties] == ["rStyle", "b", "i", "sz"]


def test_words_before_and_after_a_rich_value_stay():
    template = Template(make_paragraphs("a {{r x }} b {{r y }} c"))
    assert paragraphs(template.render({"x": Rich((Run("1"),)) + "2", "y": "3"})) == ["a 12 b 3 c"]


def test_a_link_outside_gets_a_relationship_and_the_same_address_one_only():
    first = "https://a.example/?x=1&y=<é>"
    link = Rich((Run("one", url=first), Run("two", url=first), Run("three", url="http://b.example")))
    data = Template(make_paragraphs("{{r x }}")).render({"x": link})
    targets = {r.get("Id"): r.get("Target") for r in part(data, "word/_rels/document.xml.rels") if r.get("TargetMode") == "External"}
    used = [h.get(f"{R}id") for h in part(data).iter(f"{W}hyperlink")]
    assert [targets[i] for i in used] == ["https://a.example/?x=1&y=%3C%C3%A9%3E"] * 2 + ["http://b.example"]
    assert len(targets) == 2


def test_a_link_in_a_header_is_related_to_the_header():
    template = Template(make(lambda d: setattr(d.sections[0].header.paragraphs[0], "text", "{{r x }}")))
    data = template.render({"x": Rich((Run("a", url="http://a.example"),))})
    (relation,) = part(data, "word/_rels/header1.xml.rels")
    assert relation.get("Target") == "http://a.example"
    assert [h.get(f"{R}id") for h in part(data, "word/header1.xml").iter(f"{W}hyperlink")] == [relation.get("Id")]


BAD = ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example", "//a.example", "http://", "http://[", "", None, "\\\\host\\share"]


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_is_not_of_the_web_makes_no_link(url: str | None):
    assert safe_url(url) is None
    data = Template(make_paragraphs("{{r x }}")).render({"x": Rich((Run("words", url=url),))})
    assert paragraphs(data) == ["words"]
    assert not list(part(data).iter(f"{W}hyperlink"))


@pytest.mark.parametrize(("name", "expected"), [("source_1", "source_1"), ("3 a", "b_3_a"), ("é", "b__"), ("x" * 50, "x" * 40)])
def test_a_bookmark_has_a_name_that_word_takes(name: str, expected: str):
    assert bookmark_name(name) == expected
