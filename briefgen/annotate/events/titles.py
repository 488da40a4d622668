"""Titles in the words of the evidence: "Prime Minister Narendra Modi's visit to Japan", "Summit of the Shanghai Cooperation Organisation"."""

from __future__ import annotations

import re

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.triggers import DETERMINERS, LINKS, Trigger
from briefgen.model import Span

MAX_TITLE = 110  # characters; a table cell of three lines
LAST_LINK = re.compile(rf"\s+(?:{LINKS}|the|a|an|and|or|later|early|late|next|this|last)$", re.IGNORECASE)


def title_of(sentence: Sentence, trigger: Trigger, place: str | None) -> str | None:
    """The title of an event, built only from words of its sentence; None where nothing is left to call it by."""
    if trigger.part == "noun":
        return _capital(tidy(without_dates(sentence, trigger.phrase)))
    following = tidy(without_dates(sentence, Span(trigger.span.end, trigger.phrase.end)))
    if not following:
        return f"{trigger.lead.split()[0]}, {place}" if place else None
    head, _, link = trigger.lead.replace(" {}", "").partition(" ")
    if re.match(rf"{LINKS}\b", following, re.IGNORECASE):
        return clip(f"{head} {following}")
    return clip(" ".join(part for part in (head, link, following) if part))


def without_dates(sentence: Sentence, span: Span) -> str:
    """The words of a span without the dates in it and the prepositions that led to them."""
    text, at, out = sentence.text, span.start, []
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if at <= local.start and local.end <= span.end:
            out.append(re.sub(r"\b(?:on|from|in|of|at|between|for)\s+(?:the\s+)?$", "", text[at : local.start]))
            at = local.end
    out.append(text[at : span.end])
    return " ".join(out)


def tidy(phrase: str) -> str:
    """A phrase with single blanks, without a determiner before or a dangling preposition after it."""
    words = re.sub(r"\s+", " ", phrase).strip(" ,.;:-–—").split(" ")
    while words and words[0].lower() in DETERMINERS:
        words = words[1:]
    out = " ".join(words)
    while match := LAST_LINK.search(out):
        out = out[: match.start()]
    return clip(re.sub(r"\s+([,.;:])", r"\1", out))


def clip(phrase: str, *, limit: int = MAX_TITLE) -> str:
    """At most ``limit`` characters, cut at a word, the cut marked ``[…]``."""
    if len(phrase) <= limit:
        return phrase
    return phrase[: phrase.rfind(" ", 0, limit)].rstrip(" ,;:") + " […]"


def _capital(phrase: str) -> str | None:
    return phrase[:1].upper() + phrase[1:] if phrase else None
