"""What is held of each article while many are gathered: all that chooses those to merge, a few hundred bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from briefgen.config import Config, Topic
from briefgen.model import Annotated, Certainty, Skipped
from briefgen.store.packing import pack

HEAD = 4  # bytes that tell how long the card is


@dataclass(frozen=True, slots=True)
class Card:
    """An article, or an input that could not be read."""

    id: str
    reason: str | None
    """Why it could not be read; None for an article."""
    day: str | None
    """Of publication, ISO 8601."""
    certainty: Certainty | None
    counts: tuple[int, int, int]
    """Of dates, quotes and events."""
    ranks: tuple[int, ...]
    """For each topic 2: about it as a whole; 1: names it; 0: neither."""
    stated: str | None
    """The key of ``[dates]`` that it has."""
    is_passing: bool = False
    """Whether another run may read what this one could not."""

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return date.fromisoformat(self.day) if self.day else None

    @property
    def is_assumed(self) -> bool:
        """Whether the day is only assumed."""
        return self.certainty == "assumed"

    @property
    def rank(self) -> int:
        """The best rank for any topic."""
        return max(self.ranks, default=0)


def card_of(found: Annotated | Skipped, topics: Sequence[Topic], config: Config | None) -> Card:
    """The card of what was read."""
    if isinstance(found, Skipped):
        return Card(found.path, found.reason, None, None, (0, 0, 0), (), None, found.is_passing)
    from briefgen.brief.relevance import rank_article

    stamp = found.published
    stated = config.date_of(found.article) if config and config.dates else None
    return Card(
        found.article.id, None, stamp.value[:10] if stamp else None, stamp.certainty if stamp else None,
        (len(found.timexes), len(found.quotes), len(found.events)), tuple(rank_article(found, topic) for topic in topics),
        stated[0] if stated else None,
    )  # fmt: skip


def write_entry(found: Annotated | Skipped, card: Card) -> bytes:
    """A card and, behind it, the packed article."""
    head = json.dumps(astuple(card)).encode()
    return len(head).to_bytes(HEAD, "big") + head + (b"" if isinstance(found, Skipped) else pack(found))


def read_entry(data: bytes) -> tuple[Card, bytes]:
    """The card and the packed article."""
    end = HEAD + int.from_bytes(data[:HEAD], "big")
    id_, reason, day, certainty, counts, ranks, stated, is_passing = json.loads(data[HEAD:end])
    return Card(id_, reason, day, certainty, tuple(counts), tuple(ranks), stated, is_passing), data[end:]
