"""Order without dates: "From Japan, Modi will fly to Tianjin" puts the Tianjin event after the Japan visit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.places import NAME
from briefgen.annotate.events.triggers import Trigger
from briefgen.model import Event

GO = (
    r"(?:fl(?:y|ies|ew)|travel(?:s|led|ed)?|go(?:es)?|went|head(?:s|ed)?|leaves?|left|proceed(?:s|ed)?|continue[sd]?|move[sd]?"
    r"|depart(?:s|ed)?)"
)
# "From Japan, Modi will fly to": the place left behind
FROM = re.compile(rf"^(?:From|After)\s+(?:the\s+)?(?P<place>{NAME}(?:\s+(?:of\s+)?{NAME}){{0,3}}),?\s.{{0,80}}?\b{GO}\b")
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
# "on the sidelines of the summit", "on the margins of his visit"
ASIDE = re.compile(
    r"\b(?:sidelines?|margins?)\s+of\s+(?:the|his|her|their|this|that)?\s*(?:[\w’'-]+\s+){0,4}?(?P<noun>[\w’'-]+)(?=\W|$)", re.IGNORECASE
)
# "Before the summit, she will visit", "after the talks, they will sign"
LED_IN = re.compile(
    r"(?:^|[,;]\s|\b(?:shortly|immediately|right|the day|a day)\s)(?P<cue>before|after|ahead\s+of|following|prior\s+to)\s+"
    r"(?:the|his|her|their|this|that)\s+"
    r"(?:[\w’'-]+\s+){0,3}?(?P<noun>summit|visit|trip|talks|meeting|conference|election|ceremony|signing)\b",
    re.IGNORECASE,
)
STAYS = ("visit", "trip", "arrival", "summit", "meeting", "talks")


KIND_OF: dict[str, tuple[str, ...]] = {
    "summit": ("summit", "meeting"), "meeting": ("meeting", "summit", "talks"), "talks": ("talks", "meeting", "summit"),
    "visit": ("visit", "trip"),
    "trip": ("trip", "visit"), "conference": ("conference",), "election": ("election",), "ceremony": ("ceremony",), "signing": ("signing",),
    "forum": ("conference",), "assembly": ("conference",), "gathering": ("meeting", "summit"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """The events, by their index, that an event is told to follow, to precede, or to accompany."""

    after: int | None = None
    before: int | None = None
    within: int | None = None


def find_order(sentence: Sentence, trigger: Trigger, told: Sequence[Event]) -> Order:
    """The order that the sentence tells of the trigger's event among those ``told`` before it in the article."""
    aside = None
    if "sideline" in sentence.text or "margin" in sentence.text:
        aside = next((m for m in ASIDE.finditer(sentence.text) if m.start() >= trigger.span.start - 60), None)
    within = _last_called(_event_noun(aside), told) if aside else None
    noun = trigger.span.of(sentence.text).lower()
    if trigger.kind == "other" and noun in KIND_OF:
        within = _last_called(noun, told)  # "the second day of the | summit"
    led = LED_IN.search(sentence.text)
    if led and not led.start() <= trigger.span.start < led.end():
        other = _last_called(led["noun"], told)
        if other is not None:
            is_after = led["cue"].lower() in ("after", "following")
            return Order(after=other if is_after else None, before=None if is_after else other, within=within)
    return Order(after=_predecessor(sentence, trigger, told), within=within)


def _event_noun(match: re.Match[str]) -> str:
    """The noun of an event at the end of what is on the sidelines of which: "the annual summit"."""
    words = re.findall(r"[\w’'-]+", match.string[match.start() : match.end() + 60])
    return next((w for w in words if w.lower() in KIND_OF), "")


def _last_called(noun: str, told: Sequence[Event]) -> int | None:
    """The event told last that a noun may point to: the summit, his visit; one with a date or a name before a bare one."""
    kinds = KIND_OF.get(noun.lower(), ())
    found = [i for i, e in enumerate(told) if e.kind in kinds and (noun.lower() in e.title.lower() or e.kind == noun.lower())]
    known = [i for i in found if told[i].first is not None or told[i].place]
    best = known or found
    return best[-1] if best else None


def _predecessor(sentence: Sentence, trigger: Trigger, before: Sequence[Event]) -> int | None:
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
