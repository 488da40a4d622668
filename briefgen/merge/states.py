"""The status of an event as its reports tell it one after the other: planned, in doubt, called off, on again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.merge.features import Mention
from briefgen.model import Former, Status, cite

WEIGHT: dict[Status, int] = {"cancelled": 5, "postponed": 4, "confirmed": 3, "planned": 2, "tentative": 1, "past": 0}
OFF: frozenset[Status] = frozenset({"cancelled", "postponed"})


def state_of(mentions: Sequence[Mention], weights: Mapping[str, float]) -> tuple[Status, Mention | None, tuple[Former, ...]]:
    """The status that holds, the mention that says so, and what was told before an event was called off, or put on again.

    Reports are taken in the order of their days, on one day those of more weight last: an office on its own event has the last word.
    A report that only mentions the event ("before the summit") leaves the status as it is.
    """
    status: Status = "planned"
    by: Mention | None = None
    former: list[Former] = []
    for report in _reports(mentions, weights):
        told, mention = _told(report)
        if by is not None and not _changes(status, told, mention):
            continue
        if by is not None and told != status and (told in OFF or status in OFF):
            event = by.event
            former.append(Former(event.first, event.last, event.place, status, (cite(by.one.article, event.span, event.rule),)))
        status, by = told, mention
    return status, by, tuple(former)


def _reports(mentions: Sequence[Mention], weights: Mapping[str, float]) -> list[list[Mention]]:
    """The mentions by article, in the order in which the articles have their say."""
    by_article: dict[str, list[Mention]] = {}
    for m in mentions:
        by_article.setdefault(m.one.article.id, []).append(m)
    return sorted(by_article.values(), key=lambda ms: (ms[0].told_on, weights.get(ms[0].one.article.id, 1.0), ms[0].when_told))


def _told(report: Sequence[Mention]) -> tuple[Status, Mention]:
    """What one article tells: a cancellation first, then what is sure before what is doubted; a dated plan before an undated one."""
    dated = [m for m in report if m.event.first is not None and m.event.status != "past"]
    off = [m for m in report if m.event.status in OFF]
    best = max(off or dated or report, key=lambda m: (WEIGHT[m.event.status], m.when_told))
    return best.event.status, best


def _changes(status: Status, told: Status, mention: Mention) -> bool:
    """Whether what a report tells takes the place of what was told before it."""
    if mention.event.rule.endswith(".implied"):
        return False
    if status == "confirmed" and told == "planned":
        return False
    return not (status in OFF and told in ("past", "tentative"))
