"""Many articles for a brief: read once, laid aside on disk, and of them those that are merged.

What is held of each is a card of a few hundred bytes, so that a hundred thousand articles take no more memory than ten thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefgen.config import Config, Topic
from briefgen.dates import format_day
from briefgen.model import Annotated, Skipped, Source, Stamp
from briefgen.pipeline.reading import (
    Fingerprint,
    Inputs,
    Numbered,
    Reading,
    Rereading,
    count_found,
    nothing_read,
    portable,
    read_packed,
    with_id,
)
from briefgen.pipeline.steps import Period, Progress, Step
from briefgen.store.cache import Cache
from briefgen.store.packing import NotKept, unpack
from briefgen.store.shelf import Shelf
from briefgen.workers import Lost, map_ordered

MOST = 5_000  # articles that one merge takes: those on the topics first, then the newest; more make a brief of four pages no better


@dataclass(frozen=True, slots=True)
class Card:
    """What is held of an article that is laid aside."""

    number: int
    id: str
    published: Stamp | None
    rank: int
    """2: about a topic as a whole; 1: names one; 0: neither."""


@dataclass(slots=True)
class Chosen:
    """The articles that are merged, and how many of the others there are."""

    found: list[Annotated]
    left_out: int
    """Articles of the period that are not merged."""
    on_topic: int
    """Those of them that name a topic."""


class Gathered:
    """The articles of a run, laid aside, and what could not be read."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.skipped: list[Skipped] = []
        self.counts: Counter[str] = Counter()
        self.stated: set[str] = set()
        """The keys of ``[dates]`` that an article has."""
        self.spoken: set[str] = set()
        """The names of the topics that an article speaks of."""
        self.fingerprint = Fingerprint()
        self._shelf = Shelf()

    @property
    def is_undated(self) -> bool:
        """Whether no article states or implies its own date."""
        return all(card.published and card.published.certainty == "assumed" for card in self.cards)

    def add(self, found: Annotated, packed: bytes, *, id_: str, rank: int) -> None:
        """Lay an article aside under an id."""
        self.cards.append(Card(self._shelf.add(packed), id_, found.published, rank))

    def newest_day(self) -> date:
        """The newest publication day among the articles."""
        return newest_of([card.published for card in self.cards])

    def choose(self, period: Period, most: int = MOST) -> Chosen:
        """The articles of a period, all while they are at most ``most``, in the order of the inputs."""
        within = [card for card in self.cards if period.holds(card.published)]
        best = within
        if len(within) > most:
            best = sorted(within, key=lambda c: (-c.rank, -(c.published.day.toordinal() if c.published else 0), c.id))[:most]
            best.sort(key=lambda c: c.number)
        numbers = {card.number for card in best}
        out = [card for card in within if card.number not in numbers]
        return Chosen([self._take(card) for card in best], len(out), sum(card.rank > 0 for card in out))

    def _take(self, card: Card) -> Annotated:
        return with_id(unpack(self._shelf[card.number]), card.id)

    def close(self) -> None:
        """Let go of what was laid aside."""
        self._shelf.close()


def gather(
    inputs: Inputs, topics: Sequence[Topic], *, reference_day: date, config: Config, cache: Cache, progress: Progress | None = None
) -> Gathered:
    """Read and annotate every article of ``inputs``; what the cache holds is not read again. Raises BriefgenError where there is none."""
    reading = Reading(reference_day, (), portable(config), inputs.limits.seconds, with_digest=True)
    out = Gathered()
    try:
        _gather(out, inputs, topics, reading, cache, config, progress)
        if not out.cards:
            raise nothing_read(inputs, out.skipped)
    except BaseException:
        out.close()
        raise
    return out


def _gather(
    out: Gathered, inputs: Inputs, topics: Sequence[Topic], reading: Reading, cache: Cache, config: Config, progress: Progress | None
) -> None:
    from briefgen.brief.relevance import rank_article

    number, keys = Numbered(), _Keys(cache, reading)
    for at, source, packed in read_packed(inputs, reading, keys.find):
        found: Annotated | Skipped = unpack(packed)
        keys.keep(source, found, packed)
        out.fingerprint.add(source)
        out.counts.update(count_found(found))
        if progress:
            progress(Step("reading", source.path if isinstance(source, Skipped) else source.id, at, len(inputs.files), out.counts))
        if isinstance(found, Skipped):
            out.skipped.append(found)
            continue
        if config.dates and (stated := config.date_of(found.article)):
            out.stated.add(stated[0])
        ranks = {topic.name: rank_article(found, topic) for topic in topics}
        out.spoken.update(name for name, rank in ranks.items() if rank)
        out.add(found, packed, id_=number(found.article.id), rank=max(ranks.values(), default=0))
    if progress:
        progress(Step("reading", "", len(inputs.files), len(inputs.files), out.counts))


class _Keys:
    """Under which key the cache holds what was found in a source.

    What is found in an article that states its date is the same on any reference day, and is kept without it.
    """

    def __init__(self, cache: Cache, reading: Reading) -> None:
        self._cache = cache
        self._settings = repr(reading.config)
        self._day = reading.reference_day.isoformat()

    def _keys(self, source: Source) -> tuple[bytes, bytes]:
        of_source = (source.id, source.path, source.kind, source.url or "", source.sha256, self._settings)
        return self._cache.key(*of_source), self._cache.key(*of_source, self._day)

    def find(self, source: Source) -> bytes | None:
        for key in self._keys(source):
            if (packed := self._cache.get(key)) is not None:
                try:
                    unpack(packed)
                except NotKept:
                    continue
                return packed
        return None

    def keep(self, source: Source | Skipped, found: Annotated | Skipped, packed: bytes) -> None:
        if isinstance(found, Skipped) or isinstance(source, Skipped):
            return  # a limit or a fault of this run: tried again
        plain, dated = self._keys(source)
        is_stated = found.published is not None and found.published.certainty == "stated"
        self._cache.put(plain if is_stated else dated, packed)


def newest_of(stamps: Sequence[Stamp | None]) -> date:
    """The newest publication day; assumed ones count only where no article states or implies its own."""
    known = [stamp for stamp in stamps if stamp]
    days = [s.day for s in known if s.certainty != "assumed"] or [s.day for s in known]
    return max(days, default=date.min)


def settle_undated(found: Sequence[Annotated], *, newest: date | None = None, jobs: int = 1) -> list[Annotated]:
    """The articles, those without any date of their own read anew as of the newest day of the others.

    Read alone, such an article is of the reader's today; read among others, it belongs to their time. ``newest``: the newest day of
    all that was read, where ``found`` is only part of it.
    """
    if newest is None and all(a.published and a.published.certainty == "assumed" for a in found):
        return list(found)
    day = newest or newest_of([a.published for a in found])
    undated = [a for a in found if a.published is not None and a.published.certainty == "assumed" and a.published.day != day]
    again = {}
    for one, answer in zip(undated, map_ordered(Rereading(day), undated, jobs=jobs, seconds=0), strict=True):
        read = one if isinstance(answer, Lost) else unpack(answer)
        if read.published is not None and read is not one:
            why = f"{read.published.why} (the newest of the other articles is of {format_day(day)})"
            read = replace(read, published=replace(read.published, why=why))
        again[id(one)] = read
    return [again.get(id(one), one) for one in found]


__all__ = ["Chosen", "Gathered", "gather", "newest_of", "settle_undated"]
