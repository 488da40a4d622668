"""The bottom line: two to four lines that can be read out, none about a thing past that calls it next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefgen.brief.bottom_line import is_readable, write_bottom_line
from briefgen.brief.relevance import find_scope
from briefgen.config import Topic
from briefgen.merge import merge
from briefgen.model import Change, Evidence, Former, Issue, Line, Row
from tests.articles import annotated

TODAY = date(2025, 8, 28)
LEAD = "The Fjord Group will meet in Oslo soon, and Norway has asked for a date."
SCOPE = find_scope(merge([annotated(LEAD)]), Topic("f", "F", ("Fjord Group",)))


def row(title: str, first: date | None, last: date | None = None, **others: Any) -> Row:
    values: dict[str, Any] = {
        "id": title, "kind": "summit", "first": first, "last": last or first, "when": f"{first}", "time": None, "zone": None,
        "title": title,
        "place": None, "people": (), "status": "planned", "certainty": "stated", "part_of": None, "after": None, "edited": None, "was": (),
        "score": 5.0, "evidence": (Evidence("b", 0, 5, f"{title} of the Fjord Group", "events.verb"),),
    }  # fmt: skip
    return Row(**(values | others))


def lines(*itinerary: Row, chronology: tuple[Row, ...] = (), issues: tuple[Issue, ...] = (), changes: tuple[Change, ...] = ()) -> list[str]:
    made = write_bottom_line(SCOPE, itinerary, issues, chronology, changes=changes, as_of=TODAY)
    assert all(line.evidence for line in made)
    assert len({line.text for line in made}) == len(made) <= 4
    return [line.text.split(":")[0] for line in made[1:]]


MAY, JUNE = date(2026, 5, 4), date(2026, 6, 4)


@pytest.mark.parametrize(
    ("itinerary", "labels"),
    [
        ((row("Summit in Oslo", MAY),), ["Next"]),
        ((row("Summit in Oslo", MAY), row("Summit in Bergen", JUNE)), ["Next", "Then"]),
        ((row("Summit in Oslo", MAY), row("Vote in Bergen", JUNE, status="tentative")), ["Next", "In doubt"]),
        ((row("Summit in Oslo", TODAY, status="past"), row("Summit in Bergen", JUNE)), ["Today", "Next"]),
        ((row("Visit to Oslo", date(2025, 8, 27), date(2025, 8, 30)), row("Summit in Bergen", JUNE)), ["Under way", "Next"]),
        ((row("Visit to Oslo", TODAY, date(2025, 9, 1)), row("Summit in Bergen", JUNE)), ["Under way", "Next"]),  # begins today
        ((row("Summit in Oslo", date(2025, 8, 2), status="past"),), []),
        ((row("Summit in Oslo", MAY, status="cancelled"), row("Summit in Bergen", JUNE)), ["Cancelled", "Next"]),
    ],
)
def test_lines_say_what_comes_and_what_is_in_doubt(itinerary: tuple[Row, ...], labels: list[str]):
    assert lines(*itinerary) == labels


def test_the_next_event_is_the_first_of_weight_not_the_first():
    made = write_bottom_line(SCOPE, [row("Lunch in Oslo", MAY, score=1.0), row("Summit in Bergen", JUNE)], [], as_of=TODAY)
    assert made[1].text.startswith("Next: Summit in Bergen")


def test_what_was_moved_says_its_former_date_with_the_words_that_gave_it():
    before = Evidence("c", 0, 5, "words", "events.verb")
    moved = row("Summit in Oslo", MAY, was=(Former(date(2026, 4, 1), date(2026, 4, 1), None, "planned", (before,)),))
    made = write_bottom_line(SCOPE, [moved], [], as_of=TODAY)
    assert made[1].text.replace("\u00a0", " ") == "Moved: Summit in Oslo, now 2026-05-04 (was 1 April 2026)."
    assert before in made[1].evidence


def test_a_change_since_the_previous_brief_comes_first_and_its_row_once():
    summit = row("Summit in Oslo", MAY)
    change = Change("moved", summit.id, "Moved: Summit in Oslo, now in May (was in April)", summit.evidence)
    assert lines(summit, row("Summit in Bergen", JUNE), changes=(change,)) == ["Moved", "Then"]


def test_where_all_is_past_it_says_what_happened_last():
    past = (row("Summit in Oslo", date(2025, 6, 1), status="past"), row("Summit in Bergen", date(2025, 8, 1), status="past"))
    made = write_bottom_line(SCOPE, [], [], past, as_of=TODAY)
    assert made[1].text.startswith("Last: Summit in Bergen")


def test_where_no_row_tells_anything_a_point_says_what_is_at_stake():
    point = Line("Norway asked for higher quotas in the north.", (Evidence("b", 0, 5, "words", "issues.sentence"),))
    made = write_bottom_line(SCOPE, [], [Issue("Quotas", 1.0, (point,), (), ())], as_of=TODAY)
    assert made[1] == point


@pytest.mark.parametrize(
    ("title", "readable"),
    [
        ("15th Fjord Group summit in Oslo", True),
        ("Norway's top diplomat: quotas must fall", False),
        ("Talks on herring […]", False),
        ("Launch of this Fjord Economic F", False),
        ("a productive meeting", False),
        ("Summit", False),
    ],
)
def test_a_title_that_cannot_be_read_out_makes_no_line(title: str, readable: bool):
    assert is_readable(title) is readable


ELSEWHERE = (Evidence("b", 0, 5, "The deadline on filing tax returns is in May.", "events.verb"),)
DEADLINE = row("Deadline on filing tax returns", MAY, kind="deadline", evidence=ELSEWHERE)


def test_what_comes_next_is_the_topics_own():
    assert lines(DEADLINE) == []
    assert lines(DEADLINE, row("Summit in Bergen", JUNE)) == ["Next"]


def test_a_stage_of_an_event_that_names_the_topic_comes_next_too():
    summit = row("Summit in Bergen", JUNE)
    assert lines(replace(DEADLINE, part_of=summit.id), summit) == ["Next", "Then"]


def test_a_topic_in_the_plural_is_named_in_the_singular():
    told = annotated("The elections will be held in May in all of Norway, the premier said.")
    scope = find_scope(merge([told]), Topic("e", "E", ("elections",)))
    vote = row("Norway's general election", MAY, evidence=(Evidence("b", 0, 5, "Norway's general election is in May.", "events.verb"),))
    assert any(line.text.startswith("Next: ") for line in write_bottom_line(scope, [vote], [], as_of=TODAY))


def test_the_last_act_is_the_newest_that_names_the_topic():
    act = row("The Fjord Group admitted Iceland", date(2025, 8, 20), status="past", kind="other")
    foretold = row("The Fjord Group will admit Iceland", date(2025, 8, 22), status="past", kind="other")
    other = row("Vote in Bergen", date(2025, 8, 24), status="past", evidence=ELSEWHERE)
    past = (row("Summit in Oslo", date(2025, 6, 1), status="past"), act, foretold, other)
    made = write_bottom_line(SCOPE, [], [], past, as_of=TODAY)
    assert made[1].text.startswith("Last: The Fjord Group admitted Iceland")


def test_a_points_line_is_another_than_an_issues_first():
    first, second = (Line(f"Norway asked for {n} quotas in the north.", (Evidence("b", 0, 5, "words", "issues.sentence"),)) for n in (3, 4))
    made = write_bottom_line(SCOPE, [], [Issue("Quotas", 1.0, (first, second), (), ())], as_of=TODAY)
    assert made[1] == second
