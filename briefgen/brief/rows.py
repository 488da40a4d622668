"""Rows: which events the brief shows, under which date, with which status, in which order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefgen.brief.admission import NEEDS_PLACE, is_forecast, is_ordered, is_vaguely_past, may_stand, officials_of
from briefgen.brief.edits import is_dropped, is_pinned, is_pinned_to, note_dropped, reasons_of
from briefgen.brief.relevance import Scope, belonging_events
from briefgen.dates import format_when
from briefgen.model import Line, Row, Status, Story, StoryEvent

MAX_ITINERARY = 14
MAX_CHRONOLOGY = 10
MIN_SCORE = {"other": 2.5, "statement": 2.5}  # a dated clause or statement must speak of the topic or of somebody
MIN_ANY = 0.8
LESSER = ("other", "statement", "report")  # clauses with a date; a table of nothing else is no programme
MAX_LESSER = 7
DAY = 0.5  # weight of the logarithm of the articles that name a day
MAX_DAYS = 5  # days; a longer event is not on any one of them
MAX_VAGUE = timedelta(days=13)  # a longer period stands where it ends
KINDS = {
    "visit": 3.0,
    "summit": 3.2,
    "trip": 2.4,
    "meeting": 2.0,
    "talks": 1.8,
    "conference": 1.8,
    "call": 1.6,
    "signing": 2.0,
    "launch": 1.6,
    "exercise": 1.8,
    "election": 2.0,
    "press_conference": 1.0,
    "statement": 0.6,
    "report": 0.9,
    "speech": 1.2,
    "ceremony": 1.4,
    "other": 0.8,
    "vote": 1.6,
    "hearing": 1.4,
    "deadline": 1.8,
    "arrival": 1.4,
    "departure": 1.2,
    "anniversary": 1.2,
}
MAIN = ("visit", "summit", "conference", "election")  # kinds that matter however vague their date


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the two tables, and those that belong to the topic and did not earn a place."""

    itinerary: tuple[Row, ...]
    chronology: tuple[Row, ...]
    left_out: tuple[Line, ...]


def choose_rows(story: Story, scope: Scope, as_of: date, locale: str, *, topic: str = "") -> Rows:
    """The best rows, past ones apart. An undated one stands behind the row that it is told to follow.

    What the analyst pinned in the brief on ``topic`` always stands in it; what was dropped there is left out.
    """
    events, dropped = _candidates(story, scope, topic)
    by_id = {e.id: e for e in story.events}
    pinned = {e.id for e in events if is_pinned(e, topic)}
    days = count_days(scope)
    scored = [(_score(e, scope, as_of, days), e) for e in events if e.id in pinned or not _is_left(e, events, as_of)]
    past = _best([x for x in scored if _is_past(x[1], as_of, pinned)], MAX_CHRONOLOGY, pinned)
    ahead = _best(
        [x for x in scored if (x[1].last is None and x[1].status != "past") or (x[1].last is not None and x[1].last >= as_of)],
        MAX_ITINERARY,
        pinned,
    )
    shown = {e.id for _, e in (*past, *ahead)}
    rows = {e.id: _row(e, score, as_of, locale, by_id, shown, topic) for score, e in (*past, *ahead)}
    itinerary = in_told_order([rows[e.id] for _, e in ahead], {e.id: e for _, e in ahead})
    chronology = tuple(sorted((rows[e.id] for _, e in past), key=lambda r: (r.first or as_of, r.last or as_of, r.title)))
    rank = {e.id: score for score, e in scored}
    others = [e for e in events if e.id not in shown and (e.first is not None or e.status != "past")]
    others.sort(key=lambda e: (-rank.get(e.id, 0.0), e.id))
    return Rows(itinerary, chronology, tuple(_left_out(e, locale, by_id, topic) for e in (*dropped, *others)))


def _candidates(story: Story, scope: Scope, topic: str) -> tuple[list[StoryEvent], list[StoryEvent]]:
    """The events that may be shown, and those of the topic that the analyst dropped, which bring none of their journey in either."""
    belonging = belonging_events(story, scope)
    officials = officials_of(story)
    dropped = [e for e in belonging if is_dropped(e, topic) and may_stand(e, officials)]
    rest = [e for e in story.events if not is_dropped(e, topic)]
    if dropped:
        belonging = belonging_events(replace(story, events=tuple(rest)), scope)
    inside = {e.id for e in belonging}
    chosen = [e for e in rest if is_pinned_to(e, topic) or (e.id in inside and (is_pinned(e, topic) or may_stand(e, officials)))]
    return chosen, dropped


def _is_past(event: StoryEvent, as_of: date, pinned: set[str]) -> bool:
    """Whether an event stands in the background; without a date only one that the analyst wants there."""
    if event.last is None:
        return event.status == "past" and event.id in pinned
    return event.last < as_of


def _left_out(event: StoryEvent, locale: str, by_id: dict[str, StoryEvent], topic: str) -> Line:
    when = format_when(event.first, event.last, event.value, event.mod, locale) or _order_in_words(event, by_id)
    return Line(f"{event.title} ({when}){note_dropped(event, topic)}", event.evidence, event.id)


def _is_left(event: StoryEvent, events: Sequence[StoryEvent], as_of: date) -> bool:
    """Whether an event of the topic is no row: known under its date, only forecast, or past somewhen in a period that is not over."""
    return not event.edited and (_is_known(event, events) or is_forecast(event, as_of) or is_vaguely_past(event, as_of))


