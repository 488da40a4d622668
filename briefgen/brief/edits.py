"""The analyst's word in the brief on a topic: what is pinned or dropped there, and the marks that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Change, Line, Placing, Quote, Row, StoryEvent

Placed = StoryEvent | Quote


def placing_in(one: Placed, topic: str) -> Placing | None:
    """The word on a row or quote for the brief on ``topic``: one for this topic before one for all, of equals the last; or None."""
    own = [p for p in one.placed if p.topic is None or p.topic.casefold() == topic.casefold()]
    return max(enumerate(own), key=lambda x: (x[1].topic is not None, x[0]))[1] if own else None


def is_dropped(one: Placed, topic: str) -> bool:
    """Whether the analyst wants it out of the brief."""
    word = placing_in(one, topic)
    return word is not None and not word.is_shown


def is_pinned(one: Placed, topic: str) -> bool:
    """Whether the analyst wants it in the brief, whatever else there is to show."""
    word = placing_in(one, topic)
    return word is not None and word.is_shown


def is_pinned_to(one: Placed, topic: str) -> bool:
    """Whether it is wanted in this brief by name, so that it need not belong to its topic."""
    word = placing_in(one, topic)
    return word is not None and word.is_shown and word.topic is not None


def reasons_of(one: Placed, topic: str, *more: str | None) -> str | None:
    """Why it is not as the articles have it: ``more`` first, then the corrections, then the pin; None where it is."""
    word = placing_in(one, topic)
    found = [r for r in (*more, one.edited, word.reason if word and word.is_shown else None) if r]
    return "; ".join(dict.fromkeys(found)) or None


def note_dropped(one: Placed, topic: str) -> str:
    """`` – dropped: not part of this journey``, for the list of what was left out; empty for what was not dropped."""
    word = placing_in(one, topic)
    if word is None or word.is_shown:
        return ""
    return " – dropped" if word.reason == "dropped" else f" – dropped: {word.reason}"


def mark_lines(lines: Sequence[Line], events: Sequence[StoryEvent]) -> tuple[Line, ...]:
    """The lines, one that tells a corrected row with the mark ``(edited)``."""
    edited = [e for e in events if e.edited]

    def is_edited(line: Line) -> bool:
        return any(line.evidence[: len(e.evidence)] == e.evidence and e.title in line.text for e in edited)

    return tuple(replace(line, text=f"{line.text} (edited)") if is_edited(line) else line for line in lines)


def explain_changes(changes: Sequence[Change], rows: Sequence[Row], events: Sequence[StoryEvent], topic: str) -> tuple[Change, ...]:
    """The changes, each that the analyst made and no report with the reason, so that nobody takes it for news."""
    by_id = {row.id: row for row in rows}
    return tuple(replace(c, text=f"{c.text}{_why(c, by_id.get(c.id), events, topic)}") for c in changes)


def _why(change: Change, row: Row | None, events: Sequence[StoryEvent], topic: str) -> str:
    if change.kind != "dropped":
        edited = next((e.edited for e in events if row and e.evidence == row.evidence and e.title == row.title), None)
        return f" (edited: {edited})" if edited else ""
    told = {(e.article, e.start) for e in change.evidence}
    own = [e for e in events if e.id == change.id]
    for event in own or [e for e in events if any((article, span.start) in told for article, span in e.mentions)]:
        if is_dropped(event, topic):
            return note_dropped(event, topic)
        if event.edited and not own:
            return f" – now in “{event.title}”: {event.edited}"
    return ""
