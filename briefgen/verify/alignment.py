"""Which paragraphs of a document are new, gone or changed.

The time is bounded whatever the two documents hold: ``difflib`` takes minutes over some thousand paragraphs that are much alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_CELLS = 2_000_000  # pairs of paragraphs compared over a whole document, about a second; beyond, they are paired by their places
MAX_BLOCK = 10_000  # pairs of paragraphs in one block that are searched for those alike


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph then, one now, or both where one became the other."""

    old: int | None
    new: int | None
    at: int
    """Where it stands, or would stand, now."""


def find_differences(then: Sequence[str], now: Sequence[str]) -> Iterator[Difference]:
    """The differences in the order of ``now``; paragraphs that are equal on both sides are none."""
    a = c = 0
    for i, j in [*_matches(then, now), (len(then), len(now))]:
        yield from _pair(then, now, range(a, i), range(c, j))
        a, c = i + 1, j + 1


def _matches(then: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal paragraphs, rising on both sides: the ends, those that stand once on either side, and what lies between."""
    start = 0
    while start < min(len(then), len(now)) and then[start] == now[start]:
        start += 1
    tail = 0
    while tail < min(len(then), len(now)) - start and then[-1 - tail] == now[-1 - tail]:
        tail += 1
    matches = [(n, n) for n in range(start)]
    ends = (len(then) - tail, len(now) - tail)
    left = MAX_CELLS
    a = c = start
    for i, j in [*_anchors(then, now, range(start, ends[0]), range(start, ends[1])), ends]:
        cells = (i - a) * (j - c)
        if cells <= left:
            matches += _longest_common(then, now, range(a, i), range(c, j))
            left -= cells
        if (i, j) != ends:
            matches.append((i, j))
        a, c = i + 1, j + 1
    return matches + [(ends[0] + n, ends[1] + n) for n in range(tail)]


def _anchors(then: Sequence[str], now: Sequence[str], old: range, new: range) -> list[tuple[int, int]]:
    """Paragraphs that stand once on either side: the longest row of them in one order (patience)."""
    times_then, times_now = Counter(then[i] for i in old), Counter(now[j] for j in new)
    places = {now[j]: j for j in new if times_now[now[j]] == 1}
    pairs = [(i, places[then[i]]) for i in old if times_then[then[i]] == 1 and then[i] in places]
    ends: list[int] = []  # the least end of a row of each length
    last: list[int] = []  # and its pair
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length:] = [j] if length == len(ends) else [j, *ends[length + 1 :]]
        last[length:] = [n] if length == len(last) else [n, *last[length + 1 :]]
    row = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _longest_common(then: Sequence[str], now: Sequence[str], old: range, new: range) -> list[tuple[int, int]]:
    """Pairs of equal paragraphs in two stretches, as many as keep their order."""
    if not old or not new:
        return []
    lengths = [[0] * (len(new) + 1)]
    for i in reversed(old):
        row, below = [0] * (len(new) + 1), lengths[-1]
        for n in range(len(new) - 1, -1, -1):
            row[n] = below[n + 1] + 1 if then[i] == now[new[n]] else max(below[n], row[n + 1])
        lengths.append(row)
    lengths.reverse()
    pairs, m, n = [], 0, 0
    while m < len(old) and n < len(new):
        if then[old[m]] == now[new[n]]:
            pairs.append((old[m], new[n]))
            m, n = m + 1, n + 1
        elif lengths[m + 1][n] >= lengths[m][n + 1]:
            m += 1
        else:
            n += 1
    return pairs


def _pair(then: Sequence[str], now: Sequence[str], old: range, new: range) -> Iterator[Difference]:
    """The differences of a block without an equal paragraph: those alike become each other, then those at the same place."""
    a, c = old.start, new.start
    alike = _alike(then, now, old, new) if 0 < len(old) * len(new) <= MAX_BLOCK else []
    for i, j in [*alike, (old.stop, new.stop)]:
        both = min(i - a, j - c)
        yield from (Difference(a + n, c + n, c + n) for n in range(both))
        yield from (Difference(n, None, c + both) for n in range(a + both, i))
        yield from (Difference(None, n, n) for n in range(c + both, j))
        if i < old.stop:
            yield Difference(i, j, j)
        a, c = i + 1, j + 1


def _alike(then: Sequence[str], now: Sequence[str], old: range, new: range) -> list[tuple[int, int]]:
    """Pairs, rising on both sides, that share half of their words: "The meeting is on 14 May" and "The meeting is on 15 May"."""
    words = {j: frozenset(now[j].split()) for j in new}
    pairs = []
    start = new.start
    for i in old:
        own = frozenset(then[i].split())
        found = next((j for j in range(start, new.stop) if 2 * len(own & words[j]) >= max(len(own), len(words[j]))), None)
        if found is not None:
            pairs.append((i, found))
            start = found + 1
    return pairs
