"""Frames: the sentences of a paragraph with each marked stretch as one item, so that a full stop inside a quote cuts nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.annotate.people.tokens import Tokens
from briefgen.annotate.quotes.cues import forms
from briefgen.annotate.quotes.marks import Marked
from briefgen.model import Block, Span

MAX_ATTRIBUTION = 30  # items: a sentence "Kim, who …, said on Monday." behind a quote is no longer
STOPS = frozenset({".", "?", "!"})
VERBS = frozenset(
    {
        "is", "are", "was", "were", "will", "would", "can", "could", "may", "might", "did", "does", "do", "had", "went", "came",
        "left", "took"
    }
)  # fmt: skip
CONTINUES = frozenset({",", ";", ")", "—", "–", "-", "―", ".", "?", "!", ":"})
TERMINAL = ".!?…—–-"


@dataclass(slots=True, eq=False)
class Frame:
    """Items of one sentence: a token's index, or ``-(k + 1)`` for the k-th marked stretch. ``lower`` holds "" for a stretch."""

    tokens: Tokens
    marked: Sequence[Marked]
    block: int
    items: list[int]
    words: list[str]
    lower: list[str]
    first_of_block: bool

    def __len__(self) -> int:
        return len(self.items)

    def mark(self, i: int) -> Marked | None:
        """The marked stretch at position ``i``, None for a word."""
        return self.marked[-self.items[i] - 1] if 0 <= i < len(self.items) and self.items[i] < 0 else None

    def is_mark(self, i: int) -> bool:
        """Whether a marked stretch stands at position ``i``."""
        return 0 <= i < len(self.items) and self.items[i] < 0

    def word(self, i: int) -> str:
        """The lower-case word at position ``i``; empty for a stretch and outside."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def is_capital(self, i: int) -> bool:
        """Whether a word with a capital stands at position ``i``."""
        return 0 <= i < len(self.words) and self.words[i][:1].isupper()

    def start(self, i: int) -> int:
        """The offset at which item ``i`` begins."""
        mark = self.mark(i)
        return mark.span.start if mark else self.tokens.starts[self.items[i]]

    def end(self, i: int) -> int:
        """The offset at which item ``i`` ends."""
        mark = self.mark(i)
        return mark.span.end if mark else self.tokens.ends[self.items[i]]

    def span(self, first: int, end: int) -> Span:
        """The span of the items from ``first`` to before ``end``."""
        return Span(self.start(first), self.end(end - 1))

    def marks_between(self, first: int, end: int) -> list[int]:
        """The positions of marked stretches in a range."""
        return [i for i in range(first, end) if self.items[i] < 0]

    def asks(self) -> bool:
        """Whether the frame itself, outside its marks, is a question."""
        return bool(self.lower) and self.lower[-1] == "?"


def build_frames(tokens: Tokens, block: Block, number: int, marked: Sequence[Marked]) -> Iterator[Frame]:
    """The frames of a block; ``marked`` are all stretches of the article."""
    first, end = tokens.index(block.span.start), tokens.index(block.span.end)
    mine = [(k, m) for k, m in enumerate(marked) if m.block == number]
    items: list[int] = []
    fresh = True
    i, at = first, 0
    while i < end or at < len(mine):
        if at < len(mine) and (i >= end or tokens.starts[i] >= mine[at][1].span.start):
            k, stretch = mine[at]
            at += 1
            i = bisect_left(tokens.starts, stretch.span.end)
            items.append(-(k + 1))
            closes = _ends_frame(tokens, stretch, i, end, mine[at][1] if at < len(mine) else None)
        else:
            word = tokens.words[i]
            items.append(i)
            i += 1
            closes = _closes(tokens, i, end) or ("." in word and at < len(mine) and _begins_anew(tokens, i, mine[at][1]))
        if closes:
            yield _frame(tokens, marked, number, items, fresh)
            items, fresh = [], False
    if items:
        yield _frame(tokens, marked, number, items, fresh)


def _closes(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a sentence ends before token ``i``: at a full stop, unless the text goes on small ("Hale, D-Ohio, a member")."""
    word = tokens.words[i - 1]
    if word not in STOPS:
        return i in tokens.opens and word.endswith((".", "!", "?"))
    return i >= end or not (tokens.words[i] in (",", ")", ";", ":") or (word == "." and tokens.words[i][0].islower()))


def is_title_text(inner: str) -> bool:
    """Whether marked words are a name or a title: short, every longer word with a capital, no comma or question at the end."""
    words = [w for w in inner.split() if w[0].isalpha()]
    return (
        2 <= len(words) <= 8
        and inner.rstrip()[-1:] not in "!?"
        and all(w[0].isupper() or len(w) < 5 for w in words)
        and words[-1][0].isupper()
    )


def _begins_anew(tokens: Tokens, i: int, following: Marked) -> bool:
    """Whether a stretch behind an abbreviation begins a sentence: 'made in the U.S. “Buy it here,” he said.'"""
    inner = following.inner.of(tokens.text).strip()
    after_it = i < len(tokens.starts) and tokens.starts[i] == following.span.start
    return after_it and inner[:1].isupper() and inner[-1:] in ",.?!" and not is_title_text(inner) and len(tokens.words[i - 1]) > 3


def _frame(tokens: Tokens, marked: Sequence[Marked], number: int, items: list[int], fresh: bool) -> Frame:
    words = ["" if i < 0 else tokens.words[i] for i in items]
    lower = ["" if i < 0 else tokens.lower[i].replace("’", "'") for i in items]
    return Frame(tokens, marked, number, items, words, lower, fresh)


def _ends_frame(tokens: Tokens, stretch: Marked, nxt: int, end: int, following: Marked | None) -> bool:
    """Whether the sentence ends with this stretch: it ends in a full stop and no attribution follows.

    '"We won." Mehra said.' goes on; '"We won." Mehra left the room.' does not.
    """
    inner = stretch.inner.of(tokens.text).rstrip()
    if stretch.goes_on or not inner or inner[-1] not in TERMINAL:
        return stretch.goes_on or (following is not None and nxt < end and not tokens.text[stretch.span.end : following.span.start].strip())
    if nxt >= end or (following is not None and following.span.start <= tokens.starts[nxt]):
        return True
    word = tokens.words[nxt]
    if word[0].islower() or word in CONTINUES:
        return False
    return not _is_attribution(tokens, nxt, end)


def _is_attribution(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words up to the next stop are no more than a speaker, a reporting verb and where it was said."""
    table = forms()
    for i in range(first, min(first + MAX_ATTRIBUTION, end)):
        if tokens.words[i] in STOPS or (i > first and i in tokens.opens) or (tokens.lower[i] in VERBS and tokens.lower[i - 1] != "who"):
            return False
        if tokens.lower[i] in table and table[tokens.lower[i]][1] in ("say", "tell", "quote", "that") and i > first:
            nxt = tokens.words[i + 1] if i + 1 < end else "."
            if nxt in (".", ",", "in", "on", "at", "during", "after", "of") or tokens.lower[i] == "told" or nxt.lower().endswith("day"):
                return tokens.words[i + 1 : i + 2] != ["that"]
            return False
    return False
