"""Reports that disagree about an event, side by side instead of averaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from briefgen.merge.places import agree
from briefgen.model import Annotated, Conflict, Reading, StoryEvent, cite

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR = timedelta(days=14)  # two dates of one event seldom lie farther apart
ONCE = frozenset({"visit", "trip", "summit", "conference", "election"})  # kinds of which two within NEAR are one with a disputed date


def find_conflicts(
    events: Sequence[StoryEvent], weights: Mapping[str, float] | None = None
) -> tuple[tuple[StoryEvent, ...], tuple[Conflict, ...]]:
    """The events left when disputed ones are joined, and what their reports disagree about.

    The reading of more sources, each by its weight, stays as the row (of equals the one told later); the other stands in the
    conflict alone.
    """

    def weight(event: StoryEvent) -> float:
        return sum((weights or {}).get(article, 1.0) for article in {a for a, _ in event.mentions})

    dropped: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for at, one in enumerate(events):
        for two in events[at + 1 :]:
            if one.id not in dropped and two.id not in dropped and _dispute(one, two):
                keep, drop = sorted((one, two), key=lambda e: (-weight(e), e.first or date.max))
                dropped[drop.id] = keep.id
                conflicts.append(Conflict(f"date of “{keep.title}”", tuple(Reading(_days(e), _dated_first(e)) for e in (keep, drop))))
    return tuple(e for e in events if e.id not in dropped), tuple(conflicts)


def find_slips(articles: Sequence[Annotated]) -> Iterator[Conflict]:
    """Dates that contradict themselves: "Friday, Aug. 27" on a Wednesday, "Feb. 30". They are told, never mended."""
    for one in articles:
        for timex in one.timexes:
            if timex.problem is None:
                continue
            sentence = next((s for s in one.article.sentences if s.covers(timex.span)), timex.span)
            if timex.problem == "weekday" and timex.first is not None:
                value = f"{timex.first} is a {WEEKDAYS[timex.first.weekday()]}"
            else:
                value = "there is no such day"
            yield Conflict(f"date “{timex.text}”", (Reading(value, (cite(one.article, sentence, timex.rule),)),))


def _dispute(one: StoryEvent, two: StoryEvent) -> bool:
    """Whether two events are one of which two articles give different days."""
    if one.kind not in ONCE or two.kind not in ONCE or "past" in (one.status, two.status):
        return False
    if one.first is None or two.first is None or (one.first, one.last) == (two.first, two.last) or abs(one.first - two.first) > NEAR:
        return False
    if {a for a, _ in one.mentions} & {a for a, _ in two.mentions} or not agree(one.place, two.place):
        return False
    return bool(set(one.people) & set(two.people)) and (one.kind == two.kind or {one.kind, two.kind} == {"visit", "trip"})


def _days(event: StoryEvent) -> str:
    first, last = event.first, event.last
    return f"{first}" if first == last else f"{first} to {last}"


def _dated_first(event: StoryEvent) -> tuple:  # type: ignore[type-arg]
    return event.evidence
