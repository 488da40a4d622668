"""The status of an event from the words around it: is to, will, expected, could, doubts, called off, was held."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.triggers import Trigger
from briefgen.lexicon import Pattern, load_patterns
from briefgen.model import Stamp, Status

# "was held", "met", "attended": it has happened
HAPPENED = re.compile(
    r"\b(?:was|were|held|met|visited|attended|hosted|signed|arrived|left|departed|landed|flew|travel+ed|launched|opened|ended|concluded"
    r"|took place|began|addressed|kicked off|completed|participated|joined|conducted|wrapped up|came to|gave|chaired|co-chaired"
    r"|convened|witnessed|oversaw|spoke|delivered|inaugurated|unveiled|told|returned|toured|celebrated|marked)\b",
    re.IGNORECASE,
)
# A doubt anywhere in the sentence: "India is due to host it, but officials said that the meeting was in doubt"
DOUBT = re.compile(r"\b(?:in doubt|doubts? (?:on|about|over)|uncertain|in limbo|in question|unclear|no plans|no date)\b", re.IGNORECASE)
# "Adler’s visit to Korea | reaffirmed the alliance", "the meeting | was", "after the talks ended": the event is the subject of a past
AND_PAST = re.compile(r"(?:\s+(?:also|has|have))?\s+(?:[a-z]+ed|was|were|drew|led|saw|brought|came|took|made)\b")
COMING = re.compile(r"\b(?:upcoming|forthcoming|coming|planned|next)\b", re.IGNORECASE)
# "was | cancelled", "had been | put off": the verb is said of what stands before it
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|got|gets)\s+(?:[a-z]+ly\s+|also\s+|again\s+|now\s+)?$", re.IGNORECASE)
MAX_OBJECT_GAP = 40  # characters between "cancelled" and what it cancels: "postponed his long-awaited plans for a"
JOURNEYS = ("visit", "trip", "arrival", "departure")
ATTENDS = re.compile(r"(?:attend|travel|visit)$", re.IGNORECASE)
ORDER: tuple[Status, ...] = ("cancelled", "postponed", "tentative", "confirmed", "planned")


def read_status(
    sentence: Sentence, trigger: Trigger, days: tuple[date | None, date | None], published: Stamp | None
) -> tuple[Status, bool]:
    """The event's status as the article tells it on its own date, and whether words tell it (otherwise it is only supposed).

    A last day before the article's is ``past`` whatever the wording, unless it was called off.
    """
    first, last = days
    clause = _with_lead(sentence, trigger)
    said: Status | None = "tentative" if DOUBT.search(sentence.text) else None
    at = trigger.span.start - sentence.clause_of(trigger.span.start).start
    said = next((name for name in ORDER[:2] if _is_off(_pattern(name), clause, at, trigger.kind)), None) or said
    said = said or next((name for name in ORDER[2:] if _pattern(name).regex.search(clause)), None)
    if said in ("cancelled", "postponed"):
        return said, True
    today = published.day if published else None
    if last is not None and today is not None:
        if last < today:
            return "past", True
        if last > today and not (first is not None and first <= today and HAPPENED.search(clause)):
            return said or "planned", True
    if COMING.search(sentence.text, trigger.phrase.start, trigger.span.start):
        return "planned" if said in (None, "confirmed") else said, True
    happened = HAPPENED.search(clause) or (trigger.part == "noun" and AND_PAST.match(sentence.text, trigger.phrase.end)) or None
    if trigger.part == "verb" and trigger.span.of(sentence.text).lower().endswith("ed"):
        happened = HAPPENED.search(trigger.span.of(sentence.text)) or happened
    if happened and not re.search(r"\bwill\b", clause):
        return "past", True
    return said or ("past" if happened else "planned"), said is not None or bool(happened)


def _is_off(pattern: Pattern, clause: str, at: int, kind: str) -> bool:
    """Whether the event at ``at`` is what was called off or put off, not something else that its clause tells of."""
    for match in pattern.regex.finditer(clause):
        if kind not in JOURNEYS and ATTENDS.search(match[0]):
            continue  # "will not attend the summit": the summit goes on without one
        if match.start() <= at < match.end():
            return True  # "will not visit"
        if match.start() > at:
            if PASSIVE.search(clause, 0, match.start()) or match[0].lower().startswith(("will not", "won")):
                return True
        elif 0 <= at - match.end() <= MAX_OBJECT_GAP and not re.search(r"[,;:]", clause[match.end() : at]):
            return True
    return False


def _with_lead(sentence: Sentence, trigger: Trigger) -> str:
    """The trigger's clause with the word that opens it: "ahead of the trip" says that the trip is to come."""
    clause = sentence.clause_of(trigger.span.start)
    text = clause.of(sentence.text)
    opens = re.match(r",?\s*\b(before|ahead of|after|following)\b", text, re.IGNORECASE)
    return text[: trigger.phrase.end - clause.start] if opens else text


@cache
def _pattern(status: Status) -> Pattern:
    return next(p for p in load_patterns("event_status") if p.id == f"status.{status}")
