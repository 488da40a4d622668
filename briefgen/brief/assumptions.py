"""What the brief had to assume, spelt out: dates of articles, words taken for a topic, languages read for dates only."""

from __future__ import annotations

from briefgen.brief.relevance import Scope
from briefgen.config import Topic
from briefgen.dates import format_day
from briefgen.model import Annotated, Evidence, Line, cite


def find_assumptions(scope: Scope, topic: Topic, locale: str) -> tuple[Line, ...]:
    """A line each, with the words that led to it where there are any."""
    out: list[Line] = []
    if not topic.is_configured:
        out.append(Line(f"“{topic.name}” is not a configured topic: articles that hold the word were taken.", ()))
    for one in scope.articles:
        stamp = one.published
        if stamp is not None and stamp.certainty != "stated":
            name = one.article.title or one.article.id
            out.append(Line(f"{name}: its date, {format_day(stamp.day, locale)}, is {stamp.certainty}: {stamp.why}.", _evidence(one)))
        if one.article.language != "en":
            out.append(
                Line(
                    f"{one.article.title or one.article.id}: written in “{one.article.language}”; only its dates were read.", _evidence(one)
                )
            )
    return tuple(out)


def _evidence(one: Annotated) -> tuple[Evidence, ...]:
    stamp = one.published
    span = stamp.span if stamp and stamp.span else next(iter(one.article.sentences), None)
    if span is None:
        return ()
    whole = next((s for s in one.article.sentences if s.covers(span)), span)
    return (cite(one.article, whole, f"published.{stamp.found_in}" if stamp else "published"),)
