"""The timeline picture: dated rows as bars over a calendar, a vector drawing that Word and LibreOffice show themselves.

Every row has a line of its own for its words, so none can overlap another, and the line is as high as they need.
Status is told by words and by outline, never by colour alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import escape

from briefgen.model import Row
from briefgen.render.word.engine.environment import clean_text
from briefgen.render.word.engine.picture import Picture
from briefgen.render.word.engine.richtext import FALLBACK, Drawing

MIN_ROWS, MAX_ROWS = 3, 12  # fewer need no picture; more would fill a page, and the table has them all
MIN_STARTS = 2  # different first days: bars that all begin on one say nothing that the table does not
MAX_HEIGHT = 85.0  # mm: a picture that leaves the page room for the table's beginning
EMU = 36_000  # per millimetre
WIDTH, LABELS, CHART = 166.0, 68.0, 74.0  # mm: the drawing, its column of words, where the calendar begins
CHART_WIDTH = WIDTH - CHART - 1.0
TOP, BOTTOM, PADDING = 6.0, 1.0, 2.2  # mm: tick labels above, air below, air in a row
TITLE_LINE, DATE_LINE, BAR = 3.8, 3.4, 3.2  # mm
TITLE_SIZE, DATE_SIZE, TICK_SIZE = 8.5, 7.5, 7.5  # points
INK, BLUE, MIDBLUE, GREY, RULE = "1B2733", "1F3F66", "4A76A8", "55606B", "D5DCE4"
MID = 0.3  # of white in a colour that stands for MIDBLUE

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Advance widths of Helvetica, and so of Arial and Liberation Sans, for U+0020 to U+007E, in thousandths of the size
# (Adobe Font Metrics, Core 14).
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
PAUSE = timedelta(days=21)  # without an event; what comes after it is another chapter
MONTH = 27  # days between the first and the last of the shortest one
_BOLD = 1.09  # Arial Bold over Arial, running English text
_SLACK = 0.95  # of a line's width is filled: another font with these metrics may kern otherwise
_MM_PER_POINT = 25.4 / 72
_DESCENT = 0.3  # of the size, from the foot of a line to the baseline

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in (
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("wp14", "microsoft.com/office/word/2010/wordprocessingDrawing"),  # known to Word, and not to those who read the fallback
        ("wpg", "microsoft.com/office/word/2010/wordprocessingGroup"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)


@dataclass(frozen=True, slots=True)
class _Lane:
    """One row of the picture: its words, its days, where it begins and how high it is, in mm."""

    row: Row
    title: tuple[str, ...]
    caption: tuple[str, ...]
    first: date
    last: date
    top: float
    height: float


def draw_timeline(rows: Sequence[Row], *, us: bool = False, colour: str | None = None, font: str | None = None) -> Drawing | None:
    """The picture of the first rows dated to days, at most MAX_ROWS and MAX_HEIGHT; None for fewer than MIN_ROWS, or of one beginning.

    ``colour`` (six hexadecimal digits) and ``font`` stand for those of the built-in templates.
    """
    lanes = _make_lanes(rows)
    if len(lanes) < MIN_ROWS or len({lane.first for lane in lanes}) < MIN_STARTS:
        return None
    scale = _Scale(min(lane.first for lane in lanes), max(lane.last for lane in lanes), us=us)
    height = lanes[-1].top + lanes[-1].height + BOTTOM
    shapes = [*_draw_calendar(scale, height)]
    for lane in lanes:
        shapes += _draw_lane(lane, scale)
    alternative = _describe(lanes)
    drawn = "".join(shape.xml.replace("\x00", str(900 + n)) for n, shape in enumerate(shapes))
    svg = _dress("".join(shape.svg for shape in shapes), colour, font)
    return Drawing(
        _wrap(_dress(drawn, colour, font), height, alternative), alternative,
        fallback=Picture(_wrap_svg(svg, height), alternative, width=WIDTH, height=height),
    )  # fmt: skip


def _dress(xml: str, colour: str | None, font: str | None) -> str:
    """The shapes in another accent colour and font; values are escaped, so what looks like an attribute here is one."""
    for old, new in ((BLUE, colour), (MIDBLUE, mix(colour, MID))) if colour else ():
        for before in ('val="', '="#'):  # in DrawingML, in SVG
            xml = xml.replace(f'{before}{old}"', f'{before}{new}"')
    if font:
        xml = xml.replace('="Arial"', f'="{escape(font)}"')
    return xml


def mix(colour: str, share: float) -> str:
    """``colour`` with ``share`` of white in it: ``mix("1F3F66", 0.5)`` is ``8F9FB2``."""
    return "".join(f"{round(int(colour[at : at + 2], 16) * (1 - share) + 255 * share):02X}" for at in (0, 2, 4))


def caption_timeline(rows: Sequence[Row]) -> str:
    """The line under the picture: how many rows it shows where not all, and what a dashed outline says."""
    dated = sum(1 for row in rows if (row.first or row.last) and not is_vague(row))
    vague, shown = sum(1 for row in rows if (row.first or row.last) and is_vague(row)), len(_make_lanes(rows))
    which = "Dated events" if shown == dated else f"The first {shown} of {dated} dated events"
    others = f" {vague} dated only to a month or longer stand{'s' if vague == 1 else ''} in the table alone." if vague else ""
    return f"{which}.{others} A dashed outline: tentative, postponed or cancelled, as the words beside it say."


def is_vague(row: Row) -> bool:
    """Whether a row's date names no day and covers a month or longer: "November 2025", "later in 2025"; its bar would stretch the axis."""
    if row.first is None or row.last is None or (row.last - row.first).days < MONTH:
        return False
    return not re.search(r"(?<!\w)\d{1,2}(?!\w)", row.when)


