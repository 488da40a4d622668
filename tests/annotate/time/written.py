"""Articles written in a line, and what the engine reads in them."""

from __future__ import annotations

import json
from datetime import date

from briefgen.annotate.time import find_timexes
from briefgen.model import Article, Stamp, Timex
from briefgen.read import read_article
from briefgen.sources import make_source

PUBLISHED = "2025-08-20"  # a Wednesday
READER_TODAY = date(2026, 11, 23)


def article_of(text: str, *, published: str | None = PUBLISHED, language: str | None = None) -> Article:
    """An article with ``text`` kept to the letter."""
    row = {"id": "a", "text": text, "published": published, "language": language}
    return read_article(make_source("a", "a", "jsonl", json.dumps(row).encode()))


def read_times(text: str, *, published: str | None = PUBLISHED, language: str | None = "en") -> tuple[Timex, ...]:
    """The time expressions of ``text``."""
    return find_timexes(article_of(text, published=published, language=language), reference_day=READER_TODAY)[1]


def read_stamp(text: str, *, reference_day: date = READER_TODAY) -> Stamp:
    """The date that the engine gives an article which states none."""
    return find_timexes(article_of(text, published=None, language="en"), reference_day=reference_day)[0]


def days_of(text: str, *, published: str = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    """Each expression with its first and last day."""
    return [
        (t.text, t.first.isoformat() if t.first else None, t.last.isoformat() if t.last else None)
        for t in read_times(text, published=published)
    ]
