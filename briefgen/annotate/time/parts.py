"""What a rule has marked in a match, by name, and what those parts say: years, weekdays, steps."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.numerals import count_of, two_digit_year
from briefgen.annotate.time.tokens import OTHER, Tokens, value_of

PARTS = {"early": "START", "mid": "MID", "middle": "MID", "late": "END", "latter": "END", "earlier": "EARLIER", "later": "LATER",
         "beginning": "BEGIN", "start": "BEGIN", "outset": "BEGIN", "end": "CLOSE", "close": "CLOSE"}  # fmt: skip
STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1, "this": 0, "same": 0, "that": 0, "current": 0, "latest": 0,
         "previous": -1, "preceding": -1, "prior": -1, "following": 1, "subsequent": 1, "ensuing": 1, "succeeding": 1}  # fmt: skip
NO_HEADS = frozenset(
    "i he she it we they you is was are were has had have will would could can may might must said saw came began brought ended who "
    "which that when where while as but if with without into against under amid despite also not no so than because although however "
    "then met made took gave went held left led told put set kept won lost both all some many most each his her its their our my "
    "your".split()
)  # words that are no noun described by what stands before them
FROM_TEXT = frozenset("same that previous preceding prior following subsequent ensuing succeeding".split())


class Parts(NamedTuple):
    """A match of a rule over the tokens of its block."""

    match: re.Match[str]
    tokens: Tokens
    rule: str

    def span(self, name: str) -> tuple[int, int] | None:
        """The tokens of a part; None where the rule has no such part or it is absent."""
        if name not in self.match.re.groupindex:
            return None
        start, end = self.match.span(name)
        return (start, end) if start >= 0 else None

    def words(self, name: str) -> list[str]:
        """The words of a part in lower case."""
        span = self.span(name)
        return [word.lower() for word in self.tokens.words[span[0] : span[1]]] if span else []

    def word(self, name: str) -> str:
        """The first word of a part, empty where it is absent."""
        words = self.words(name)
        return words[0] if words else ""

    def found(self, meaning: Meaning, *, skip: int = 0) -> list[Found]:
        """The whole match as one expression, without its first ``skip`` tokens."""
        return [Found(self.match.start() + skip, self.match.end(), self.rule, meaning)]

    @property
    def is_attribute(self) -> bool:
        """Whether a noun follows that the match only describes: "the summer | offensive", "the Seven Days | Battles"."""
        words, at = self.tokens.words, self.match.end()
        word = words[at] if at < len(words) else ""
        return word.isalpha() and word.lower() not in NO_HEADS and not word.endswith("ly") and self.tokens.types[at] == OTHER

    @property
    def part(self) -> str:
        return next((PARTS[word] for word in self.words("part") if word in PARTS), "")


def year_of(parts: Parts, name: str = "year") -> int | None:
    """For "1914", "'80", "490 BC" (-490), "B.C."; None where absent."""
    words = parts.words(name)
    if words and words[0] in ("nineteen", "eighteen", "seventeen"):
        return 100 * int(value_of(words[0])) + int(count_of(words[1:]) or 0)
    digits = next((word for word in words if word[0].isdigit()), "")
    if not digits:
        return None
    number = int(re.sub(r"\D", "", digits))
    if "bc" in words or "bce" in words or "b" in words:
        return -number
    return two_digit_year(number) if "'" in words else number


def weekday_of(parts: Parts) -> int | None:
    word = parts.word("weekday")
    return int(value_of(word)) if word else None


def year_after(parts: Parts) -> tuple[int | None, int | None, str]:
    """Year, step and anchor of "... of 1984", "... of last year"; (None, None, "") where nothing follows."""
    if parts.words("year"):
        return year_of(parts), None, ""
    if parts.word("of"):
        if value_of(parts.word("of")) != "year":
            return None, None, ""
        which = parts.words("which")[-1]
        return None, STEPS.get(which, 0), "last" if which in FROM_TEXT else "narrated" if which == "the" else "published"
    return None, None, ""
