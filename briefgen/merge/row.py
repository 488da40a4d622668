"""One event of the story from its mentions: each feature from the mention that knows it best, none from a version that was taken back."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from briefgen.lexicon import load_words
from briefgen.merge.features import Mention
from briefgen.merge.places import countries_of, is_country
from briefgen.merge.states import state_of
from briefgen.merge.versions import Family, Version
from briefgen.model import Certainty, Evidence, Former, Span, Status, StoryEvent, cite

MAX_PEOPLE = 6
MAX_SOURCES = 30  # sentences that prove one row; the thirty-first proves nothing more, and its article is counted as left out
MAX_FORMER = 2  # sentences that prove what an event was
CERTAINTIES: tuple[Certainty, ...] = ("stated", "inferred", "assumed")
TIME = re.compile(r"T(\d\d:\d\d)")


def build_event(family: Family, weights: Mapping[str, float]) -> StoryEvent:
    """The event that a family tells; links to other events are made in ``links``."""
    mentions = _speaking(family)
    dated = _most_exact(mentions) or _inherited_date(family)
    days = (dated.event.first, dated.event.last) if dated else (None, None)
    named = max(mentions, key=lambda m: _title_rank(m, (m.event.first, m.event.last) == days))
    place = _place(mentions, named) or _inherited_place(family)
    status, told_by, former = state_of(mentions, weights)
    if family.overtaken_by is not None and status in ("planned", "confirmed"):
        status = "tentative"
    revising = [m for m in mentions if m.event.moved is not None] if family.former else []
    evidence, sentences = _evidence(mentions, [named, dated, told_by, *revising[-1:]])
    timex = dated.timex if dated else None
    time = TIME.search(timex.value) if timex and timex.type == "TIME" else None
    absent = _absent(family.mentions)
    people = _people(family, absent)
    return StoryEvent(
        id=_id(family.mentions[0]),
        kind=named.event.kind,
        first=days[0],
        last=days[1],
        value=timex.value if timex and (timex.first, timex.last) == days else None,
        mod=timex.mod if timex else None,
        time=time[1] if time else None,
        zone=timex.zone if timex and time else None,
        title=_with_full_names(_title(named, place), people, [e.text for e in evidence]),
        place=place,
        countries=tuple(sorted(countries_of(place))),
        people=people,
        status=status,
        certainty=_certainty(mentions, dated),
        part_of=None,
        after=None,
        was=_was([*(_former(v, weights) for v in family.former), *former], (*days, place, status)),
        mentions=sentences,
        evidence=evidence,
        absent=absent,
    )


def _speaking(family: Family) -> list[Mention]:
    """The mentions of the version that holds, and what any report tells without day and place."""
    own = {id(m) for m in family.current.mentions}
    others = [m for v in (*family.former, *family.disputed) for m in v.mentions if m.event.first is None and m.event.place is None]
    return sorted([*family.current.mentions, *(m for m in others if id(m) not in own)], key=lambda m: m.when_told)


def _inherited_date(family: Family) -> Mention | None:
    """The date of the last version that was taken back, where only its place was: "moved from Riga to Tallinn"."""
    revising = family.current.revising
    if not family.former or not revising or any(m.event.moved and m.event.moved.first for m in revising):
        return None
    if any(m.event.status in ("postponed", "cancelled") for m in revising):
        return None
    return _most_exact(family.former[-1].mentions)


def _inherited_place(family: Family) -> str | None:
    """The place of the last version that was taken back, where only its days were."""
    if not family.current.revising or any(m.event.moved and m.event.moved.place for m in family.current.revising):
        return None
    return next((v.place for v in reversed(family.former) if v.place), None)


def _title_rank(mention: Mention, has_days: bool) -> tuple[bool, bool, bool, int, bool, int, str]:
    """The fullest title: a noun's, with a place or a name in it, neither bare nor a whole clause."""
    title = mention.event.title
    words = len(title.split())
    bare = mention.is_anaphor or (words == 1)
    is_noun = mention.event.rule.startswith("events.noun")
    return (not bare, is_noun, has_days, min(len(mention.own_words), 5), 4 <= words <= 14, -words, title)


def _title(named: Mention, place: str | None) -> str:
    """The title without the place at its end, which has a column of its own: "Summit of the bloc | in Oslo"."""
    title = named.event.title
    for end in (f" in {place}", f" in the {place}", f" in {named.event.place}"):
        if title.endswith(end) and place and named.group != "journey" and len(title.removesuffix(end).split()) > 1:
            return title.removesuffix(end)
    return title


