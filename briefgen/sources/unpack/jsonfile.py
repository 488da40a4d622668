"""JSON files by the standard library: one article, a list of them, an object that holds such a list, a JSON Feed (version 1.1)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.unpack.jsonl import unpack_lines
from briefgen.sources.unpack.place import Place

MAX_VALUES = 3_000_000  # in one file: what is written in two bytes takes a hundred in memory; 64 MB of prose have a million commas
BOM = b"\xef\xbb\xbf"
LISTS = ("articles", "items", "entries", "results", "data")  # keys under which files of many articles have them


def unpack_json(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The articles of a JSON file; a file that is really JSON Lines is read as such."""
    limit = place.limits.document_bytes
    data = stream.read(limit + 1).removeprefix(BOM)
    if _is_lines(data):
        yield from unpack_lines(cast("BinaryIO", _Joined(data, stream)), place)
        return
    if len(data) > limit:
        raise ReadError(f"is larger than {limit / 1_000_000:g} MB, too large for a JSON file; JSON Lines (.jsonl) may be of any size")
    if data.count(b",") + 4 * (data.count(b"{") + data.count(b"[")) > MAX_VALUES:
        raise ReadError(f"is JSON of more than {MAX_VALUES:,} values, too many to be held; save it as JSON Lines (.jsonl)")
    try:
        found = json.loads(data)
    except RecursionError as error:
        raise ReadError("is JSON nested too deep; no article is") from error
    except ValueError as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ReadError(f"is not valid JSON{where}") from error
    if isinstance(found, dict) and isinstance(found.get("text"), str):
        yield place.source("jsonl", data)
        return
    rows = found if isinstance(found, list) else _list_in(found)
    feed = found if isinstance(found, dict) and str(found.get("version", "")).startswith("https://jsonfeed.org/") else None
    for number, row in enumerate(rows, 1):
        yield _entry(row, feed, place, number) if feed is not None else _article(row, place, number)


def _is_lines(data: bytes) -> bool:
    """Whether the first line is an object of its own and another one follows."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not (first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _list_in(found: Any) -> list[Any]:
    if isinstance(found, dict):
        for key in LISTS:
            if isinstance(found.get(key), list):
                return list(found[key])
    raise ReadError('is JSON, but neither an article with a "text" nor a list of them')


def _article(row: Any, place: Place, number: int) -> Source | Skipped:
    return _handed(place.member(number), "jsonl", row)


def _handed(place: Place, kind: str, row: Any) -> Source | Skipped:
    """A source of ``kind`` that holds ``row`` alone."""
    try:
        data = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    except (RecursionError, ValueError):
        return place.skipped("is JSON nested too deep; no article is")
    limit = place.limits.article_bytes
    if len(data) > limit:
        return place.skipped(f"is larger than {limit / 1_000_000:g} MB, too large for one article")
    return place.source(kind, data)


def _entry(item: Any, feed: Mapping[str, Any], place: Place, number: int) -> Source | Skipped:
    """An item of a JSON Feed, as feeds' entries are handed on."""
    if not isinstance(item, dict):
        return place.member(number).skipped("is no item of a feed")
    url = item.get("url") or item.get("external_url")
    row = {"title": item.get("title"), "url": url, "published": item.get("date_published"), "publisher": feed.get("title"),
           "language": item.get("language") or feed.get("language"), "html": item.get("content_html"),
           "text": item.get("content_text") or item.get("summary")}  # fmt: skip
    one = place.member(number, url=url if isinstance(url, str) and url.startswith(("https://", "http://")) else None)
    return _handed(one, "entry", row)


class _Joined(io.RawIOBase):
    """Bytes already taken from a stream, then the stream itself, line by line."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = io.BytesIO(head), stream

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        line = self._head.readline(limit)
        return line if line.endswith(b"\n") or len(line) == limit else line + self._stream.readline(limit - len(line))
