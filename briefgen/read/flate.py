"""Compressed streams of a PDF that unpack to more than any page has: told before PDFium unpacks them into memory."""

from __future__ import annotations

import re
import zlib

from briefgen.errors import ReadError

MAX_STREAM = 32_000_000  # bytes unpacked of one stream that is no picture: a page has a hundred thousand, a large font ten million
MAX_STREAMS = 512_000_000  # of all of them
STREAM = re.compile(rb"stream\r?\n")
LOOK_BACK = 1000  # bytes before a stream in which its filters stand
PICTURE = re.compile(rb"/Subtype\s*/Image")
FILTER = re.compile(rb"/(?:FlateDecode|Fl)\b")


def refuse_bombs(data: bytes) -> None:
    """Raise ReadError for a PDF of which a stream of text, fonts or objects, or all of them, unpack to too much."""
    left = MAX_STREAMS
    for match in STREAM.finditer(data):
        about = data[max(0, match.start() - LOOK_BACK) : match.start()].rpartition(b"endobj")[2]
        filters = len(FILTER.findall(about))
        if not filters or PICTURE.search(about):
            continue
        end = data.find(b"endstream", match.end())
        size = _unpacked(data[match.end() : end if end >= 0 else len(data)], filters)
        left -= size
        if size > MAX_STREAM or left < 0:
            raise ReadError("has a page or a font that unpacks to more than any has; it is not read")


def _unpacked(stream: bytes, filters: int) -> int:
    """The bytes of a stream when it is unpacked, ``filters`` times, counted no further than MAX_STREAM."""
    size = 0
    for _ in range(min(filters, 3)):
        try:
            stream = zlib.decompressobj().decompress(stream, MAX_STREAM + 1)
        except zlib.error:
            break  # damaged: PDFium makes of it what it can
        size = max(size, len(stream))
    return size
