"""One entry of a feed: what the feed says of an article, and its text, in full or in short."""

from __future__ import annotations

import json
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Source
from briefgen.read.draft import Draft
from briefgen.read.encoding import CONTROLS
from briefgen.read.fragment import read_fragment
from briefgen.read.published import stamp_of


def read_entry(source: Source) -> Draft:
    """The draft of a feed's entry: ``html`` as lines of text, or ``text`` as it stands, with what the feed states beside it.

    Raises ReadError for an entry without a text: many feeds carry headlines only.
    """
    try:
        entry = json.loads(source.data)
    except (ValueError, RecursionError) as error:
        raise ReadError("is no entry of a feed") from error
    if not isinstance(entry, dict):
        raise ReadError("is no entry of a feed")
    page, plain = _string(entry, "html"), _string(entry, "text")
    text = (read_fragment(page) if page else "") or (CONTROLS.sub(" ", plain) if plain else "")
    if not text.strip():
        raise ReadError("holds no text: the feed gives the headline only; save the page that it links to")
    published = _string(entry, "published")
    url = _string(entry, "url")
    return Draft(
        text=text,
        reader="feed/1",
        title=_folded(_string(entry, "title")),
        publisher=_folded(_string(entry, "publisher")),
        url=url if url and url.startswith(("http://", "https://")) else None,
        language=(_string(entry, "language") or "")[:2].lower() or None,
        published=stamp_of(published, "metadata", f"the feed says {published}") if published else None,
    )


def _string(entry: dict[str, Any], key: str) -> str | None:
    value = entry.get(key)
    return (value.strip() or None) if isinstance(value, str) else None


def _folded(value: str | None) -> str | None:
    return " ".join(CONTROLS.sub(" ", value).split()) if value else None
