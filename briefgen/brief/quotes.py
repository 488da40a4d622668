"""Quotes: the best words of each official, never two that say the same, cut only where marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefgen.brief.edits import is_dropped, is_pinned, is_pinned_to, note_dropped, reasons_of
from briefgen.brief.excerpts import cut_excerpt
from briefgen.brief.prose import CHATTER, NOTE_HEAD, is_headline_run, runs_on
from briefgen.brief.relevance import Scope
from briefgen.brief.turns import find_hosts
from briefgen.brief.wording import leans
from briefgen.model import Annotated, Figure, Line, Quotation, Quote, Span, Story, cite, quote_id

MAX_QUOTES = 8
MAX_PER_SPEAKER = 3
MIN_WORDS = 5  # of a quote that does not name the topic
LEAST_WORDS = 3
ALIKE = 0.6  # share of the shorter quote's words that another holds already
KINDS = {"direct": 1.0, "mixed": 0.9, "indirect": 0.2}
OFFICE = re.compile(
    r"\b(?:president|prime minister|chancellor|minister|secretary|ambassador|spokes\w+|premier|king|queen|chief|director|general|admiral"
    r"|adviser"
    r"|advisor|commissioner|governor|senator|official|envoy|chair\w*|head)\b",
    re.IGNORECASE,
)
# What a spokesman says in place of an answer
NO_ANSWER = re.compile(
    r"\b(?:not going to get ahead|hold off (?:on )?preview|don[’']t have any(?:thing| more| prediction| specifics)"
    r"|can[’']t speak to|no comment|won[’']t comment|(?:I|we)[’']ll let \w+ speak|refer you to)\b",
    re.IGNORECASE,
)
LEANS = re.compile(r"(?:he|she|they|it|this|that|these|those)\b", re.IGNORECASE)
# Nobody to answer for it: "her office", "the remark from the minister"; "the ministry", which one a reader cannot know
UNRESOLVED = re.compile(
    r"(?:he|she|they|it|we|i|who|you|to|his|her|their|its|our|my|this|that|these|those|some|many|others?|another)\b", re.IGNORECASE
)
REMARK = re.compile(r"\b(?:remark|comment|statement|word|report|question|answer|email|letter|post|tweet|article)s?\b", re.IGNORECASE)
# A term that a treaty defines: “intellectual property” refers to ...
DEFINES = re.compile(r"[\"”’]?\s*(?:\([^)]*\)\s*)?(?:means?|refers? to|shall (?:mean|have|include)|has the meaning)\b")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotes of the brief, and those that belong to the topic and did not earn a place."""

    chosen: tuple[Quotation, ...]
    left_out: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that may be shown, with its words as they would be."""

    one: Annotated
    quote: Quote
    text: str
    edit: str | None


def choose_quotes(story: Story, scope: Scope, as_of: date, *, topic: str = "") -> Choice:
    """The quotes shown, those of one speaker together, the speakers by their best quote.

    What the analyst pinned in the brief on ``topic`` is always shown, once; what was dropped there is not.
    """
    known = {name: figure for figure in story.figures for name in figure.names}
    candidates = list(_candidates(story, scope, as_of, topic))
    ranked = sorted(candidates, key=lambda c: (not is_pinned(c.quote, topic), -_score(c, scope), c.one.article.id, c.quote.span.start))
    chosen: list[Candidate] = []
    per_speaker: Counter[str] = Counter()
    for one in ranked:
        who, pinned = _name(one.quote, known), is_pinned(one.quote, topic)
        has_room = pinned or (len(chosen) < MAX_QUOTES and per_speaker[who] < MAX_PER_SPEAKER)
        is_told = any(one.quote.text == c.quote.text if pinned else _alike(one.text, c.text) for c in chosen)
        if has_room and not is_told and not is_dropped(one.quote, topic):
            chosen.append(one)
            per_speaker[who] += 1
    rank = {who: i for i, who in reversed(list(enumerate(_name(c.quote, known) for c in chosen)))}
    chosen.sort(key=lambda c: (rank[_name(c.quote, known)], _said_by(c.one, c.quote), c.one.article.id, c.quote.span.start))
    shown = {(c.one.article.id, c.quote.span.start, c.quote.text) for c in chosen}
    others = [c for c in candidates if (c.one.article.id, c.quote.span.start, c.quote.text) not in shown]
    return Choice(tuple(_quotation(c, known, topic) for c in chosen), tuple(_left_out(c, known, topic) for c in others))


def _candidates(story: Story, scope: Scope, as_of: date, topic: str) -> Iterator[Candidate]:
    """The topic's quotes that somebody answers for, and what is pinned to it, of whomever and of any article."""
    for one in story.articles:
        for quote in one.quotes:
            belongs = scope.holds(one.article.id, quote.span) and _said_by(one, quote) <= as_of
            text, edit = cut_excerpt(quote.text, is_speech=quote.kind == "direct", names=scope.names)
            may_stand = belongs and _has_speaker(quote) and _says_something(one, quote, text, scope)
            if is_pinned_to(quote, topic) or may_stand or (belongs and is_pinned(quote, topic)):
                yield Candidate(one, quote, text or quote.text, edit)


