"""The brief inside its document."""

from __future__ import annotations

import io

import docx
import pytest

from briefgen.errors import ReadError
from briefgen.render.jsonfile import brief_to_dict
from briefgen.render.word import document_sha256, read_embedded, render_docx
from briefgen.render.word.embedded import embed_brief, proof_sha256
from briefgen.render.word.engine.package import Package
from tests.render.sample import ARTICLES, look, rich_brief
from tests.render.word.build import make_paragraphs, part, parts, replace_part


def test_the_brief_comes_back_as_it_went_in():
    brief = rich_brief()
    assert read_embedded(render_docx(brief, ARTICLES, look()))["brief"] == brief_to_dict(brief)


@pytest.mark.parametrize("text", ["<&>]]>", "\x00\x0b\ud800\uffff", "e\u0301 “”\u00a0", "\r\n"])
def test_text_that_xml_forbids_comes_back_to_the_letter(text: str):
    package = Package.open(make_paragraphs("x"))
    embed_brief(package, {"text": text})
    assert read_embedded(package.save())["brief"] == {"text": text}


def test_the_hash_holds_until_a_part_changes():
    data = render_docx(rich_brief(), ARTICLES, look())
    assert document_sha256(data) == read_embedded(data)["document_sha256"]
    changed = replace_part(data, "word/document.xml", parts(data)["word/document.xml"].replace(b"Port Ilse", b"Port Elsa"))
    assert document_sha256(changed) != read_embedded(changed)["document_sha256"]


def test_a_second_brief_takes_the_place_of_the_first():
    package = Package.open(make_paragraphs("x"))
    embed_brief(package, {"n": 1})
    names = set(package.parts)
    embed_brief(package, {"n": 2})
    assert set(package.parts) == names
    assert read_embedded(package.save())["brief"] == {"n": 2}


def test_the_part_is_declared_and_related_and_survives_another_program():
    data = render_docx(rich_brief(), ARTICLES, look())
    types = {entry.get("PartName"): entry.get("ContentType") for entry in part(data, "[Content_Types].xml")}
    assert types["/customXml/itemProps1.xml"] == "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    assert "../customXml/item1.xml" in {r.get("Target") for r in part(data, "word/_rels/document.xml.rels")}
    assert [r.get("Target") for r in part(data, "customXml/_rels/item1.xml.rels")] == ["itemProps1.xml"]
    docx.Document(io.BytesIO(data)).save(buffer := io.BytesIO())
    assert read_embedded(buffer.getvalue())["brief"] == brief_to_dict(rich_brief())


@pytest.mark.parametrize(
    ("data", "message"), [(b"text", "not a Word document"), (make_paragraphs("x"), "no brief stands in this document")]
)
def test_a_document_without_a_brief_is_told(data: bytes, message: str):
    with pytest.raises(ReadError, match=message):
        read_embedded(data)


@pytest.mark.parametrize("text", [b'{"cut', b"[" * 50_000, b"[]", b"{}", b'{"brief": ' + b"9" * 5_000 + b"}", b""])
def test_a_damaged_brief_is_told(text: bytes):
    data = render_docx(rich_brief(), ARTICLES, look())
    with pytest.raises(ReadError, match="damaged"):
        read_embedded(replace_part(data, "customXml/item1.xml", b'<brief xmlns="urn:briefgen:brief:1">' + text + b"</brief>"))


@pytest.mark.parametrize("key", ["document_sha256", "paragraphs", "margins", "boxes", "brief"])
def test_nothing_of_a_proof_can_be_changed_alone(key: str):
    content = read_embedded(render_docx(rich_brief(), ARTICLES, look()))
    assert proof_sha256(dict(reversed(content.items()))) == content["proof_sha256"]
    assert proof_sha256({**content, key: None}) != content["proof_sha256"]
