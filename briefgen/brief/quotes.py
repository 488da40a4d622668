"""Quotes: the best words of each official, never two that say the same, cut only where marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefgen.brief.edits import is_dropped, is_pinned, is_pinned_to, note_dropped, reasons_of
from briefgen.brief.relevance import Scope
from briefgen.model import Annotated, Figure, Line, Quotation, Quote, Span, Story, cite, quote_id

MAX_QUOTES = 8
MAX_PER_SPEAKER = 3
MAX_WORDS = 60  # a longer quote is cut at a sentence, the cut marked
MIN_WORDS = 3
ALIKE = 0.6  # share of the shorter quote's words that another holds already
KINDS = {"direct": 1.0, "mixed": 0.9, "indirect": 0.2}
PRONOUNS = frozenset("he she they it we i who".split())
OFFICE = re.compile(
    r"\b(?:president|prime minister|chancellor|minister|secretary|ambassador|spokes\w+|premier|king|queen|chief|director|general|admiral"
    r"|adviser"
    r"|advisor|commissioner|governor|senator|official|envoy|chair\w*|head)\b",
    re.IGNORECASE,
)
LEANS = re.compile(r"(?:he|she|they|it|this|that|these|those)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?][\"”’]?\s+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotes of the brief, and those that belong to the topic and did not earn a place."""

    chosen: tuple[Quotation, ...]
    left_out: tuple[Line, ...]


def choose_quotes(story: Story, scope: Scope, as_of: date, *, topic: str = "") -> Choice:
    """The quotes shown, those of one speaker together, the speakers by their best quote.

    What the analyst pinned in the brief on ``topic`` is always shown, once; what was dropped there is not.
    """
    known = {name: figure for figure in story.figures for name in figure.names}
    candidates = list(_candidates(story, scope, as_of, topic))
    ranked = sorted(candidates, key=lambda x: (not is_pinned(x[1], topic), -_score(x[0], x[1], scope), x[0].article.id, x[1].span.start))
    chosen: list[tuple[Annotated, Quote]] = []
    per_speaker: Counter[str] = Counter()
    for one, quote in ranked:
        who, pinned = _name(quote, known), is_pinned(quote, topic)
        has_room = pinned or (len(chosen) < MAX_QUOTES and per_speaker[who] < MAX_PER_SPEAKER)
        is_told = any(quote.text == q.text if pinned else _alike(quote.text, q.text) for _, q in chosen)
        if has_room and not is_told and not is_dropped(quote, topic):
            chosen.append((one, quote))
            per_speaker[who] += 1
    rank = {who: i for i, who in reversed(list(enumerate(_name(q, known) for _, q in chosen)))}
    chosen.sort(key=lambda x: (rank[_name(x[1], known)], _said_by(*x), x[0].article.id, x[1].span.start))
    shown = {(one.article.id, quote.span.start, quote.text) for one, quote in chosen}
    others = [x for x in candidates if (x[0].article.id, x[1].span.start, x[1].text) not in shown]
    return Choice(
        tuple(_quotation(one, quote, known, topic) for one, quote in chosen),
        tuple(_left_out(one, quote, known, topic) for one, quote in others),
    )


def _candidates(story: Story, scope: Scope, as_of: date, topic: str) -> Iterator[tuple[Annotated, Quote]]:
    """The topic's quotes that somebody answers for, and what is pinned to it, of whomever and of any article."""
    for one in story.articles:
        for quote in one.quotes:
            belongs = scope.holds(one.article.id, quote.span) and _said_by(one, quote) <= as_of
            if is_pinned_to(quote, topic) or (belongs and (_has_speaker(quote) or is_pinned(quote, topic))):
                yield one, quote


def _left_out(one: Annotated, quote: Quote, known: Mapping[str, Figure], topic: str) -> Line:
    shown = _quotation(one, quote, known, topic)
    return Line(f"{shown.speaker}: {shown.text}{note_dropped(quote, topic)}", shown.evidence, shown.id)


def _has_speaker(quote: Quote) -> bool:
    """Whether a quote has somebody to answer for it; reported speech needs a person in office ("analysts say" is no quote)."""
    if quote.kind == "indirect" and LEANS.match(quote.text):
        return False  # "he would attend": of nothing that the reader sees
    if quote.kind == "indirect" and not (quote.role and OFFICE.search(quote.role) and (quote.speaker_resolved or "official" in quote.role)):
        return False
    return (
        bool(quote.speaker_resolved or (quote.speaker and quote.speaker.lower() not in PRONOUNS)) and len(quote.text.split()) >= MIN_WORDS
    )


def _speaker(quote: Quote) -> str:
    return quote.speaker_resolved or quote.speaker or ""


def _name(quote: Quote, known: Mapping[str, Figure]) -> str:
    """The speaker under the name that the story knows."""
    figure = known.get(_speaker(quote))
    return figure.name if figure else _speaker(quote)


def _said_by(one: Annotated, quote: Quote) -> date:
    return quote.said_on or (one.published.day if one.published else date.min)


def _score(one: Annotated, quote: Quote, scope: Scope) -> float:
    """Office of the speaker, directness, a length that can be read out, and whether it speaks of the topic."""
    words = len(quote.text.split())
    length = 1.0 if 10 <= words <= 45 else 0.5 if 6 <= words <= 80 else 0.0
    office = 1.0 if quote.role and OFFICE.search(quote.role) else 0.4 if quote.speaker_resolved else 0.0
    return 2 * KINDS[quote.kind] + length + 1.5 * office + 1.2 * scope.names(quote.text) + 0.3 * (one.article.id in scope.whole)


def _alike(a: str, b: str) -> bool:
    one, two = ({w.lower() for w in WORD.findall(t)} for t in (a, b))
    return len(one & two) >= ALIKE * max(1, min(len(one), len(two)))


def _quotation(one: Annotated, quote: Quote, known: Mapping[str, Figure], topic: str) -> Quotation:
    """The quote under the story's name of its speaker; the office as the article gives it, else as the story does."""
    figure = known.get(_speaker(quote))
    text, edited = _cut(quote.text)
    evidence = cite(
        one.article,
        Span(min(quote.span.start, quote.speaker_span.start if quote.speaker_span else quote.span.start), quote.span.end),
        quote.rule,
    )
    return Quotation(
        id=quote_id(one.article.id, quote),
        text=text,
        kind=quote.kind,
        speaker=_name(quote, known),
        role=quote.role or (figure.role if figure else None),
        affiliation=quote.affiliation or (figure.affiliation if figure else None),
        date=_said_by(one, quote) if one.published or quote.said_on else None,
        edited=reasons_of(quote, topic, edited),
        evidence=(evidence,),
    )


def _cut(text: str) -> tuple[str, str | None]:
    """The quote, cut after a sentence within MAX_WORDS and marked where it is longer; joints between fragments are marked too."""
    shown = re.sub(r"\s+", " ", text)
    words = shown.split()
    if len(words) <= MAX_WORDS:
        return shown, None
    limit = len(" ".join(words[:MAX_WORDS]))
    ends = [m.start() + 1 for m in SENTENCE_END.finditer(shown, 0, limit)]
    at = ends[-1] if ends and ends[-1] > limit // 3 else limit
    return shown[:at].rstrip(" ,;:") + " […]", "cut"
