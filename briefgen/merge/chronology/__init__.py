"""The days that matter in many articles and the sentences that tell them.

``sentences`` reads every article into sentences with the days that they name, ``collection`` weighs their words, ``days`` ranks the
days, ``choice`` picks the sentences, ``told`` keeps any from being told twice, ``naming`` makes them stand alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from briefgen.merge.chronology.choice import Choice, choose_sentences
from briefgen.merge.chronology.collection import Collection
from briefgen.merge.chronology.days import score_days
from briefgen.merge.chronology.sentences import find_tellings, read_report
from briefgen.merge.chronology.told import Told
from briefgen.model import Annotated, Day, Line, Span, cite

__all__ = ["find_days"]


def find_days(
    found: Sequence[Annotated], *, first: date | None = None, last: date | None = None, max_dates: int = 20, per_date: int = 2,
    keep: Callable[[Annotated, Span], bool] = lambda _one, _span: True, complete: Callable[[Annotated], Annotated] = lambda one: one,
) -> tuple[Day, ...]:  # fmt: skip
    """The ``max_dates`` most important days within the bounds, in day order, with at most ``per_date`` sentences each.

    ``keep`` says of a sentence whether it may speak (a topic). ``complete`` adds the people and quotes to an article that was read
    without; it is asked only for articles of which a sentence that opens with "He" or "She" is about to be shown.
    """
    vocabulary: dict[str, int] = {}
    reports = [report for one in found if (report := read_report(one, keep, vocabulary)).total]
    if not reports or per_date < 1:
        return ()
    collection = Collection.of(reports, len(vocabulary))
    scores = score_days(reports, collection)
    tellings = find_tellings(reports)
    days: list[Day] = []
    told = Told(collection)
    for day in sorted(scores, key=lambda d: (-scores[d], d)):
        if len(days) == max_dates:
            break
        if day not in tellings or (first is not None and day < first) or (last is not None and day > last):
            continue
        chosen = choose_sentences(day, tellings[day], collection, limit=per_date, told=told, complete=complete)
        if chosen:
            days.append(Day(day, round(scores[day], 3), tuple(_line(c) for c in chosen)))
            for choice in chosen:
                told.add(choice.sentence)
    return tuple(sorted(days, key=lambda d: d.day))


def _line(choice: Choice) -> Line:
    return Line(choice.text, (cite(choice.sentence.one.article, choice.sentence.span, "chronology.sentence"),))
