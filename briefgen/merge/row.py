"""One event of the story from its mentions: each feature from the mention that knows it best."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefgen.merge.features import Mention
from briefgen.merge.places import countries_of, is_country
from briefgen.model import Certainty, Evidence, Span, Status, StoryEvent, cite

MAX_PEOPLE = 6
CERTAINTIES: tuple[Certainty, ...] = ("stated", "inferred", "assumed")
TIME = re.compile(r"T(\d\d:\d\d)")
WEIGHT: dict[Status, int] = {"cancelled": 5, "postponed": 4, "confirmed": 3, "planned": 2, "tentative": 1, "past": 0}


def build_event(mentions: Sequence[Mention]) -> StoryEvent:
    """The event that ``mentions`` (in the order told) tell together; links to other events are made by :func:`link`."""
    dated = _most_exact(mentions)
    days = (dated.event.first, dated.event.last) if dated else (None, None)
    named = max(mentions, key=lambda m: _title_rank(m, (m.event.first, m.event.last) == days))
    place = _place(mentions, named)
    evidence, sentences = _evidence(mentions, named, dated)
    timex = dated.timex if dated else None
    time = TIME.search(timex.value) if timex and timex.type == "TIME" else None
    return StoryEvent(
        id=_id(mentions[0]),
        kind=named.event.kind,
        first=dated.event.first if dated else None,
        last=dated.event.last if dated else None,
        value=timex.value if timex and dated and (timex.first, timex.last) == (dated.event.first, dated.event.last) else None,
        mod=timex.mod if timex else None,
        time=time[1] if time else None,
        zone=timex.zone if timex and time else None,
        title=named.event.title,
        place=place,
        countries=tuple(sorted(countries_of(place))),
        people=tuple(name for name, _ in sorted(Counter(p for m in mentions for p in m.people).items(), key=lambda x: (-x[1], x[0])))[
            :MAX_PEOPLE
        ],
        status=_status(mentions),
        certainty=_certainty(mentions, dated),
        part_of=None,
        after=None,
        was=(),
        mentions=sentences,
        evidence=evidence,
    )


def link(events: Sequence[StoryEvent], clusters: Sequence[Sequence[Mention]]) -> tuple[StoryEvent, ...]:
    """The events with ``after`` and ``part_of`` set, each id unique, dated ones by day, the others behind."""
    ids = _unique([e.id for e in events])
    events = [replace(e, id=i) for e, i in zip(events, ids, strict=True)]
    home = {(m.one.article.id, m.index): ids[n] for n, members in enumerate(clusters) for m in members}
    out = []
    for event, members in zip(events, clusters, strict=True):
        told = [home[m.one.article.id, m.event.after] for m in members if m.event.after is not None]
        after = next((i for i in told if i != event.id), None)
        out.append(replace(event, after=after, part_of=_part_of(event, events)))
    return tuple(sorted(out, key=lambda e: (e.first is None, e.first or e.last, e.last, e.title) if e.first else (True, None, None, "")))


def _part_of(event: StoryEvent, events: Sequence[StoryEvent]) -> str | None:
    """The id of the journey in whose days, country and company the event takes place."""
    if event.first is None or event.last is None or event.kind in ("visit", "trip", "statement", "report", "other"):
        return None
    for journey in events:
        inside = journey.first is not None and journey.last is not None and journey.first <= event.first and event.last <= journey.last
        if (
            journey.kind in ("visit", "trip")
            and inside
            and countries_of(journey.place) & countries_of(event.place)
            and set(journey.people) & set(event.people)
        ):
            return journey.id
    return None


def _title_rank(mention: Mention, has_days: bool) -> tuple[bool, bool, bool, int, bool, int, str]:
    """The fullest title: a noun's, with a place or a name in it, neither bare nor a whole clause."""
    title = mention.event.title
    words = len(title.split())
    bare = mention.is_anaphor or (words == 1)
    is_noun = mention.event.rule.startswith("events.noun")
    return (not bare, is_noun, has_days, min(len(mention.own_words), 5), 4 <= words <= 14, -words, title)


def _most_exact(mentions: Sequence[Mention]) -> Mention | None:
    """The mention whose date is the most exact; among equals that of the most articles, then the newest."""
    dated = [m for m in mentions if m.event.first is not None]
    if not dated:
        return None
    votes = Counter((m.event.first, m.event.last) for m in dated)
    return max(dated, key=lambda m: (-_length(m), votes[m.event.first, m.event.last], m.when_told))


def _length(mention: Mention) -> int:
    """How many days a mention's date spans, less one."""
    first, last = mention.event.first, mention.event.last
    return (last - first).days if first and last else 0


def _place(mentions: Sequence[Mention], named: Mention) -> str | None:
    """The place that a journey's title names; else the one most often told, a city before its country."""
    if named.group == "journey" and named.event.place:
        return named.event.place
    places = Counter(m.event.place for m in mentions if m.event.place)
    return max(places, key=lambda p: (not is_country(p) and bool(countries_of(p)), places[p], p), default=None)


def _status(mentions: Sequence[Mention]) -> Status:
    """The status that the newest article tells; within it a cancellation first, then what is sure before what is doubted."""
    newest = mentions[-1].one
    own = [m for m in mentions if m.one is newest]
    dated = [m for m in own if m.event.first is not None and m.event.status != "past"]
    return max((m.event.status for m in (dated or own)), key=lambda s: WEIGHT[s])


def _certainty(mentions: Sequence[Mention], dated: Mention | None) -> Certainty:
    """The best certainty with which any mention gives these days: a year that one article states is stated."""
    if dated is None:
        return "stated"
    days = (dated.event.first, dated.event.last)
    given = {m.timex.certainty for m in mentions if m.timex and (m.event.first, m.event.last) == days}
    return next((c for c in CERTAINTIES if c in given), "stated")


def _evidence(
    mentions: Sequence[Mention], named: Mention, dated: Mention | None
) -> tuple[tuple[Evidence, ...], tuple[tuple[str, Span], ...]]:
    """The sentence with the title, then the one with the date, then one of each other article."""
    chosen = [named]
    if dated is not None and dated.event.span != named.event.span:
        chosen.append(dated)
    chosen += [m for m in mentions if m not in chosen]
    evidence: list[Evidence] = []
    articles: Counter[str] = Counter()
    for m in chosen:
        one = cite(m.one.article, m.event.span, m.event.rule)
        if articles[one.article] < 1 or m in (named, dated):
            if not any((e.article, e.start) == (one.article, one.start) for e in evidence):
                evidence.append(one)
            articles[one.article] += 1
    return tuple(evidence), tuple(dict.fromkeys((m.one.article.id, m.event.span) for m in chosen))


def _id(first: Mention) -> str:
    """A hash of kind, participants, place and evidence as first reported, so that an event that moves keeps its id."""
    event = first.event
    sign = "|".join((event.kind, *sorted(first.people), event.place or "", event.span.of(first.one.article.text)))
    return hashlib.sha256(sign.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _unique(ids: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    out = []
    for one in ids:
        seen[one] += 1
        out.append(one if seen[one] == 1 else f"{one}-{seen[one]}")
    return out
