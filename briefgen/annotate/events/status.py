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
    r"|took place|began|addressed|spoke|delivered|inaugurated|unveiled|told|returned|toured|celebrated|marked)\b",
    re.IGNORECASE,
)
# A doubt anywhere in the sentence: "India is due to host it, but officials said that the meeting was in doubt"
DOUBT = re.compile(r"\b(?:in doubt|doubts? (?:on|about|over)|uncertain|in limbo|in question|unclear|no plans|no date)\b", re.IGNORECASE)
ORDER: tuple[Status, ...] = ("cancelled", "postponed", "tentative", "confirmed", "planned")


def read_status(sentence: Sentence, trigger: Trigger, last: date | None, published: Stamp | None) -> tuple[Status, bool]:
    """The event's status as the article tells it on its own date, and whether words tell it (otherwise it is only supposed).

    A last day before the article's is ``past`` whatever the wording, unless it was called off.
    """
    clause = _with_lead(sentence, trigger)
    said: Status | None = "tentative" if DOUBT.search(sentence.text) else None
    said = said or next((name for name in ORDER if _pattern(name).regex.search(clause)), None)
    if said in ("cancelled", "postponed"):
        return said, True
    today = published.day if published else None
    if last is not None and today is not None:
        if last < today:
            return "past", True
        if last > today:
            return said or "planned", True
    happened = HAPPENED.search(clause)
    if trigger.part == "verb" and trigger.span.of(sentence.text).lower().endswith("ed"):
        happened = HAPPENED.search(trigger.span.of(sentence.text)) or happened
    if happened and not re.search(r"\bwill\b", clause):
        return "past", True
    return said or ("past" if happened else "planned"), said is not None or bool(happened)


def _with_lead(sentence: Sentence, trigger: Trigger) -> str:
    """The trigger's clause with the word that opens it: "ahead of the trip" says that the trip is to come."""
    clause = sentence.clause_of(trigger.span.start)
    text = clause.of(sentence.text)
    opens = re.match(r",?\s*\b(before|ahead of|after|following)\b", text, re.IGNORECASE)
    return text[: trigger.phrase.end - clause.start] if opens else text


@cache
def _pattern(status: Status) -> Pattern:
    return next(p for p in load_patterns("event_status") if p.id == f"status.{status}")
