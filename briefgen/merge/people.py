"""One table of people across articles: several spellings are one person, two people with one surname stay two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from briefgen.model import Annotated, Evidence, Figure, Person, Span, cite

PARTICLES = frozenset("de van von der al el bin da dos di la le".split())
MAX_EVIDENCE = 3  # sentences that show a role; more prove nothing more


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


def _groups(found: Sequence[Annotated]) -> list[list[tuple[Annotated, Person]]]:
    by_name: dict[frozenset[str], list[tuple[Annotated, Person]]] = defaultdict(list)
    for one in found:
        for person in one.people:
            by_name[_parts(person.name)].append((one, person))
    full = sorted((k for k in by_name if len(k) > 1), key=lambda k: (len(k), sorted(k)))
    target: dict[frozenset[str], frozenset[str]] = {}
    for key in full:
        larger = [k for k in full if key < k]
        if len(larger) == 1:
            target[key] = larger[0]
    for key in (k for k in by_name if len(k) == 1):
        candidates = {target.get(k, k) for k in full if key < k}
        if len(candidates) == 1:
            target[key] = candidates.pop()
    merged: dict[frozenset[str], list[tuple[Annotated, Person]]] = defaultdict(list)
    for key in sorted(by_name, key=sorted):
        merged[target.get(key, key)].extend(by_name[key])
    return list(merged.values())


def _parts(name: str) -> frozenset[str]:
    """The words of a name without initials and particles: "Joseph R. Biden" and "Biden, Joseph" are one."""
    words = {w.lower() for w in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", name)}
    return frozenset(w for w in words if len(w) > 1 and w not in PARTICLES) or frozenset(words)


def _figure(members: list[tuple[Annotated, Person]]) -> Figure:
    spellings = Counter(p.name for _, p in members)
    name = max(spellings, key=lambda n: (len(_parts(n)), spellings[n], n))
    newest_first = sorted(members, key=lambda m: (m[0].published.value if m[0].published else "", m[0].article.id), reverse=True)
    role = next((m for m in newest_first if m[1].role), None)
    affiliation = next((p.affiliation or p.country for _, p in ([role] if role else []) + newest_first if p.affiliation or p.country), None)
    return Figure(name, role[1].role if role else None, affiliation, tuple(sorted(spellings)), _evidence(role, newest_first))


def _evidence(role: tuple[Annotated, Person] | None, members: list[tuple[Annotated, Person]]) -> tuple[Evidence, ...]:
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
