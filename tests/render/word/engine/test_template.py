"""The template engine: what a tag becomes, what stays as it was, what an error says."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate

from briefgen.errors import TemplateError
from briefgen.render.word import Template
from tests.render.word.build import W, cells, make, make_paragraphs, make_table, paragraphs, part, parts, replace_part

HOSTILE = ("<", "a < b & c > d", "\"'", "]]>", "\x00\x01\x1f", "\ud800", "\ufffe\uffff", "{{ 7*7 }}", "{% for x in y %}",
           "<?briefgen-tag 0?>", "\x13\n7*7\x14", "&amp;", "line\r\nline", "tab\there", "\u202e", "𝔘", "e\u0301")  # fmt: skip


@pytest.mark.parametrize(
    ("template", "context", "expected"),
    [
        (["Hello {{ name }}!"], {"name": "Ada"}, ["Hello Ada!"]),
        (["{{ name|upper }}"], {"name": "Ada"}, ["ADA"]),
        (["{{ row.title }} {{ row['place'] }}"], {"row": {"title": "a", "place": "b"}}, ["a b"]),
        (["{% if late %}late{% else %}early{% endif %}"], {"late": True}, ["late"]),
        (["{% for x in xs %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}"], {"xs": [1, 2, 3]}, ["1, 2, 3"]),
        (["{%p if yes %}", "kept", "{%p endif %}", "end"], {"yes": True}, ["kept", "end"]),
        (["{%p if yes %}", "dropped", "{%p endif %}", "end"], {"yes": False}, ["end"]),
        (["{%p for x in xs %}", "{{ loop.index }}: {{ x }}", "{%p endfor %}"], {"xs": "ab"}, ["1: a", "2: b"]),
        (["{% set x = 3 %}{{ x }}"], {}, ["3"]),
        (["a{# not shown #}b"], {}, ["ab"]),
        (["{#p not shown #}", "b"], {}, ["b"]),
        (["{{ a }} < {{ b }} & c"], {"a": "1", "b": "2"}, ["1 < 2 & c"]),
        (["{% if name == “Ada” %}curly{% endif %}"], {"name": "Ada"}, ["curly"]),
        (["{{ missing|default('none') }}"], {}, ["none"]),
        (["{% if missing is defined %}a{% else %}b{% endif %}"], {}, ["b"]),
    ],
)
def test_a_tag_becomes_what_docxtpl_makes_of_it(template: list[str], context: dict[str, Any], expected: list[str]):
    data = make_paragraphs(*template)
    oracle = DocxTemplate(io.BytesIO(data))
    oracle.render(dict(context), autoescape=True)
    oracle.save(buffer := io.BytesIO())
    assert paragraphs(Template(data).render(context)) == expected
    assert paragraphs(buffer.getvalue()) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ nothing }}", ""),
        ("{_{ literal }_} {_% too %_}", "{{ literal }} {% too %}"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{{ '}}' }}", "}}"),
        ("{{ ‘it’ }}", "it"),
        ("{{ '<b>'|safe }}{{ '<i>'|e }}", "<b><i>"),
        ("{{ {'a': 1}|tojson }}", '{"a": 1}'),
        ("{% set x %}a & b{% endset %}{{ x }}", "a & b"),
    ],
)
def test_a_text_says_what_its_author_meant(template: str, expected: str):
    assert paragraphs(Template(make_paragraphs(template)).render({"nothing": None})) == [expected]


def test_tags_that_word_split_over_runs_and_proofing_marks_are_rejoined():
    def fill(document):
        paragraph = document.add_paragraph()
        runs = (("Dear {", False), ("{ na", True), ("me }", False), ("} and {% if x %}", False), ("yes", True), ("{% endif %}.", False))
        for text, bold in runs:
            paragraph.add_run(text).bold = bold
            paragraph._p.append(paragraph._p.makeelement(f"{W}proofErr", {f"{W}type": "spellStart"}))

    data = Template(make(fill)).render({"name": "Ada", "x": 1})
    assert paragraphs(data) == ["Dear Ada and yes."]
    assert not list(part(data).iter(f"{W}proofErr"))
    assert [run.text for run in docx.Document(io.BytesIO(data)).paragraphs[0].runs if run.bold] == ["yes"]


def test_rows_and_cells_are_repeated():
    data = make_table(("Name", "Place"), ("{%tr for row in rows %}", ""), ("{{ row.name }}", "{{ row.place }}"), ("{%tr endfor %}", ""))
    rows = [{"name": "a", "place": "b"}, {"name": "c", "place": "d"}]
    assert cells(Template(data).render({"rows": rows})) == [["Name", "Place"], ["a", "b"], ["c", "d"]]
    assert cells(Template(data).render({"rows": []})) == [["Name", "Place"]]
    columns = Template(make_table(("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))).render({"xs": "abc"})
    assert ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in part(columns).iter(f"{W}tc")] == ["a", "b", "c"]


def test_a_table_whose_rows_are_all_gone_goes_too():
    data = Template(make_table(("{%tr for x in xs %}",), ("{{ x }}",), ("{%tr endfor %}",))).render({"xs": []})
    assert not list(part(data).iter(f"{W}tbl"))


def test_a_cell_that_lost_its_last_paragraph_gets_an_empty_one():
    def fill(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{%p if x %}"
        cell.add_paragraph("gone")
        cell.add_paragraph("{%p endif %}")

    cell = next(part(Template(make(fill)).render({"x": False})).iter(f"{W}tc"))
    assert [child.tag for child in cell if child.tag != f"{W}tcPr"] == [f"{W}p"]


def test_a_run_of_its_own_keeps_the_words_beside_its_tag():
    data = Template(make_paragraphs("a {%r if x %}b{%r endif %} c")).render({"x": False})
    assert paragraphs(data) == ["a  c"]


def test_headers_footers_and_properties_are_filled():
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "{{ title }} head"
        document.sections[0].footer.paragraphs[0].text = "{% if title %}foot{% endif %}"
        document.core_properties.title = "{{ title }}"

    document = docx.Document(io.BytesIO(Template(make(fill)).render({"title": "A <b> & \x01"})))
    assert document.sections[0].header.paragraphs[0].text == "A <b> & \ufffd head"
    assert document.sections[0].footer.paragraphs[0].text == "foot"
    assert document.core_properties.title == "A <b> & \ufffd"


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_gives_a_whole_document_that_says_it(text: str):
    data = make_paragraphs("[{{ x }}]", "[{{r x }}]")
    clean = text.replace("\r\n", "\n")
    for forbidden in "\x00\x01\x1f\x13\x14\ud800\ufffe\uffff":
        clean = clean.replace(forbidden, "\ufffd")
    assert paragraphs(Template(data).render({"x": text})) == [f"[{clean}]"] * 2


def test_words_of_a_value_are_never_run():
    assert paragraphs(Template(make_paragraphs("{{ x }}")).render({"x": "{{ 7*7 }}{% raw %}"})) == ["{{ 7*7 }}{% raw %}"]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["x", "{{ nmae }}"], "word/document.xml, paragraph 2, tag {{ nmae }}: unknown field `nmae`; did you mean `name`?"),
        (["{{ row.titel }}"], "word/document.xml, paragraph 1, tag {{ row.titel }}: unknown field `row.titel`; did you mean `title`?"),
        (["{% for item in rows %}{{ itme }}{% endfor %}"], "tag {{ itme }}: unknown field `itme`; did you mean `item`?"),
        (["{{r refs }}"], "tag {{r refs }}: unknown field `refs`; did you mean `ref`?"),
        (["{% if nmae %}a{% endif %}"], "tag {% if nmae %}: unknown field `nmae`; did you mean `name`?"),
        (["{%p if name %}", "a"], "paragraph 1, tag {%p if name %}: nothing closes it; put {% endif %} after what belongs to it"),
        (["{% endif %}"], "tag {% endif %}: nothing opens it"),
        (["{% if name %}{% endfor %}"], "tag {% endfor %}: it closes {% if name %}"),
        (["{%p for x in rows %}", "{{ x }}{% endfor %}"], "it opens at another level than {% endfor %}"),
        (["{%p if name %} lost words", "{%p endif %}"], "“lost words”"),
        (["{{ name"], "tag {{ name: nothing closes it in the same paragraph; end it with }}"),
        (["{{ a b }}"], "tag {{ a b }}: it is not valid jinja"),
        (["{%tr for x in rows %}"], "there is no table row around it"),
        (["{{tr name }}"], "a value cannot take the place of a table row"),
        (["{{ 1/0 }}"], "tag {{ 1/0 }}: division by zero"),
        (["{{ name.__class__.__mro__ }}"], "access to attribute '__class__' of 'str' object is unsafe"),
        (["{% include 'x' %}"], "`include` takes in other files, which a Word template cannot"),
        (["{{ name|nofilter }}"], "there is no filter `nofilter`"),
    ],
)
def test_an_error_names_part_place_and_tag_in_one_line(texts: list[str], message: str):
    with pytest.raises(TemplateError) as caught:
        Template(make_paragraphs(*texts)).render({"name": "Ada", "ref": "", "row": {"title": 1}, "rows": [1]})
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_error_in_a_table_names_table_row_and_cell():
    with pytest.raises(TemplateError, match=r"word/document\.xml, table 1, row 2, cell 1, tag \{\{ b \}\}: unknown field `b`"):
        Template(make_table(("a", "a"), ("{{ b }}", "c"))).render({})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a Word document"),
        (b"PK\x03\x04 and no more", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "format of Word 97"),
        (replace_part(make_paragraphs("x"), "_rels/.rels", b"<Relationships/>"), "without a Word document"),
        (replace_part(make_paragraphs("x"), "word/document.xml", b"<w:p>{{ x }}"), "word/document.xml: the template is damaged"),
    ],
)
def test_what_is_no_template_is_refused(data: bytes, message: str):
    with pytest.raises(TemplateError, match=message):
        Template(data)


def test_a_template_cannot_change_the_values_it_is_given():
    with pytest.raises(TemplateError, match="unsafe"):
        Template(make_paragraphs("{{ rows.append(1) }}")).render({"rows": []})


def test_parts_without_tags_are_copied_to_the_byte():
    data = make_paragraphs("{{ x }}")
    before, after = parts(data), parts(Template(data).render({"x": 1}))
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    assert parts(Template(make_paragraphs("plain")).render({})) == parts(make_paragraphs("plain"))


def test_two_runs_give_the_same_bytes_and_no_clock_is_in_them():
    template = Template(make_paragraphs("{{ x }}"))
    data = template.render({"x": 1})
    assert data == template.render({"x": 1})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_five_thousand_rows_are_filled_within_seconds():
    template = Template(make_table(("{%tr for row in rows %}", ""), ("{{ row.a }}", "{{ row.b }}"), ("{%tr endfor %}", "")))
    begin = time.process_time()
    data = template.render({"rows": [{"a": n, "b": "x < y"} for n in range(5000)]})
    assert time.process_time() - begin < 3
    assert len(list(part(data).iter(f"{W}tr"))) == 5000


def test_bookmarks_and_pictures_of_a_loop_get_ids_of_their_own():
    def fill(document):
        document.add_paragraph("{%p for x in xs %}")
        paragraph = document.add_paragraph("{{ x }}")
        for name in ("bookmarkStart", "bookmarkEnd"):
            paragraph._p.append(paragraph._p.makeelement(f"{W}{name}", {f"{W}id": "7", f"{W}name": "here"}))
        document.add_paragraph("{%p endfor %}")

    root = part(Template(make(fill)).render({"xs": "abc"}))
    assert [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")] == ["7"]
    assert [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")] == ["7"]
