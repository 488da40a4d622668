"""What a sentence takes back of an event, who stays away, what precedes what."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.model import Event, Moved
from tests.articles import annotated

PUBLISHED = "2026-05-20"


def events(text: str) -> tuple[Event, ...]:
    return annotated(text, published=PUBLISHED).events


def last(text: str, kind: str) -> Event:
    return [e for e in events(text) if e.kind == kind][-1]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "kind", "now", "place", "was", "was_place"),
    [
        ("The harbour summit has been moved from Riga to Tallinn.", "summit", None, "Tallinn", None, "Riga"),
        ("The meeting of the pilots was moved from October 14 to October 21.", "meeting", "2026-10-21", None, "2026-10-14", None),
        ("The meeting of the pilots, which had been scheduled for October 14 in Oslo, will now be held on October 21.",
         "meeting", "2026-10-21", None, "2026-10-14", "Oslo"),
        ("The harbour summit, originally planned for June 9, has been postponed to June 20.",
         "summit", "2026-06-20", None, "2026-06-09", None),
        ("The harbour summit has been rescheduled from June 9-10 to June 20-21.", "summit", "2026-06-20", None, "2026-06-09", None),
        ("The leaders will meet in Tallinn, not in Riga, on June 11.", "meeting", "2026-06-11", "Tallinn", None, "Riga"),
        ("The harbour summit will be held in Tallinn on 11 June instead of 9 June.", "summit", "2026-06-11", "Tallinn", "2026-06-09", None),
        ("The harbour summit has been shortened and will be held on June 11 only.", "summit", "2026-06-11", None, None, None),
    ],
)  # fmt: skip
def test_what_an_event_no_longer_is_is_none_of_its_own(
    text: str, kind: str, now: str | None, place: str | None, was: str | None, was_place: str | None
):
    event = last(text, kind)
    assert (event.first, event.place) == (day(now), place)
    assert event.moved is not None
    assert (event.moved.first, event.moved.place) == (day(was), was_place)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour summit will be held in Riga from June 9 to June 12.",
        "She moved to Oslo before the harbour summit in Riga on June 9.",
        "The harbour summit in Riga on June 9 will open with a film.",
    ],
)
def test_a_range_or_another_move_takes_nothing_back(text: str):
    assert all(e.moved is None for e in events(text))


def test_the_sentence_after_can_tell_the_new_days():
    event = last("The harbour summit has been moved to Tallinn. It will now be held on 11 and 12 June instead of 9 and 10 June.", "summit")
    assert (event.first, event.last, event.place) == (date(2026, 6, 11), date(2026, 6, 12), "Tallinn")
    assert event.moved == Moved(date(2026, 6, 9), date(2026, 6, 10), None)


@pytest.mark.parametrize(
    ("text", "status", "absent"),
    [
        ("President Carl Dorn will not attend the harbour summit in Riga on June 9.", "planned", ("Carl Dorn",)),
        ("President Carl Dorn has pulled out of the harbour summit in Riga on June 9.", "planned", ("Carl Dorn",)),
        ("President Carl Dorn will attend the harbour summit in Riga on June 9.", "planned", ()),
        ("The harbour summit in Riga on June 9 will not take place.", "cancelled", ()),
    ],
)
def test_a_guest_who_stays_away_calls_no_summit_off(text: str, status: str, absent: tuple[str, ...]):
    event = last(text, "summit")
    assert (event.status, event.absent) == (status, absent)
    assert not set(event.people) & set(absent)


def test_a_day_of_a_summit_that_is_dropped_is_part_of_it():
    summit, dropped = events("The harbour summit will be held in Riga on June 9-10. The second day of the summit, June 10, was cancelled.")
    assert (dropped.title, dropped.status, dropped.first) == ("Second day of the summit", "cancelled", date(2026, 6, 10))
    assert dropped.within == 0
    assert summit.status == "planned"


@pytest.mark.parametrize(
    ("text", "after", "before", "within"),
    [
        ("The harbour summit opens in Riga on June 9. From Riga she will fly to Oslo for talks with the king.", 0, None, None),
        ("The harbour summit opens in Riga on June 9. Before the summit, Anna Berg will visit Oslo.", None, 0, None),
        ("The harbour summit opens in Riga on June 9. Anna Berg and Carl Dorn will meet on the sidelines of the summit.", None, None, 0),
    ],
)
def test_order_is_told_without_dates(text: str, after: int | None, before: int | None, within: int | None):
    event = events(text)[-1]
    assert (event.after, event.before, event.within) == (after, before, within)


def test_a_date_behind_the_comma_is_not_of_the_event_that_leads_in():
    found = events("Before the harbour summit, Prime Minister Anna Berg will visit Oslo on 8 June.")
    assert [(e.kind, e.first) for e in found if e.first] == [("visit", date(2026, 6, 8))]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Prime Minister Anna Berg spoke on Monday. The Prime Minister will visit Oslo on June 8.", ("Anna Berg",)),
        ("The Prime Minister spoke on Monday of Prime Minister Carl Dorn. The Prime Minister will visit Oslo on June 8.", ()),
        ("Ms Anna Berg arrived on Monday. She will visit Oslo on June 8.", ("Anna Berg",)),
    ],
)
def test_an_office_or_a_pronoun_travels_under_the_name_that_the_text_gave_it(text: str, people: tuple[str, ...]):
    assert last(text, "visit").people == people


def test_an_agreement_that_will_be_signed_is_a_signing():
    event = last("The agreement on the harbour cable will be signed in September, officials said.", "signing")
    assert (event.title, event.first) == ("Signing of the agreement on the harbour cable", date(2026, 9, 1))


def test_who_comes_is_told_in_a_sentence_of_its_own():
    event = last("Latvia will host the harbour summit in Riga on June 9. Prime Minister Anna Berg will chair it.", "summit")
    assert event.people == ("Anna Berg",)
