"""Paper, colour, font and logo."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from briefgen.config.build import contrast_on_white
from briefgen.errors import ConfigError
from briefgen.model import Look
from briefgen.render.word import render_docx
from briefgen.render.word.context.timeline import BLUE, MIDBLUE, draw_timeline, mix
from briefgen.render.word.dress import PAPERS, SHADES, dress, load_logo
from briefgen.render.word.engine.package import Package
from docs.templates import look as sheet
from tests.render.sample import ARTICLES, TEMPLATE, rich_brief
from tests.render.word.build import W, part, parts

PICTURE = Path(__file__).parents[3] / "docs" / "brief-page-1.png"
BUILT_IN = sorted(TEMPLATE.parent.glob("[a-z]*.docx"))


def dressed(data: bytes, **more: Any) -> bytes:
    package = Package.open(data)
    dress(package, Look(**more))
    return package.save()


def sections(data: bytes) -> list[tuple[int, int, int]]:
    """Width, height and width of the text of each section, in twips."""
    found = []
    for section in part(data).iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        width, height = int(size.get(f"{W}w", "")), int(size.get(f"{W}h", ""))
        found.append((width, height, width - int(margins.get(f"{W}left", "")) - int(margins.get(f"{W}right", ""))))
    return found


def own_template(*sizes: tuple[float, float]) -> bytes:
    """A template of Word's own making, a section for each of ``sizes`` in mm."""
    document = docx.Document()
    document.add_heading("Heading", 1)
    for number, (width, height) in enumerate(sizes):
        section = document.sections[0] if not number else document.add_section()
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Mm(30), Mm(20)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(before: bytes, after: bytes) -> set[str]:
    return {name for name, content in parts(before).items() if parts(after)[name] != content}


# --- nothing where nothing is set -------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [*(path.read_bytes() for path in BUILT_IN), own_template((210, 297))])
def test_nothing_set_changes_nothing(data: bytes):
    assert changed(Package.open(data).save(), dressed(data)) == set()


def test_a_brief_is_dressed_as_its_look_says():
    look = Look(template=TEMPLATE.read_bytes(), paper="letter", colour="7A1F3D", font="Georgia", logo=PICTURE.read_bytes())
    data = render_docx(rich_brief(), ARTICLES, look)
    assert sections(data)[0][:2] == PAPERS["letter"]
    assert "7A1F3D" in colours(data)
    assert not colours(data, "word/document.xml") & {BLUE, MIDBLUE}
    assert {f.get(f"{W}ascii") for f in part(data, "word/styles.xml").iter(f"{W}rFonts")} == {"Georgia"}
    assert PICTURE.read_bytes() in parts(data).values()


# --- paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_the_text_of_a_built_in_template_is_as_wide_on_letter(path: Path):
    data = path.read_bytes()
    (_, _, wide), (width, height, text) = *sections(data), *sections(dressed(data, paper="letter"))
    assert (width, height, text) == (*PAPERS["letter"], wide)
    assert changed(Package.open(data).save(), dressed(data, paper="letter")) == {"word/document.xml"}
    assert changed(Package.open(data).save(), dressed(data, paper="a4")) == set()


def test_every_section_changes_its_paper_landscape_stays_landscape_and_a_map_its_size():
    data = own_template((210, 297), (297, 210), (420, 297))
    before, after = sections(data), sections(dressed(data, paper="letter"))
    assert [(width, height) for width, height, _ in after] == [PAPERS["letter"], PAPERS["letter"][::-1], before[2][:2]]
    assert [text for _, _, text in after] == [text for _, _, text in before]


def test_there_and_back_is_the_same():
    data = own_template((210, 297), (297, 210))
    there = dressed(data, paper="letter")
    assert [s[2] for s in sections(dressed(there, paper="a4"))] == [s[2] for s in sections(data)]
    assert [s[:2] for s in sections(dressed(there, paper="a4"))] == [PAPERS["a4"], PAPERS["a4"][::-1]]


# --- colour -------------------------------------------------------------------------------------------------------


