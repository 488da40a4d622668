"""The itinerary as a calendar (iCalendar, RFC 5545): what has a day, with its status, under ids that stay when an event moves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from briefgen.clocks import format_clock, moment_of
from briefgen.dates import format_interval
from briefgen.model import Article, Brief, Look, Row

if TYPE_CHECKING:
    from icalendar import Event

DOMAIN = "briefgen.invalid"  # RFC 2606: an id that nobody else makes and that leads nowhere
STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}  # "planned" is none
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ud800-\udfff]")
DAY = re.compile(r"\b\d{1,2}\b")  # "29–30 August 2025", not "November 2025"
EPOCH = date(2000, 1, 1)


def render_ics(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:  # noqa: ARG001  # the signature of all renderers
    """UTF-8 with CRLF line ends. Rows without a day, and mere periods ("later in 2025"), stand in no calendar.

    All-day events end on the day after (exclusive, as the standard has it); an event whose time has a known zone is timed, in UTC.
    SEQUENCE grows with the day of the brief, so that a later brief moves what an earlier one put in.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//briefgen//{brief.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _clean(brief.title))
    titles = {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}
    for row in brief.itinerary:
        if row.first is not None and row.last is not None and _is_exact(row, look.locale):
            calendar.add_component(_event(row, brief, titles))
    return bytes(calendar.to_ical())


def _event(row: Row, brief: Brief, titles: Mapping[str, str]) -> Event:
    from icalendar import Event

    assert row.first is not None
    assert row.last is not None
    event = Event()
    event.add("uid", f"{row.id}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(brief.as_of, time(), UTC))
    event.add("sequence", _sequence(brief))
    start = moment_of(row.first, row.time, row.zone)
    event.add("dtstart", start or row.first)
    if start is None:
        event.add("dtend", row.last + timedelta(days=1))
    elif row.last > row.first:
        event.add("dtend", datetime.combine(row.last, start.timetz()))
    event.add("summary", _clean(row.title))
    if row.status in STATUS:
        event.add("status", STATUS[row.status])
    event.add("transp", "TRANSPARENT" if row.status in ("cancelled", "tentative") else "OPAQUE")
    if row.place:
        event.add("location", _clean(row.place))
    event.add("description", _clean(_description(row, brief, titles)))
    return event


def _sequence(brief: Brief) -> int:
    """A number that grows with the brief: minutes from EPOCH to its day, and the minute of the newest report of that day.

    Two briefs of one day thus differ where a report came in between; the day alone would keep the older event.
    """
    newest = 0
    for source in brief.sources:
        if source.published and source.published.day == brief.as_of and len(source.published.value) > 10:
            at = datetime.fromisoformat(source.published.value)
            newest = max(newest, at.hour * 60 + at.minute)
    return max(0, (brief.as_of - EPOCH).days) * 1440 + newest


def _is_exact(row: Row, locale: str) -> bool:
    """Whether the row's days are those on which it happens, not a period in which it may."""
    assert row.first is not None
    assert row.last is not None
    return row.first == row.last or (row.when == format_interval(row.first, row.last, locale) and bool(DAY.search(row.when)))


def _description(row: Row, brief: Brief, titles: Mapping[str, str]) -> str:
    clock = format_clock(row.first, row.time, row.zone)
    said = [f"{row.when}{f' {clock}' if clock else ''} ({row.status}, date {row.certainty})"]
    if row.people:
        said.append(f"Who: {', '.join(row.people)}")
    if whole := titles.get(row.part_of or ""):
        said.append(f"Part of: {whole}")
    if row.edited:
        said.append(f"Edited: {row.edited}")
    sources = {source.number: source for source in brief.sources}
    for evidence in row.evidence:
        source = sources.get(evidence.source)
        name = ", ".join(part for part in ((source.publisher, source.title or source.id) if source else ()) if part)
        said.append(f"“{evidence.text}” ({name})" if name else f"“{evidence.text}”")
    return "\n".join(said)


def _clean(text: str) -> str:
    return CONTROL.sub("\ufffd", text)
