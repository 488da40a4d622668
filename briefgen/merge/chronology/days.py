"""Which days matter: by the articles that name them, in leads and in all, and by the articles published on and after them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median

from briefgen.merge.chronology.choice import Collection
from briefgen.merge.chronology.sentences import LEAD, Report

DAY = timedelta(days=1)
# How much each sign says; found on news collections of four stories, each sign kept only where it helped most of them.
WEIGHTS = {"articles": 1.5, "sentences": 0.5, "leads": 1.0, "published": 0.5, "published_next_day": 0.5}


def score_days(reports: Sequence[Report], collection: Collection) -> Mapping[date, float]:
    """The importance of every day that a report names or is published on.

    Counts weigh by their logarithm: the tenth article says less than the second. An article, and a sentence, that has little of
    the collection's common words counts for less.
    """
    about = [_mean([collection.centrality(s.words) for s in report.sentences]) for report in reports]
    usual = median(about) or 1.0
    dated = [collection.centrality(s.words) for report in reports for s in report.sentences if s.days]
    usual_sentence = (median(dated) if dated else 0.0) or 1.0
    signs: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for report, centre in zip(reports, about, strict=True):
        _count(report, min(1.0, centre / usual), usual_sentence, collection, signs)
    return {day: _score(day, signs) for day in list(signs)}


def _count(report: Report, relevance: float, usual: float, collection: Collection, signs: dict[date, dict[str, float]]) -> None:
    """Add what one report says of each day."""
    if report.published is not None:
        signs[report.published]["published"] += relevance
    best: dict[date, float] = defaultdict(float)
    in_lead: set[date] = set()
    for sentence in report.sentences:
        weight = relevance * math.sqrt(min(1.0, collection.centrality(sentence.words) / usual))
        for day in sentence.days:
            signs[day]["sentences"] += weight
            best[day] = max(best[day], weight)
            if sentence.position < LEAD and day not in in_lead:
                in_lead.add(day)
                signs[day]["leads"] += weight
    for day, weight in best.items():
        signs[day]["articles"] += weight


def _score(day: date, signs: Mapping[date, dict[str, float]]) -> float:
    own = signs[day]
    after = signs[day + DAY]["published"] if day < date.max and day + DAY in signs else 0
    return (
        WEIGHTS["articles"] * math.log1p(own["articles"])
        + WEIGHTS["sentences"] * math.log1p(own["sentences"])
        + WEIGHTS["leads"] * math.log1p(own["leads"])
        + WEIGHTS["published"] * min(1.0, own["published"])
        + WEIGHTS["published_next_day"] * math.log1p(after)
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
