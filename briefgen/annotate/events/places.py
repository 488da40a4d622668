"""Where an event takes place: a name of the gazetteer after a preposition, or one that the text itself calls a state or city."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.triggers import Trigger
from briefgen.lexicon import load_table
from briefgen.model import Span

NAME = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'-]*)"
# "to the Chinese port city of Tianjin", "in the U.S.", "visit the Republic of Korea and Japan"
AFTER_LINK = re.compile(
    rf"\b(?P<link>(?i:in)|at|to|near|off|visit|visits|visited|visiting|host|hosts|hosted by|hosting)\s+(?:the\s+)?"
    rf"(?:(?:[\w-]+\s+){{0,3}}?(?:city|town|capital|port|state|province|island|village|resort)\s+of\s+)?"
    rf"(?P<name>{NAME}(?:\s+(?:of\s+(?:the\s+)?)?{NAME}){{0,4}})(?P<kind>\s+(?:state|province|[Pp]refecture|city|county|island))?"
)
NAMES = re.compile(rf"{NAME}(?:\s+(?:of\s+(?:the\s+)?)?{NAME}){{0,4}}")
TRAVELS = re.compile(
    r"\b(?:fl(?:y|ies|ew|ying)|travel\w*|go(?:es|ing)?|went|head(?:s|ed|ing)?|com(?:e|es|ing)|came|return\w*|arriv\w+|visit\w*|trip|tour)\b",
    re.IGNORECASE,
)
JOURNEYS = frozenset("visit trip arrival departure".split())
MAX_GAP = 45  # characters between a place and the event told after it: "will fly to Tianjin for the annual summit"
# "will fly to Tianjin | for the summit", "to Sendai on Saturday, | a trip": why one goes there
PURPOSE = re.compile(
    r"[^,;]{0,30}\b(?:for|to\s+(?:attend|hold|join|take|chair|address|meet|sign|mark|host|visit|begin))\b[^,;]*$|[^,;]{0,30},\s*$",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"(?:[\s,;:—–-]|\b(?:and|but|while|whereas|when|where|before|after|also|then|later|here)\b)*(?:[^,]{0,25},\s+)?", re.IGNORECASE
)
WHERE = re.compile(r",?\s*where\b")
AND = re.compile(r"\s+and\s+(?:the\s+)?")
MAX_FAR = 70  # characters behind the event's phrase; farther lies something else's place
# "India's plans to host", "India is due to host": the host is the place
BEFORE = re.compile(rf"(?P<name>{NAME}(?:\s+{NAME}){{0,2}})(?:[’']s)?\s+(?:[a-z]+\s+){{0,4}}?host(?:s|ed|ing)?\b")
CITY_OF = re.compile(r"\b(?:city|town|capital|port|state|province|island|village|resort)\s+of\s+\S+$")


def find_place(sentence: Sentence, trigger: Trigger, *, skip: Collection[Span] = ()) -> str | None:
    """The place as written ("Tianjin", "Gujarat state", "Republic of Korea and Japan"), or None; none that ``skip`` overlaps.

    Looked for after the trigger first, then before it in the same clause ("In Tokyo, he will meet ...").
    """
    clause = sentence.clause_of(trigger.span.start)
    text = sentence.text
    if (where := WHERE.match(text, clause.start)) and (place := _before(text, where.start())):
        return place
    comma = _comma(sentence, trigger.phrase.end)  # "..., his first visit to China": what follows a comma is told of something else
    near = min(max(clause.end, trigger.phrase.end), trigger.phrase.end + MAX_FAR)
    for span in (
        Span(trigger.span.start, near if comma < 0 else min(near, comma)),
        Span(clause.start, trigger.span.start),
    ):
        found = [
            p
            for m in AFTER_LINK.finditer(text, span.start, span.end)
            if _is_its_own(text, m, clause, trigger) and not any(s.overlaps(Span(*m.span("name"))) for s in skip) and (p := _place(text, m))
        ]
        if found:
            return found[0] if span.start == trigger.span.start else found[-1]
    host = BEFORE.search(text, 0, trigger.span.end)
    return host["name"] if host and is_place(host["name"]) else None


def _before(text: str, end: int) -> str | None:
    """The place at the end of what stands before: "goes on to Tianjin | , where the summit is held"."""
    matches = list(AFTER_LINK.finditer(text, max(0, end - 80), end))
    return _place(text, matches[-1]) if matches and matches[-1].end() == end else None


def name_at(text: str, at: int) -> str | None:
    """The longest name of a place that begins at ``at``, or None."""
    match = NAMES.match(text, at)
    words = match[0].split() if match else []
    return next((name for n in range(len(words), 0, -1) if is_place(name := " ".join(words[:n]))), None)


def _is_its_own(text: str, match: re.Match[str], clause: Span, trigger: Trigger) -> bool:
    """Whether a place is the event's: not "the ambassador to Oslo", nor "worried about war in Oslo, urged all to sign"."""
    if match["link"].lower() == "to" and trigger.kind not in JOURNEYS and not TRAVELS.search(text, clause.start, match.start()):
        return False
    if match.start() >= trigger.span.start:
        return True
    opened = OPENS.match(text, clause.start)
    opens = opened is not None and match.start() <= opened.end()
    # "will ride a train to Sendai on Saturday, a trip that": a journey is called so after its goal
    is_near = trigger.phrase.start - match.end() <= MAX_GAP and (bool(PURPOSE.match(text, match.end("name"), trigger.phrase.start)))
    return opens or is_near


def _comma(sentence: Sentence, at: int) -> int:
    """Where the first comma after ``at`` stands that belongs to no date ("on May 10, 2022, in Seoul"); -1 where there is none."""
    dates = [sentence.local(t.span) for _, t in sentence.timexes]
    commas = (m.start() for m in re.finditer(",", sentence.text[at:]))
    return next((at + c for c in commas if not any(d.start <= at + c <= d.end for d in dates)), -1)


def place_in(text: str) -> str | None:
    """The first place that a text names after a preposition."""
    return next((p for m in AFTER_LINK.finditer(text) if (p := _place(text, m))), None)


def _place(text: str, match: re.Match[str]) -> str | None:
    name, kind = match["name"], (match["kind"] or "").strip()
    if kind or (CITY_OF.search(text, 0, match.end("name")) and name):
        return f"{name} {kind}".strip()
    words = name.split()
    for size in range(len(words), 0, -1):
        candidate = " ".join(words[:size])
        if is_place(candidate) and not re.match(r"[’']s\b", text[match.start("name") + len(candidate) :]):
            return candidate + _second(text, match.start("name") + len(candidate))
    return None


def _second(text: str, at: int) -> str:
    """ " and Japan" where a second place follows the first, else the empty string."""
    match = AND.match(text, at)
    name = name_at(text, match.end()) if match else None
    return f" and {name}" if name else ""


def is_place(name: str) -> bool:
    """Whether the gazetteer holds the name as a country or city."""
    return name.lower() in _gazetteer()


@cache
def _gazetteer() -> frozenset[str]:
    names: set[str] = set()
    for name, others, _, capital, cities in load_table("countries"):
        names.update(n.strip().lower() for n in (name, *others.split("|"), capital, *cities.split("|")) if n.strip())
    return frozenset(names | {row[0].lower() for row in load_table("provinces")})
