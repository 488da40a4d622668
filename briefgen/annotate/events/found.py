"""Events that no noun or verb of the lexicons names: dated statements, and other things that happened on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.dates import SINCE, days_of, is_datable, is_reported
from briefgen.annotate.events.places import place_in
from briefgen.annotate.events.titles import clip, tidy, without_dates
from briefgen.model import Event, Span, Stamp, Status

MAX_OTHER = 45  # days; a period longer than a month and a half is no event
RELATIVE = re.compile(r"(?i)(?:who|which|whose|that|where|it|this|they|he|she)\b")  # a clause that says of whom only in the one before
TODAY = frozenset(("today", "tonight", "this morning", "this afternoon", "this evening", "now"))  # a date for what is told, not of an event
NEWS = re.compile(r"\breport(?:ed|s)?\b")


def find_statements(sentence: Sentence, published: Stamp | None) -> Iterator[Event]:
    """A statement with its date: "New Delhi said on Aug. 26", "Reuters reported in June that"."""
    for index, (number, timex) in enumerate(sentence.timexes):
        local = sentence.local(timex.span)
        if not is_datable(timex) or not is_reported(sentence, local):
            continue
        first, last = days_of(sentence, index)
        kind = "report" if NEWS.search(sentence.text[max(0, local.start - 40) : local.start]) else "statement"
        yield Event(
            span=sentence.span,
            title=_statement_title(sentence),
            kind=kind,
            first=first,
            last=last,
            place=None,
            people=_speakers(sentence),
            status=_status(last, published),
            timex=number,
            after=None,
            rule=f"events.dated.{kind}",
        )


def _statement_title(sentence: Sentence) -> str:
    """ "New Delhi: ...", in the words of the quote where one was found, else of the sentence without its date."""
    quote = next((q for q in sentence.quotes if q.speaker and sentence.span.covers(q.span)), None)
    if quote is not None:
        who = quote.speaker_resolved or quote.speaker or ""
        words = re.sub(r"^that ", "", quote.text).rstrip(" ,")
        return f"{who[:1].upper()}{who[1:]}: " + (f"“{clip(words)}”" if quote.kind == "direct" else clip(words))
    return tidy(without_dates(sentence, Span(0, len(sentence.text))))


def _speakers(sentence: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.name for m, p in sentence.people if sentence.is_speaker(m)))


# "That will be hosted by the prime minister in Tokyo on May 24": the event of the sentence before
RESUMED = re.compile(
    r"^(?:And |But |So )?(?:That|This|It|They)\s+(?:will|is|are|was|were|would)\b.{0,30}?"
    r"\b(?:held|hosted|take place|begin|start|scheduled|happen|convened?)\b",
    re.I,
)


def find_resumed(sentence: Sentence, published: Stamp | None, told: Sequence[Event]) -> Iterator[Event]:
    """An event told in the sentence before, with the date and place that this one adds. Its evidence is both sentences."""
    if not told or sentence.previous is None or not RESUMED.match(sentence.text):
        return
    event = next((e for e in told if e.first is None and e.span == sentence.previous), None)
    index = next((i for i, (_, t) in enumerate(sentence.timexes) if is_datable(t)), None)
    if event is None or index is None or event.kind in ("statement", "report", "press_conference"):
        return
    number = sentence.timexes[index][0]
    first, last = days_of(sentence, index)
    yield replace(
        event,
        span=Span(event.span.start, sentence.span.end),
        first=first,
        last=last,
        timex=number,
        status=_status(last, published),
        place=place_in(sentence.text) or event.place,
        rule="events.resumed",
        people=tuple(dict.fromkeys((*event.people, *(p.name for _, p in sentence.people)))),
    )


def find_other(sentence: Sentence, published: Stamp | None, dated: set[int]) -> Iterator[Event]:
    """A clause with a date that is nobody else's: "Washington imposed tariffs on Aug. 27"."""
    for index, (number, timex) in enumerate(sentence.timexes):
        local = sentence.local(timex.span)
        if (
            number in dated
            or timex.text.lower() in TODAY
            or any(q.kind == "direct" and q.span.overlaps(timex.span) for q in sentence.quotes)
        ):
            continue
        if not is_datable(timex) or is_reported(sentence, local) or SINCE.search(sentence.text, 0, local.start):
            continue
        first, last = days_of(sentence, index)
        title = _clause_title(sentence, local)
        is_vague = (last - first).days > MAX_OTHER or "W" in timex.value or timex.mod is not None
        if is_vague or len(title.split()) < 4 or RELATIVE.match(title):
            continue
        dated.add(number)
        yield Event(
            span=sentence.span,
            title=title,
            kind="other",
            first=first,
            last=last,
            place=None,
            people=tuple(dict.fromkeys(p.name for m, p in sentence.people if not sentence.is_speaker(m))),
            status=_status(last, published),
            timex=number,
            after=None,
            rule="events.dated.clause",
        )


def _clause_title(sentence: Sentence, date_: Span) -> str:
    clause = sentence.clause_of(date_.start)
    title = tidy(without_dates(sentence, clause))
    if len(title.split()) < 4:
        title = tidy(without_dates(sentence, Span(0, len(sentence.text))))
    return title[:1].upper() + title[1:]


def _status(last: object, published: Stamp | None) -> Status:
    return "past" if published is None or str(last) <= published.day.isoformat() else "planned"
