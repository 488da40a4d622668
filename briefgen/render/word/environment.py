"""The jinja side: a sandbox in which every value leaves as text that any XML can hold, and an unknown field is an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, production 2: Char
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}

# Control characters delimit tags in the source that jinja reads: XML cannot hold them, so no text is taken for a tag.
BLOCK, VARIABLE, COMMENT = ("\x11", "\x12"), ("\x13", "\x14"), ("\x15", "\x16")

_DROPPED_FILTERS = ("random", "urlize", "xmlattr")  # the first is not the same twice, the others write HTML
_PLAIN_FILTERS = ("e", "escape", "forceescape", "safe")  # values are escaped once, by this module


def clean_text(text: str) -> str:
    """``text`` as XML can hold it: a replacement character for each control character and lone surrogate, ``\\n`` for line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    return _FORBIDDEN.sub("\ufffd", text)


def text_xml(text: str) -> str:
    """``text`` as the inside of a ``w:t``: escaped, a line break for each line end, a tab for each tab."""
    xml = str(escape(clean_text(text)))
    for character, element in _BREAKS.items():
        xml = xml.replace(character, element)
    return xml


class UnknownField(jinja2.StrictUndefined):
    """A field that the context lacks: using it is an error that names the nearest field there is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is jinja2.utils.missing:
            return f"unknown field {name!r}"
        return f"unknown field {name!r}" + did_you_mean(name, field_names(self._undefined_obj))


def field_names(value: object) -> list[str]:
    """The fields that a template may ask of ``value``: keys of a mapping, else public attributes."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [name for name in dir(value) if not name.startswith("_")]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean 'title'?`` for the nearest of ``known``, the names themselves where they are few, else nothing."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; there is {', '.join(names)}" if 0 < len(names) <= 12 else ""


@cache
def word_environment() -> jinja2.Environment:
    """The environment for parts whose values stand in ``w:t`` elements."""
    return _make_environment(text_xml)


@cache
def plain_environment() -> jinja2.Environment:
    """The environment for parts of plain text elements."""
    return _make_environment(lambda text: str(escape(clean_text(text))))


def _make_environment(write: Callable[[str], str]) -> jinja2.Environment:
    def finalize(value: object) -> object:
        if value is None:
            return ""
        if isinstance(value, jinja2.Undefined | Markup):  # the first raises when written; the second is this template's own output
            return value
        return Markup(write(str(value)))  # noqa: S704  # escaped by ``write``

    environment = ImmutableSandboxedEnvironment(
        block_start_string=BLOCK[0], block_end_string=BLOCK[1],
        variable_start_string=VARIABLE[0], variable_end_string=VARIABLE[1],
        comment_start_string=COMMENT[0], comment_end_string=COMMENT[1],
        autoescape=True, undefined=UnknownField, finalize=finalize, keep_trailing_newline=True,
    )  # fmt: skip
    for name in _DROPPED_FILTERS:
        environment.filters.pop(name, None)
    for name in _PLAIN_FILTERS:
        environment.filters[name] = _as_text
    environment.filters["tojson"] = _as_json
    environment.globals.pop("lipsum", None)  # random text
    return environment


def _as_text(value: Any) -> Any:
    """``value`` unchanged: it is escaped when it is written."""
    return value


def _as_json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)
