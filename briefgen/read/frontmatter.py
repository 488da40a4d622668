"""Front matter: ``Title:``, ``Source:``, ``Date:``, ``URL:`` lines above the article, or a YAML block between ``---``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.model import BlockKind, Span, Stamp
from briefgen.read.published import stamp_of

LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]{1,20}):[ \t]+(?P<value>\S.*)")
KEYS = {"title": "title", "headline": "title", "source": "publisher", "publisher": "publisher", "site": "publisher", "date": "date",
        "published": "date", "publication date": "date", "published on": "date", "url": "url", "link": "url", "language": "language",
        "lang": "language", "author": "author", "by": "author", "byline": "author", "section": "section", "tags": "tags"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the lines above an article say of it; ``marks`` covers those lines, so that nothing is extracted from them."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: Stamp | None = None
    marks: tuple[tuple[Span, BlockKind], ...] = ()


def find_front_matter(text: str) -> FrontMatter:
    """The front matter at the very start of ``text``; all None where there is none.

    ``Title: ...`` alone is enough; a first line such as "Japan: a visit" is not, as its key is no key of ours.
    """
    yaml = text.startswith("---\n")
    at = 4 if yaml else 0
    found: dict[str, str] = {}
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        match = LINE.fullmatch(line.strip())
        key = KEYS.get(match["key"].lower()) if match else None
        if yaml and line.strip() == "---":
            at = end
            break
        if match and key:
            found.setdefault(key, match["value"].strip().strip("\"'"))
        elif not yaml:
            break
        at = end + 1
    if not found:
        return FrontMatter()
    date = found.get("date")
    url = found.get("url", "")
    return FrontMatter(
        title=found.get("title"),
        publisher=found.get("publisher"),
        url=url if url.startswith(("http://", "https://")) else None,
        language=(found.get("language") or "")[:2].lower() or None,
        published=stamp_of(date, "front matter", f"the front matter says {date}") if date else None,
        marks=((Span(0, min(at, len(text))), "boilerplate"),),
    )
