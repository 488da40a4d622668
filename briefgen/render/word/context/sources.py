"""The list of sources, and the references to it behind every line."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from briefgen.dates import format_day
from briefgen.model import Certainty, Evidence, Proofs, Reference
from briefgen.render.word.engine.richtext import Rich, Run, safe_url

Cite = Callable[[Iterable[Evidence]], Rich]
"""Gives the references behind a line."""

# Sentences in one note; what more there are stand in the articles. Footnotes take their room from the page, comments stand beside it.
MAX_PROOFS: dict[Proofs, int] = {"none": 0, "footnotes": 2, "comments": 4}
MAX_COPIES = 2  # names of articles with the same text
MAX_NAME = 60  # characters of a file's name, where it stands for a title
_NOTHING: Mapping[int, str] = MappingProxyType({})


def source_links(evidence: Iterable[Evidence], *, proof: Proofs = "none", works: Mapping[int, str] = _NOTHING) -> Rich:
    """``[1] [3]–[6]``: the numbers of the sources, each a link to the list; three and more in a row as a range.

    ``proof`` puts the sentences themselves behind them, in a footnote or a comment; ``works`` says what each number is.
    """
    found = list(evidence)
    numbers = sorted({e.source for e in found if e.source > 0 and not e.previous})
    rich = Rich()
    for first, last in _ranges(numbers):
        if rich:
            rich += " "
        rich += _source_link(first)
        if last > first:
            rich += Rich((Run("\u2060–\u2060", style="SourceLink"), *_source_link(last).runs))
    if any(e.previous for e in found):
        rich += Rich((Run((" " if rich else "") + "(previous brief)", style="SourceLink"),))
    return _with_proof(rich, found, proof, works) if rich and proof != "none" else rich


def _with_proof(rich: Rich, evidence: Sequence[Evidence], proof: Proofs, works: Mapping[int, str]) -> Rich:
    """``rich`` with the sentences of ``evidence`` in a note at its end."""
    note = proof_note(evidence, works, most=MAX_PROOFS[proof])
    if proof == "comments":
        return Rich((*rich.runs[:-1], replace(rich.runs[-1], comment=note)))
    return Rich((*rich.runs, Run("", footnote=note)))


def proof_note(evidence: Iterable[Evidence], works: Mapping[int, str], *, most: int) -> str:
    """A line for each sentence: ``“She will travel.” — Northern Wire, Title, 9 May 2031 [1]``; the first ``most`` of them."""
    lines = list(dict.fromkeys(f"“{' '.join(e.text.split())}” — {_work(e, works)}" for e in evidence))
    more = len(lines) - most
    rest = [f"And {more} more sentence{'' if more == 1 else 's'}."] if more > 0 else []
    return "\n".join([*lines[:most], *rest])


def _work(evidence: Evidence, works: Mapping[int, str]) -> str:
    if evidence.previous:
        return "the previous brief"
    return f"{works.get(evidence.source, evidence.article)} [{evidence.source}]"


def name_works(sources: Iterable[Reference], locale: str) -> dict[int, str]:
    """What each number stands for: ``Northern Wire, Title, 9 May 2031``."""
    return {
        s.number: ", ".join(part for part in (s.publisher, _title(s), format_day(s.published.day, locale) if s.published else None) if part)
        for s in sources
    }


def _source_link(number: int) -> Rich:
    return Rich((Run(f"[{number}]", style="SourceLink", anchor=f"source_{number}"),))


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of three numbers and more as (first, last), every other number by itself."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return [pair for first, last in ranges for pair in ([(first, last)] if last - first > 1 else [(n, n) for n in range(first, last + 1)])]


def show_source(source: Reference, locale: str) -> dict[str, Any]:
    """An entry of the list; ``is_bare`` where the article gives neither title nor publisher, so that its file's name stands for it."""
    title = _title(source)
    url = safe_url(source.url)
    published = source.published
    return {
        "number": Rich((Run(f"[{source.number}]", bookmark=f"source_{source.number}"),)),
        "publisher": source.publisher,
        "headline": Rich((Run(title, style="Hyperlink" if url else None, url=url),)),
        "date": format_day(published.day, locale) if published else "no date",
        "certainty": show_certainty(published.certainty) if published else None,
        "same_text": _copies(source.copies),
        "is_bare": not (source.title or source.publisher or url),
    }


def show_certainty(certainty: Certainty) -> str | None:
    """``date inferred``; None for a date that is stated."""
    return None if certainty == "stated" else f"date {certainty}"


def _title(source: Reference) -> str:
    return source.title or _file_name(source.id)


def _copies(copies: Sequence[str]) -> str:
    """``a7-copy.txt, a7.txt and 3 more``."""
    names = [_file_name(name) for name in copies]
    more = len(names) - MAX_COPIES
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:MAX_COPIES])} and {more} more"


def _file_name(name: str) -> str:
    """An article's id; of one that would fill a line, as of a whole path, the last part alone, cut where that is too long as well."""
    last = name if len(name) <= MAX_NAME else posixpath.basename(name.rstrip("/")) or name
    return last if len(last) <= MAX_NAME else f"{last[: MAX_NAME - 1]}…"
