"""Every fault of a template is told at once, with its place, its tag and what may have been meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from briefgen.errors import TemplateError
from briefgen.render.word import Template
from briefgen.render.word.engine.analysis import Shape, shape_of, shape_of_fields
from briefgen.render.word.engine.faults import Fault, faults_of
from briefgen.render.word.engine.package import Package
from briefgen.render.word.engine.template import find_faults
from tests.render.word.build import make, make_paragraphs, make_table

CONTEXT = {
    "title": "A brief",
    "organisation": None,
    "itinerary": [{"when": "29 August", "place": "Tokyo", "title": "Summit", "former": [{"text": "moved"}]}],
    "timeline": None,
}


@dataclass(frozen=True)
class Described:
    name: str
    kind: str = "text"
    fields: tuple[Any, ...] = field(default=())


def problems(*texts: str, shape: Shape | None = None) -> list[str]:
    """What is wrong with a template of these paragraphs: tag, problem and hint of each fault."""
    found = find_faults(Package.open(make_paragraphs(*texts)), shape or shape_of(CONTEXT))
    return [f"{fault.tag}: {fault.problem}" + (f"; {fault.hint}" if fault.hint else "") for fault in found]


def test_all_faults_of_all_parts_come_in_one_error():
    def fill(document):
        document.add_paragraph("{{ titel }} and {{ title|uper }}")
        document.add_paragraph("{% for row in itinerary %}{{ row.palce }}{% endfor %}")
        document.sections[0].header.paragraphs[0].text = "{{ organization }}"

    data = make(fill)
    found = find_faults(Package.open(data), shape_of(CONTEXT))
    assert [(fault.part, fault.tag, fault.hint) for fault in found] == [
        ("word/document.xml", "{{ title|uper }}", "did you mean `upper`?"),
        ("word/document.xml", "{{ titel }}", "did you mean `title`?"),
        ("word/document.xml", "{{ row.palce }}", "did you mean `place`?"),
        ("word/header1.xml", "{{ organization }}", "did you mean `organisation`?"),
    ]


def test_a_filling_names_every_unknown_field_and_not_only_the_first():
    template = Template(make_paragraphs("{{ titel }}", "{% for row in itinerary %}{{ row.palce }}{% endfor %}"))
    with pytest.raises(TemplateError, match=r"`titel`; did you mean `title`\? \(and 1 more; briefgen check lists all\)") as caught:
        template.render(CONTEXT)
    assert [fault.problem for fault in faults_of(caught.value)] == ["unknown field `titel`", "unknown field `row.palce`"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ row }}", "unknown field `row`"),
        ("{{ itinerary[0].palce }}", "unknown field `itinerary[0].palce`; did you mean `place`?"),
        ("{{ itinerary.place }}", "unknown field `itinerary.place`; `itinerary` is a list: loop over it for the fields of its items"),
        ("{{ title.first }}", "unknown field `title.first`; `title` is a text and has no fields"),
        ("{{ (itinerary|first).palce }}", "unknown field `palce`; did you mean `place`?"),
        ("{% for row in itinerary[:6] %}{{ row.tittle }}{% endfor %}", "unknown field `row.tittle`; did you mean `title`?"),
        ("{% for row in itinerary|sort(attribute='wen') %}{{ row.when }}{% endfor %}", "unknown field `wen`; did you mean `when`?"),
        ("{% for row in itinerary|selectattr('plaec') %}{% endfor %}", "unknown field `plaec`; did you mean `place`?"),
        ("{% for r in itinerary %}{% for f in r.former %}{{ f.txet }}{% endfor %}{% endfor %}", "field `f.txet`; did you mean `text`?"),
        ("{% set rows = itinerary %}{% for r in rows %}{{ r.plce }}{% endfor %}", "unknown field `r.plce`; did you mean `place`?"),
        ("{% if titel %}x{% endif %}", "unknown field `titel`; did you mean `title`?"),
        ("{% if title is emty %}x{% endif %}", "there is no test `emty`"),
        ("{% import 'x' as y %}", "`import` takes in other files, which a Word template cannot"),
    ],
)
def test_an_unknown_field_is_named_with_its_path(text: str, expected: str):
    (problem,) = problems(text)
    assert expected in problem


@pytest.mark.parametrize(
    "text",
    [
        "{{ title }}{{ title.upper() }}{{ title[:3] }}",
        "{% for row in itinerary %}{{ loop.index }}{{ row.place or '' }}{{ row['when'] }}{% endfor %}",
        "{{ subtitle|default('none') }}{% if subtitle is defined %}{{ subtitle }}{% endif %}{{ subtitle if subtitle is defined else '' }}",
        "{% macro cell(x) %}{{ x.anything }}{% endmacro %}{{ cell(title) }}",
        "{% set ns = namespace(n=0) %}{% for row in itinerary %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
        "{% for place, rows in itinerary|groupby('place') %}{{ place }}{% for r in rows %}{{ r.whatever }}{% endfor %}{% endfor %}",
        "{{ itinerary|map(attribute='place')|join(', ') }}{{ itinerary|length }}{{ range(3)|list }}",
        "{% with a = title %}{{ a }}{% endwith %}",
    ],
)
def test_what_is_right_has_no_fault(text: str):
    assert problems(text) == []


def test_faults_of_blocks_do_not_hide_those_of_fields():
    found = problems("{%p for row in itinerary %}", "{{ row.palce }}", "{% endif %}", "{{ a b }}")
    assert found == [
        "{% endif %}: it closes {%p for row in itinerary %} (paragraph 1); that one needs {% endfor %}",
        "{%p for row in itinerary %}: nothing closes it; put {% endfor %} after what belongs to it",
        "{{ a b }}: it is not valid jinja: expected token 'end of print statement', got 'b'",
        "{{ row.palce }}: unknown field `row.palce`; did you mean `place`?",
    ]


def test_a_place_in_a_table_names_the_heading_above_it():
    def fill(document):
        document.add_heading("Itinerary", 1)
        table = document.add_table(2, 3)
        table.cell(1, 2).text = "{{ palce }}"

    (fault,) = find_faults(Package.open(make(fill)), shape_of(CONTEXT))
    assert str(fault) == "word/document.xml, table 1 (Itinerary), row 2, cell 3, tag {{ palce }}: unknown field `palce`; " + (
        "there is itinerary, organisation, timeline, title"
    )


def test_a_shape_made_of_described_fields_knows_records_lists_and_texts():
    row = (Described("when"), Described("former", "list", (Described("text"),)))
    rows, memo = Described("rows", "list", row), Described("memo", "record", row)
    shape = shape_of_fields([Described("title"), rows, memo, Described("names", "list")])
    assert problems("{{ title }}{{ memo.when }}{% for n in names %}{{ n.x }}{% endfor %}", shape=shape) == [
        "{{ n.x }}: unknown field `n.x`; `n` is a text and has no fields"
    ]
    assert problems("{% for r in rows %}{% for f in r.former %}{{ f.text }}{{ f.no }}{% endfor %}{% endfor %}", shape=shape) == [
        "{{ f.no }}: unknown field `f.no`; there is text"
    ]


def test_the_names_that_a_template_asks_for():
    data = make_table(("{{ title }}", "{% for row in itinerary %}{{ row.place }}{% endfor %}"))
    assert Template(data).fields() == ["itinerary", "title"]


def test_a_fault_reads_as_one_line():
    fault = Fault("field.unknown", "word/document.xml", "paragraph 2", "{{ x }}", "unknown field `x`", "did you mean `y`?")
    assert str(fault) == "word/document.xml, paragraph 2, tag {{ x }}: unknown field `x`; did you mean `y`?"
    assert faults_of(TemplateError("no tag at all")) == (Fault("package", "", "", "", "no tag at all"),)
