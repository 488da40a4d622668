"""Relevance: how near a passage is to the topic, and what continues one that names it."""

from __future__ import annotations

import pytest

from briefgen.brief.relevance import Scope, find_scope
from briefgen.config import Topic
from briefgen.merge import merge
from briefgen.model import Span
from tests.articles import annotated

TOPIC = Topic("fjord", "The Fjord Group", ("Fjord Group",))
TEXT = (
    "The Fjord Group agreed on herring quotas and on patrols of trawlers.\n"
    "Herring quotas will fall and trawlers will be watched.\n"
    "The concert began at eight and the hall was full.\n"
    "The Fjord Group said that the Fjord Group would meet again.\n"
)


@pytest.fixture(scope="module")
def scope() -> Scope:
    return find_scope(merge([annotated(TEXT)]), TOPIC)


def near(scope: Scope, words: str) -> float:
    at = TEXT.index(words)
    return scope.relevance("a", Span(at, TEXT.index("\n", at)))


def test_a_passage_that_names_the_topic_is_nearer_than_one_in_its_words_and_that_than_another(scope: Scope):
    assert near(scope, "The Fjord Group agreed") > near(scope, "Herring quotas will") > 0.0
    assert near(scope, "The Fjord Group said") > near(scope, "Herring quotas will")
    assert near(scope, "The Fjord Group agreed") > near(scope, "The concert")


def test_relevance_lies_between_nothing_and_one(scope: Scope):
    assert all(0.0 <= scope.relevance("a", s) < 1.0 for s in scope.by_id["a"].article.sentences)


def test_the_answer_to_a_question_that_names_the_topic_belongs():
    plain = "\n".join(f"SPOKESPERSON: The harvest of province {n} was good, and the weather held for many days." for n in range(90))
    talk = "Q What of the Fjord Group?\nSPOKESPERSON: A date will be announced in May.\nQ And the harvest?\nSPOKESPERSON: It was good."
    text = f"{plain}\n{talk}\n{plain}"
    scope = find_scope(merge([annotated(text)]), TOPIC)
    assert [s.of(text) for s in scope.blocks["a"]] == talk.split("\n")[:2]
