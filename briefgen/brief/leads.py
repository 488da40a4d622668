"""The opening sentence of a brief: of all first sentences the one that tells most, newest reports first, none that has gone stale."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.brief.prose import FACT, RELATIVE, body_of, is_headline_run, is_promotional, is_prose, unquoted
from briefgen.brief.relevance import Scope
from briefgen.brief.wording import leans, stand_alone
from briefgen.model import Annotated, Issue, Line, Row, Span, cite

MAX_LEAD = 60  # words; a longer first sentence is no summary
NEWEST = 0.2  # share of the period, its last, whose sentences come before older ones
ENOUGH = 0.4  # share of the best score that a newest sentence needs to come before an older one
OLD = 1.0  # what the oldest sentence of the period loses
PLAIN = 0.3  # what a sentence with a number, a day or an act gains on an opinion
TITLE = 0.4  # share of a sentence's words that a row's title makes up
WEEK = 6  # days for which "on Monday" is plain; "today" is for the same day


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence that can open a brief."""

    one: Annotated
    span: Span
    score: float
    is_new: bool
    is_point: bool
    """Whether an issue's first point says the same."""


def choose_lead(
    scope: Scope, rows: Sequence[Row], issues: Sequence[Issue], *, without: Collection[tuple[str, int]], as_of: date | None
) -> Line | None:
    """The opening sentence, of all articles wholly about the topic, that tells most of what the brief holds; the newest before older ones.

    ``without``: where the sentences begin that another line tells; one of them opens the brief only where no other can.
    """
    found = list(_openings(scope, rows, issues, as_of))
    found = [o for o in found if (o.one.article.id, o.span.start) not in without] or [o for o in found if not _says_a_title(o, rows)]
    most = max((o.score for o in found), default=0.0)
    best = max(found, key=lambda o: (o.score >= ENOUGH * most, not o.is_point, o.is_new, o.score, *_newest(o.one)), default=None)
    return Line(stand_alone(best.one, best.span), (cite(best.one.article, best.span, "bottom_line.lead"),)) if best else None


def _says_a_title(opening: Opening, rows: Sequence[Row]) -> bool:
    """Whether a sentence is little more than the title of a row, which another line gives."""
    text = " ".join(opening.span.of(opening.one.article.text).lower().split())
    return any(row.title.lower() in text and len(row.title.split()) >= TITLE * len(text.split()) for row in rows)


def _openings(scope: Scope, rows: Sequence[Row], issues: Sequence[Issue], as_of: date | None) -> Iterator[Opening]:
    labels = [i.label.lower() for i in issues]
    firsts = {i.points[0].text for i in issues if i.points}
    told = _told(rows)
    moves = _moves(scope, rows)
    days = [one.published.day for one in scope.articles if one.published]
    first, last = min(days, default=date.min), max(days, default=date.min)
    new = last - timedelta(days=max(1, NEWEST * (last - first).days)) if days else last
    for one in [a for a in scope.articles if a.article.id in scope.whole] or scope.articles:
        day = one.published.day if one.published else first
        for span in (body_of(one.article.text, s) for s in one.article.sentences[:2]):
            text = span.of(one.article.text)
            if not scope.holds(one.article.id, span) or not _may_lead(text, one, scope) or is_stale(text, day, as_of):
                continue
            if any(title in text.lower() and str(day) < moved for title, moved in moves) or _tells_former(text, rows):
                continue  # told before the event moved, or by somebody who had not heard
            age = (last - day).days / max(WEEK, (last - first).days)
            score = 0.3 * min(12.0, told.get((one.article.id, span.start), 0.0)) + min(1, sum(label in text.lower() for label in labels))
            score += scope.relevance(one.article.id, span) + PLAIN * bool(FACT.search(text)) - OLD * age
            is_new = day >= new and one.published is not None and one.published.certainty != "assumed"
            yield Opening(one, span, score, is_new, stand_alone(one, span) in firsts)


def _told(rows: Sequence[Row]) -> dict[tuple[str, int], float]:
    """The weight of the rows that each sentence tells, by where it begins."""
    scores: dict[tuple[str, int], float] = {}
    for row in rows:
        for at in {(e.article, e.start) for e in row.evidence}:
            scores[at] = scores.get(at, 0.0) + row.score
    return scores


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


def _tells_former(text: str, rows: Sequence[Row]) -> bool:
    """Whether a sentence sets an event where it was to be before it moved, and not where it is now."""
    return any(
        row.title.lower() in text.lower() and row.place and row.place not in text and any(f.place and f.place in text for f in row.was)
        for row in rows
    )


def is_stale(text: str, day: date, as_of: date | None) -> bool:
    """Whether a sentence of ``day`` counts days from then in a way that misleads on ``as_of``: "met today" of two weeks ago."""
    match = RELATIVE.search(unquoted(text))
    if match is None or as_of is None:
        return False
    word = match[0].lower()
    return (as_of - day).days > (WEEK if word.endswith("day") and word not in ("today", "yesterday") else 0)


def _may_lead(text: str, one: Annotated, scope: Scope) -> bool:
    """Whether a sentence can open a brief: names the topic, of a length that can be read out, plain, leaning on none before it."""
    fits = scope.names(text) and 8 <= len(text.split()) <= MAX_LEAD and not text.startswith(('"', "“", "``", "(", "-LRB-", "["))
    if not fits or leans(text) or text.startswith(("And ", "But ", "So ", "Yet ", "Or ")):
        return False
    if is_promotional(text) or is_headline_run(text, one.article.text):
        return False
    return is_prose(" ".join(text.split()))


def _newest(one: Annotated) -> tuple[bool, str, str]:
    """Sort key: a stated date before an assumed one, then the newer."""
    stamp = one.published
    return (stamp is not None and stamp.certainty == "stated", stamp.value if stamp else "", one.article.id)
