"""The chronology: which days matter, which sentences tell them, what is cut from their head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefgen.merge.chronology import find_days
from briefgen.merge.chronology.sentences import find_start, read_report
from briefgen.model import Annotated, Day, Person, Span
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
        ("10 June 2009 Last updated at 14:59 GMT Help The bridge fell .", "The bridge"),
        ("The bridge fell on June 10 , 2009 .", "The bridge"),
    ],
)
def test_what_only_opens_a_page_is_cut_from_a_sentence(text: str, start: str):
    assert text[find_start(text, Span(0, len(text)), is_head=True) :].startswith(start)


def test_a_report_holds_the_days_that_its_sentences_name():
    report = read_report(BRIDGE[1], lambda _one, _span: True, {})
    assert [s.days for s in report.sentences] == [(date(2025, 8, 20),), (date(2025, 3, 3),)]


def days_named(text: str, published: str) -> list[date]:
    report = read_report(annotated(text, published=published), lambda _one, _span: True, {})
    return [day for sentence in report.sentences for day in sentence.days]


@pytest.mark.parametrize(
    ("text", "published", "named"),
    [
        ("The ferry left the harbour of Bergen at 4:30 p.m. with forty people.", "2025-08-26", []),
        ("August 26, 2025 at 2:11 pm The ferry should never have left the harbour.", "2025-08-26", []),
        ("Guards search every bag since the attacks of September 11 in New York.", "2025-03-04", []),
        ("The harbour of Bergen will open to ferries on September 11 at noon.", "2025-09-08", [date(2025, 9, 11)]),
        ("The ferry left the harbour of Bergen on Tuesday at 4:30 p.m. with forty people.", "2025-08-27", [date(2025, 8, 26)]),
    ],
)
def test_an_hour_a_stamp_and_a_day_that_is_a_name_tell_no_day(text: str, published: str, named: list[date]):
    assert days_named(text, published) == named


def test_a_day_that_is_told_afterwards_outweighs_one_that_is_only_planned():
    found = [
        annotated("The mayor of Oslo said that the bridge would open on August 10 to all cars.", id_="a", published="2025-08-01"),
        annotated("The council of Oslo met on August 4 and spoke of cars on the bridge.", id_="b", published="2025-08-18"),
    ]
    assert [d.day for d in find_days(found, last=date(2025, 8, 12), first=date(2025, 8, 3), max_dates=1)] == [date(2025, 8, 4)]


def test_a_sentence_copied_into_many_articles_stands_once():
    told = "Rescue teams found the ferry on August 20 near the harbour of Bergen, and repairs began on August 22."
    found = [
        annotated(f"{opening} {told}", id_=opening[:3], published="2025-08-25") for opening in ("Rain fell.", "Wind blew.", "Snow came.")
    ]
    lines = [s.text for d in find_days(found, per_date=3) for s in d.sentences if "Rescue teams" in s.text]
    assert lines == [told]


def test_two_days_are_not_told_by_all_but_the_same_sentence():
    found = [
        annotated("Divers searched the harbour of Bergen for the lost ferry on August 20 until dark.", id_="a", published="2025-08-25"),
        annotated("Divers searched the harbour of Bergen for the lost ferry on August 21 until dark.", id_="b", published="2025-08-25"),
        annotated("A crane lifted the wreck from the sea on August 22 before a silent crowd.", id_="c", published="2025-08-26"),
    ]
    lines = [s.text for d in find_days(found) for s in d.sentences]
    assert sum(line.startswith("Divers") for line in lines) == 1


MAYOR = "Mayor Anna Berg spoke to the crowd. She opened the bridge in Oslo to all cars on August 20."


def with_people(one: Annotated, *names: str, gender: str = "f") -> Annotated:
    text = one.article.text
    people = [Person(n, None, None, None, gender, (Span(text.index(n), text.index(n) + len(n)),)) for n in names]  # type: ignore[arg-type]
    return replace(one, people=tuple(people))


def lines_of(one: Annotated, complete: Annotated) -> list[tuple[str, str]]:
    found = find_days([one], first=date(2025, 8, 20), last=date(2025, 8, 20), complete=lambda _one: complete)
    return [(s.text, s.evidence[0].text) for d in found for s in d.sentences]


def test_a_dangling_pronoun_gets_its_name_and_the_evidence_stays_verbatim():
    one = replace(annotated(MAYOR, published="2025-08-25"), people=(), quotes=())
    said = "She opened the bridge in Oslo to all cars on August 20."
    assert lines_of(one, with_people(one, "Anna Berg")) == [("She [Anna Berg] opened the bridge in Oslo to all cars on August 20.", said)]


def test_a_pronoun_with_two_candidates_or_of_the_other_gender_gets_no_name():
    text = MAYOR.replace("Anna Berg", "Anna Berg and Eva Dorn")
    one = replace(annotated(text, published="2025-08-25"), people=(), quotes=())
    assert [shown for shown, _ in lines_of(one, with_people(one, "Anna Berg", "Eva Dorn"))] == [text[text.index("She") :]]
    assert [shown for shown, _ in lines_of(one, with_people(one, "Anna Berg", gender="m"))] == [text[text.index("She") :]]


def test_a_nameless_pronoun_yields_to_a_sentence_that_stands_alone():
    one = replace(annotated(MAYOR, id_="a", published="2025-08-25"), people=(), quotes=())
    other = annotated(
        "Cars crossed the new bridge in Oslo on August 20 for the first time, its builders said.", id_="b", published="2025-09-25"
    )
    found = find_days([one, other], first=date(2025, 8, 20), last=date(2025, 8, 20))
    assert [s.text for d in found for s in d.sentences] == [other.article.text]


def test_people_are_looked_for_only_where_a_pronoun_would_be_shown():
    asked: list[str] = []

    def complete(one: Annotated) -> Annotated:
        asked.append(one.article.id)
        return one

    find_days([BRIDGE[2], annotated(MAYOR, id_="m", published="2025-08-25")], complete=complete)
    assert set(asked) == {"m"}
