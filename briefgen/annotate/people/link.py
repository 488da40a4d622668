"""Mentions -> people: full names first, then the short forms that have one candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefgen.annotate.people.names import SUFFIXES, SURE, Mention
from briefgen.annotate.people.roles import COURTESY, country_of
from briefgen.annotate.people.tokens import Tokens
from briefgen.lexicon import load_mapping
from briefgen.model import Person

KIN = frozenset("daughter son wife husband spouse brother sister mother father grandson granddaughter widow nephew niece cousin".split())


@dataclass(slots=True)
class Group:
    """The mentions judged to be one person."""

    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    score: int = 0

    def add(self, mention: Mention) -> None:
        """Take in one more mention; the longer name stays."""
        self.mentions.append(mention)
        self.score = max(self.score, mention.score)
        if len(core(mention.words)) > len(core(self.words)):
            self.words = mention.words


def core(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name without suffix and middle initials, lower case, marks of possession cut."""
    kept = [w for w in words if w not in SUFFIXES]
    return tuple(w.lower().rstrip(".") for i, w in enumerate(kept) if i == 0 or i == len(kept) - 1 or len(w.rstrip(".")) > 1)


def link_people(tokens: Tokens, mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """The people of the mentions, in order of appearance; what nothing shows to be a person is dropped."""
    groups = _full_names([m for m in mentions if len(core(m.words)) > 1])
    singles = [m for m in mentions if len(core(m.words)) == 1]
    groups = _support(groups, singles)
    _short_names(groups, singles)
    groups.sort(key=lambda g: min(m.first for m in g.mentions))
    return tuple(_person(tokens, g) for g in groups)


def _full_names(mentions: Sequence[Mention]) -> list[Group]:
    """Names of two words or more, grouped: the same words in any order, or one name's words within the other's."""
    groups: list[Group] = []
    by_word: dict[str, list[Group]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: -len(core(m.words))):
        words = core(mention.words)
        found = [g for g in by_word[words[-1]] if _same(core(g.words), words)]
        found += [g for g in by_word[words[0]] if g not in found and sorted(core(g.words)) == sorted(words)]
        if len(found) == 1:
            found[0].add(mention)
            continue
        group = Group(mention.words)
        group.add(mention)
        groups.append(group)
        for word in set(words):
            by_word[word].append(group)
    return groups


def _same(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the shorter name is the longer one: "Ana Torres" in "Ana Lucia Torres", "J. Hale" for "John Hale"."""
    if long == short:
        return True
    if long[-1] != short[-1]:
        return False
    if set(short) <= set(long):
        return True
    return len(short) == len(long) and (len(short[0]) == 1 or len(long[0]) == 1) and short[0][0] == long[0][0]


def _support(groups: list[Group], singles: Sequence[Mention]) -> list[Group]:
    """The groups that are people: sure by themselves, or by a short form that is ("Otto Lindgren … Lindgren said")."""
    sure = {core(m.words)[0] for m in singles if m.score >= SURE}
    return [g for g in groups if g.score >= SURE or core(g.words)[-1] in sure]


def _short_names(groups: list[Group], singles: Sequence[Mention]) -> None:
    """Put each short form to the one full name that it can mean; sure ones without any make people of their own."""
    last: dict[str, list[Group]] = defaultdict(list)
    given: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        words = core(group.words)
        last[words[-1]].append(group)
        for word in words[:-1]:
            given[word].append(group)
    own = _titled_others(last, singles)
    sure = {core(m.words)[0] for m in singles if m.score >= SURE}
    for mention in singles:
        word = core(mention.words)[0]
        if word in own:
            own[word].add(mention)
            continue
        found = last[word] or given[word]
        told = mention.gender or _known_gender(mention.words[-1])
        if found and told:
            found = [g for g in found if _gender(g) in (told, None)]
        if len(found) == 1:
            found[0].add(mention)
        elif not found and word in sure:
            own.setdefault(word, Group(mention.words)).add(mention)
    groups.extend(own.values())


def _titled_others(last: dict[str, list[Group]], singles: Sequence[Mention]) -> dict[str, Group]:
    """Surnames whose office is told before any full name with it and never beside that: "President Marlow … Hunter Marlow" are two.

    So are "President Marlow" and "his daughter, Vera Marlow", whoever is named first.
    """
    own: dict[str, Group] = {}
    for mention in singles:
        word = core(mention.words)[0]
        if mention.office is None or not mention.office.role or not last[word] or word in own:
            continue
        earlier = any(m.first < mention.first for g in last[word] for m in g.mentions)
        told = [o.role.lower() for g in last[word] for m in g.mentions for o in (m.office, m.after) if o is not None and o.role]
        kin = bool(told) and all(role.split()[-1] in KIN for role in told)
        if mention.score > SURE and (kin or not (earlier or told)):
            own[word] = Group(mention.words)
    return own


def _known_gender(surname: str) -> str | None:
    return load_mapping("figures").get(surname)


def _gender(group: Group) -> Literal["f", "m"] | None:
    told = [m.gender for m in group.mentions if m.gender]
    found = max(set(told), key=told.count) if told else _known_gender(group.words[-1])
    return "f" if found == "f" else "m" if found == "m" else None


def _person(tokens: Tokens, group: Group) -> Person:
    mentions = sorted(group.mentions, key=lambda m: m.first)
    role, affiliation = _office(mentions)
    own = country_of(affiliation)
    country = own or next((c for m in mentions for o in (m.office, m.after) if o and (c := country_of(o.affiliation))), None)
    return Person(
        name=_plain(" ".join(group.words)),
        role=role,
        affiliation=affiliation or country,
        country=country,
        gender=_gender(group),
        mentions=tuple(tokens.span(m.first, m.end) for m in mentions),
    )


def _office(mentions: Sequence[Mention]) -> tuple[str | None, str | None]:
    """The office told first with its body, else the first one told, else the body alone."""
    told = [o for m in mentions for o in (m.office, m.after) if o is not None]
    roles = [o for o in told if o.role and o.role.lower().rstrip(".") not in COURTESY]
    best = next((o for o in roles if o.affiliation), roles[0] if roles else None)
    affiliation = best.affiliation if best else None
    return (best.role if best else None), affiliation or next((o.affiliation for o in told if o.affiliation), None)


def _plain(name: str) -> str:
    return name.replace("\u200b", "").replace("\n", " ").strip()
