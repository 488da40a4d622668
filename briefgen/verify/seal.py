"""The document around a brief: whether it is as it was made, and which of its words are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.verify.alignment import find_differences
from briefgen.verify.finding import Finding, show

_IN_BOX, _IN_MARGIN = "in a picture or text box", "in a header, footer or note"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a document says of itself, and what it is now."""

    stated: str
    actual: str
    words_then: tuple[str, ...] | None
    """Its paragraphs as they were made; None where the document does not say."""
    words_now: tuple[str, ...]
    boxes_then: tuple[str, ...]
    boxes_now: tuple[str, ...]
    """The words in text boxes; none where a program made one picture of them."""
    brief_stated: str | None
    """The hash that the proof names of itself; None where it names none."""
    brief_actual: str
    margins_then: tuple[str, ...] = ()
    margins_now: tuple[str, ...] = ()
    """The words of headers, footers, notes and comments, in no order."""


def check_seal(seal: Seal) -> list[Finding]:
    """Whether the document is as it was made; where not, which of its words are not."""
    findings = []
    if seal.brief_stated is None:
        problem = "the proof names no hash of itself: an earlier briefgen made it, or somebody took it out"
        findings.append(Finding("proof.unsealed", "", problem, "note"))
    elif seal.brief_stated != seal.brief_actual:
        findings.append(Finding("proof.changed", "", "the brief's data inside the document were changed after it was made; make it again"))
    if seal.stated == seal.actual:
        return findings
    if seal.words_then is None:
        return [*findings, Finding("document.changed", "", "the document was changed after it was made, and does not say where")]
    changes = [
        *_compare_paragraphs(seal.words_then, seal.words_now),
        *_compare_sets(_IN_MARGIN, seal.margins_then, seal.margins_now),
        *(_compare_sets(_IN_BOX, seal.boxes_then, seal.boxes_now) if seal.boxes_now else ()),
    ]
    saved = Finding("document.saved", "", "the document was saved again; its words are unchanged", "note")
    return findings + (changes or [saved])


def _compare_paragraphs(then: Sequence[str], now: Sequence[str]) -> Iterator[Finding]:
    for difference in find_differences(then, now):
        old, new, place = difference.old, difference.new, f"paragraph {difference.at + 1}"
        if old is not None and new is not None:
            yield Finding("document.changed", place, _changed(then[old], now[new]))
        elif old is not None:
            yield Finding("document.missing", f"before {place}", f"gone: {show(then[old])}")
        elif new is not None:
            yield Finding("document.added", place, f"added: {show(now[new])}")


def _compare_sets(place: str, then: Sequence[str], now: Sequence[str]) -> Iterator[Finding]:
    before, after = set(then), set(now)
    yield from (Finding("document.missing", place, f"gone: {show(words)}") for words in sorted(before - after))
    yield from (Finding("document.added", place, f"added: {show(words)}") for words in sorted(after - before))


def _changed(old: str, new: str) -> str:
    """``reads “…15 May…”; was “…14 May…”``: where both begin alike for long, from shortly before the first difference."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(0, same - _BEFORE)) + 1 if same > _BEFORE else 0
    lead = "…" if start else ""
    return f"reads {show(lead + new[start:])}; was {show(lead + old[start:])}"


_BEFORE = 40  # characters shown before the first difference: else two long paragraphs that differ late read alike
