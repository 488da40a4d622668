"""Whose turn it is: hosts and interviewers, who ask; and passages that speak of another country than the topic's."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from briefgen.brief.relevance import Scope
from briefgen.brief.wording import TRANSCRIPT
from briefgen.lexicon import load_table
from briefgen.model import Annotated, Block

MIN_ASKED = 2  # turns that end in a question
ASKS = 0.25  # share of such turns from which on a speaker is the one who interviews
MANY_COUNTRIES = 3  # of which a document speaks, each more than once
OFFICE_OF_HOSTS = frozenset(("anchor", "host", "correspondent", "reporter", "interviewer", "moderator", "presenter"))


@lru_cache(maxsize=4_000)
def _hosts_of(turns: tuple[tuple[str, bool, str], ...]) -> frozenset[str]:
    told: Counter[str] = Counter(name for name, _, _ in turns)
    asked: Counter[str] = Counter(name for name, asks, _ in turns if asks)
    hosts = {name for name, n in asked.items() if n >= MIN_ASKED and n >= ASKS * told[name]}
    return frozenset(hosts | {name for name, _, role in turns if OFFICE_OF_HOSTS & set(role.lower().split())})


def find_hosts(one: Annotated) -> frozenset[str]:
    """The names, as the article has them, of those who ask the questions in a transcript, or are told to be its host."""
    text = one.article.text
    turns = tuple(
        (q.speaker_resolved or q.speaker or "", any(f.of(text).rstrip("\"”’' \n").endswith("?") for f in q.fragments), q.role or "")
        for q in one.quotes
        if q.rule == TRANSCRIPT
    )
    return _hosts_of(turns) - {""}


def is_elsewhere(one: Annotated, block: Block, text: str, scope: Scope) -> bool:
    """Whether a passage of a document on many countries stands in no paragraph, and under no heading, that names the topic's own."""
    if not _is_country(scope) or one.article.id in scope.transcripts or scope.names(text) or scope.names(block.span.of(one.article.text)):
        return False
    if len(_countries_of(one.article.text)) < MANY_COUNTRIES:
        return False
    heading = None
    for other in one.article.blocks:
        if other.span.start >= block.span.start:
            break
        heading = other if other.kind == "heading" else heading
    return heading is None or not scope.names(heading.span.of(one.article.text))


@lru_cache(maxsize=4_000)
def _countries_of(text: str) -> frozenset[str]:
    """The countries that a text names more than once."""
    return frozenset(name for name in _names() if text.count(name) > 1)


@cache
def _names() -> tuple[str, ...]:
    return tuple(row[0] for row in load_table("countries"))


def _is_country(scope: Scope) -> bool:
    """Whether the topic's words are those of a country."""
    return _is_name_of_country(scope.pattern.pattern, scope.pattern.flags)


@lru_cache(maxsize=100)
def _is_name_of_country(pattern: str, flags: int) -> bool:
    return any(re.search(pattern, name, flags) for name in _names())
