"""One table of people across articles: several spellings are one person, two people with one surname stay two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from briefgen.model import Annotated, Evidence, Figure, Person, Span, cite

PARTICLES = frozenset("de van von der al el bin da dos di la le".split())
# "On Tuesday Secretary of State Berg", "Hopefully President Berg": what only stands beside an office
NO_BODY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?!Italy$|Sicily$)[A-Z][a-z]+ly|Any|There|Now|Then|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?:\s+\d+)?"
)
Name = frozenset[str]
Members = list[tuple[Annotated, Person]]
USUAL = 0.1  # share of the uses of the commonest whole name that a fuller one must have: a nickname in one comment is none
MAX_EVIDENCE = 2  # sentences that show a role; more prove nothing more


def merge_people(found: Sequence[Annotated]) -> tuple[Figure, ...]:
    """The people of a story, those named in most articles first; the role is that of the newest article that gives one.

    A single name ("Modi") joins a fuller one only when one candidate remains.
    """
    groups = _groups(found)
    figures = [(_figure(members), len({a.article.id for a, _ in members}), sum(len(p.mentions) for _, p in members)) for members in groups]
    figures.sort(key=lambda f: (-f[1], -f[2], f[0].name))
    return tuple(f for f, _, _ in figures)


def same_figure(figures: Sequence[Figure]) -> dict[str, str]:
    """Every spelling of a person's name to the one name under which the story knows them."""
    return {name: figure.name for figure in figures for name in figure.names}


def _groups(found: Sequence[Annotated]) -> list[Members]:
    """The mentions of each person across articles; linear in the names, but for those that share a word."""
    by_name: dict[Name, Members] = defaultdict(list)
    for one in found:
        for person in one.people:
            by_name[_parts(person.name)].append((one, person))
    full = sorted((k for k in by_name if len(k) > 1), key=lambda k: (len(k), sorted(k)))
    with_word: dict[str, list[Name]] = defaultdict(list)
    for key in full:
        for word in key:
            with_word[word].append(key)
    target: dict[Name, Name] = {}
    for key in full:
        near = min((with_word[word] for word in key), key=len)
        larger = [k for k in near if key < k]
        if len(larger) == 1:
            target[key] = larger[0]
    for key in full:
        near = [k for k in with_word[_words(by_name[key][0][1].name)[-1]] if k != key and k not in target]
        same = [k for k in near if _is_short_for(by_name[key], by_name[k])]
        if len(same) == 1 and key not in target:
            target[key] = same[0]
    for key in (k for k in by_name if len(k) == 1):
        candidates = {target.get(k, k) for k in with_word[next(iter(key))]}
        if len(candidates) > 1:  # "President Marlow" is Joseph Marlow, President, not Vera Marlow, daughter
            candidates = {c for c in candidates if _roles(by_name[c]) & _roles(by_name[key])}
        if len(candidates) == 1 and not _are_two(by_name[key], by_name[only := candidates.pop()]):
            target[key] = only
    merged: dict[Name, Members] = defaultdict(list)
    for key in sorted(by_name, key=sorted):
        merged[target.get(key, key)].extend(by_name[key])
    return list(merged.values())


def _is_short_for(members: Members, others: Members) -> bool:
    """Whether one name is a familiar form of the other: "Joe Marlow" of "Joseph Marlow", both President."""
    one, two = (_words(m[0][1].name) for m in (members, others))
    shorter = len(one[0]) < len(two[0]) or (len(one[0]) == len(two[0]) and one < two)
    return one[-1] == two[-1] and one[0][:2] == two[0][:2] and shorter and bool(_roles(members) & _roles(others))


def _are_two(members: Members, others: Members) -> bool:
    """Whether a bare surname and a full name are two people: no article has both, and their offices share no word.

    "President Wilson" of one article is not "Carroll Wilson, editor" of another.
    """
    if {one.article.id for one, _ in members} & {one.article.id for one, _ in others}:
        return False
    offices, other_offices = ({w for role in _roles(ms) for w in role.split()} for ms in (members, others))
    return bool(offices and other_offices and not offices & other_offices)


def _roles(members: Members) -> set[str]:
    return {p.role.lower() for _, p in members if p.role}


def _parts(name: str) -> frozenset[str]:
    """The words of a name without initials and particles: "Joseph R. Biden" and "Biden, Joseph" are one."""
    words = set(_words(name))
    return frozenset(w for w in words if len(w) > 1 and w not in PARTICLES) or frozenset(words)


def _words(name: str) -> list[str]:
    return [w.lower() for w in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", name)] or [name.lower()]


def _figure(members: Members) -> Figure:
    spellings = Counter(p.name for _, p in members)
    whole = {n: count for n, count in spellings.items() if len(_parts(n)) > 1} or spellings
    usual = [n for n, count in whole.items() if count >= USUAL * max(whole.values())]
    name = max(usual, key=lambda n: (len(_parts(n)), spellings[n], n))
    newest_first = sorted(members, key=lambda m: (m[0].published.value if m[0].published else "", m[0].article.id), reverse=True)
    role = next((m for m in newest_first if m[1].role), None)
    bodies = (p.affiliation or p.country for _, p in ([role] if role else []) + newest_first)
    affiliation = next((body for body in bodies if body and not NO_BODY.fullmatch(body)), None)
    return Figure(name, role[1].role if role else None, affiliation, tuple(sorted(spellings)), _evidence(role, newest_first))


def _evidence(role: tuple[Annotated, Person] | None, members: Members) -> tuple[Evidence, ...]:
    """The sentence that gives the role first, then one of each other article."""
    out: list[Evidence] = []
    for one, person in ([role] if role else []) + members:
        if any(e.article == one.article.id for e in out) or not person.mentions or len(out) == MAX_EVIDENCE:
            continue
        sentence = _sentence(one, person, shows_role=role is not None and one is role[0])
        if sentence is not None:
            out.append(cite(one.article, sentence, "people.role" if person.role else "people.name"))
    return tuple(out)


def _sentence(one: Annotated, person: Person, *, shows_role: bool) -> Span | None:
    """The first sentence that names the person, one that holds the role where there is one."""
    first: Span | None = None
    for mention in person.mentions:
        span = next((s for s in one.article.sentences if s.covers(mention)), None)
        if span is None:
            continue
        first = first or span
        if not shows_role or (person.role or "").lower() in span.of(one.article.text).lower():
            return span
    return first
