"""How the events of a story hang together: what follows what, what precedes what, what is part of which journey or summit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefgen.merge.features import Mention
from briefgen.merge.places import agree
from briefgen.merge.versions import Family
from briefgen.model import StoryEvent

WHOLE = frozenset({"visit", "trip"})  # kinds that have parts
HOSTS = frozenset({"summit", "conference"})  # meetings that have parts of their own
NO_PART = frozenset({"statement", "report", "other", "exercise", "election"})
INSIDE = frozenset({"ceremony", "signing", "press_conference", "meeting", "talks", "speech", "launch", "other"})  # parts of a summit
MAX_WHOLE = timedelta(days=21)  # a longer journey is a term of office


def link(events: Sequence[StoryEvent], families: Sequence[Family]) -> tuple[StoryEvent, ...]:
    """The events with ``after``, ``before`` and ``part_of`` set, dated ones by day, the others behind; each has an id of its own."""
    home = {(m.one.article.id, m.index): e.id for e, f in zip(events, families, strict=True) for m in f.mentions}
    journeys = _by_country([e for e in events if e.kind in WHOLE])
    hosts = _by_country([e for e in events if e.kind in HOSTS])
    articles = {e.id: f for e, f in zip(events, families, strict=True)}
    places = {e.id: (e.place, e.countries) for e in events}
    out = []
    for event, family in zip(events, families, strict=True):
        told = family.mentions
        within = _told_of(event.id, told, home, "within")
        part_of = within or _host_of(event, family, hosts, articles) or _journey_of(event, journeys)
        place, countries = places[within] if within and event.place is None else places[event.id]
        out.append(
            replace(
                event,
                place=place,
                countries=countries,
                after=_told_of(event.id, told, home, "after"),
                before=_told_of(event.id, told, home, "before"),
                part_of=part_of,
            )
        )
    return _in_order(_without_circles(out))


def _told_of(own: str, mentions: Sequence[Mention], home: Mapping[tuple[str, int], str], way: str) -> str | None:
    """The event to which most mentions point in one way (``after``, ``before``, ``within``), never the event itself."""
    pointed = [(m.one.article.id, at) for m in mentions if (at := getattr(m.event, way)) is not None]
    counts = Counter(target for key in pointed if (target := home.get(key)) and target != own)
    return max(counts, key=lambda t: (counts[t], t), default=None)


def _by_country(events: Sequence[StoryEvent]) -> dict[str, list[StoryEvent]]:
    out: dict[str, list[StoryEvent]] = defaultdict(list)
    for event in events:
        if event.first is not None and event.last is not None and event.last - event.first <= MAX_WHOLE:
            for country in event.countries:
                out[country].append(event)
    return out


def _journey_of(event: StoryEvent, journeys: Mapping[str, Sequence[StoryEvent]]) -> str | None:
    """The shortest journey in whose days, country and company the event takes place."""
    if event.kind in NO_PART:
        return None
    around = [
        j
        for country in event.countries
        for j in journeys.get(country, ())
        if j.id != event.id and _lies_in(event, j) and set(j.people) & set(event.people)
        if event.kind not in WHOLE or _is_longer(j, event)
    ]
    return min(around, key=lambda j: (_days(j), j.id)).id if around else None


def _host_of(event: StoryEvent, family: Family, hosts: Mapping[str, Sequence[StoryEvent]], families: Mapping[str, Family]) -> str | None:
    """The summit in whose days and city a dinner, a signing or a talk takes place, where one article tells of both."""
    if event.kind not in INSIDE or (event.kind == "other" and "of the" not in event.title):
        return None
    own = {m.one.article.id for m in family.mentions}
    candidates = (
        {h.id: h for hs in hosts.values() for h in hs}
        if event.place is None
        else {h.id: h for c in event.countries for h in hosts.get(c, ())}
    )
    around = [
        h for h in candidates.values()
        if h.id != event.id and _lies_in(event, h) and agree(event.place, h.place) is not False
        and own & {m.one.article.id for m in families[h.id].current.mentions}
    ]  # fmt: skip
    return min(around, key=lambda h: (_days(h), h.id)).id if around else None


def _lies_in(event: StoryEvent, whole: StoryEvent) -> bool:
    if event.first is None or event.last is None or whole.first is None or whole.last is None:
        return False
    return whole.first <= event.first and event.last <= whole.last


def _is_longer(whole: StoryEvent, part: StoryEvent) -> bool:
    """Whether one journey can hold another: longer, and to the country of the other's city."""
    return _days(whole) > _days(part) and whole.place != part.place


def _days(event: StoryEvent) -> int:
    return (event.last - event.first).days if event.first and event.last else 0


def _without_circles(events: Sequence[StoryEvent]) -> list[StoryEvent]:
    """The events; none is part of its own part, nor follows what follows it."""
    by_id = {e.id: e for e in events}
    return [_without_circle(event, by_id.get(event.after or ""), by_id.get(event.part_of or "")) for event in events]


def _without_circle(event: StoryEvent, other: StoryEvent | None, whole: StoryEvent | None) -> StoryEvent:
    is_later = other is not None and event.first is not None and other.first is not None and other.first > event.first
    is_there = other is not None and event.kind in WHOLE and event.first is None and agree(event.place, other.place) is True
    if other is not None and (other.after == event.id or is_later or is_there):  # nobody travels after the Tokyo summit to Tokyo
        event = replace(event, after=None)
    if whole is not None and whole.part_of == event.id and whole.id > event.id:
        event = replace(event, part_of=None)
    return event


def _in_order(events: Sequence[StoryEvent]) -> tuple[StoryEvent, ...]:
    """Dated events by day, then the undated in the order first told."""
    dated = sorted((e for e in events if e.first is not None), key=lambda e: (e.first or date.max, e.last or date.max, e.title, e.id))
    return (*dated, *(e for e in events if e.first is None))
