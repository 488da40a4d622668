"""The brief as JSON: the contract's shape."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from briefgen.model import Look
from briefgen.render.jsonfile import brief_from_dict, brief_to_dict, render_json
from tests.render.sample import ARTICLES, rich_brief, tiny_brief

EVIDENCE = ["article", "source", "start", "end", "text", "rule"]
ROW = ["id", "kind", "from", "to", "when", "time", "zone", "title", "place", "people", "status", "certainty", "part_of", "after", "edited",
       "was", "score", "evidence"]  # fmt: skip
SHAPE: dict[str, list[str]] = {
    "bottom_line": ["text", "evidence"], "changes": ["kind", "id", "text", "evidence"], "itinerary": ROW, "chronology": ROW,
    "issues": ["label", "score", "points", "quotes", "people"],
    "quotes": ["id", "text", "kind", "speaker", "role", "affiliation", "date", "edited", "evidence"],
    "people": ["name", "role", "affiliation", "evidence"], "conflicts": ["about", "readings"],
    "sources": ["number", "id", "title", "publisher", "published", "url", "path", "reader", "sha256", "text_sha256", "copies"],
    "skipped": ["path", "reason"], "assumptions": ["text", "evidence"],
}  # fmt: skip


def evidence_of(value: Any) -> list[dict[str, Any]]:
    """Every evidence object, however deep."""
    if isinstance(value, dict):
        own = value.get("evidence", [])
        return [*own, *(e for key, item in value.items() if key != "evidence" for e in evidence_of(item))]
    return [e for item in value for e in evidence_of(item)] if isinstance(value, list) else []


def test_the_object_has_the_keys_of_the_contract():
    made = brief_to_dict(rich_brief())
    assert list(made) == ["schema", "made_by", "topic", "title", "as_of", "period", "bottom_line", "changes", "itinerary", "chronology",
                          "issues", "quotes", "people", "conflicts", "sources", "left_out", "skipped", "assumptions"]  # fmt: skip
    assert {name: list(made[name][0]) for name in SHAPE} == SHAPE
    assert (made["schema"], made["as_of"], made["period"]) == ("briefgen/brief/1", "2031-05-12", {"from": "2031-03-21", "to": "2031-05-12"})
    assert list(made["made_by"]) == ["version", "config_sha256"]
    assert made["left_out"] == {"articles": 3, "rows": 1, "quotes": 12}


def test_days_are_iso_and_what_is_not_known_is_null():
    rows = brief_to_dict(rich_brief())["itinerary"]
    assert (rows[0]["from"], rows[0]["to"]) == ("2031-05-14", "2031-05-15")
    assert (rows[5]["from"], rows[5]["to"]) == (None, None)
    assert list(rows[4]["was"][0]) == ["from", "to", "place", "status", "evidence"]
    assert brief_to_dict(replace(tiny_brief(), first=None, last=None))["period"] == {"from": None, "to": None}


def test_a_source_says_how_its_date_is_known():
    sources = brief_to_dict(rich_brief())["sources"]
    assert sources[8]["published"] == {"value": "2031-02-04", "certainty": "assumed", "found_in": "body", "why": "the latest day it names"}
    bare = replace(tiny_brief(), sources=(replace(tiny_brief().sources[0], published=None),))
    assert brief_to_dict(bare)["sources"][0]["published"] is None


def test_evidence_is_the_words_of_its_article():
    found = evidence_of(brief_to_dict(rich_brief()))
    assert len(found) > 50
    for evidence in found:
        if evidence.get("previous"):
            assert list(evidence) == [*EVIDENCE, "previous"]
            continue
        assert list(evidence) == EVIDENCE
        assert ARTICLES[evidence["article"]].text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_file_is_utf8_ends_its_line_and_is_the_same_each_time():
    data = render_json(rich_brief(), ARTICLES, Look())
    assert data == render_json(rich_brief(), ARTICLES, Look())
    assert data.endswith(b"}\n")
    assert "Varland’s" in data.decode("utf-8")
    assert json.loads(data) == brief_to_dict(rich_brief())


def test_a_lone_surrogate_is_written_as_an_escape():
    brief = replace(tiny_brief(), title="a\ud800")
    assert json.loads(render_json(brief, ARTICLES, Look()))["title"] == "a\ud800"


@pytest.mark.parametrize("brief", [rich_brief(), tiny_brief()])
def test_a_brief_read_back_is_the_same_brief(brief):
    content = json.loads(render_json(brief, {}, Look()))
    assert brief_to_dict(brief_from_dict(content)) == content
