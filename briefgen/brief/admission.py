"""Which events can stand in a table at all: called by name, of somebody of rank, dated or told in an order."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from briefgen.model import Story, StoryEvent

JOURNEYS = ("visit", "trip", "arrival", "departure")
GATHERINGS = ("summit", "conference", "election", "exercise")
NEEDS_PLACE = (
    "visit", "trip", "summit", "meeting", "talks", "conference", "exercise", "ceremony", "election", "arrival", "departure", "signing",
)  # fmt: skip
# "the Prime Minister leaves for Japan": a journey of somebody of rank, though nobody is named
OF_RANK = re.compile(
    r"\b(?:president|premier|prime\s+minister|minister|chancellor|secretary|king|queen|pope|crown\s+prince|leaders?|ministers|delegation|envoy|governor"
    r"|ambassador|general|admiral|commissioner)\b|\b(?:state|official|working)\s+visit\b",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(r"\b(?:will|would|is to|are to|to be)\b")


def officials_of(story: Story) -> frozenset[str]:
    """The names of the people who hold an office."""
    return frozenset(figure.name for figure in story.figures if figure.role)


def may_stand(event: StoryEvent, officials: Collection[str]) -> bool:
    """Whether an event can stand in a table: dated, or told in an order, or plainly planned and called by name or place; or edited."""
    if event.edited:
        return True
    if _is_nobodys(event) or _is_private(event, officials):
        return False
    if event.first is not None or is_ordered(event):
        return True
    spoken_of = any(not e.rule.endswith(".implied") for e in event.evidence)
    is_called = event.kind in NEEDS_PLACE and event.place is not None and len(event.title.split()) > 2
    return event.status != "past" and spoken_of and is_called and (event.kind in GATHERINGS or bool(set(event.people) & set(officials)))


def is_ordered(event: StoryEvent) -> bool:
    """Whether an order stands in for a date: after, before, or on the sidelines of another event."""
    return event.after is not None or event.before is not None or (event.part_of is not None and event.first is None)


def is_forecast(event: StoryEvent, as_of: date) -> bool:
    """Whether a day that is past now has only what somebody said would happen on it, which no later report confirms."""
    return event.kind == "other" and event.last is not None and event.last < as_of and bool(ANNOUNCED.search(event.title))


def is_vaguely_past(event: StoryEvent, as_of: date) -> bool:
    """Whether an event is told as past, "in 2011", of a period that is not over: it lies before today, nobody says when."""
    return event.status == "past" and event.first != event.last and event.last is not None and event.last > as_of


def _is_nobodys(event: StoryEvent) -> bool:
    """Whether an event is called by nothing: "a productive meeting", of nobody, nowhere."""
    first, *others = event.title.split()
    is_named = first.endswith(("'s", "’s")) or any(word[0].isupper() for word in others)  # "Norway's election", "Annual Harbour Day"
    return not (event.place or event.people or is_named) and len(event.title.split()) < 4 and event.title not in event.evidence[0].text


def _is_private(event: StoryEvent, officials: Collection[str]) -> bool:
    """Whether a journey, made or undated, is that of patients, tourists, a family: nobody of rank in it, told by one article alone."""
    is_planned = event.first is not None and event.status != "past"
    if event.kind not in JOURNEYS or is_planned or set(event.people) & set(officials) or len({a for a, _ in event.mentions}) > 1:
        return False
    return not any(OF_RANK.search(text) for text in (event.title, *(e.text for e in event.evidence)))
