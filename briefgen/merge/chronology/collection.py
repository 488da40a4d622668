"""What all reports say together: how rare a word is, how near a sentence is to what they share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.merge.chronology.sentences import SMOOTHING, Report, Sentence


@dataclass(frozen=True, slots=True)
class Collection:
    """The weights of words by their number in the vocabulary."""

    rarity: Sequence[float]
    """Inverse sentence frequency."""
    share: Sequence[float]
    """Share of the articles that hold the word."""

    @classmethod
    def of(cls, reports: Sequence[Report], size: int) -> Collection:
        """The weights of the ``size`` words of ``reports``."""
        sentences, articles = [0] * size, [0] * size
        for report in reports:
            for word, count in zip(report.words, report.counts, strict=True):
                sentences[word] += count
                articles[word] += 1
        total = sum(report.total for report in reports)
        return cls([math.log((1 + total) / (1 + n)) + 0.1 for n in sentences], [n / len(reports) for n in articles])

    def centrality(self, words: Sequence[int]) -> float:
        """How much a sentence speaks of what the whole collection speaks of; longer ones are not favoured."""
        return math.fsum(self.share[w] for w in words) / (SMOOTHING + len(words))

    def centrality_of(self, report: Report) -> float:
        """The mean of the sentences of a report."""
        return math.fsum(self.share[w] * v for w, v in zip(report.words, report.weights, strict=True)) / report.total

    def length(self, words: Iterable[int]) -> float:
        """The length of a sentence's vector of word weights."""
        return math.sqrt(math.fsum(self.rarity[w] ** 2 for w in words))

    def likeness(self, a: Sentence, b: Sentence) -> float:
        """Cosine of two sentences over their weighted words."""
        shared = math.fsum(self.rarity[w] ** 2 for w in set(a.words).intersection(b.words))
        return shared / (self.length(a.words) * self.length(b.words) or 1.0)
