"""A stream of bytes -> the sources in it: one for an article, many for an archive, a mailbox, a feed, a list.

To add a format that holds many articles: one file here, one line in UNPACKERS, its suffix in ``sources.kinds``, a sample in the tests.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import HEAD, kind_of_content
from briefgen.sources.unpack.place import Allowance, Place, SpentError, make_source
from briefgen.sources.unpack.streams import look, open_stream, read_bounded
from briefgen.sources.unpack.words import told

__all__ = ["UNPACKERS", "Allowance", "Place", "make_source", "unpack"]

UNPACKERS: dict[str, tuple[str, str]] = {
    "jsonl": ("jsonl", "unpack_lines"),
    "json": ("jsonfile", "unpack_json"),
    "gzip": ("gzipped", "unpack_gzip"),
    "zip": ("zipped", "unpack_zip"),
    "eml": ("mail", "unpack_mail"),
    "mbox": ("mail", "unpack_mailbox"),
    "warc": ("warc", "unpack_warc"),
    "feed": ("feed", "unpack_feed"),
}
"""Kind -> the module here and its function that take such a stream apart; a kind that is not here is one article."""
DOCUMENTS = frozenset({"pdf", "docx"})
"""Kinds of one article that may be as large as a document: they hold pictures."""
FAULTS = (EOFError, zlib.error)


def unpack(stream: BinaryIO, place: Place, kind: str) -> Iterator[Source | Skipped]:
    """The sources in a stream that its name tells to be of ``kind``; what exceeds a limit or is damaged as Skipped, with the reason.

    Raises SpentError within another input, which then ends too.
    """
    try:
        opened = stream if isinstance(stream, io.BufferedReader) else open_stream(stream)
        found = kind_of_content(kind, look(opened, HEAD))
        if found in UNPACKERS:
            yield from _unpacker(found)(opened, place)
        else:
            limit, what = (place.limits.document_bytes, "a document ([limits] document_mb)") if found in DOCUMENTS else (
                place.limits.article_bytes, "one article")  # fmt: skip
            yield place.source(found, read_bounded(opened, limit, what))
    except SpentError as error:
        if place.depth:
            raise
        yield place.skipped(str(error))
    except ReadError as error:
        yield place.skipped(str(error))
    except FAULTS as error:
        yield place.skipped(f"is damaged or cut off ({told(error)}); what came before is read")
    except OSError as error:
        yield place.skipped(f"cannot be read: {error.strerror or told(error)}")


def _unpacker(kind: str) -> Callable[[BinaryIO, Place], Iterator[Source | Skipped]]:
    module, name = UNPACKERS[kind]
    made: Callable[[BinaryIO, Place], Iterator[Source | Skipped]] = getattr(import_module(f"{__name__}.{module}"), name)
    return made
