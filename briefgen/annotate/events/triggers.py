"""Triggers: the nouns and verbs that tell an event, each with the phrase around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.annotate.events.clauses import Sentence
from briefgen.lexicon import load_patterns, load_table, load_words
from briefgen.model import Span

PRONOUNS = frozenset("it them this that him her me you us these those".split())
TRAVEL = frozenset({"trip", "arrival", "departure"})
WORD = re.compile(r"[^\s,;:()\"“”]+")
MAX_LEFT = 8  # words before the noun that may belong to its phrase
# "a state visit", "his eighth trip": where the phrase begins
DETERMINERS = frozenset("a an the this that these those his her its their our your my any each every no some".split())
# "to visit", "will then address": a word that is noun and verb is a verb after these
MODAL = re.compile(
    r"\b(?:to|will|would|shall|should|can|could|may|might|must|and|not|then|also)\s+(?:[a-z]+ly\s+|also\s+|then\s+|not\s+)?$", re.IGNORECASE
)
# "on the sidelines of the summit", "the second leg of his journey": the noun is only pointed at
POINTED_AT = re.compile(
    r"\b(?:sidelines?|margins?|legs?|part|stage|eve|agenda|outcome|details|results?)\s+of\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
# "..., his first visit to China": what was just told, called by another name
APPOSED = re.compile(r",\s+(?:his|her|its|their|a|an|the)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# "visit of the minister", "event in Gujarat state to mark the start of ...": how a phrase goes on after its noun
LINKS = r"(?:of|to|in|at|with|between|for|on|by|among|against|over|about|from|near|aboard|under)"
GOES_ON = re.compile(rf"\s+(?:{LINKS}\b|to\s+(?:mark|discuss|celebrate|commemorate|review|attend)\b)")
STOP = re.compile(
    r"[,;:!?()\"“”—…](?=\s|$|[\"”’'])|\.$|\s\(|-(?=\s)|\s[-–]\s|\s+\b(?:will|would|shall|should|can|could|may|might|must|is|are|was|were|be|been|has|have|had|does|do|did"
    r"|says?|said|told|that|which|who|whom|whose|where|when|while|as|after|before|amid|despite|but|during|since|until|because|if|although|though"
    r"|to\s+(?:go|take|be|begin|start|proceed|happen)|without|including|following|ahead|according|where|also|and\s+(?:will|would|is|are|was|were|has|had|then|later|said|told|held|met|[a-z]+ed))\b",
    re.IGNORECASE,
)
OF_IT = re.compile(r"^\s+(?:of|with|for|by)\s+(?:it|them|this|that|him|her|us|me|you)\b")  # "the launch of it"
MAX_RIGHT = 120  # characters of a phrase after its noun


@dataclass(frozen=True, slots=True)
class Trigger:
    """A noun or verb that tells an event; offsets within the sentence."""

    span: Span
    part: str
    """``noun`` or ``verb``."""
    kind: str
    phrase: Span
    """From the determiner or possessor to the end of its prepositional phrases."""
    lead: str
    """For a verb: how a title begins."""


def find_triggers(sentence: Sentence) -> tuple[Trigger, ...]:
    """The triggers of a sentence, nouns before the verbs that only carry them ("will hold a summit" is the summit)."""
    text = sentence.text
    found: list[Trigger] = []
    idioms: list[Span] | None = None
    for match in _regex().finditer(text):
        if idioms is None:
            idioms = [Span(m.start(), m.end()) for p in load_patterns("event_idioms") for m in p.regex.finditer(text)]
        if any(idiom.overlaps(Span(match.start(), match.end())) for idiom in idioms):
            continue
        entries = _entries().get(match[0].lower().replace("’", "'"), {})
        if not entries or _is_name_part(text, match.start(), match.end()):
            continue
        part = "verb" if "noun" not in entries or ("verb" in entries and MODAL.search(text, 0, match.start())) else "noun"
        kind, lead = entries[part]
        trigger = _noun(sentence, match, kind) if part == "noun" else _verb(text, match, kind, lead)
        if trigger is not None:
            found.append(trigger)
    verbs = [t for t in found if t.part == "verb"]
    dates = [sentence.local(t.span) for _, t in sentence.timexes if t.type in ("DATE", "TIME")]
    out: list[Trigger] = []
    for one in found:
        if one.part == "verb" and any(_carries(text, one, n) and not _dated_between(one, n, dates) for n in found if n.part == "noun"):
            continue
        if one.part == "noun" and any(_carries(text, v, one) and _dated_between(v, one, dates) for v in verbs):
            continue
        if out and one.kind in ("visit", "trip") and APPOSED.search(text, out[0].span.end, one.span.start):
            continue
        out.append(one)
    return tuple(out)


def _dated_between(verb: Trigger, noun: Trigger, dates: list[Span]) -> bool:
    """Whether the date is the journey's: "will be in Japan on Aug. 29-30 for the summit", and the noun has none of its own."""
    before = any(verb.span.end <= d.start and d.end <= noun.phrase.start for d in dates)
    return before and not any(d.start >= noun.phrase.start for d in dates)


def _carries(text: str, verb: Trigger, noun: Trigger) -> bool:
    """Whether a verb only leads to an event that a noun names: "will fly to Tianjin for the summit", "visited for talks"."""
    if not verb.span.end <= noun.span.start <= max(verb.phrase.end, verb.span.end + 90) or verb.kind not in (
        *TRAVEL,
        "meeting",
        "visit",
        "launch",
    ):
        return False
    return not re.search(r";\s|\b(?:before|after|ahead of|following)\b", text[verb.span.end : noun.span.start])


