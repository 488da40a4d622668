"""Footnotes and comments made by the engine: real ones, beside those that a template has."""

from __future__ import annotations

import io

import docx
import pytest

from briefgen.render.word import Rich, Run, Template
from briefgen.render.word.engine.package import REL_OFFICE
from tests.render.word.build import W, make, make_paragraphs, paragraphs, part, parts, replace_part
from tests.render.word.engine.mutations import pack

NOTED = Rich((Run("fact", bold=True), Run("[1]", footnote="“It rains.”\nThe Post, 3 May 2026"), Run(" end")))
SETTINGS, FOOTNOTES, COMMENTS = "word/settings.xml", "word/footnotes.xml", "word/comments.xml"


def notes(data: bytes, name: str) -> dict[str, list[str]]:
    """The paragraphs of each note of a part by its id."""
    kind = "footnote" if name == FOOTNOTES else "comment"
    return {
        note.get(f"{W}id", ""): ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in note.iter(f"{W}p")]
        for note in part(data, name).iter(f"{W}{kind}")
    }


def test_a_footnote_stands_behind_its_mark_and_in_the_footnotes():
    data = Template(make_paragraphs("A {{r x }}.")).render({"x": NOTED})
    assert paragraphs(data) == ["A fact[1] end."]
    (mark,) = part(data).iter(f"{W}footnoteReference")
    assert notes(data, FOOTNOTES) == {"-1": [""], "0": [""], mark.get(f"{W}id"): [" “It rains.”", "The Post, 3 May 2026"]}
    assert [note.get(f"{W}id") for note in part(data, SETTINGS).iter(f"{W}footnote")] == ["-1", "0"]


def test_a_comment_stands_around_its_run():
    data = Template(make_paragraphs("{{r x }}")).render({"x": Rich((Run("[1]", comment="“It rains.”"),))})
    (comment,) = docx.Document(io.BytesIO(data)).comments
    assert (comment.author, comment.text) == ("briefgen", "“It rains.”")
    names = [element.tag.removeprefix(W) for element in part(data).iter() if "comment" in str(element.tag)]
    assert names == ["commentRangeStart", "commentRangeEnd", "commentReference"]


def test_notes_of_a_template_stay_and_keep_their_ids():
    first = Template(make_paragraphs("{{r x }} {{ y }}")).render({"x": NOTED, "y": "{{r x }}"})
    second = Template(first).render({"x": NOTED})
    assert [n.get(f"{W}id") for n in part(second).iter(f"{W}footnoteReference")] == ["1", "2"]
    assert list(notes(second, FOOTNOTES)) == ["-1", "0", "1", "2"]


def test_styles_are_made_where_the_template_has_none_of_the_name():
    document = docx.Document(io.BytesIO(Template(make_paragraphs("{{r x }}")).render({"x": NOTED})))
    names = [style.name for style in document.styles]
    assert names.count("footnote reference") == names.count("footnote text") == 1


def test_a_style_of_another_id_is_used():
    def fill(document):
        style = document.styles.add_style("footnote reference", 2)
        style.element.set(f"{W}styleId", "Fussnotenzeichen")
        document.add_paragraph("{{r x }}")

    mark = next(part(Template(make(fill)).render({"x": NOTED})).iter(f"{W}footnoteReference"))
    assert mark.getparent().find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "Fussnotenzeichen"  # type: ignore[union-attr]


def test_in_a_header_the_words_stay_and_the_note_goes():
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "{{r x }}"

    data = Template(make(fill)).render({"x": NOTED})
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "fact[1] end"
    assert FOOTNOTES not in parts(data)


@pytest.mark.parametrize("text", ["<w:p/>", "a & b", "\x00\x07\x0c\ud800", "]]>", "{{ x }}"])
def test_any_text_of_a_note_gives_a_whole_document(text: str):
    context = {"x": Rich((Run("a", footnote=text),)), "y": Rich((Run("a", comment=text),))}
    data = Template(make_paragraphs("{{r x }}{{r y }}")).render(context)
    assert len(notes(data, FOOTNOTES)) == 3
    assert len(notes(data, COMMENTS)) == 1


def test_without_notes_nothing_is_added():
    data = Template(make_paragraphs("{{ x }}")).render({"x": "a"})
    assert FOOTNOTES not in parts(data)
    assert COMMENTS not in parts(data)


@pytest.mark.parametrize("old", [b'w:id="x"', b"", b'w:id="2147483647"', b'w:id="99999999999"'])
def test_an_id_of_the_template_that_leaves_no_room_is_no_end(old: bytes):
    first = Template(make_paragraphs("{{r x }}")).render({"x": NOTED})
    broken = replace_part(first, FOOTNOTES, parts(first)[FOOTNOTES].replace(b'w:id="1"', old))
    broken = replace_part(broken, "word/document.xml", parts(make_paragraphs("{{r x }}"))["word/document.xml"])
    (mark,) = part(Template(broken).render({"x": NOTED})).iter(f"{W}footnoteReference")
    assert mark.get(f"{W}id") == "1"


def test_styles_that_are_made_have_the_font_of_the_text_and_an_id_of_their_own():
    def fill(document):
        document.styles.add_style("My own", 1).element.set(f"{W}styleId", "FootnoteText")
        document.add_paragraph("{{r x }}")

    data = Template(make(fill)).render({"x": NOTED})
    styles = {style.find(f"{W}name").get(f"{W}val"): style for style in part(data, "word/styles.xml").iter(f"{W}style")}  # type: ignore[union-attr]
    made = styles["footnote text"]
    assert made.get(f"{W}styleId") == "FootnoteText2"
    assert made.find(f"{W}basedOn").get(f"{W}val") == "Normal"  # type: ignore[union-attr]
    used = {style.get(f"{W}val") for style in part(data, FOOTNOTES).iter(f"{W}pStyle")}
    assert used == {"FootnoteText2"}


def test_a_style_id_with_the_signs_of_xml_is_written_as_text():
    def fill(document):
        document.styles.add_style("footnote reference", 2).element.set(f"{W}styleId", 'a&b"<')
        document.add_paragraph("{{r x }}")

    data = Template(make(fill)).render({"x": NOTED})
    assert {style.get(f"{W}val") for style in part(data, FOOTNOTES).iter(f"{W}rStyle")} == {'a&b"<'}


def test_notes_of_a_body_that_lies_elsewhere_are_found():
    plain = parts(make_paragraphs("{{r x }}"))
    moved = {name.replace("word/", "body/"): content.replace(b"/word/", b"/body/") for name, content in plain.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"word/document.xml", b"body/document.xml")
    package = Template(pack(moved.items())).fill({"x": NOTED})
    assert package.related("body/document.xml", f"{REL_OFFICE}/footnotes") == FOOTNOTES
