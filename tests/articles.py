"""Articles for tests, made as the program makes them."""

from __future__ import annotations

import json
from datetime import date

from briefgen.annotate import annotate
from briefgen.model import Annotated, Article
from briefgen.read import read_article
from briefgen.sources import make_source

TODAY = date(2025, 8, 28)


def make_article(
    text: str, *, id_: str = "a", published: str | None = "2025-08-26", title: str | None = None, language: str | None = None
) -> Article:
    """An article read from a line of JSON, so that its text is kept to the letter."""
    row = {"id": id_, "text": text, "published": published, "title": title, "language": language}
    line = json.dumps({k: v for k, v in row.items() if v is not None})
    return read_article(make_source(id_, f"{id_}.jsonl", "jsonl", line.encode()))


def annotated(text: str, *, id_: str = "a", published: str | None = "2025-08-26", title: str | None = None) -> Annotated:
    """An article with everything that is found in it."""
    return annotate(make_article(text, id_=id_, published=published, title=title), reference_day=TODAY)