def _noun(sentence: Sentence, match: re.Match[str], kind: str) -> Trigger | None:
    text = sentence.text
    if POINTED_AT.search(text, max(0, match.start() - 60), match.start()):
        return None
    start = _left(sentence, match.start())
    if start == match.start() and MODAL.search(text, 0, start):
        return None  # "to tour", "will rally": a verb that is no event
    return Trigger(Span(match.start(), match.end()), "noun", kind, Span(start, _right(sentence, match.end())), "")


def _verb(text: str, match: re.Match[str], kind: str, lead: str) -> Trigger | None:
    end = _object_end(text, match.end())
    following = text[match.end() : end].strip()
    if kind in ("arrival", "trip", "departure") and not re.match(rf"{LINKS}\b", following):
        return None  # "his plane landed", "heads the ministry"
    if following.startswith("by ") or following.split(" ")[0].lower() in PRONOUNS:
        return None  # "the summit hosted by Australia": said of the noun before; "launch it": of nothing named
    if kind not in TRAVEL and not following and not match[0].lower().startswith("me"):  # "Modi and Ishiba will meet"
        return None
    before = text[: match.start()].rstrip().rsplit(None, 1)[-1:]
    if before and before[0].lower() in DETERMINERS | {"of", "for", "in", "on"}:
        return None  # "the signing", "a launch"
    return Trigger(Span(match.start(), match.end()), "verb", kind, Span(match.start(), end), lead)


def _left(sentence: Sentence, at: int) -> int:
    """Where the phrase of the noun at ``at`` begins: back over adjectives, names, possessors and dates."""
    text, start = sentence.text, at
    dates = [sentence.local(t.span) for _, t in sentence.timexes]
    for _ in range(MAX_LEFT):
        gap = text[:start].rstrip()
        if not gap or len(gap) == start or (gap[-1] in ',;:()"“”.—' and not any(d.end == len(gap) for d in dates)):
            break
        date = next((d for d in dates if d.end == len(gap)), None)
        word_start = date.start if date else max(gap.rfind(" "), gap.rfind("("), gap.rfind("“"), gap.rfind('"')) + 1
        word = gap[word_start:]
        plain = word.lower().rstrip(".")
        if date is None and (plain in _stops() or (plain.endswith("ly") and word.islower())):
            break
        start = word_start
        if plain in DETERMINERS:
            break
    return start


def _right(sentence: Sentence, at: int) -> int:
    """Where the phrase ends: after the prepositional phrases, before a verb, a comma or a date."""
    text = sentence.text
    if not GOES_ON.match(text, at):
        return at
    stop = _object_end(text, at)
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if at <= local.start < stop:
            stop = local.start
    return at + len(_without_last_link(OF_IT.sub("", text[at:stop])))


def _object_end(text: str, at: int) -> int:
    stop = STOP.search(text, at)
    end = min(stop.start() if stop else len(text), at + MAX_RIGHT)
    if end == at + MAX_RIGHT and end < len(text):
        end = max(text.rfind(" ", at, end), at)
    return at + len(text[at:end].rstrip(" .,;:"))


def _without_last_link(phrase: str) -> str:
    """A phrase without a preposition or article left alone at its end: "visit to Japan on" -> "visit to Japan"."""
    while match := re.search(rf"\s+(?:{LINKS}|the|a|an|and|or|later|early|late)$", phrase):
        phrase = phrase[: match.start()]
    return phrase.rstrip(" ,")


def _is_name_part(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a name: "East Asia Summit" is an event, "Trip Advisor" and "Meeting Street" are none."""
    return (
        text[start].isupper()
        and bool(re.match(r"\s+(?:[A-Z][a-z]+(?:Advisor|Street|Group)?)\b", text[end:]))
        and start > 0
        and text[start - 2 : start - 1].islower()
    )


def event_word_at(text: str, at: int) -> bool:
    """Whether a noun that names an event begins at ``at``."""
    match = _regex().match(text, at)
    return match is not None and "noun" in _entries().get(match[0].lower().replace("’", "'"), {})


@cache
def _stops() -> frozenset[str]:
    """Words at which a noun phrase begins afresh: prepositions, conjunctions, verbs."""
    inside = {"last", "such", "first", "second", "third", "next", "previous", "former", "new", "one", "two", "three", "four"}
    return (load_words("function_words") | load_words("plain_verbs")) - DETERMINERS - inside


@cache
def _entries() -> dict[str, dict[str, tuple[str, str]]]:
    """Every form that the lexicons hold, in lower case: for noun and verb the kind and how a title begins."""
    out: dict[str, dict[str, tuple[str, str]]] = {}
    for form, part, kind, lead in _forms():
        out.setdefault(form, {})[part] = (kind, lead)
    return out


def _forms() -> Iterator[tuple[str, str, str, str]]:
    for base, forms, kind, lead in load_table("event_verbs"):
        for form in (base, *forms.split("|")):
            yield form, "verb", kind, lead
    for noun, kind, *plural in load_table("event_nouns"):
        yield noun, "noun", kind, ""
        if plural and plural[0]:
            yield f"{noun}s", "noun", kind, ""


@cache
def _regex() -> re.Pattern[str]:
    words = sorted(_entries(), key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(w).replace("'", "['’]") for w in words) + r")(?![\w-])", re.IGNORECASE)
