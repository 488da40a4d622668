"""Any file at all is filled whole or refused in one line that says what to do; never a crash, a hang, or a lost part."""

from __future__ import annotations

import os
import random
import re
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word import Template
from briefgen.render.word.context import make_context
from tests.render.sample import look, rich_brief
from tests.render.word.build import make_paragraphs, paragraphs, part, parts
from tests.render.word.engine import mutations
from tests.render.word.engine.bounded import run_bounded
from tests.render.word.engine.mutations import MAIN, MAIN_RELS, MUTATIONS, TYPES, pack, replaced
from tests.render.word.engine.oracle.documents import bookmark, box, control, note_mark, para, run, split, table, word

ROUNDS = int(os.environ.get("BRIEFGEN_FUZZ", "25"))  # packages of each kind from each template; thousands for a night
SECONDS = 8
VALUES = {"x": "a & b", "xs": ["p", "q"]}
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """An error in the midst of a test that runs for longer than a minute and a half at 25 rounds."""

    def stop(*_: object) -> None:
        raise TimeoutError("it hangs")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(90 * max(1, ROUNDS // 25))
    yield
    signal.alarm(0)


@cache
def template(name: str) -> bytes:
    """A template to break."""
    if name == "plain":
        return make_paragraphs("Dear {{ x }},", "{%p if x %}", "kept", "{%p endif %}")
    return word(
        para(split("Dear {{ x }}"), bookmark(run("{{ x }}"), "here"), note_mark("footnote", 2), note_mark("comment", 0)),
        "{%p for a in xs %}",
        table(
            ("{{ a }}", "{% cellbg 'FF0000' %}b"),
            ("{%tr for b in xs %}", ""),
            ("{% vm %}{{ b }}", "{{ loop.index }}"),
            ("{%tr endfor %}", ""),
        ),
        "{%p endfor %}",
        para(box("in {{ x }}"), "{% if x %}a{% endif %}"),
        control(para("{{ x|upper }}")),
        para(run("{{r x }}")),
        header=["{{ x }}"],
        footer=[table(("{{ x }}", "b"))],
        footnotes=["{{ x }}"],
        comments=["{{ x }}"],
        core={"title": "{{ x }}"},
        custom={"P": "{{ x }}"},
    )


def fault_of(data: bytes, values: Mapping[str, Any] = VALUES) -> str:
    """What is wrong with how ``data`` was treated; empty where it was filled whole, or refused well."""
    start = time.process_time()
    try:
        filled = Template(data).render(values)
    except TemplateError as error:
        return "" if 0 < len(str(error)) < 600 and "\n" not in str(error) else f"message: {error}"
    except TimeoutError:
        raise
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if time.process_time() - start > SECONDS:
        return "it took too long"
    return lost_part(data, filled)


def lost_part(data: bytes, filled: bytes) -> str:
    """The first part of ``data`` that is not in ``filled``, or is another although it holds no tag; empty where none is."""
    before, after = parts(data), parts(filled)
    for name, content in before.items():
        if name.endswith("/") or content == after.get(name):
            continue
        if name not in after:
            return f"{name} is lost"
        may_hold_tags = b"{" in content or b"_}" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff")
        if not may_hold_tags and not (name.endswith(".rels") and _only_web_links_came(content, after[name])):
            return f"{name} is changed without a tag in it"
    added = set(after) - set(before)
    return f"{added} came in" if added else ""


def _only_web_links_came(before: bytes, after: bytes) -> bool:
    """Whether relationships are as they were, but for links to web addresses that the values asked for."""
    old, new = (Counter(etree.tostring(each, with_tail=False) for each in etree.fromstring(content)) for content in (before, after))
    added = [etree.fromstring(entry) for entry in new - old]
    return not old - new and all(
        each.get("TargetMode") == "External" and each.get("Target", "").startswith(("http://", "https://")) for each in added
    )


@pytest.mark.parametrize("name", ["plain", "rich"])
@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_broken_package_is_filled_whole_or_refused(kind: str, name: str):
    faults = {}
    for seed in range(ROUNDS):
        data = MUTATIONS[kind](template(name), random.Random(f"{kind}{seed}"))
        fault = fault_of(data)
        if fault:
            faults[seed] = fault
    assert not faults


def test_many_broken_packages_are_filled_all_the_same():
    found = [_is_filled(MUTATIONS[kind](template("rich"), random.Random(f"{kind}{seed}"))) for kind in MUTATIONS for seed in range(12)]
    assert 15 < sum(found) < len(found) - 15  # else the mutations are too wild, or too tame


def _is_filled(data: bytes) -> bool:
    try:
        Template(data).render({"x": "a", "xs": []})
    except TemplateError:
        return False
    return True


def test_a_lost_changed_or_added_part_would_be_seen():
    data = template("rich")
    whole = parts(data)
    assert lost_part(data, data) == ""
    assert lost_part(data, pack((whole | {"word/settings.xml": b"<x/>"}).items())) == "word/settings.xml is changed without a tag in it"
    assert lost_part(data, pack(item for item in whole.items() if item[0] != "word/styles.xml")) == "word/styles.xml is lost"
    assert "came in" in lost_part(data, replaced(data, {"word/new.xml": b"<x/>"}))


# --- refused, and why ------------------------------------------------------------------------------------


def _types(data: bytes, old: str, new: str) -> bytes:
    return replaced(data, {TYPES: parts(data)[TYPES].replace(old.encode(), new.encode())})


def _main(data: bytes, content: bytes) -> bytes:
    return replaced(data, {MAIN: content})


def _deep(levels: int) -> bytes:
    namespace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b"<w:document %s><w:body>%s<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>%s</w:body></w:document>" % (
        namespace,
        b"<w:sdt><w:sdtContent>" * levels,
        b"</w:sdtContent></w:sdt>" * levels,
    )


_DOCTYPE = "document type|save it again"  # the parser stops some of them before a rule does
PLAIN = make_paragraphs("Dear {{ x }}")
_XML = parts(PLAIN)[MAIN]
_OD = b"application/vnd.oasis.opendocument.text"

REFUSED = {
    "an empty file": (b"", "save it as Word Document"),
    "a text": (b"Dear {{ x }}", "save it as Word Document"),
    "a zip of other things": (pack([("a.txt", b"a")]), "give a .docx file"),
    "an empty zip": (pack([]), "give a .docx file"),
    "a document of Word 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "Word 97"),
    "an OpenDocument text": (pack([("mimetype", _OD), ("content.xml", b"<office:document-content/>")]), "give a .docx file"),
    "a workbook": (
        _types(PLAIN, _OFFICE + "document.main+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "not a Word document",
    ),
    "a document with macros": (
        _types(PLAIN, _OFFICE + "document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "a template with macros": (
        _types(PLAIN, _OFFICE + "document.main+xml", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        "macros",
    ),
    "a document that hides a macro project": (replaced(PLAIN, {"word/vbaProject.bin": b"x"}), "macros"),
    "a macro project under another name": (
        _types(
            replaced(PLAIN, {"word/a.bin": b"x"}),
            "</Types>",
            '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
        "macros",
    ),
    "Strict Open XML": (
        replaced(
            PLAIN,
            {
                "_rels/.rels": parts(PLAIN)["_rels/.rels"].replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            },
        ),
        "Strict",
    ),
    "an encrypted part": (mutations.with_flag(PLAIN, 1), "password"),
    "a part outside the document": (replaced(PLAIN, {"../evil.xml": b"<x/>"}), "outside"),
    "a part at the root of the machine": (pack([*parts(PLAIN).items(), ("/etc/evil", b"x")]), "outside"),
    "a part on another drive": (pack([*parts(PLAIN).items(), ("C:/evil", b"x")]), "outside"),
    "a part behind a backslash": (pack([*parts(PLAIN).items(), ("..\\evil", b"x")]), "outside"),
    "a part twice": (pack([*parts(PLAIN).items(), (MAIN, b"<x/>")]), "twice"),
    "a part twice in other letters": (pack([*parts(PLAIN).items(), (MAIN.upper(), b"<x/>")]), "twice"),
    "an entity bomb": (_main(PLAIN, mutations.entity_bomb(_XML)), _DOCTYPE),
    "an external entity": (_main(PLAIN, mutations.external_entity(_XML)), _DOCTYPE),
    "an entity bomb in UTF-16": (_main(PLAIN, b"\xff\xfe" + mutations.entity_bomb(_XML).decode().encode("utf-16-le")), "save it again"),
    "an entity bomb behind a long comment": (_main(PLAIN, b"<!--" + b"x" * 9000 + b"-->" + mutations.entity_bomb(_XML)), _DOCTYPE),
    "an entity in the relationships": (replaced(PLAIN, {MAIN_RELS: mutations.entity_bomb(parts(PLAIN)[MAIN_RELS])}), _DOCTYPE),
    "a body that is empty": (_main(PLAIN, b""), "save it again"),
    "a body that is no XML": (_main(PLAIN, b"\x00\x01{{ x }}"), "save it again"),
    "a body that is no XML and has no tag": (_main(PLAIN, b"no XML"), "save it again"),
    "a body that is another thing": (_main(PLAIN, b"<x/>"), "save it again"),
    "an entity bomb in a part without tags": (
        replaced(PLAIN, {"customXml/item1.xml": b"<!--" + b"x" * 9000 + b"-->" + mutations.entity_bomb(b"<x/>")}),
        _DOCTYPE,
    ),
    "a body that breaks off": (_main(PLAIN, _XML[: len(_XML) // 2] + b"{{ x }}"), "save it again"),
    "no body": (pack(item for item in parts(PLAIN).items() if item[0] != MAIN), "give a .docx file"),
    "no content types": (pack(item for item in parts(PLAIN).items() if item[0] != TYPES), "give a .docx file"),
    "content types that are no XML": (replaced(PLAIN, {TYPES: b"{"}), "save it again"),
    "ten thousand levels": (_main(PLAIN, _deep(10_000)), "save it again"),
    "too many parts": (pack([*parts(PLAIN).items(), *((f"word/media/{n}.png", b"") for n in range(6_000))], zipfile.ZIP_STORED), "parts"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_safe_template_is_refused_with_a_remedy(name: str):
    data, remedy = REFUSED[name]
    with pytest.raises(TemplateError) as caught:
        Template(data).render({"x": "a"})
    assert re.search(remedy, str(caught.value))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("declared", [None, 1_000, 0xFFFFFFF0], ids=["true", "false", "too large"])
def test_a_zip_bomb_is_refused_before_it_fills_the_memory(declared: int | None):
    data = mutations.zip_bomb(PLAIN, megabytes=300, declared=declared)
    outcome = run_bounded(lambda: len(Template(data).render({"x": "a"})))
    assert outcome.error.startswith("TemplateError: ")
    assert outcome.megabytes < 320


def test_a_part_that_only_says_it_is_large_costs_no_memory():
    data = mutations.zip_bomb(PLAIN, megabytes=2, declared=0x7FFFFFFF)
    outcome = run_bounded(lambda: len(Template(data).render({"x": "a"})))
    assert outcome.error == "" or outcome.error.startswith("TemplateError: ")
    assert outcome.megabytes < 50


# --- accepted, and how -----------------------------------------------------------------------------------

ACCEPTED = {
    "a body in UTF-16": _main(PLAIN, mutations.as_utf16(_XML)),
    "a body with a byte order mark": _main(PLAIN, b"\xef\xbb\xbf" + _XML),
    "an attribute of ten million characters": _main(PLAIN, _XML.replace(b"<w:p>", b'<w:p w:rsidR="' + b"0" * 10_000_000 + b'">', 1)),
    "comments and processing instructions": _main(PLAIN, _XML.replace(b"<w:body>", b"<?x y?><!-- {{ z }} --><w:body><!-- {% if %} -->")),
    "parts that are stored, not packed": pack(parts(PLAIN).items(), zipfile.ZIP_STORED),
    "a part that is no XML by its name": replaced(PLAIN, {"customXml/item1.xml": b"{{ not XML", "word/printer.bin": b"{{ x }}"}),
    "an empty part": replaced(PLAIN, {"word/empty.xml": b""}),
    "a zip in the zip": replaced(PLAIN, {"word/embeddings/a.docx": PLAIN}),
    "a folder": pack([("word/", b""), *parts(PLAIN).items()]),
    "bytes in front of the zip": b"#!/bin/sh\n" + PLAIN,
    "a hundred levels": _main(PLAIN, _deep(100)),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_odd_but_whole_is_filled(name: str):
    outcome = run_bounded(lambda: Template(ACCEPTED[name]).render({"x": "a & b"}))
    assert outcome.error == ""
    filled = outcome.result
    assert isinstance(filled, bytes)
    assert "Dear a & b" in "".join(str(text) for text in part(filled).itertext()) or name == "a hundred levels"
    assert lost_part(ACCEPTED[name], filled) == ""


def test_a_word_template_becomes_a_document():
    data = _types(PLAIN, _OFFICE + "document.main+xml", _OFFICE + "template.main+xml")
    filled = Template(data).render({"x": "Ada"})
    assert paragraphs(filled) == ["Dear Ada"]
    assert (_OFFICE + "document.main+xml").encode() in parts(filled)[TYPES]
    assert b"template.main" not in parts(filled)[TYPES]


def test_the_order_and_the_bytes_of_untouched_parts_stay():
    data = template("rich")
    filled = Template(data).render({"x": "a", "xs": []})
    assert [name for name in parts(filled) if name != TYPES] == [name for name in parts(data) if name != TYPES]
    touched = {name for name, content in parts(data).items() if parts(filled)[name] != content}
    assert touched == {
        MAIN,
        *(f"word/{name}.xml" for name in ("header1", "footer1", "footnotes", "comments")),
        "docProps/core.xml",
        "docProps/custom.xml",
    }


def test_the_shipped_templates_come_through_mutations_too():
    values = make_context(rich_brief(), look())
    for path in sorted((Path(__file__).parents[3] / "templates").glob("*.docx")):
        data = path.read_bytes()
        assert lost_part(data, Template(data).render(values)) == ""
        faults = [fault_of(mutate(data, random.Random(n)), values) for mutate in MUTATIONS.values() for n in range(max(1, ROUNDS // 12))]
        assert not [fault for fault in faults if fault]
