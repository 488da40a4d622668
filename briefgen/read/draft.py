"""What a reader makes of one source before blocks, sentences and language are found."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model import BlockKind, Span, Stamp


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and metadata of one article; None where the source does not say."""

    text: str
    reader: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: Stamp | None = None
    marks: tuple[tuple[Span, BlockKind], ...] = ()
    """Stretches whose kind the format itself states (a front matter, an HTML heading)."""
    places: tuple[tuple[Span, str], ...] = ()
    """Stretches and where in the source they stand (``page 3``), in order, where the source has places."""
