"""The story's disagreements that belong to the topic, as the brief writes them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from briefgen.brief.edits import is_dropped
from briefgen.brief.relevance import Scope
from briefgen.dates import format_when
from briefgen.model import Conflict, Reading, Span, Story

DAYS = re.compile(r"(?P<first>\d{4}-\d\d-\d\d)(?: to (?P<last>\d{4}-\d\d-\d\d))?")


def show_conflicts(story: Story, scope: Scope, locale: str, *, topic: str = "") -> tuple[Conflict, ...]:
    """The conflicts of the topic, their days as the brief writes days; none about a row that was dropped there."""
    dropped = {e.evidence for e in story.events if is_dropped(e, topic)}
    out = []
    for conflict in story.conflicts:
        if any(r.evidence in dropped for r in conflict.readings):
            continue
        if any(scope.holds(e.article, Span(e.start, e.end)) for r in conflict.readings for e in r.evidence):
            out.append(replace(conflict, readings=tuple(Reading(_shown(r.value, locale), r.evidence) for r in conflict.readings)))
    return tuple(out)


def _shown(value: str, locale: str) -> str:
    """A reading with its days as the brief writes days: ``2025-08-29 to 2025-08-30, Tokyo`` -> ``29–30 August 2025, Tokyo``."""

    def written(match: re.Match[str]) -> str:
        first = date.fromisoformat(match["first"])
        return format_when(first, date.fromisoformat(match["last"]) if match["last"] else first, None, None, locale)

    return DAYS.sub(written, value)
