"""Events of one article: their date, place, people, status, order and title."""

from __future__ import annotations

import pytest

from briefgen.model import Event
from tests.articles import annotated


def events(text: str, published: str | None = "2025-08-26") -> list[Event]:
    return list(annotated(text, published=published).events)


def first(text: str, kind: str, published: str | None = "2025-08-26") -> Event:
    return next(e for e in events(text, published) if e.kind == kind)


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("The minister will visit Oslo on Sept. 3.", "visit", ("2025-09-03", "2025-09-03")),
        ("Ahead of the Sept. 3-4 trip, she told a press conference that all was ready.", "trip", ("2025-09-03", "2025-09-04")),
        ("The talks in Oslo take place from September 3 to September 5.", "talks", ("2025-09-03", "2025-09-05")),
        ("Leaders meet on Sept. 3 and 4 for the summit of the bloc in Oslo.", "meeting", ("2025-09-03", "2025-09-04")),
        ("Oslo plans to host a summit of the bloc, which has nine members, later this year.", "summit", ("2025-08-27", "2025-12-31")),
        ("The committee will hold a hearing on Monday.", "hearing", ("2025-09-01", "2025-09-01")),
    ],
)
def test_an_event_takes_the_date_of_its_own_clause(text: str, kind: str, days: tuple[str, str]):
    event = first(text, kind)
    assert (str(event.first), str(event.last)) == days


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Oslo said on Aug. 25 before the prime minister's visit to Japan.", "visit"),
        ("During his eighth trip to Japan since taking office in 2014, he will see Kyoto.", "trip"),
        ("Ahead of the Sept. 3-4 trip, minister Anna Berg told a press conference that all was ready.", "press_conference"),
    ],
)
def test_an_event_does_not_take_a_date_that_is_anothers(text: str, kind: str):
    assert first(text, kind).first is None


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("He will visit Oslo on Sept. 3.", "visit", "planned"),
        ("The palace confirmed the visit to Oslo on Sept. 3.", "visit", "confirmed"),
        ("He may visit Oslo on Sept. 3.", "visit", "tentative"),
        ("He is expected to visit Oslo on Sept. 3.", "visit", "tentative"),
        ("The summit in Oslo on Sept. 3 was called off.", "summit", "cancelled"),
        ("The summit in Oslo on Sept. 3 has been postponed.", "summit", "postponed"),
        ("It raised doubts about plans to host a summit of the bloc later this year.", "summit", "tentative"),
        ("Adler visited Oslo on Aug. 20.", "visit", "past"),
        ("The summit was held in Oslo in May 2024.", "summit", "past"),
        ("He will visit Oslo on Sept. 3 at the invitation of the king.", "visit", "planned"),
    ],
)
def test_the_status_is_what_the_words_say(text: str, kind: str, status: str):
    assert first(text, kind).status == status


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("He will fly to the Chinese port city of Tianjin for the summit of the bloc.", "summit", "Tianjin"),
        ("From Japan, he will fly to Tianjin for the summit of the bloc, his first visit to China.", "summit", "Tianjin"),
        ("They will visit the Republic of Korea and Japan from May 20 to May 24.", "visit", "Republic of Korea and Japan"),
        ("She attended an event in Gujarat state on Aug. 25.", "other", "Gujarat state"),
        ("In Tokyo, Adler will hold a meeting with Berg on Sept. 3.", "meeting", "Tokyo"),
        ("India plans to host a summit of the bloc later this year.", "summit", "India"),
    ],
)
def test_the_place_is_the_events_own(text: str, kind: str, place: str):
    assert first(text, kind).place == place


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("He spoke before Prime Minister Anna Berg's visit to Japan on Sept. 3.", "visit", "Prime Minister Anna Berg's visit to Japan"),
        ("He will fly to Tianjin for the summit of the regional bloc, his aides said.", "summit", "Summit of the regional bloc"),
        ("The last such gathering was held in the U.S. in September 2024.", "meeting", "Last such gathering in the U.S."),
        ("They will visit the Republic of Korea and Japan from May 20 to May 24.", "visit", "Visit to the Republic of Korea and Japan"),
        ("The foreign ministers met in Oslo on 1 July and launched a fund.", "meeting", "Meeting of the foreign ministers in Oslo"),
    ],
)
def test_a_title_is_built_from_the_words_of_the_sentence(text: str, kind: str, title: str):
    assert first(text, kind).title == title


def test_an_event_without_a_date_follows_the_one_it_is_told_to_follow():
    found = events("Adler's visit to Japan begins on Aug. 29. From Japan, Adler will fly to Tianjin for the summit of the bloc.")
    summit = next(e for e in found if e.kind == "summit")
    assert summit.first is None
    assert summit.after is not None
    assert found[summit.after].kind == "visit"


def test_an_event_told_again_in_the_next_sentence_gets_its_date_from_there():
    found = events(
        "This will be the fourth Quad meeting of the leaders. That will be hosted by Prime Minister Anna Berg in Tokyo on September 24."
    )
    resumed = next(e for e in found if e.rule == "events.resumed")
    assert (resumed.kind, str(resumed.first), resumed.place) == ("meeting", "2025-09-24", "Tokyo")


@pytest.mark.parametrize(
    "text",
    [
        "Also Read: Minister's visit to Oslo on Sept. 3",
        "Is the summit in Oslo on Sept. 3 still on?",
        "They spoke on the sidelines of the summit.",
        "It is a sign of trust between the two.",
        "In the event of rain they would stay at home.",
    ],
)
def test_furniture_questions_and_passing_words_tell_no_event(text: str):
    assert not events(f"The first paragraph says nothing of any date.\n{text}")


def test_who_reports_an_event_does_not_take_part_in_it():
    event = first("Prime Minister Anna Berg will visit Oslo on Sept. 3, spokesman Carl Dorn said.", "visit")
    assert event.people == ("Anna Berg",)


def test_a_dated_statement_is_an_event_of_its_own():
    event = first("Reuters reported in June that the mine had been closed.", "report")
    assert (str(event.first), event.title) == ("2025-06-01", "Reuters: the mine had been closed")


def test_a_dated_clause_without_an_event_word_is_kept_as_other():
    event = first("Washington imposed a tariff of 25 percent on Aug. 20.", "other")
    assert (event.title, event.status) == ("Washington imposed a tariff of 25 percent", "past")


def test_every_event_points_at_words_of_the_article():
    one = annotated("He will visit Oslo on Sept. 3. The summit was held in Oslo in May 2024. Washington raised a tariff on Aug. 20.")
    for event in one.events:
        assert event.span in one.article.sentences
        assert event.timex is None or one.timexes[event.timex].span.start >= event.span.start