def _is_known(event: StoryEvent, events: Sequence[StoryEvent]) -> bool:
    """Whether an undated event is most likely a dated one already there: same country, same people, nothing told of its order."""
    if event.first is not None or is_ordered(event) or event.edited:
        return False
    return any(
        e.first is not None
        and e.status != "past"
        and e.kind in NEEDS_PLACE
        and (set(e.countries) & set(event.countries) or set(e.people) & set(event.people))
        for e in events
    )


def _score(event: StoryEvent, scope: Scope, as_of: date, days: Mapping[date, int]) -> float:
    """Kind, number of articles, of those that name its day, whether it names the topic, exactness and nearness of its date."""
    score = KINDS.get(event.kind, 1.0) + 1.2 * math.log(1 + len({a for a, _ in event.mentions}))
    score += 1.5 * scope.names(f"{event.title} {event.evidence[0].text}")
    score += 0.8 * bool(event.people) + 0.5 * bool(event.place)
    is_cut = event.title.endswith("[…]")
    if (event.kind in ("statement", "report") and (not event.people or is_cut)) or (event.kind == "other" and is_cut):
        score -= 0.8  # of nobody by name, or cut: the quotes tell it better
    if event.first is not None and event.last is not None:
        score += DAY * math.log(1 + max(days.get(event.first, 0), days.get(event.last, 0))) * ((event.last - event.first).days < MAX_DAYS)
        score += 1.0 if (event.last - event.first).days < 14 else 0.2
        score -= min(1.0, abs((event.first - as_of).days) / 400) + 0.8 * (event.kind not in MAIN and (event.last - event.first).days > 300)
    return round(score, 3)


def count_days(scope: Scope) -> Counter[date]:
    """Day -> how many of the topic's articles name it: a day of which many speak matters, whatever happened on it."""
    out: Counter[date] = Counter()
    for one in scope.articles:
        exact = {(t.first, t.span) for t in one.timexes if t.type in ("DATE", "TIME") and t.first is not None and t.first == t.last}
        out.update({day for day, span in exact if day is not None and scope.holds(one.article.id, span)})
    return out


def _best(scored: Sequence[tuple[float, StoryEvent]], limit: int, pinned: set[str]) -> list[tuple[float, StoryEvent]]:
    """The pinned ones, and as many of the best others as there is room for."""
    scored = [x for x in scored if x[1].id in pinned or x[0] >= MIN_SCORE.get(x[1].kind, MIN_ANY)]
    ranked = sorted(scored, key=lambda x: (x[1].id not in pinned, -x[0], x[1].first is None, x[1].id))
    lesser = [e.id for _, e in ranked if e.kind in LESSER and e.id not in pinned][MAX_LESSER:]
    return [x for x in ranked if x[1].id not in lesser][: max(limit, sum(e.id in pinned for _, e in scored))]


def _row(
    event: StoryEvent, score: float, as_of: date, locale: str, by_id: dict[str, StoryEvent], shown: set[str], topic: str
) -> Row:  # fmt: skip
    after = event.after if event.after in shown else None
    when = format_when(event.first, event.last, event.value, event.mod, locale)
    return Row(
        id=event.id,
        kind=event.kind,
        first=event.first,
        last=event.last,
        when=when or _order_in_words(event, by_id),
        time=event.time,
        zone=event.zone,
        title=event.title,
        place=event.place,
        people=event.people,
        status=_status(event, as_of),
        certainty=event.certainty,
        part_of=event.part_of if event.part_of in shown else None,
        after=after,
        edited=reasons_of(event, topic),
        was=event.was,
        score=score,
        evidence=event.evidence,
    )


def _status(event: StoryEvent, as_of: date) -> Status:
    if event.status in ("cancelled", "postponed"):
        return event.status
    return "past" if event.last is not None and event.last < as_of else event.status


def _order_in_words(event: StoryEvent, by_id: dict[str, StoryEvent]) -> str:
    """ "after the Japan visit", "during the Tianjin summit", in place of a date that nobody states."""
    for way, other in (("after", by_id.get(event.after or "")), ("before", by_id.get(event.before or ""))):
        if other is not None:
            return f"{way} the {other.place} {other.kind}" if other.place else f"{way} the {other.kind}"
    whole = by_id.get(event.part_of or "")
    return f"during the {whole.place} {whole.kind}" if whole is not None and whole.place else "date not stated"


def in_told_order(rows: Sequence[Row], events: dict[str, StoryEvent]) -> tuple[Row, ...]:
    """Dated rows by day (a long period by its end), each undated row behind the one that it follows, the rest last."""

    def day(row: Row) -> tuple[date, int, bool, str]:
        if row.first is None or row.last is None:
            return (date.max, 0, False, row.title)
        is_vague = (row.last - row.first > MAX_VAGUE and events[row.id].mod is not None) or row.last - row.first > timedelta(days=27)
        if is_vague:
            return (row.last, 0, False, row.title)
        return (row.first, -(row.last - row.first).days, row.part_of is not None, row.title)  # a journey before the events of its first day

    dated = sorted((r for r in rows if r.first is not None), key=day)
    out = list(dated)
    for row in sorted((r for r in rows if r.first is None), key=lambda r: (r.after is None, -r.score, r.title)):
        at = next((i for i, r in enumerate(out) if r.id in (row.after, row.part_of)), None)
        if at is None:
            follows = next((i for i, r in enumerate(out) if r.id == events[row.id].before), len(out))
            out.insert(follows, row)
            continue
        limit = out[at].last
        while at + 1 < len(out) and limit is not None and (last := out[at + 1].last) is not None and last <= limit:
            at += 1
        out.insert(at + 1, row)
    return tuple(out)
