"""Sentences already told, so that no two days are given the same one."""

from __future__ import annotations

from collections import defaultdict

from briefgen.merge.chronology.collection import Collection
from briefgen.merge.chronology.sentences import Sentence

SAME = 0.6  # cosine above which a sentence is another, copied or a little edited; what two days share is less
RAREST = 5  # words of a sentence of which its copy holds one at least: they carry most of its weight


class Told:
    """The sentences of the days chosen so far, found by their words."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._by_word: dict[int, list[Sentence]] = defaultdict(list)

    def add(self, sentence: Sentence) -> None:
        """Remember a sentence as told."""
        for word in sentence.words:
            self._by_word[word].append(sentence)

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence, or one all but like it, was told."""
        rarest = sorted(sentence.words, key=lambda w: (-self._collection.rarity[w], w))[:RAREST]
        near = {id(other): other for word in rarest for other in self._by_word.get(word, ())}
        return any(self._collection.likeness(sentence, other) >= SAME for other in near.values())
