"""Transcripts: "MR. DALTON:" and the paragraphs that go on, questions left out, stage directions dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.annotate.people.labels import PUBLIC, pattern, speech_labels, written
from briefgen.annotate.people.roles import COURTESY, is_head, is_modifier, is_title
from briefgen.annotate.quotes.found import Found
from briefgen.model import Block, Span


def read_transcript(text: str, blocks: Sequence[Block]) -> tuple[list[Found], set[int]]:
    """The speeches of a transcript, and the indices of the blocks that belong to it, questions included; nothing where there is none."""
    labels = speech_labels(text, blocks)
    asks = pattern("transcript.question")
    speeches = [(i, b) for i, b in enumerate(blocks) if b.kind == "speech" and i not in labels]
    questions = {i for i, b in speeches if asks.match(text, b.span.start, b.span.end)}
    questions |= {i for i, m in labels.items() if m["label"].lower() in PUBLIC}
    labels = {i: m for i, m in labels.items() if i not in questions}
    found: list[Found] = []
    taken: set[int] = set()
    if not labels:
        return found, taken
    current: Found | None = None
    inside = False
    for i, block in enumerate(blocks):
        if block.kind == "boilerplate":
            continue
        if i in questions:
            current, inside = None, True
        elif i in labels:
            inside = True
            current = _speech(labels[i], i)
            found.append(current)
        elif block.kind in ("heading", "headline") or pattern("transcript.end").match(text, block.span.start, block.span.end):
            current, inside = None, False
        if not inside:
            continue
        taken.add(i)
        if current is not None:
            start = labels[i].end() if i in labels else block.span.start
            current.fragments.extend(_spoken(text, Span(start, block.span.end)))
    return [f for f in found if f.fragments], taken


def _speech(match: re.Match[str], block: int) -> Found:
    label = match["label"]
    words = label.split()
    k = 0
    while k < len(words) and (
        is_head(words[k].lower()) or is_modifier(words[k].lower()) or is_title(words[k].lower()) or words[k] == "THE"
    ):
        k += 1
    title = " ".join(words[:k])
    role = None if not title or words[k - 1].lower().rstrip(".") in COURTESY else written(title.removeprefix("THE "))
    span = Span(match.start("label"), match.end("label"))
    return Found([], "quotes.direct.transcript", block, ":", span.start, span, "label", (written(" ".join(words[k:])), role), marked=True)


def _spoken(text: str, span: Span) -> list[Span]:
    """The stretches of a paragraph between stage directions: "(Applause.)", "[Laughter]", "(As interpreted.)"."""
    out: list[Span] = []
    start = span.start
    for match in [*pattern("transcript.stage").finditer(text, span.start, span.end), None]:
        end = match.start() if match else span.end
        first, last = start, end
        while first < last and (text[first].isspace()):
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if any(c.isalnum() for c in text[first:last]):
            out.append(Span(first, last))
        start = match.end() if match else end
    return out
