"""Order without dates: "From Japan, Modi will fly to Tianjin" puts the Tianjin event after the Japan visit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.places import NAME
from briefgen.annotate.events.triggers import Trigger
from briefgen.model import Event

GO = (
    r"(?:fl(?:y|ies|ew)|travel(?:s|led|ed)?|go(?:es)?|went|head(?:s|ed)?|leaves?|left|proceed(?:s|ed)?|continue[sd]?|move[sd]?"
    r"|depart(?:s|ed)?)"
)
# "From Japan, Modi will fly to": the place left behind
FROM = re.compile(rf"^(?:From|After)\s+(?:the\s+)?(?P<place>{NAME}(?:\s+(?:of\s+)?{NAME}){{0,3}}),\s.{{0,80}}?\b{GO}\b")
# "after visiting Japan", "after his visit to Japan", "following talks in Tokyo"
AFTER = re.compile(
    rf"\b(?:after|following)\s+(?:[\w’'-]+\s+){{0,4}}?(?:visiting|leaving|to|in|at)\s+(?:the\s+)?(?P<place>{NAME}(?:\s+(?:of\s+)?{NAME}){{0,3}})",
    re.I,
)
# "He will then travel to", "before flying on to": no place is named, the event told last is meant
THEN = re.compile(
    rf"\b(?:then|afterwards?|subsequently|thereafter|from there)\b.{{0,30}}?\b{GO}\b|\b{GO}\b.{{0,20}}?\b(?:then|afterwards?|thereafter)\b"
    r"|\bbefore\s+(?:flying|travel+ing|heading|going|moving|leaving)\b",
    re.I,
)
STAYS = ("visit", "trip", "arrival", "summit", "meeting", "talks")


def find_predecessor(sentence: Sentence, trigger: Trigger, before: Sequence[Event]) -> int | None:
    """The index in ``before`` of the event that the trigger's event is told to follow, or None where no order is told."""
    for cue in (FROM, AFTER):
        match = cue.search(sentence.text)
        if (match and match.end("place") <= trigger.span.start) or (match and match.start() > trigger.span.end and cue is AFTER):
            return _stay_at(match["place"], before)
    then = THEN.search(sentence.text)
    if then and then.start() <= trigger.span.start:
        return next((i for i in range(len(before) - 1, -1, -1) if before[i].kind in STAYS and before[i].status != "past"), None)
    return None


def _stay_at(place: str, before: Sequence[Event]) -> int | None:
    """The last event told that takes place there, one with a date first."""
    there = [i for i, e in enumerate(before) if e.kind in STAYS and (place in (e.place or "") or place in e.title)]
    dated = [i for i in there if before[i].first is not None]
    return (dated or there)[-1] if there else None
