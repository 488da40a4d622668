"""Sentences made to stand alone: white space folded, a dangling "he" given its name in brackets."""

from __future__ import annotations

import re

from briefgen.model import Annotated, Span

EMPHASIS = re.compile(r"(?<![\w*])\*{1,2}(?=\S)|(?<=[^\s*])\*{1,2}(?![\w*])")  # Markdown's *signs* around a word
LIST_SIGN = re.compile(r"^(?:[-–—•*·]|\(?\d{1,2}[.)])\s+")
PRONOUN = re.compile(r"^(?P<word>He|She)\b(?!\s*\[)")


def stand_alone(one: Annotated, span: Span) -> str:
    """The sentence at ``span`` with single blanks; "He said" becomes "He [Vikram Misri] said" where the speaker is known."""
    text = LIST_SIGN.sub("", re.sub(r"\s+", " ", EMPHASIS.sub("", span.of(one.article.text))).strip())
    match = PRONOUN.match(text)
    if match is None:
        return text
    for quote in one.quotes:
        if quote.speaker_span and quote.speaker_span.start == span.start and quote.speaker_resolved:
            return f"{match['word']} [{quote.speaker_resolved}]{text[match.end() :]}"
    return text
