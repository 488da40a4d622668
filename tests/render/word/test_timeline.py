"""The timeline picture."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from lxml import etree

from briefgen.model import Row, Status
from briefgen.render.word.context.timeline import (
    EMU,
    LABELS,
    MAX_ROWS,
    WIDTH,
    caption_timeline,
    draw_timeline,
    is_vague,
    text_width,
    wrap_words,
)
from briefgen.render.word.engine.richtext import Drawing
from tests.render.sample import rich_brief

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
BASE = rich_brief().itinerary[0]


def tree(drawing: Drawing | None) -> etree._Element:
    assert drawing is not None
    return etree.fromstring(f'<w:r xmlns:w="{NAMESPACES["w"]}">{drawing.xml}</w:r>')


def words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def rows(*gaps: int) -> list[Row]:
    """Rows of a day each, ``gaps`` days apart."""
    day, made = date(2031, 1, 1), []
    for gap in gaps:
        day += timedelta(days=gap)
        made.append(replace(BASE, first=day, last=day, when=str(day)))
    return made


def test_fewer_than_three_dated_rows_need_no_picture():
    assert draw_timeline([*rows(1, 1), replace(BASE, first=None, last=None)]) is None
    assert draw_timeline(rows(1, 1, 1)) is not None


def test_the_alternative_text_tells_every_row():
    descr = tree(draw_timeline(rich_brief().itinerary)).xpath("string(//wp:docPr/@descr)", namespaces=NAMESPACES)
    assert isinstance(descr, str)
    for row in rich_brief().itinerary[:4]:
        assert f"{row.when}: {row.title} ({row.status})" in descr


def test_an_event_after_a_long_pause_is_left_to_the_table():
    itinerary = rich_brief().itinerary
    descr = tree(draw_timeline(itinerary)).xpath("string(//wp:docPr/@descr)", namespaces=NAMESPACES)
    assert itinerary[4].title not in str(descr)
    assert caption_timeline(itinerary).startswith("The first 4 of 5 dated events")


@pytest.mark.parametrize("gaps", [(0, 0, 1), (1, 1, 1), (1, 30, 300), (1, 3000, 30000), (5,) * 30])
def test_nothing_leaves_the_picture_and_no_two_labels_touch(gaps: tuple[int, ...]):
    long = "word " * 30 + "Unbroken" * 20
    root = tree(draw_timeline([replace(row, title=long if n % 2 else row.title) for n, row in enumerate(rows(*gaps))]))
    height = int(root.xpath("//wp:extent/@cy", namespaces=NAMESPACES)[0])  # type: ignore[index, arg-type]
    boxes = []
    for shape in root.iterfind(".//wps:wsp", NAMESPACES):
        x, y = (int(shape.find(".//a:off", NAMESPACES).get(k)) for k in "xy")  # type: ignore[union-attr, arg-type]
        w, h = (int(shape.find(".//a:ext", NAMESPACES).get(k)) for k in ("cx", "cy"))  # type: ignore[union-attr, arg-type]
        assert x >= 0
        assert y >= 0
        assert y + h <= height
        text = words(shape)
        if text and x == 0:
            boxes.append((y, y + h))
        elif not text:
            assert x + w <= (WIDTH + 0.1) * EMU
    assert all(end <= start for (_, end), (start, _) in pairwise(sorted(boxes)))
    assert len(boxes) >= 3


def test_every_word_of_a_title_is_in_the_picture():
    title = "A " + "long " * 40 + "Donaudampfschifffahrtsgesellschaft" * 3
    drawn = words(tree(draw_timeline([replace(row, title=title) for row in rows(1, 1, 1)])))
    assert title.replace(" ", "") in drawn.replace(" ", "")


@pytest.mark.parametrize("text", ["", "a", "a b c " * 20, "x" * 200, "日本" * 40, "É" * 90])
def test_wrapped_lines_fit_and_lose_nothing(text: str):
    lines = wrap_words(text, LABELS, 8.5)
    assert all(text_width(line, 8.5) <= LABELS for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_braced_title_stays_a_title():
    drawn = words(tree(draw_timeline([replace(row, title="{id} <b> & \x00") for row in rows(1, 1, 1)])))
    assert "{id} <b> & \ufffd" in drawn


def test_status_is_told_by_outline_and_word_not_by_colour_alone():
    statuses: tuple[Status, ...] = ("confirmed", "tentative", "cancelled")
    drawing = draw_timeline([replace(row, status=status) for row, status in zip(rows(1, 1, 1), statuses)])
    assert drawing is not None
    assert drawing.xml.count("sysDash") == 2
    assert "· tentative" in drawing.xml
    assert "· cancelled" in drawing.xml


def test_the_caption_says_when_rows_are_not_shown():
    assert caption_timeline(rows(1, 1, 1)).startswith("Dated events.")
    many = caption_timeline(rows(*[1] * 40))
    shown = re.match(r"The first (\d+) of 40 dated events\.", many)
    assert shown
    assert 3 <= int(shown[1]) <= MAX_ROWS


def test_bars_of_one_beginning_make_no_picture():
    assert draw_timeline(rows(0, 0, 0)) is None
    assert draw_timeline(rows(0, 0, 1)) is not None


@pytest.mark.parametrize(
    ("when", "days", "vague"),
    [
        ("September 2031", 29, True),
        ("later in 2031", 200, True),
        ("Q3 2031", 91, True),
        ("2031", 364, True),
        ("1 September – 31 October 2031", 60, False),
        ("September 1 – October 31, 2031", 60, False),
        ("week of 1 September 2031", 6, False),
        ("early September 2031", 9, False),
    ],
)
def test_a_date_without_a_day_stretches_no_axis(when: str, days: int, vague: bool):
    first = date(2031, 9, 1)
    assert is_vague(replace(BASE, when=when, first=first, last=first + timedelta(days=days))) is vague


def test_a_vague_row_stands_in_the_table_alone_and_the_caption_says_so():
    vague = replace(BASE, when="2031", first=date(2031, 1, 1), last=date(2031, 12, 31), title="A long wait")
    drawn = [*rows(1, 1, 1), vague]
    assert "A long wait" not in words(tree(draw_timeline(drawn)))
    assert caption_timeline(drawn).startswith("Dated events. 1 dated only to a month or longer stands in the table alone.")
