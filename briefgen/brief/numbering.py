"""Sources numbered in the order in which the brief first cites them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from briefgen.model import Brief, Evidence, Reference, Story

T = TypeVar("T")
ORDER = ("bottom_line", "changes", "itinerary", "issues", "quotes", "chronology", "people", "conflicts", "assumptions")


def number_sources(brief: Brief, story: Story, *, not_merged: int = 0) -> Brief:
    """The brief with its list of sources, and with each piece of evidence pointing to one; ``not_merged`` articles are left out too."""
    numbers: dict[str, int] = {}
    for section in ORDER:
        for evidence in _evidence(getattr(brief, section)):
            if not evidence.previous:
                numbers.setdefault(evidence.article, len(numbers) + 1)
    articles = {one.article.id: one for one in story.articles}
    copies = dict(story.copies)
    sources = []
    for id_, number in numbers.items():
        one = articles[id_]
        a = one.article
        sources.append(
            Reference(
                number,
                id_,
                a.title,
                a.publisher,
                one.published or a.published,
                a.url,
                a.path,
                a.reader,
                a.sha256,
                a.text_sha256,
                copies.get(id_, ()),
            )
        )
    numbered = _numbered(brief, numbers)
    left_out = replace(numbered.left_out, articles=len(story.articles) - len(sources) + not_merged)
    return replace(numbered, sources=tuple(sources), left_out=left_out)


def _evidence(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _evidence(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from _evidence(getattr(value, f.name))


def _numbered(value: T, numbers: dict[str, int]) -> T:
    """The same value with every Evidence in it numbered."""
    if isinstance(value, Evidence):
        return replace(value, source=numbers.get(value.article, 0))
    if isinstance(value, tuple):
        return tuple(_numbered(item, numbers) for item in value)  # type: ignore[return-value]  # a tuple in, a tuple out
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: new for f in fields(value) if (new := _numbered(old := getattr(value, f.name), numbers)) is not old}
        return replace(value, **changed)
    return value
