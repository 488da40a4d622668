"""A stream of bytes -> the sources in it: one for an article, many for an archive, a mailbox, a feed, a list.

To add a format that holds many articles: one file here, one line in UNPACKERS, its suffix in ``sources.kinds``, a sample in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.unpack.jsonl import unpack_lines
from briefgen.sources.unpack.place import Allowance, Place, make_source

__all__ = ["UNPACKERS", "Allowance", "Place", "make_source", "unpack"]

UNPACKERS: dict[str, Callable[[BinaryIO, Place], Iterator[Source | Skipped]]] = {
    "jsonl": unpack_lines,
}
"""Kind -> what takes such a stream apart; a kind that is not here is one article."""
WHOLE = frozenset({"pdf", "docx", "eml"})
"""Kinds of one article that may be as large as a document: they hold pictures and attachments."""


def unpack(stream: BinaryIO, place: Place, kind: str) -> Iterator[Source | Skipped]:
    """The sources in a stream of ``kind``; what exceeds a limit or cannot be taken apart as Skipped, with the reason."""
    try:
        if kind in UNPACKERS:
            yield from UNPACKERS[kind](stream, place)
        else:
            yield _read_whole(stream, place, kind)
    except ReadError as error:
        yield Skipped(place.id, str(error))
    except OSError as error:
        yield Skipped(place.id, f"cannot be read: {error.strerror or error}")


def _read_whole(stream: BinaryIO, place: Place, kind: str) -> Source:
    limit = place.limits.document_bytes if kind in WHOLE else place.limits.article_bytes
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"is larger than {limit // 1_000_000} MB, too large for one article")
    return place.source(kind, data)
