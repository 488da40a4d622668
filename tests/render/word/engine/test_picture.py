"""Pictures as values: in the line, with their words, once in the package."""

from __future__ import annotations

import io
import struct
import zlib

import docx
import pytest

from briefgen.errors import TemplateError
from briefgen.render.word import Template
from briefgen.render.word.engine.picture import EMU, Picture
from tests.render.word.build import make, make_paragraphs, part, parts

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def make_png(width: int = 40, height: int = 20) -> bytes:
    """A grey PNG."""
    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("tag", ["{{ logo }}", "{{r logo }}", "{%p if logo %}|{{ logo }}|{%p endif %}"])
def test_a_picture_stands_in_the_line_with_its_words(tag: str):
    data = Template(make_paragraphs(*tag.split("|"))).render({"logo": Picture(make_png(), 'The "seal" & more', height=14)})
    (drawing,) = part(data).iter(f"{WP}docPr")
    assert drawing.get("descr") == 'The "seal" & more'
    (shape,) = docx.Document(io.BytesIO(data)).inline_shapes
    assert (shape.width, shape.height) == (28 * EMU, 14 * EMU)
    assert parts(data)["word/media/image1.png"] == make_png()


def test_a_picture_shown_often_is_kept_once_and_numbered_each_time():
    data = Template(make_paragraphs("{% for n in range(3) %}{{ logo }}{% endfor %}")).render({"logo": Picture(make_png(), "seal")})
    assert len({drawing.get("id") for drawing in part(data).iter(f"{WP}docPr")}) == 3
    assert [name for name in parts(data) if "media" in name] == ["word/media/image1.png"]


def test_a_picture_in_a_header_finds_its_data():
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "{{ logo }}"

    data = Template(make(fill)).render({"logo": Picture(make_png(), "seal", width=10)})
    header = docx.Document(io.BytesIO(data)).sections[0].header
    (relation,) = (rel for rel in header.part.rels.values() if rel.reltype.endswith("/image"))
    assert relation.target_part.blob == make_png()


def test_in_a_property_a_picture_is_its_words():
    def fill(document):
        document.core_properties.title = "{{ logo }}"

    data = Template(make(fill)).render({"logo": Picture(make_png(), "seal")})
    assert docx.Document(io.BytesIO(data)).core_properties.title == "seal"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", make_png()[:20], b"<svg/>"])
def test_what_is_no_picture_is_told_by_its_words(data: bytes):
    with pytest.raises(TemplateError, match="the picture “seal” is neither PNG nor JPEG"):
        Template(make_paragraphs("{{ logo }}")).render({"logo": Picture(data, "seal")})
