"""Whole stories against gold files written by hand: rows in their order, parts, order without dates, revisions, conflicts, copies.

In a gold file ``words`` must all stand in the row's title; ``was`` is first day, last day, place, status and the article that said so;
a conflict is the head of what it is about and its readings with the articles behind them (null: not checked).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import find_topic, load_config
from briefgen.pipeline import Inputs, Period, read_all
from briefgen.pipeline.briefs import make_briefs
from briefgen.pipeline.gathering import settle_undated
from briefgen.render.jsonfile import brief_to_dict

HERE = Path(__file__).parent
CASES = [
    (gold["articles"], gold["topic"], gold["copies"], cut)
    for path in sorted(HERE.glob("*.gold.json"))
    for gold in [json.loads(path.read_text(encoding="utf-8"))]
    for cut in gold["cuts"]
]


def make(articles: str, topic: str, as_of: str) -> dict[str, Any]:
    inputs = (str((HERE / articles).resolve()),)
    config = load_config(None, inputs)
    day = date.fromisoformat(as_of)
    found, skipped = read_all(Inputs.of(inputs), reference_day=day, config=config)
    briefs, _ = make_briefs(settle_undated(found), skipped, [find_topic(config, topic)], config, as_of=day, period=Period())
    made: dict[str, Any] = json.loads(json.dumps(brief_to_dict(briefs[0])))
    return made


@pytest.fixture(scope="module", params=CASES, ids=[f"{Path(a).stem} as of {c['as_of']}: {c['why']}" for a, _, _, c in CASES])
def told(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    articles, topic, copies, cut = request.param
    return make(articles, topic, cut["as_of"]), cut, copies


def titled(words: list[str] | None, rows: list[dict[str, Any]]) -> str | None:
    """The id of the row of which all words stand in the title."""
    return next((r["id"] for r in rows if words and all(w.lower() in r["title"].lower() for w in words)), None)


def test_the_rows_are_those_of_the_gold_in_its_order(told):
    brief, cut, _ = told
    rows = brief["itinerary"]
    assert [(r["from"], r["to"], r["place"], r["status"]) for r in rows] == [
        (g["from"], g["to"], g["place"], g["status"]) for g in cut["itinerary"]
    ]
    for row, gold in zip(rows, cut["itinerary"], strict=True):
        assert all(word.lower() in row["title"].lower() for word in gold["words"]), (row["title"], gold["words"])
        assert set(row["people"]) == set(gold["people"]), row["title"]


def test_parts_stay_parts_and_undated_rows_stand_behind_what_they_follow(told):
    brief, cut, _ = told
    rows = brief["itinerary"]
    for row, gold in zip(rows, cut["itinerary"], strict=True):
        assert row["part_of"] == titled(gold["part_of"], rows), row["title"]
        if gold["stands_after"]:
            assert row["after"] == titled(gold["stands_after"], rows), row["title"]
            assert [r["id"] for r in rows].index(row["after"]) < rows.index(row)


def test_a_revised_row_says_what_it_was_and_who_said_so(told):
    brief, cut, _ = told
    for row, gold in zip(brief["itinerary"], cut["itinerary"], strict=True):
        was = [[w["from"], w["to"], w["place"], w["status"], w["evidence"][0]["article"]] for w in row["was"]]
        assert was == gold["was"], row["title"]


def test_reports_that_disagree_stand_side_by_side(told):
    brief, cut, _ = told
    assert len(brief["conflicts"]) == len(cut["conflicts"])
    for conflict, (about, *readings) in zip(brief["conflicts"], cut["conflicts"], strict=True):
        assert about in conflict["about"]
        assert [r["value"].replace("\u00a0", " ") for r in conflict["readings"]] == [value for value, _ in readings]
        for reading, (_, articles) in zip(conflict["readings"], readings, strict=True):
            assert articles is None or {e["article"] for e in reading["evidence"]} == set(articles)


def test_copies_are_one_source_and_every_word_of_evidence_stands_in_its_article(told):
    brief, _, copies = told
    assert {s["id"]: s["copies"] for s in brief["sources"] if s["copies"]} == copies
    for row in brief["itinerary"]:
        assert row["evidence"]
        assert all(w["evidence"] for w in row["was"])
