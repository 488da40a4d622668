"""What a template may cost: loops, calls and texts are counted, so that no template can hang the program or fill its memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar

import jinja2
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import safe_range
from jinja2.utils import Cycler, Joiner, Namespace

MAX_STEPS = 2_000_000  # in one filling; a table of 100,000 rows of 1,500 characters takes a third
LITERAL_PER_STEP = 250  # characters of the template, written once more in each round of a loop, for one step
TEXT_PER_STEP = 20  # characters of a new value for one step
READ_PER_STEP = 5  # items gone through for one step
SHORT = 100  # characters; a shorter value is not counted when it is written
CALL, FILTER = 20, 4  # steps; a call takes as long as twenty rounds of an empty loop
MAX_TEXT = 2_000_000  # characters of one value; a long book
MAX_ITEMS = 1_000_000  # of one list
MAX_WIDTH = 10_000  # characters that a value may be padded to, or a level of indentation
MAX_WRAPPED = 50_000  # characters; wrapping one long word takes the square of its length
MAX_BITS = 4_000  # of a number; about 1,200 digits

_T = TypeVar("_T")
_WIDE = re.compile(r"\d{5,}|\*|\{[^{}]*\{")  # a width or precision in a format of five digits, or taken from a value
_FIELDS = re.compile(r"[%{]")
_PADDING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs"})
_NUMBERED_FILTERS = frozenset({"center", "indent", "wordwrap", "batch", "slice", "truncate", "round", "tojson"})
_CHEAP = frozenset({"length", "count", "first", "last", "default", "d", "defined", "undefined", "none", "string", "sequence", "iterable"})
_WRITING_FILTERS = frozenset({"string", "tojson", "pprint", "join", "title", "upper", "lower"})
_PLAIN = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset, range, date, time, timedelta)
_CALLABLE = (dict, safe_range, Cycler, Joiner, Namespace)
_SHORTEST = 4  # characters of an item with what stands around it
_LONG = f"a value of more than {MAX_TEXT:,} characters, or a list of more than {MAX_ITEMS:,} items"


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
            raise TooMuchError(f"it takes more than {MAX_STEPS:,} steps: its loops go round too often, or write too much; loop over less")

    def count(self, items: Iterable[_T], cost: int = 1) -> Iterable[_T]:
        """``items`` of a loop, a round of which costs ``cost``; paid at once where they have a length, else as they come."""
        if isinstance(items, Sized):
            self.spend(len(items) * cost + 1)
            return items
        return self._count_each(items, cost)

    def _count_each(self, items: Iterable[_T], cost: int) -> Iterator[_T]:
        for item in items:
            self.spend(cost)
            yield item

    def charge(self, value: _T) -> _T:
        """``value``, new in memory, paid for by its length. TooMuchError where it is longer than any value may be."""
        if isinstance(value, str | bytes):
            if len(value) > MAX_TEXT:
                raise TooMuchError(_LONG)
            self.spend(len(value) // TEXT_PER_STEP)
        elif isinstance(value, list | tuple | set | dict):
            if len(value) > MAX_ITEMS:
                raise TooMuchError(_LONG)
            self.spend(len(value))
        return value

    def read(self, value: _T) -> _T:
        """``value``, paid for as something that is gone through from end to end."""
        if isinstance(value, str | bytes):
            self.spend(len(value) // LITERAL_PER_STEP)
        elif isinstance(value, list | tuple | set | dict | range):
            self.spend(len(value) // READ_PER_STEP)
        return value


def measure(value: object, depth: int = 0) -> int:
    """How many items and characters a value holds, those in it included. TooMuchError beyond the limits: a list may hold one twice."""
    if isinstance(value, str | bytes):
        return len(value)
    speechless = type(value).__str__ is object.__str__ and type(value).__repr__ is object.__repr__
    if speechless and (depth or not isinstance(value, Iterable)):
        raise TypeError(f"a {type(value).__name__} in it is no text; give one of its fields")
    if depth > 50:
        raise TooMuchError("a list in a list, more than fifty deep")
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if not isinstance(value, list | tuple | set | frozenset):
        return _SHORTEST
    size = _SHORTEST
    for item in value:
        size += measure(item, depth + 1)
        if size > MAX_TEXT:
            raise TooMuchError(_LONG)
    return size


@dataclass(frozen=True, slots=True)
class Own:
    """A function of the engine's: called as it is, at no price but what it takes itself."""

    function: Callable[..., Any]


def is_callable(function: Any) -> bool:
    """Whether a template may call ``function``: its own macros, jinja2's functions, methods of plain values, the caller's functions.

    Methods of any other object are not for templates: a path in a context must not be written to.
    """
    if isinstance(function, FunctionType | Macro | LoopContext | Joiner) or any(function is each for each in _CALLABLE):
        return True
    return isinstance(getattr(function, "__self__", None), (*_PLAIN, Cycler, LoopContext))


