"""The bottom line: what it is about, what comes next, what follows it, what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.brief.relevance import GOES_ON, Scope
from briefgen.brief.wording import stand_alone
from briefgen.model import Annotated, Line, Row, cite

MAX_LEAD = 60  # words; a longer first sentence is no summary
DOUBT = {"tentative": "In doubt", "cancelled": "Cancelled", "postponed": "Postponed"}


def write_bottom_line(scope: Scope, itinerary: Sequence[Row], locale: str) -> tuple[Line, ...]:
    """Two to four lines: the lead of the most telling article, the next event, the one after, the doubtful one."""
    out: list[Line] = []
    lead = _lead(scope)
    if lead is not None:
        out.append(lead)
    sure = [r for r in itinerary if r.status not in DOUBT and r.kind not in ("statement", "report", "other")]
    for label, row in zip(("Next", "Then"), sure, strict=False):
        out.append(Line(f"{label}: {_row(row)}", row.evidence))
    doubtful = next((r for r in itinerary if r.status in DOUBT), None)
    if doubtful is not None:
        out.append(Line(f"{DOUBT[doubtful.status]}: {_row(doubtful)}", doubtful.evidence))
    return tuple(out)


def _row(row: Row) -> str:
    place = f", {row.place}" if row.place and row.place.lower() not in row.title.lower() else ""
    return f"{row.title}{place} ({row.when})."


def _lead(scope: Scope) -> Line | None:
    """The first sentence that names the topic in the newest article that is wholly about it."""
    whole = [a for a in scope.articles if a.article.id in scope.whole] or list(scope.articles)
    for one in sorted(whole, key=_newest, reverse=True):
        for span in one.article.sentences[:2]:
            text = span.of(one.article.text)
            if scope.holds(one.article.id, span) and scope.names(text) and 8 <= len(text.split()) <= MAX_LEAD and not text.startswith(('"', "“")) and not GOES_ON.match(text):
                return Line(stand_alone(one, span), (cite(one.article, span, "bottom_line.lead"),))
    return None


def _newest(one: Annotated) -> tuple[bool, str, str]:
    """Sort key: a stated date before an assumed one, then the newer."""
    return (one.published is not None and one.published.certainty == "stated", *_told(one))


def _told(one: Annotated) -> tuple[str, str]:
    return (one.published.value if one.published else "", one.article.id)
