"""The chronology: which days matter, which sentences tell them, what is cut from their head."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.merge.chronology import find_days
from briefgen.merge.chronology.sentences import find_start, read_report
from briefgen.model import Day, Span
from tests.articles import annotated

BRIDGE = [
    annotated("The bridge in Oslo collapsed on August 20. Rescue teams searched the river for two days.", id_="a", published="2025-08-21"),
    annotated(
        "The bridge in Oslo collapsed on August 20. Engineers had warned the city of cracks on March 3.", id_="b", published="2025-08-25"
    ),
    annotated("The city will open a new bridge for cars in Oslo on December 1, the mayor said.", id_="c", published="2025-08-26"),
    annotated("He asked on August 20: why did nobody close it? The bridge had been closed in spring.", id_="d", published="2025-08-24"),
]


def days(**more: int) -> tuple[Day, ...]:
    return find_days(BRIDGE, **more)  # type: ignore[arg-type]  # only counts are given


def test_the_day_that_most_articles_name_comes_first():
    assert [d.day for d in days(max_dates=1)] == [date(2025, 8, 20)]


def test_days_stand_in_order_with_sentences_that_differ():
    found = days(max_dates=10, per_date=3)
    assert [d.day for d in found] == sorted(d.day for d in found)
    texts = [s.text for d in found for s in d.sentences]
    assert len(texts) == len(set(texts))


def test_a_question_does_not_tell_a_day():
    assert all("?" not in s.text for d in days(per_date=1) for s in d.sentences if d.day == date(2025, 8, 20))


def test_every_sentence_is_cited_from_its_article():
    texts = {one.article.id: one.article.text for one in BRIDGE}
    evidence = [e for d in days() for s in d.sentences for e in s.evidence]
    assert evidence
    assert all(texts[e.article][e.start : e.end] == e.text for e in evidence)


def test_the_order_of_the_articles_does_not_matter():
    assert find_days(BRIDGE) == find_days(list(reversed(BRIDGE)))


def test_nothing_to_read_gives_no_day():
    assert find_days([]) == ()
    assert find_days(BRIDGE, keep=lambda _one, _span: False) == ()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("OSLO | Wed Jun 10 , 2009 2:10 pm EDT The bridge fell .", "The bridge"),
        ("GENEVA -LRB- Wire -RRB- - The bridge fell .", "The bridge"),
        ("-LRB- Update 2:21 a.m. Thursday in Oslo -RRB- The bridge fell .", "The bridge"),
        ("The bridge fell on June 10 , 2009 .", "The bridge"),
    ],
)
def test_what_only_opens_a_page_is_cut_from_a_sentence(text: str, start: str):
    assert text[find_start(text, Span(0, len(text)), is_head=True) :].startswith(start)


def test_a_report_holds_the_days_that_its_sentences_name():
    report = read_report(BRIDGE[1], lambda _one, _span: True)
    assert [s.days for s in report.sentences] == [(date(2025, 8, 20),), (date(2025, 3, 3),)]
