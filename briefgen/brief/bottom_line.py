"""The bottom line: what it is about, what comes next, what has changed or is in doubt; where all is past, what happened last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from briefgen.brief.leads import choose_lead
from briefgen.brief.prose import is_promotional, is_prose, runs_on
from briefgen.brief.relevance import Scope
from briefgen.brief.wording import leans
from briefgen.dates import format_when
from briefgen.model import Change, Issue, Line, Row

MAX_LINES = 4
LEAST = 2  # lines, where there is matter for them
MAX_TITLE = 16  # words of a row's title that can be read out
NEAR = 0.6  # share of the best score that makes an event the next one of importance
LONG = 27  # days; an event "in 2026" comes after all that are dated before its end
GOES_ON = re.compile(r"(?:And|But|So|Yet|Or)\s")
TO_COME = re.compile(r"\b(?:should|will|would|could|may|might|is set to|are set to)\b")  # an act that was foretold, no act
PLURAL, NOUN = re.compile(r"(?<=\w{3})s\b"), re.compile(r"\b\w{4,}\b")
DOUBT = {"tentative": "In doubt", "cancelled": "Cancelled", "postponed": "Postponed"}
LESSER = ("statement", "report", "other", "press_conference", "departure", "arrival")  # kinds that are no next step
# A title that cannot be read out: cut, a headline's colon, a quote, a piece of a sentence
CLUMSY = re.compile(
    r"\[…\]|…|: |\||RB-|[\"“”]"
    r"|\b(?:a|an|the|of|in|to|and|this|(?<!\.)[A-Z])$|^(?:An?|And|But|That|This|Which|Of)\b|\bthis\b"
)


def write_bottom_line(
    scope: Scope,
    itinerary: Sequence[Row],
    issues: Sequence[Issue],
    chronology: Sequence[Row] = (),
    *,
    changes: Sequence[Change] = (),
    as_of: date | None = None,
    locale: str = "en-GB",
) -> tuple[Line, ...]:
    """Two to four lines: the most telling opening sentence, what changed, the next event, the doubtful one or the one after.

    No row stands in two of them. ``changes`` are those since the previous brief; ``as_of`` is today: nothing past comes "next".
    """
    out: list[Line] = []
    changed = _changed([*itinerary, *chronology], changes, locale)
    told = {(e.article, e.start) for row, _ in changed for e in row.evidence}
    lead = choose_lead(scope, [*itinerary, *chronology], issues, without=told, as_of=as_of)
    ahead, past = _on_topic(itinerary, scope), _on_topic(chronology, scope)
    opening = lead or next((p for p in _points(issues) if scope.names(p.text) and not any(_is_told(row, p) for row, _ in changed)), None)
    if opening is not None:
        out.append(opening)
    chosen: list[tuple[int, Row, Line]] = []
    groups = (
        (0, changed),
        (1, _ahead(ahead, as_of)),
        (3, _doubtful(itinerary)),
        (2, _after(ahead, as_of)),
    )
    for order, found in groups:
        for row, line in found:
            if all(row.id != other.id for _, other, _ in chosen) and len(out) + len(chosen) < MAX_LINES:
                chosen.append((order, row, line))
    if not any(order in (1, 2) for order, _, _ in chosen):
        spent = {row.id for _, row, _ in chosen} | {row.id for row in chronology if opening and _is_told(row, opening)}
        chosen += [(1, row, line) for row, line in _last(past, scope) if row.id not in spent]
    out += [line for _, _, line in sorted(chosen, key=lambda x: x[0])][: MAX_LINES - len(out)]
    for line in _points(issues):
        if len(out) < LEAST and all(line.text != other.text for other in out):
            out.append(line)
    return tuple(out)


def _on_topic(rows: Sequence[Row], scope: Scope) -> list[Row]:
    """The rows that name the topic in their title, place, people or first evidence, and those around one that does or a part of it."""
    own = {r.id for r in rows if _is_named(scope, " ".join((r.title, r.place or "", *r.people, *(e.text for e in r.evidence[:1]))))}
    around = {r.part_of for r in rows if r.id in own} | {r.after for r in rows if r.id in own}
    return [r for r in rows if r.id in own or r.id in around or r.part_of in own or r.after in own]


def _is_named(scope: Scope, text: str) -> bool:
    """Whether a text names the topic, in the singular or the plural: "general election" of a topic "elections"."""
    return scope.names(text) or scope.names(PLURAL.sub("", text)) or scope.names(NOUN.sub(r"\g<0>s", text))


def _row(label: str, row: Row) -> tuple[Row, Line]:
    place = f", {row.place}" if row.place and row.place.lower() not in row.title.lower() else ""
    when = f" ({row.when})" if row.when else ""
    return row, Line(f"{label}: {row.title}{place}{when}.", row.evidence)


def is_readable(title: str) -> bool:
    """Whether a row's title can be read out: no cut, colon or quote in it, not the end of a sentence."""
    if CLUMSY.search(title) or runs_on(title):
        return False
    return 2 <= len(title.split()) <= MAX_TITLE and (title[:1].isupper() or title[:1].isdigit())


