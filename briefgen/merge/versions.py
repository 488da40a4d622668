"""One event told otherwise by different reports: which version holds, which ones a later report took back, which ones are disputed.

Mentions that agree are clusters (``events``); here clusters that are one event under another date or place become one family. A report
that says so ("moved", "will now be held", "instead of") supersedes what was told before it; reports that only differ are a dispute.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from briefgen.merge.features import Mention
from briefgen.merge.places import agree, is_country
from briefgen.model import Moved

NEAR = timedelta(days=14)  # two dates of one event seldom lie farther apart without a report that says so
LATE = timedelta(days=10)  # how long after its old date an event may still be told to have been moved
ONCE = frozenset({"visit", "trip", "summit", "conference", "election", "signing"})  # of which two within NEAR are one with a disputed date
NEVER = frozenset({"words", "other", "report", "arrival", "departure", "call"})  # groups that are not moved, only told
MAX_BUCKET = 200  # versions that share one key; past that the key says nothing
FREQUENT = 1 / 3  # share of a version's mentions in which a word must stand to be of its name


@dataclass(frozen=True)
class Version:
    """The mentions, in the order told, that agree about when and where an event is."""

    mentions: tuple[Mention, ...]

    @cached_property
    def group(self) -> str:
        """That of its mentions; of a summit told with the travel to it, the summit's."""
        groups = {m.group for m in self.mentions}
        return "meeting" if "meeting" in groups else self.mentions[0].group

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(m.event.kind for m in self.mentions)

    @cached_property
    def words(self) -> frozenset[str]:
        """What it is called: words of its titles that are neither people nor places, without those that only one in many has."""
        called = [m.own_words for m in self.mentions if m.own_words]
        counts = Counter(w for words in called for w in words)
        return frozenset(w for w, n in counts.items() if n >= FREQUENT * len(called))

    @cached_property
    def people(self) -> frozenset[str]:
        return frozenset(p for m in self.mentions for p in m.people)

    @cached_property
    def articles(self) -> frozenset[str]:
        return frozenset(m.one.article.id for m in self.mentions)

    @cached_property
    def days(self) -> tuple[date | None, date | None]:
        """The most exact days told."""
        dated = [m.event for m in self.mentions if m.event.first is not None and m.event.last is not None]
        best = min(dated, key=lambda e: ((e.last or date.max) - (e.first or date.min), e.first, e.last), default=None)
        return (best.first, best.last) if best else (None, None)

    @cached_property
    def place(self) -> str | None:
        places = Counter(m.event.place for m in self.mentions if m.event.place)
        return max(places, key=lambda p: (places[p], p), default=None)

    @cached_property
    def is_exact(self) -> bool:
        return any(m.is_exact for m in self.mentions)

    @cached_property
    def is_past(self) -> bool:
        """Whether every report tells it as past."""
        return all(m.event.status == "past" for m in self.mentions)

    @cached_property
    def revising(self) -> tuple[Mention, ...]:
        """The mentions that say that the event is no longer as it was."""
        return tuple(m for m in self.mentions if m.event.moved is not None)

    @property
    def first_told(self) -> date:
        return self.mentions[0].told_on

    @property
    def last_told(self) -> date:
        return self.mentions[-1].told_on

    @property
    def key(self) -> str:
        """Sort key: when it was first told."""
        return self.mentions[0].when_told

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """What two versions of one event share: a word of the name, a traveller, a company of two."""
        if self.group in NEVER:
            return ()
        words = ((self.group, f"word {w}") for w in sorted(self.words))
        return (*words, *((self.group, f"who {p}") for p in sorted(self.people)))


@dataclass(frozen=True)
class Family:
    """One event: the version that holds, those that were taken back (oldest first), those that others still tell."""

    current: Version
    former: tuple[Version, ...] = ()
    disputed: tuple[Version, ...] = ()
    overtaken_by: Mention | None = None
    """The report that moved the event of which this is a part, where none speaks of the part since."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in the order told."""
        versions = {id(v): v for v in (self.current, *self.former, *self.disputed)}.values()
        return tuple(sorted({id(m): m for v in versions for m in v.mentions}.values(), key=lambda m: m.when_told))


