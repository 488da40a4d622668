"""A brief against itself and its articles: one thing is changed in its data, and named for what it is."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from briefgen.model import Article
from briefgen.model.text import Spans
from briefgen.verify import Verified, verify

TALKS = 'The talks resume on 16 May in Lisse.\n"We will not accept a lower quota," said Ada Brandt.'
FERRY = "The ferry will stop on 20 May for a week."
Brief = dict[str, Any]


def article(id_: str, text: str, *, file: str = "", reader: str = "text/1") -> Article:
    """An article of ``text`` in a file of its own."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id_, id_, None, None, None, "en", reader, file or f"file of {digest}", digest, text, None, (), Spans())


SHELF = [article("talks.txt", TALKS), article("ferry.txt", FERRY)]


def evidence(source: int, words: str) -> dict[str, Any]:
    """``words`` as a brief cites them."""
    chosen = SHELF[source - 1]
    start = chosen.text.index(words)
    return {"article": chosen.id, "source": source, "start": start, "end": start + len(words), "text": words, "rule": "r"}


def source(number: int) -> dict[str, Any]:
    """An article as a brief lists it."""
    a = SHELF[number - 1]
    return {"number": number, "id": a.id, "path": a.path, "reader": a.reader, "sha256": a.sha256, "text_sha256": a.text_sha256}


BRIEF: Brief = {
    "bottom_line": [{"text": "Talks resume.", "evidence": [evidence(1, "The talks resume on 16 May in Lisse.")]}],
    "changes": [{"kind": "dropped", "text": "Gone.", "evidence": [{**evidence(2, FERRY), "source": 0, "previous": True, "text": "Old."}]}],
    "itinerary": [{"title": "Stop", "was": [], "evidence": [evidence(2, FERRY)]}],
    "chronology": [],
    "issues": [{"label": "quota", "points": [{"text": "No lower quota.", "evidence": [evidence(1, "We will not accept a lower quota")]}]}],
    "quotes": [{"text": "We will … a lower quota", "edited": None, "evidence": [evidence(1, "We will not accept a lower quota")]}],
    "people": [],
    "conflicts": [],
    "sources": [source(1), source(2)],
    "assumptions": [{"text": "A plain word.", "evidence": []}],
}


def check(change: Callable[[Brief], object], articles: list[Article] | None = None) -> Verified:
    """The brief with one thing changed, checked."""
    brief = copy.deepcopy(BRIEF)
    change(brief)
    return verify(brief, seal=None, articles=SHELF if articles is None else articles)


def first(brief: Brief) -> dict[str, Any]:
    """The evidence of the itinerary's only row."""
    return brief["itinerary"][0]["evidence"][0]  # type: ignore[no-any-return]  # JSON


def test_a_brief_as_it_was_made_has_no_findings():
    found = check(lambda b: None)
    assert (found.findings, found.lines, found.sentences, found.checked) == ((), 6, 5, 4)


