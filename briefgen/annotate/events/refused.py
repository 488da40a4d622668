"""What looks like an event and is none: idioms, nouns that only modify, predicates, markup, and events told in general."""

from __future__ import annotations

import re
from functools import cache

from briefgen.lexicon import load_patterns, load_table, load_words
from briefgen.model import Span

# "<img src=... alt=...>", "https://...": text that is no prose
MARKUP = re.compile(r"<[a-z/!][^<>]*>|https?://\S+|www\.\S+", re.IGNORECASE)
# "trial lawyers", "election results", "visit preparations": what an event's noun may modify
MODIFIED = re.compile(
    r"\s+(?P<word>[a-z]{3,})\b(?!['’])(?:\s+(?P<after>[a-z]+))?",
)
ADJECTIVES = frozenset("bilateral trilateral ministerial plenary launch".split())  # nouns that are adjectives as often
PLURAL_HEADS = frozenset(
    "activities arrangements campaigns dates deals efforts games goals lawyers leaders meetings monitors observers officers"
    " officials organisers"
    " organizers participants plans polls posters preparations proceedings promises relations results returns rivals rolls rules"
    " sites systems"
    " talks ties tickets topics venues workers".split()
)
SINGULAR_HEADS = frozenset("series speed process need bed work".split())  # their endings are no verb's
# "will be a forum for", "remains an important vote", "as a key event": says what something is, not that it happens
PREDICATE = re.compile(
    r"(?<!there )(?<!there will )\b(?:be|is|was|are|were|been|as|remains?|became|becomes?)\s+(?:an?|another|one)\s*$", re.IGNORECASE
)
NUMBERED = re.compile(r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|[a-z]+th|annual|party|next|last|this|national|world)\b", re.IGNORECASE)
# "would love to visit", "urged all states to sign", "should meet": wished, asked for, allowed, not planned
WISHED = re.compile(
    r"\b(?:would|love|like|want(?:s|ed)?|wish(?:es|ed)?|urg(?:e|es|ed|ing)|allow(?:s|ed|ing)?|able|opportunit(?:y|ies)|need(?:s|ed)?|ask(?:s|ed)?"
    r"|encourag(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:on|for)|refus(?:e|es|ed)|fail(?:s|ed)?|can|cannot|should|must|could|may|might|if|whether|never)\b"
    r"[^,;:]{0,60}$",
    re.IGNORECASE,
)
INDEFINITE = re.compile(r"\s*(?:an?|any|every|each|no|some|such)\b", re.IGNORECASE)


def refused_in(text: str) -> tuple[Span, ...]:
    """The stretches of a sentence in which no word tells an event: idioms, tags, addresses."""
    found = [m.span() for p in load_patterns("event_idioms") for m in p.regex.finditer(text)]
    if "<" in text or "http" in text or "www." in text:
        found += [m.span() for m in MARKUP.finditer(text)]
    return tuple(Span(*span) for span in found)


def is_modifier(text: str, start: int, end: int) -> bool:
    """Whether the noun only tells of what kind the next noun is: "election work", "trial lawyers", "bilateral relations"."""
    match = MODIFIED.match(text, end)
    if match is None:
        return False
    word = match["word"]
    if text[start:end].lower() in ADJECTIVES:
        return word not in load_words("function_words") and not word.endswith("ed")
    if word in PLURAL_HEADS or word in SINGULAR_HEADS:
        return True
    if word in load_words("function_words") or word in load_words("plain_verbs") or word in _irregular():
        return False
    return not re.search(r"(?:ed|s|ly|ing)$", word)


def is_predicate(text: str, phrase_start: int) -> bool:
    """Whether the phrase is what something is said to be: "will be | a forum for members"."""
    article = INDEFINITE.match(text, phrase_start)
    return article is not None and bool(PREDICATE.search(text, max(0, phrase_start - 40), article.end()))


def lacks_number(noun: str, before: str) -> bool:
    """Whether a body is meant: "moved Congress", not "the 20th party congress"."""
    return noun in _numbered() and not NUMBERED.search(before)


def is_wished(text: str, clause_start: int, at: int) -> bool:
    """Whether the verb at ``at`` is only wished for or allowed."""
    return bool(WISHED.search(text, max(clause_start, at - 90), at))


def is_indefinite(text: str, phrase: Span, noun: Span) -> bool:
    """Whether the phrase names none in particular: "a vote for the president", "consultations with"."""
    return phrase.start == noun.start or bool(INDEFINITE.match(text, phrase.start, noun.start))


@cache
def _numbered() -> frozenset[str]:
    return frozenset(noun for noun, _, *rest in load_table("event_nouns") if rest and rest[0] == "numbered")


@cache
def _irregular() -> frozenset[str]:
    """Verbs in the past that do not end in -ed and that follow an event as its verb: "the trip cost", "the summit drew"."""
    return frozenset("cast cost drew led left put set shed won wrought overran overshadow spilt split took".split())
