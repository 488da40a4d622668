"""Which sentences tell a day: near the centre of all that is said of it, of the whole story, able to stand alone, no two alike."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.merge.chronology.collection import Collection
from briefgen.merge.chronology.naming import leans, name_pronoun
from briefgen.merge.chronology.sentences import LEAD, Sentence, Telling
from briefgen.merge.chronology.told import Told
from briefgen.model import Annotated

ALIKE = 0.4  # cosine above which two sentences say the same
WORSE = 0.6  # in score; a second sentence that is so much worse than the first says nothing
SHORT, LONG = 12, 20  # words; a sentence outside tells too little or too much
NEAR = 1  # days between a report and its day
CENTRE = {"named": 1.0, "lead": 0.5, "next": 0.4}  # weight of a sentence in the centre of its day

QUOTED = re.compile(r"``|''|[\"“”]")
FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our|us|you|your)\b", re.IGNORECASE)
SAID = re.compile(r"\b(?:said|says|told|added|saying)\b")
LEANING = re.compile(r"^(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|But|And|So|Or|Yet|However|Also|There|If|What|Why|How)\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence chosen for a day, as it is shown."""

    sentence: Sentence
    text: str


def choose_sentences(
    day: date, tellings: Sequence[Telling], collection: Collection, *, limit: int, told: Told,
    complete: Callable[[Annotated], Annotated],
) -> list[Choice]:  # fmt: skip
    """At most ``limit`` of the sentences that may tell ``day``, the best first; none like one that another day has ``told``.

    A sentence that opens with "He" or "She" speaks where ``complete``, which finds an article's people and quotes, tells who that is;
    where nobody does, only if no other sentence can.
    """
    chosen: list[Choice] = []
    nameless: list[Choice] = []
    best = 0.0
    for score, sentence in _ranked(day, tellings, collection):
        if len(chosen) == limit or (chosen and best - score > WORSE):
            break
        if any(collection.likeness(sentence, other.sentence) >= ALIKE for other in chosen) or told.holds(sentence):
            continue
        text = sentence.text
        named = name_pronoun(sentence, complete(sentence.one)) if leans(text) else text
        if named is None:
            nameless.append(Choice(sentence, text))
            continue
        best = best if chosen else score
        chosen.append(Choice(sentence, named))
    return chosen or nameless[:1]


def _ranked(day: date, tellings: Sequence[Telling], collection: Collection) -> list[tuple[float, Sentence]]:
    """The sentences with their scores, the best first."""
    counts: dict[int, float] = {}
    for telling in tellings:
        for word in telling.sentence.words:
            counts[word] = counts.get(word, 0.0) + CENTRE[telling.how]
    centre = {w: math.log1p(n) * collection.rarity[w] for w, n in counts.items()}
    norm = math.sqrt(math.fsum(v * v for v in centre.values())) or 1.0
    scored = [(_score(t, day, centre, norm, collection), t.sentence) for t in tellings]
    return sorted(scored, key=lambda x: (-x[0], x[1].one.article.id, x[1].span.start))


def _score(telling: Telling, day: date, centre: Mapping[int, float], norm: float, collection: Collection) -> float:
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
        - 0.5 * bool(LEANING.match(text))
        - 1.0 * ("?" in text)
    )
