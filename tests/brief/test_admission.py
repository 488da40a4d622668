"""Which events become rows: not the journeys of patients, nor what was only forecast of a day that is past."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.brief import Request, make_brief
from briefgen.config import Topic
from briefgen.merge import merge
from briefgen.model import Brief
from tests.articles import annotated

TOPIC = Topic(name="harbour", title="Harbour", terms=("harbour",))


def brief(*texts: str, as_of: str = "2025-08-28") -> Brief:
    story = merge([annotated(text, id_=f"a{n}", title="The harbour") for n, text in enumerate(texts)])
    return make_brief(story, TOPIC, Request(as_of=date.fromisoformat(as_of)))


def titles(made: Brief) -> list[str]:
    return [row.title for row in (*made.itinerary, *made.chronology)]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Prime Minister Anna Berg will visit the harbour of Oslo in Norway on Sept. 3.", True),
        ("The Prime Minister leaves the harbour for a trip to Norway on Sept. 3.", True),
        ("The sailor fell ill at the harbour after a trip to Norway on Aug. 3.", False),
        ("A family from the harbour made a visit to Norway on Aug. 20.", False),
    ],
)
def test_a_journey_is_a_row_where_somebody_of_rank_makes_it(text: str, stands: bool):
    assert any("Norway" in title or "visit" in title.lower() for title in titles(brief(text))) is stands


def test_a_private_journey_told_by_two_articles_is_news():
    assert titles(brief("The harbour crew made a trip to Norway on Aug. 20.", "A trip to Norway on Aug. 20 cost the harbour crew dear."))


def test_what_was_forecast_of_a_day_that_is_past_is_no_background():
    text = "The harbour office will reopen the old pier on Aug. 27."
    assert titles(brief(text, as_of="2025-08-26"))
    assert not titles(brief(text, as_of="2025-09-10"))


def test_a_past_told_of_a_period_that_is_not_over_is_no_row_to_come():
    made = brief("The harbour conference was held in Oslo this year, officials said.")
    assert not made.itinerary


@pytest.mark.parametrize(
    "text",
    [
        "Carl Dorn refused to visit the harbour on Sept. 3.",
        "Carl Dorn chose not to testify at the harbour hearing.",
        "Norway is an ally in negotiations over the harbour on Sept. 3.",
        "His contract at the harbour runs through the 2027 elections.",
        "Anna Berg is hopeful.",
    ],
)
def test_what_did_not_happen_or_is_only_spoken_of_is_no_event(text: str):
    made = brief(text)
    assert all(row.kind == "other" for row in (*made.itinerary, *made.chronology)), titles(made)


def test_a_day_of_which_many_speak_stands_before_a_day_of_which_one_does():
    who = ("a pilot", "a cook", "a clerk", "a nurse", "a diver", "a guard", "a baker", "a smith", "a mate", "a judge", "a boy")
    many = [
        f"The old harbour wall fell into the sea on Aug. 12, {one} said. The harbour office repaired crane {n} on Aug. {n + 13}."
        for n, one in enumerate(who)
    ]
    made = brief(*many)
    assert any("wall fell" in row.title for row in made.chronology)


def test_an_event_is_called_by_whose_it_is():
    assert any(
        "election" in title
        for title in titles(brief("Voters at the harbour wait. Norway's election is on Sept. 8, the harbour office said."))
    )
