"""Lexicons: word lists and patterns as data, loaded when first needed.

``lexicons/*.tsv`` are word lists, one entry a line, sorted, ``#`` starts a comment line, columns split by tabs.
``lexicons/*.toml`` hold patterns, each beside examples it must match and rejects it must not::

    [[pattern]]
    id = "boilerplate.comments"
    regex = '''^Comments$'''
    examples = ["Comments"]
    rejects = ["Comments were sought."]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicons"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern with its id, and the texts that prove it."""

    id: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def load_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``lexicons/{name}.tsv``, cells stripped, comment lines and empty lines left out."""
    return tuple(_rows(name))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(cell.strip() for cell in line.split("\t"))


@cache
def load_words(name: str) -> frozenset[str]:
    """The first column of ``lexicons/{name}.tsv``."""
    return frozenset(row[0] for row in load_table(name))


@cache
def load_mapping(name: str) -> dict[str, str]:
    """The first column of ``lexicons/{name}.tsv`` to the second; an entry without one maps to the empty string."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in _rows(name)}


@cache
def load_patterns(name: str) -> tuple[Pattern, ...]:
    """The patterns of ``lexicons/{name}.toml`` in file order, compiled."""
    entries = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["pattern"]
    return tuple(
        Pattern(e["id"], re.compile(e["regex"], re.MULTILINE if e.get("multiline") else 0), tuple(e["examples"]), tuple(e["rejects"]))
        for e in entries
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of ``words`` at a place; either apostrophe stands for both.

    Built as a tree, letter by letter: an alternation of hundreds of words is tried word by word, and six times as slow.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: Mapping[str, Any]) -> str:
    """The pattern of what may follow in a tree of letters."""
    found = [("['’]" if letter in "'’" else re.escape(letter)) + _branches(node[letter]) for letter in sorted(node) if letter]
    if not found:
        return ""
    pattern = found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
    return f"(?:{pattern})?" if "" in node else pattern
