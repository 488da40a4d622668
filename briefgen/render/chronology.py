"""A chronology as JSON or as a table for the terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from briefgen.dates import format_day
from briefgen.model import Day
from briefgen.render.jsonfile import _evidence as evidence_to_list

WIDTH = 100  # characters; a terminal's line with room for the day


def render_days_json(days: Sequence[Day]) -> str:
    """``[{"date", "score", "sentences": [{"text", "evidence"}]}]`` in day order."""
    rows = [
        {"date": d.day.isoformat(), "score": d.score,
         "sentences": [{"text": s.text, "evidence": evidence_to_list(s.evidence)} for s in d.sentences]}
        for d in days
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def render_days_table(days: Sequence[Day], *, locale: str = "en-GB") -> str:
    """A line block a day: the day, its sentences with source numbers in brackets, then the numbered sources."""
    numbers: dict[str, int] = {}
    out = []
    for day in days:
        head = format_day(day.day, locale).replace("\u00a0", " ")
        for sentence in day.sentences:
            number = numbers.setdefault(sentence.evidence[0].article, len(numbers) + 1)
            out.append(textwrap.fill(f"{sentence.text} [{number}]", WIDTH, initial_indent=f"{head:<18}", subsequent_indent=" " * 18))
            head = ""
    out.append("")
    out += [f"[{n}] {article}" for article, n in numbers.items()]
    return "\n".join(out) + "\n"