def _near_rows(rows: Sequence[Row]) -> list[tuple[Row, date, date]]:
    """The dated rows before the first long pause, so that one far event does not press all others together.

    Where fewer than MIN_ROWS stand before it, all are taken.
    """
    exact = [row for row in rows if not is_vague(row)]
    dated = [(row, first, max(first, last)) for row in exact if (first := row.first or row.last) and (last := row.last or row.first)]
    near: list[tuple[Row, date, date]] = []
    for row in dated:
        if len(near) >= MIN_ROWS and row[1] - max(last for _, _, last in near) > PAUSE:
            break
        near.append(row)
    return near


def _make_lanes(rows: Sequence[Row]) -> list[_Lane]:
    lanes: list[_Lane] = []
    top = TOP
    for row, first, last in _near_rows(rows):
        title = wrap_words(clean_text(row.title), LABELS, TITLE_SIZE, factor=_BOLD)
        caption = wrap_words(clean_text(_caption(row)), LABELS, DATE_SIZE)
        height = len(title) * TITLE_LINE + len(caption) * DATE_LINE + PADDING
        if len(lanes) == MAX_ROWS or (len(lanes) >= MIN_ROWS and top + height > MAX_HEIGHT):
            break
        lanes.append(_Lane(row, title, caption, first, max(first, last), top, height))
        top += height
    return lanes


def _caption(row: Row) -> str:
    """The date as shown, and what a bar alone would not tell."""
    notes: list[str] = [row.status] if row.status in ("tentative", "cancelled", "postponed") else []
    notes += ["date assumed"] if row.certainty == "assumed" else []
    return " · ".join([row.when, *notes])


def _describe(lanes: Sequence[_Lane]) -> str:
    """The alternative text: every row of the picture in words."""
    return "Timeline. " + "; ".join(f"{lane.row.when}: {lane.row.title} ({lane.row.status})" for lane in lanes) + "."


# --- words -----------------------------------------------------------------------------------------------


def text_width(text: str, size: float, *, factor: float = 1.0) -> float:
    """Millimetres that ``text`` takes in Arial at ``size`` points."""
    units = 0
    for character in text:
        if " " <= character <= "~":
            units += _WIDTHS[ord(character) - 32]
        elif unicodedata.east_asian_width(character) in "WF":
            units += 1000
        else:
            base = unicodedata.normalize("NFD", character)[0]
            units += _WIDTHS[ord(base) - 32] if " " <= base <= "~" else 600
    return units / 1000 * size * _MM_PER_POINT * factor


