"""Parts of an event that moved: a dinner told for the old city and the old day, told anew since, or told by no later report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefgen.merge.features import Mention
from briefgen.merge.places import agree
from briefgen.merge.versions import Family, Version, holds

HOSTS = frozenset({"summit", "conference", "visit", "trip"})
PARTS = frozenset({"ceremony", "signing", "press_conference", "meeting", "talks", "speech", "launch"})


def mark_overtaken(families: Sequence[Family]) -> list[Family]:
    """The families, each part of a version that was taken back joined with the part of the new one, else marked with the move."""
    out: list[Family | None] = list(families)
    by_article: dict[str, list[int]] = defaultdict(list)
    by_name: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, family in enumerate(families):
        if family.current.kinds & PARTS and family.current.days[0] is not None:
            by_name[_name(family.current)].append(number)
            for article in family.current.articles:
                by_article[article].append(number)
    for host in families:
        if not (host.former and host.current.revising and host.current.kinds & HOSTS):
            continue
        move = host.current.revising[-1]
        for version in host.former:
            for number in sorted({n for article in version.articles for n in by_article[article]}):
                part = out[number]
                if part is None or part is host or not _lies_in(part.current, version) or _lies_in(part.current, host.current):
                    continue
                anew = [n for n in by_name[_name(part.current)] if n != number and _is_anew(out[n], host.current, move)]
                out[number] = _overtaken(part, move, [f for n in anew if (f := out[n])])
                for n in anew:
                    out[n] = None
    return [family for family in out if family is not None]


def _name(part: Version) -> tuple[object, ...]:
    return (part.group, part.kinds, part.words or id(part))


def _is_anew(family: Family | None, host: Version, move: Mention) -> bool:
    """Whether a part of the same name was first told since the move, for the new days."""
    return family is not None and family.current.first_told >= move.told_on and _lies_in(family.current, host)


def _lies_in(part: Version, whole: Version) -> bool:
    return holds(whole, part) and agree(part.place, whole.place) is not False


def _overtaken(family: Family, move: Mention, anew: Sequence[Family]) -> Family:
    """The family under the version told since the move, else with the move that leaves it open."""
    if family.current.mentions[-1].when_told > move.when_told:
        return family
    since = [v for v in family.disputed if v.first_told >= move.told_on] + [f.current for f in anew]
    if not since:
        return replace(family, overtaken_by=move)
    new = max(since, key=lambda v: v.mentions[-1].when_told)
    others = tuple(v for v in family.disputed if v is not new)
    return Family(new, (*family.former, family.current), others)
