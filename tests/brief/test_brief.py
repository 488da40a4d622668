"""Story + topic -> brief: what belongs, what is shown, in which order, with which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from briefgen.brief import Request, make_brief
from briefgen.brief.relevance import find_scope
from briefgen.brief.wording import stand_alone
from briefgen.config import Topic
from briefgen.merge import merge
from briefgen.model import Annotated, Brief, Evidence, Skipped
from tests.articles import annotated

QUAD = Topic("quad", "The Quad", ("Quad",))
VISIT = (
    "The leaders of two Quad countries will speak about fisheries when Prime Minister Anna Berg begins a visit to Japan.\n"
    "Ahead of the Sept. 3-4 trip, Carl Dorn, Norway's foreign secretary, told a press conference that fisheries were a priority.\n"
    '"The Quad is a platform on which four countries get things done at sea," Dorn said.\n'
    "That has raised doubts about Norway's plans to host a summit of the group later this year.\n"
    "The last such gathering was held in Oslo in September 2024.\n"
    "From Japan, Berg will fly to the Chinese port city of Tianjin for the summit of a regional bloc.\n"
)


def brief_of(*found: Annotated, topic: Topic = QUAD, as_of: str = "2025-08-28", **request: Any) -> Brief:
    return make_brief(merge(found), topic, Request(as_of=date.fromisoformat(as_of), **request), skipped=[Skipped("x.txt", "is empty")])


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of(annotated(VISIT))


def every_evidence(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from every_evidence(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from every_evidence(getattr(value, f.name))


def test_the_itinerary_stands_in_the_order_told(brief: Brief):
    rows = [(r.kind, r.when.replace("\u00a0", " "), r.status) for r in brief.itinerary]
    assert rows == [
        ("visit", "3–4 September 2025", "planned"),
        ("summit", "after the Japan visit", "planned"),
        ("summit", "later in 2025", "tentative"),
    ]
    assert brief.itinerary[1].after == brief.itinerary[0].id


def test_an_event_without_a_date_has_none(brief: Brief):
    tianjin = brief.itinerary[1]
    assert (tianjin.first, tianjin.last, tianjin.place) == (None, None, "Tianjin")


def test_past_events_are_the_background(brief: Brief):
    assert [(r.when, r.status) for r in brief.chronology] == [("September 2024", "past")]


def test_every_line_leads_back_to_its_words(brief: Brief):
    text = VISIT
    found = list(every_evidence((brief.bottom_line, brief.itinerary, brief.chronology, brief.issues, brief.quotes, brief.people)))
    assert found
    for evidence in found:
        assert evidence.text
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.source == 1
    for line in (*brief.bottom_line, *(p for i in brief.issues for p in i.points)):
        assert line.evidence


def test_quotes_have_speaker_office_and_date(brief: Brief):
    quote = next(q for q in brief.quotes if q.kind == "direct")
    assert (quote.speaker, quote.role, quote.date) == ("Carl Dorn", "foreign secretary", date(2025, 8, 26))


def test_the_bottom_line_says_what_comes_next_and_what_is_in_doubt(brief: Brief):
    texts = [line.text.split(":")[0] for line in brief.bottom_line]
    assert texts[1:] == ["Next", "Then", "In doubt"]


def test_what_could_not_be_read_is_part_of_the_brief(brief: Brief):
    assert brief.skipped == (Skipped("x.txt", "is empty"),)


def test_another_topic_is_left_out_and_counted():
    other = annotated("The football club of Bergen won the cup on Aug. 24. Its trainer will leave on Sept. 1.", id_="b")
    made = brief_of(annotated(VISIT), other)
    assert [s.id for s in made.sources] == ["a"]
    assert made.left_out.articles == 1


LONG = "\n".join(
    f"Paragraph {n} speaks of the harvest and of the weather in the northern provinces, as it did the week before." for n in range(80)
)


def test_of_a_long_article_only_the_paragraphs_that_name_the_topic_count():
    middle = "The Quad will hold a summit in Oslo on Oct. 5.\nIt will last a day, the palace said.\nThe king will visit Bergen on Oct. 9."
    text = f"{LONG}\n{middle}\n{LONG}"
    scope = find_scope(merge([annotated(text)]), QUAD)
    assert [s.of(text)[:20] for s in scope.blocks["a"]] == ["The Quad will hold a", "It will last a day, "]
    made = brief_of(annotated(text))
    assert [r.title for r in made.itinerary] == ["Summit in Oslo"]


@pytest.mark.parametrize(
    ("text", "title", "whole"),
    [
        ("The harvest was good.\nThe Quad met.\nIt rained.\nIt snowed.", None, True),
        ("The harvest was good.\nIt rained.\nIt snowed.\nThe Quad met.", None, False),
        ("The harvest was good.\nIt rained.\nThe Quad met.", None, True),
        ("The harvest was good.\nIt rained.\nIt snowed.\nThe week ended.", "The Quad", True),
        ("The quadrant was good.\nIt rained.", None, False),
    ],
)
def test_a_short_article_counts_whole_by_title_lead_or_a_third(text: str, title: str | None, whole: bool):
    scope = find_scope(merge([annotated(text, title=title)]), QUAD)
    assert ("a" in scope.whole) is whole


def test_a_stage_of_the_same_journey_belongs_without_naming_the_topic():
    first = annotated("Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on the Quad, her office said.", id_="a")
    second = annotated("Prime Minister Anna Berg will visit China on Sept. 5, the ministry said.", id_="b")
    third = annotated("Prime Minister Anna Berg will visit Peru on Dec. 5, the ministry said.", id_="c")
    made = brief_of(first, second, third)
    assert [r.place for r in made.itinerary] == ["Japan", "China"]


def test_a_topic_without_articles_gives_empty_sections():
    made = brief_of(annotated(VISIT), topic=Topic("whales", "Whales", ("whales",)))
    assert (made.itinerary, made.quotes, made.issues, made.sources) == ((), (), (), ())


@pytest.mark.parametrize(
    ("published", "count"),
    [(None, 1), ("2025-08-26", 0)],
)
def test_an_assumed_date_is_spelt_out(published: str | None, count: int):
    made = brief_of(annotated("The Quad will meet on Monday, officials said.", published=published))
    assert len(made.assumptions) == count
    assert all("28\u00a0August 2025, is assumed" in line.text for line in made.assumptions)


def test_a_plain_word_topic_is_listed_as_an_assumption():
    made = brief_of(annotated(VISIT), topic=Topic("quad", "Quad", ("quad",), is_configured=False))
    assert any("not a configured topic" in line.text for line in made.assumptions)


def test_a_dangling_pronoun_gets_its_name_in_brackets():
    one = annotated("Prime Minister Anna Berg spoke of fish. She said that quotas would rise.")
    assert stand_alone(one, one.article.sentences[1]) == "She [Anna Berg] said that quotas would rise."


def previous(**row: Any) -> dict[str, Any]:
    base = {
        "id": "1", "kind": "visit", "title": "Visit to Japan", "place": "Japan", "people": ["Anna Berg"], "evidence": [],
        "from": "2025-09-01", "to": "2025-09-02", "when": "1–2 September 2025", "status": "planned",
    }  # fmt: skip
    return {"schema": "briefgen/brief/1", "itinerary": [{**base, **row}], "chronology": []}


@pytest.mark.parametrize(
    ("old", "kinds"),
    [
        ({}, ["moved"]),
        ({"from": "2025-09-03", "to": "2025-09-04"}, []),
        ({"from": "2025-09-03", "to": "2025-09-04", "status": "tentative"}, ["status"]),
        ({"kind": "summit", "title": "Summit", "place": "Oslo"}, ["new", "dropped"]),
        ({"kind": "summit", "title": "Summit", "place": "Oslo", "to": "2025-08-02"}, ["new"]),
    ],
)
def test_changes_since_the_previous_brief(old: dict[str, Any], kinds: list[str]):
    made = brief_of(annotated("Prime Minister Anna Berg will visit Japan on Sept. 3-4, the Quad's office said."), previous=previous(**old))
    assert [c.kind for c in made.changes] == kinds
    if "new" not in kinds:
        assert made.itinerary[0].id == "1"
