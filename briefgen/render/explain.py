"""An article with its time expressions marked and, beneath each paragraph, what they were read as, by which rule and from where."""

from __future__ import annotations

import re

from briefgen.dates import format_interval
from briefgen.model import Annotated, Block, Timex

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would move the cursor, turn the line round, or be no character at all."""
RESET, DIM, BOLD = "\x1b[0m", "\x1b[2m", "\x1b[1m"
COLOURS = {"stated": "\x1b[32m", "inferred": "\x1b[36m", "assumed": "\x1b[33m", "problem": "\x1b[31m"}


def explain(found: Annotated) -> str:
    """The article for a terminal: ``[1 Aug. 29-30]`` in its text, a line for each number below the paragraph.

    Green is stated, cyan inferred, yellow assumed, red wrong (ANSI colours; whoever prints to a file takes them out). Characters of the
    article that steer a terminal are shown as U+FFFD.
    """
    article, stamp = found.article, found.published or found.article.published
    out = [f"{BOLD}{_safe(article.id)}{RESET}"]
    if stamp is not None:
        out.append(f"{COLOURS[stamp.certainty]}published {stamp.day.isoformat()}, {stamp.certainty}{RESET}{DIM}: {_safe(stamp.why)}{RESET}")
    number = 0
    for block in article.blocks:
        inside = [t for t in found.timexes if block.span.start <= t.span.start and t.span.end <= block.span.end]
        out += ["", _marked(article.text, block, inside, number)]
        out += [_line(n, t) for n, t in enumerate(inside, number + 1)]
        number += len(inside)
    return "\n".join(out) + "\n"


def _marked(text: str, block: Block, timexes: list[Timex], number: int) -> str:
    parts, at = [], block.span.start
    for timex in timexes:
        number += 1
        parts.append(_safe(text[at : timex.span.start]))
        parts.append(f"{_colour(timex)}[{number} {_safe(timex.text)}]{RESET}")
        at = timex.span.end
    parts.append(_safe(text[at : block.span.end]))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _line(number: int, timex: Timex) -> str:
    """For example ``1  DATE 2025-10, October 2025; inferred from publication on 2025-08-26, future tense  (time.date.month)``."""
    said = f"{timex.type} {timex.value}"
    said += f" {timex.mod}" if timex.mod else ""
    said += f" {timex.zone}" if timex.zone else ""
    if timex.first is not None and timex.last is not None and timex.value != timex.first.isoformat():
        said += ", " + format_interval(timex.first, timex.last, "en-GB").replace("\u00a0", " ")
    how = {"invalid": "no such day", "weekday": "its weekday is another"}.get(timex.problem or "", timex.certainty)
    source = f" from {timex.anchor}" if timex.anchor else ""
    return f"  {_colour(timex)}{number:>3}{RESET}  {said}; {how}{source}  {DIM}({timex.rule}){RESET}"


def _colour(timex: Timex) -> str:
    return COLOURS["problem" if timex.problem else timex.certainty]


def _safe(text: str) -> str:
    return CONTROL.sub("\ufffd", text.replace("\r", " "))
