"""Article -> Annotations: what is found in one article, by annotators that know nothing of other articles.

Each annotator is loaded when it is first asked for: its rules take longer to compile than to read an article with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from briefgen.model import Annotated, Article


def _time(found: Annotated, reference_day: date) -> Annotated:
    from briefgen.annotate.time import find_timexes

    published, timexes = find_timexes(found.article, reference_day=reference_day)
    return replace(found, published=published, timexes=timexes)


def _people(found: Annotated, _reference_day: date) -> Annotated:
    from briefgen.annotate.people import find_people

    return replace(found, people=find_people(found.article))


def _quotes(found: Annotated, _reference_day: date) -> Annotated:
    from briefgen.annotate.quotes import find_quotes

    return replace(found, quotes=find_quotes(found.article, found.people, found.timexes))


def _terms(found: Annotated, _reference_day: date) -> Annotated:
    from briefgen.annotate.terms import find_terms

    return replace(found, terms=find_terms(found.article))


def _events(found: Annotated, _reference_day: date) -> Annotated:
    from briefgen.annotate.events import find_events

    return replace(found, events=find_events(found.article, found.published, found.timexes, found.people, found.quotes))


ANNOTATORS: dict[str, tuple[Callable[[Annotated, date], Annotated], tuple[str, ...]]] = {
    "timexes": (_time, ()),
    "people": (_people, ()),
    "quotes": (_quotes, ("timexes", "people")),
    "terms": (_terms, ()),
    "events": (_events, ("timexes", "people", "quotes")),
}
"""Each annotator with those whose findings it needs, in the order in which they run."""


def annotate(article: Article, *, reference_day: date, only: Collection[str] = ()) -> Annotated:
    """Everything that the annotators in ``only`` find (all unless told), and what these need.

    ``reference_day`` is the reader's today; it dates an article that states no date. An article that is not in English
    gets its dates only.
    """
    wanted = set(only or ANNOTATORS)
    for name in list(wanted):
        wanted.update(ANNOTATORS[name][1])
    found = Annotated(article)
    for name, (run, _) in ANNOTATORS.items():
        if name in wanted and (article.language == "en" or name == "timexes"):
            found = run(found, reference_day)
    return found
