"""Builders of dates: days, months, weekdays, years, and lists and ranges of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.numerals import count_of, ordinal_of, two_digit_year
from briefgen.annotate.time.parts import FROM_TEXT, STEPS, Parts, weekday_of, year_of
from briefgen.annotate.time.tokens import Tokens, letters, value_of
from briefgen.lexicon import load_table

FOLLOWERS = frozenset(
    "in at on for and or to with when as the a is are was were will that where which who by from of but after before he she "
    "it they i we than".split()
)  # a number before one of these counts nothing


def month_days(parts: Parts) -> list[Found]:
    """Every day or range of days of a list that shares month and year: "Sept. 15, 16 and 18", "9-10 and 12 September"."""
    span, tokens = parts.span("days"), parts.tokens
    assert span is not None
    month, weekday = int(value_of(parts.word("month") or parts.word("month2"))), weekday_of(parts)
    year = year_of(parts) if parts.word("month") else year_of(parts, "year2")
    year = year or _spoken_year(parts.words("yearwords"))
    items = _day_items(tokens, *span)
    if year is None and len(items) == 1 and (meant := _named_year(tokens, month, items[0], parts.match.end())):
        meaning = replace(_day(items[0], tokens, month, None, weekday, parts.part), number=meant)
        return [Found(parts.match.start(), parts.match.end(), "time.date.named", meaning)]
    if year is None and len(items) > 1 and _counts_something(tokens, parts.match.end()) and parts.rule.endswith("month_day"):
        items = items[:1]
        return [Found(parts.match.start(), items[0][0][1], parts.rule, _day(items[0], tokens, month, year, weekday, parts.part))]
    out: list[Found] = []
    for at, item in enumerate(items):
        start = parts.match.start() if at == 0 else item[0][0]
        end = parts.match.end() if at == len(items) - 1 else item[-1][1]
        meanings = [_day([piece], tokens, month, year, weekday if at == 0 and n == 0 else None, parts.part) for n, piece in enumerate(item)]
        if len(item) == 1:
            out.append(Found(start, end, parts.rule, meanings[0]))
            continue
        rule = parts.rule.replace("time.date", "time.range") + "_day"
        out.append(Found(start, end, rule, Meaning("range", ends=(meanings[0], meanings[1])), ((start, item[0][1]), (item[1][0], end))))
    return out


NAMED_WITHIN = 3  # tokens after the day: "the Sept. 11 terror attacks"


def _named_year(tokens: Tokens, month: int, item: list[tuple[int, int]], end: int) -> int | None:
    """The year of a day that has become a name: "the Sept. 11 attacks"; None for any other."""
    if len(item) != 1:
        return None
    entry = _named_days().get(f"{month:02d}-{ordinal_of(tokens.word(item[0][0])):02d}")
    if entry is None:
        return None
    year, nouns = entry
    for at in range(end, min(end + NAMED_WITHIN, len(tokens.words))):
        if tokens.word(at) in nouns:
            return year
        if not tokens.words[at].isalpha():
            return None
    return None


@cache
def _named_days() -> dict[str, tuple[int, frozenset[str]]]:
    return {day: (int(year), frozenset(nouns.split("|"))) for day, year, nouns in load_table("time_named_days")}


def named(parts: Parts) -> list[Found]:
    """For "9/11" and "26/11", which are names of days; any other such pair is a fraction or a score."""
    words = parts.words("one") + parts.words("two")
    at, end = parts.match.start(), parts.match.end()
    if words not in (["9", "11"], ["26", "11"]) or not (parts.tokens.touches(at + 1) and parts.tokens.touches(end - 1)):
        return []
    before = {parts.tokens.word(at - n) for n in (1, 2, 3)}
    if before & {"score", "scored", "odds", "grade"} or parts.tokens.word(end) == "/" or parts.tokens.word(at - 1) in ("/", "-", "$"):
        return []
    day, month = (11, 9) if words[0] == "9" else (26, 11)
    return parts.found(Meaning("named", month=month, day=day, number=_named_days()[f"{month:02d}-{day:02d}"][0]))


def _day(item: list[tuple[int, int]], tokens: Tokens, month: int, year: int | None, weekday: int | None, part: str) -> Meaning:
    return Meaning("date", year=year, month=month, day=ordinal_of(tokens.word(item[0][0])), weekday=weekday, part=part)


def _day_items(tokens: Tokens, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The days of a list, each with its tokens; two in an item are a range. "Between 3 and 5 March" is one too."""
    days = letters()["DAYNUM"] + letters()["ORDNUM"]
    joins = letters()["TO"] + letters()["THROUGH"] + letters()["UNTIL"] + "-/"
    items: list[list[tuple[int, int]]] = []
    joined = False
    for at in range(start, end):
        kind = tokens.types[at]
        if kind in days:
            if joined and items:
                items[-1].append((at, at + 1))
            else:
                items.append([(at, at + 1)])
            joined = False
        elif kind in joins:
            joined = True
    if len(items) == 2 and all(len(item) == 1 for item in items) and "between" in (tokens.word(start - 1), tokens.word(start - 2)):
        return [[items[0][0], items[1][0]]]
    return items


def _counts_something(tokens: Tokens, at: int) -> bool:
    """Whether a word follows that a number may count: "on March 3 and 20 others", but "on Aug. 29 and 30 in Delhi"."""
    word = tokens.words[at] if at < len(tokens.words) else ""
    return word.isalpha() and word.islower() and word not in FOLLOWERS


