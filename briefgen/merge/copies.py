"""Copies: the same text under several ids is one source, whoever printed it; the newest version speaks."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from briefgen.model import Annotated

WORD = re.compile(r"\w+")
SHINGLE = 5  # words
SAME_TEXT = 0.8  # Jaccard index of shingles; a wire story with a changed headline and last paragraph lies above it
HASHES, BANDS = 64, 16  # finds a pair at 0.8 with p > 0.999; the exact check then decides
SEED = 1
MANY = 64  # texts with one band in common of which every pair is looked at
HELD = 64  # articles whose shingles are held for the exact check; those of ten thousand would fill a gigabyte


def find_copies(found: Sequence[Annotated]) -> tuple[tuple[Annotated, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """One article of each set of copies, in the order given, and for it the ids of the others.

    ``found`` is ordered by publication: the last of a set is kept.
    """
    shingles = lru_cache(maxsize=HELD)(lambda i: _shingles(found[i].article.text))
    leader = list(range(len(found)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, j in _candidates([one.digest.signature if one.digest else sign_text(one.article.text) for one in found]):
        a, b = find(i), find(j)
        if a != b and _jaccard(shingles(i), shingles(j)) >= SAME_TEXT:
            leader[min(a, b)] = max(a, b)
    groups: dict[int, list[str]] = defaultdict(list)
    for i, one in enumerate(found):
        if find(i) != i:
            groups[find(i)].append(one.article.id)
    kept = tuple(one for i, one in enumerate(found) if find(i) == i)
    return kept, tuple((found[i].article.id, tuple(sorted(ids))) for i, ids in sorted(groups.items()))


def _shingles(text: str) -> frozenset[str]:
    words = [w.lower() for w in WORD.findall(text)]
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, len(a | b))


def sign_text(text: str) -> bytes:
    """The MinHash signature (Broder 1997) of a text's shingles, four bytes a hash."""
    from rensa import RMinHash

    signature = RMinHash(num_perm=HASHES, seed=SEED)
    signature.update(list(_shingles(text)))
    return array("I", signature.digest()).tobytes()


def _candidates(signatures: Sequence[bytes]) -> list[tuple[int, int]]:
    """Pairs that may be copies: those whose signatures share a band.

    Of a band that very many share, each is paired with the first and with the one before it: copies of copies are found all the same.
    """
    width = 4 * HASHES // BANDS
    pairs: set[tuple[int, int]] = set()
    for start in range(0, 4 * HASHES, width):
        bands: dict[bytes, list[int]] = defaultdict(list)
        for number, signature in enumerate(signatures):
            bands[signature[start : start + width]].append(number)
        for numbers in bands.values():
            if len(numbers) <= MANY:
                pairs.update(combinations(numbers, 2))
            else:
                pairs.update(pairwise(numbers))
                pairs.update((numbers[0], other) for other in numbers[1:])
    return sorted(pairs)
