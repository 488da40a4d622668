"""JSON Lines: one source a line, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from briefgen.model import Skipped, Source
from briefgen.sources.unpack.place import Place


def unpack_lines(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """One source a line, numbered as the lines are; an overlong line is skipped whole and the next one read."""
    limit = place.limits.article_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield place.line(number).skipped(f"is a line of more than {limit / 1_000_000:g} MB, too large for one article")
        elif line.strip():
            yield place.line(number).source("jsonl", line)
