"""The bottom line: what it is about, what comes next, what follows it, what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.brief.relevance import DANGLING, Scope
from briefgen.brief.wording import stand_alone
from briefgen.model import Annotated, Issue, Line, Row, cite

MAX_LEAD = 60  # words; a longer first sentence is no summary
DOUBT = {"tentative": "In doubt", "cancelled": "Cancelled", "postponed": "Postponed"}


def write_bottom_line(scope: Scope, itinerary: Sequence[Row], issues: Sequence[Issue]) -> tuple[Line, ...]:
    """Two to four lines: the lead of the most telling article, the next event, the one after, the doubtful one."""
    out: list[Line] = []
    lead = _lead(scope, itinerary, issues)
    if lead is not None:
        out.append(lead)
    sure = [r for r in itinerary if r.status not in DOUBT and r.kind not in ("statement", "report", "other")]
    best = sorted(sure, key=lambda r: -r.score)[:2]
    for label, row in zip(("Next", "Then"), [r for r in sure if r in best], strict=False):
        out.append(Line(f"{label}: {_row(row)}", row.evidence))
    doubtful = max((r for r in itinerary if r.status in DOUBT), key=lambda r: r.score, default=None)
    if doubtful is not None:
        out.append(Line(f"{DOUBT[doubtful.status]}: {_row(doubtful)}", doubtful.evidence))
    return tuple(out)


def _row(row: Row) -> str:
    place = f", {row.place}" if row.place and row.place.lower() not in row.title.lower() else ""
    return f"{row.title}{place} ({row.when})."


def _lead(scope: Scope, itinerary: Sequence[Row], issues: Sequence[Issue]) -> Line | None:
    """The opening sentence, of all articles wholly about the topic, that tells most of what the brief holds; of equals the newest."""
    whole = [a for a in scope.articles if a.article.id in scope.whole] or list(scope.articles)
    labels = [i.label.lower() for i in issues]
    best: tuple[tuple[float, bool, str, str], Line] | None = None
    for one in whole:
        for span in one.article.sentences[:2]:
            text = span.of(one.article.text)
            opens = scope.holds(one.article.id, span) and scope.names(text) and 8 <= len(text.split()) <= MAX_LEAD
            if not opens or text.startswith(('"', "“")) or DANGLING.match(text):
                continue
            told = sum(r.score for r in itinerary if any((e.article, e.start) == (one.article.id, span.start) for e in r.evidence))
            rank = (0.3 * told + sum(label in text.lower() for label in labels), *_newest(one))
            if best is None or rank > best[0]:
                best = (rank, Line(stand_alone(one, span), (cite(one.article, span, "bottom_line.lead"),)))
    return best[1] if best else None


def _newest(one: Annotated) -> tuple[bool, str, str]:
    """Sort key: a stated date before an assumed one, then the newer."""
    stamp = one.published
    return (stamp is not None and stamp.certainty == "stated", stamp.value if stamp else "", one.article.id)
