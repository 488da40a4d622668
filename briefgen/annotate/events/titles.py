"""Titles in the words of the evidence: "Prime Minister Narendra Modi's visit to Japan", "Summit of the regional bloc"."""

from __future__ import annotations

import re

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.triggers import DETERMINERS, LINKS, Trigger
from briefgen.model import Span

MAX_TITLE = 110  # characters; a table cell of three lines
# "The Quad foreign ministers met", "The two leaders will meet": a short group before its verb
SUBJECT = re.compile(
    r"(?:^|,\s|\s)(?P<who>(?:the|all|both)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+s)\s+(?:(?:will|would|are|were|is|was|to|also|have|had|last|then|due)\s+)*$",
    re.IGNORECASE,
)
LAST_LINK = re.compile(rf"\s+(?:{LINKS}|the|a|an|and|or|later|early|late|next|this|last|just|over|only|about)$", re.IGNORECASE)


def title_of(sentence: Sentence, trigger: Trigger, place: str | None) -> str | None:
    """The title of an event, built only from words of its sentence; None where nothing is left to call it by."""
    if trigger.part == "noun":
        title = tidy(without_dates(sentence, trigger.phrase))
        if place and title.islower() and len(title.split()) < 4 and place not in title:  # "a trip", told of Sendai; "last such gathering"
            the = "the " if f"the {place}" in sentence.text else ""
            title = f"{title} {'to' if trigger.kind in ('visit', 'trip') else 'in'} {the}{place}"
        return _capital(title)
    if trigger.kind == "meeting" and (subject := _subject(sentence, trigger)):
        rest = tidy(without_dates(sentence, Span(trigger.span.end, trigger.phrase.end)))
        return clip(f"Meeting of {subject} {rest}".strip())
    following = tidy(without_dates(sentence, Span(trigger.span.end, trigger.phrase.end)), article=True)
    if trigger.kind == "meeting" and not re.match(r"with\b|[A-Z]", following) and len(who := sentence.participants(trigger)) > 1:
        return clip(f"Meeting of {', '.join(who[:-1])} and {who[-1]} {following}".strip())
    if not following:
        return f"{trigger.lead.split()[0]}, {place}" if place else None
    head, _, link = trigger.lead.replace(" {}", "").partition(" ")
    if re.match(rf"{LINKS}\b", following, re.IGNORECASE):
        return clip(f"{head} {following}")
    return clip(" ".join(part for part in (head, link, following) if part))


def _subject(sentence: Sentence, trigger: Trigger) -> str | None:
    """Who meets, where it is a group without names: "the Quad foreign ministers"."""
    clause = sentence.clause_of(trigger.span.start)
    before = sentence.text[clause.start : trigger.span.start]
    if any(sentence.local(m).overlaps(Span(clause.start, trigger.span.start)) for m, _ in sentence.people):
        return None
    match = SUBJECT.search(before)
    return match["who"][:1].lower() + match["who"][1:] if match else None


def without_dates(sentence: Sentence, span: Span) -> str:
    """The words of a span without the dates in it and the prepositions that led to them."""
    text, at, out = sentence.text, span.start, []
    for _, timex in sentence.timexes:
        local = sentence.local(timex.span)
        if at <= local.start and local.end <= span.end:
            out.append(re.sub(r"\b(?:on|from|in|of|at|between|for)\s+(?:the\s+)?$", "", text[at : local.start]))
            at = local.end + (2 if text[local.end : local.end + 2] in ("'s", "’s") else 0)
    out.append(text[at : span.end])
    return " ".join(out)


def tidy(phrase: str, *, article: bool = False) -> str:
    """A phrase with single blanks, without a determiner before (but for ``article``) or a dangling preposition after it."""
    words = re.sub(
        r"(?i)^(?:(?:On|In|By|At|From|Since|And|But|Then|Of)\b\s*,\s*|(?:When|As|While|After|Before|Because|And|But)\b\s+)",
        "",
        re.sub(r"\s+", " ", phrase).strip(" ,;:-–—’'"),
    ).split(" ")
    while words and words[0].lower() in DETERMINERS and not (article and words[0].lower() == "the"):
        words = words[1:]
    out = " ".join(words)
    while match := LAST_LINK.search(out):
        out = out[: match.start()]
    out = re.sub(r"\s+([,.;:])", r"\1", out)
    return clip(out if re.search(r"(?:\b[A-Z]\.){2,}$", out) else out.rstrip("."))


def clip(phrase: str, *, limit: int = MAX_TITLE) -> str:
    """At most ``limit`` characters, cut at a word, the cut marked ``[…]``."""
    if len(phrase) <= limit:
        return phrase
    return phrase[: phrase.rfind(" ", 0, limit)].rstrip(" ,;:") + " […]"


def _capital(phrase: str) -> str | None:
    return phrase[:1].upper() + phrase[1:] if phrase else None
