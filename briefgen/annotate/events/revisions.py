"""What a sentence says an event no longer is: "moved from Riga to Tallinn", "on 11 June instead of 9 June", "originally planned for May".

The days and places that it takes back are none of the event's own: ``dates`` and ``places`` pass them over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.dates import are_joined, days_of, is_datable, is_reported
from briefgen.annotate.events.places import NAME, name_at
from briefgen.annotate.events.status import MAX_OBJECT_GAP, PASSIVE
from briefgen.lexicon import load_patterns
from briefgen.model import Moved, Span

MAX_SUBJECT_GAP = 110  # characters between an event and the verb that moves it: an aside may stand between
NOW = re.compile(
    r"\b(?:will|is|are|would)\s+now\s+(?:be\s+|to\s+be\s+)?(?:held|hosted|tak|begin|open|start|meet|due|set|scheduled|planned|expected|visit|travel|arrive)",
    re.IGNORECASE,
)
# "instead of | 9 June", "originally planned for | May", "had been due to meet in Riga on | June 9": what is no longer so
NO_LONGER = re.compile(
    r"(?:\binstead\s+of|\brather\s+than|\bin\s+place\s+of|,\s+not(?=\s+(?:on|in|at)\b)"
    r"|\b(?:originally|initially|previously|earlier|first)\s+(?:due|scheduled|planned|set|expected|meant|announced|slated|fixed|to)\b(?:\s+[\w’'-]+){0,4}?"
    r"|\bhad\s+(?:originally\s+|initially\s+|first\s+)?been\s+(?:due|scheduled|planned|set|expected|meant|announced|slated|supposed)\b(?:\s+[\w’'-]+){0,6}?"
    r"|\bwas\s+(?:originally|initially|first|previously)\s+(?:to|due|scheduled|planned|set|expected)\b(?:\s+[\w’'-]+){0,6}?"
    r"|\bwas\s+to\s+have\b(?:\s+[\w’'-]+){1,6}?)"
    r"(?:\s+(?:for|on|in|at|from|between))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:instead|rather|in\s+place|originally|initially|previously|first|earlier|had\s+(?:originally\s+|initially\s+|first\s+)?been|to\s+have|now)\b"
    r"|,\s+not\s+(?:on|in|at)\b",
    re.IGNORECASE,
)
ANOTHER = re.compile(r"[,;:]|\b(?:to|before|after|from|in|at|for|ahead|during)\b")  # "moved to Oslo before | the summit"
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
PLACE = re.compile(
    rf"(?P<link>\bfrom|\binstead\s+of|\brather\s+than|\bnot|\bfor|\bin|\bat)\s+(?:in\s+|at\s+)?(?:the\s+)?(?P<name>{NAME}(?:\s+{NAME}){{0,3}})"
)
TO_PLACE = re.compile(rf"\bto\s+(?:the\s+)?(?:[a-z]+\s+(?:city|town|capital)\s+of\s+)?(?P<name>{NAME}(?:\s+{NAME}){{0,3}})")
TO_DATE = re.compile(
    r"[^;]{0,60}?\b(?:to|until|till|for|on|in|by|only)\s+(?:the\s+|a\s+|at\s+least\s+|early\s+|late\s+|mid-?)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a sentence takes back of an event, and what it puts in its stead."""

    former: frozenset[int]
    """Indexes within ``sentence.timexes`` of the days that no longer hold."""
    former_places: tuple[Span, ...]
    """Names of places that no longer hold, as offsets of the sentence."""
    date: int | None
    """The index of the new date, where the verb leads to one."""
    place: str | None
    moved: Moved


def find_revision(sentence: Sentence, event: Span) -> Revision | None:
    """What the sentence says has changed about the event whose phrase is ``event``; None where it says nothing of the kind."""
    text = sentence.text
    if not _speaks_of_change(text):
        return None
    verb = _verb(text, event)
    former = _former_dates(sentence, verb)
    places = _former_places(text, verb)
    if verb is None and not former and not places and not _is_now(text, event):
        return None
    has_other = any(is_datable(t) and i not in former for i, (_, t) in enumerate(sentence.timexes))
    if verb is None and not _is_now(text, event) and not has_other and "had been" in text:
        return None  # "The visit had been planned for June": a plan, told in the past
    first = min(former, default=None)
    days = days_of(sentence, first, skip=frozenset(range(len(sentence.timexes))) - former) if first is not None else (None, None)
    name = name_at(text, places[0].start) if places else None
    date = _new_date(sentence, verb, former) if verb else None
    place = _new_place(text, verb) if verb else None
    return Revision(former, places, date, place, Moved(days[0], days[1], name))