def _with_full_names(title: str, people: Sequence[str], evidence: Sequence[str]) -> str:
    """The title with the whole name behind an office, where the evidence has it: "with Prime Minister | Shigeru | Ishiba"."""
    for name in people:
        given, _, surname = name.rpartition(" ")
        match = re.search(rf"\b(?P<office>[A-Z][a-z]+|Mr\.|Mrs\.|Ms\.?)\s+{re.escape(surname)}\b", title) if given else None
        if match and match["office"].lower().rstrip(".") in _offices() and any(name in text for text in evidence):
            at = match.end() - len(surname)
            title = f"{title[:at]}{given} {title[at:]}"
    return title


@cache
def _offices() -> frozenset[str]:
    """The last words of offices: minister, president, secretary."""
    return frozenset(role.split()[-1].lower() for role in load_words("roles"))


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


def _people(family: Family, absent: Sequence[str]) -> tuple[str, ...]:
    """Those whom most mentions name, of versions taken back too: that an event moves says nothing of who comes."""
    counts = Counter(p for v in (family.current, *family.former) for m in v.mentions for p in m.people)
    ranked = sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    return tuple([name for name, _ in ranked if name not in absent][:MAX_PEOPLE])


def _absent(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Who stays away: said so by a report, and by none of a later day named as coming."""
    said = {name: m for m in mentions for name in m.absent}  # the last to say so
    return tuple(name for name in sorted(said) if not any(name in m.people and m.told_on > said[name].told_on for m in mentions))


def _certainty(mentions: Sequence[Mention], dated: Mention | None) -> Certainty:
    """The best certainty with which any mention gives these days: a year that one article states is stated."""
    if dated is None:
        return "stated"
    days = (dated.event.first, dated.event.last)
    given = {m.timex.certainty for m in (*mentions, dated) if m.timex and (m.event.first, m.event.last) == days}
    return next((c for c in CERTAINTIES if c in given), "stated")


def _was(former: Sequence[Former], now: tuple[date | None, date | None, str | None, Status]) -> tuple[Former, ...]:
    """What an event was, each state once; none that says nothing, or no more than what it is now."""
    out: dict[tuple[object, ...], Former] = {}
    for one in former:
        is_said = one.status != "past" and (one.first is not None or one.place is not None or one.status != "planned")
        is_same = (one.first, one.last) == now[:2] and one.place in (None, now[2]) and (one.status == now[3] or one.status == "postponed")
        if is_said and not is_same:
            out.setdefault((one.first, one.last, one.place, one.status), one)
    return tuple(out.values())


def _former(version: Version, weights: Mapping[str, float]) -> Former:
    """A version that was taken back, with the sentences that told it."""
    dated = _most_exact(version.mentions)
    status, _, _ = state_of(version.mentions, weights)
    days = (dated.event.first, dated.event.last) if dated else None
    shown = sorted(
        version.mentions,
        key=lambda m: ((m.event.first, m.event.last) != days, -weights.get(m.one.article.id, 1.0), m.when_told),
    )
    evidence: dict[tuple[str, int], Evidence] = {}
    for m in shown:
        one = cite(m.one.article, m.event.span, m.event.rule)
        if all(one.article != article for article, _ in evidence):
            evidence[one.article, one.start] = one
    return Former(*version.days, version.place, status, tuple(evidence.values())[:MAX_FORMER])


def _evidence(mentions: Sequence[Mention], telling: Sequence[Mention | None]) -> tuple[tuple[Evidence, ...], tuple[tuple[str, Span], ...]]:
    """The sentences with the title, the date, the status, then one of each other article."""
    first = list(dict.fromkeys(m for m in telling if m is not None))
    chosen = [*first, *(m for m in mentions if m not in first)]
    evidence: dict[tuple[str, int], Evidence] = {}
    articles: set[str] = set()
    for m in chosen:
        id_ = m.one.article.id
        if m not in first and (id_ in articles or len(evidence) >= MAX_SOURCES):
            continue
        one = cite(m.one.article, m.event.span, m.event.rule)
        evidence.setdefault((one.article, one.start), one)
        articles.add(id_)
    return tuple(evidence.values()), tuple(dict.fromkeys((m.one.article.id, m.event.span) for m in chosen))


def _id(first: Mention) -> str:
    """A hash of kind, participants, place and evidence as first reported, so that an event that moves keeps its id."""
    event = first.event
    sign = "|".join((event.kind, *sorted(first.people), event.place or "", event.span.of(first.one.article.text)))
    return hashlib.sha256(sign.encode("utf-8", "surrogatepass")).hexdigest()[:12]
