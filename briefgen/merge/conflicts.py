"""Reports that disagree about an event, side by side instead of averaged: its day, its city, how many come, who comes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from briefgen.lexicon import load_words
from briefgen.merge.features import Mention
from briefgen.merge.places import agree
from briefgen.merge.versions import Family, Version
from briefgen.model import Annotated, Conflict, Evidence, Reading, Span, StoryEvent, cite

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MAX_SIDES = 3  # sentences that prove one reading
NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
# "14 delegations", "more than 20 leaders", "Twelve heads of state": how many come
COUNT = re.compile(
    r"(?P<bound>\b(?:more\s+than|over|at\s+least|about|around|some|nearly|almost|up\s+to|fewer\s+than)\s+)?"
    rf"\b(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?:[a-z-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
MAX_COUNT = 60  # characters before the noun in which its number stands
COMES = re.compile(
    r"\b(?:will|would|are|is|to|were)\s+(?:also\s+)?(?:come|attend|gather|meet|take\s+part|participate|be\s+represented|be\s+there|expected|due|send)"
    r"|\b(?:bring|attended\s+by|host)\b",
    re.IGNORECASE,
)
GATHERINGS = frozenset({"summit", "conference", "meeting", "talks"})


def find_conflicts(events: Sequence[StoryEvent], families: Mapping[str, Family]) -> Iterator[Conflict]:
    """What the reports of each event disagree about, in the order of the events; the reading that stands as the row first."""
    counted: dict[str, list[tuple[Span, int, str]]] = {}
    for event in events:
        family = families[event.id]
        if family.disputed and (dispute := _dispute(event, family)) is not None:
            yield dispute
        if family.overtaken_by is not None and event.status == "tentative":
            yield _overtaken(event, family.overtaken_by)
        yield from _counts(event, family, counted)
        yield from _attendance(event, family)


def find_slips(articles: Sequence[Annotated]) -> Iterator[Conflict]:
    """Dates that contradict themselves: "Friday, Aug. 27" on a Wednesday, "Feb. 30". Each is told once, never mended."""
    found: dict[tuple[str, str], dict[str, Evidence]] = defaultdict(dict)
    for one in articles:
        for timex in one.timexes:
            if timex.problem is None:
                continue
            sentence = next((s for s in one.article.sentences if s.covers(timex.span)), timex.span)
            if timex.problem == "weekday" and timex.first is not None:
                value = f"{timex.first} is a {WEEKDAYS[timex.first.weekday()]}"
            else:
                value = "there is no such day"
            shown = timex.span if "<" in sentence.of(one.article.text) else sentence  # of a page's markup only the date is told
            found[timex.text, value].setdefault(one.article.id, cite(one.article, shown, timex.rule))
    for (text, value), evidence in found.items():
        yield Conflict(f"date “{text}”", (Reading(value, tuple(evidence.values())[:MAX_SIDES]),))


def _dispute(event: StoryEvent, family: Family) -> Conflict | None:
    """The versions of an event side by side: its days, its place, or both; None where no two of them say either."""
    versions = [family.current, *family.disputed]
    days = {v.days for v in versions}
    places = {v.place for v in versions if v.place}
    what = "place" if len(days) == 1 else "date and place" if len(places) > 1 and _are_cities(versions) else "date"
    readings: dict[str, list[Evidence]] = defaultdict(list)
    for version in versions:
        shown = [_days(version.days)] if "date" in what and version.days[0] else []
        shown += [version.place] if "place" in what and version.place else []
        if shown:
            own = event.evidence if version is family.current else ()
            readings[", ".join(shown)] += own or _sentences(version.mentions)
    if len(readings) < 2:
        return None
    return Conflict(f"{what} of “{event.title}”", tuple(Reading(value, tuple(evidence)) for value, evidence in readings.items()))


def _overtaken(event: StoryEvent, move: Mention) -> Conflict:
    """A part told for the old days or the old city of what has moved since."""
    old = ", ".join([_days((event.first, event.last)), *([event.place] if event.place else [])])
    told = move.event
    new = ", ".join([*([_days((told.first, told.last))] if told.first else []), *([told.place] if told.place else [])]) or "moved"
    readings = (Reading(old, event.evidence), Reading(new, (cite(move.one.article, told.span, told.rule),)))
    return Conflict(f"“{event.title}”, told before “{told.title}” was moved", readings)


def _are_cities(versions: Sequence[Version]) -> bool:
    return any(agree(a.place, b.place) is False for a in versions for b in versions)


def _days(days: tuple[date | None, date | None]) -> str:
    first, last = days
    return f"{first}" if first == last else f"{first} to {last}"


def _sentences(mentions: Sequence[Mention]) -> list[Evidence]:
    """The sentences that tell a version, one of each article, dated ones first."""
    out: dict[str, Evidence] = {}
    for m in sorted(mentions, key=lambda m: (m.event.first is None, m.when_told)):
        out.setdefault(m.one.article.id, cite(m.one.article, m.event.span, m.event.rule))
    return list(out.values())[:MAX_SIDES]


def _counts(event: StoryEvent, family: Family, counted: dict[str, list[tuple[Span, int, str]]]) -> Iterator[Conflict]:
    """How many come, where articles give different numbers of the same noun: "14 delegations", "twelve delegations"."""
    if event.kind not in GATHERINGS or event.status == "past":
        return
    told: dict[str, dict[int, dict[str, Evidence]]] = defaultdict(lambda: defaultdict(dict))
    here = [v for v in (*family.former, family.current) if agree(v.place, event.place) is not False]
    mentions = [m for v in here for m in v.mentions]
    own = {(m.one.article.id, m.index) for m in mentions}
    for one in {m.one.article.id: m.one for m in mentions}.values():
        if one.article.id not in counted:
            counted[one.article.id] = list(_counted(one))
        for sentence, number, noun in counted[one.article.id]:
            if (one.article.id, _last_gathering(one, sentence)) in own:
                told[noun][number].setdefault(one.article.id, cite(one.article, sentence, "conflicts.count"))
    for noun, sides in sorted(told.items()):
        articles = [article for evidence in sides.values() for article in evidence]
        if len(sides) > 1 and len(set(articles)) == len(articles):
            readings = (Reading(f"{number} {noun}", tuple(evidence.values())[:MAX_SIDES]) for number, evidence in sides.items())
            yield Conflict(f"number of {noun} at “{event.title}”", tuple(readings))


def _counted(one: Annotated) -> Iterator[tuple[Span, int, str]]:
    """The sentences that count who comes, with the number and the noun; "more than 20" contradicts nothing."""
    text = one.article.text
    starts = [s.start for s in one.article.sentences]
    for noun in _attending().finditer(text):
        at = bisect_right(starts, noun.start()) - 1
        sentence = one.article.sentences[at] if at >= 0 else None
        if sentence is None or noun.start() >= sentence.end:
            continue
        count = COUNT.search(text, max(sentence.start, noun.start() - MAX_COUNT), noun.start())
        if count and count["bound"] is None and COMES.search(text, sentence.start, sentence.end):
            yield sentence, _number(count["number"]), noun[0].lower()


def _last_gathering(one: Annotated, sentence: Span) -> int | None:
    """The index of the meeting that the article told last, in the sentence or before it."""
    told = [i for i, e in enumerate(one.events) if e.kind in GATHERINGS and e.span.start < sentence.end]
    return told[-1] if told else None


def _attendance(event: StoryEvent, family: Family) -> Iterator[Conflict]:
    """Who comes, where one article names somebody as coming and another as staying away."""
    for name in sorted({n for m in family.mentions for n in m.absent}):
        away = [m for m in family.mentions if name in m.absent]
        coming = [m for m in family.mentions if name in m.people and not any(m.one is other.one for other in away)]
        if coming:
            sides = ((f"{name} will not attend", away), (f"{name} will attend", coming))
            order = sorted(sides, key=lambda s: s[1][-1].when_told, reverse=True)
            yield Conflict(f"who attends “{event.title}”", tuple(Reading(value, tuple(_sentences(ms))) for value, ms in order))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS.index(text.lower()) + 2


@cache
def _attending() -> re.Pattern[str]:
    """Who comes to a meeting, in the plural."""
    return re.compile(rf"\b(?:{'|'.join(sorted(load_words('attendants')))})\b", re.IGNORECASE)
