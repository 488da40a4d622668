"""The days that matter in many articles and the sentences that tell them.

A day counts by the articles that name it, from near and from afar, and by the articles published on it; a sentence by how much it
shares with the others of its day (centroid, Radev et al. 2004), by its place in the article, and never when one chosen says the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.lexicon import load_words
from briefgen.model import Annotated, Day, Line, Span, cite

WORD = re.compile(r"[^\W_]+")
MIN_WORDS, MAX_WORDS = 5, 60
LEAD = 3  # sentences of an article that tell its own day unless they name another
ALIKE = 0.5  # cosine above which two sentences say the same
WEIGHT_NAMED, WEIGHT_ARTICLES, WEIGHT_LATER, WEIGHT_PUBLISHED = 1.0, 2.0, 1.0, 0.5


@dataclass(frozen=True)
class Candidate:
    """A sentence that may tell a day."""

    one: Annotated
    span: Span
    named: bool
    """Whether it names the day; otherwise it stands in the lead of an article published on it."""
    position: int
    words: Counter[str]


def find_days(
    found: Sequence[Annotated], *, first: date | None = None, last: date | None = None, max_dates: int = 20, per_date: int = 2,
    keep: Callable[[Annotated, Span], bool] = lambda _one, _span: True,
) -> tuple[Day, ...]:  # fmt: skip
    """The ``max_dates`` most important days within the bounds, in day order, with at most ``per_date`` sentences each.

    ``keep`` says of a sentence whether it may speak (a topic).
    """
    candidates: dict[date, list[Candidate]] = defaultdict(list)
    for one in found:
        for day, candidate in _candidates(one):
            if (first is None or day >= first) and (last is None or day <= last) and keep(one, candidate.span):
                candidates[day].append(candidate)
    weights = _inverse_frequencies(c.words for cs in candidates.values() for c in cs)
    scores = {day: _importance(day, cs) for day, cs in candidates.items()}
    best = sorted(scores, key=lambda d: (-scores[d], d))[:max_dates]
    days = (Day(day, round(scores[day], 3), _sentences(day, candidates[day], weights, per_date)) for day in sorted(best))
    return tuple(d for d in days if d.sentences)


def _candidates(one: Annotated) -> Iterable[tuple[date, Candidate]]:
    """Every sentence of an article with the days that it tells."""
    at = 0
    timexes = [t for t in one.timexes if t.type in ("DATE", "TIME") and t.first is not None and t.first == t.last]
    published = one.published.day if one.published else None
    for position, span in enumerate(one.article.sentences):
        days: list[date] = []
        while at < len(timexes) and timexes[at].span.start < span.end:
            if (day := timexes[at].first) is not None and day not in days:
                days.append(day)
            at += 1
        text = span.of(one.article.text)
        words = Counter(w.lower() for w in WORD.findall(text) if w.lower() not in load_words("function_words"))
        if not MIN_WORDS <= len(text.split()) <= MAX_WORDS or not words:
            continue
        if days:
            yield from ((day, Candidate(one, span, True, position, words)) for day in days)
        elif published is not None and position < LEAD:
            yield published, Candidate(one, span, False, position, words)


def _importance(day: date, candidates: Sequence[Candidate]) -> float:
    named = [c for c in candidates if c.named]
    articles = {c.one.article.id for c in named}
    later = {c.one.article.id for c in named if c.one.published and c.one.published.day > day + timedelta(days=1)}
    published = {c.one.article.id for c in candidates if not c.named}
    return WEIGHT_NAMED * len(named) + WEIGHT_ARTICLES * len(articles) + WEIGHT_LATER * len(later) + WEIGHT_PUBLISHED * len(published)


def _inverse_frequencies(texts: Iterable[Counter[str]]) -> dict[str, float]:
    frequency: Counter[str] = Counter()
    total = 0
    for words in texts:
        frequency.update(words.keys())
        total += 1
    return {w: math.log((1 + total) / (1 + n)) + 0.1 for w, n in frequency.items()}


def _sentences(day: date, candidates: Sequence[Candidate], weights: dict[str, float], limit: int) -> tuple[Line, ...]:
    """The sentences nearest to the centre of the day's sentences, no two alike."""
    centre: Counter[str] = Counter()
    for c in candidates:
        for word in c.words:
            centre[word] += 1
    ranked = sorted(candidates, key=lambda c: (-_fit(c, centre, weights, day), c.one.article.id, c.span.start))
    chosen: list[Candidate] = []
    for c in ranked:
        if len(chosen) == limit:
            break
        if all(_cosine(c.words, other.words, weights) < ALIKE for other in chosen):
            chosen.append(c)
    return tuple(
        Line(re.sub(r"\s+", " ", c.span.of(c.one.article.text)), (cite(c.one.article, c.span, "chronology.sentence"),)) for c in chosen
    )


def _fit(c: Candidate, centre: Counter[str], weights: dict[str, float], day: date) -> float:
    """How well a sentence stands for its day: the centre's words in it, for its length, in a lead, written close to the day."""
    shared = sum(weights[w] * math.log(1 + centre[w]) for w in c.words)
    near = c.one.published is not None and abs((c.one.published.day - day).days) <= 2
    return shared / math.sqrt(8 + len(c.words)) * (1.25 if c.position < LEAD else 1.0) * (1.1 if near else 1.0) * (1.15 if c.named else 1.0)


def _cosine(a: Counter[str], b: Counter[str], weights: dict[str, float]) -> float:
    dot = sum(weights[w] ** 2 for w in a if w in b)
    return dot / (math.sqrt(sum(weights[w] ** 2 for w in a) * sum(weights[w] ** 2 for w in b)) or 1.0)
