"""sources -> read -> annotate: every article of the inputs with what is found in it, in their order, in as many processes as told."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from briefgen.annotate import annotate
from briefgen.config import Config, Topic
from briefgen.errors import BriefgenError
from briefgen.model import Annotated, Article, Limits, Skipped, Source, Stamp
from briefgen.pipeline.cards import Card, card_of, read_entry, write_entry
from briefgen.pipeline.steps import Progress, Step
from briefgen.read import read_article
from briefgen.sources import Fetch, File, list_files, read_files
from briefgen.store.library import Library
from briefgen.store.packing import pack, unpack
from briefgen.workers import Lost, TooSlow, map_ordered, within

T = TypeVar("T")
K = TypeVar("K")
DEFAULT = Limits()


class Fingerprint:
    """A sum over sources and what could not be read, other for any other inputs."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def add(self, source: Source | Skipped) -> None:
        """Count one more."""
        parts = (source.path, source.reason) if isinstance(source, Skipped) else (source.id, source.path, source.kind, source.sha256)
        self._sum.update(repr(parts).encode())

    def digest(self) -> bytes:
        """The sum so far."""
        return self._sum.digest()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is read, and how: files and addresses, standard input, processes, limits."""

    names: tuple[str, ...]
    """As the user gave them."""
    files: Sequence[File]
    stdin: BinaryIO | None = None
    jobs: int = 1
    limits: Limits = DEFAULT
    store: Path | None = None
    """An article library that is read too, after the files."""
    web: Callable[[], Fetch] | None = None
    """What fetches addresses, made when there are any."""

    @classmethod
    def of(cls, names: Sequence[str], **options: Any) -> Inputs:
        """The inputs that ``names`` name, with the other fields as ``options``. Raises UsageError for a path that does not exist."""
        return cls(tuple(names), list_files(names), **options)

    @property
    def described(self) -> str:
        """What is read, in a few words."""
        return ", ".join([*self.names, *([str(self.store)] if self.store else [])])

    def sources(self) -> Iterator[tuple[int, Source | Skipped]]:
        """Every source with the number of files done before it; what cannot be read as Skipped, with the reason.

        What the library holds of the very files that are read is not read twice.
        """
        fetch = self.web() if self.web and self.has_addresses else None
        seen: set[str] = set()
        for at, source in read_files(self.files, stdin=self.stdin, limits=self.limits, fetch=fetch):
            if self.store and isinstance(source, Source):
                seen.add(source.sha256)
            yield at, source
        if self.store:
            with Library(self.store) as library:
                yield from ((len(self.files), source) for source in library.sources() if source.sha256 not in seen)

    @property
    def can_be_read_again(self) -> bool:
        """Whether reading them twice gives the same: standard input is read once, and what is on the web may change."""
        return self.stdin is None and not self.has_addresses

    @property
    def has_addresses(self) -> bool:
        """Whether anything is fetched."""
        return any(file.url for file in self.files)

    def fingerprint(self) -> bytes:
        """The sum over all sources."""
        out = Fingerprint()
        for _, source in self.sources():
            out.add(source)
        return out.digest()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source is read and annotated. Called with one, it gives the bytes of what it found: the work of a parallel process."""

    reference_day: date
    only: tuple[str, ...] = ()
    config: Config | None = None
    seconds: float = DEFAULT.seconds
    topics: tuple[Topic, ...] | None = None
    """Of a brief, for which what the merge needs of each article is made too; None where there is no brief."""

    def read(self, source: Source) -> Annotated | Skipped:
        """The article of a source, annotated; Skipped with the reason where there is none, or where it takes too long."""
        return or_skipped(source, partial(within, self.seconds, partial(self._read, source)), self.seconds)

    def _read(self, source: Source) -> Annotated:
        found = annotate(as_configured(read_article(source), self.config), reference_day=self.reference_day, only=self.only)
        return self._digested(found)

    def _digested(self, found: Annotated) -> Annotated:
        if self.topics is None:
            return found
        from briefgen.merge.digest import digest

        return replace(found, digest=digest(found))

    def card(self, found: Annotated | Skipped) -> Card:
        """The card of what was read."""
        return card_of(found, self.topics or (), self.config)

    def __call__(self, source: Source) -> bytes:
        found = self.read(source)
        return write_entry(found, self.card(found))


