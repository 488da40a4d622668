"""Neighbours joined: a time of day with its date, two ends with a sign or a word between them into a range."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.tokens import OTHER, Tokens, letters

MAX_GAP = 4  # tokens between two neighbours that are one
MOVES = frozenset("moved postponed delayed changed advanced shifted rescheduled brought".split())


def join(found: list[Found], tokens: Tokens) -> list[Found]:
    """Neighbours made one: "noon on Sept. 2", "the night of Oct. 23", "Christmas 1989", "Aug. 29 - Sept. 1"."""
    out: list[Found] = []
    for item in (_with_zone(f, tokens) for f in found):
        current: Found | None = item
        if out:
            gap = tokens.types[out[-1].end : item.start]
            out[-1], current = _told_by(out[-1], item, gap), _beside(item, out[-1], gap)
        while out and current is not None:
            merged = _merge(out[-1], current, tokens)
            if merged is None:
                break
            out.pop()
            current = merged
        if current is not None:
            if out and _gap(tokens.types[out[-1].end : current.start], "bracket"):
                out[-1] = _timed_by(out[-1], current.meaning)
            out.append(current)
    return [_with_tail(_with_about(item, tokens), tokens) for item in out]


def _beside(weekday: Found, deictic: Found, gap: str) -> Found:
    """A bare weekday that is the day called "today", "tomorrow" or "yesterday" beside it: "on Thursday, tomorrow,", "today (Friday)"."""
    one, two = weekday.meaning, deictic.meaning
    is_bare = one.kind == "date" and one.weekday is not None and not one.day
    if not is_bare or two.kind != "cycle" or two.unit != "day" or two.anchor != "published" or not _gap(gap, "beside"):
        return weekday
    return replace(weekday, meaning=replace(one, anchor="beside", step=two.step))


def _told_by(left: Found, right: Found, gap: str) -> Found:
    """An expression with what the next one says of it: the day on which it ends, the year that both share."""
    if gap == letters()["ENDED"] and _may_end(left.meaning) and _is_day(right.meaning):
        meaning = replace(left.meaning, kind="ending", unit=left.meaning.unit or "quarter", ends=(right.meaning, right.meaning))
        return replace(left, rule="time.cycle.ending", meaning=meaning)
    if _gap(gap, "list") and right.rule == "time.repeat.weekday_nights" and left.meaning.weekday is not None and not left.meaning.day:
        value = f"XXXX-WXX-{left.meaning.weekday + 1}{right.meaning.value[10:]}"  # "on Monday and Tuesday nights"
        return replace(left, rule=right.rule, meaning=Meaning("repeat", value=value))
    if _gap(gap, "list"):
        return replace(left, meaning=_listed(left.meaning, right.meaning))
    return _beside(left, right, gap)


def _timed_by(left: Found, right: Meaning) -> Found:
    """A time of day with the day that stands beside the same time in brackets: "at 4 in the morning (4 a.m. EDT Thursday)"."""
    if left.meaning.kind != "clock" or right.kind != "date" or not right.clock:
        return left
    return replace(left, meaning=replace(right, clock=left.meaning.clock, zone=left.meaning.zone))


TAILS = frozenset((("or", "so"), ("or", "later"), ("or", "earlier"), ("and", "beyond")))


def _with_tail(item: Found, tokens: Tokens) -> Found:
    """A year or a length with the words that leave its end open: "1994 or later", "the next year or so"."""
    if tokens.word(item.end) not in ("or", "and") or (tokens.word(item.end), tokens.word(item.end + 1)) not in TAILS:
        return item
    meaning = item.meaning
    if meaning.kind == "length" or (meaning.kind == "cycle" and meaning.unit == "year") or (meaning.kind == "date" and not meaning.month):
        return replace(item, end=item.end + 2, meaning=replace(meaning, mod=meaning.mod or "APPROX"))
    return item


def _with_zone(item: Found, tokens: Tokens) -> Found:
    """A time of day with the place whose time it is: "3 p.m. Tokyo time", "noon local time"."""
    if item.meaning.kind != "clock" or item.meaning.zone or item.meaning.vague or tokens.word(item.end + 1) != "time":
        return item
    place = tokens.words[item.end]
    if not (place.istitle() or place == "local"):
        return item
    return replace(item, end=item.end + 2, meaning=replace(item.meaning, zone=f"{place} time"))


ABOUT = frozenset("about around circa ca approximately roughly".split())


def _with_about(item: Found, tokens: Tokens) -> Found:
    """A year, a month of a year or a time of day with the "about" before it: "around March 1981", "ca. 466 BC"."""
    meaning = item.meaning
    if not (meaning.kind == "clock" and not meaning.vague) and not (
        meaning.kind == "date" and meaning.year is not None and not meaning.day
    ):
        return item
    start = item.start - 1
    if tokens.word(start) == "." and tokens.word(start - 1) == "ca":
        start -= 1
    if tokens.word(start) not in ABOUT or start < 0:
        return item
    return replace(item, start=start, meaning=replace(meaning, mod="APPROX"))


def _merge(left: Found, right: Found, tokens: Tokens) -> Found | None:
    gap = tokens.types[left.end : right.start]
    if len(gap) > MAX_GAP or OTHER in gap:
        return None
    a, b = left.meaning, right.meaning
    if gap == letters()["OF"] and a.part and _has_parts(a, b):
        return Found(left.start, right.end, "time.length.of_date", replace(a, ends=(b, b)))
    if a.kind == "clock" and b.kind == "clock" and b.zone and gap == "(" and tokens.types[right.end : right.end + 1] == ")":
        return Found(left.start, right.end + 1, left.rule, a)
    if a.kind == "clock" and _is_day(b) and not b.clock and _gap(gap, "time_date"):
        return Found(left.start, right.end, "time.time.of_date", replace(b, clock=a.clock, zone=a.zone, part=b.part or a.part))
    if b.kind == "clock" and not b.vague and _is_day(a) and not a.clock and _gap(gap, "date_time"):
        return Found(left.start, right.end, "time.time.on_date", replace(a, clock=b.clock, zone=b.zone))
    if a.kind == "holiday" and b.kind == "date" and b.year and not b.month and _gap(gap, "year"):
        return Found(left.start, right.end, left.rule, replace(a, year=b.year))
    if gap == letters()["AND"] and tokens.word(left.start - 1) == "between" and (name := _range_name(a, b)) not in ("", "year_year"):
        return Found(
            left.start,
            right.end,
            f"time.range.{name}",
            Meaning("range", ends=_shared(a, b)),
            ((left.start, left.end), (right.start, right.end)),
        )
    if _gap(gap, "range") and (name := _range_name(a, b)) and not _is_separate(left, tokens, gap):
        return Found(
            left.start,
            right.end,
            f"time.range.{name}",
            Meaning("range", ends=_shared(a, b)),
            ((left.start, left.end), (right.start, right.end)),
        )
    return None


def _has_parts(length: Meaning, date_: Meaning) -> bool:
    """Whether a date is the whole of which a length is the first or last part: "the first ten months of 1915"."""
    return length.kind == "length" and length.number is not None and date_.kind == "date" and date_.year is not None and not date_.day


def _may_end(meaning: Meaning) -> bool:
    """Whether "ended June 30" can say which one is meant: "the quarter", "its fourth quarter", "the year", "the week"."""
    return (meaning.kind == "quarter" and meaning.year is None) or (
        meaning.kind == "cycle" and not meaning.step and meaning.unit in ("week", "month", "quarter", "year")
    )


def _is_day(meaning: Meaning) -> bool:
    if meaning.kind == "date":
        return (meaning.day is not None and meaning.month is not None) or meaning.weekday is not None
    return meaning.kind == "holiday" or (meaning.kind == "cycle" and (meaning.unit == "day" or meaning.unit.startswith("weekday")))


def _gap(gap: str, name: str) -> bool:
    return _gaps()[name].fullmatch(gap) is not None


@cache
def _gaps() -> dict[str, re.Pattern[str]]:
    kind = letters()
    on, of, in_, at, the = kind["ON"], kind["OF"], kind["IN"], kind["AT"], kind["THE"]
    to, until, through = kind["TO"], kind["UNTIL"], kind["THROUGH"]
    return {
        "time_date": re.compile(rf",?(?:{on}|{of}|{in_})?{the}?"),
        "date_time": re.compile(rf",?(?:{at}|{in_}{the})?"),
        "year": re.compile(rf"(?:,|{of}|{in_})?"),
        "bracket": re.compile(r"\("),
        "beside": re.compile(rf"[,(]{on}?|-{{1,2}}"),
        "list": re.compile(rf",?(?:{kind['AND']}|{kind['OR']}|&)"),
        "range": re.compile(rf"-{{1,2}}|,?(?:{to}|{until}|{through})(?:{on})?|/"),
    }


def _range_name(a: Meaning, b: Meaning) -> str:
    """The name of the range that two neighbours make; empty where they make none."""
    if a.kind == "clock" and b.kind == "clock" and not a.vague and not b.vague:
        return "clock"
    if a.kind != "date" or a.part or b.part:
        return ""
    if b.kind == "range" and b.ends and b.ends[0].kind == "date":
        return ""
    if b.kind != "date":
        return ""
    if a.day and b.day and b.month:
        return "day_day"
    if a.weekday is not None and b.weekday is not None and not a.day and not b.day:
        return "weekday_weekday"
    if a.month and b.month and not a.day and not b.day and a.weekday is None:
        return "month_month"
    if a.year and b.year and not a.month and not b.month and a.year < b.year:
        return "year_year"
    return ""


def _listed(a: Meaning, b: Meaning) -> Meaning:
    """The first of two listed dates with the year that the second states: "in August and September 1914", "May 4 and June 5, 2025"."""
    if a.kind == b.kind == "date" and a.month and b.month and b.year and a.year is None and bool(a.day) == bool(b.day):
        return _shared(a, b)[0]
    return a


def _shared(a: Meaning, b: Meaning) -> tuple[Meaning, Meaning]:
    """The ends with the year that the last one states carried back: "Aug. 29 - Sept. 1, 2025", "November-January 1951"."""
    if a.year is None and b.year is not None and a.kind == "date":
        crosses = (a.month or 0) > (b.month or 0)
        return replace(a, year=b.year - crosses), b
    return a, b


def _is_separate(left: Found, tokens: Tokens, gap: str) -> bool:
    """Whether a "to" tells a change and no range: "moved from March to April", "up from May 3 to June 5"."""
    if letters()["TO"] not in gap:
        return False
    return not MOVES.isdisjoint(tokens.word(left.start - n) for n in range(1, 9))
