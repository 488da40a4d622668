"""Which date an event takes, and which it must leave: stamps of the page, a noun's participle, an aside about somebody."""

from __future__ import annotations

import pytest

from briefgen.annotate.events.clauses import Sentence, split_sentence
from briefgen.annotate.events.dates import is_dateline, is_of_noun
from briefgen.model import Event
from tests.articles import annotated


def events(text: str, published: str = "2025-06-20") -> list[Event]:
    return list(annotated(text, published=published).events)


def sentence_of(text: str, published: str = "2025-06-20") -> Sentence:
    one = annotated(text, published=published)
    return next(iter(split_sentence(one.article, one.timexes, one.people, one.quotes)))


@pytest.mark.parametrize(
    "text",
    [
        "8 November 2011 Last updated at 07:48 GMT The leaders met in Rome for talks.",
        "Last updated at 15:41 GMT The leaders met in Rome for talks.",
        "November 5, 2010 4:04 pm | Anna Berg met the council in Rome for talks.",
        "Ministers met for a summit in Oslo. (Photo by Anna Berg/Agency at the summit in Oslo on Jan. 14, 2019)",
        "Friday 14 January 2005 02.44 GMT The leaders met in Rome for talks.",
    ],
)
def test_a_stamp_of_the_page_is_found_and_dates_no_event(text):
    one = annotated(text, published="2025-06-20")
    assert one.timexes
    assert [e for e in one.events if e.first] == []


@pytest.mark.parametrize(
    "text",
    [
        "The leaders met in Rome on May 5 | The Herald tells how they came and went.",
        "They met on 5 May at 10:30 in Rome.",
        "In 2010 updated maps of the coast were shown in Rome.",
    ],
)
def test_a_date_that_only_looks_like_a_stamp_is_none(text):
    sentence = sentence_of(text)
    assert not any(is_dateline(sentence, sentence.local(t.span)) for _, t in sentence.timexes)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        # a noun's participle
        ("President Adler signed in March an order implementing this framework agreement announced in January.", "signing", "2025-03-01"),
        ("In March, President Adler signed an order implementing this framework agreement concluded in January.", "signing", "2025-03-01"),
        ("Adler visited Rome and signed a treaty with Oslo on May 3.", "signing", "2025-05-03"),
        ("The leaders reached a deal at the summit held in May in Oslo.", "summit", "2025-05-01"),
        # an aside about somebody
        ("The summit, which will be held on June 30 in Oslo, will be short.", "summit", "2025-06-30"),
        ("Adler, who visited Oslo in May, will attend the summit in Rome on June 30.", "summit", "2025-06-30"),
        ("Adler, who visited Oslo in May, will attend the summit in Rome.", "visit", "2025-05-01"),
        ("A show in Rome, which had been set for June 25, the anniversary of his death, was stopped.", "anniversary", "2025-06-25"),
        # two months as one period
        ("He will visit Oslo in September or October.", "visit", "2025-09-01"),
    ],
)
def test_an_event_takes_the_date_that_tells_of_it(text, kind, day):
    assert [str(e.first) for e in events(text) if e.kind == kind] == [day]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Adler, who will start his job in July, told a news conference that he was glad.", "press_conference"),
        ("Adler , whom you saw in Rome on May 3 , will attend the summit in Oslo.", "summit"),
        ("The king opens the summit in Oslo with Adler, whom he saw on May 3.", "summit"),
    ],
)
def test_a_date_within_an_aside_is_not_an_event_outside_of_it(text, kind):
    assert [e.first for e in events(text) if e.kind == kind and e.first] == []


def test_two_months_joined_by_or_are_one_period():
    (visit,) = events("He will visit Oslo in September or October.")
    assert (str(visit.first), str(visit.last)) == ("2025-09-01", "2025-10-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adler signed an order implementing this agreement announced in January.", True),
        ("Adler and his party signed in January.", False),
        ("The plan was announced in January.", False),
        ("The agency announced in January a plan.", False),
        ("Adler met Berg and the ministry announced in January a plan.", False),
        ("Talks announced in January failed.", False),
    ],
)
def test_a_participles_date_is_its_nouns(text, expected):
    sentence = sentence_of(text)
    assert is_of_noun(sentence, sentence.local(sentence.timexes[0][1].span)) is expected
