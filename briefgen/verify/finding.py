"""What a check finds, and how it says so on one line that no file can write anything else into."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

MAX_SENTENCE = 90  # characters of a sentence in a message
MAX_NAME = 40  # characters of a line's name in a message
# Not printable by themselves, and at home in the words of many languages: soft hyphen, joiners.
_AT_HOME = frozenset("\u00ad\u200c\u200d\u2060")

Severity = Literal["fault", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was. A note is worth knowing and is no fault."""

    rule: str
    """``document.changed``, ``evidence.missing``, ``source.edited``, ..."""
    where: str
    """The line of the brief, the paragraph of the document, or the source."""
    problem: str
    severity: Severity = "fault"

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" if self.where else self.problem

    def to_dict(self) -> dict[str, str]:
        """The finding as JSON holds it."""
        return asdict(self)


def show(words: str) -> str:
    """``words`` in marks, cut to what a message holds."""
    return f"“{_cut(one_line(words), MAX_SENTENCE)}”"


def name_of(value: Any) -> str:
    """A value of a brief's JSON as part of a line's name; ``?`` for one that is no text or number."""
    if isinstance(value, str):
        return _cut(one_line(value), MAX_NAME)
    return _cut(str(value), MAX_NAME) if isinstance(value, int | float) or value is None else "?"


def one_line(words: str) -> str:
    """``words`` with single blanks, and a sign in place of all that moves a cursor, turns the writing or is no character."""
    line = " ".join(words.split())
    return "".join(c if c.isprintable() or c in _AT_HOME else "\ufffd" for c in line)


def _cut(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1] + "…"