@lru_cache(maxsize=8)
def _speaks_of_change(text: str) -> bool:
    """Whether any word of a sentence can tell a revision; asked for each event of the sentence, it is looked up once."""
    return CHANGES.search(text) is not None or _pattern().search(text) is not None


def _verb(text: str, event: Span) -> Span | None:
    """The verb that moves the event: "the summit has been | moved", "moved the summit", "the meeting | moves to Tallinn"."""
    for match in _pattern().finditer(text):
        verb = Span(match.start(), match.end())
        if _moves_what_stands_before(text, event, verb) or _moves_what_follows(text, event, verb):
            return verb
    return None


def _moves_what_stands_before(text: str, event: Span, verb: Span) -> bool:
    if event.start <= verb.start < event.end:
        return bool(PASSIVE.search(text, event.start, verb.start))
    between = text[event.end : verb.start]
    if verb.start < event.end or len(between) > MAX_SUBJECT_GAP:
        return False
    return bool(PASSIVE.search(between) or re.fullmatch(r"\s*(?:[a-z]+ly\s+)?|\s*,[^,]*,\s*", between) or re.search(r"\bhas\s+$", between))


def _moves_what_follows(text: str, event: Span, verb: Span) -> bool:
    between = text[verb.end : event.start]
    return 0 <= event.start - verb.end <= MAX_OBJECT_GAP and not ANOTHER.search(between)


def _is_now(text: str, event: Span) -> bool:
    match = NOW.search(text)
    return match is not None and match.start() - event.end <= MAX_SUBJECT_GAP and match.start() >= event.start


def _former_dates(sentence: Sentence, verb: Span | None) -> frozenset[int]:
    """The indexes of the days that no longer hold, all of a range ("instead of 9 and 10 June")."""
    text = sentence.text
    out: set[int] = set()
    for index, (_, timex) in enumerate(sentence.timexes):
        if not is_datable(timex):
            continue
        start = sentence.local(timex.span).start
        is_from = verb is not None and verb.end <= start <= verb.end + 80 and FROM.search(text, 0, start)
        goes_on = index - 1 in out and are_joined(sentence, sentence.timexes[index - 1][1], timex)
        if is_from or NO_LONGER.search(text, max(0, start - 120), start) or (goes_on and not _leads_to(text, sentence, index)):
            out.add(index)
    return frozenset(out)


def _leads_to(text: str, sentence: Sentence, index: int) -> bool:
    """Whether "to" stands before a date: "from 9 June | to 20 June" moves, it names no range."""
    return bool(re.search(r"\b(?:to|until|till)\s+(?:the\s+)?$", text[: sentence.local(sentence.timexes[index][1].span).start]))


def _former_places(text: str, verb: Span | None) -> tuple[Span, ...]:
    out = []
    for match in PLACE.finditer(text):
        name = name_at(text, match.start("name"))
        if name is None:
            continue
        link = match["link"].lower()
        before = text[max(0, match.start() - 80) : match.start("name")]
        is_from = link == "from" and verb is not None and verb.end <= match.start() <= verb.end + 40
        if is_from or link.startswith(("instead", "rather")) or (link in ("for", "in", "at", "not") and NO_LONGER.search(before)):
            out.append(Span(match.start("name"), match.start("name") + len(name)))
    return tuple(out)


def _new_date(sentence: Sentence, verb: Span, former: frozenset[int]) -> int | None:
    """The date to which the verb leads: "postponed until | the autumn", "moved from October 14 to | October 21"."""
    for index, (_, timex) in enumerate(sentence.timexes):
        start = sentence.local(timex.span).start
        if index in former or start < verb.end or not is_datable(timex) or is_reported(sentence, sentence.local(timex.span)):
            continue
        if TO_DATE.fullmatch(sentence.text, verb.end, start):
            return index
    return None


def _new_place(text: str, verb: Span) -> str | None:
    match = TO_PLACE.search(text, verb.end, verb.end + 70)
    return name_at(text, match.start("name")) if match else None


@cache
def _pattern() -> re.Pattern[str]:
    return next(p for p in load_patterns("event_status") if p.id == "status.moved").regex
