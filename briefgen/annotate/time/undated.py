"""The date of an article that states none: an anchor among its own days and months, and the reason spelt out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.meaning import Meaning
from briefgen.model import Certainty, Span, Stamp

# "said on Aug. 26", "told reporters on Monday, Aug. 25": the verbs of the news present
PRESENT = re.compile(
    r"\b(?:said|told|says|announced|reported|confirmed|declared|tweeted|posted|wrote|stated|warned|added|attended|met|arrived|spoke|held)\b"
)
BETWEEN = 60  # characters between that verb and its date
# "The last such gathering was held in the U.S. in September 2024"
LAST_OF_KIND = re.compile(
    r"\b(?:last|latest|most recent|previous)\s+(?:such\s+)?[a-z]+(?:\s+[a-z]+)?\s+(?:was|were|took|came|happened|occurred|had)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date of the article as found: its span, its sentence and its parts."""

    span: Span
    sentence: Span
    meaning: Meaning


def find_anchor(text: str, mentions: Sequence[Mention], reference_day: date) -> Stamp:
    """The Stamp of an article without a stated date, by the steps of the design, the first that fits."""
    return (
        _by_weekday(text, mentions, reference_day)
        or _by_last_of_kind(text, mentions)
        or _by_news_present(text, mentions, reference_day)
        or Stamp(
            reference_day.isoformat(),
            "assumed",
            "reference day",
            f"nothing in the text says when it was written, so it is read as of {spoken(reference_day)}",
        )
    )


def spoken(day: date) -> str:
    """For "26 August 2025"."""
    return f"{day.day} {_month(day.month)} {day.year}"


def _month(number: int) -> str:
    return "January February March April May June July August September October November December".split()[number - 1]


def _days(mentions: Sequence[Mention]) -> list[tuple[Mention, Meaning]]:
    """Mentions of a day and month without a year; of a range its first day."""
    out = []
    for mention in mentions:
        meaning = mention.meaning.ends[0] if mention.meaning.kind == "range" and mention.meaning.ends else mention.meaning
        if (
            meaning.kind == "date"
            and meaning.month
            and meaning.day
            and meaning.year is None
            and cal.is_day(2000, meaning.month, meaning.day)
        ):
            out.append((mention, meaning))
    return out


def _by_weekday(text: str, mentions: Sequence[Mention], reference_day: date) -> Stamp | None:
    """Weekday, day and month that agree, nearest before the reference day: "said on Tuesday, Aug. 26"."""
    dated = [(mention, meaning) for mention, meaning in _days(mentions) if meaning.weekday is not None]
    dated.sort(key=lambda pair: not _is_present(text, pair[0]))
    for mention, meaning in dated:
        for year in range(reference_day.year, reference_day.year - 12, -1):
            assert meaning.month is not None
            assert meaning.day is not None
            if not cal.is_day(year, meaning.month, meaning.day):
                continue
            day = date(year, meaning.month, meaning.day)
            if day <= reference_day and day.weekday() == meaning.weekday:
                why = f"“{mention.span.of(text)}” falls on that weekday in {year}, the last such year up to {spoken(reference_day)}"
                return _stamp(day, "inferred", why, mention)
    return None


def _by_last_of_kind(text: str, mentions: Sequence[Mention]) -> Stamp | None:
    """A day in the news present, in the first year not before a past date named as the last of its kind."""
    present = _present_day(text, mentions)
    floor = _last_of_kind(text, mentions)
    if present is None or floor is None:
        return None
    mention, meaning = present
    limit, named = floor
    for year in range(limit.year, limit.year + 9):
        if (day := _day_in(year, meaning)) and day >= limit:
            quoted = named.span.of(text)
            why = (f"the text says “{mention.span.of(text)}” of its own present, and names “{quoted}” as the last of its kind, "
                   f"so the first such day after that is taken: {spoken(day)}")  # fmt: skip
            return _stamp(day, "assumed", why, mention)
    return None


def _by_news_present(text: str, mentions: Sequence[Mention], reference_day: date) -> Stamp | None:
    """The same with the latest year not after the reference day."""
    present = _present_day(text, mentions)
    if present is None:
        return None
    mention, meaning = present
    for year in range(reference_day.year, reference_day.year - 9, -1):
        if (day := _day_in(year, meaning)) and day <= reference_day:
            why = f"the text says “{mention.span.of(text)}” without a year; the latest such day up to {spoken(reference_day)} is taken"
            return _stamp(day, "assumed", why, mention)
    return None


def _day_in(year: int, meaning: Meaning) -> date | None:
    assert meaning.month is not None
    assert meaning.day is not None
    return date(year, meaning.month, meaning.day) if 1 <= year <= 9999 and cal.is_day(year, meaning.month, meaning.day) else None


def _present_day(text: str, mentions: Sequence[Mention]) -> tuple[Mention, Meaning] | None:
    """The first day and month beside a verb of the news present."""
    return next(
        ((mention, meaning) for mention, meaning in _days(mentions) if mention.meaning.kind == "date" and _is_present(text, mention)), None
    )


def _is_present(text: str, mention: Mention) -> bool:
    """Whether a verb such as "said" stands shortly before the date, or the date stands beside its subject: "Modi on Aug. 26 attended"."""
    start, end = mention.span.start, mention.span.end
    before = text[max(mention.sentence.start, start - BETWEEN) : start]
    after = text[end : min(mention.sentence.end, end + 25)]
    return bool(
        PRESENT.search(before)
        or re.match(r",?\s+(?:\w+\s+)?(?:said|told|announced|attended|met|held|arrived|inaugurated|launched)\b", after)
    )


def _last_of_kind(text: str, mentions: Sequence[Mention]) -> tuple[date, Mention] | None:
    """The latest date with month and year in a sentence that calls it the last of its kind."""
    found = []
    for mention in mentions:
        meaning = mention.meaning
        if (
            meaning.kind == "date"
            and meaning.year
            and meaning.year > 0
            and meaning.month
            and LAST_OF_KIND.search(mention.sentence.of(text))
        ):
            day = meaning.day or cal.days_in(meaning.year, meaning.month)
            if cal.is_day(meaning.year, meaning.month, day):
                found.append((date(meaning.year, meaning.month, day), mention))
    return max(found, key=lambda pair: pair[0]) if found else None


def _stamp(day: date, certainty: Certainty, why: str, mention: Mention) -> Stamp:
    return Stamp(day.isoformat(), certainty, "body", why, mention.span)
