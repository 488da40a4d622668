"""Mentions of events in many articles -> events of one story: judged pair by pair, clustered, each feature from its best mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.merge.features import Mention, mentions_of
from briefgen.merge.judge import judge_mentions
from briefgen.merge.links import link
from briefgen.merge.overtaken import mark_overtaken
from briefgen.merge.places import agree
from briefgen.merge.row import build_event
from briefgen.merge.versions import Family, Version, find_families
from briefgen.model import Annotated, Figure, StoryEvent

MAX_KINDS = 12  # of a cluster that are compared; more differ in nothing that matters
MAX_BUCKET = 100  # signs that share one key; past that the key says nothing


@dataclass(frozen=True, slots=True)
class Merged:
    """The events of a story, in order, and by event id the family of mentions behind each."""

    events: tuple[StoryEvent, ...]
    families: Mapping[str, Family]


def merge_events(found: Sequence[Annotated], figures: Sequence[Figure], weights: Mapping[str, float]) -> Merged:
    """The events of a story, dated ones by day, the others in the order in which they were first told.

    Only pairs judged SAME are joined, and never so that a cluster holds two dates that contradict each other; what a report says was
    moved, and what reports dispute, is one event then (``versions``). ``weights``: article id -> ordinary reports it counts for.
    """
    mentions = mentions_of(found, figures)
    versions = [Version(tuple(mentions[i] for i in sorted(members))) for members in _cluster(mentions)]
    families = mark_overtaken(find_families(versions, weights))
    events = _with_own_ids([build_event(family, weights) for family in families])
    return Merged(link(events, families), {e.id: f for e, f in zip(events, families, strict=True)})


def _with_own_ids(events: Sequence[StoryEvent]) -> list[StoryEvent]:
    seen: Counter[str] = Counter()
    out = []
    for event in events:
        seen[event.id] += 1
        out.append(event if seen[event.id] == 1 else replace(event, id=f"{event.id}-{seen[event.id]}"))
    return out


def _cluster(mentions: Sequence[Mention]) -> list[list[int]]:
    """Mentions that are one event under one date: those of one article are compared with each other, those of two by their signs."""
    leader = list(range(len(mentions)))
    members: dict[int, list[int]] = {i: [i] for i in leader}

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    def join(i: int, j: int) -> None:
        a, b = find(i), find(j)
        if a != b and judge_mentions(mentions[i], mentions[j]).verdict == "SAME" and not _contradict(mentions, members[a], members[b]):
            keep, drop = min(a, b), max(a, b)
            leader[drop] = keep
            members[keep] += members.pop(drop)

    for i, j in _candidates(mentions):
        join(i, j)
    return [members[i] for i in sorted(members)]


def _contradict(mentions: Sequence[Mention], a: Iterable[int], b: Iterable[int]) -> bool:
    """Whether joining two clusters would put exact dates that differ, or two exact places, into one."""
    ones, others = _exact(mentions, a), _exact(mentions, b)
    return any(judge_mentions(one, other).verdict == "DIFFERENT" and not _go_together(one, other) for one in ones for other in others)


def _go_together(one: Mention, other: Mention) -> bool:
    """Whether two mentions of two kinds may stand in one cluster: the travel to a summit and the summit that it is made for."""
    same_days = (one.event.first, one.event.last) == (other.event.first, other.event.last)
    return one.group != other.group and same_days and agree(one.event.place, other.event.place) is not False


def _exact(mentions: Sequence[Mention], members: Iterable[int]) -> list[Mention]:
    """The exactly dated mentions of a cluster, one of each date, place and company."""
    kinds = {(m.event.first, m.event.last, m.event.place, m.people): m for m in (mentions[i] for i in members) if m.is_exact}
    return list(kinds.values())[:MAX_KINDS]


def _candidates(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs worth judging, surest first: two of one article; across articles the first of two signs, and all of one sign.

    A sign is worth comparing with another of its group that has a day, a place, a person or a rare word in common.
    """
    by_sign: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_sign[mention.sign].append(number)
    pairs: Counter[tuple[int, int]] = Counter()
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for numbers in by_sign.values():
        for key in mentions[numbers[0]].keys:
            if not key.startswith("article "):
                buckets["" if key.startswith("day ") else mentions[numbers[0]].group, key].append(numbers[0])
        if not mentions[numbers[0]].is_anaphor:
            yield from ((numbers[0], other) for other in numbers[1:])
    sizes = {numbers[0]: len(numbers) for numbers in by_sign.values()}
    by_article: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_article[mention.one.article.id].append(number)
    for numbers in (*buckets.values(), *by_article.values()):
        few = sorted(numbers, key=lambda n: (-sizes.get(n, 0), n))[:MAX_BUCKET] if len(numbers) > MAX_BUCKET else numbers
        for at, i in enumerate(few):
            for j in few[at + 1 :]:
                pairs[min(i, j), max(i, j)] += 1
    yield from sorted(pairs, key=lambda p: (-(mentions[p[0]].is_dated + mentions[p[1]].is_dated), -pairs[p], p))
