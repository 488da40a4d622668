"""A brief as the fields of a Word template: everything ready to be shown, in the reader's conventions.

The fields are described in ``fields.py``, which ``briefgen check`` and ``docs/templates/fields.md`` follow.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from briefgen.dates import NBSP, format_day
from briefgen.model import Brief, Change, Conflict, Figure, Line, Look
from briefgen.render.word.context.memo import join_counts, make_memo
from briefgen.render.word.context.plain import plain, plain_text
from briefgen.render.word.context.quotes import QuoteWriter, curl_quotes, join_office, quote_words
from briefgen.render.word.context.rows import RowWriter, capital, is_day, is_period
from briefgen.render.word.context.sources import Cite, name_works, show_source, source_links
from briefgen.render.word.context.timeline import caption_timeline, draw_timeline
from briefgen.render.word.engine.picture import Picture
from briefgen.render.wording import CHANGES, show_change, show_days, show_edit

__all__ = ["curl_quotes", "make_context", "quote_words", "source_links"]

LOGO_HEIGHT = 14.0  # mm: three lines of a title


def make_context(brief: Brief, look: Look, *, memo: bool = True) -> dict[str, Any]:
    """The fields of ``brief``; empty text, list or None stands for what is not there.

    The page of ``memo`` is measured line by line, which can be left out where no template asks for it.
    """
    brief = plain(brief)
    cite = partial(source_links, proof=look.proof, works=name_works(brief.sources, look.locale))
    rows = RowWriter(look, brief.as_of, {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}, cite)
    quotes = QuoteWriter.of(brief, look.locale, cite)
    return {
        **_front(brief, look),
        "bottom_line": [_line(line, cite) for line in brief.bottom_line],
        "changes": [_change(change, cite) for change in brief.changes],
        **_programme(brief, look, rows),
        "issues": [quotes.show_issue(issue) for issue in brief.issues],
        "quotes": [quotes.show(quote) for quote in brief.quotes],
        "sides": quotes.show_sides(brief.quotes),
        "press_lines": quotes.one_a_side(),
        "background": [rows.show(row) for row in brief.chronology],
        "background_note": rows.note(brief.chronology),
        "people": [_person(figure, cite) for figure in brief.people],
        **_gaps(brief, cite),
        "is_empty": brief.is_empty,
        "sources": [show_source(source, look.locale) for source in brief.sources],
        "method": _method(brief),
        "memo": make_memo(brief, look, replace(rows, cite=source_links), replace(quotes, cite=source_links)) if memo else None,
    }


def _front(brief: Brief, look: Look) -> dict[str, Any]:
    organisation = plain_text(look.organisation) if look.organisation else None
    return {
        "title": brief.title,
        "topic": brief.topic,
        "organisation": organisation,
        "marking": plain_text(look.marking).upper() if look.marking else None,
        "logo": Picture(look.logo, f"Logo of {organisation}" if organisation else "Logo", height=LOGO_HEIGHT) if look.logo else None,
        "as_of": format_day(brief.as_of, look.locale),
        "period": show_days(brief.first, brief.last, look.locale),
    }


def _programme(brief: Brief, look: Look, rows: RowWriter) -> dict[str, Any]:
    """What is to come: as a table, as a picture, and day by day."""
    return {
        "itinerary": [rows.show(row) for row in brief.itinerary],
        "itinerary_note": rows.note(brief.itinerary),
        "timeline": draw_timeline(brief.itinerary, us=look.locale == "en-US", colour=look.colour, font=look.font),
        "timeline_caption": caption_timeline(brief.itinerary),
        "days": rows.days(brief.itinerary),
        "periods": [rows.show(row) for row in brief.itinerary if is_period(row)],
        "undated": [rows.show(row) for row in brief.itinerary if not is_day(row) and not is_period(row)],
    }


def _line(line: Line, cite: Cite) -> dict[str, Any]:
    return {"text": line.text, "sources": cite(line.evidence)}


def _change(change: Change, cite: Cite) -> dict[str, Any]:
    return {"label": CHANGES[change.kind], "text": show_change(change), "sources": cite(change.evidence)}


def _person(figure: Figure, cite: Cite) -> dict[str, Any]:
    role = capital(figure.role or "") + show_edit(figure.edited)
    return {
        "name": figure.name,
        "role": role,
        "affiliation": figure.affiliation,
        "office": join_office(role, figure.affiliation, name=figure.name),
        "sources": cite(figure.evidence),
    }


def _gaps(brief: Brief, cite: Cite) -> dict[str, Any]:
    """What the reports disagree on, what was assumed, what is missing."""
    left_out = _left_out(brief)
    return {
        "conflicts": [_conflict(conflict, cite) for conflict in brief.conflicts],
        "assumptions": [_line(line, cite) for line in brief.assumptions],
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in brief.skipped],
        "left_out": left_out,
        "has_gaps": bool(brief.conflicts or brief.assumptions or brief.skipped or left_out),
    }


def _conflict(conflict: Conflict, cite: Cite) -> dict[str, Any]:
    disagree = "Reports disagree" if len(conflict.readings) > 1 else "Contradicts itself"
    return {
        "about": conflict.about,
        "heading": f"{disagree}: {conflict.about}",
        "readings": [{"text": r.value, "sources": cite(r.evidence)} for r in conflict.readings],
    }


def _left_out(brief: Brief) -> str | None:
    """``3 articles, 2 events and 5 quotes read and not shown here: ...``; None where nothing was left out."""
    told = join_counts(((brief.left_out.articles, "article"), (brief.left_out.rows, "event"), (brief.left_out.quotes, "quote")))
    return f"{told} read and not shown here: outside the topic or of less weight." if told else None


def _method(brief: Brief) -> str:
    number = len(brief.sources)
    if not number:
        return f"Compiled by briefgen {brief.version}; no source belongs to the topic."
    sources = f"1{NBSP}source, in its own words" if number == 1 else f"{number}{NBSP}sources, in their own words"
    return f"Compiled by briefgen {brief.version} from {sources}; the numbers in brackets lead to the source of each line."
