"""One line of a JSON Lines file: an article whose text is kept to the letter."""

from __future__ import annotations

import json
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Source
from briefgen.read.draft import Draft
from briefgen.read.published import stamp_of


def read_line(source: Source) -> Draft:
    """The draft of one line; ``text`` is required, ``id title published url source language`` are taken where given."""
    try:
        row = json.loads(source.data)
    except (ValueError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ReadError(f"is not valid JSON{where}") from error
    if not isinstance(row, dict):
        raise ReadError("is JSON, but not an object with a text")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError('has no "text"')
    published = _string(row, "published")
    return Draft(
        text=text,
        reader="jsonl/1",
        id=_id(row),
        title=_string(row, "title"),
        publisher=_string(row, "source"),
        url=_string(row, "url"),
        language=(_string(row, "language") or "")[:2].lower() or None,
        published=stamp_of(published, "metadata", f"the article's own field says {published}") if published else None,
    )


def _string(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return (value.strip() or None) if isinstance(value, str) else None


def _id(row: dict[str, Any]) -> str | None:
    value = row.get("id")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and str(value) else None
