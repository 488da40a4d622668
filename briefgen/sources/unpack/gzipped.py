"""gzip by the standard library: the file that was compressed, of whatever kind it is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import BinaryIO, cast

from briefgen.model import Skipped, Source
from briefgen.sources.kinds import HEAD, kind_of_bytes, kind_of_name
from briefgen.sources.unpack import unpack
from briefgen.sources.unpack.place import Place
from briefgen.sources.unpack.streams import look, open_stream
from briefgen.sources.unpack.words import not_read


def unpack_gzip(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The sources in the compressed file, under its own id; its kind by the suffix before ``.gz``, else by its first bytes."""
    packed = open_stream(stream, place.take_packed)
    inner = open_stream(cast("BinaryIO", gzip.GzipFile(fileobj=packed)), place.allowance.take_bytes)
    name = place.path.rpartition("/")[2].lower().removesuffix(".gz")
    if name.endswith(".tar"):
        yield place.skipped(f"{not_read(name)}; unpack it, or make a .zip of it")
        return
    kind = kind_of_name(name) or kind_of_bytes(look(inner, HEAD))
    yield from unpack(inner, place.within(), kind)
