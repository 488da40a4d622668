"""Builders of quarters, halves, fiscal years, seasons, decades, centuries and eras."""

from __future__ import annotations

import re
from functools import cache

from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.numerals import ordinal_of, two_digit_year
from briefgen.annotate.time.parts import FROM_TEXT, STEPS, Parts, year_after, year_of
from briefgen.annotate.time.tense import ends_sentence
from briefgen.annotate.time.tokens import Tokens, value_of
from briefgen.lexicon import load_table


def quarter(parts: Parts) -> list[Found]:
    """For "the third quarter of 1984", "third-quarter", "Q3 2025"; "a quarter of the seats" is none."""
    if parts.word("unit") and parts.word("unit") != "quarter":
        return []
    words = parts.words("nth")
    if words[0] == "q":
        span = parts.span("nth")
        if not words[1].isdigit() or int(words[1]) > 4 or not parts.tokens.touches(span[1] - 1):  # type: ignore[index]
            return []
        number = int(words[1])
    else:
        number = 4 if words[0] in ("last", "final") else ordinal_of(words[0])
    if number > 4:
        return []
    year, step, anchor = year_after(parts)
    meaning = Meaning("quarter", number=number, year=year, step=step or 0, anchor=anchor, part=parts.part, vague=step is None)
    hyphened = parts.rule.endswith(".nth") and "-" in parts.tokens.words[parts.match.start() : parts.match.end()]
    return parts.found(meaning, skip=hyphened and parts.tokens.word(parts.match.start()) == "the" and parts.is_attribute)


def period(parts: Parts) -> list[Found]:
    """For "the latest period", "the 1988 period": the quarter that a report is about, or the same of another year."""
    year = year_of(parts)
    return parts.found(Meaning("cycle", unit="quarter", anchor="reported", year=year))


def half(parts: Parts) -> list[Found]:
    """For "the first half of 2026", "the latter half of the year"; "the second half of the match" is none."""
    word = parts.word("nth")
    if word == "h":
        if parts.words("nth")[1] not in ("1", "2") or not parts.tokens.touches(parts.match.start() + 1):
            return []
        word = parts.words("nth")[1]
    if parts.words("units") and (parts.word("two") != "two" or value_of(parts.word("units")) != "quarter"):
        return []
    number = 2 if word in ("last", "latter", "final") else ordinal_of(word)
    if number > 2:
        return []
    if parts.words("decade"):
        digits = parts.words("decade")[-1]
        return parts.found(Meaning("decade", year=decade_start(digits), part="START" if number == 1 else "END"))
    if parts.word("of") and value_of(parts.word("of")) in ("month", "week", "decade", "century"):
        return parts.found(
            Meaning(
                "cycle",
                unit=value_of(parts.word("of")),
                step=STEPS.get(parts.words("which")[-1], 0),
                part="START" if number == 1 else "END",
            )
        )
    if parts.word("of") and value_of(parts.word("of")) != "year":
        return []
    year, step, anchor = year_after(parts)
    return parts.found(Meaning("half", number=number, year=year, step=step or 0, anchor=anchor))


def fiscal(parts: Parts) -> list[Found]:
    """For "the 2025-26 fiscal year" (named by both years: April to March), "fiscal 1990", "FY2026", "the U.S. 2026 fiscal year"."""
    names = [name for name in ("year", "y1", "y3", "y5") if parts.words(name)]
    first = year_of(parts, names[0])
    assert first is not None
    first = two_digit_year(first) if first < 100 else first
    if any(parts.words(name) for name in ("y2", "y4", "y6")):
        return parts.found(Meaning("fiscal", year=first, month=4))
    month, step = _fiscal_calendar(parts.tokens, parts.match.start(), parts.match.end())
    return parts.found(Meaning("fiscal", year=first, month=month, step=step))


OWNER, PUBLIC_NEAR = 4, 15  # tokens before a fiscal year in which its country stands; beside it in which a word of government does
PUBLIC = frozenset(
    "budget government federal congress pentagon defense defence appropriations treasury ministry spending parliament deficit".split()
)


