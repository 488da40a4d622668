"""Addresses -> sources: articles, feeds and sitemaps fetched from the web. Nothing else touches a network, but the mail."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from time import sleep
from urllib.parse import urlsplit

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import HEAD, kind_of_bytes, kind_of_content, kind_of_name, kind_of_type
from briefgen.sources.unpack import UNPACKERS, Allowance, Place, make_source, unpack
from briefgen.sources.unpack.feed import Entry, entries_of
from briefgen.sources.web.cache import Answer
from briefgen.sources.web.client import Access, Client
from briefgen.sources.web.sitemap import addresses_of, root_of, unzipped

__all__ = ["Access", "Fetcher"]

MAX_SITEMAPS = 20  # sitemaps of one index that are looked into


class Fetcher:
    """Gives the sources behind addresses."""

    def __init__(self, access: Access, *, wait: Callable[[float], None] = sleep) -> None:
        self._access = access
        self._client = Client(access, wait=wait)
        self._wait = wait

    def sources(self, url: str) -> Iterator[Source | Skipped]:
        """The article at an address, or those of the feed or sitemap there; what cannot be had as Skipped, with the reason."""
        try:
            answer = self._fetch(url)
            kind = self._kind(answer)
            if kind == "feed" and (root := root_of(answer.body)):
                yield from self._pages(url, self._listed(answer, root))
            elif kind == "feed":
                yield from self._entries(url, answer)
            else:
                yield from self._article(answer, kind)
        except ReadError as error:
            yield Skipped(url, str(error))

    def _fetch(self, url: str) -> Answer:
        answer = self._client.fetch(url, limit=self._access.limits.document_bytes)
        if answer.body.startswith(b"\x1f\x8b") and urlsplit(answer.url).path.endswith(".xml.gz"):
            return replace(answer, body=unzipped(answer.body, self._access.limits.document_bytes))
        return answer

    def _kind(self, answer: Answer) -> str:
        """The kind of an answer, by the type that the server states, the address and the first bytes. Raises ReadError for no article."""
        stated = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        head = answer.body[:HEAD]
        kind = kind_of_type(stated)
        if kind is None and stated in ("", "application/octet-stream", "binary/octet-stream"):
            kind = kind_of_name(urlsplit(answer.url).path) or kind_of_bytes(head)
        if kind is None:
            raise ReadError(f"sent {stated[:80]}, which is no article")
        if kind in ("text", "html", "json", "feed") and kind_of_bytes(head) == "feed":
            return "feed"
        if root_of(head):
            return "feed"
        return kind_of_content(kind, head)

    def _article(self, answer: Answer, kind: str) -> Iterator[Source | Skipped]:
        limits = self._access.limits
        if kind in UNPACKERS:
            yield from unpack(io.BytesIO(answer.body), Place(answer.url, answer.url, Allowance(limits), url=answer.url), kind)
            return
        if kind not in ("pdf", "docx") and len(answer.body) > limits.article_bytes:
            raise ReadError(f"is larger than {limits.article_bytes / 1_000_000:g} MB, too large for one article")
        yield make_source(answer.url, answer.url, kind, answer.body, url=answer.url)

    def _entries(self, url: str, answer: Answer) -> Iterator[Source | Skipped]:
        """A feed's entries: the article itself where the feed gives it, else the page that it leads to."""
        entries = entries_of(answer.body)
        pages = self._access.pages
        for number, entry in enumerate(entries[:pages], 1):
            if entry.is_full or entry.url is None:
                yield self._entry(answer, entry, number)
            else:
                yield from self._page(entry.url)
        yield from self._rest(url, len(entries))

    def _entry(self, answer: Answer, entry: Entry, number: int) -> Source | Skipped:
        id_ = entry.url or f"{answer.url}#{number}"
        if not entry.content.strip():
            return Skipped(id_, "holds no text: the feed only names it")
        return make_source(id_, id_, "entry", entry.to_json(), url=entry.url)

    def _listed(self, answer: Answer, root: str) -> list[str]:
        """The pages of a sitemap, or of the sitemaps of an index."""
        if root == "urlset":
            return addresses_of(answer.body)
        out: dict[str, None] = {}
        for address in islice(addresses_of(answer.body), MAX_SITEMAPS):
            inner = self._fetch(address)
            if root_of(inner.body) == "urlset":
                out.update(dict.fromkeys(addresses_of(inner.body)))
            if len(out) > self._access.pages:
                break
        return list(out)

    def _pages(self, url: str, addresses: list[str]) -> Iterator[Source | Skipped]:
        for address in addresses[: self._access.pages]:
            yield from self._page(address)
        yield from self._rest(url, len(addresses))

    def _page(self, url: str) -> Iterator[Source | Skipped]:
        """One page of many: never another list."""
        try:
            self._wait(self._client.delay(url))
            answer = self._client.fetch(url, limit=self._access.limits.document_bytes)
            kind = self._kind(answer)
            if kind == "feed":
                raise ReadError("is a list of pages within a list of pages, and is not followed")
            yield from self._article(answer, kind)
        except ReadError as error:
            yield Skipped(url, str(error))

    def _rest(self, url: str, count: int) -> Iterator[Skipped]:
        pages = self._access.pages
        if count > pages:
            yield Skipped(url, f"lists {count:,} articles; the first {pages:,} are read ([web] pages in briefgen.toml)")
