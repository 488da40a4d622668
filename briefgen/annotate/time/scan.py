"""Finding: rules over the types of one block's tokens, the longest matches kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from briefgen.annotate.time.build import BUILDERS
from briefgen.annotate.time.grammar import Rule, rules, triggers
from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.parts import Parts
from briefgen.annotate.time.refuse import is_refused
from briefgen.annotate.time.tokens import OTHER, Tokens, letters, value_of
from briefgen.lexicon import load_table

MAX_STRETCH = 400  # tokens; a longer run of numbers and function words is cut, so that cost stays linear

AROUND = 8  # tokens beside a stretch that its builders and refusals look at, at most


def scan(tokens: Tokens) -> list[Found]:
    """The time expressions of a block in order, none overlapping."""
    trigger = triggers()
    found: list[Found] = []
    known: dict[str, tuple[int, list[Found]]] = {}
    meanings: dict[Meaning, Meaning] = {}
    for start, end in _stretches(tokens.types):
        if not trigger.search(tokens.types, start, end):
            continue
        if end - start < MAX_STRETCH:
            found.extend(_scan_stretch(tokens, start, end))
            continue
        around = tokens.plain[tokens.starts[max(0, start - AROUND)] : tokens.ends[min(end + AROUND, len(tokens.words)) - 1]]
        if around in known:  # a table or a list that repeats itself is read once
            before, items = known[around]
            found.extend(_moved(item, start - before) for item in items)
        else:
            items = [replace(f, meaning=meanings.setdefault(f.meaning, f.meaning)) for f in _scan_stretch(tokens, start, end)]
            known[around] = (start, items)
            found.extend(items)
    return found


def _moved(found: Found, by: int) -> Found:
    """The same expression ``by`` tokens farther on."""
    pieces = found.pieces
    if pieces:
        (a, b), (c, d) = pieces
        pieces = ((a + by, b + by), (c + by, d + by))
    return Found(found.start + by, found.end + by, found.rule, found.meaning, pieces)


def _stretches(types: str) -> Iterator[tuple[int, int]]:
    """Runs of tokens that may belong to a time expression."""
    for match in _runs().finditer(types):
        yield match.span()


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(rf"[^{OTHER}]{{1,{MAX_STRETCH}}}")


def _scan_stretch(tokens: Tokens, start: int, end: int) -> list[Found]:
    """The expressions of one stretch: the longest reading first, of two as long the earlier rule; a refused one leaves its place."""
    readings = sorted(_readings(tokens, start, end), key=lambda reading: reading[:2])
    taken: list[Found] = []
    free = bytearray(b"\1") * (end - start)
    for length, _, match, rule in readings:
        left = match.start if isinstance(match, Found) else match.start()
        if not all(free[left - start : left - start - length]):
            continue
        built = [match] if isinstance(match, Found) else BUILDERS[rule.build](Parts(match, tokens, rule.id))
        for found in built:
            if not is_refused(found, tokens):
                taken.append(found)
                free[found.start - start : found.end - start] = bytes(found.end - found.start)
    taken.sort(key=lambda f: f.start)
    return taken


def _readings(tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int, re.Match[str] | Found, Rule]]:
    """Every match of every rule: its length negated, the order of its rule, the match, the rule; holidays come before all rules."""
    kinds = set(tokens.types[start:end])
    for order, (needs, rule) in enumerate(_by_need()):
        if not kinds.isdisjoint(needs):
            for match in rule.pattern.finditer(tokens.types, start, end):
                yield match.start() - match.end(), order, match, rule
    if not kinds.isdisjoint(_holiday_types()):
        for found in _holidays(tokens, start, end):
            yield found.start - found.end, -1, found, rules()[0]


@cache
def _by_need() -> tuple[tuple[frozenset[str], Rule], ...]:
    return tuple((frozenset(rule.needs), rule) for rule in rules())


def _holidays(tokens: Tokens, start: int, end: int) -> Iterator[Found]:
    """Holidays by name, the longest name first: "New Year's Day", "Christmas Eve"."""
    types = _holiday_types()
    for at in range(start, end):
        if tokens.types[at] in types and tokens.words[at][0].isupper():
            for name, rule in _names().get(tokens.word(at), ()):
                last = at + len(name)
                if tuple(word.lower() for word in tokens.words[at:last]) == name:
                    found = Found(at, last, "time.holiday.name", Meaning("holiday", value=rule))
                    if not _is_person(found, tokens):
                        yield _with_unit(found, tokens)
                    break


@cache
def _holiday_types() -> frozenset[str]:
    """The types of the first words of holidays: their own, and that of "May Day"."""
    return frozenset((letters()["HOLIDAY"], letters()["MONTH"]))


def _is_person(found: Found, tokens: Tokens) -> bool:
    """Whether a holiday's name is somebody's: "Taha Yasin Ramadan", "Mr. Easter"."""
    before = tokens.words[found.start - 1] if found.start else ""
    if found.end - found.start > 1 or before in (".", ""):
        return found.end - found.start == 1 and tokens.word(found.start - 2) in ("mr", "mrs", "ms", "dr")
    return before.istitle() and tokens.types[found.start - 1] == OTHER


def _with_unit(found: Found, tokens: Tokens) -> Found:
    """A holiday with the "week", "weekend" or part of the day that follows it: "Easter week", "Christmas night"."""
    word, kind = tokens.word(found.end), tokens.types[found.end : found.end + 1]
    if word in ("week", "weekend"):
        return replace(found, end=found.end + 1, meaning=replace(found.meaning, unit=word))
    if kind and kind == letters()["DAYPART"]:
        return replace(found, end=found.end + 1, meaning=replace(found.meaning, clock=value_of(word)))
    return found


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, rule in load_table("time_holidays"):
        words = tuple(re.findall(r"[^\W\d_]+|[^\w\s]", name))
        table.setdefault(words[0], []).append((words, rule))
    for names in table.values():
        names.sort(key=lambda n: -len(n[0]))
    return table