def find_families(versions: Sequence[Version], weights: Mapping[str, float]) -> list[Family]:
    """One family for each event, in the order in which the events were first told."""
    relatives: dict[int, set[int]] = defaultdict(set)
    for i, j in _pairs(versions):
        if is_revised(versions[i], versions[j]) or is_revised(versions[j], versions[i]) or is_disputed(versions[i], versions[j]):
            relatives[i].add(j)
            relatives[j].add(i)
    out: list[Family] = []
    seen: set[int] = set()
    for start in range(len(versions)):
        if start in seen:
            continue
        members, queue = {start}, [start]
        while queue:
            fresh = relatives[queue.pop()] - members
            members |= fresh
            queue += fresh
        seen |= members
        out.append(_family([versions[i] for i in sorted(members)], weights) if len(members) > 1 else Family(versions[start]))
    return sorted(out, key=lambda f: f.mentions[0].when_told)


def _pairs(versions: Sequence[Version]) -> Iterator[tuple[int, int]]:
    """Pairs that may be versions of one event: one of them says that it changed, or both are of a kind that happens once."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, version in enumerate(versions):
        for key in version.keys:
            buckets[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for numbers in buckets.values():
        few = sorted(numbers, key=lambda n: (-len(versions[n].mentions), n))[:MAX_BUCKET]
        for at, i in enumerate(few):
            for j in few[at + 1 :]:
                if versions[i].revising or versions[j].revising or (versions[i].kinds & ONCE and versions[j].kinds & ONCE):
                    pairs.add((min(i, j), max(i, j)))
    return iter(sorted(pairs))


def is_revised(old: Version, new: Version) -> bool:
    """Whether ``new`` has a report that takes ``old`` back."""
    if not _is_kin(old, new) or _is_told_twice(old, new):
        return False
    return any(_takes_back(mention, old) for mention in new.revising)


def _takes_back(mention: Mention, old: Version) -> bool:
    """Whether what a report says an event no longer is, is this version: told before it, with the days and the place that it names."""
    moved = mention.event.moved
    if moved is None or old.is_past or not _is_told_before(old, mention):
        return False
    first, last = old.days
    if mention.event.first is not None and (first, last) == (mention.event.first, mention.event.last) and _same_place(mention, old):
        return False  # the new state itself
    if first is not None and last is not None and last < mention.told_on - LATE:
        return False
    return _names_days(moved, old) and agree(moved.place, old.place) is not False


def _is_told_before(old: Version, mention: Mention) -> bool:
    """Whether a version was told before a report: on an earlier day, or on the same day as the very days that the report takes back."""
    moved = mention.event.moved
    if moved is not None and moved.first is not None and (moved.first, moved.last) == old.days:
        return old.first_told <= mention.told_on
    return old.key < mention.when_told


def _names_days(moved: Moved, old: Version) -> bool:
    first, last = old.days
    if moved.first is None or moved.last is None or first is None or last is None:
        return True
    return moved.first <= last and first <= moved.last


def _same_place(mention: Mention, old: Version) -> bool:
    return agree(mention.event.place, old.place) is not False


def is_disputed(a: Version, b: Version) -> bool:
    """Whether two versions are one event of which different reports give different days, or different cities on the same days."""
    (first, last), (other_first, other_last) = a.days, b.days
    if not (a.kinds & ONCE and b.kinds & ONCE) or a.is_past or b.is_past or not (a.is_exact and b.is_exact):
        return False
    if first is None or other_first is None or abs(first - other_first) > NEAR or a.articles & b.articles:
        return False
    if (first, last) == (other_first, other_last):
        return agree(a.place, b.place) is False and _is_kin(a, b, place=False)
    if holds(a, b) or holds(b, a):
        return False  # "30 August" of a visit on "29 and 30 August": a part of it, or less of it told
    if a.group == "journey" and is_country(a.place or "") != is_country(b.place or ""):
        return False  # "to Sendai on 30 August" is a stage of "to Japan on 28 and 29 August", not another date of it
    return agree(a.place, b.place) is not False and _is_kin(a, b)


def holds(whole: Version, part: Version) -> bool:
    """Whether the days of one version hold those of another."""
    (first, last), (start, end) = whole.days, part.days
    return bool(first and last and start and end) and first <= start and end <= last  # type: ignore[operator]  # none is None here


def _is_kin(a: Version, b: Version, *, place: bool = True) -> bool:
    """Whether two versions can be one event: of one kind, and one journey of the same people or one name.

    ``place``: whether journeys must go to the same place.
    """
    if a.group != b.group or not (a.kinds & b.kinds or a.group in ("journey", "meeting")):
        return False
    if any(m.is_recalled for m in a.mentions) != any(m.is_recalled for m in b.mentions):
        return False
    if a.people and b.people and not a.people & b.people and a.group == "journey":
        return False
    shared = a.words & b.words
    named = len(shared) >= 2 and len(shared) >= 0.5 * min(len(a.words), len(b.words))
    if a.group == "journey":
        return bool(a.people & b.people) and (agree(a.place, b.place) is True if place else named)
    if named:
        return True
    together = len(a.people & b.people)
    by_one = len(shared) == 1 and min(len(a.words), len(b.words)) == 1 and (together > 0 or agree(a.place, b.place) is True)
    return by_one or (together > 1 and a.people == b.people and agree(a.place, b.place) is not False)


def _is_told_twice(old: Version, new: Version) -> bool:
    """Whether one article tells both as events to come, without saying that one takes the other's place."""
    both = old.articles & new.articles
    return any(
        m.one.article.id in both and m.event.first is not None and not any(r.one is m.one for r in new.revising)
        for m in new.mentions
        if m.event.status != "past"
    )


