"""Hyphens at the end of a line: those that a typesetter put into a word, and those that belong to it ("well-prepared")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from briefgen.lexicon import load_mapping, load_words

SOFT = "\u2010\u00ad"  # browsers and word processors end a line with these only where they parted a word
HYPHENS = f"-\x02\ufffe{SOFT}"  # the second and third: what PDFium makes of one at the end of a line
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
COMMON = 100  # of 14,396 texts that hold a word: less, and the two halves of a parted word are words by chance ("rep-lies")
ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("s", ""), ("our", "or"),
           ("ours", "or"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"))  # fmt: skip

FIRST = frozenset(
    "all anti co cross ex far full half high ill inter long low mid multi near new non off old post pre pro re self semi short so"
    " three two under vice well".split()
)
"""What often stands before a hyphen that belongs to the word."""

IsSplit = Callable[[str, str], bool]


def find_splits(lines: Sequence[str]) -> IsSplit:
    """A judge of two halves of a word: True where a typesetter parted it, so that its hyphen goes.

    It knows the words that stand undivided in ``lines``, the words that are common in English, and whether this text parts words at all.
    """
    seen: set[str] = set()
    parted = False
    for line in lines:
        words = WORD.findall(line)
        seen.update(w.lower() for w in words[parted : len(words) - (line[-1:] in HYPHENS)])
        parted = line[-1:] in HYPHENS
    parts_words = any(one[-1:] in SOFT or _is_plainly_split(one, two) for one, two in pairwise(lines) if one[-1:] in HYPHENS)

    def is_split(first: str, second: str) -> bool:
        one, two = first.lower(), second.lower()
        if not second[:1].islower() or not one.isalpha() or f"{one}-{two}" in seen:
            return False
        joined, compound = _is_common(one + two), _is_compound(one, two)
        if one + two in seen or joined != compound:
            return one + two in seen or joined
        if not joined and not _is_known(two) and (_is_known(one + two) or not _is_known(one)):
            return True  # "fisher-ies", "Macdon-ald"
        return parts_words  # "Jae-in", "co-operate", "under-standing"

    return is_split


def _is_plainly_split(line: str, more: str) -> bool:
    """Whether two lines part a common word whose halves make no compound: "min-ister"."""
    halves = _halves(line, more)
    return halves is not None and _is_common("".join(halves).lower()) and not _is_compound(halves[0].lower(), halves[1].lower())


def _halves(line: str, more: str) -> tuple[str, str] | None:
    first, second = re.search(r"[^\W_]+$", line[-60:-1]), re.match(r"[^\W_]+", more)
    return (first[0], second[0]) if first and second else None


def _is_compound(one: str, two: str) -> bool:
    return (one in FIRST and _is_known(two)) or (_is_common(one) and _is_common(two))


def join_halves(text: str, more: str, is_split: IsSplit) -> tuple[str, str]:
    """What is kept of a line and what stands between it and ``more``, the next line of its paragraph."""
    if text[-1:] not in HYPHENS:
        return text, " "
    halves = _halves(text, more)
    if halves is None:
        return (text, " ") if text[-1] == "-" and text[-2:-1] in ("", " ") else (text[:-1] + "-", "")
    split = text[-1] in SOFT or is_split(*halves)
    return text[:-1] if split else text[:-1] + "-", ""


def _is_known(word: str) -> bool:
    counts = _counts()
    return (
        word in counts
        or word in load_words("function_words")
        or any(word.endswith(end) and word[: -len(end)] + base in counts for end, base in ENDINGS)
    )


def _is_common(word: str) -> bool:
    counts = _counts()
    bases = [word, *(word[: -len(end)] + base for end, base in ENDINGS if word.endswith(end))]
    return any(int(counts.get(base, "0")) >= COMMON for base in bases) or word in load_words("function_words")


@cache
def _counts() -> dict[str, str]:
    return load_mapping("background")
