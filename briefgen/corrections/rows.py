"""Corrections of rows: split, merge, fix, place. The evidence stays the articles'; the row says that it was edited."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefgen.config.corrections import FIXES, Correction
from briefgen.corrections.desk import Desk, UnfitError, add_reason, fold
from briefgen.model import Annotated, Conflict, Event, Placing, Reading, Span, StoryEvent

Mention = tuple[str, Span]


# --- split -----------------------------------------------------------------------------------------------


def split_row(desk: Desk, one: Correction) -> None:
    """Make the sentences meant a row of their own; both rows take date, title and place from the sentences that each has left."""
    event = desk.find_row(one.row or "")
    meant = [m for m in event.mentions if _is_meant(desk, one, m)]
    rest = [m for m in event.mentions if m not in meant]
    if not meant:
        lacking = f"stands in {', '.join(one.articles)}" if one.articles else f"holds “{one.words}”"
        raise UnfitError(f"no sentence that tells “{event.title}” {lacking}")
    if not rest:
        raise UnfitError(f"it means every sentence that tells “{event.title}”: nothing is left to split from")
    edited = add_reason(event.edited, one.reason or "split into two rows")
    new, old = (_rebuilt(desk, event, part) for part in (meant, rest))
    desk.put(replace(old, id=event.id, after=event.after, before=event.before, part_of=event.part_of, edited=edited))
    desk.put(replace(new, id=_new_id(desk, event, one), edited=edited))
    desk.moved.add(event.id)


def _is_meant(desk: Desk, one: Correction, mention: Mention) -> bool:
    """Whether a split means a sentence: by its article (one of its copies among them) or by words in it."""
    article, span = mention
    if one.articles:
        return article in {desk.original.get(a, a) for a in one.articles}
    return fold(one.words or "") in fold(span.of(desk.articles[article].article.text))


def _rebuilt(desk: Desk, event: StoryEvent, mentions: Sequence[Mention]) -> StoryEvent:
    """The row that some of a row's sentences make; where they alone would be several, the fullest with what the others tell."""
    chosen = {(article, _likest(desk.articles[article], span, event)) for article, span in mentions}
    told = [
        replace(one, events=tuple(_unlinked(e) for n, e in enumerate(one.events) if (id_, n) in chosen))
        for id_, one in desk.articles.items()
    ]
    found = sorted(desk.tools.rebuild(told), key=lambda e: -len(e.mentions))
    return _joined(found)


def _unlinked(event: Event) -> Event:
    """An event of an article without the places of others among the article's events."""
    return replace(event, after=None, before=None, within=None)


def _likest(one: Annotated, span: Span, event: StoryEvent) -> int:
    """The index of the event of an article that is most like the row: a sentence may tell a visit and a summit."""
    told = [n for n, e in enumerate(one.events) if e.span == span]
    if not told:
        raise UnfitError(f"the sentence at {span.start} of {one.article.id} tells no event by itself")

    def rank(number: int) -> tuple[bool, bool, bool, bool, int]:
        found = one.events[number]
        days = (found.first, found.last) == (event.first, event.last)
        return (found.title == event.title, found.kind == event.kind, found.place == event.place, days, -number)

    return max(told, key=rank)


