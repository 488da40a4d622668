"""Time expressions: found by a grammar over token types, resolved by interval algebra. Standard library only.

Fold the text, type its tokens, read them with the rules, join neighbours, choose the anchor, then resolve in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefgen.annotate.time.context import Context, is_narrative
from briefgen.annotate.time.document import Reading, read_blocks, resolve_all
from briefgen.annotate.time.local_day import day_spoken
from briefgen.annotate.time.undated import Mention, find_anchor
from briefgen.model import Article, Span, Stamp, Timex

__all__ = ["find_timexes"]


def find_timexes(article: Article, *, reference_day: date) -> tuple[Stamp, tuple[Timex, ...]]:
    """The date of the article, stated or assumed with its reason, and its time expressions in order, none overlapping.

    ``reference_day`` is the reader's today; it matters only where the article states no date.
    """
    if article.language != "en":
        from briefgen.annotate.time.foreign import find_foreign_timexes

        return find_foreign_timexes(article, reference_day=reference_day)
    readings = read_blocks(article)
    stamp = article.published or find_anchor(article.text, _mentions(article, readings), reference_day)
    found = [f for reading in readings for f in reading.found]
    history = is_narrative(found, published=stamp.day if article.published else None)
    today, by = day_spoken(article.text, stamp)
    context = Context(today, stamp.certainty, history, published_by=by)
    return stamp, tuple(resolve_all(article, readings, context))


def _mentions(article: Article, readings: Sequence[Reading]) -> list[Mention]:
    """Every dated expression with its sentence, for the choice of an anchor."""
    starts = [s.start for s in article.sentences]
    out = []
    for reading in readings:
        for f in reading.found:
            span = reading.span(f.start, f.end)
            index = bisect_right(starts, span.start) - 1
            sentence = article.sentences[index] if index >= 0 else Span(span.start, span.end)
            out.append(Mention(span, replace(sentence, end=max(sentence.end, span.end)), f.meaning))
    return out
