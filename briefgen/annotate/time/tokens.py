"""Tokens: every word, number and sign of a block with a type of one letter, so that the grammar runs over a string of types.

The type of a word comes from ``lexicons/time_words.tsv``; a word that says nothing about time is a ``_``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.lexicon import load_table

# "Aug", "29", "10:30", "29.08.2025", "2,000", "23rd", "1990s", and each sign alone
TOKEN = re.compile(r"[^\W\d_]+|\d+(?:,\d{3}(?!\d))*(?:[.:]\d+)*(?:(?:st|nd|rd|th|ST|ND|RD|TH|s)(?![^\W_]))?|[^\w\s]|_")
OTHER = "_"
SIGNS = {"COMMA": ",", "DOT": ".", "DASH": "-", "SLASH": "/", "APOS": "'", "LPAREN": "(", "RPAREN": ")", "AMP": "&", "PLUS": "+"}
NUMBERS = ("DAYNUM", "YEARNUM", "INT", "DECIMAL", "CLOCK", "DOTDATE", "ORDNUM", "DECADE", "HOLIDAY", "WORDS")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
MAX_KNOWN = 50_000  # words kept with their types; more would let memory grow with the number of articles


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one block: words of the fold, their offsets in the text, and their types, a letter each."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    types: str
    plain: str
    """The fold that they were cut from."""

    def word(self, at: int) -> str:
        """The token at ``at`` in lower case; empty before the first and after the last."""
        return self.words[at].lower() if 0 <= at < len(self.words) else ""

    def touches(self, at: int) -> bool:
        """Whether nothing stands between token ``at`` and the one before it."""
        return 0 < at < len(self.words) and self.ends[at - 1] == self.starts[at]


def tokenise(plain: str, start: int, end: int, triggers: re.Pattern[str]) -> Tokens | None:
    """The tokens of ``plain[start:end]``; None where none of them is of a type that ``triggers`` names."""
    words = TOKEN.findall(plain, start, end)
    known = _known()
    if len(known) > MAX_KNOWN:
        known.clear()
    types = "".join(map(known.__getitem__, words))
    if not triggers.search(types):
        return None
    starts = [m.start() for m in TOKEN.finditer(plain, start, end)]
    return Tokens(words, starts, [at + len(word) for at, word in zip(starts, words, strict=True)], types, plain)


class _Known(dict[str, str]):
    """The types of the tokens met so far; a new one is looked up and remembered."""

    def __missing__(self, word: str) -> str:
        found = self[word] = _type_of(word)
        return found


@cache
def _known() -> _Known:
    return _Known()


@cache
def letters() -> dict[str, str]:
    """The letter of each token type."""
    names = sorted({kind for kind, _, _ in lexicon().values()}) + list(NUMBERS)
    table = dict(zip(names, LETTERS, strict=False))
    if len(table) < len(names):
        raise ValueError("more token types than letters")
    return {**table, **SIGNS}


@cache
def lexicon() -> dict[str, tuple[str, str, str]]:
    """Each word with its type, its value, and how it must be written (``capital``, ``upper`` or nothing)."""
    rows = ((*row, "", "")[:4] for row in load_table("time_words"))
    return {word: (kind, value, case) for word, kind, value, case in rows}


@cache
def holiday_starts() -> frozenset[str]:
    """The first words of the names of holidays."""
    return frozenset(re.split(r"[\s.']", row[0])[0] for row in load_table("time_holidays"))


def value_of(word: str) -> str:
    """What the lexicon says that a word means: "Aug" is "8", "twelve" is "12"; the word itself where it says nothing."""
    entry = lexicon().get(word.lower())
    return entry[1] if entry else word.lower()


def _type_of(word: str) -> str:
    if word[0].isdigit():
        return letters()[_number_type(word)] if word.isascii() else OTHER
    if not word[0].isalpha():
        return word if word in SIGNS.values() else OTHER
    entry = lexicon().get(word.lower())
    if entry and _is_written(word, entry[2]):
        return letters()[entry[0]]
    if word[0].isupper() and word.lower() in holiday_starts():
        return letters()["HOLIDAY"]
    return OTHER


def _is_written(word: str, case: str) -> bool:
    if case == "upper":
        return word.isupper()
    return not case or word[0].isupper()


def _number_type(word: str) -> str:
    if word[-1] == "s":
        return "DECADE" if re.fullmatch(r"\d?\d?\d0s", word) else "INT"
    if word[-1].isalpha():
        return "ORDNUM"
    if ":" in word:
        return "CLOCK" if re.fullmatch(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\.\d+)?", word) else "INT"
    if "." in word:
        return "DOTDATE" if re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})", word) else "DECIMAL"
    if "," in word or len(word) > 4:
        return "INT"
    if len(word) == 4:
        return "YEARNUM" if "1000" <= word <= "2199" else "INT"
    return "DAYNUM" if len(word) <= 2 and 1 <= int(word) <= 31 else "INT"
