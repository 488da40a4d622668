"""Blocks: the paragraphs of a text and the lines that are not the article.

The text is never altered; a line such as "Sign Up Now" becomes a block of kind ``boilerplate``, from which nothing is extracted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from briefgen.lexicon import Pattern, load_patterns
from briefgen.model import Block, BlockKind, Span

# "NEW DELHI, Aug. 26, 2025 (Meridian Wire) — ", "CANBERRA, Australia (AP) -- ", "TOKYO — ": what stands before the first sentence
DATELINE = re.compile(
    r"(?P<line>[A-Z][A-Z.’'-]+(?:[ /][A-Z][A-Z.’'-]+){0,3}(?:,\s[A-Z][\w.’' -]{1,24}?)?"
    r"(?:,?\s\(?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?\)?)?"
    r"(?:\s?\([\w .&’'-]{2,40}\))?\s?(?:—|–|--|-|_))\s?(?=[\"“‘']?[A-Z0-9])"
)
MAX_HEADING = 90  # characters; longer lines are sentences
MAX_BOILERPLATE = 300  # characters; a longer paragraph is never a page's furniture
SPEECH = re.compile(r"(?:Q[:.]?|(?:THE )?[A-Z][A-Z.’'\- ]{2,60}(?:\([^)\n]{1,60}\))?:)\s")
LIST = re.compile(r"(?:[-*•–]|\(?\d{1,2}[.)])\s+\S")
WRAPPED_SHARE = 0.3  # of line ends inside a paragraph that go on in lower case: such a text was wrapped by hand


def find_blocks(text: str, *, title: str | None = None, marks: Sequence[tuple[Span, BlockKind]] = ()) -> tuple[Block, ...]:
    """The blocks of ``text`` in order, none overlapping, white space between them left out.

    A line is a block, unless the text was wrapped by hand: then lines up to an empty one are. ``marks`` are kinds that the format states.
    """
    out = [Block(_trimmed(text, mark), kind) for mark, kind in marks]
    first = True
    for span in _paragraphs(text, Span(max((mark.end for mark, _ in marks), default=0), len(text))):
        kind = _kind(span.of(text), first=first, title=title)
        first = False
        dateline = DATELINE.match(text, span.start, span.end) if kind == "paragraph" else None
        if dateline:
            out.append(Block(Span(span.start, dateline.end("line")), "dateline"))
        out.append(Block(Span(dateline.end(), span.end) if dateline else span, kind))
    return tuple(out)


def _paragraphs(text: str, within: Span) -> Iterator[Span]:
    lines = [Span(m.start(), m.end()) for m in re.compile(r"[^\n\s][^\n]*").finditer(text, within.start, within.end)]
    if not _is_wrapped(text, lines):
        yield from (_trimmed(text, line) for line in lines)
        return
    start: int | None = None
    end = 0
    for line in lines:
        own = _kind(line.of(text).strip(), first=False, title=None) in ("boilerplate", "list", "speech", "block_quote")
        if start is not None and (text.count("\n", end, line.start) > 1 or own):
            yield _trimmed(text, Span(start, end))
            start = None
        start = line.start if start is None else start
        end = line.end
    if start is not None:
        yield _trimmed(text, Span(start, end))


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether single line ends are only typesetting: many lines go on in lower case after one."""
    ends = goes_on = 0
    for one, two in pairwise(lines):
        if text.count("\n", one.end, two.start) == 1:
            ends += 1
            goes_on += text[two.start].islower() and text[one.end - 1] not in '.!?:;"”'
    return ends >= 3 and goes_on >= WRAPPED_SHARE * ends


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return Span(span.start, end)


def _kind(line: str, *, first: bool, title: str | None) -> BlockKind:
    if len(line) <= MAX_BOILERPLATE and is_boilerplate(line):
        return "boilerplate"
    if line.startswith(">"):
        return "block_quote"
    if SPEECH.match(line):
        return "speech"
    if LIST.match(line):
        return "list"
    if title is not None and line.lstrip("# ").strip() == title:
        return "headline"
    if line.startswith("#") or (
        len(line) <= MAX_HEADING and line[-1] not in ".!?:;,\"”'’)" and line[:1].isalnum() and not line[0].islower()
    ):
        return "headline" if first else "heading"
    return "paragraph"


def is_boilerplate(line: str) -> bool:
    """Whether a line is a page's furniture: a link to another story, a button, a sharing bar."""
    return any(pattern.regex.search(line) for pattern in _patterns())


@cache
def _patterns() -> tuple[Pattern, ...]:
    return load_patterns("boilerplate")
