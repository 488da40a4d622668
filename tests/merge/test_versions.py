"""Events that reports tell otherwise: taken back, disputed, overtaken; and that the order of the reports does not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.annotate import annotate
from briefgen.merge import merge
from briefgen.model import Annotated, Story, StoryEvent
from tests.articles import annotated, make_article

MAY = "2026-05-{:02d}"


def story(*reports: tuple[int, str]) -> Story:
    """The story of reports published on days of May."""
    return merge([annotated(text, id_=f"r{day}-{n}", published=MAY.format(day)) for n, (day, text) in enumerate(reports)])


def only(merged: Story, kind: str) -> StoryEvent:
    found = [e for e in merged.events if e.kind == kind and e.first]
    assert len(found) == 1, [(e.title, e.first) for e in found]
    return found[0]


ANNOUNCED = (5, "The Northern Harbour Summit will be held in Riga on June 9-10, officials said.")
MOVED = (12, "The Northern Harbour Summit has been moved from Riga to Tallinn and will now be held on June 11-12.")


def test_a_later_report_that_moves_an_event_supersedes_the_earlier():
    event = only(story(ANNOUNCED, MOVED), "summit")
    assert (event.first, event.place) == (date(2026, 6, 11), "Tallinn")
    assert [(f.first, f.place, f.evidence[0].article) for f in event.was] == [(date(2026, 6, 9), "Riga", "r5-0")]
    assert "r12-1" in {e.article for e in event.evidence}


def test_a_moved_event_keeps_the_id_of_its_first_report():
    assert only(story(ANNOUNCED, MOVED), "summit").id == only(story(ANNOUNCED), "summit").id


def test_as_of_the_earlier_day_the_old_state_is_right():
    event = only(story(ANNOUNCED), "summit")
    assert (event.first, event.place, event.was) == (date(2026, 6, 9), "Riga", ())


def test_an_event_that_moves_back_is_where_it_was_first():
    back = (20, "The Northern Harbour Summit has been moved from Tallinn back to Riga and will now be held on June 9-10.")
    event = only(story(ANNOUNCED, MOVED, back), "summit")
    assert (event.first, event.place) == (date(2026, 6, 9), "Riga")
    assert (date(2026, 6, 11), "Tallinn") in [(f.first, f.place) for f in event.was]


def test_only_the_place_moves_and_the_days_stay():
    event = only(story(ANNOUNCED, (12, "The Northern Harbour Summit has been moved from Riga to Tallinn, officials said.")), "summit")
    assert (event.first, event.last, event.place) == (date(2026, 6, 9), date(2026, 6, 10), "Tallinn")


def test_a_report_that_still_tells_the_old_days_is_a_conflict():
    late = (15, "The Northern Harbour Summit in Riga on June 9-10 will cost 3 million euros.")
    merged = story(ANNOUNCED, MOVED, late)
    assert only(merged, "summit").place == "Tallinn"
    assert [[r.value for r in c.readings] for c in merged.conflicts] == [
        ["2026-06-11 to 2026-06-12, Tallinn", "2026-06-09 to 2026-06-10, Riga"]
    ]


def test_a_version_without_day_and_place_is_no_side_of_a_conflict():
    undated = (13, "The Northern Harbour Summit has been postponed, officials said.")
    merged = story(ANNOUNCED, undated, (14, "The Northern Harbour Summit will be held in Riga on June 12-13, a paper said."))
    assert all(r.value and "None" not in r.value for c in merged.conflicts for r in c.readings)
    assert all(len(c.readings) > 1 for c in merged.conflicts if c.about.startswith(("date of", "place of", "date and place of")))


def test_a_cancelled_event_says_what_it_was_and_a_passing_word_does_not_put_it_on_again():
    off = (12, "The Northern Harbour Summit in Riga on June 9-10 has been cancelled.")
    passing = (14, "The hotel was full before the Northern Harbour Summit.")
    event = only(story(ANNOUNCED, off, passing), "summit")
    assert (event.status, [f.status for f in event.was]) == ("cancelled", ["planned"])


def test_an_event_that_was_put_off_can_be_on_again():
    off = (12, "The Northern Harbour Summit in Riga on June 9-10 has been postponed.")
    on = (14, "The Northern Harbour Summit will be held in Riga on June 9-10 after all, the ministry confirmed.")
    assert only(story(ANNOUNCED, off, on), "summit").status in ("planned", "confirmed")


def test_on_one_day_an_office_outweighs_a_paper():
    office = make_article("The Northern Harbour Summit will be held in Riga on June 9-10.", id_="z", published=MAY.format(5))
    paper = "The Northern Harbour Summit in Riga on June 12-13 will be short, a newspaper wrote."
    told = annotate(replace(office, publisher="Ministry of Harbours"), reference_day=date(2026, 5, 5))
    merged = merge([told, annotated(paper, id_="zz", published=MAY.format(5))])
    assert only(merged, "summit").first == date(2026, 6, 9)


def test_two_cities_on_one_day_are_a_conflict_not_two_summits():
    merged = story(ANNOUNCED, (6, "The Northern Harbour Summit will be held in Daugavpils on June 9-10, a paper said."))
    assert only(merged, "summit").place in ("Riga", "Daugavpils")
    assert merged.conflicts[0].about.startswith("place of")


def test_numbers_of_guests_that_differ_are_a_conflict_and_a_bound_is_none():
    merged = story(
        (5, "The Northern Harbour Summit will be held in Riga on June 9-10. Twelve delegations will attend."),
        (6, "Riga hosts the Northern Harbour Summit on June 9-10. 14 delegations are expected."),
        (7, "The Northern Harbour Summit in Riga on June 9-10 is large. More than ten delegations will come."),
    )
    about = [c for c in merged.conflicts if c.about.startswith("number of delegations")]
    assert [[r.value for r in c.readings] for c in about] == [["12 delegations", "14 delegations"]]


def test_a_guest_who_stays_away_is_no_participant_any_more():
    merged = story(
        (5, "President Carl Dorn will attend the Northern Harbour Summit in Riga on June 9-10."),
        (7, "President Carl Dorn will not attend the Northern Harbour Summit in Riga on June 9-10, his office said."),
    )
    assert only(merged, "summit").people == ()
    assert [r.value for r in merged.conflicts[0].readings] == ["Carl Dorn will not attend", "Carl Dorn will attend"]


def test_a_dinner_of_the_old_days_is_in_doubt_until_it_is_told_anew():
    dinner = (5, f"{ANNOUNCED[1]} A dinner for the harbour masters will be held in Riga on June 9.")
    merged = story(dinner, MOVED)
    assert only(merged, "ceremony").status == "tentative"
    assert any("told before" in c.about for c in merged.conflicts)
    again = story(dinner, MOVED, (14, "A dinner for the harbour masters will be held in Tallinn on June 11."))
    event = only(again, "ceremony")
    assert (event.first, event.place, event.status) == (date(2026, 6, 11), "Tallinn", "planned")
    assert [f.place for f in event.was] == ["Riga"]


def test_a_stage_of_a_journey_is_a_part_of_it_and_no_other_date_of_it():
    merged = story(
        (5, "Anna Berg will visit Japan on June 9-10. Anna Berg will travel to Sendai on June 10."),
        (6, "Prime Minister Anna Berg is to visit Japan on 9 and 10 June, her spokesman said."),
        (6, "Anna Berg will visit Japan on June 8-9, a paper said."),
    )
    visit = next(e for e in merged.events if e.kind == "visit")
    stage = next(e for e in merged.events if e.kind == "trip")
    assert (stage.first, stage.part_of) == (date(2026, 6, 10), visit.id)
    assert [r.value for r in merged.conflicts[0].readings] == ["2026-06-09 to 2026-06-10", "2026-06-08 to 2026-06-09"]


def test_an_acronym_is_the_name_that_it_shortens():
    merged = story(
        (5, "The Summit of the Northern Harbour Organisation will be held in Riga on June 9-10."),
        (6, "In Riga, the NHO summit is held on June 9 and 10."),
    )
    assert only(merged, "summit").title == "Summit of the Northern Harbour Organisation"


REPORTS = [
    ANNOUNCED, MOVED,
    (6, "Anna Berg, the prime minister, will visit Japan on June 3-4. She will meet Carl Dorn in Tokyo on June 3."),
    (7, "Prime Minister Anna Berg will visit Japan on June 4-5, a paper said."),
    (8, "The visit of Anna Berg to Japan on June 3-4 was called off."),
    (9, "Carl Dorn will not attend the Northern Harbour Summit in Riga on June 9-10."),
    (10, "The signing of the cable agreement, due on June 10, has been postponed to September."),
    (13, "The Northern Harbour Summit has been shortened and will be held on June 11 only."),
    (13, "A dinner will be held in Tallinn on June 11. Twelve delegations will attend the Northern Harbour Summit."),
]  # fmt: skip
FOUND: list[Annotated] = [annotated(text, id_=f"r{n}", published=MAY.format(day)) for n, (day, text) in enumerate(REPORTS)]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(len(FOUND))), st.sets(st.integers(0, len(FOUND) - 1)))
def test_the_order_of_the_reports_changes_nothing(order: list[int], left_out: set[int]):
    chosen = [FOUND[i] for i in range(len(FOUND)) if i not in left_out]
    assert merge([FOUND[i] for i in order if i not in left_out]) == merge(chosen)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, len(FOUND) - 1)))
def test_merging_what_was_merged_changes_nothing(left_out: set[int]):
    once = merge([FOUND[i] for i in range(len(FOUND)) if i not in left_out])
    again = merge(once.articles)
    assert (again.articles, again.events, again.conflicts, again.figures, again.themes) == (
        once.articles, once.events, once.conflicts, once.figures, once.themes,
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, len(FOUND) - 1), min_size=1))
def test_a_copy_of_a_report_adds_no_row(copied: set[int]):
    copies = [annotated(REPORTS[i][1], id_=f"copy-{i}", published=MAY.format(REPORTS[i][0])) for i in copied]
    alone, with_copies = merge(FOUND), merge([*FOUND, *copies])
    assert [(e.kind, e.first, e.last, e.place, e.status) for e in with_copies.events] == [
        (e.kind, e.first, e.last, e.place, e.status) for e in alone.events
    ]
