"""The days that matter in many articles and the sentences that tell them.

``sentences`` reads every article into sentences with the days that they name, ``days`` ranks the days, ``choice`` picks the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from briefgen.merge.chronology.choice import Collection, choose_sentences
from briefgen.merge.chronology.days import score_days
from briefgen.merge.chronology.sentences import Sentence, find_tellings, read_report
from briefgen.model import Annotated, Day, Line, Span, cite

__all__ = ["find_days"]


def find_days(
    found: Sequence[Annotated], *, first: date | None = None, last: date | None = None, max_dates: int = 20, per_date: int = 2,
    keep: Callable[[Annotated, Span], bool] = lambda _one, _span: True,
) -> tuple[Day, ...]:  # fmt: skip
    """The ``max_dates`` most important days within the bounds, in day order, with at most ``per_date`` sentences each.

    ``keep`` says of a sentence whether it may speak (a topic).
    """
    reports = [report for one in found if (report := read_report(one, keep)).sentences]
    if not reports or per_date < 1:
        return ()
    collection = Collection.of(reports)
    scores = score_days(reports, collection)
    tellings = find_tellings(reports)
    days: list[Day] = []
    told: set[str] = set()
    for day in sorted(scores, key=lambda d: (-scores[d], d)):
        if len(days) == max_dates:
            break
        if day not in tellings or (first is not None and day < first) or (last is not None and day > last):
            continue
        chosen = choose_sentences(day, tellings[day], collection, limit=per_date, told=told)
        if chosen:
            days.append(Day(day, round(scores[day], 3), tuple(_line(s) for s in chosen)))
            told.update(s.text for s in chosen)
    return tuple(sorted(days, key=lambda d: d.day))


def _line(sentence: Sentence) -> Line:
    return Line(sentence.text, (cite(sentence.one.article, sentence.span, "chronology.sentence"),))
