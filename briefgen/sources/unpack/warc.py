"""Web archives by warcio, the library of the archives themselves: the pages that were answered with 200."""

from __future__ import annotations

import contextlib
import gzip
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import HEAD, kind_of_bytes, kind_of_type
from briefgen.sources.unpack.place import Place, SpentError, printable
from briefgen.sources.unpack.streams import PIECE, look, open_stream
from briefgen.sources.unpack.words import told

PAGES = {"html", "text", "pdf", "docx"}  # kinds of records that are articles
DOCUMENTS = {"pdf", "docx"}
ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}  # of an answer, which are decoded piece by piece
OTHERS = 10  # records that are no page, for each page that an archive may hold
MAX_HEAD = 2_000_000  # bytes of the headers of one record; a browser refuses more than 256 kB
GZIP = b"\x1f\x8b"


class _Heads:
    """Counts what is taken from an archive while the headers of a record are looked for."""

    def __init__(self) -> None:
        self.left: int | None = None

    def take(self, count: int) -> None:
        """Count bytes. Raises ReadError for headers that no archive has, which would be held whole."""
        if self.left is not None:
            self.left -= count
            if self.left < 0:
                raise ReadError(f"has a record with headers of more than {MAX_HEAD / 1_000_000:g} MB; what comes after is not read")


def unpack_warc(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The pages of an archive, numbered in its order; requests, pictures, redirects, errors and revisits are passed over.

    Compressed archives are unpacked here, record by record or whole as they come, so that all that they unpack to is counted.
    """
    from warcio.archiveiterator import ArchiveIterator

    heads = _Heads()
    packed = open_stream(stream, place.take_packed)
    if look(packed, 2) == GZIP:
        packed = open_stream(cast("BinaryIO", gzip.GzipFile(fileobj=packed)), place.allowance.take_bytes)
    number, left = 0, OTHERS * place.limits.members
    records = iter(ArchiveIterator(open_stream(cast("BinaryIO", packed), heads.take), no_record_parse=False))
    while (record := _next(records, heads, number)) is not None:
        left -= 1
        if left < 0:
            raise SpentError(f"holds more than {OTHERS * place.limits.members:,} records; what comes after is not read ([limits] articles)")
        kind = _kind(record)
        if kind is not None:
            number += 1
            yield _page(record, kind, place.member(number, url=_address(record)))
        _pass_over(record, number)


def _next(records: Iterator[Any], heads: _Heads, number: int) -> Any:
    """The next record; None at the end."""
    heads.left = MAX_HEAD
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # warcio writes its warnings there
            return next(records, None)
    except ReadError:
        raise
    except Exception as error:  # warcio raises nearly anything on damaged records
        raise ReadError(f"is damaged after {number} pages ({told(error)}); what came before is read") from error
    finally:
        heads.left = None


def _pass_over(record: Any, number: int) -> None:
    """Read what is left of a record, so that nothing but headers stands before the next one."""
    try:
        while record.raw_stream.read(PIECE):
            pass
    except ReadError:
        raise
    except Exception as error:  # as above
        raise ReadError(f"is damaged after {number} pages ({told(error)}); what came before is read") from error


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
    encoding = ((record.http_headers and record.http_headers.get_header("Content-Encoding")) or "").strip().lower()
    pieces: list[bytes] = []
    size = 0
    try:
        content = record.content_stream() if encoding in ENCODINGS else record.raw_stream
        while piece := content.read(PIECE):
            size += len(piece)
            if encoding:
                place.allowance.take_bytes(len(piece))
            if size > limit:
                return place.skipped(f"is larger than {limit / 1_000_000:g} MB, too large for one article")
            pieces.append(piece)
    except ReadError:
        raise
    except Exception as error:  # as above
        return place.skipped(f"is damaged ({told(error)})")
    data = b"".join(pieces)
    is_page = kind in ("html", "text") and kind_of_bytes(data[:HEAD]) == "html"
    if encoding not in ENCODINGS and not is_page:  # some archives unpack their pages and keep the header
        return place.skipped(f"is compressed as {printable(encoding)[:20]}, which is not read; archive the page in gzip or plain")
    return place.source("html" if is_page else kind, data)
