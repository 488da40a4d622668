"""Many articles for a brief: read once, laid aside on disk, and of them those that are merged.

What is held of each is a card of a few hundred bytes, so that a hundred thousand articles take no more memory than ten thousand.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from briefgen.config import Config, Topic
from briefgen.dates import format_day
from briefgen.model import Annotated, Skipped, Source, Stamp
from briefgen.pipeline.cards import Card, read_entry
from briefgen.pipeline.reading import (
    Fingerprint,
    Inputs,
    Numbered,
    Reading,
    Rereading,
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


@dataclass(slots=True)
class Chosen:
    """The articles that are merged, and how many of the others there are."""

    found: list[Annotated]
    left_out: int
    """Articles of the period that are not merged."""
    on_topic: int
    """Those of them that name a topic."""


@dataclass(frozen=True, slots=True)
class Laid:
    """An article laid aside: its card, and its place on the shelf."""

    card: Card
    place: int


class Gathered:
    """The articles of a run, laid aside, and what could not be read."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.skipped: list[Skipped] = []
        self.counts: Counter[str] = Counter()
        self.stated: set[str] = set()
        """The keys of ``[dates]`` that an article has."""
        self.spoken: set[str] = set()
        """The names of the topics that an article speaks of."""
        self.fingerprint = Fingerprint()
        self._topics = topics
        self.shelf = Shelf()
        self._cards: list[Card] = []
        self._places = array("Q")  # of the articles on the shelf

    def __len__(self) -> int:
        return len(self._cards)

    def add(self, card: Card, place: int) -> None:
        """Note an article that lies on the shelf, or what could not be read."""
        if card.reason is not None:
            self.skipped.append(Skipped(card.id, card.reason, card.is_passing))
            self.counts["skipped"] += 1
            return
        for name, number in zip(("articles", "dates", "quotes", "events"), (1, *card.counts)):
            self.counts[name] += number
        if card.stated:
            self.stated.add(card.stated)
        self.spoken.update(topic.name for topic, rank in zip(self._topics, card.ranks) if rank)
        self._cards.append(card)
        self._places.append(place)

    @property
    def is_undated(self) -> bool:
        """Whether no article states or implies its own date."""
        return all(card.is_assumed for card in self._cards)

    def newest_day(self) -> date:
        """The newest publication day; assumed ones count only where no article states or implies its own."""
        days = [c.day for c in self._cards if c.day and not c.is_assumed] or [c.day for c in self._cards if c.day]
        return date.fromisoformat(max(days)) if days else date.min

    def choose(self, period: Period, most: int | None = None) -> Chosen:
        """The articles of a period, all while they are at most ``most`` (MOST unless told), in the order of the inputs."""
        most = MOST if most is None else most
        within = [n for n, card in enumerate(self._cards) if period.holds(card.published, is_assumed=card.is_assumed)]
        best = within
        if len(within) > most:
            newest = sorted(within, key=lambda n: self._cards[n].id)
            newest.sort(key=lambda n: (self._cards[n].rank, self._cards[n].day or ""), reverse=True)
            best = sorted(newest[:most])
        out = set(within).difference(best)
        found = [with_id(unpack(self.shelf[self._places[n]]), self._cards[n].id) for n in best]
        return Chosen(found, len(out), sum(self._cards[n].rank > 0 for n in out))

    def close(self) -> None:
        """Let go of what was laid aside."""
        self.shelf.close()


def gather(
    inputs: Inputs, topics: Sequence[Topic], *, reference_day: date, config: Config, cache: Cache, progress: Progress | None = None
) -> Gathered:
    """Read and annotate every article of ``inputs``; what the cache holds is not read again. Raises BriefgenError where there is none."""
    reading = Reading(reference_day, (), portable(config), inputs.limits.seconds, tuple(topics))
    out, number = Gathered(topics), Numbered()
    keys = _Keys(cache, reading, out.shelf)
    if progress:
        progress(Step("reading", "", 0, len(inputs.files)))
    try:
        for at, source, entry in read_packed(inputs, reading, keys.find):
            laid = entry if isinstance(entry, Laid) else keys.keep(source, *read_entry(entry))
            card = laid.card
            out.fingerprint.add(source)
            out.add(card if card.reason else replace(card, id=number(card.id)), laid.place)
            if progress:
                progress(Step("reading", source.path if isinstance(source, Skipped) else source.id, at, len(inputs.files), out.counts))
        if not len(out):
            raise nothing_read(inputs, out.skipped)
    except BaseException:
        out.close()
        raise
    if progress:
        progress(Step("reading", "", len(inputs.files), len(inputs.files), out.counts))
    return out


class _Keys:
    """Under which key the cache holds what was found in a source.

    What is found in an article that states its date is the same on any reference day, and is kept without it.
    """

    def __init__(self, cache: Cache, reading: Reading, shelf: Shelf) -> None:
        self._cache, self._reading, self._shelf = cache, reading, shelf
        self._settings = repr(reading.config)
        self._day = reading.reference_day.isoformat()

    def _keys(self, source: Source) -> tuple[bytes, bytes]:
        of_source = (source.id, source.path, source.kind, source.url or "", source.sha256, self._settings)
        return self._cache.key(*of_source), self._cache.key(*of_source, self._day)

    def find(self, source: Source) -> Laid | None:
        """A source that was read before; None for any other."""
        for key in self._keys(source):
            if (packed := self._cache.get(key)) is not None:
                with suppress(NotKept):
                    return Laid(self._reading.card(unpack(packed)), self._shelf.add(packed))
        return None

    def keep(self, source: Source | Skipped, card: Card, packed: bytes) -> Laid:
        """Lay what was found in a source aside, and keep it. What was skipped is tried again: a limit or a fault of this run."""
        if isinstance(source, Source) and card.reason is None:
            plain, dated = self._keys(source)
            self._cache.put(plain if card.certainty == "stated" else dated, packed)
        return Laid(card, self._shelf.add(packed))


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
    for one, answer in zip(undated, map_ordered(Rereading(day), undated, jobs=jobs, seconds=0, size=_size), strict=True):
        read = one if isinstance(answer, Lost) else unpack(answer)
        if read.published is not None and read is not one:
            why = f"{read.published.why} (the newest of the other articles is of {format_day(day)})"
            read = replace(read, published=replace(read.published, why=why))
        again[id(one)] = read
    return [again.get(id(one), one) for one in found]


def _size(one: Annotated) -> int:
    return len(one.article.text)


__all__ = ["Chosen", "Gathered", "gather", "newest_of", "settle_undated"]
