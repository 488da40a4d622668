"""Any value of the model with each of its strings replaced by text that attacks a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

PAYLOADS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "' onmouseover=window.hacked=1 autofocus onfocus=window.hacked=1 '",
    "javascript:window.hacked=1",
    "</script><script>window.hacked=1</script>",
    "</style><style>*{background:url(https://attack.example/x)}</style>",
    "</title><svg onload=window.hacked=1>",
    "{{7*7}}{% for x in y %}${7*7}",
    "<!-- <base href=https://attack.example/> <iframe srcdoc='<script>parent.hacked=1</script>'>",
    "&lt;script&gt; &#0; &amp;",
    "line\u2028one\u2029two\x00nul\x1bescape\ud800lone\u202eesrever\ufffe",
    "<meta http-equiv=refresh content='0;url=https://attack.example/'><link rel=stylesheet href=//attack.example/a.css>",
)
# What the others are checked against when they are set: they name a kind, not words of an article.
_KEPT = {"kind", "status", "certainty"}
_IDS = {"id", "article", "copies", "part_of", "after"}  # changed alike everywhere, so that they still meet


def attack(value: Any) -> Any:
    """``value`` with every string replaced, in turn, by a payload; article ids change alike everywhere."""
    return _walk(value, cycle(PAYLOADS), "")


def _walk(value: Any, payloads: Iterator[str], name: str) -> Any:
    if isinstance(value, str):
        if name in _KEPT:
            return value
        return f"{value}{PAYLOADS[0]}" if name in _IDS else next(payloads)
    if isinstance(value, tuple):
        return tuple(_walk(item, payloads, name) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walk(getattr(value, f.name), payloads, _name(value, f.name)) for f in fields(value)})
    return value


def _name(holder: object, name: str) -> str:
    """The field's name, ``kept`` for a stamp's value, which must stay a date."""
    return "certainty" if type(holder).__name__ == "Stamp" and name == "value" else name