def _changed(rows: Sequence[Row], changes: Sequence[Change], locale: str) -> list[tuple[Row, Line]]:
    """The weightiest row that was moved, postponed or cancelled, with what it was; those since the previous brief come first."""
    texts = {c.id: c.text for c in changes if c.kind in ("moved", "cancelled", "status")}
    moved = [r for r in rows if is_readable(r.title) and (r.id in texts or r.status in ("cancelled", "postponed") or _was_moved(r))]
    if not moved:
        return []
    row = max(moved, key=lambda r: (r.id in texts, r.status in ("cancelled", "postponed"), r.score, r.id))
    if row.id in texts:
        text = texts[row.id]
        return [(row, Line(text if text.endswith(".") else f"{text}.", row.evidence))]
    if row.status in DOUBT and row.status != "tentative":
        return [_row(DOUBT[row.status], row)]
    former = row.was[-1]
    before = format_when(former.first, former.last, None, None, locale)
    if former.place and row.place and former.place != row.place:
        now, before = f"{row.when}, {row.place}", f"{before}, {former.place}"
    else:
        now = row.when
    return [(row, Line(f"Moved: {row.title}, now {now} (was {before}).", (*row.evidence, *former.evidence)))]


def _was_moved(row: Row) -> bool:
    return bool(row.was) and row.status != "past" and row.was[-1].first is not None and row.was[-1].first != row.first and bool(row.when)


def _sure(itinerary: Sequence[Row], as_of: date | None) -> list[Row]:
    """The rows that lie ahead, or are under way, for certain; in order of time."""
    rows = [r for r in itinerary if r.status not in DOUBT and r.kind not in LESSER and is_readable(r.title)]
    is_today = {r.id for r in rows if r.first == r.last == as_of}
    return [r for r in rows if (r.status != "past" or r.id in is_today) and (r.last is None or as_of is None or r.last >= as_of)]


def _ahead(itinerary: Sequence[Row], as_of: date | None) -> Iterator[tuple[Row, Line]]:
    """What is under way, and the next event of importance: the first whose weight comes near the heaviest one's."""
    sure = _sure(itinerary, as_of)
    under_way = [r for r in sure if as_of and r.first and r.last and r.first <= as_of <= r.last and 0 < (r.last - r.first).days <= LONG]
    if under_way:
        yield _row("Under way", max(under_way, key=lambda r: (r.score, r.id)))
    coming = [r for r in sure if r not in under_way and not (as_of and r.first and r.first < as_of)]
    dated = sorted((r for r in coming if r.first and r.last), key=_when)
    heavy = [r for r in dated if r.score >= NEAR * max(x.score for x in dated)]
    today = [r for r in heavy if r.first == r.last == as_of]
    if today:
        yield _row("Today", max(today, key=lambda r: (r.score, r.id)))
    later = [r for r in heavy if r not in today]
    if later and not (under_way and today):
        yield _row("Next", later[0])


def _when(row: Row) -> tuple[date, float, str]:
    """Sort key: the day of a row, of a long period its last; of one day the heavier row first."""
    first, last = row.first or date.max, row.last or date.max
    return (last if (last - first).days > LONG else first, -row.score, row.id)


def _after(itinerary: Sequence[Row], as_of: date | None) -> Iterator[tuple[Row, Line]]:
    """The heaviest of the events that follow the next one, or are told to follow another; none that is light."""
    coming = [r for r in _sure(itinerary, as_of) if (r.first or r.after) and not (as_of and r.first and r.first <= as_of)]
    follows = [r for r in coming if r.id not in {row.id for row, _ in _ahead(itinerary, as_of)}]
    if follows and (best := max(follows, key=lambda r: (r.score, r.id))).score >= NEAR * max(r.score for r in coming):
        yield _row("Then", best)


def _doubtful(itinerary: Sequence[Row]) -> Iterator[tuple[Row, Line]]:
    rows = [r for r in itinerary if r.status == "tentative" and is_readable(r.title) and (r.first or r.people)]
    if rows:
        yield _row(DOUBT["tentative"], max(rows, key=lambda r: (r.score, r.id)))


def _last(chronology: Sequence[Row], scope: Scope) -> Iterator[tuple[Row, Line]]:
    """What happened last: an event of the topic, or an act whose own words name it."""
    rows = [r for r in chronology if r.last is not None and is_readable(r.title)]
    rows = [r for r in rows if not TO_COME.search(r.title)]
    rows = [r for r in rows if r.kind not in LESSER or (r.kind == "other" and scope.names(r.title) and not leans(r.title))]
    if rows:
        yield _row("Last", max(rows, key=lambda r: (r.last or date.min, r.score, r.id)))


def _is_told(row: Row, line: Line) -> bool:
    """Whether a line is the sentence that a row rests on first."""
    said = line.evidence[0]
    return any(e.article == said.article and e.start < said.end and said.start < e.end for e in row.evidence[:1])


def _is_plain(text: str) -> bool:
    return is_prose(text) and not leans(text) and not is_promotional(text) and not GOES_ON.match(text)


def _points(issues: Sequence[Issue]) -> Iterator[Line]:
    """A plain point of each issue, what is at stake where the rows tell too little: one that no reader has just read, if there is."""
    plain = [[p for p in issue.points if _is_plain(p.text)] for issue in issues]
    firsts = {issue.points[0].text for issue in issues if issue.points}
    fresh = [[p for p in points if p.text not in firsts][:1] for points in plain]
    yield from (p for points in (*fresh, *(points[:1] for points in plain)) for p in points)
