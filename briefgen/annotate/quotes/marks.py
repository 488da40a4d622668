"""Marked stretches: the words between quotation marks, by the style of each mark and its place in the paragraph.

Styles: straight, curly, UK single (an apostrophe closes nothing), guillemets, German, and the PTB's two back-quotes and two apostrophes.
An odd mark (inches, a forgotten closer) hurts only itself; a stretch that is open at the end of a paragraph goes on in the next
one only where that begins with an opening mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.model import Block, Span

MARK = re.compile(r"""["“”„‟«»‹›‘’‚']|``|''""")
PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", "‚": "‘’", '"': '"”', "``": "''\"", "'": "'", "”": "”"}
DOUBLES = frozenset('"“„«»`')
ELISION = re.compile(r"['’](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|n\b|round\b|bout\b)", re.I)
OPENS = "\"“„«‘'`"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch with its marks (``span``) and without (``inner``); ``goes_on``: the mark stays open into the next block."""

    span: Span
    inner: Span
    block: int
    goes_on: bool
    goes_back: bool = False
    """Whether it continues the stretch of the block before."""


def find_marked(text: str, blocks: Sequence[Block]) -> list[Marked]:
    """Every outermost marked stretch of the blocks, in order; ``block`` is the index into ``blocks``."""
    out: list[Marked] = []
    still_open = False
    for number, block in enumerate(blocks):
        start, end = block.span.start, block.span.end
        if block.kind == "boilerplate":
            continue
        found = _in_block(text, start, end, number)
        if found and still_open and not text[start : found[0].span.start].strip():
            found[0] = Marked(found[0].span, found[0].inner, number, found[0].goes_on, True)
        if found and found[-1].goes_on:
            follower = next((b for b in blocks[number + 1 :] if b.kind != "boilerplate"), None)
            if follower is None or text[follower.span.start] not in OPENS:
                found[-1] = Marked(found[-1].span, found[-1].inner, number, False, found[-1].goes_back)
        still_open = bool(found) and found[-1].goes_on
        out.extend(found)
    return out


def _in_block(text: str, start: int, end: int, number: int) -> list[Marked]:
    marks = list(MARK.finditer(text, start, end))
    out: list[Marked] = []
    i = 0
    while i < len(marks):
        mark = marks[i]
        if not _opens(text, mark, start, end):
            i += 1
            continue
        closer = _closer(text, marks, i, end)
        if closer is not None:
            out.append(Marked(Span(mark.start(), marks[closer].end()), Span(mark.end(), marks[closer].start()), number, False))
            i = closer + 1
            continue
        if _may_stay_open(text, mark, start):
            out.append(Marked(Span(mark.start(), end), Span(mark.end(), end), number, True))
            break
        i += 1
    return out


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark can open a stretch where it stands."""
    sign = mark[0]
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if sign in ("“", "„", "``", "‹"):
        return True
    if sign == "”":
        return (before.isspace() or mark.start() == start) and after.isalnum()
    if sign == "«":
        return not before.isalnum()
    if sign == "»":  # the inverted style: »so«
        return not before.isalnum() and after.isalnum()
    if sign == '"':
        return not (before.isdigit() and not after.isalnum()) and (before.isspace() or before in "([{—–-/:;,.…>" or not before.isalnum())
    if sign in ("'", "‘", "‚"):
        free = before.isspace() or before in "([—–-/:,"
        return (
            free
            and not after.isspace()
            and (after.isalnum() or after in '"“…$[(')
            and not (sign == "'" and ELISION.match(text, mark.start()))
        )
    return False


def _closer(text: str, marks: Sequence[re.Match[str]], i: int, end: int) -> int | None:
    """The index of the mark that closes the ``i``-th, None where none in this block does."""
    sign = marks[i][0]
    closers = PAIRS[sign]
    single = sign in ("'", "‘", "‚")
    depth = 0
    for k in range(i + 1, len(marks)):
        other = marks[k][0]
        if other == sign and sign in "“„«" and sign not in closers:
            if not any(m[0] in closers for m in marks[k:]) or (
                text[marks[k].start() - 1].isspace() and _sentence_before(text, marks[k].start())
            ):
                continue
            depth += 1
            continue
        if sign == '"' and other == "“":
            depth += 1
            continue
        if sign in ("“", "``") and other == '"' and not any(m[0] in ("”", "''") for m in marks[k:]) and not _opens(text, marks[k], 0, end):
            return k
        if other not in closers or (other == "''" and sign != "``"):
            continue
        if single and not _closes_single(text, marks, k, end):
            continue
        if sign == '"' and other == '"' and not _closes_straight(text, marks, i, k, end):
            continue
        if depth:
            depth -= 1
            if depth == 0 and sign == "“" and not any(m[0] in closers for m in marks[k + 1 :]):
                return k
            continue
        return k
    return None


def _sentence_before(text: str, at: int) -> bool:
    return text[:at].rstrip()[-1:] in (".", "!", "?")


def _closes_straight(text: str, marks: Sequence[re.Match[str]], i: int, k: int, end: int) -> bool:
    """A straight mark closes unless it is plainly an opener within the quote ("he called it "odd" again") or inches."""
    at = marks[k].start()
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    if before.isspace() and after.isalnum() and text[marks[i].end()].isspace() is False:
        rest = sum(1 for m in marks[k + 1 :] if m[0] == '"')
        return rest % 2 == 0 and rest > 0
    return True


def _closes_single(text: str, marks: Sequence[re.Match[str]], k: int, end: int) -> bool:
    """Whether a single mark closes: no letter behind it, and no plural's apostrophe while a better closer follows."""
    at = marks[k].start()
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    if after.isalnum() or before.isspace():
        return False
    if before not in "sS":
        return True
    better = (m.start() for m in marks[k + 1 :] if m[0] in "'’")
    return not any(text[b - 1] in ".,!?" and not text[b + 1 : b + 2].isalnum() for b in better) or after in ".,;:"


def _may_stay_open(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether a mark without a closer opens a stretch to the end of its paragraph: at its start, or after a full stop or colon."""
    if mark[0] not in ('"', "“", "«", "``", "‘", "„"):
        return False
    before = text[start : mark.start()].rstrip()
    return not before or before[-1] in ".:,?!"
