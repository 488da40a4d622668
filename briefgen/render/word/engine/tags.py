"""Finds the tags in a line of text and reads them.

The dialect is docxtpl's: ``{{ field }}``, ``{% for ... %}``, ``{# note #}`` inside text; ``{%p %}``, ``{%tr %}``,
``{%tc %}``, ``{%r %}`` in the place of the paragraph, row, cell or run that holds them (and ``{#p #}`` likewise);
``{{r field }}`` in the place of its run, ``{{p field }}`` of its paragraph; ``{% colspan n %}``, ``{% cellbg colour %}``,
``{% hm %}``, ``{% vm %}`` for the cell around them; ``{_{``, ``}_}``, ``{_%``, ``%_}`` for literal braces. Ours alone is
``{% restart_numbering %}``: the numbered paragraph that holds it begins its list anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefgen.render.word.engine.faults import Fault

Kind = Literal["{{", "{%", "{#"]
Scope = Literal["", "p", "tr", "tc", "r"]

CONTAINERS: dict[str, str] = {"p": "paragraph", "tr": "table row", "tc": "table cell"}
CELL_WORDS = frozenset({"colspan", "cellbg", "hm", "vm"})
RESTART = "restart_numbering"
OPENING = frozenset({"for", "if", "with", "macro", "call", "filter"})
BETWEEN: dict[str, tuple[str, ...]] = {"else": ("if", "for"), "elif": ("if",)}

_OPENING = re.compile(r"\{\{|\{%|\{#")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STOPS = {closing: re.compile(rf"[\"']|{closing}") for closing in ("}}", "%}")}
_RESERVED = re.compile(r"(?<![\w\"'.])briefgen_")
_INNER = re.compile(r"(?P<trim>[-+]?)(?P<scope>(?:p|tr|tc|r)(?=\s))?(?P<code>.*?)(?P<end>[-+]?)", re.DOTALL)
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as its author wrote it, and where."""

    kind: Kind
    scope: Scope
    code: str
    """What stands between the delimiters, straight quotation marks, no scope."""
    trim: tuple[str, str]
    """``-`` beside either delimiter: joins the line before, the line after. (``+`` says what is so anyway.)"""
    text: str
    part: str
    place: str
    """``table 2 (Itinerary), row 1, cell 3``: how a message names it."""

    @property
    def keyword(self) -> str:
        """The first word of a ``{% %}`` tag, else the empty string."""
        return (self.code.split(None, 1) or [""])[0] if self.kind == "{%" else ""

    @property
    def argument(self) -> str:
        """What follows the first word."""
        return (*self.code.split(None, 1), "", "")[1].strip()

    def fault(self, rule: str, problem: str, hint: str = "") -> Fault:
        """A fault of this tag."""
        return Fault(rule, self.part, self.place, shown(self.text), problem, hint)


