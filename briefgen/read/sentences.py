"""Sentences: blocks cut at full stops that end one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefgen.lexicon import load_words
from briefgen.model import Block, Span

# A stop, closing marks, white space, then what may begin a sentence: "... in Tokyo.” The prime minister"
BOUNDARY = re.compile(r"""(?P<stop>[.!?…]+)(?P<close>["”’'»)\]]*)\s+(?=["“‘'«(\[]*[^\W_])""")
LABEL = re.compile(r"[^:\n]{1,120}:\s+|Q\s+")  # "MR. ADLER: Thank you": who speaks is no part of the sentence
LAST_WORD = re.compile(r"(?:[^\W_]\.)*[^\W_]+$")
NO_SENTENCES = ("boilerplate", "headline", "dateline")
NOT_ABBREVIATED = 12  # characters; no abbreviation is longer


def split_sentences(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Spans of the sentences in all blocks but NO_SENTENCES, white space at the edges left out. A title is never evidence."""
    out: list[Span] = []
    for block in blocks:
        if block.kind not in NO_SENTENCES:
            label = LABEL.match(text, block.span.start, block.span.end) if block.kind == "speech" else None
            out.extend(_split(text, Span(label.end(), block.span.end) if label else block.span))
    return tuple(out)


def _split(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for match in BOUNDARY.finditer(text, block.start, block.end):
        if match.end() < block.end and _ends_sentence(text, start, match):
            yield Span(start, match.end("close"))
            start = match.end()
    end = block.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop ends a sentence: not after an abbreviation or an initial, not before a lower-case word.

    "Gen. Milley", "the U.S. Senate", "J. D. Vance" go on; "in the U.S. The talks" ends (a word that only begins sentences follows).
    """
    nxt = match.end()
    while nxt < len(text) and not text[nxt].isalnum():
        nxt += 1
    if text[nxt : nxt + 1].islower():
        return False
    if match["stop"] != "." or match["close"]:
        return True
    word = LAST_WORD.search(text, max(start, match.start() - NOT_ABBREVIATED), match.start())
    if word is None:
        return True
    last = word[0]
    initials = len(last) == 1 and last.isupper()
    if last.lower() in _abbreviations() or initials or "." in last:
        return ("." in last or last.lower() in _enders()) and _first_word(text, nxt) in _starters() if not initials else False
    return True


def _first_word(text: str, at: int) -> str:
    match = re.compile(r"[^\W\d_]+").match(text, at)
    return match[0] if match else ""


@cache
def _abbreviations() -> frozenset[str]:
    return load_words("abbreviations")


@cache
def _enders() -> frozenset[str]:
    """Abbreviations that may also end a sentence: "by Acme Inc. The deal"."""
    return frozenset({"inc", "corp", "co", "ltd", "etc", "jr", "sr", "a.m", "p.m"})


@cache
def _starters() -> frozenset[str]:
    """Words that seldom stand with a capital inside a sentence, so that one after "U.S." begins a new one."""
    return frozenset(
        (
            "The A An It He She They We I But And In On At This That These Those His Her Their Its There When While After Before As If For"
        ).split()
    )