def _family(versions: Sequence[Version], weights: Mapping[str, float]) -> Family:
    """The version that holds: none that a later report took back; of several the one with most weight, of equals the one told last."""
    taken_back: dict[int, str] = {}
    for i, old in enumerate(versions):
        for new in versions:
            if new is not old and is_revised(old, new):
                when = max(m.when_told for m in new.revising if _takes_back(m, old))
                taken_back[i] = max(when, taken_back.get(i, ""))
    alive = [i for i, v in enumerate(versions) if taken_back.get(i, "") <= max((m.when_told for m in v.revising), default="")] or [
        max(range(len(versions)), key=lambda i: versions[i].mentions[-1].when_told)
    ]

    def standing(i: int) -> tuple[bool, float, str]:
        version = versions[i]
        return (version.days[0] is not None, sum(weights.get(a, 1.0) for a in version.articles), version.mentions[-1].when_told)

    best = max(alive, key=standing)
    former = [i for i in range(len(versions)) if i not in alive]
    disputed = [versions[i] for i in alive if i != best]
    disputed += [late for i in former if (late := _told_after(versions[i], taken_back[i])) is not None]
    before = [_told_before(versions[i], taken_back[i]) for i in former]
    return Family(versions[best], tuple(sorted(before, key=lambda v: (v.key, v.days[0] or date.max))), tuple(disputed))


def _told_before(version: Version, when: str) -> Version:
    """A version as reports told it until it was taken back."""
    return Version(tuple(m for m in version.mentions if str(m.told_on) <= when[:10]) or version.mentions)


def _told_after(version: Version, when: str) -> Version | None:
    """What reports still tell of a version after it was taken back, where they give its days."""
    late = tuple(m for m in version.mentions if str(m.told_on) > when[:10] and m.is_exact and m.event.status != "past")
    return Version(late) if late else None