@pytest.mark.parametrize(
    ("change", "rule", "message"),
    [
        (lambda b: b.update(itinerary="x"), "brief.damaged", "itinerary: no list stands there"),
        (lambda b: b.pop("chronology"), "brief.damaged", "chronology: no list stands there"),
        (lambda b: b.update(people=[1]), "brief.damaged", "people, entry 1: it is no object"),
        (lambda b: b["issues"][0].update(points=3), "brief.damaged", "issue 1, points: no list stands there"),
        (lambda b: b["itinerary"][0].update(was=[None]), "brief.damaged", "itinerary 1, earlier reports, entry 1"),
        (lambda b: b["itinerary"][0].update(evidence=None), "brief.damaged", "itinerary 1 (Stop), evidence: no list"),
        (lambda b: b["quotes"][0].update(text=7), "brief.damaged", "it has no words"),
        (lambda b: b["itinerary"][0].update(evidence=[]), "line.without_evidence", "nothing stands behind this line"),
        (lambda b: first(b).update(source=9), "line.source", "it cites source 9, which the brief does not list"),
        (lambda b: first(b).update(source=True), "line.source", "it cites source True"),
        (lambda b: first(b).update(source=[]), "line.source", "it cites source ?"),
        (lambda b: first(b).update(source=1), "line.source", "it cites ferry.txt as source 1, which is talks.txt"),
        (lambda b: first(b).update(article="nowhere.txt", text="Made up."), "line.source", "it cites nowhere.txt as source 2"),
        (lambda b: first(b).update(previous=True, text="Made up."), "line.previous", "as only a row that was dropped may"),
        (lambda b: b["sources"].append(source(1)), "source.number", "source 3 (talks.txt): its number is 1"),
        (lambda b: b["quotes"][0].update(text="We will accept"), "quote.words", "“We will accept” does not stand in the sentence behind"),
        (lambda b: first(b).update(start=None), "evidence.broken", "no text, or no place"),
        (lambda b: first(b).update(text=" "), "evidence.broken", "no text, or no place"),
        (lambda b: first(b).update(start=0, end=3), "evidence.place", "is not what stands at its place in ferry.txt"),
        (lambda b: first(b).update(start=10**400, end=10**400), "evidence.place", "is not what stands at its place"),
        (lambda b: first(b).update(text="Made up."), "evidence.place", "“Made up.” is not what stands at its place"),
    ],
)
def test_data_that_were_edited_are_a_fault(change: Callable[[Brief], object], rule: str, message: str):
    found = check(change)
    assert any(f.rule == rule and message in str(f) and f.severity == "fault" for f in found.findings), found.findings


def test_a_quote_that_an_analyst_edited_says_so_itself():
    assert not check(lambda b: b["quotes"][0].update(text="In short: no", edited="shortened")).findings


@pytest.mark.parametrize("name", ["\x1b[2Jgone", "a\u202eb", "a\ud800b", "a\x00b", "a\nb"])
def test_no_name_moves_a_cursor_or_begins_a_line(name: str):
    (finding,) = check(lambda b: b["itinerary"][0].update(title=name, evidence=[])).findings
    assert str(finding).isprintable()


def test_joiners_stay_in_the_words_of_their_languages():
    (finding,) = check(lambda b: b["itinerary"][0].update(title="क्\u200dष", evidence=[])).findings
    assert "क्\u200dष" in finding.where


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([SHELF[0], article("other.txt", FERRY)], []),  # under another name
        ([SHELF[0], article("ferry.txt", "Another story."), article("moved.txt", FERRY)], []),  # and its name taken by another
        ([SHELF[0]], ["source.missing"]),
        ([SHELF[0], article("ferry.txt", FERRY, file="saved anew")], ["source.saved"]),
        ([SHELF[0], article("ferry.txt", f"New. {FERRY}")], ["source.edited", "evidence.moved"]),
        ([SHELF[0], article("ferry.txt", "Nothing.")], ["source.edited", "evidence.missing"]),
        ([SHELF[0], article("ferry.txt", f"\n{FERRY}", file=SHELF[1].sha256, reader="text/2")], ["source.reader", "evidence.moved"]),
        ([SHELF[0], article("ferry.txt", FERRY.replace(" ", "\n"), file=SHELF[1].sha256)], ["source.reader", "evidence.moved"]),
        ([SHELF[0], article("b/ferry.txt", "Nothing.")], ["source.edited", "evidence.missing"]),  # the only one of its file name
        ([SHELF[0], article("a/ferry.txt", "No."), article("b/ferry.txt", "Nor.")], ["source.missing"]),
        ([article("feed.jsonl", "No.", file=SHELF[1].sha256), article("two", TALKS, file=SHELF[1].sha256)], ["source.missing"]),
    ],
)
def test_an_article_that_is_not_the_same_is_named_for_what_became_of_it(articles: list[Article], expected: list[str]):
    found = check(lambda b: None, articles).findings
    assert [f.rule for f in found if f.where != "source 1 (talks.txt)"] == expected


def test_a_reader_that_changed_is_named_with_both_its_versions():
    other = article("ferry.txt", f" {FERRY}", file=SHELF[1].sha256, reader="text/2")
    assert "(text/1 then, text/2 now)" in str(check(lambda b: None, [SHELF[0], other]).findings[0])
    same = replace(other, reader="text/1")
    assert "text/1 takes another text out of it" in str(check(lambda b: None, [SHELF[0], same]).findings[0])