def wrap_words(text: str, width: float, size: float, *, factor: float = 1.0) -> tuple[str, ...]:
    """``text`` in lines that fit ``width`` mm; a word longer than a line is broken. No-break spaces hold."""
    limit = width * _SLACK
    lines: list[str] = []
    for word in text.replace("\n", " ").split(" "):
        joined = f"{lines[-1]} {word}" if lines and lines[-1] else word
        if lines and text_width(joined, size, factor=factor) <= limit:
            lines[-1] = joined
            continue
        while text_width(word, size, factor=factor) > limit and len(word) > 1:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or text_width(word[:n], size, factor=factor) <= limit)
            lines.append(word[:cut])
            word = word[cut:]  # noqa: PLW2901
        lines.append(word)
    return tuple(lines)


# --- the calendar ----------------------------------------------------------------------------------------


class _Scale:
    """Where a day stands, in mm from the left of the drawing, and which days carry a tick."""

    def __init__(self, first: date, last: date, *, us: bool) -> None:
        self.us = us
        self.first, self.days = first, (last - first).days + 1

    def at(self, day: date) -> float:
        """The left edge of ``day``."""
        return CHART + (day - self.first).days / self.days * CHART_WIDTH

    def ticks(self) -> list[tuple[date, str]]:
        """Days with their labels, as many as stand clear of one another, of the finest step that allows it."""
        for step in ("1d", "2d", "7d", "14d", "1m", "2m", "3m", "6m", "12m", "24m", "60m", "120m", "600m"):
            marks = [(day, self._label(day, step)) for day in self._steps(step)]
            edges = [(self.at(day), text_width(label, TICK_SIZE)) for day, label in marks]
            if all(left + width + 2.5 <= following for (left, width), (following, _) in pairwise(edges)):
                return [mark for mark, (left, width) in zip(marks, edges) if left + width + 1.0 <= WIDTH]
        return []

    def _steps(self, step: str) -> Iterator[date]:
        last = self.first + timedelta(days=self.days - 1)
        size = int(step[:-1])
        if step.endswith("d"):
            if self.days // size > 60:  # too fine by far
                size = max(size, self.days // 60)
            day = self.first
            while day <= last:
                yield day
                day += timedelta(days=size)
            return
        month = self.first.year * 12 + self.first.month - 1
        month += -month % size
        while month // 12 <= last.year:
            day = date(month // 12, month % 12 + 1, 1)
            if self.first <= day <= last:
                yield day
            month += size

    def _label(self, day: date, step: str) -> str:
        month = _MONTHS[day.month - 1]
        if step.endswith("d"):
            return f"{month} {day.day}" if self.us else f"{day.day} {month}"
        return f"{day.year}" if int(step[:-1]) >= 12 else f"{month} {day.year}"


def _draw_calendar(scale: _Scale, height: float) -> Iterator[_Shape]:
    """The rule under the tick labels, the labels and a faint line down from each."""
    yield _line(0, TOP - 0.8, WIDTH, 0, colour=BLUE, points=0.75)
    for day, label in scale.ticks():
        x = scale.at(day)
        yield _line(x, TOP - 0.8, 0, height - BOTTOM - TOP + 0.8)
        # inside the drawing: what reaches beyond it makes LibreOffice press the whole into its width
        yield _text(x, 0, min(24.0, WIDTH - x), DATE_LINE + 1, [(label, TICK_SIZE, GREY, False)])


def _draw_lane(lane: _Lane, scale: _Scale) -> Iterator[_Shape]:
    words = [(line, TITLE_SIZE, INK, True) for line in lane.title] + [(line, DATE_SIZE, GREY, False) for line in lane.caption]
    yield _text(0, lane.top + PADDING / 2, LABELS + 3, lane.height - PADDING / 2, words)
    left, right = scale.at(lane.first), scale.at(lane.last + timedelta(days=1))
    if right - left < BAR:  # a day in a long calendar: a dot around its middle, inside the drawing
        middle = min(max((left + right) / 2, CHART + BAR / 2), CHART + CHART_WIDTH - BAR / 2)
        left, right = middle - BAR / 2, middle + BAR / 2
    y = lane.top + (lane.height - BAR) / 2
    firm = lane.row.status in ("confirmed", "planned", "past")
    fill = (MIDBLUE if lane.row.status == "planned" else BLUE) if firm else "FFFFFF"
    yield _bar(left, y, right - left, fill, dash=not firm)
    yield _line(0, lane.top + lane.height, WIDTH, 0)


# --- shapes: DrawingML (EMU) for Word, SVG (mm) for programs that do not keep a group of shapes together ---


@dataclass(frozen=True, slots=True)
class _Shape:
    xml: str
    svg: str


def _shape(x: float, y: float, width: float, height: float, *, geometry: str, paint: str, text: str = "") -> str:
    box = f'<a:xfrm><a:off x="{_emu(x)}" y="{_emu(y)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'
    body = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
    return (
        '<wps:wsp><wps:cNvPr id="\x00" name="Timeline \x00"/><wps:cNvSpPr/>'  # numbered once all are drawn
        f'<wps:spPr>{box}<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{paint}</wps:spPr>{body}'
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t" anchorCtr="0">'
        "<a:noAutofit/></wps:bodyPr>"
        "</wps:wsp>"
    )


def _line(x: float, y: float, width: float, height: float, *, colour: str = RULE, points: float = 0.5) -> _Shape:
    ends = f'x1="{x:.2f}" y1="{y:.2f}" x2="{x + width:.2f}" y2="{y + height:.2f}"'
    svg = f'<line {ends} stroke="#{colour}" stroke-width="{points * _MM_PER_POINT:.3f}"/>'
    return _Shape(_shape(x, y, width, height, geometry="line", paint=_stroke(colour, points)), svg)


def _bar(x: float, y: float, width: float, fill: str, *, dash: bool) -> _Shape:
    paint = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' + _stroke(BLUE, 1.0, dash=dash)
    corner = BAR / 6 if width > BAR else BAR / 2  # a sixth, as Word rounds a rectangle unless told
    dashes = ' stroke-dasharray="1 0.6"' if dash else ""
    svg = (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{BAR}" rx="{corner:.2f}" fill="#{fill}" stroke="#{BLUE}" '
        f'stroke-width="{_MM_PER_POINT:.3f}"{dashes}/>'
    )
    return _Shape(_shape(x, y, width, BAR, geometry="roundRect" if width > BAR else "ellipse", paint=paint), svg)


def _stroke(colour: str, points: float, *, dash: bool = False) -> str:
    style = '<a:prstDash val="sysDash"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{style}</a:ln>'


def _text(x: float, y: float, width: float, height: float, lines: Sequence[tuple[str, float, str, bool]]) -> _Shape:
    """A box of lines (words, points, colour, bold), each a paragraph of exact height."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{_twips(TITLE_LINE if bold else DATE_LINE)}" w:lineRule="exact"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{"<w:b/>" if bold else ""}'
        f'<w:color w:val="{colour}"/><w:sz w:val="{round(points * 2)}"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
        for words, points, colour, bold in lines
    )
    xml = _shape(x, y, width, height, geometry="rect", paint="<a:noFill/><a:ln><a:noFill/></a:ln>", text=paragraphs)
    svg, baseline = [], y
    for words, points, colour, bold in lines:
        size = points * _MM_PER_POINT
        baseline += TITLE_LINE if bold else DATE_LINE
        weight = ' font-weight="bold"' if bold else ""
        at = f'x="{x:.2f}" y="{baseline - size * _DESCENT:.2f}" font-size="{size:.2f}"'
        svg.append(f'<text {at} font-family="Arial"{weight} fill="#{colour}">{escape(words)}</text>')
    return _Shape(xml, "".join(svg))


def _wrap_svg(shapes: str, height: float) -> bytes:
    size = f'width="{WIDTH}mm" height="{height:.2f}mm" viewBox="0 0 {WIDTH} {height:.2f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shapes}</svg>'.encode("utf-8", "replace")


def _wrap(shapes: str, height: float, alternative: str) -> str:
    """The group as one picture in the line of text."""
    size = f'cx="{_emu(WIDTH)}" cy="{_emu(height)}"'
    group = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
    return (
        f'<mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg wp14"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="1" name="Timeline" descr="{escape(clean_text(alternative).replace(chr(10), " "))}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f"<wpg:grpSpPr>{group}</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"{FALLBACK}</mc:AlternateContent>"
    )


def _emu(millimetres: float) -> int:
    return round(millimetres * EMU)


def _twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)
