"""Many articles, one story: copies, people, events, conflicts, chronology."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from briefgen.merge import merge
from briefgen.merge.chronology import find_days
from briefgen.merge.copies import find_copies
from briefgen.merge.people import merge_people
from briefgen.merge.places import agree
from briefgen.model import Story
from tests.articles import annotated

WIRE = (
    "Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on trade, her office said. "
    "She will meet business leaders in Osaka and speak at a university, officials said. "
    "The visit is her second to the country since she took office, and both sides expect an agreement on fisheries."
)
PAPER = "Anna Berg, the prime minister, is to visit Japan on 3 and 4 September, a spokesman said on Monday."


def story(*texts: str, published: str = "2025-08-26") -> Story:
    return merge([annotated(text, id_=f"a{n}", published=published) for n, text in enumerate(texts)])


def test_one_visit_in_two_articles_is_one_event_with_two_sources():
    visits = [e for e in story(WIRE, PAPER).events if e.kind == "visit" and e.first]
    assert len(visits) == 1
    assert {e.article for e in visits[0].evidence} == {"a0", "a1"}
    assert (visits[0].first, visits[0].last, visits[0].people) == (date(2025, 9, 3), date(2025, 9, 4), ("Anna Berg",))


def test_the_order_of_the_articles_does_not_matter():
    found = [
        annotated(text, id_=f"a{n}") for n, text in enumerate((WIRE, PAPER, "Carl Dorn will host a summit of the bloc in Oslo on Oct. 5."))
    ]
    stories = [merge(list(order)) for order in permutations(found)]
    assert all(s == stories[0] for s in stories)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Anna Berg will visit Japan on Sept. 3.", "Carl Dorn will visit Japan on Sept. 3."),
        ("Anna Berg will visit Japan on Sept. 3.", "Anna Berg will visit Norway on Sept. 3."),
        ("Anna Berg will visit Japan on Sept. 3.", "Anna Berg visited Japan on March 5."),
        ("The summit of the bloc will be held in Oslo on Sept. 3.", "The last summit of the bloc was held in Oslo in May 2024."),
    ],
)
def test_two_events_stay_two(one: str, two: str):
    assert len([e for e in story(one, two).events if e.kind in ("visit", "summit")]) == 2


def test_a_date_told_later_belongs_to_the_visit_named_before():
    text = "They spoke before Prime Minister Anna Berg's visit to Japan. "
    text += "Ahead of the Sept. 3-4 trip, spokesman Carl Dorn told a press conference that all was ready."
    visit = next(e for e in story(text).events if e.kind in ("visit", "trip"))
    assert (visit.title, visit.first, visit.place) == ("Prime Minister Anna Berg's visit to Japan", date(2025, 9, 3), "Japan")
    assert len(visit.evidence) == 2


def test_reports_that_disagree_about_a_date_are_a_conflict_not_two_visits():
    merged = story(PAPER, WIRE, "Prime Minister Anna Berg will visit Japan on Sept. 5-6, a newspaper said.")
    visits = [e for e in merged.events if e.kind == "visit" and e.first]
    assert [(e.first, e.last) for e in visits] == [(date(2025, 9, 3), date(2025, 9, 4))]
    assert len(merged.conflicts) == 1
    assert [r.value for r in merged.conflicts[0].readings] == ["2025-09-03 to 2025-09-04", "2025-09-05 to 2025-09-06"]


def test_identical_and_near_identical_texts_are_one_source_and_the_newest_speaks():
    update = WIRE + " The fisheries minister will travel with her."
    found = [
        annotated(WIRE, id_="first", published="2025-08-25"),
        annotated(WIRE, id_="same", published="2025-08-25"),
        annotated(update, id_="update", published="2025-08-26"),
        annotated(PAPER, id_="other"),
    ]
    kept, copies = find_copies(found)
    assert [a.article.id for a in kept] == ["update", "other"]
    assert copies == (("update", ("first", "same")),)


def test_several_spellings_are_one_person_and_two_of_one_surname_stay_two():
    found = [
        annotated("Prime Minister Anna Berg spoke. Berg left.", id_="a"),
        annotated("Foreign Minister Carl Dorn spoke.", id_="b"),
        annotated("President Erik Dorn spoke.", id_="c"),
    ]
    names = {f.name: f.role for f in merge_people(found)}
    assert set(names) == {"Anna Berg", "Carl Dorn", "Erik Dorn"}
    assert names["Anna Berg"] == "Prime Minister"


def test_a_surname_alone_is_the_one_with_the_same_office():
    found = [
        annotated("President Joseph Marlow spoke. His daughter, Vera Marlow, stood beside him.", id_="a"),
        annotated("President Joe Marlow left.", id_="b"),
        annotated("President Marlow will return on Monday.", id_="c"),
    ]
    names = {f.name: f.names for f in merge_people(found)}
    assert names["Joseph Marlow"] == ("Joe Marlow", "Joseph Marlow", "Marlow")
    assert names["Vera Marlow"] == ("Vera Marlow",)


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ("Tokyo", "Japan", True),
        ("U.S.", "United States", True),
        ("Tokyo", "Osaka", False),
        ("Japan", "China", False),
        ("Japan", None, None),
        ("Hill House", "Japan", None),
    ],
)
def test_places_agree_where_one_lies_in_the_other(a: str, b: str | None, result: bool | None):
    assert agree(a, b) is result


def test_the_chronology_ranks_days_and_repeats_nothing():
    found = [
        annotated(
            "The bridge in Oslo collapsed on August 20. Rescue teams searched the river for two days.", id_="a", published="2025-08-21"
        ),
        annotated(
            "Two weeks of closure follow. The bridge in Oslo collapsed on August 20. Engineers had warned the city on March 3.",
            id_="b",
            published="2025-08-25",
        ),
        annotated("The city will open a new bridge for cars on December 1, the mayor said.", id_="c", published="2025-08-26"),
    ]
    days = find_days(found, max_dates=2, per_date=2)
    assert [d.day for d in days] == sorted(d.day for d in days)
    assert date(2025, 8, 20) in [d.day for d in days]
    texts = [s.text for d in days for s in d.sentences]
    assert len(texts) == len(set(texts))


def test_the_chronology_keeps_to_its_bounds():
    found = [annotated("The bridge collapsed on August 20. Engineers had warned the city on March 3.")]
    days = find_days(found, first=date(2025, 8, 1), last=date(2025, 8, 24))
    assert [d.day for d in days] == [date(2025, 8, 20)]


def figures(*texts: str) -> list[tuple[str, str | None, str | None]]:
    found = [annotated(text, id_=f"a{n}") for n, text in enumerate(texts)]
    return [(f.name, f.role, f.affiliation) for f in merge_people(found)]


def test_a_surname_with_another_office_is_somebody_else():
    names = [name for name, _, _ in figures("Editor Carl Dorn resigned on Monday.", "President Dorn spoke in Oslo on Monday.")]
    assert sorted(names) == ["Carl Dorn", "Dorn"]


def test_a_surname_without_an_office_is_the_one_who_bears_it():
    assert [name for name, _, _ in figures("President Carl Dorn resigned on Monday.", "Dorn spoke in Oslo on Monday.")] == ["Carl Dorn"]


def test_a_name_used_once_in_many_does_not_name_the_person():
    usual = [f"President Carl Dorn spoke on day {n}. Carl Dorn was cheered. Carl Dorn left." for n in range(12)]
    assert figures(*usual, "President Carl Maria Dorn must go, a reader wrote.")[0][0] == "Carl Dorn"
