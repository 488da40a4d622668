"""The two bodies of a message: bottom line, what changed, itinerary and the sources cited there, as plain text and as HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.clocks import format_clock
from briefgen.dates import format_day
from briefgen.model import Brief, Evidence, Look, Reference, Row
from briefgen.render.wording import CHANGES, show_change, show_former, web_url

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH = 78  # characters of a line (RFC 5322, 2.1.1)
MAX_DATES = 26  # characters of the column of dates; a longer date stands on a line of its own
# what may stand in an article and not in a message; no-break spaces stay
UNSAFE = re.compile(r"[ \t-\r\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def make_bodies(brief: Brief, look: Look, attached: Sequence[str]) -> tuple[str, str]:
    """Text and HTML of the message. ``attached`` are the suffixes of what goes with it, which its last line names."""
    content = _content(brief, look, attached)
    return "\n".join(_text(content)) + "\n", _template().render(content)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(Path(__file__).with_name("message.html").read_text(encoding="utf-8"))


# --- what both bodies say ----------------------------------------------------------------------------------------


def _content(brief: Brief, look: Look, attached: Sequence[str]) -> dict[str, Any]:
    urls = {source.number: web_url(source.url) for source in brief.sources}
    titles = {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}
    shown = [line.evidence for line in brief.bottom_line] + [change.evidence for change in brief.changes]
    shown += [row.evidence for row in brief.itinerary] + [former.evidence for row in brief.itinerary for former in row.was]
    cited = {e.source for evidence in shown for e in evidence if not e.previous}
    said = f"The articles hold nothing on “{clean(brief.topic)}”." if brief.is_empty else ""
    return {
        "language": "en-US" if look.locale == "en-US" else "en-GB",
        "marking": clean(look.marking.upper()) if look.marking else "",
        "organisation": clean(look.organisation or ""),
        "title": clean(brief.title),
        "as_of": format_day(brief.as_of, look.locale),
        "nothing": said,
        "bottom_line": [{"text": clean(line.text), "sources": _numbers(line.evidence, urls)} for line in brief.bottom_line],
        "changes": [
            {"label": CHANGES[c.kind], "text": clean(show_change(c)), "sources": _numbers(c.evidence, urls)} for c in brief.changes
        ],
        "itinerary": [_row(row, titles, urls, look) for row in brief.itinerary],
        "sources": [_source(source, look.locale) for source in brief.sources if source.number in cited],
        "closing": _closing(attached, has_more=bool(brief.issues or brief.quotes or brief.chronology)),
    }  # fmt: skip


def _row(row: Row, titles: dict[str, str], urls: dict[int, str | None], look: Look) -> dict[str, Any]:
    when = clean(row.when)
    return {
        "when": when[:1].upper() + when[1:],
        "clock": clean(format_clock(row.first, row.time, row.zone, reader=look.zone, locale=look.locale)),
        "certainty": f"date {row.certainty}" if row.first and row.certainty != "stated" else "",
        "title": clean(row.title),
        "place": clean(row.place or ""),
        "people": ", ".join(clean(name) for name in row.people),
        "part_of": clean(titles.get(row.part_of or "", "")),
        "status": row.status,
        "is_off": row.status in ("cancelled", "postponed"),
        "edited": clean(row.edited or ""),
        "was": [clean(show_former(former, row, look.locale)) for former in row.was],
        "sources": _numbers((*row.evidence, *(e for former in row.was for e in former.evidence)), urls),
    }


def _source(source: Reference, locale: str) -> dict[str, Any]:
    return {
        "number": source.number,
        "publisher": clean(source.publisher or ""),
        "title": clean(source.title or source.id),
        "date": format_day(source.published.day, locale) if source.published else "no date",
        "url": web_url(source.url),
    }


def _numbers(evidence: Iterable[Evidence], urls: dict[int, str | None]) -> list[dict[str, Any]]:
    found = list(evidence)
    numbers = sorted({e.source for e in found if e.source > 0 and not e.previous})
    listed: list[dict[str, Any]] = [{"text": f"[{number}]", "url": urls.get(number)} for number in numbers]
    return listed + ([{"text": "(previous brief)", "url": None}] if any(e.previous for e in found) else [])


def _closing(attached: Sequence[str], *, has_more: bool) -> str:
    if "docx" not in attached:
        return "The dated events are attached as a calendar file." if "ics" in attached else "Every line is the articles’ own words."
    more = " (key issues, quotes, background, the evidence for every line)" if has_more else ""
    return f"The brief is attached as a Word document{more}{', its dated events as a calendar file' if 'ics' in attached else ''}."


def clean(text: str) -> str:
    """Text of an article on one line, without what could end a line, hide in a message or break its encoding."""
    return UNSAFE.sub(" ", text).strip()


# --- plain text --------------------------------------------------------------------------------------------------


def _text(content: dict[str, Any]) -> Iterator[str]:
    for line in (content["marking"], content["organisation"]):
        if line:
            yield from (*_wrap(line), "")
    yield from _wrap(content["title"])
    yield from (f"Information as of {content['as_of']}", "")
    if content["nothing"]:
        yield from (*_wrap(content["nothing"]), "")
    if content["bottom_line"]:
        yield from _heading("Bottom line")
        for line in content["bottom_line"]:
            yield from (*_wrap(f"{line['text']}{_listed(line)}", "- ", "  "), "")
    if content["changes"]:
        yield from _heading("What changed")
        for change in content["changes"]:
            yield from _wrap(f"{change['label']}: {change['text']}{_listed(change)}", "- ", "  ")
        yield ""
    if content["itinerary"]:
        yield from _heading("Itinerary")
        yield from _text_rows(content["itinerary"])
    if content["sources"]:
        yield from _heading("Sources cited above")
        for source in content["sources"]:
            named = ": ".join(part for part in (source["publisher"], source["title"]) if part)
            yield from _wrap(f"{named}, {source['date']}", f"[{source['number']}]".ljust(5), " " * 5)
            if source["url"]:
                yield f"{' ' * 5}{source['url']}"
        yield ""
    yield from _wrap(content["closing"])
    if content["marking"]:
        yield from ("", *_wrap(content["marking"]))


def _text_rows(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The rows with their dates in one column; a date too long for it stands above its row."""
    width = max((len(row["when"]) for row in rows if len(row["when"]) <= MAX_DATES), default=0) + 2
    for row in rows:
        margin = " " * width
        where = f", {row['place']}" if row["place"] and row["place"] not in row["title"] else ""
        first = row["when"].ljust(width) if len(row["when"]) + 2 <= width else margin
        if first == margin and row["when"]:
            yield from _wrap(row["when"])
        yield from _wrap(f"{row['title']}{where}", first, margin)
        if row["people"]:
            yield from _wrap(row["people"], margin, margin)
        notes = [row["clock"], row["status"].upper() if row["is_off"] else row["status"], row["certainty"]]
        notes += [f"was {former}" for former in row["was"]] + ([f"part of: {row['part_of']}"] if row["part_of"] else [])
        notes += [f"edited: {row['edited']}"] if row["edited"] else []
        yield from _wrap("; ".join(note for note in notes if note) + _listed(row), margin, margin)
        yield ""


def _heading(text: str) -> tuple[str, str, str]:
    return text.upper(), "-" * len(text), ""


def _listed(line: dict[str, Any]) -> str:
    return "".join(f" {source['text']}" for source in line["sources"])


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
