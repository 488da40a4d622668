"""Story + topic -> Brief: what belongs to the topic, what earns its place, in which order, every line with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefgen.brief.assumptions import find_assumptions
from briefgen.brief.bottom_line import write_bottom_line
from briefgen.brief.changes import find_changes, with_known_ids
from briefgen.brief.conflicts import show_conflicts
from briefgen.brief.edits import explain_changes, mark_lines
from briefgen.brief.issues import choose_issues
from briefgen.brief.numbering import number_sources
from briefgen.brief.people import choose_people
from briefgen.brief.quotes import choose_quotes
from briefgen.brief.relevance import Scope, find_scope
from briefgen.brief.rows import choose_rows
from briefgen.config import Topic
from briefgen.model import Brief, LeftOut, Line, Skipped, Story


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader asked for."""

    as_of: date
    first: date | None = None
    last: date | None = None
    locale: str = "en-GB"
    version: str = ""
    config_sha256: str | None = None
    previous: Mapping[str, Any] | None = None
    """The brief before this one, as its JSON object."""
    not_merged: tuple[int, int] = (0, 0)
    """How many more articles the period has, and how many of those name a topic."""
    unfit: tuple[str, ...] = ()
    """Corrections that fit nothing, a sentence each."""


def make_brief(story: Story, topic: Topic, request: Request, *, skipped: Sequence[Skipped] = ()) -> Brief:
    """The brief on ``topic`` as of ``request.as_of``. What the articles do not say, it does not say.

    A topic that no article speaks of gives a brief with empty sections; the caller decides whether that is an error.
    """
    scope = find_scope(story, topic)
    rows = choose_rows(story, scope, request.as_of, request.locale, topic=topic.name)
    itinerary = with_known_ids(rows.itinerary, request.previous)
    chronology = with_known_ids(rows.chronology, request.previous)
    quotes = choose_quotes(story, scope, request.as_of, topic=topic.name)
    issues = choose_issues(story, scope, topic, quotes.chosen)
    changes = find_changes(itinerary + chronology, request.previous, as_of=request.as_of, locale=request.locale)
    bottom_line = write_bottom_line(scope, itinerary, issues, chronology, changes=changes, as_of=request.as_of, locale=request.locale)
    days = [a.published.day for a in scope.articles if a.published]
    brief = Brief(
        topic=topic.name,
        title=topic.title,
        as_of=request.as_of,
        first=request.first or min(days, default=None),
        last=request.last or max(days, default=None),
        version=request.version,
        config_sha256=request.config_sha256,
        bottom_line=mark_lines(bottom_line, story.events),
        changes=explain_changes(changes, itinerary + chronology, story.events, topic.name),
        itinerary=itinerary,
        chronology=chronology,
        issues=issues,
        quotes=quotes.chosen,
        people=choose_people(story, scope, quotes.chosen, itinerary + chronology),
        conflicts=show_conflicts(story, scope, request.locale, topic=topic.name),
        sources=(),
        left_out=LeftOut(0, len(rows.left_out), len(quotes.left_out), rows.left_out, quotes.left_out),
        skipped=tuple(skipped),
        assumptions=(
            *find_assumptions(scope, topic, request.locale, too_many=request.not_merged[1]), *(Line(text, ()) for text in request.unfit)
        ),
    )
    return number_sources(brief, story, not_merged=request.not_merged[0])


__all__ = ["Request", "Scope", "find_scope", "make_brief"]