def colours(data: bytes, name: str = "word/styles.xml") -> set[str]:
    return {
        value for element in part(data, name).iter() for key in ("color", "fill", "val")
        if (value := element.get(f"{W}{key}", "")) and len(value) == 6 and not set(value) - set("0123456789ABCDEF")
    }  # fmt: skip


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_no_blue_of_the_accent_is_left_in_a_built_in_template(path: Path):
    data = dressed(path.read_bytes(), colour="7a1f3d")
    blues = {BLUE, *SHADES}
    assert "7A1F3D" in colours(data)
    for name in ("word/styles.xml", "word/numbering.xml"):
        assert not colours(data, name) & blues
    assert sheet.INK in colours(data), "the text keeps its own"


def test_the_shades_of_the_accent_are_those_that_the_templates_use():
    assert set(SHADES) == {MIDBLUE, sheet.PALE, sheet.RULE, sheet.TINT}
    assert sheet.BLUE == BLUE


def test_text_on_the_palest_ground_keeps_its_contrast_in_any_colour_allowed():
    for colour in ("1F3F66", "7A1F3D", "000000", "767676", "0B6E4F"):
        ground = contrast_on_white(mix(colour, SHADES[sheet.TINT]))
        assert contrast_on_white(sheet.GREY) / ground >= 4.5


def test_headings_of_a_template_of_ones_own_take_the_colour_in_styles_and_theme():
    data = dressed(own_template((210, 297)), colour="7A1F3D")
    document = docx.Document(io.BytesIO(data))
    for name in ("Heading 1", "Title"):
        assert str(document.styles[name].font.color.rgb) == "7A1F3D"
    assert re.search(rb'<a:accent1>\s*<a:srgbClr val="7A1F3D"/>\s*</a:accent1>', parts(data)["word/theme/theme1.xml"])


def test_the_picture_of_the_timeline_takes_colour_and_font():
    drawing = draw_timeline(rich_brief().itinerary, colour="7A1F3D", font="Georgia & Sons")
    assert drawing is not None
    assert "7A1F3D" in drawing.xml
    assert BLUE not in drawing.xml
    assert MIDBLUE not in drawing.xml
    assert "Arial" not in drawing.xml
    assert 'w:ascii="Georgia &amp; Sons"' in drawing.xml


@pytest.mark.parametrize(("share", "expected"), [(0, "1F3F66"), (0.5, "8F9FB2"), (1, "FFFFFF")])
def test_white_is_mixed_in_by_its_share(share: float, expected: str):
    assert mix("1F3F66", share) == expected


# --- font ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [*(path.read_bytes() for path in BUILT_IN), own_template((210, 297))])
def test_the_whole_text_takes_the_font_and_signs_keep_theirs(data: bytes):
    after = dressed(data, font="Georgia")
    fonts = list(part(after, "word/styles.xml").iter(f"{W}rFonts"))
    assert fonts
    for element in fonts:
        assert (element.get(f"{W}ascii"), element.get(f"{W}hAnsi")) == ("Georgia", "Georgia")
        assert element.get(f"{W}asciiTheme") is None
    before = [f.get(f"{W}ascii") for f in part(data, "word/numbering.xml").iter(f"{W}rFonts")]
    signs = [f.get(f"{W}ascii") for f in part(after, "word/numbering.xml").iter(f"{W}rFonts")]
    assert signs == [font if font == "Symbol" else "Georgia" for font in before]


# --- logo ---------------------------------------------------------------------------------------------------------


def test_a_logo_is_read_from_the_folder_of_the_configuration():
    assert load_logo(PICTURE.name, folder=PICTURE.parent) == PICTURE.read_bytes()


@pytest.mark.parametrize(
    ("content", "message"), [(None, "cannot be read"), (b"GIF89a", "neither PNG nor JPEG"), (b"\x89PNG\r\n\x1a\n", "damaged")]
)
def test_a_logo_that_cannot_be_shown_is_refused_with_its_path(tmp_path: Path, content: bytes | None, message: str):
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(ConfigError, match=message) as caught:
        load_logo("logo.png", folder=tmp_path)
    assert "logo.png" in str(caught.value)
