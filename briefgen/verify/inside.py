"""A brief by itself: every line has evidence, every number a source, every quote its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from briefgen.verify.finding import Finding, name_of, show

LINES = ("bottom_line", "changes", "itinerary", "chronology", "quotes", "people", "assumptions")
_LISTS = (*LINES, "issues", "conflicts", "sources")
_CUT = re.compile(r"\[?…\]?")
Entry = Mapping[str, Any]


def check_inside(brief: Entry) -> list[Finding]:
    """What does not fit together within the brief's own data."""
    return [*_check_shape(brief), *_check_numbers(brief), *_check_lines(brief), *_check_quotes(brief)]


def cited(brief: Entry) -> Iterator[tuple[str, Entry]]:
    """Each piece of evidence with the line that it stands behind."""
    for where, line in lines_of(brief):
        for _, evidence in numbered(line.get("evidence")):
            yield where, evidence


def lines_of(brief: Entry) -> Iterator[tuple[str, Entry]]:
    """Each line of a brief that rests on evidence, by a name that a reader finds it by."""
    for part in LINES:
        for number, line in numbered(brief.get(part)):
            name = next((line[key] for key in ("title", "name", "text") if line.get(key)), "")
            where = f"{part.replace('_', ' ')} {number} ({name_of(name)})"
            yield where, line
            for _, former in numbered(line.get("was")):
                yield f"{where}, earlier report", former
    for part, name, inner, what in (("issues", "label", "points", "point"), ("conflicts", "about", "readings", "reading")):
        for number, holder in numbered(brief.get(part)):
            for at, line in numbered(holder.get(inner)):
                yield f"{part[:-1]} {number} ({name_of(holder.get(name))}), {what} {at}", line


def numbered(value: Any) -> Iterator[tuple[int, Entry]]:
    """The objects of a list with their places, from 1; nothing of what is no list."""
    if isinstance(value, list):
        yield from ((n, each) for n, each in enumerate(value, 1) if isinstance(each, dict))


def is_number(value: Any) -> TypeGuard[int]:
    """Whether a value of JSON is a whole number; ``true`` is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _check_shape(brief: Entry) -> Iterator[Finding]:
    """Lists that are none and entries that are no objects: nobody could read the lines that should stand there."""
    for part in _LISTS:
        yield from _check_list(part.replace("_", " "), brief.get(part))
    for part, inner in (("issues", "points"), ("conflicts", "readings")):
        for number, holder in numbered(brief.get(part)):
            yield from _check_list(f"{part[:-1]} {number}, {inner}", holder.get(inner))
    for part in ("itinerary", "chronology"):
        for number, row in numbered(brief.get(part)):
            yield from _check_list(f"{part} {number}, earlier reports", row.get("was", []))
    for where, line in lines_of(brief):
        yield from _check_list(f"{where}, evidence", line.get("evidence"))


def _check_list(where: str, value: Any) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield Finding("brief.damaged", where, "no list stands there: the brief's data were edited")
        return
    for number, each in enumerate(value, 1):
        if not isinstance(each, dict):
            yield Finding("brief.damaged", f"{where}, entry {number}", "it is no object: the brief's data were edited")


def _check_numbers(brief: Entry) -> Iterator[Finding]:
    for place, source in numbered(brief.get("sources")):
        number = source.get("number")
        if not is_number(number) or number != place:
            yield Finding("source.number", f"source {place} ({name_of(source.get('id'))})", f"its number is {name_of(number)}")


def _check_lines(brief: Entry) -> Iterator[Finding]:
    """Lines without evidence, and evidence that points to no source or to another one."""
    ids = {source["number"]: source.get("id") for _, source in numbered(brief.get("sources")) if is_number(source.get("number"))}
    dropped = {id(line) for _, line in numbered(brief.get("changes")) if line.get("kind") == "dropped"}
    for where, line in lines_of(brief):
        if line.get("evidence") == [] and not where.startswith("assumptions "):  # an assumption may be of the call, not of an article
            yield Finding("line.without_evidence", where, "nothing stands behind this line")
        for _, evidence in numbered(line.get("evidence")):
            number = evidence.get("source")
            if evidence.get("previous"):
                if id(line) not in dropped:
                    yield Finding("line.previous", where, "it cites the previous brief, as only a row that was dropped may")
            elif not is_number(number) or number not in ids:
                yield Finding("line.source", where, f"it cites source {name_of(number)}, which the brief does not list")
            elif evidence.get("article") != ids[number]:
                cites = f"it cites {name_of(evidence.get('article'))} as source {number}"
                yield Finding("line.source", where, f"{cites}, which is {name_of(ids[number])}")


def _check_quotes(brief: Entry) -> Iterator[Finding]:
    """Quotes whose words, piece by piece, do not stand in their evidence; those that an analyst edited say so themselves."""
    for number, quote in numbered(brief.get("quotes")):
        text = quote.get("text")
        where = f"quotes {number} ({name_of(text)})"
        if not isinstance(text, str) or not text.strip():
            yield Finding("brief.damaged", where, "it has no words")
            continue
        evidence = [_plain(each.get("text")) for _, each in numbered(quote.get("evidence"))]
        pieces = [] if quote.get("edited") or not evidence else [_plain(piece) for piece in _CUT.split(text)]
        for piece in pieces:
            if not any(piece in words for words in evidence):
                yield Finding("quote.words", where, f"{show(piece)} does not stand in the sentence behind it")


def _plain(words: Any) -> str:
    return " ".join(words.split()) if isinstance(words, str) else ""
