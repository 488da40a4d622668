"""A brief and a look without the characters that would steer a page instead of standing on it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")
# Directions (a title in U+202E reads backwards), deprecated format controls, annotations, tags, the byte order mark, zero-width blanks.
# The joiners of Indic and Arabic scripts (U+200C, U+200D) and the soft hyphen are part of words and stay.
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
# A page or a paragraph ends where the template says so: the engine takes \a for a new paragraph and \f for a new page.
_ENDS = re.compile("[\a\f\x0b\x85\u2028\u2029]")
_ANY = re.compile(f"{_UNSEEN.pattern}|{_ENDS.pattern}")


def plain(value: T) -> T:
    """``value`` with every text in it plain: tuples and dataclasses however deep, the same object where nothing changes."""
    return _plain(value)  # type: ignore[no-any-return]  # each kind gives its own kind


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, tuple):
        made = tuple(_plain(item) for item in value)
        return value if all(new is old for new, old in zip(made, value)) else made
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            new = _plain(old)
            if new is not old:
                changed[field.name] = new
        return replace(value, **changed) if changed else value
    return value


def plain_text(text: str) -> str:
    """``text`` on one page and in one direction; a blank for what would end a line, a paragraph or a page."""
    return text if _ANY.search(text) is None else _ENDS.sub(" ", _UNSEEN.sub("", text))
