"""Tokens: the words and marks of an article with their offsets, shared by the readers of people and of quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.lexicon import load_mapping, load_table, load_words
from briefgen.model import Article, Span

INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad")
PARTICLES = frozenset(
    {
        "de", "da", "di", "del", "der", "den", "van", "von", "bin", "bint", "ibn", "al", "el", "la", "le", "dos", "das", "ten",
        "ter", "du"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Parallel lists: the i-th word, its lower case, its first and last offset; ``opens`` are the tokens that begin a sentence."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    opens: frozenset[int]

    def index(self, offset: int) -> int:
        """The first token that starts at ``offset`` or after it."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, end: int) -> Span:
        """The span of the tokens from ``first`` to before ``end``."""
        return Span(self.starts[first], self.ends[end - 1])

    def slice(self, first: int, end: int) -> str:
        """The text of the tokens from ``first`` to before ``end``, as written."""
        return self.text[self.starts[first] : self.ends[end - 1]] if first < end else ""

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def is_capital(self, i: int) -> bool:
        """Whether the i-th word begins with a capital letter, or with an article of a name: "al-Nunu"."""
        return 0 <= i < len(self.words) and (self.words[i][0].isupper() or (self.words[i][2:3] == "-" and is_arab(self.words[i])))


def is_arab(word: str) -> bool:
    """Whether a word is a name behind an Arabic article: "al-Ansari", "el-Sisi"."""
    return word[:3] in ("al-", "el-", "ul-", "as-", "ad-", "an-", "ar-", "az-") and word[3:4].isupper()


WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\b[A-Z]-[A-Z][a-z]{0,4}\.(?:[A-Z]\.)*(?=[),])"  # D-N.Y.), R-Fla.,
    r"|['’]s\b"
    r"|[@#]?[^\W_]+(?:(?:['’](?!s\b)|[-&_]|(?<=\d)[.,](?=\d)|\.(?=[a-z]{2,3}\b))[^\W_]+|\.(?=-[A-Z]))*\.?"
    r"|``|''|\.\.+|[^\w\s]|_"
)
"""Words with inner apostrophes, hyphens and stops, and the stop behind them; "'s" is a token of its own."""


@cache
def _short() -> frozenset[str]:
    """Words that keep their stop: abbreviations and titles, lower case."""
    return load_words("abbreviations") | {t.lower().rstrip(".") for t in load_words("titles") if t.endswith(".")}


def _keeps_stop(word: str, text: str, end: int) -> bool:
    """Whether the stop belongs to the word: "Mr." and "Lt.-Gov." do; an initial does where a name goes on: "J. D. Vance"."""
    if len(word) == 1:
        return word.isupper() and text[end : end + 2].strip()[:1].isupper()
    return word.lower() in _short()


def _splits(word: str, text: str, end: int) -> bool:
    """Whether the stop at the end of a word ends a sentence rather than belongs to it: not of "U.S.", "Mr.", "…"."""
    return word[-2].isalnum() and word.count(".") * 2 != len(word) and not _keeps_stop(word[:-1], text, end)


def tokenise(article: Article) -> Tokens:
    """The tokens of the whole text, boilerplate included: callers walk the blocks that they want."""
    return _tokenise(article.text, tuple(sentence.start for sentence in article.sentences))


@lru_cache(maxsize=2)  # people and quotes read the same tokens
def _tokenise(text: str, sentences: tuple[int, ...]) -> Tokens:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if (
            word[-1] == "."
            and len(word) > 1
            and word[-2].isalnum()
            and word.count(".") * 2 != len(word)
            and not (word[1] == "-" and text[end : end + 1] in (")", ","))
            and not _keeps_stop(word[:-1], text, end)
        ):
            words += (word[:-1], ".")
            starts += (start, end - 1)
            ends += (end - 1, end)
        elif word not in INVISIBLE:
            words.append(word)
            starts.append(start)
            ends.append(end)
    opens = frozenset(bisect_left(starts, start) for start in sentences)
    return Tokens(text, words, [w.lower() for w in words], starts, ends, opens)


@cache
def places() -> dict[str, str]:
    """Names of countries, their other names, demonyms, capitals and cities, each to its country. Demonyms go before cities."""
    found: dict[str, str] = {}
    for row in load_table("countries"):
        country, others, demonyms, capital, cities = (*row, "", "", "", "")[:5]
        for name in (*cities.split("|"), capital):
            found.setdefault(name, country)
    for row in load_table("countries"):
        country, others, demonyms = (*row, "", "")[:3]
        for name in (country, *others.split("|"), *demonyms.split("|")):
            found[name] = country
    found.pop("", None)
    for row in load_table("provinces"):
        found.setdefault(row[0], row[1] if len(row) > 1 else "")
    return found


@cache
def nations() -> dict[str, str]:
    """Names of countries, their other names and demonyms, each to its country: what an office is held for.

    No cities: Bethlehem was also a steel maker.
    """
    found: dict[str, str] = {}
    for row in load_table("countries"):
        country, others, demonyms = (*row, "", "")[:3]
        for name in (country, *others.split("|"), *demonyms.split("|")):
            found[name] = country
    found.pop("", None)
    return found


@cache
def place_words() -> frozenset[str]:
    """The single words of the names of places: "Hong", "Kong", "Japanese"."""
    return frozenset(word for name in places() for word in name.split() if word[0].isupper())


@cache
def months() -> frozenset[str]:
    """Words of the calendar that are written with a capital."""
    full = (
        "january february march april june july august september october november december"
        " monday tuesday wednesday thursday friday saturday sunday"
    )
    short = "jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun."
    return frozenset((full + " " + short).split())


@cache
def given_names() -> dict[str, str]:
    """Given names, each to the gender that it tells or the empty string."""
    return load_mapping("given_names")