def month(parts: Parts) -> list[Found]:
    """A month with or without its year; "April next year"."""
    number = int(value_of(parts.word("month")))
    which = [w for w in parts.words("which") if w != "the"]
    if which:
        if value_of(parts.word("of")) != "year":
            return []
        anchor = "last" if which[-1] in FROM_TEXT else "published"
        day = ordinal_of(parts.word("day")) if parts.word("day") else None
        return parts.found(Meaning("month_of", month=number, day=day, step=STEPS[which[-1]], anchor=anchor, part=parts.part))
    return parts.found(Meaning("date", year=year_of(parts), month=number, part=parts.part))


def weekday(parts: Parts) -> list[Found]:
    """For "Friday", "early Tuesday", "Wednesday night", "Tuesday of last week"."""
    if parts.word("of"):
        if value_of(parts.word("of")) != "week":
            return []
        return parts.found(Meaning("weekday_of", weekday=weekday_of(parts), step=STEPS[parts.word("which")]))
    clock = value_of(parts.word("daypart")) if parts.word("daypart") else ""
    return parts.found(Meaning("date", weekday=weekday_of(parts), part=parts.part, clock=clock))


def iso(parts: Parts) -> list[Found]:
    """For "2025-08-29"."""
    return parts.found(Meaning("date", year=year_of(parts), month=int(parts.word("month")), day=int(parts.word("day"))))


def slashed(parts: Parts) -> list[Found]:
    """For "8/29/2025", "29/8/2025": month first, as in the US, unless only the day can stand there."""
    one, two, year = int(parts.word("one")), int(parts.word("two")), parts.word("year")
    if len(year) not in (2, 4) or not year.isdigit():
        return []
    month, day = (two, one) if one > 12 else (one, two)
    return parts.found(Meaning("date", year=int(year) if len(year) == 4 else two_digit_year(int(year)), month=month, day=day))


def dotted(parts: Parts) -> list[Found]:
    """For "29.08.2025"."""
    day, month, year = (int(x) for x in parts.word("date").split("."))
    if not 1 <= month <= 12:
        return []
    return parts.found(Meaning("date", year=year if year > 99 else two_digit_year(year), month=month, day=day))


def year(parts: Parts) -> list[Found]:
    """For "1990", "the end of 1917", "490 BC"."""
    return parts.found(Meaning("date", year=year_of(parts), part=parts.part))


def year_words(parts: Parts) -> list[Found]:
    """For "the year two thousand", "the year two thousand and ten"."""
    number = _spoken_year(parts.words("year"))
    return parts.found(Meaning("date", year=number)) if number else []


def _spoken_year(words: list[str]) -> int | None:
    """The year of ("two", "thousand", "and", "twenty", "-", "five"); None where the words name none."""
    at = words.index("thousand") if "thousand" in words else 0
    number = 1000 * int(count_of(words[at - 1 : at]) or 0) + int(count_of(words[at + 1 :]) or 0 if words[at + 1 :] else 0) if at else 0
    return number if 1000 <= number < 2200 else None


def years(parts: Parts) -> list[Found]:
    """For "1915-17", "2009-2010", "264 to 241 BC"; a score ("6-4") or a span that runs backwards is none."""
    last = year_of(parts)
    first = year_of(parts, "year1")
    assert first is not None
    assert last is not None
    if last < 0 and first > 0:
        first = -first
    if 0 < last < 100 and first >= 1000 and len(parts.words("year")) == 1:
        last += first // 100 * 100
    if (first > 0 and (first < 1000 or last < 1000 or last > 2199)) or not first < last:
        return []
    start, end = parts.match.span()
    cut1, cut2 = parts.span("year1"), parts.span("year")
    assert cut1 is not None
    assert cut2 is not None
    ends = (Meaning("date", year=first), Meaning("date", year=last))
    return [Found(start, end, parts.rule, Meaning("range", ends=ends), ((start, cut1[1]), (cut2[0], end)))]


def week_of(parts: Parts) -> list[Found]:
    """For "the week of Sept. 8"."""
    if value_of(parts.word("unit")) != "week":
        return []
    if parts.word("weekday"):
        return parts.found(Meaning("week_of", weekday=weekday_of(parts)))
    return parts.found(
        Meaning("week_of", year=year_of(parts), month=int(value_of(parts.word("month"))), day=ordinal_of(parts.word("days")))
    )


def week_of_month(parts: Parts) -> list[Found]:
    """For "the first week of September": seven days from the first, the last seven days for the last."""
    word = parts.word("nth")
    number = 5 if word in ("last", "final") else ordinal_of(word)
    if value_of(parts.word("unit")) != "week" or number > 5:
        return []
    return parts.found(Meaning("date", month=int(value_of(parts.word("month"))), year=year_of(parts), part=f"WEEK{number}"))


def nth_weekday(parts: Parts) -> list[Found]:
    """For "the second Tuesday in November"."""
    word = parts.word("nth")
    number = -1 if word in ("last", "final") else ordinal_of(word)
    return parts.found(
        Meaning("nth_weekday", month=int(value_of(parts.word("month"))), year=year_of(parts), weekday=weekday_of(parts), number=number)
    )


def ordinal(parts: Parts) -> list[Found]:
    """For "on the 23rd"; never "the 23rd summit"."""
    at = parts.match.start()
    before, after = parts.tokens.word(at - 1), parts.match.end()
    nxt = parts.tokens.words[after] if after < len(parts.tokens.words) else "."
    if (
        before not in ("on", "by", "until", "till", "to", "through", "from", "of", "since")
        or (nxt[0].isalnum() and nxt not in FOLLOWERS)
        or nxt in "-%"
    ):
        return []
    return parts.found(Meaning("date", day=ordinal_of(parts.word("day"))))
