"""What is found, where it begins and ends, and what is refused."""

import json
import random
from datetime import date

import pytest

from briefgen.annotate.time import find_timexes
from briefgen.annotate.time.grammar import rules
from briefgen.annotate.time.tokens import lexicon
from briefgen.read import read_article
from briefgen.sources import make_source
from tests.annotate.time.written import read_times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy lands on\u00a0Oct.\u00a03\u20135 in Lima.", "Oct.\u00a03\u20135"),
        ("The envoy lands on Oct. 3\u20145, as planned.", "Oct. 3\u20145"),
        ("The envoy lands on 3 \u2012 5 October 2025.", "3 \u2012 5 October 2025"),
        ("The school closes on New Year\u2019s Eve.", "New Year\u2019s Eve"),
        ("Rents rose in the \u201980s.", "the \u201980s"),
        ("Die Rede: \U0001f5d3 on Oct. 3 it begins.", "Oct. 3"),
        ("The council met on Oct.\n3 in the town\nhall and the mayor then\nspoke of the budget and the\nschools.", "Oct.\n3"),
    ],
)
def test_offsets_hold_over_odd_blanks_dashes_and_quotes(text, expected):
    assert expected in [t.text for t in read_times(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The committee may sit again.",
        "They march through the square and sat down.",
        "Theresa May and April Jones greeted June Carter and August Wilson.",
        "Jan Kowalski spoke second, Jan Smith third.",
        "An august body, a second opinion, a mon ami.",
        "Resolution 1701 and Article 2024 were read out.",
        "Flight 1812 was late and bus 1990 was early.",
        "They won 3-2 and lost 10-12.",
        "Turnout was 45.5 percent, up from 31 percent.",
        "Dial +44 20 7946 0958 for tickets.",
        "It cost $1999 or \u20ac2010.",
        "The 2+2 format and the G-20 differ.",
        "A Boeing 787-9 was parked at Mar-a-Lago.",
        "The keeper saved a penalty in the second half of the match.",
        "The 12th summit was the largest.",
        "The 6-year-old girl waved.",
        "Some 1500 people and 2000 soldiers came.",
        "A quarter of the seats stayed empty.",
    ],
)
def test_names_numbers_and_verbs_are_no_times(text):
    assert [t.text for t in read_times(text)] == []


@pytest.mark.parametrize(
    "text", ["They met in May.", "Rain fell in March 2024.", "He came on April 3.", "Since June the border is shut.", "early August"]
)
def test_months_that_are_names_too_are_found_where_they_are_months(text):
    assert len(read_times(text)) == 1


def test_a_list_of_days_is_one_expression_a_day():
    assert [t.text for t in read_times("Hearings are set for Oct. 7, 9-10 and 14.")] == ["Oct. 7", "9-10", "14"]


def test_a_number_that_counts_something_is_no_day_of_a_list():
    assert [t.text for t in read_times("He was arrested on March 3 and 20 others fled.")] == ["March 3"]


def test_boilerplate_holds_no_times_and_no_expression_crosses_a_block():
    texts = [
        t.text for t in read_times("The vote was held in August\n29 deputies were absent that day.\nAlso Read: Storm hits coast on Monday")
    ]
    assert texts == ["August", "that day"]


def test_rule_ids_read_like_paths():
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    assert all(part.islower() or part == "of" for id_ in ids for part in id_.replace("_", "").split("."))
    assert read_times("He flies on Oct. 3-5.")[0].rule == "time.range.month_day_day"


@pytest.mark.parametrize("seed", range(8))
def test_any_text_gives_ordered_slices_of_itself_with_days_in_order(seed):
    choice = random.Random(seed)
    words = [
        *lexicon(),
        "1990",
        "29",
        "31",
        "99",
        "0900",
        "10:30",
        "29.08.2025",
        "23rd",
        "1990s",
        "-",
        "\u2013",
        "/",
        ",",
        ".",
        "'",
        "(",
        "&",
        "Feb",
        "BC",
        "\u00a0",
    ]
    for _ in range(60):
        picked = [choice.choice(words) for _ in range(choice.randint(1, 40))]
        text = "".join((w.capitalize() if choice.random() < 0.5 else w) + choice.choice([" ", " ", "", "\n"]) for w in picked) + "x"
        article = read_article(
            make_source("a", "a", "jsonl", json.dumps({"text": text, "published": "2024-02-29", "language": "en"}).encode())
        )
        timexes = find_timexes(article, reference_day=date(2026, 1, 1))[1]
        ends = [0, *(t.span.end for t in timexes)]
        assert all(t.text == t.span.of(article.text) for t in timexes)
        assert all(t.span.start >= end for t, end in zip(timexes, ends, strict=False))
        assert all(t.first is not None and t.last is not None and t.first <= t.last for t in timexes if t.first or t.last)