def shown(text: str, *, length: int = 60) -> str:
    """``text`` on one line and short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def has_tag(text: str) -> bool:
    """Whether ``text`` may hold a tag or an escaped brace; cheap, and true for some that hold none."""
    return "{" in text or "_}" in text


class Finder:
    """Finds the tags of one part, line after line. What stands between ``{% raw %}`` and ``{% endraw %}`` is text."""

    def __init__(self, part: str, faults: list[Fault]) -> None:
        self.part, self.faults = part, faults
        self._raw: Tag | None = None

    def find(self, joined: str, place: str) -> list[tuple[int, int, Tag]]:
        """The tags of a line with their offsets. A tag that cannot be read is a fault, and stands as a note, so that the rest is read."""
        found: list[tuple[int, int, Tag]] = []
        at = 0
        while opening := _OPENING.search(joined, at):
            start, end = opening.start(), _find_end(joined, opening)
            if end < 0:
                if not self._raw:
                    self._note_unclosed(joined[start : start + 100], opening.group(), place)
                break
            tag = self._read(joined[start:end], place)
            at = end
            if self._raw and tag.keyword != "endraw":
                at = start + 2
                continue
            if tag.keyword in ("raw", "endraw"):
                if tag.keyword == "endraw" and not self._raw:
                    self.faults.append(tag.fault("block.order", "nothing opens it", "put {% raw %} before it"))
                self._raw = tag if tag.keyword == "raw" else None
                tag = self._silent(tag)
            found.append((start, end, tag))
        return found

    def finish(self) -> None:
        """A fault where ``{% raw %}`` is still open at the end of the part."""
        if self._raw:
            self.faults.append(self._raw.fault("block.open", "nothing closes it", "put {% endraw %} after what belongs to it"))

    def _note_unclosed(self, text: str, opening: str, place: str) -> None:
        """A fault for a ``{{`` or ``{%`` that nothing in the same line closes."""
        closing = _CLOSING[opening]
        hint = f"end it with {closing}" + (f", or write {opening[0]}_{opening[1]} for the characters themselves" if opening != "{#" else "")
        self.faults.append(Fault("tag.unclosed", self.part, place, shown(text), "nothing closes it in the same paragraph", hint))

    def _read(self, text: str, place: str) -> Tag:
        """A Tag of its text: ``{%tr for row in rows %}`` has the scope ``tr`` and the code ``for row in rows``."""
        inner = _INNER.fullmatch(text[2:-2])
        if inner is None:  # the pattern matches anything
            raise ValueError(text)
        kind: Kind = "{{" if text[1] == "{" else "{%" if text[1] == "%" else "{#"
        scope: Scope = inner["scope"] or ""  # type: ignore[assignment]
        tag = Tag(kind, scope, straight_quotes(inner["code"]), (inner["trim"], inner["end"]), text, self.part, place)
        if kind != "{#" and not self._raw and not tag.code.strip():
            self.faults.append(tag.fault("tag.empty", "it says nothing", "write the name of a field, or take the tag out"))
            return self._silent(tag)
        if kind != "{#" and not self._raw and _RESERVED.search(tag.code):
            self.faults.append(tag.fault("tag.reserved", "names that begin with briefgen_ are the engine's own", "use another"))
            return self._silent(tag)
        if kind == "{{" and scope in ("tr", "tc") and not self._raw:
            problem = f"a value cannot take the place of a {CONTAINERS[scope]}"
            self.faults.append(tag.fault("tag.scope", problem, "write {{ }}, {{r }} for rich text or {{p }} for paragraphs"))
            return self._silent(tag)
        return tag

    @staticmethod
    def _silent(tag: Tag) -> Tag:
        """A note in the place of ``tag``."""
        return Tag("{#", "", "", tag.trim, tag.text, tag.part, tag.place)


def _find_end(joined: str, opening: re.Match[str]) -> int:
    """Where the tag ends that begins at ``opening``; a string in it may hold the tag's own end. -1 where nothing closes it."""
    if opening.group() == "{#":
        end = joined.find("#}", opening.end())
        return end + 2 if end >= 0 else -1
    stops = _STOPS["}}" if opening.group() == "{{" else "%}"]
    at = opening.end()
    while stop := stops.search(joined, at):
        if stop.group() not in "\"'":
            return stop.end()
        closing = joined.find(stop.group(), stop.end())
        if closing < 0:  # an apostrophe that opens nothing: the next end is the tag's
            end = joined.find(stops.pattern[-2:], stop.end())
            return end + 2 if end >= 0 else -1
        at = closing + 1
    return -1


def straight_quotes(code: str) -> str:
    """``code`` with the curly marks around strings made straight: Word types ``“done”`` for ``"done"``.

    A curly mark inside a string stays: ``'it’s'`` is one string.
    """
    out: list[str] = []
    closing = ""
    for character in code:
        if closing:
            if character in closing:
                out.append('"' if closing[0] == '"' else "'")
                closing = ""
            else:
                out.append(character)
        elif character in "\"“”„'‘’‚":
            double = character in "\"“”„"
            out.append('"' if double else "'")
            closing = {'"': '"', "'": "'"}.get(character) or ('"“”' if double else "'‘’")
        else:
            out.append(character)
    return "".join(out)


def unescape(words: str) -> str:
    """``words`` with ``{_{`` and its like as the braces they stand for."""
    if "_" in words:
        for written, meant in _ESCAPED:
            words = words.replace(written, meant)
    return words
