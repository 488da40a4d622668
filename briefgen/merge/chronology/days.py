"""Which days matter: how many articles name each, and how many appear on it and on the day after.

Counts of mentions and of articles published are the signs that carry furthest from one collection to the next (Kessler et al. 2012,
"Finding Salient Dates for Building Thematic Timelines"; Tran et al. 2015; Gholipour Ghalandari and Ifrim 2020). The two are
multiplied without weights: on four stories, and on random samples of their articles, many other rules came within a point or two
of one another, which is no ground for fitting one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import median

from briefgen.merge.chronology.collection import Collection
from briefgen.merge.chronology.sentences import LEAD, Report

DAY = timedelta(days=1)
SILENT = 0.5  # of a mention: a lead that names no day tells, more likely than not, the day on which it is published
AHEAD = 0.5  # an article that names a day to come counts half: what is planned may not happen, nor matter once it did
MOST = 1.5  # times the usual; an article all of common words is no better witness than one that has many


def score_days(reports: Sequence[Report], collection: Collection) -> Mapping[date, float]:
    """The importance of every day that a report names or is published on: the logarithms of two counts of articles, added.

    The first counts an article for each day that it names, and again for each that its lead names; the second for the day on which
    it is published and the day before, whose news it brings. An article, and a sentence, that has little of the collection's common
    words counts for less.
    """
    centres = [collection.centrality_of(report) for report in reports]
    usual = median(centres) or 1.0
    dated = [collection.centrality(s.words) for report in reports for s in report.sentences if s.days]
    usual_sentence = (median(dated) if dated else 0.0) or 1.0
    named: dict[date, float] = defaultdict(float)
    published: dict[date, float] = defaultdict(float)
    for report, centre in zip(reports, centres, strict=True):
        relevance = min(MOST, centre / usual) ** 2
        if report.published is not None:
            published[report.published] += relevance
        for day, weight in _mentions(report, usual_sentence, collection):
            named[day] += relevance * weight
    return {day: _score(day, named, published) for day in named.keys() | published.keys()}


def _score(day: date, named: Mapping[date, float], published: Mapping[date, float]) -> float:
    after = published.get(day + DAY, 0.0) if day < date.max else 0.0
    return math.log1p(named.get(day, 0.0)) + math.log1p(published.get(day, 0.0) + after)


def _mentions(report: Report, usual: float, collection: Collection) -> Iterator[tuple[date, float]]:
    """The days that a report names, and again those that its lead names, each with the weight of the best sentence that does.

    A lead that names none speaks of the day on which it is published.
    """
    whole: dict[date, float] = {}
    lead: dict[date, float] = {}
    for sentence in report.sentences:
        for day in sentence.days:
            weight = min(1.0, collection.centrality(sentence.words) / usual)
            whole[day] = max(whole.get(day, 0.0), weight)
            if sentence.position < LEAD:
                lead[day] = max(lead.get(day, 0.0), weight)
    for day, weight in whole.items():
        yield day, weight * (AHEAD if report.published is not None and report.published < day else 1.0)
    yield from lead.items()
    if not lead and report.published is not None:
        yield report.published, SILENT


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
