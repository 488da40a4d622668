"""How rare a phrase is in the background: 14,396 releases of a government's press office."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from briefgen.lexicon import load_mapping

BACKGROUND_SIZE = 14_396  # documents behind lexicons/background.tsv


def is_known(phrase: str) -> bool:
    """Whether the background holds the phrase, in the singular or the plural."""
    table = load_mapping("background")
    return phrase in table or f"{phrase}s" in table


@lru_cache(maxsize=50_000)
def find_rarity(phrase: str) -> float:
    """Inverse document frequency of a phrase in the background, in nats; one that it lacks counts as its words and a little more."""
    table = load_mapping("background")
    known = max((int(table[form]) for form in (phrase, f"{phrase}s") if form in table), default=None)
    if known is not None:
        return math.log(BACKGROUND_SIZE / (1 + known))
    if " " not in phrase:
        return math.log(BACKGROUND_SIZE / 5) * 0.8  # unknown words are often names; rare is not yet important
    words = phrase.split()
    return min(math.log(BACKGROUND_SIZE / 10), sum(find_rarity(w) for w in words) / len(words) + 1.5)


FRAGMENT = 0.8  # share of a phrase's documents that hold a longer one around it


def find_fragment(phrase: str) -> str | None:
    """The longer phrase of which the background knows this one as a piece: "supply chain resilience" of "chain resilience"; else None."""
    return _fragments().get(phrase)


@cache
def _fragments() -> dict[str, str]:
    table = load_mapping("background")
    out: dict[str, str] = {}
    for phrase, count in table.items():
        words = phrase.split()
        if len(words) == 3:
            for part in (" ".join(words[:2]), " ".join(words[1:])):
                if part in table and int(count) >= FRAGMENT * int(table[part]):
                    out[part] = phrase
    return out