def _left_out(left: Candidate, known: Mapping[str, Figure], topic: str) -> Line:
    shown = _quotation(left, known, topic)
    return Line(f"{shown.speaker}: {shown.text}{note_dropped(left.quote, topic)}", shown.evidence, shown.id)


def _has_speaker(quote: Quote) -> bool:
    """Whether a quote has somebody to answer for it; reported speech needs a person in office ("analysts say" is no quote)."""
    if quote.kind == "indirect" and not (quote.role and OFFICE.search(quote.role) and (quote.speaker_resolved or "official" in quote.role)):
        return False
    return is_somebody(_speaker(quote))


def is_somebody(speaker: str) -> bool:
    """Whether the words name a person or a body: "an Estonian official", not "the ministry", "her office" or "the remark from Oslo"."""
    if not any(c.isalpha() for c in speaker) or "RB-" in speaker or UNRESOLVED.match(speaker) or REMARK.search(speaker):
        return False
    first, _, rest = speaker.partition(" ")
    if first.lower() == "the":
        return any(word[0].isupper() for word in rest.split())
    return speaker[0].isupper() or bool(OFFICE.search(speaker)) or any(word[0].isupper() for word in rest.split())


def _says_something(one: Annotated, quote: Quote, text: str, scope: Scope) -> bool:
    """Whether the words shown can be understood: no thanks, host's question, defined term, nor two sentences run together."""
    count = len(text.split())
    if count < LEAST_WORDS or (count < MIN_WORDS and not scope.names(text)):
        return False
    if quote.kind != "direct" and (LEANS.match(text) or runs_on(text) or is_headline_run(text, one.article.text)):
        return False  # "he would attend": of nothing that the reader sees
    if NOTE_HEAD.match(text) or any(DEFINES.match(one.article.text, at) for at in (quote.span.end - 1, quote.span.end)):
        return False
    return _speaker(quote) not in find_hosts(one)


def _speaker(quote: Quote) -> str:
    return quote.speaker_resolved or quote.speaker or ""


def _name(quote: Quote, known: Mapping[str, Figure]) -> str:
    """The speaker under the name that the story knows."""
    figure = known.get(_speaker(quote))
    return figure.name if figure else _speaker(quote)


def _said_by(one: Annotated, quote: Quote) -> date:
    return quote.said_on or (one.published.day if one.published else date.min)


def _score(one: Candidate, scope: Scope) -> float:
    """Office of the speaker, directness, a length that can be read out, and whether it speaks of the topic."""
    quote, words = one.quote, len(one.text.split())
    length = 1.0 if 10 <= words <= 45 else 0.5 if 6 <= words <= 80 else 0.0
    office = 1.0 if quote.role and OFFICE.search(quote.role) else 0.4 if quote.speaker_resolved else 0.0
    length -= 1.0 * bool(NO_ANSWER.search(one.text)) + 0.6 * leans(one.text) + 0.4 * bool(CHATTER.search(one.text))
    return 2 * KINDS[quote.kind] + length + 1.5 * office + 1.2 * scope.names(one.text) + 0.3 * (one.one.article.id in scope.whole)


def _alike(a: str, b: str) -> bool:
    one, two = ({w.lower() for w in WORD.findall(t)} for t in (a, b))
    return len(one & two) >= ALIKE * max(1, min(len(one), len(two)))


def _quotation(chosen: Candidate, known: Mapping[str, Figure], topic: str) -> Quotation:
    """The quote under the story's name of its speaker; the office as the article gives it, else as the story does."""
    one, quote = chosen.one, chosen.quote
    figure = known.get(_speaker(quote))
    evidence = cite(
        one.article,
        Span(min(quote.span.start, quote.speaker_span.start if quote.speaker_span else quote.span.start), quote.span.end),
        quote.rule,
    )
    return Quotation(
        id=quote_id(one.article.id, quote),
        text=chosen.text,
        kind=quote.kind,
        speaker=_name(quote, known),
        role=quote.role or (figure.role if figure else None),
        affiliation=quote.affiliation or (figure.affiliation if figure else None),
        date=_said_by(one, quote) if one.published or quote.said_on else None,
        edited=reasons_of(quote, topic, chosen.edit),
        evidence=(evidence,),
    )
