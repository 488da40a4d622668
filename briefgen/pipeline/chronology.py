"""The dated chronology alone: the days that matter and the sentences that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefgen.annotate import annotate
from briefgen.config import Topic
from briefgen.model import Annotated, Day, Span, Story
from briefgen.pipeline.steps import Period


def make_timeline(found: Sequence[Annotated], *, topic: Topic | None, period: Period, max_dates: int, per_date: int) -> tuple[Day, ...]:
    """The chronology of ``found``: the most important days of the period, and the sentences that tell them."""
    from briefgen.brief.relevance import find_scope
    from briefgen.merge.chronology import find_days
    from briefgen.merge.copies import find_copies

    ordered = sorted((a for a in found if period.holds_article(a)), key=lambda a: (a.published.value if a.published else "", a.article.id))
    kept, _ = find_copies(ordered)
    if topic is None:
        return find_days(kept, first=period.first, last=period.last, max_dates=max_dates, per_date=per_date, complete=_with_people)
    scope = find_scope(Story(kept, (), (), (), (), ()), topic)

    def holds(one: Annotated, span: Span) -> bool:
        return scope.holds(one.article.id, span)

    return find_days(kept, first=period.first, last=period.last, max_dates=max_dates, per_date=per_date, keep=holds, complete=_with_people)


def _with_people(one: Annotated) -> Annotated:
    """The article with its people and quotes too, to name a "he" that opens a sentence of the chronology."""
    day = one.published.day if one.published else date.min
    return annotate(one.article, reference_day=day, only=("people", "quotes"))
