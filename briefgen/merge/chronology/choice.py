"""Which sentences tell a day: near the centre of all that is said of it, of the whole story, able to stand alone, no two alike."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection as Words
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.merge.chronology.sentences import LEAD, Report, Sentence, Telling

ALIKE = 0.4  # cosine above which two sentences say the same
WORSE = 0.6  # in score; a second sentence that is so much worse than the first says nothing
SHORT, LONG = 12, 20  # words; a sentence outside tells too little or too much
NEAR = 1  # days between a report and its day
CENTRE = {"named": 1.0, "lead": 0.5, "next": 0.4}  # weight of a sentence in the centre of its day
SMOOTHING = 6  # words added to a sentence's length, so that three common words do not make it the story's

QUOTED = re.compile(r"``|''|[\"“”]")
FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our|us|you|your)\b", re.IGNORECASE)
SAID = re.compile(r"\b(?:said|says|told|added|saying)\b")
LEANING = re.compile(r"^(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|But|And|So|Or|Yet|However|Also|There|If|What|Why|How)\b")


@dataclass(frozen=True, slots=True)
class Collection:
    """What all reports say together: how rare each word is among sentences, and in how many articles it stands."""

    rarity: Mapping[str, float]
    share: Mapping[str, float]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Collection:
        """The weights of the words of ``reports``: inverse sentence frequency, and share of the articles."""
        sentences: Counter[str] = Counter()
        articles: Counter[str] = Counter()
        total = 0
        for report in reports:
            words: set[str] = set()
            for sentence in report.sentences:
                sentences.update(sentence.words)
                words |= sentence.words
                total += 1
            articles.update(words)
        rarity = {w: math.log((1 + total) / (1 + n)) + 0.1 for w, n in sentences.items()}
        return cls(rarity, {w: n / len(reports) for w, n in articles.items()})

    def centrality(self, words: Words[str]) -> float:
        """How much a sentence speaks of what the whole collection speaks of; longer ones are not favoured."""
        return math.fsum(self.share[w] for w in words) / (SMOOTHING + len(words))

    def length(self, words: Words[str]) -> float:
        """The length of a sentence's vector of word weights."""
        return math.sqrt(math.fsum(self.rarity[w] ** 2 for w in words))

    def likeness(self, a: Sentence, b: Sentence) -> float:
        """Cosine of two sentences over their weighted words."""
        shared = math.fsum(self.rarity[w] ** 2 for w in a.words & b.words)
        return shared / (self.length(a.words) * self.length(b.words) or 1.0)


def choose_sentences(day: date, tellings: Sequence[Telling], collection: Collection, *, limit: int, told: Words[str]) -> list[Sentence]:
    """At most ``limit`` of the sentences that may tell ``day``, the best first; none that another day has ``told``."""
    centre: dict[str, float] = {}
    for telling in tellings:
        for word in telling.sentence.words:
            centre[word] = centre.get(word, 0.0) + CENTRE[telling.how]
    centre = {w: math.log1p(n) * collection.rarity[w] for w, n in centre.items()}
    norm = math.sqrt(math.fsum(v * v for v in centre.values())) or 1.0
    scored = [(_score(t, day, centre, norm, collection), t.sentence) for t in tellings]
    scored.sort(key=lambda x: (-x[0], x[1].one.article.id, x[1].span.start))
    chosen: list[Sentence] = []
    best = 0.0
    for score, sentence in scored:
        if len(chosen) == limit or (chosen and best - score > WORSE):
            break
        if sentence.text in told or any(collection.likeness(sentence, other) >= ALIKE for other in chosen):
            continue
        best = best if chosen else score
        chosen.append(sentence)
    return chosen


def _score(telling: Telling, day: date, centre: Mapping[str, float], norm: float, collection: Collection) -> float:
    """How well a sentence tells a day: near its centre and the story's, early, of readable length, standing alone, in plain prose."""
    sentence, text = telling.sentence, telling.sentence.text
    near = math.fsum(collection.rarity[w] * centre[w] for w in sentence.words) / (collection.length(sentence.words) * norm or 1.0)
    published = sentence.published
    return (
        0.7 * math.log(near + 0.02)
        + 1.0 * math.log(collection.centrality(sentence.words) + 0.01)
        + 0.3 * (sentence.position < LEAD)
        + 0.4 * (telling.how == "named")
        - 0.3 * (telling.how == "next")
        + 0.4 * (published is not None and abs((published - day).days) <= NEAR)
        - 0.015 * max(0, sentence.length - LONG)
        - 0.05 * max(0, SHORT - sentence.length)
        - 0.5 * bool(QUOTED.search(text))
        - 0.5 * bool(FIRST_PERSON.search(text))
        - 0.2 * bool(SAID.search(text))
        - 0.3 * bool(LEANING.match(text))
        - 1.0 * ("?" in text)
    )
