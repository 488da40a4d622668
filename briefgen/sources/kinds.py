"""What an input is: by its suffix, by the type that a server states, by its first bytes."""

from __future__ import annotations

import re

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".eml": "eml", ".mbox": "mbox", ".rss": "feed", ".atom": "feed", ".xml": "feed", ".json": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".warc": "warc", ".warc.gz": "warc", ".zip": "zip", ".gz": "gzip",
}  # fmt: skip
"""Suffix -> kind: a key of ``read.READERS`` or of ``unpack.UNPACKERS``."""
LONGEST = sorted(SUFFIXES, key=lambda suffix: (-len(suffix), suffix))
TYPES = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown", "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx", "message/rfc822": "eml", "application/mbox": "mbox",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed", "application/xml": "feed",
    "text/xml": "feed", "application/json": "json", "application/feed+json": "json", "application/x-ndjson": "jsonl",
    "application/warc": "warc", "application/zip": "zip", "application/gzip": "gzip", "application/x-gzip": "gzip",
}  # fmt: skip
"""Media type -> kind."""
HEAD = 1024  # bytes that tell what an input is
OFFICE = frozenset({b"[Content_Types].xml", b"_rels/.rels", b"docProps/app.xml", b"docProps/core.xml", b"word/document.xml"})
"""What the first member of a Word file is called."""
FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
HEADER = re.compile(
    rb"(?:(?:Return-Path|Received|Delivered-To|Date|From|To|Subject|Message-ID|MIME-Version|X-[\w-]+|DKIM-Signature|ARC-[\w-]+):[^\n]*\n"
    rb"(?:[ \t][^\n]*\n)*){2,}",
    re.IGNORECASE,
)
MAILBOX = re.compile(rb"From (?:\S+@\S+\s|\S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )")  # no text: "From Oslo, desk@example.org reports"
HOLDER = re.compile(rb"""\{\s*(?:"version"\s*:\s*"https?:\\?/\\?/jsonfeed|"(?:articles|items|entries|results|data)"\s*:\s*\[)""")
IS_MAIL = re.compile(rb"^(?:Received|Message-ID|MIME-Version|Return-Path):", re.IGNORECASE | re.MULTILINE)
PLAIN = frozenset({"text", "markdown", "html", "jsonl", "json", "feed", "eml", "mbox"})
"""Kinds that are text: bytes that are plainly something else are read as that."""


def kind_of_name(name: str) -> str | None:
    """The kind that the suffix of a file's name tells; None for one that briefgen does not read."""
    lower = name.lower()
    return next((SUFFIXES[suffix] for suffix in LONGEST if lower.endswith(suffix)), None)


def kind_of_type(content_type: str) -> str | None:
    """The kind that a media type tells, its parameters apart; None for one that briefgen does not read."""
    return TYPES.get(content_type.partition(";")[0].strip().lower())


def kind_of_bytes(head: bytes) -> str:
    """The kind that the first bytes of an input tell; ``text`` where they tell none."""
    if (packed := _packed(head)) is not None:
        return packed
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if PAGE.match(start):
        return "html"
    if start.startswith(b"<") and FEED.search(head):
        return "feed"
    if start.startswith(b"{"):
        first, end, _ = start.partition(b"\n")
        is_whole = not end or first.rstrip().endswith(b"}")
        return "json" if HOLDER.match(start) or not is_whole else "jsonl"
    if start.startswith(b"["):
        return "json"
    if MAILBOX.match(head):
        return "mbox"
    headers = HEADER.match(head.replace(b"\r\n", b"\n"))
    return "eml" if headers and IS_MAIL.search(headers[0]) else "text"


def kind_of_content(told: str, head: bytes) -> str:
    """The kind of an input that its name tells to be ``told``: that one, unless its bytes are plainly another one's."""
    packed = _packed(head)
    if packed is not None and (told in PLAIN or told not in ("zip", "gzip", "docx", "pdf", "warc") or (told, packed) in SWAPPED):
        return packed
    if told in ("text", "markdown", "feed") and PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if told == "jsonl" and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return "json"
    if told == "text" and (found := kind_of_bytes(head)) in ("feed", "eml", "mbox"):
        return found
    if told in ("pdf", "docx", "zip", "gzip", "warc") and packed is None and PAGE.match(head):
        return "html"  # a page that a server sent in place of the file
    return told


SWAPPED = {("pdf", "docx"), ("docx", "pdf"), ("zip", "docx"), ("zip", "pdf"), ("zip", "gzip"), ("gzip", "pdf"), ("gzip", "docx"),
           ("gzip", "zip"), ("pdf", "gzip"), ("pdf", "zip"), ("docx", "gzip"), ("warc", "zip")}  # fmt: skip
"""Kinds that are no text, the one in the name and the one in the bytes, of which the bytes are believed."""


def _packed(head: bytes) -> str | None:
    """The kind of bytes that are no text; None for text, and for what briefgen does not read."""
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if head[30 : 30 + int.from_bytes(head[26:28], "little")] in OFFICE else "zip"
    if head.startswith(b"PK\x05\x06"):
        return "zip"  # an empty one
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "warc" if head.startswith(b"WARC/") else None