def check_method(function: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments of a call, those of ``join`` as a list. TooMuchError for a method of strings that would make one beyond the limits."""
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if not isinstance(owner, str):
        return arguments
    if name in _PADDING:
        _check_numbers((*arguments, *named.values()))
    elif name == "replace" and len(arguments) > 1:
        _check_replace(owner, *arguments[:2])
    elif name == "translate":
        raise TooMuchError("`translate`, whose result nobody can foresee; use `replace`")
    elif name == "join" and arguments:
        items = list(arguments[0])
        _check_join(owner, items)
        return (items, *arguments[1:])
    return arguments


def check_format(pattern: str, values: Iterable[Any]) -> None:
    """TooMuchError for a format that names a width of five digits or takes it from a value, or would write too much."""
    if _WIDE.search(pattern):
        raise TooMuchError("a format with a width that large, or taken from a value")
    longest = max((measure(value) for value in values), default=0)
    if len(_FIELDS.findall(pattern)) * longest + len(pattern) > MAX_TEXT:
        raise TooMuchError(_LONG)


def check_product(left: Any, right: Any) -> None:
    """TooMuchError where ``left * right`` would be a long string, list or number."""
    for one, other in ((left, right), (right, left)):
        limit = MAX_TEXT if isinstance(one, str | bytes) else MAX_ITEMS
        if isinstance(one, str | list | tuple | bytes) and isinstance(other, int) and len(one) * other > limit:
            raise TooMuchError(_LONG)
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MAX_BITS:
        raise TooMuchError("a number of more than a thousand digits")


def check_power(left: Any, right: Any) -> None:
    """TooMuchError where ``left ** right`` would be a number beyond all use."""
    if isinstance(left, int) and isinstance(right, int) and right > 1 and left.bit_length() * right > MAX_BITS:
        raise TooMuchError("a number of more than a thousand digits")


def guard(functions: dict[str, Any], budget: str) -> None:
    """Put limits around all filters or tests in ``functions``; ``budget`` is the field that holds the :class:`Budget`."""
    for name, function in list(functions.items()):
        functions[name] = _guard(name, function, budget)


def _guard(name: str, function: Callable[..., Any], budget: str) -> Callable[..., Any]:
    """``function`` within the limits, given what it wants of jinja2 as its first argument."""
    wants = getattr(getattr(function, "jinja_pass_arg", None), "name", "")

    @wraps(function)
    def guarded(context: Context, *arguments: Any, **named: Any) -> Any:
        spent: Budget = context[budget]
        spent.spend(FILTER)
        for value in () if name in _CHEAP else arguments:
            spent.read(value)
        arguments = _check_filter(name, arguments, named)
        first = {"context": (context,), "eval_context": (context.eval_ctx,), "environment": (context.environment,)}.get(wants, ())
        return spent.charge(function(*first, *arguments, **named))

    return jinja2.pass_context(guarded)


def _check_filter(name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments of a filter, what is joined as a list. TooMuchError for what would go beyond the limits."""
    value, *others = arguments or ("",)
    every = (*others, *named.values())
    if name in _WRITING_FILTERS:
        measure(value)
    if name in _NUMBERED_FILTERS:
        _check_numbers(every)
    if name == "wordwrap" and len(str(value)) > MAX_WRAPPED:
        raise TooMuchError(f"more than {MAX_WRAPPED:,} characters to wrap")
    if name == "replace" and len(every) > 1:
        _check_replace(value, *every[:2])
    elif name == "format":
        check_format(str(value), every)
    elif name == "sum" and any(isinstance(each, list | tuple) for each in every):
        raise TooMuchError("a sum of lists, which takes longer with each; loop over them instead")
    elif name == "join":
        items = list(value)
        _check_join(str((*others, named.get("d", ""))[0]), items)
        return (items, *others)
    return arguments


def _check_numbers(values: Iterable[Any]) -> None:
    if any(isinstance(value, int) and value > MAX_WIDTH for value in values):
        raise TooMuchError(f"a width or number of more than {MAX_WIDTH:,}")


def _check_replace(text: Any, old: Any, new: Any) -> None:
    text, old, new = str(text), str(old), str(new)
    times = text.count(old) if old else len(text) + 1
    if times * max(0, len(new) - len(old)) + len(text) > MAX_TEXT:
        raise TooMuchError(_LONG)


def _check_join(separator: str, items: list[Any]) -> None:
    size = len(separator) * len(items) + sum(len(item) for item in items if isinstance(item, str))
    if size > MAX_TEXT:
        raise TooMuchError(_LONG)
