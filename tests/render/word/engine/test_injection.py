"""A template cannot run code, reach files, change its values, fill the memory or go on for ever; a value is text wherever it stands."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word import Rich, Run, Template
from tests.render.word.build import W, part, parts
from tests.render.word.engine import payloads
from tests.render.word.engine.bounded import run_bounded
from tests.render.word.engine.oracle.documents import Xml, box, control, field, note_mark, para, run, table, word
from tests.render.word.engine.oracle.reading import read_document

MEGABYTES = 300  # beyond what the process holds already

POSITIONS: dict[str, Callable[[str], bytes]] = {
    "body": word,
    "cell": lambda text: word(table((text, "b"))),
    "header": lambda text: word("a", header=[text]),
    "footer": lambda text: word("a", footer=[text]),
    "footnote": lambda text: word(para("a", note_mark("footnote", 2)), footnotes=[text]),
    "endnote": lambda text: word(para("a", note_mark("endnote", 2)), endnotes=[text]),
    "text box": lambda text: word(para(box(text))),
    "comment": lambda text: word(para("a", note_mark("comment", 0)), comments=[text]),
    "content control": lambda text: word(control(para(text))),
    "link": lambda text: word(para(Xml(f'<w:hyperlink w:anchor="x">{run(text)}</w:hyperlink>'))),
    "title of the document": lambda text: word("a", core={"title": text}),
    "company": lambda text: word("a", app={"Company": text}),
    "a property of one's own": lambda text: word("a", custom={"P": text}),
}
PLACES_OF_ATTRIBUTES: dict[str, Callable[[str], bytes]] = {
    "alternative text": lambda text: word(para(Xml(box("in").replace('name="Text Box 31"', f'name="t" descr="{text}"')))),
    "instruction of a field": lambda text: word(para(field(f"HYPERLINK {text}", "x"))),
    "title of a content control": lambda text: word(control(para("a"), text)),
}


class Thing:
    """An object with methods, as a careless caller may put into a context."""

    _secret = "secret"

    def write(self) -> str:
        """Marks that it was called."""
        os.environ["BRIEFGEN_TEST_CALLED"] = "yes"
        return "called"

    __call__ = write


def context(path: Path) -> dict[str, Any]:
    """What a template may try to reach."""
    items = (n for n in range(3))
    return {"x": "a<b", "row": {"a": 1}, "rows": [1], "thing": Thing(), "path": path, "function": Thing().write, "items": items}


@pytest.mark.parametrize("payload", [*payloads.ESCAPES, *payloads.OWN, *payloads.CALLS])
def test_what_reaches_out_of_a_template_is_an_error(payload: str, tmp_path: Path):
    os.environ.pop("BRIEFGEN_TEST_CALLED", None)
    kept = tmp_path / "kept.txt"
    kept.write_text("kept")
    values = context(kept)
    with pytest.raises(TemplateError) as caught:
        Template(word(payload)).render(values)
    assert "\n" not in str(caught.value)
    assert "word/document.xml" in str(caught.value)
    assert kept.read_text() == "kept"
    assert "BRIEFGEN_TEST_CALLED" not in os.environ
    assert values["rows"] == [1]
    assert values["row"] == {"a": 1}


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize(
    "payload",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ function() }}",
        "{{ rows.append(1) }}",
        "{{ 'x'*10**9 }}",
        "{% include 'x' %}",
        "{{ briefgen_budget }}",
    ],
)
def test_no_part_of_a_document_is_less_guarded_than_its_body(position: str, payload: str, tmp_path: Path):
    with pytest.raises(TemplateError) as caught:
        Template(POSITIONS[position](payload)).render(context(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("place", PLACES_OF_ATTRIBUTES)
def test_attributes_and_instructions_are_guarded_too(place: str, tmp_path: Path):
    with pytest.raises(TemplateError, match="unsafe"):
        Template(PLACES_OF_ATTRIBUTES[place]("{{ x.__class__.__mro__ }}")).render(context(tmp_path))


@pytest.mark.parametrize("payload", payloads.BOMBS, ids=lambda payload: payload[-60:])
def test_a_bomb_is_stopped_soon_and_in_little_memory(payload: str, tmp_path: Path):
    data = word(payload)
    outcome = run_bounded(lambda: len(Template(data).render(context(tmp_path))))
    assert outcome.error.startswith("TemplateError: word/document.xml, paragraph 1")
    assert "\n" not in outcome.error
    assert outcome.megabytes < MEGABYTES


@pytest.mark.parametrize("name", payloads.DEEP)
def test_what_is_too_deep_for_python_is_an_error_or_is_filled(name: str, tmp_path: Path):
    data = word(payloads.DEEP[name])
    outcome = run_bounded(lambda: len(Template(data).render(context(tmp_path))))
    assert outcome.error == "" or outcome.error.startswith("TemplateError: ")
    assert "\n" not in outcome.error
    assert len(outcome.error) < 500
    assert outcome.megabytes < MEGABYTES


def test_a_bomb_that_is_not_stopped_would_be_seen():
    assert run_bounded(lambda: [0] * 50_000_000).megabytes > MEGABYTES
    assert run_bounded(lambda: 1).megabytes < MEGABYTES
    assert run_bounded(lambda: int("x")).error.startswith("ValueError")


# --- values ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", payloads.VALUES)
@pytest.mark.parametrize("position", POSITIONS)
def test_a_hostile_value_is_shown_as_text(position: str, value: str):
    data = POSITIONS[position]("[{{ x }}]")
    filled = Template(data).render({"x": value})
    assert read_document(filled) == _with_text(read_document(data), "[{{ x }}]", f"[{value}]")
    assert _company(filled) == _company(data).replace("{{ x }}", value)
    assert _outward(filled) == _outward(data)


@pytest.mark.parametrize("value", payloads.VALUES)
@pytest.mark.parametrize("place", PLACES_OF_ATTRIBUTES)
def test_a_hostile_value_stays_inside_its_attribute(place: str, value: str):
    data = PLACES_OF_ATTRIBUTES[place]("[{{ x }}]")
    before, after = part(data), part(Template(data).render({"x": value}))
    assert [element.tag for element in after.iter()] == [element.tag for element in before.iter()]
    words = [*(str(text) for text in after.itertext()), *(str(text) for element in after.iter() for text in element.attrib.values())]
    assert any(f"[{value}]" in text for text in words)


@pytest.mark.parametrize("value", payloads.VALUES)
def test_a_hostile_value_in_a_rich_text_or_its_style_is_text(value: str):
    runs = (Run(value, style=value, bold=True), Run("a", url=value), Run("b", anchor=value), Run("c", bookmark=value))
    data = word(para(run("{{r x }}")))
    filled = Template(data).render({"x": Rich(runs)})
    assert read_document(filled) == _with_text(read_document(data), "{{r x }}", f"{value}abc")
    assert _outward(filled) == _outward(data)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\server\\share",
        "ftp://a/b",
        "data:text/html,x",
        "mailto:a@b.c",
        "vbscript:x",
        "http://",
        "//a/b",
        " ",
    ],
)
def test_only_web_addresses_become_links(url: str):
    data = word(para(run("{{r x }}")), header=[para(run("{{r x }}"))])
    assert _outward(Template(data).render({"x": Rich((Run("a", url=url),))})) == _outward(data) == set()


def test_the_links_of_the_context_are_the_only_new_ones():
    data = word(para(run("{{r x }}")), header=[para(run("{{r x }}"))])
    filled = Template(data).render({"x": Rich((Run("a", url='https://example.org/?a="b"&c=<d>'),))})
    assert {url for _, url in _outward(filled)} == {"https://example.org/?a=%22b%22&c=%3Cd%3E"}
    assert len(list(part(filled).iter(f"{W}hyperlink"))) == 1


def _with_text(found: dict[str, list[str]], old: str, new: str) -> dict[str, list[str]]:
    return {name: [line.replace(old, new) for line in lines] for name, lines in found.items()}


def _company(data: bytes) -> str:
    return part(data, "docProps/app.xml").findtext("{*}Company") or ""


def _outward(data: bytes) -> set[tuple[str, str]]:
    """What a document points to outside itself: by part, the addresses of its external relationships."""
    found = set()
    for name, content in parts(data).items():
        if name.endswith(".rels"):
            found |= {(name, each.get("Target", "")) for each in etree.fromstring(content) if each.get("TargetMode") == "External"}
    return found
