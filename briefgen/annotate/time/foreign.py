"""Dates in articles that are not in English: located by month names and numbers, resolved by ``dateparser``, certainty lowered.

An accepted gap: no relative dates, no ranges, no times of day; the brief says that such an article gave its dates only.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.fold import fold
from briefgen.annotate.time.undated import spoken
from briefgen.lexicon import load_table
from briefgen.model import Article, Certainty, Span, Stamp, Timex

NUMERIC = r"(?<![\d./-])(?P<iso>\d{4}-\d\d-\d\d)(?![\d/-])|(?<![\d./-])(?P<numeric>\d{1,2}[./]\d{1,2}[./]\d{4})(?![\d/-])"
# 2025年8月29日, 8月29日, 2025年8月
CHINESE = r"(?:(?P<hyear>\d{4})\s?年\s?)?(?<!\d)(?P<hmonth>\d{1,2})\s?月(?:\s?(?P<hday>\d{1,2})\s?日)?"


def find_foreign_timexes(article: Article, *, reference_day: date) -> tuple[Stamp, tuple[Timex, ...]]:
    """The date of the article and the dates in it with day, month and year, or with what the year of publication completes."""
    stamp = article.published or Stamp(
        reference_day.isoformat(),
        "assumed",
        "reference day",
        f"nothing states when the text was written, so it is read as of {spoken(reference_day)}",
    )
    certainty: Certainty = "inferred" if article.published else "assumed"
    plain = fold(article.text)
    pattern = _pattern(article.language)
    found = []
    for block in article.body():
        for match in pattern.finditer(plain, block.span.start, block.span.end):
            timex = _timex(article, match, stamp.day, certainty)
            if timex is not None:
                found.append(timex)
    return stamp, tuple(found)


@cache
def _months(language: str) -> dict[str, int]:
    """Names of months in a language, lower case, to their numbers."""
    return {name: int(number) for code, name, number in load_table("time_months_foreign") if code == language}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Dates of a language: "29 août 2025", "29. August 2025", "29 de agosto de 2025", "29 अगस्त 2025", "2025年8月29日"."""
    names = sorted(_months(language), key=len, reverse=True)
    parts = [NUMERIC, CHINESE] if language in ("ja", "zh") else [NUMERIC]
    if names:
        month = "|".join(re.escape(name) for name in names)
        year = r"(?:,?\s(?:de\s|del\s)?(?P<year>\d{4}))?"
        parts.append(rf"(?<![\w.])(?:(?P<day>\d{{1,2}})(?:\.|er|º|\s?वीं)?\s(?:de\s)?)?(?P<month>{month})(?!\w){year}")
    return re.compile("|".join(parts), re.IGNORECASE)


def _timex(article: Article, match: re.Match[str], published: date, certainty: Certainty) -> Timex | None:
    groups = match.groupdict()
    span = Span(match.start(), match.end())
    kind = "numeric" if groups.get("iso") or groups.get("numeric") else "month"
    if kind == "numeric":
        first = _parse(match[0], article.language, published)
        period = cal.day_period(first) if first else None
    else:
        period = _period(article.language, groups, match[0], published)
    if period is None:
        return None
    return Timex(
        span, span.of(article.text), "DATE", period.value, None, period.first, period.last, None, certainty, None, f"time.foreign.{kind}"
    )


def _period(language: str, groups: dict[str, str | None], text: str, published: date) -> cal.Period | None:
    """The day, or the month where no day stands; a bare month without a year only where it cannot be a name ("Mars", "Mai")."""
    year = groups.get("year") or groups.get("hyear")
    day = groups.get("day") or groups.get("hday")
    name = groups.get("month")
    number = _months(language)[name.lower()] if name else int(groups.get("hmonth") or 0)
    if not 1 <= number <= 12 or (name and not day and not year and (len(name) < 5 or (not name[0].islower() and language != "de"))):
        return None
    if not day:
        return cal.month_period(int(year), number) if year else cal.month_period(_nearest(number, 15, published), number)
    if not year:
        text = f"{text} {_nearest(number, int(day), published)}" if name else f"{_nearest(number, int(day), published)}年{text}"
    when = _parse(text, language, published)
    return cal.day_period(when) if when is not None and (when.month, when.day) == (number, int(day)) else None


def _nearest(month: int, day: int, published: date) -> int:
    """The year that brings a day and month nearest to publication."""
    years = (published.year - 1, published.year, published.year + 1)
    day = min(day, 28)
    return min(years, key=lambda year: abs((date(year, month, day) - published).days))


def _parse(text: str, language: str, published: date) -> date | None:
    """What dateparser makes of a date that was located; None where it refuses it or the day does not exist."""
    import dateparser

    settings = {"STRICT_PARSING": True, "RELATIVE_BASE": datetime(published.year, published.month, published.day), "DATE_ORDER": "DMY"}
    if re.match(r"\d{4}", text):
        settings["DATE_ORDER"] = "YMD"
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except ValueError:  # a language that dateparser does not know
        return None
    return found.date() if found else None
