"""Who's who: the people whom the brief's part of the story names, with their offices."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.brief.relevance import Scope
from briefgen.model import Figure, Quotation, Row, Span, Story

MAX_PEOPLE = 12


def choose_people(story: Story, scope: Scope, quotes: Sequence[Quotation], rows: Sequence[Row]) -> tuple[Figure, ...]:
    """People with an office, or who act or speak in the brief; those who do first."""
    acting = {p for r in rows for p in r.people} | {q.speaker for q in quotes}
    ranked = []
    for order, figure in enumerate(story.figures):
        uses = sum(
            scope.holds(one.article.id, Span(m.start, m.end))
            for one in scope.articles
            for p in one.people
            if p.name in figure.names
            for m in p.mentions
        )
        acts = figure.name in acting or any(n in acting for n in figure.names)
        if uses and figure.evidence and (figure.role or " " in figure.name):
            ranked.append(((not figure.role, not acts, -uses, order), figure))
    ranked.sort(key=lambda x: x[0])
    return tuple(f for _, f in ranked[:MAX_PEOPLE])
