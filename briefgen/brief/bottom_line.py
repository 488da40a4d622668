"""The bottom line: what it is about, what comes next, what has changed or is in doubt; where all is past, what happened last."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from briefgen.brief.points import is_prose
from briefgen.brief.relevance import Scope
from briefgen.brief.wording import leans, stand_alone
from briefgen.dates import format_when
from briefgen.model import Annotated, Change, Issue, Line, Row, cite

MAX_LINES = 4
LEAST = 2  # lines, where there is matter for them
MAX_LEAD = 60  # words; a longer first sentence is no summary
MAX_TITLE = 16  # words of a row's title that can be read out
NEAR = 0.6  # share of the best score that makes an event the next one of importance
LONG = 27  # days; an event "in 2026" comes after all that are dated before its end
DOUBT = {"tentative": "In doubt", "cancelled": "Cancelled", "postponed": "Postponed"}
LESSER = ("statement", "report", "other", "press_conference", "departure", "arrival")  # kinds that are no next step
# A title that cannot be read out: cut, a headline's colon, a quote, a piece of a sentence
CLUMSY = re.compile(r"\[…\]|…|: |[\"“”]|\b(?:a|an|the|of|in|to|and|this|(?<!\.)[A-Z])$|^(?:An?|And|But|That|This|Which|Of)\b|\bthis\b")


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
    lead = _lead(scope, [*itinerary, *chronology], issues, without={(e.article, e.start) for row, _ in changed for e in row.evidence})
    if lead is not None:
        out.append(lead)
    chosen: list[tuple[int, Row, Line]] = []
    groups = (
        (0, changed),
        (1, _ahead(itinerary, as_of)),
        (3, _doubtful(itinerary)),
        (2, _after(itinerary, as_of)),
    )
    for order, found in groups:
        for row, line in found:
            if all(row.id != other.id for _, other, _ in chosen) and len(out) + len(chosen) < MAX_LINES:
                chosen.append((order, row, line))
    if not any(order in (1, 2) for order, _, _ in chosen):
        chosen += [(1, row, line) for row, line in _last(chronology) if all(row.id != other.id for _, other, _ in chosen)]
    out += [line for _, _, line in sorted(chosen, key=lambda x: x[0])][: MAX_LINES - len(out)]
    for line in _points(issues):
        if len(out) < LEAST and all(line.text != other.text for other in out):
            out.append(line)
    return tuple(out)


def _row(label: str, row: Row) -> tuple[Row, Line]:
    place = f", {row.place}" if row.place and row.place.lower() not in row.title.lower() else ""
    when = f" ({row.when})" if row.when else ""
    return row, Line(f"{label}: {row.title}{place}{when}.", row.evidence)


def is_readable(title: str) -> bool:
    """Whether a row's title can be read out: no cut, colon or quote in it, not the end of a sentence."""
    return 2 <= len(title.split()) <= MAX_TITLE and not CLUMSY.search(title) and (title[:1].isupper() or title[:1].isdigit())


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
    under_way = [r for r in sure if as_of and r.first and r.last and r.first < as_of <= r.last and (r.last - r.first).days <= LONG]
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


def _last(chronology: Sequence[Row]) -> Iterator[tuple[Row, Line]]:
    """What happened last."""
    rows = [r for r in chronology if r.kind not in LESSER and r.last is not None and is_readable(r.title)]
    if rows:
        yield _row("Last", max(rows, key=lambda r: (r.last or date.min, r.score, r.id)))


def _points(issues: Sequence[Issue]) -> Iterator[Line]:
    """The first plain point of each issue: what is at stake, where the rows tell too little."""
    for issue in issues:
        yield from [p for p in issue.points if is_prose(p.text) and not leans(p.text)][:1]


def _lead(scope: Scope, rows: Sequence[Row], issues: Sequence[Issue], *, without: Collection[tuple[str, int]]) -> Line | None:
    """The opening sentence, of all articles wholly about the topic, that tells most of what the brief holds; of equals the newest.

    ``without``: where the sentences begin that another line tells.
    """
    whole = [a for a in scope.articles if a.article.id in scope.whole] or list(scope.articles)
    labels = [i.label.lower() for i in issues]
    scores: dict[tuple[str, int], float] = {}
    for row in rows:
        for at in {(e.article, e.start) for e in row.evidence}:
            scores[at] = scores.get(at, 0.0) + row.score
    moves = _moves(scope, rows)
    best: tuple[tuple[float, bool, str, str], Line] | None = None
    for one in whole:
        for span in one.article.sentences[:2]:
            text = span.of(one.article.text)
            if (one.article.id, span.start) in without or not scope.holds(one.article.id, span) or not _may_lead(text, scope):
                continue
            if any(title in text.lower() and str(one.published and one.published.day) < day for title, day in moves):
                continue  # told before the event moved
            told = min(12.0, scores.get((one.article.id, span.start), 0.0))
            rank = (0.3 * told + sum(label in text.lower() for label in labels) + scope.relevance(one.article.id, span), *_newest(one))
            if best is None or rank > best[0]:
                best = (rank, Line(stand_alone(one, span), (cite(one.article, span, "bottom_line.lead"),)))
    return best[1] if best else None


def _moves(scope: Scope, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The titles, in lower case, of the rows that were moved or called off, each with the day of the first report that says so."""
    days = {one.article.id: str(one.published.day) for one in scope.articles if one.published}
    out = []
    for row in (r for r in rows if r.was):
        before = max((days.get(e.article, "") for former in row.was for e in former.evidence), default="")
        since = [days[e.article] for e in row.evidence if days.get(e.article, "") > before]
        if since:
            out.append((row.title.lower(), min(since)))
    return out


def _may_lead(text: str, scope: Scope) -> bool:
    """Whether a sentence can open a brief: names the topic, of a length that can be read out, plain, leaning on none before it."""
    fits = scope.names(text) and 8 <= len(text.split()) <= MAX_LEAD and not text.startswith(('"', "“"))
    return fits and not leans(text) and is_prose(" ".join(text.split()))


def _newest(one: Annotated) -> tuple[bool, str, str]:
    """Sort key: a stated date before an assumed one, then the newer."""
    stamp = one.published
    return (stamp is not None and stamp.certainty == "stated", stamp.value if stamp else "", one.article.id)
