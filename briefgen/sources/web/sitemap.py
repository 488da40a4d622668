"""Sitemaps (sitemaps.org, version 0.9): the addresses of a site's pages, newest first."""

from __future__ import annotations

import gzip
import io
import re
import zlib

from briefgen.errors import ReadError
from briefgen.sources.unpack.feed import DECLARED

ROOT = re.compile(rb"<(?:\w+:)?(?P<root>urlset|sitemapindex)[\s>]")


def unzipped(data: bytes, limit: int) -> bytes:
    """A sitemap that came as ``.xml.gz``, and any other data as it is. Raises ReadError for one of more than ``limit`` bytes."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            out = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError("is a damaged gzip file") from error
    if len(out) > limit:
        raise ReadError(f"unpacks to more than {limit / 1_000_000:g} MB")
    return out


def root_of(data: bytes) -> str | None:
    """``urlset``, ``sitemapindex``, or None for what is no sitemap."""
    found = ROOT.search(data[:4096])
    return found["root"].decode() if found else None


def addresses_of(data: bytes) -> list[str]:
    """The addresses that a sitemap or an index of sitemaps lists: by last change, newest first, those without one after them."""
    if DECLARED.search(data):
        raise ReadError("declares XML entities of its own, which no sitemap needs; it is not read")
    from lxml import etree

    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("is XML that cannot be read") from error
    found: dict[str, str] = {}
    for one in tree:
        texts = {etree.QName(part).localname: (part.text or "").strip() for part in one if isinstance(part.tag, str)}
        if texts.get("loc"):
            found.setdefault(texts["loc"], texts.get("lastmod", ""))
    return sorted(found, key=lambda url: found[url], reverse=True)
