"""Sources -> Articles. A reader makes a Draft of one source; this file makes the Article of it.

To add a format: one file here, one line in READERS, its suffix in ``sources.KINDS``, a sample in the tests.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from briefgen.errors import ReadError
from briefgen.model import Article, Block, Source, Spans
from briefgen.read import entry, html, jsonl, mail, markdown, pdf, plain, word
from briefgen.read.blocks import find_blocks
from briefgen.read.draft import Draft
from briefgen.read.language import detect_language
from briefgen.read.published import find_published
from briefgen.read.sentences import split_sentences

MAX_TEXT = 3_000_000  # characters; the longest news text known to us has two million

READERS: dict[str, Callable[[Source], Draft]] = {
    "text": plain.read_plain,
    "markdown": markdown.read_markdown,
    "html": html.read_html,
    "jsonl": jsonl.read_line,
    "pdf": pdf.read_pdf,
    "docx": word.read_word,
    "message": mail.read_mail,
    "entry": entry.read_entry,
}


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The line that stands above the article as its headline, where the source names no title."""
    return next((b.span.of(text) for b in blocks if b.kind == "headline"), None)


def _agency(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The agency that a dateline names in brackets: "TOKYO, Aug. 26 (Meridian Wire) —"."""
    line = next((b.span.of(text) for b in blocks if b.kind == "dateline"), "")
    match = re.search(r"\((?P<agency>[A-Z][\w .&’'-]{1,40})\)", line)
    return match["agency"] if match else None


def _placed(blocks: tuple[Block, ...], draft: Draft) -> tuple[Block, ...]:
    """The blocks with the place in the source at which each begins."""
    if not draft.places:
        return blocks
    starts = [span.start for span, _ in draft.places]
    return tuple(replace(b, place=draft.places[max(0, bisect_right(starts, b.span.start) - 1)][1]) for b in blocks)


def read_article(source: Source) -> Article:
    """The article in one source. Raises ReadError with the reason where there is none."""
    draft = READERS[source.kind](source)
    if not draft.text.strip():
        raise ReadError("holds no text")
    if len(draft.text) > MAX_TEXT:
        raise ReadError(f"is a text of more than {MAX_TEXT // 1_000_000} million characters, too long for one article; split it")
    blocks = _placed(find_blocks(draft.text, title=draft.title, marks=draft.marks), draft)
    return Article(
        id=draft.id or source.id,
        path=source.path,
        publisher=draft.publisher or _agency(draft.text, blocks),
        url=draft.url or source.url,
        title=draft.title or _headline(draft.text, blocks),
        language=draft.language or detect_language(draft.text),
        reader=draft.reader,
        sha256=source.sha256,
        text_sha256=hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=draft.text,
        published=draft.published or find_published(draft.text, blocks=blocks, url=draft.url or source.url, path=source.path),
        blocks=blocks,
        sentences=Spans(split_sentences(draft.text, blocks)),
    )
