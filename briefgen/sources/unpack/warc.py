"""Web archives by warcio, the library of the archives themselves: the pages that were answered with 200."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import HEAD, kind_of_bytes, kind_of_type
from briefgen.sources.unpack.place import Place

PIECE = 1 << 16  # bytes decoded at once
PAGES = {"html", "text", "pdf", "docx"}  # kinds of records that are articles
DOCUMENTS = {"pdf", "docx"}


def unpack_warc(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The pages of an archive, numbered in its order; requests, pictures, redirects, errors and revisits are passed over."""
    from warcio.archiveiterator import ArchiveIterator

    number = 0
    records = iter(ArchiveIterator(stream, no_record_parse=False))
    while True:
        try:
            record = next(records, None)
        except Exception as error:  # warcio raises nearly anything on damaged records
            raise ReadError(f"is damaged after {number} pages ({_told(error)}); what came before is read") from error
        if record is None:
            return
        kind = _kind(record)
        if kind is None:
            continue
        number += 1
        yield _page(record, kind, place.member(number, url=_address(record)))


def _kind(record: Any) -> str | None:
    """The kind of an article's record; None for any other."""
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None and headers.get_statuscode() != "200":
        return None
    stated = (headers.get_header("Content-Type") if headers is not None else record.content_type) or ""
    kind = kind_of_type(stated) if stated else "html"
    if (_address(record) or "").endswith("/robots.txt"):
        return None
    return kind if kind in PAGES else None


def _address(record: Any) -> str | None:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return url if url.startswith(("https://", "http://")) else None


def _page(record: Any, kind: str, place: Place) -> Source | Skipped:
    limit = place.limits.document_bytes if kind in DOCUMENTS else place.limits.article_bytes
    pieces: list[bytes] = []
    size = 0
    content = record.content_stream()
    try:
        while piece := content.read(PIECE):
            size += len(piece)
            place.allowance.take_bytes(len(piece))
            if size > limit:
                return place.skipped(f"is larger than {limit / 1_000_000:g} MB, too large for one article")
            pieces.append(piece)
    except ReadError:
        raise
    except Exception as error:  # as above
        return place.skipped(f"is damaged ({_told(error)})")
    data = b"".join(pieces)
    is_page = kind == "text" and kind_of_bytes(data[:HEAD]) == "html"
    return place.source("html" if is_page else kind, data)


def _told(error: Exception) -> str:
    """What a library says of a fault, on one line and not at length."""
    return " ".join(str(error).split())[:120] or type(error).__name__