def _fiscal_calendar(tokens: Tokens, start: int, end: int) -> tuple[int | None, int]:
    """The month in which the fiscal year of the country beside it begins, and -1 where it is named after the year in which it ends.

    (None, 0) where no country stands there, or where it may be a company's year: "Japan's fiscal 2025", "the fiscal 2026 defense budget
    that Congress passed".
    """
    first, last = max(0, start - PUBLIC_NEAR), min(len(tokens.words), end + PUBLIC_NEAR)
    first = next((at + 1 for at in range(start - 1, first - 1, -1) if _is_stop(tokens, at)), first)
    last = next((at for at in range(end, last) if _is_stop(tokens, at)), last)
    near = range(first, last)
    public = not PUBLIC.isdisjoint(tokens.word(at) for at in near)
    for at in sorted(near, key=lambda at: abs(at - start)):
        word = "u.s" if tokens.word(at) == "u" and tokens.word(at + 2) == "s" else tokens.word(at)
        if word in _fiscal_years() and tokens.words[at][0].isupper() and (public or start - OWNER <= at < start):
            return _fiscal_years()[word]
    return None, 0


def _is_stop(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in ".?!;" and ends_sentence(tokens, at)


@cache
def _fiscal_years() -> dict[str, tuple[int, int]]:
    return {word: (int(month), int(step)) for word, month, step in load_table("time_fiscal_years")}


def season(parts: Parts) -> list[Found]:
    """For "spring 2026", "the summer", never "the fall of the government"."""
    word = parts.word("season") or parts.word("season2")
    code = value_of(word)
    if parts.words("which"):
        if value_of(parts.word("of")) != "year":
            return []
        which = parts.words("which")[-1]
        return parts.found(
            Meaning("season_of", unit=code, step=STEPS[which], anchor="last" if which in FROM_TEXT else "published", part=parts.part)
        )
    if parts.rule.endswith("bare"):
        at = parts.match.start()
        before = parts.tokens.word(at - 1)
        preposition = before in (
            "in",
            "by",
            "until",
            "since",
            "during",
            "throughout",
            "through",
            "of",
            "for",
            "this",
            "before",
            "after",
            "over",
        )
        article = parts.tokens.word(at) == "the"
        after = parts.tokens.word(parts.match.end())
        if word == "fall" and not (
            (preposition or parts.part) and after != "of" and (article or before in ("in", "by", "until", "since", "during", "of"))
        ):
            return []
        if word == "spring" and (after == "of" or before in ("to", "hot", "a", "will", "may")):
            return []
    year = year_of(parts) if parts.word("season") else year_of(parts, "year2")
    is_article_alone = (
        parts.rule.endswith("bare") and not parts.part and parts.tokens.word(parts.match.start()) == "the" and parts.is_attribute
    )
    return parts.found(Meaning("season", unit=code, year=year, part=parts.part), skip=is_article_alone)


def decade_start(digits: str) -> int:
    number = int(re.sub(r"\D", "", digits))
    return number if number > 99 else two_digit_year(number)


def decade(parts: Parts) -> list[Found]:
    """For "the 1990s", "the '80s", "the late seventies", "the 470s BC"."""
    word = parts.word("decade")
    if word[0].isalpha():
        return parts.found(Meaning("decade", year=two_digit_year(int(value_of(word))), part=parts.part))
    if len(word.rstrip("s")) == 2 and not {"'", "the"} & {w.lower() for w in parts.tokens.words[parts.match.start() : parts.match.end()]}:
        return []
    number = decade_start(word)
    if number % 10:
        return []
    return parts.found(Meaning("decade", year=-number if parts.words("bc") else number, part=parts.part))


def century(parts: Parts) -> list[Found]:
    """For "the 20th century", "the 9th century BC"."""
    if value_of(parts.word("unit")) != "century":
        return []
    number = ordinal_of(parts.word("nth")) + (int(value_of(parts.word("tens"))) if parts.word("tens") else 0)
    if number < 1:
        return []
    return parts.found(Meaning("century", number=-number if parts.words("bc") else number, part=parts.part))


def era(parts: Parts) -> list[Found]:
    """For "Reiwa 7": the years of a Japanese era count from the year before its first."""
    return parts.found(Meaning("date", year=int(value_of(parts.word("era"))) + int(parts.word("nth"))))