@dataclass(frozen=True, slots=True)
class Rereading:
    """How an article that states no date is annotated again, as of another day. Called with one, it gives its bytes."""

    day: date

    def __call__(self, one: Annotated) -> bytes:
        again = annotate(one.article, reference_day=self.day)
        return pack(replace(again, digest=one.digest))


def or_skipped(source: Source, make: Callable[[], T], seconds: float = 0) -> T | Skipped:
    """What ``make`` makes of a source. The one boundary: a bad article is a line in the result, never the end of the run."""
    try:
        return make()
    except BriefgenError as error:
        return Skipped(source.id, str(error))
    except TooSlow:
        return Skipped(source.id, f"took longer than {seconds:.0f} s to read and was given up", is_passing=True)
    except Exception as error:
        return Skipped(source.id, f"could not be read ({type(error).__name__}: {error})")


def as_configured(article: Article, config: Config | None) -> Article:
    """The article with the date and the publisher's name that the configuration states for it."""
    if config is None:
        return article
    if config.dates and (stated := config.date_of(article)):
        key, day = stated
        stamp = Stamp(day.isoformat(), "stated", "configuration", f"[dates] in briefgen.toml states it for “{key}”")
        article = replace(article, published=stamp)
    if config.publishers and (publisher := config.publisher_of(article)):
        article = replace(article, publisher=publisher.name)
    return article


def with_id(one: Annotated, id_: str) -> Annotated:
    """The article under an id of its own."""
    return one if one.article.id == id_ else replace(one, article=replace(one.article, id=id_))


def portable(config: Config | None) -> Config | None:
    """What reading needs of a configuration, fit to be handed to another process."""
    return Config(publishers=config.publishers, dates=dict(config.dates)) if config else None


def count_found(found: Annotated | Skipped) -> dict[str, int]:
    """What was found in an article, by layer."""
    if isinstance(found, Skipped):
        return {"skipped": 1}
    return {"articles": 1, "dates": len(found.timexes), "quotes": len(found.quotes), "events": len(found.events)}


