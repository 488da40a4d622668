"""The reading of one frame: what was found so far, and how an utterance is put down."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.annotate.quotes.clauses import After, Days
from briefgen.annotate.quotes.cues import Cue
from briefgen.annotate.quotes.found import Found
from briefgen.annotate.quotes.frames import Frame
from briefgen.annotate.quotes.phrases import Names, Phrase
from briefgen.model import Span

EDGE = frozenset({",", ".", "?", "!", ";", ":", "—", "–", "-", "'", '"'})


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speaker and what stands behind it before the reported words."""

    cue: Cue
    subject: Phrase
    after: After


@dataclass(slots=True)
class Reading:
    """The state of reading one frame: what was found, and from which item on nothing is spoken for yet."""

    frame: Frame
    names: Names
    days: Days
    floor: int = 0
    found: list[Found] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Positions of marked stretches that belong to an utterance."""
    leads: bool = False
    """Whether the frame ends with a colon behind a cue, so that the next block is the quote."""


def emit(reading: Reading, said: Attribution, items: list[tuple[int, int]], shape: str) -> None:
    """Put down one utterance; ``items``: its fragments as positions of the frame, none yet for a line that leads in."""
    frame, cue, subject, after = reading.frame, said.cue, said.subject, said.after
    marked = bool(items) and all(frame.is_mark(i) for first, end in items for i in range(first, end))
    partly = any(frame.marks_between(first, end) for first, end in items)
    kind = "direct" if marked else "mixed" if partly else "indirect"
    form = "according_to" if cue.kind == "according" else shape
    found = Found(
        fragments=_fragments(frame, items, marked=marked),
        rule=f"quotes.{kind}.{form}",
        block=frame.block,
        cue=cue.form,
        cue_at=frame.start(cue.at) if not frame.is_mark(cue.at) else frame.start(subject.first),
        polarity="denied" if cue.kind == "deny" else "said",
        said_on=after.said_on,
        said_at=after.said_at,
        marked=marked,
        partly=partly,
    )
    if subject.kind == "inherit":
        found.speaker_kind = "inherit"
        found.parent = reading.found[-1] if reading.found else None
    else:
        found.speaker_kind = subject.kind.removeprefix("borrowed ")
        found.speaker = frame.span(subject.first, subject.end)
    reading.found.append(found)


def _fragments(frame: Frame, items: list[tuple[int, int]], *, marked: bool) -> list[Span]:
    if marked:
        inner = (trimmed(frame.tokens.text, m.inner) for first, end in items for i in range(first, end) if (m := frame.mark(i)) is not None)
        return [span for span in inner if len(span)]
    return [frame.span(first, end) for first, end in items]


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
