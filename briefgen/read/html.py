"""Saved web pages: the article by trafilatura, its date by htmldate, the rest from JSON-LD and meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Source, Stamp
from briefgen.read.article import merge_readings
from briefgen.read.draft import Draft
from briefgen.read.encoding import CONTROLS, decode
from briefgen.read.fragment import check_markup
from briefgen.read.published import stamp_of

MAX_READ_TWICE = 30_000  # elements; reading a page takes 40 microseconds for each
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?(?P<name>[\w-]+)""", re.IGNORECASE)


def read_html(source: Source) -> Draft:
    """The draft of a saved page: its main text, one paragraph a line, and what its metadata say.

    Raises ReadError for a page without an article, or one nested so deep that it is an attack or a fault.
    """
    page = _decode(source.data)
    elements = check_markup(page)
    from lxml import etree, html

    try:
        tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("is no HTML page") from error
    meta = _metadata(tree)
    text = _main_text(page, twice=elements <= MAX_READ_TWICE)
    if not text:
        raise ReadError("holds no article: no main text was found in the page")
    return Draft(
        text=text, reader="html/2", title=meta.get("title"), publisher=meta.get("publisher"), url=meta.get("url"),
        language=(meta.get("language") or "")[:2].lower() or None, published=_published(meta, page),
    )  # fmt: skip


def _decode(data: bytes) -> str:
    """The page as text: the encoding that it names, where it names one that fits, else as any text."""
    named = CHARSET.search(data[:4096])
    if named:
        try:
            return CONTROLS.sub(" ", data.decode(named["name"].decode("ascii")).replace("\r\n", "\n"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _main_text(page: str, *, twice: bool = True) -> str:
    """The article's paragraphs, one a line: trafilatura's precise reading, completed from its broad one where it is read ``twice``."""
    from trafilatura import extract

    precise = extract(page, favor_precision=True, include_comments=False, include_tables=False, output_format="txt")
    broad = extract(page, include_comments=False, output_format="txt") if twice or not precise else None
    return CONTROLS.sub(" ", merge_readings(precise or "", broad or "")).strip()


def _metadata(tree: Any) -> dict[str, str]:
    """Title, publisher, address, language and date from JSON-LD first, then from meta tags and the head."""
    out: dict[str, str] = {}
    for item in _json_ld(tree):
        publisher = item.get("publisher")
        for key, value in (
            ("title", item.get("headline")),
            ("date", item.get("datePublished")),
            ("publisher", publisher.get("name") if isinstance(publisher, dict) else publisher),
            ("url", item.get("url")),
            ("language", item.get("inLanguage")),
        ):
            if isinstance(value, str) and value.strip():
                out.setdefault(key, value.strip())
    for key, path in META:
        found = tree.xpath(path)
        value = next((str(v).strip() for v in ([found] if isinstance(found, str) else found) if str(v).strip()), None)
        if value:
            out.setdefault(key, re.sub(r"\s+", " ", value))
    if not out.get("url", "").startswith(("http://", "https://")):
        out.pop("url", None)
    return out


META = (
    ("title", "//meta[@property='og:title']/@content"),
    ("title", "string((//h1[normalize-space()])[1])"),
    ("title", "string((//title[normalize-space()])[1])"),
    ("publisher", "//meta[@property='og:site_name']/@content"),
    ("url", "//link[@rel='canonical']/@href"),
    ("url", "//meta[@property='og:url']/@content"),
    ("date", "//meta[@property='article:published_time']/@content"),
    ("date", "//meta[@name='date' or @name='pubdate' or @name='publishdate' or @itemprop='datePublished']/@content"),
    ("language", "/html/@lang"),
)


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The article objects of the page's JSON-LD; broken ones are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(str(script))
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for item in items if isinstance(items, list) else []:
            kind = item.get("@type") if isinstance(item, dict) else None
            if "Article" in str(kind) or "Report" in str(kind):
                yield item


def _published(meta: dict[str, str], page: str) -> Stamp | None:
    """The date that the metadata state, else the one htmldate finds in the page."""
    if value := meta.get("date"):
        stamp = stamp_of(value, "metadata", f"the page's own metadata say {value}")
        if stamp is not None:
            return stamp
    from htmldate import find_date

    found = find_date(page, original_date=True, extensive_search=False)
    return stamp_of(found, "metadata", f"the page says {found}") if found else None
