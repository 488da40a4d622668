"""Mentions of events in many articles -> events of one story: judged pair by pair, clustered, each feature from its best mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefgen.merge.features import Mention, mentions_of
from briefgen.merge.judge import judge_mentions
from briefgen.merge.row import build_event, link
from briefgen.model import Annotated, Figure, StoryEvent

MAX_KINDS = 12  # of a cluster that are compared; more differ in nothing that matters
MAX_BUCKET = 300  # mentions that share one key; past that the key says nothing


def merge_events(found: Sequence[Annotated], figures: Sequence[Figure]) -> tuple[StoryEvent, ...]:
    """The events of a story, dated ones by day, the others in the order in which they were first told.

    Only pairs judged SAME are joined, and never so that a cluster holds two dates that contradict each other.
    """
    mentions = mentions_of(found, figures)
    clusters = _cluster(mentions)
    events = [build_event([mentions[i] for i in sorted(members)]) for members in clusters]
    return link(events, [[mentions[i] for i in sorted(members)] for members in clusters])


def _cluster(mentions: Sequence[Mention]) -> list[list[int]]:
    leader = list(range(len(mentions)))
    members: dict[int, list[int]] = {i: [i] for i in leader}

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, j in _candidates(mentions):
        a, b = find(i), find(j)
        if a == b or judge_mentions(mentions[i], mentions[j]).verdict != "SAME" or _contradict(mentions, members[a], members[b]):
            continue
        keep, drop = min(a, b), max(a, b)
        leader[drop] = keep
        members[keep] += members.pop(drop)
    return [members[i] for i in sorted(members)]


def _contradict(mentions: Sequence[Mention], a: Iterable[int], b: Iterable[int]) -> bool:
    """Whether joining two clusters would put exact dates that differ, or two exact places, into one."""
    ones, others = _exact(mentions, a), _exact(mentions, b)
    return any(judge_mentions(one, other).verdict == "DIFFERENT" for one in ones for other in others)


def _exact(mentions: Sequence[Mention], members: Iterable[int]) -> list[Mention]:
    """The exactly dated mentions of a cluster, one of each date, place and company."""
    kinds = {(m.event.first, m.event.last, m.event.place, m.people): m for m in (mentions[i] for i in members) if m.is_exact}
    return list(kinds.values())[:MAX_KINDS]


def _candidates(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs worth judging: of one group, and with a day, a place, a person or a rare word in common; surest first."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        for key in mention.keys:
            buckets["" if key.startswith("day ") else mention.group, key].append(number)
    pairs: Counter[tuple[int, int]] = Counter()
    for numbers in buckets.values():
        few = numbers[:MAX_BUCKET]
        for at, i in enumerate(few):
            for j in few[at + 1 :]:
                pairs[i, j] += 1
    yield from sorted(pairs, key=lambda p: (-(mentions[p[0]].is_dated + mentions[p[1]].is_dated), -pairs[p], p))
