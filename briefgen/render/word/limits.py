"""What a template may cost: loops, calls and texts are counted, so that no template can hang the program or fill its memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import wraps
from typing import Any, TypeVar

MAX_STEPS = 5_000_000  # rounds of loops and calls in one filling; a table of 100,000 rows and ten calls in each takes a fifth
MAX_TEXT = 20_000_000  # characters of one value
MAX_WIDTH = 10_000  # characters that a value may be padded to, or a level of indentation

_T = TypeVar("_T")
_WIDE = re.compile(r"\d{5,}|\*")  # a width or precision in a format
_PADDING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs"})
_NUMBERED_FILTERS = ("center", "indent", "wordwrap", "batch", "slice", "truncate", "round")


class TooMuchError(Exception):
    """A template asked for more than it may have."""


class Budget:
    """The steps left to one filling."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Take ``steps``; TooMuchError where they are spent."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchError(f"it takes more than {MAX_STEPS:,} rounds of its loops; loop over less")

    def count(self, items: Iterable[_T]) -> Iterable[_T]:
        """``items``, paid for: those with a length at once, any other as they come."""
        if isinstance(items, Sized):
            self.spend(len(items) + 1)
            return items
        return self._count_each(items)

    def _count_each(self, items: Iterable[_T]) -> Iterator[_T]:
        for item in items:
            self.spend(1)
            yield item


def check_text(text: Any) -> Any:
    """``text``; TooMuchError where it is a string, list or tuple longer than any value may be."""
    if isinstance(text, str | list | tuple | bytes) and len(text) > MAX_TEXT:
        raise TooMuchError(f"a value of more than {MAX_TEXT:,} characters")
    return text


def check_call(function: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    """TooMuchError for a call of a string's own method that would make a string beyond the limits."""
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if not isinstance(owner, str):
        return
    if name in _PADDING and any(isinstance(value, int) and value > MAX_WIDTH for value in (*arguments, *named.values())):
        raise TooMuchError(f"a width of more than {MAX_WIDTH:,} characters")
    if name in ("format", "format_map"):
        check_format(owner)
    if name == "replace" and len(arguments) > 1:
        check_replace(owner, *arguments[:2])


def check_format(pattern: str) -> None:
    """TooMuchError for a format that names a width of five digits, or takes it from a value."""
    if _WIDE.search(pattern):
        raise TooMuchError("a format with a width that large, or taken from a value")


def check_replace(text: Any, old: Any, new: Any) -> None:
    """TooMuchError where a replacement would make a string beyond the limits."""
    text, old, new = str(text), str(old), str(new)
    times = text.count(old) if old else len(text) + 1
    if times * max(0, len(new) - len(old)) + len(text) > MAX_TEXT:
        raise TooMuchError(f"a value of more than {MAX_TEXT:,} characters")


def check_product(left: Any, right: Any) -> None:
    """TooMuchError where ``left * right`` would be a long string, list or number."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | list | tuple | bytes) and isinstance(other, int) and len(one) * other > MAX_TEXT:
            raise TooMuchError(f"a value of more than {MAX_TEXT:,} characters")
    if all(isinstance(each, int) and abs(each) > 10**1000 for each in (left, right)):
        raise TooMuchError("a number of more than a thousand digits")


def check_power(left: Any, right: Any) -> None:
    """TooMuchError where ``left ** right`` would be a number beyond all use."""
    if isinstance(left, int) and isinstance(right, int) and right > 1 and left.bit_length() * right > 4000:
        raise TooMuchError("a number of more than a thousand digits")


def guard_filters(filters: dict[str, Callable[..., Any]]) -> None:
    """Put limits around the filters that make long texts of short ones."""
    for name in _NUMBERED_FILTERS:
        filters[name] = _guard_numbers(filters[name])
    filters["replace"] = _guard(filters["replace"], check_replace)
    filters["format"] = _guard(filters["format"], lambda pattern, *_: check_format(str(pattern)))
    filters["join"] = _guard_result(filters["join"])


def _leading(function: Callable[..., Any]) -> int:
    """How many arguments jinja2 puts before the value."""
    return 1 if getattr(function, "jinja_pass_arg", None) is not None else 0


def _guard(function: Callable[..., Any], check: Callable[..., None]) -> Callable[..., Any]:
    skip = _leading(function)

    @wraps(function)  # with the mark by which jinja2 knows what it wants first
    def guarded(*arguments: Any, **named: Any) -> Any:
        values = arguments[skip:] + tuple(named.values())
        if check is not check_replace or len(values) > 2:
            check(*values[:3])
        return check_text(function(*arguments, **named))

    return guarded


def _guard_numbers(function: Callable[..., Any]) -> Callable[..., Any]:
    skip = _leading(function) + 1

    @wraps(function)  # with the mark by which jinja2 knows what it wants first
    def guarded(*arguments: Any, **named: Any) -> Any:
        if any(isinstance(value, int) and value > MAX_WIDTH for value in (*arguments[skip:], *named.values())):
            raise TooMuchError(f"a width or number of more than {MAX_WIDTH:,}")
        return function(*arguments, **named)

    return guarded


def _guard_result(function: Callable[..., Any]) -> Callable[..., Any]:
    skip = _leading(function)

    @wraps(function)  # with the mark by which jinja2 knows what it wants first
    def guarded(*arguments: Any, **named: Any) -> Any:
        values = list(arguments)
        if len(values) > skip:
            values[skip] = items = list(values[skip])
            separator = str(values[skip + 1]) if len(values) > skip + 1 else str(named.get("d", ""))
            if len(separator) * len(items) > MAX_TEXT:
                raise TooMuchError(f"a value of more than {MAX_TEXT:,} characters")
        return check_text(function(*values, **named))

    return guarded