class Numbered:
    """Gives each article an id of its own: one that stands twice gets ``#2``, ``#3``."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def __call__(self, id_: str) -> str:
        self._seen[id_] += 1
        return id_ if self._seen[id_] == 1 else f"{id_}#{self._seen[id_]}"


def read_packed(inputs: Inputs, reading: Reading, kept: Callable[[Source], K | None]) -> Iterator[tuple[int, Source | Skipped, bytes | K]]:
    """For every source, in order: the number of files done before it, the source (its data left out), its entry (``cards``).

    ``kept`` gives something small that stands for the entry of a source that is known already; all others are worked on, by
    ``inputs.jobs`` processes.
    """
    slots: deque[tuple[int, Source | Skipped, bytes | K | None]] = deque()

    def unknown() -> Iterator[Source]:
        for at, source in inputs.sources():
            if isinstance(source, Skipped):
                slots.append((at, source, _entry_of(source)))
                continue
            known = kept(source)
            slots.append((at, replace(source, data=b""), known))
            if known is None:
                yield source

    for answer in map_ordered(reading, unknown(), jobs=inputs.jobs, seconds=inputs.limits.seconds, size=_size):
        at, source, known = slots.popleft()
        while known is not None:
            yield at, source, known
            at, source, known = slots.popleft()
        yield at, source, _entry_of(Skipped(answer.item.id, answer.reason, is_passing=True)) if isinstance(answer, Lost) else answer
    for at, source, known in slots:
        assert known is not None, "all that were unknown are answered"
        yield at, source, known


def _nothing(_source: Source) -> bytes | None:
    """What is known before anything was read."""
    return None


def _size(source: Source) -> int:
    return len(source.data)


def _entry_of(skipped: Skipped) -> bytes:
    return write_entry(skipped, card_of(skipped, (), None))


def extract(
    inputs: Inputs, *, reference_day: date, only: Collection[str] = (), config: Config | None = None, progress: Progress | None = None
) -> Iterator[Annotated | Skipped]:
    """Yield every article of ``inputs`` annotated, or Skipped with the reason; few articles are held at a time."""
    number = Numbered()
    counts: Counter[str] = Counter()
    reading = Reading(reference_day, tuple(only), portable(config), inputs.limits.seconds)
    if progress:
        progress(Step("reading", "", 0, len(inputs.files)))
    for at, source, found in _read_each(inputs, reading):
        if progress:
            name = source.path if isinstance(source, Skipped) else source.id
            progress(Step("reading", name, at, len(inputs.files), counts))
        counts.update(count_found(found))
        yield found if isinstance(found, Skipped) else with_id(found, number(found.article.id))
    if progress:
        progress(Step("reading", "", len(inputs.files), len(inputs.files), counts))


def _read_each(inputs: Inputs, reading: Reading) -> Iterator[tuple[int, Source | Skipped, Annotated | Skipped]]:
    if inputs.jobs > 1:
        for at, source, entry in read_packed(inputs, reading, _nothing):
            card, packed = read_entry(entry)
            yield at, source, unpack(packed) if card.reason is None else Skipped(card.id, card.reason, card.is_passing)
        return
    for at, source in inputs.sources():
        yield at, source, source if isinstance(source, Skipped) else reading.read(source)


def read_all(
    inputs: Inputs, *, reference_day: date, only: Collection[str] = (), config: Config | None = None, progress: Progress | None = None
) -> tuple[list[Annotated], list[Skipped]]:
    """All articles of ``inputs`` annotated, and what could not be read. Raises BriefgenError where nothing could."""
    found: list[Annotated] = []
    skipped: list[Skipped] = []
    for item in extract(inputs, reference_day=reference_day, only=only, config=config, progress=progress):
        (skipped if isinstance(item, Skipped) else found).append(item)  # type: ignore[arg-type]  # the two lists take the two kinds
    if not found:
        raise nothing_read(inputs, skipped)
    return found, skipped


def nothing_read(inputs: Inputs, skipped: Sequence[Skipped]) -> BriefgenError:
    """The error of a run that found no article, with the first reason."""
    why = f"; the first of {len(skipped)} skipped: {skipped[0].path}: {skipped[0].reason}" if skipped else ""
    return BriefgenError(f"no readable article in {inputs.described}{why}")


def read_sources(inputs: Inputs, *, config: Config) -> Iterator[tuple[int, Source | Skipped, Article | Skipped]]:
    """Every source of ``inputs`` with the number of files done before it, and the article in it, nothing found in it yet."""
    seconds = inputs.limits.seconds

    def read(source: Source) -> Article:
        return as_configured(within(seconds, partial(read_article, source)), config)

    for at, source in inputs.sources():
        yield at, source, source if isinstance(source, Skipped) else or_skipped(source, partial(read, source), seconds)


def read_articles(inputs: Inputs, *, config: Config) -> Iterator[Article | Skipped]:
    """Every article of ``inputs`` with the id that :func:`extract` gives it and nothing found in it, or Skipped with the reason."""
    number = Numbered()
    for _, _, article in read_sources(inputs, config=config):
        yield article if isinstance(article, Skipped) else replace(article, id=number(article.id))


__all__ = ["Inputs", "Reading", "Rereading", "extract", "list_files", "read_all", "read_articles", "read_packed", "read_sources"]
