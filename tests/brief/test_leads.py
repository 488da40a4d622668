"""The opening sentence: new before old, plain before proud, none that has gone stale."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.brief.leads import choose_lead, is_stale
from briefgen.brief.relevance import find_scope
from briefgen.config import Topic
from briefgen.merge import merge
from briefgen.model import Evidence, Former, Issue, Line, Row
from tests.articles import annotated

AS_OF = date(2025, 8, 28)
FJORD = Topic("fjord", "The Fjord Group", ("Fjord Group",))
OLD = "The Fjord Group agreed on quotas of 90,000 tonnes of herring for all of its members."
NEW = "The Fjord Group put its quotas for herring off until the autumn of 2026."


def lead_of(*reports: tuple[str, str], rows: tuple[Row, ...] = (), issues: tuple[Issue, ...] = ()) -> str | None:
    found = [annotated(text, id_=f"a{n}", published=day) for n, (day, text) in enumerate(reports)]
    line = choose_lead(find_scope(merge(found), FJORD), rows, issues, without=(), as_of=AS_OF)
    assert line is None or all(e.text for e in line.evidence)
    return line.text if line else None


def test_a_sentence_of_the_last_fifth_of_the_period_opens_the_brief():
    assert lead_of(("2025-08-01", OLD), ("2025-08-27", NEW)) == NEW
    assert lead_of(("2025-08-27", OLD), ("2025-08-01", NEW)) == OLD


@pytest.mark.parametrize(
    "text",
    [
        "In a bold display of strength the Fjord Group has opened its historic conference in Oslo.",
        "Fjord Group talks fail in Oslo The delegations of all members left the hall in the evening without a word.",
        "And the Fjord Group will, of all things, set quotas for herring in the north.",
        "The Fjord Group met today in Oslo to set quotas for herring in the north.",
    ],
)
def test_praise_headlines_and_stale_days_do_not_open_it(text: str):
    assert lead_of(("2025-08-11", text)) is None
    assert lead_of(("2025-08-11", text), ("2025-08-01", OLD)) == OLD


def test_an_agency_before_the_sentence_is_left_out():
    assert lead_of(("2025-08-27", f"OSLO (Reuters) - {NEW}")) == NEW


def test_a_sentence_that_sets_an_event_at_its_former_place_does_not_open_it():
    was = (Former(date(2026, 5, 1), date(2026, 5, 1), "Riga", "planned", (Evidence("x", 0, 1, "x", "r"),)),)
    moved = Row(
        "r", "summit", date(2026, 5, 1), date(2026, 5, 1), "1 May 2026", None, None, "Fjord Group summit", "Oslo", (), "planned", "stated",
        None, None, None, was, 5.0, (Evidence("x", 0, 1, "x", "r"),),
    )  # fmt: skip
    stale = "The Fjord Group summit in Riga will decide who pays for the new cable to Norway."
    assert lead_of(("2025-08-27", stale), rows=(moved,)) is None
    assert lead_of(("2025-08-27", stale.replace("Riga", "Oslo")), rows=(moved,)) is not None


def test_an_issues_first_point_does_not_open_it_where_another_sentence_does():
    issue = Issue("Sea cables", 1.0, (Line(NEW, (Evidence("a1", 0, 5, NEW[:5], "issues.sentence"),)),), (), ())
    other = "The Fjord Group set quotas for cod for the first time, at 12,000 tonnes a year."
    assert lead_of(("2025-08-27", other), ("2025-08-28", NEW), issues=(issue,)) == other
    assert lead_of(("2025-08-28", NEW), issues=(issue,)) == NEW


@pytest.mark.parametrize(
    ("text", "day", "stale"),
    [
        ("The ministers met today.", date(2025, 8, 11), True),
        ("The ministers met today.", AS_OF, False),
        ("The ministers met on Monday.", date(2025, 8, 26), False),
        ("The ministers met on Monday.", date(2025, 8, 11), True),
        ("The ministers met on 3 August.", date(2025, 8, 11), False),
        ('The minister said "today is a good day" in May.', date(2025, 8, 11), False),
    ],
)
def test_a_relative_day_is_for_its_own_week(text: str, day: date, stale: bool):
    assert is_stale(text, day, AS_OF) is stale
