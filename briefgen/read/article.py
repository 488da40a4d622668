"""The article inside a web page: a precise reading of it, with what the precise reading lost put back from the broad one."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence

PROSE = 80  # characters; a shorter line at the edge of an article is a button, a label, a link
STOP = re.compile(r"[.!?…。！？][\"'”’»)\]」]*$")
RULE = re.compile(r"[|\s:-]+")  # what a table's line without content consists of


def merge_readings(precise: str, broad: str) -> str:
    """The lines of ``precise`` with those of ``broad`` that stand between them, and its paragraphs directly before and after.

    The precise reading of a page loses its lead, its tables and its subheadings now and then; the broad one takes in comments, buttons
    and links to other stories, which stand before or after the article and are short or apart from it.
    """
    ours, more = _lines(precise), _lines(broad)
    if not ours or not more:
        return "\n".join(ours or more)
    left = Counter(map(_key, ours))
    shared = []
    for at, line in enumerate(more):
        if left[_key(line)]:
            left[_key(line)] -= 1
            shared.append(at)
    if 2 * len(shared) < len(ours):
        return "\n".join(ours)  # two readings of different stretches of the page
    first, last = shared[0], shared[-1]
    while first > 0 and _is_prose(more[first - 1]):
        first -= 1
    while last + 1 < len(more) and _is_prose(more[last + 1]):
        last += 1
    return "\n".join(_woven(ours, more, first, last))


def _woven(ours: Sequence[str], more: Sequence[str], first: int, last: int) -> list[str]:
    """``more`` from ``first`` to ``last``, with the lines that only ``ours`` has after the line that they follow there."""
    kept = more[first : last + 1]
    places: dict[str, deque[int]] = {}
    for number, line in enumerate(kept):
        places.setdefault(_key(line), deque()).append(number)
    after: dict[int, list[str]] = {}
    at = -1
    for line in ours:
        known = places.get(_key(line))
        if known:
            at = known.popleft()
        else:
            after.setdefault(at, []).append(line)
    out = list(after.get(-1, ()))
    for number, line in enumerate(kept):
        out += [line, *after.get(number, ())]
    return out


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip() and not RULE.fullmatch(line)]


def _key(line: str) -> str:
    return re.sub(r"\W+", "", line)


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE and STOP.search(line) is not None
