"""Speaker labels of transcripts: "PRIME MINISTER MORITA:", "MR. DALTON:", "THE PRESIDENT:", "Q"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from briefgen.annotate.people.names import Mention, common
from briefgen.annotate.people.roles import COURTESY, Office, is_head, is_modifier, is_place, is_title, titles
from briefgen.annotate.people.tokens import PARTICLES, Tokens, given_names
from briefgen.lexicon import load_patterns
from briefgen.model import Block

PUBLIC = frozenset(
    {
        "q", "question", "reporter", "press", "audience", "moderator", "participants", "participant", "crowd", "journalist",
        "student", "all", "media"
    }
)  # fmt: skip


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of ``transcripts.toml`` with this id."""
    return next(p.regex for p in load_patterns("transcripts") if p.id == name)


def speech_labels(text: str, blocks: Sequence[Block]) -> dict[int, re.Match[str]]:
    """The blocks that begin with a speaker's label. A title or office makes one; a bare name does where two of them return, as in a debate.

    "KEEPING SCORE:" and "WATCH BELOW:" are rubrics.
    """
    label = pattern("transcript.label")
    found = {i: m for i, b in enumerate(blocks) if b.kind != "boilerplate" and (m := label.match(text, b.span.start, b.span.end))}
    counts = Counter(m["label"] for m in found.values())
    bare = {label for label, n in counts.items() if n > 1 and len(label.split()) < 4 and not label.endswith(("'S", "’S"))}
    if len(bare) < 2 or not any(written(label.split()[-1]) in text for label in bare):
        bare = set()
    named = {label for label in counts if 2 <= len(label.split()) <= 3 and written(label.split()[0]) in given_names()}
    if len(found) > 1:  # an interview: MARGARET HOLM: ..., JOHN HALE: ...
        bare |= named
    return {i: m for i, m in found.items() if m["label"] in bare or is_titled(m["label"]) or m["label"].lower() in PUBLIC}


def is_titled(label: str) -> bool:
    """Whether a label names somebody by itself: it holds a title or an office."""
    words = label.lower().split()
    known = [is_title(w) or is_head(w) or is_modifier(w) or w == "the" for w in words]
    return (
        len(words) > 1
        and known[0]
        and (not known[-1] or (words[0] == "the" and all(known)))
        and any(is_title(w) or is_head(w) for w in words)
    )


def find_label(tokens: Tokens, match: re.Match[str]) -> Mention | None:
    """The person whom a speech's label names, with its office; None for a question, an office alone, or no label."""
    if match["label"].lower() in PUBLIC:
        return None
    first, end = tokens.index(match.start("label")), tokens.index(match.end("label"))
    start = first
    while start < end and (
        is_head(tokens.lower[start]) or is_modifier(tokens.lower[start]) or is_title(tokens.lower[start]) or tokens.lower[start] == "the"
    ):
        start += 1
    if start >= end or end - start > 4 or any(w in common() for w in tokens.lower[start:end]) or is_place(tokens.slice(start, end).title()):
        return None
    title = tokens.lower[start - 1].rstrip(".") if start > first else ""
    role = None if start == first or title in COURTESY else written(tokens.slice(first, start))
    words = tuple(written(w) for w in tokens.words[start:end])
    return Mention(start, end, words, Office(role, None, first, start), None, titles().get(title) or None, 4)


def written(capitals: str) -> str:
    """Capitals as a name is written: "PRIME MINISTER" as "Prime Minister", "O'BRIEN" as "O'Brien", "DE" in "DE GAULLE" as "de"."""
    out = []
    for i, word in enumerate(capitals.split()):
        low = word.lower()
        out.append(low if low in PARTICLES and i else "-".join(_part(p) for p in word.split("-")))
    return " ".join(out)


def _part(word: str) -> str:
    if word[:2].upper() in ("O'", "O’") and len(word) > 3:
        return word[:2].upper() + word[2:].capitalize()
    if word[:2] == "MC" and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return word if len(word) <= 2 and "." in word else word.capitalize()
