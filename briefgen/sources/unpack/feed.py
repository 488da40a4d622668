"""RSS and Atom by feedparser, which reads all their dialects: each entry with the text that the feed gives of it."""

from __future__ import annotations

import calendar
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.unpack.place import Place
from briefgen.sources.unpack.streams import read_bounded

TEASER = 60  # words; fewer only announce an article that stands elsewhere
DECLARED = re.compile(rb"<!ENTITY", re.IGNORECASE)
MAX_TAG = 20_000
LONG_TAG = re.compile(rb"<[^<>!?\s][^<>]{%d}" % MAX_TAG)  # not "<![CDATA[" before an article without tags
MAX_ENTRIES = 10_000
MAX_TAGS = 1_000_000  # written as tags or as text that means them; a parser takes 0.01 ms over each
MAX_SIGNS = 3_000_000  # "&" before a name or alone
MAX_PREFIXES = 200  # names of XML vocabularies, each of which is compared with all others; feeds use ten
MAX_DASHES = 30_000  # pairs, where there are comments: the end of one that has none is looked for at each
ESCAPED = re.compile(rb"&(?:lt|#0*60|#[xX]0*3[cC]);")
PREFIX = re.compile(rb"xmlns:([^\s=]{1,200})")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. ``content`` is HTML."""

    title: str | None
    url: str | None
    published: str | None
    """ISO 8601, with its offset."""
    publisher: str | None
    language: str | None
    content: str
    is_full: bool
    """Whether the feed gives the article itself, not only a teaser."""
    guid: str | None

    def to_json(self) -> bytes:
        """The entry as its reader takes it."""
        row = {"title": self.title, "url": self.url, "published": self.published, "publisher": self.publisher, "language": self.language,
               "html": self.content, "text": None}  # fmt: skip
        return json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _refuse_hostile(data: bytes) -> None:
    """Raise ReadError for what no feed has and parsers take very long over."""
    if DECLARED.search(data.replace(b"\0", b"") if data[:2] in WIDE else data):
        raise ReadError("declares XML entities of its own, which no feed needs; it is not read")
    if LONG_TAG.search(data):
        raise ReadError(f"has a tag of more than {MAX_TAG:,} characters, which no feed has; it is not read")
    if sum(data.count(name) for name in (b"<item", b"<entry", b"<ITEM")) > MAX_ENTRIES:
        raise ReadError(f"has more than {MAX_ENTRIES:,} entries, which no feed has; it is not read")
    if data.count(b"<") + sum(1 for _ in ESCAPED.finditer(data)) > MAX_TAGS:
        raise ReadError(f"has more than {MAX_TAGS:,} tags, which no feed has; it is not read")
    if data.count(b"&") > MAX_SIGNS:
        raise ReadError(f"has more than {MAX_SIGNS:,} signs “&”, which no feed has; it is not read")
    if len({found[1] for found in PREFIX.finditer(data)}) > MAX_PREFIXES:
        raise ReadError(f"names more than {MAX_PREFIXES} XML vocabularies, which no feed does; it is not read")
    if b"!--" in data and data.count(b"--") > MAX_DASHES:
        raise ReadError(f"has comments and more than {MAX_DASHES:,} dashes, which no feed has; it is not read")


def unpack_feed(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The entries of a feed, in its order, numbered from 1."""
    data = read_bounded(stream, place.limits.document_bytes, "a feed ([limits] document_mb)")
    empty = 0
    for number, entry in enumerate(entries_of(data), 1):
        one = place.member(number, url=entry.url)
        if entry.content.strip():
            yield one.source("entry", entry.to_json())
        else:
            empty += 1
    if empty:
        yield place.skipped(f"gives no text of {empty:,} of its entries; fetch them by the address of the feed")


def entries_of(data: bytes) -> tuple[Entry, ...]:
    """The entries of a feed. Raises ReadError for what is none, and for one that declares entities: no feed needs any of its own."""
    _refuse_hostile(data)
    import feedparser

    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    except Exception as error:  # a parser of everything raises nearly anything
        raise ReadError(f"is no feed that can be read ({type(error).__name__})") from error
    if not found.get("version") and not found.get("entries"):
        raise ReadError("is XML, but neither RSS nor Atom")
    feed = found.get("feed", {})
    return tuple(_entry(one, feed) for one in found.entries)


def _entry(one: Any, feed: Any) -> Entry:
    content = max([*(c.get("value") or "" for c in one.get("content", ())), one.get("summary") or ""], key=len)
    link = one.get("link") or ""
    return Entry(
        title=_line(one.get("title")), url=link if link.startswith(("https://", "http://")) else None, published=_published(one),
        publisher=_line((one.get("source") or {}).get("title") or feed.get("title")),
        language=_line(one.get("language") or feed.get("language")), content=content,
        is_full=len(TAG.sub(" ", content).split()) >= TEASER, guid=one.get("id"),
    )  # fmt: skip


def _published(one: Any) -> str | None:
    """When an entry appeared: with its own offset, where it is written as mails (RFC 5322) or ISO 8601 have it, else in UTC."""
    for key in ("published", "updated"):
        given = dict.get(one, key)  # its own get warns of a key that stands in for another
        for parse in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                when = parse(given or "")
            except (ValueError, TypeError, AttributeError, OverflowError):
                continue
            if when.tzinfo is not None:
                return when.isoformat()
        try:
            if parsed := dict.get(one, f"{key}_parsed"):
                return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
        except (ValueError, OverflowError, TypeError, OSError):
            continue
    return None


def _line(value: Any) -> str | None:
    return " ".join(TAG.sub(" ", value).split()) or None if isinstance(value, str) else None