def _new_id(desk: Desk, event: StoryEvent, one: Correction) -> str:
    """An id that no row has, made of the row split and of what was asked: the same in every later run."""
    sign = "|".join(("split", event.id, *sorted(one.articles), fold(one.words or "")))
    id_ = hashlib.sha256(sign.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    number = 1
    while (found := id_ if number == 1 else f"{id_}-{number}") in desk.events:
        number += 1
    return found


# --- merge -----------------------------------------------------------------------------------------------


def merge_rows(desk: Desk, one: Correction) -> None:
    """Join rows under the id, title, date, place and status of the first. Days that differ are told as a conflict."""
    found: dict[str, StoryEvent] = {}
    missing: list[str] = []
    for key in one.rows:
        try:
            event = desk.find_row(key)
            found[event.id] = event
        except UnfitError as error:
            missing.append(str(error))
    if missing and len(found) < 2:
        raise UnfitError("; ".join(missing))
    first, *others = found.values()
    if others:
        desk.put(replace(_joined([first, *others]), edited=add_reason(first.edited, one.reason or "rows merged")))
    for other in others:
        desk.merge_away(other.id, first.id)
    _add_conflict(desk, [first, *others])
    if missing:
        raise UnfitError("; ".join(missing))


def _joined(events: Sequence[StoryEvent]) -> StoryEvent:
    """The first of several events, with the people, sentences and evidence of all."""
    return replace(
        events[0],
        people=tuple(dict.fromkeys(p for e in events for p in e.people)),
        mentions=tuple(dict.fromkeys(m for e in events for m in e.mentions)),
        evidence=tuple(dict.fromkeys(x for e in events for x in e.evidence)),
    )


def _add_conflict(desk: Desk, joined: Sequence[StoryEvent]) -> None:
    """Reports of one event that give different days stay side by side, also where it was the analyst who found them to be one."""
    days: dict[str, Reading] = {}
    for event in joined:
        if event.first is not None:
            value = f"{event.first}" if event.first == event.last else f"{event.first} to {event.last}"
            days.setdefault(value, Reading(value, event.evidence))
    if len(days) > 1:
        desk.conflicts.append(Conflict(f"date of “{joined[0].title}”", tuple(days.values())))


# --- fix -------------------------------------------------------------------------------------------------


def fix_row(desk: Desk, one: Correction) -> None:
    """Give a row another date, title, place or status; it is marked where that is not what it was."""
    event = desk.find_row(one.row or "")
    fixed = event if one.days is None else _dated(event, one.days)
    if one.title:
        fixed = replace(fixed, title=one.title)
        old, new = f"“{event.title}”", f"“{one.title}”"
        desk.conflicts = [replace(c, about=c.about.replace(old, new)) for c in desk.conflicts]
    if one.place is not None:
        place = one.place or None
        fixed = replace(fixed, place=place, countries=tuple(sorted(desk.tools.countries_of(place))))
    if one.status:
        fixed = replace(fixed, status=one.status)
    if one.days is not None:
        desk.moved.add(event.id)
    if fixed != event:
        done = [key for key in FIXES["row"] if getattr(one, "days" if key == "date" else key) is not None]
        is_same = replace(fixed, certainty=event.certainty) == event  # only that it is sure now
        edited = "date confirmed" if is_same else f"{_listed(done)} corrected"
        desk.put(replace(fixed, edited=add_reason(event.edited, one.reason or edited)))


def _dated(event: StoryEvent, days: tuple[date, date] | tuple[()]) -> StoryEvent:
    """The event on the analyst's days, which are as sure as stated ones; a time of day stays with its day only."""
    if not days:
        return replace(event, first=None, last=None, value=None, mod=None, time=None, zone=None, certainty="stated")
    if (event.first, event.last) == days:
        return replace(event, mod=None, certainty="stated") if event.mod else replace(event, certainty="stated")
    first, last = days
    value = first.isoformat() if first == last else None
    return replace(event, first=first, last=last, value=value, mod=None, time=None, zone=None, certainty="stated")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# --- place -----------------------------------------------------------------------------------------------


def place_row(desk: Desk, one: Correction) -> None:
    """Note that a row is always shown, or never."""
    event = desk.find_row(one.row or "")
    desk.put(replace(event, placed=(*event.placed, placing(one))))


def placing(one: Correction) -> Placing:
    """A pin or a drop as the row or quote keeps it."""
    is_shown = one.verb == "pin"
    return Placing(is_shown, one.topic, one.reason or ("pinned" if is_shown else "dropped"))


# --- links -----------------------------------------------------------------------------------------------


def link_rows(desk: Desk) -> tuple[StoryEvent, ...]:
    """The rows, dated ones by day, with no link to a row that is gone, to itself, or to a journey on other days."""
    linked = [
        replace(e, after=_home(desk, e, e.after), before=_home(desk, e, e.before), part_of=_whole(desk, e)) for e in desk.events.values()
    ]
    return tuple(sorted(linked, key=lambda e: (e.first is None, e.first or date.max, e.last or date.max, e.title if e.first else "")))


def _home(desk: Desk, event: StoryEvent, id_: str | None) -> str | None:
    home = desk.home_of(id_) if id_ else None
    return home if home in desk.events and home != event.id else None


def _whole(desk: Desk, event: StoryEvent) -> str | None:
    """The journey that an event is part of; of one that a correction moved, as long as it takes place on the journey's days."""
    home = _home(desk, event, event.part_of)
    if home is None or not {home, event.id} & desk.moved:
        return home
    whole = desk.events[home]
    if whole.first is None or whole.last is None or event.first is None or event.last is None:
        return None
    return home if whole.first <= event.first and event.last <= whole.last else None
