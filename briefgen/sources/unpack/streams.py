"""Streams that can be looked at before they are read, that count what they give, and that can be read from any place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from briefgen.errors import ReadError
from briefgen.sources.unpack.place import Place

PIECE = 1 << 16  # bytes read at once
IN_MEMORY = 16_000_000  # bytes of an archive in an archive that are held; more go to a temporary file


class _Raw(io.RawIOBase):
    """A stream as a raw one that tells each piece that it gives."""

    def __init__(self, stream: BinaryIO, tell: Callable[[int], None]) -> None:
        self._read, self._tell = getattr(stream, "read1", stream.read), tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._read(len(buffer))
        self._tell(len(data))
        buffer[: len(data)] = data
        return len(data)


def open_stream(stream: BinaryIO, tell: Callable[[int], None] = lambda _count: None) -> io.BufferedReader:
    """The stream as one that can be looked at; ``tell`` is told how many bytes are taken from it."""
    return io.BufferedReader(_Raw(stream, tell), PIECE)


def look(stream: io.BufferedReader, count: int) -> bytes:
    """The first bytes of a stream, which stay in it."""
    return stream.peek(count)[:count]


def read_bounded(stream: BinaryIO, limit: int, what: str) -> bytes:
    """All of a stream. Raises ReadError for one of more than ``limit`` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"is larger than {limit / 1_000_000:g} MB, too large for {what}")
    return data


@contextmanager
def seekable(stream: BinaryIO, place: Place) -> Iterator[BinaryIO]:
    """The stream itself where it can be read from any place, else its bytes laid aside for as long as they are needed."""
    if stream.seekable() and not isinstance(getattr(stream, "raw", None), _Raw):
        yield stream
        return
    limit = place.limits.unpacked_bytes
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        while piece := stream.read(PIECE):
            if copy.tell() + len(piece) > limit:
                raise ReadError(f"is larger than {limit / 1_000_000:g} MB, too large for an archive ([limits] unpacked_mb)")
            copy.write(piece)
        copy.seek(0)
        yield cast("BinaryIO", copy)
