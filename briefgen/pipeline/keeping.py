"""sources -> read -> library: articles kept for later runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.config import Config
from briefgen.model import Article, Skipped, Source
from briefgen.pipeline.reading import Inputs, Numbered, read_sources
from briefgen.pipeline.steps import Progress, Step
from briefgen.store.library import Kept, Library, Outcome

BATCH = 64  # articles of one transaction

__all__ = ["Kept", "Library", "keep"]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an article."""

    id: str
    outcome: Outcome


def keep(inputs: Inputs, library: Library, *, config: Config, progress: Progress | None = None) -> Iterator[Told | Skipped]:
    """Keep every readable article of ``inputs``; told of when it is safe on the disk. What cannot be read is Skipped, with the reason."""
    number = Numbered()
    batch: list[tuple[Source, Article]] = []
    for at, source, article in read_sources(inputs, config=config):
        if progress:
            progress(Step("reading", source.path, at, len(inputs.files)))
        if isinstance(source, Skipped) or isinstance(article, Skipped):
            yield article if isinstance(article, Skipped) else Skipped(source.path, "could not be read")
            continue
        batch.append((source, replace(article, id=number(article.id))))
        if len(batch) == BATCH:
            yield from _write(library, batch)
            batch = []
    yield from _write(library, batch)


def _write(library: Library, batch: list[tuple[Source, Article]]) -> Iterator[Told]:
    if batch:
        for id_, outcome in library.add(batch):
            yield Told(id_, outcome)
