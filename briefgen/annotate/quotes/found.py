"""What attribution makes of a frame before speakers are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefgen.model import Polarity, Span


@dataclass(slots=True)
class Found:
    """An utterance with its speaker as a span of the text; resolved later, in text order."""

    fragments: list[Span]
    """Without the outer marks where the whole utterance is marked."""
    rule: str
    block: int
    cue: str | None = None
    cue_at: int = -1
    """Where the attribution stands, for the order of mentions; -1: none stands there."""
    speaker: Span | None = None
    speaker_kind: str = "none"
    """name, pronoun, phrase, label; inherit: the speaker of the quote before; none."""
    label: tuple[str, str | None] | None = None
    """Of a transcript: the name and office that the label spells."""
    polarity: Polarity = "said"
    said_on: date | None = None
    said_at: str | None = None
    marked: bool = False
    """Whether every fragment is a marked stretch."""
    partly: bool = False
    """Whether marked words stand inside."""
    parent: Found | None = None
    """The utterance whose speaker an inherited one takes; None: the last one before it."""

    @property
    def start(self) -> int:
        """Where the utterance begins."""
        return min(f.start for f in self.fragments)

    @property
    def end(self) -> int:
        """Where the utterance ends."""
        return max(f.end for f in self.fragments)
