"""The brief as a table, as Markdown and as a calendar: what is shown, and that hostile text stays text."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

import docx
import pytest
from icalendar import Calendar
from lxml import html as lxml_html

from briefgen.model import Brief, Look, Row
from briefgen.render import RENDERERS
from briefgen.render.calendar import render_ics
from briefgen.render.markdown import render_markdown
from briefgen.render.table import COLUMNS, render_csv
from briefgen.render.word.library import load_template
from tests.render.sample import ARTICLES, rich_brief, tiny_brief

LOOK = Look()
HOSTILE = [
    "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\ufeff=1", "|calc", "<script>alert(1)</script>",
    "[a](javascript:alert(1))", "![x](http://x/y.png)", "a | b", "# head", "line\nbreak", "\u2028x", "\x00\x1b[2J", "\ud800", "`code`",
    "@everyone https://evil.example", "1. one", "- list", "END:VEVENT\r\nBEGIN:VALARM", "&lt;b&gt;",
]  # fmt: skip


def rows_of(brief: Brief) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(brief, ARTICLES, LOOK).decode("utf-8-sig"), newline="")))


def with_row(**more: object) -> Brief:
    row = replace(rich_brief().itinerary[0], part_of=None, after=None, **more)  # type: ignore[arg-type]
    return replace(rich_brief(), itinerary=(row,), chronology=())


def events_of(brief: Brief) -> list[Any]:
    return list(Calendar.from_ical(render_ics(brief, ARTICLES, LOOK)).walk("VEVENT"))


# --- table ---------------------------------------------------------------------------------------------------


def test_the_table_has_a_line_for_every_row_with_its_proof():
    brief = rich_brief()
    found = rows_of(brief)
    assert list(found[0]) == list(COLUMNS)
    assert [r["title"] for r in found] == [r.title for r in (*brief.itinerary, *brief.chronology)]
    assert {r["section"] for r in found} == {"itinerary", "background"}
    assert all(r["sources"].startswith("[") and r["evidence"] for r in found)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_a_formula_or_breaks_a_line(text):
    (row,) = rows_of(with_row(title=text, place=text, people=(text,)))
    for cell in (row["title"], row["place"], row["people"]):
        assert cell.lstrip("\ufeff\u200b \t")[:1] not in tuple("=+-@|%＝")
        assert "\n" not in cell
        assert "\x1b" not in cell


def test_an_empty_brief_is_a_header():
    brief = replace(tiny_brief(), itinerary=(), chronology=())
    assert render_csv(brief, ARTICLES, LOOK).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"


# --- Markdown ------------------------------------------------------------------------------------------------


def test_markdown_has_the_sections_in_the_briefs_order():
    text = render_markdown(rich_brief(), ARTICLES, LOOK).decode()
    heads = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    order = [
        "Bottom line",
        "What changed",
        "Itinerary",
        "Key issues",
        "Quotes",
        "Background",
        "Who’s who",
        "Gaps and disagreements",
        "Sources",
    ]
    assert heads == [h for h in order if h in heads]
    assert {"Itinerary", "Quotes", "Sources"} <= set(heads)
    assert "(reported speech)" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_of_an_article_has_no_effect(text):
    lines = render_markdown(with_row(title=text), ARTICLES, LOOK).decode().splitlines()
    at = lines.index("## Itinerary")
    assert lines[at + 5] == ""  # heading, blank, head, rule, one row
    row = lines[at + 4]
    assert row.count(" | ") == 5
    assert not re.search(r"(?<!\\)(?:\](?=\()|!\[)", row)
    for sign in ("<", "https://", "@everyone", "&lt;b&gt;"):
        assert sign not in row


def test_only_addresses_of_the_web_are_links():
    brief = rich_brief()
    sources = tuple(
        replace(s, url=url) for s, url in zip(brief.sources, ("https://a.example/x(1)?q=<b>", "javascript:alert(1)"), strict=False)
    )
    text = render_markdown(replace(brief, sources=sources), ARTICLES, LOOK).decode()
    assert "](https://a.example/x%281%29?q=%3Cb%3E)" in text
    assert "javascript" not in text


# --- calendar ------------------------------------------------------------------------------------------------


def dated(row: Row, **more: object) -> Brief:
    return replace(rich_brief(), itinerary=(replace(row, part_of=None, after=None, **more),), chronology=())  # type: ignore[arg-type]


def test_an_event_of_days_ends_on_the_day_after():
    row = rich_brief().itinerary[0]
    brief = dated(
        row, first=date(2031, 5, 20), last=date(2031, 5, 22), when="20–22\u00a0May 2031", time=None, zone=None, status="confirmed"
    )
    (event,) = events_of(brief)
    assert event["dtstart"].dt == date(2031, 5, 20)
    assert event["dtend"].dt == date(2031, 5, 23)
    assert event["status"] == "CONFIRMED"
    assert event["uid"] == f"{row.id}@briefgen.invalid"


@pytest.mark.parametrize(
    ("zone", "start"),
    [("GMT", datetime(2031, 5, 20, 14, 30, tzinfo=UTC)), ("JST", datetime(2031, 5, 20, 5, 30, tzinfo=UTC)), ("IST", date(2031, 5, 20))],
)
def test_a_time_in_a_known_zone_is_told_in_utc_and_no_other_is_guessed(zone, start):
    brief = dated(
        rich_brief().itinerary[0], first=date(2031, 5, 20), last=date(2031, 5, 20), when="20\u00a0May 2031", time="14:30", zone=zone
    )
    (event,) = events_of(brief)
    assert event["dtstart"].dt == start
    assert f"14:30 {zone}" in event["description"]


@pytest.mark.parametrize(
    ("status", "said"), [("cancelled", "CANCELLED"), ("tentative", "TENTATIVE"), ("postponed", "TENTATIVE"), ("planned", None)]
)
def test_the_status_is_the_calendars(status, said):
    (event,) = events_of(dated(rich_brief().itinerary[0], first=date(2031, 5, 20), last=date(2031, 5, 20), status=status))
    assert event.get("status") == said


def test_a_mere_period_or_an_undated_event_stands_in_no_calendar():
    row = rich_brief().itinerary[0]
    assert events_of(dated(row, first=None, last=None, when="after the visit")) == []
    assert events_of(dated(row, first=date(2031, 5, 1), last=date(2031, 12, 31), when="later in 2031")) == []
    assert events_of(dated(row, first=date(2031, 5, 1), last=date(2031, 5, 31), when="May 2031")) == []


def test_a_later_brief_moves_the_event_of_an_earlier_one():
    row = rich_brief().itinerary[0]
    one = dated(row, first=date(2031, 5, 20), last=date(2031, 5, 20))
    two = replace(dated(row, first=date(2031, 5, 27), last=date(2031, 5, 27)), as_of=one.as_of + timedelta(days=7))
    (before,), (after,) = events_of(one), events_of(two)
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_second_component(text):
    brief = dated(rich_brief().itinerary[0], first=date(2031, 5, 20), last=date(2031, 5, 20), title=text, place=text, people=(text,))
    data = render_ics(brief, ARTICLES, LOOK)
    assert data.count(b"BEGIN:VEVENT") == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    components = [c.name for c in Calendar.from_ical(data).walk()]
    assert components == ["VCALENDAR", "VEVENT"]


@pytest.mark.parametrize("render", [render_csv, render_markdown, render_ics])
def test_the_same_brief_gives_the_same_bytes(render):
    assert render(rich_brief(), ARTICLES, LOOK) == render(rich_brief(), ARTICLES, LOOK)


@pytest.mark.parametrize("url", ["https://[broken", "http://a.example/\ud800", "https://a.example/x\r\ny", "http://[::1", "", "//x"])
@pytest.mark.parametrize("form", ["docx", "html", "md", "eml", "ics", "csv", "json"])
def test_a_broken_address_stops_no_format(url: str, form: str):
    brief = replace(rich_brief(), sources=tuple(replace(s, url=url) for s in rich_brief().sources))
    assert RENDERERS[form](brief, ARTICLES, Look(template=load_template("weekly")))


# --- the analyst's edits -----------------------------------------------------------------------------------------


EDIT = "the embassy | <b>=1"


def edited_brief() -> Brief:
    """A row, a quote and a person, each corrected for the same reason."""
    brief = rich_brief()
    row, quote, figure = brief.itinerary[0], brief.quotes[0], brief.people[0]
    return replace(
        brief, itinerary=(replace(row, edited=EDIT), *brief.itinerary[1:]), quotes=(replace(quote, edited=EDIT), *brief.quotes[1:]),
        people=(replace(figure, edited=EDIT), *brief.people[1:]),
    )  # fmt: skip


@pytest.mark.parametrize(("form", "times"), [("json", 3), ("md", 3), ("csv", 1), ("ics", 1), ("docx", 3), ("html", 3), ("eml", 2)])
def test_every_format_shows_what_was_edited_and_why(form: str, times: int):
    def said(brief: Brief) -> int:
        data = RENDERERS[form](brief, ARTICLES, Look(template=load_template("weekly")))
        return words_of(form, data).count("the embassy")

    assert (said(rich_brief()), said(edited_brief())) == (0, times)


def words_of(form: str, data: bytes) -> str:
    """The text that a reader of a format sees."""
    if form == "docx":
        document = docx.Document(io.BytesIO(data))
        cells = [p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
        return "\n".join([p.text for p in document.paragraphs] + cells)
    if form == "eml":
        message = BytesParser(policy=policy.default).parsebytes(data)
        return "\n".join(str(part.get_content()) for kind in ("plain", "html") if (part := message.get_body((kind,))))
    text = data.decode()
    if form == "html":
        return "".join(str(part) for part in lxml_html.fromstring(data).itertext())
    return text.replace("\r\n ", "").replace("\u200b", "")


def test_hostile_words_of_an_edit_stay_text_too():
    assert rows_of(edited_brief())[0]["edited"] == EDIT
    (row,) = rows_of(with_row(edited="=1+1"))
    assert row["edited"] == "'=1+1"
    assert "<b>" not in render_markdown(edited_brief(), ARTICLES, LOOK).decode()
