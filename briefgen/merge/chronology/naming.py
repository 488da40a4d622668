"""A dangling "he" given its name in brackets: a sentence of a chronology stands alone."""

from __future__ import annotations

import re

from briefgen.merge.chronology.sentences import Sentence
from briefgen.model import Annotated, Person, Span

PRONOUN = re.compile(r"(?P<word>He|She)\b(?!\s*\[)")
GENDER = {"He": "m", "She": "f"}


def leans(text: str) -> bool:
    """Whether a sentence opens with somebody whom only the sentence before it names."""
    return PRONOUN.match(text) is not None


def name_pronoun(sentence: Sentence, one: Annotated) -> str | None:
    """The text with the name behind its first word: "He said ..." becomes "He [Hosni Mubarak] said ...".

    None where nothing, or more than one thing, says who it is. ``one`` is the sentence's article with its people and quotes.
    """
    text = sentence.text
    match = PRONOUN.match(text)
    if match is None:
        return text
    name = _speaker_at(sentence.span, one) or _only_person_before(sentence.position, one, GENDER[match["word"]])
    return f"{match['word']} [{name}]{text[match.end() :]}" if name else None


def _speaker_at(span: Span, one: Annotated) -> str | None:
    """The name of the speaker of a quote, where the pronoun that opens the sentence is that speaker."""
    for quote in one.quotes:
        if quote.speaker_span and quote.speaker_span.start == span.start and quote.speaker_resolved:
            return quote.speaker_resolved
    return None


def _only_person_before(position: int, one: Annotated, gender: str) -> str | None:
    """The one person whom the sentence before names, unless of the other gender."""
    if position == 0:
        return None
    before = one.article.sentences[position - 1]
    names = {p.name for p in one.people if p.gender in (None, gender) and _is_named_in(p, before)}
    return names.pop() if len(names) == 1 else None


def _is_named_in(person: Person, span: Span) -> bool:
    return any(span.covers(mention) for mention in person.mentions)
