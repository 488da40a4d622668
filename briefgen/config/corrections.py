"""corrections.toml -> Corrections, checked when loaded: what the analyst wants otherwise, a table of its own for each correction."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from briefgen.config.build import CONTROL, check_table
from briefgen.config.settings import Config
from briefgen.errors import ConfigError
from briefgen.model import Status

NAME = "corrections.toml"
NONE = "none"  # as a date or a place: there is none
Verb = Literal["split", "merge", "fix", "drop", "pin"]
VERBS: tuple[Verb, ...] = get_args(Verb)  # in the order in which they are applied
STATUSES: tuple[Status, ...] = get_args(Status)
PLACED: dict[str, type] = {"row": str, "quote": str, "topic": str, "reason": str}
KEYS: dict[Verb, dict[str, type]] = {
    "drop": PLACED,
    "pin": PLACED,
    "fix": {"row": str, "quote": str, "person": str, "date": str, "title": str, "place": str, "status": str, "speaker": str, "role": str,
            "reason": str},
    "merge": {"rows": list, "reason": str},
    "split": {"row": str, "articles": list, "words": str, "reason": str},
}  # fmt: skip
FIXES = {"row": ("date", "title", "place", "status"), "quote": ("speaker", "role"), "person": ("role",)}
DAY = 'must be a day (2025-08-29), two (2025-08-29/2025-08-30) or "none"'


@dataclass(frozen=True, slots=True)
class Correction:
    """One table of the file; what it does not say is None or empty."""

    verb: Verb
    where: str
    """``[[fix]] 2``: the second of its verb in the file."""
    row: str | None = None
    quote: str | None = None
    person: str | None = None
    rows: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    words: str | None = None
    topic: str | None = None
    days: tuple[date, date] | tuple[()] | None = None
    """First and last; the empty tuple for "none"."""
    title: str | None = None
    place: str | None = None
    """The empty string for "none"."""
    status: Status | None = None
    speaker: str | None = None
    role: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a file, in the order in which they are applied: by verb, and of one verb as they stand in the file."""

    path: Path
    entries: tuple[Correction, ...] = ()


def load_corrections(given: str | None, config: Config) -> Corrections | None:
    """The corrections of ``given``, else of the file beside the configuration; None where there is none.

    Raises ConfigError, naming file, table and key, for what cannot be used.
    """
    if given is None:
        beside = config.path.parent / NAME if config.path else None
        return parse_corrections(beside) if beside and beside.is_file() else None
    if not Path(given).is_file():
        raise ConfigError(f"{given}: there is no such file of corrections; its tables are {', '.join(f'[[{v}]]' for v in VERBS)}")
    return parse_corrections(Path(given))


def parse_corrections(path: Path) -> Corrections:
    """The corrections in a file."""
    import tomllib

    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error
    return build_corrections(raw, path)


def build_corrections(raw: Mapping[str, Any], path: Path) -> Corrections:
    """The corrections of a parsed file."""
    for key, tables in raw.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            hint = f'did you mean "[[{near[0]}]]"?' if near else f"known are {', '.join(f'[[{v}]]' for v in VERBS)}"
            raise ConfigError(f'{path}: unknown table "{key}"; {hint}')
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise ConfigError(f'{path}: "{key}" must be tables, each begun with [[{key}]]')
    return Corrections(path, tuple(_correction(verb, n, table, path) for verb in VERBS for n, table in enumerate(raw.get(verb, ()), 1)))


def _correction(verb: Verb, number: int, table: dict[str, Any], path: Path) -> Correction:
    where = f"[[{verb}]] {number}"
    values = dict(table)
    if "date" in values and "date" in KEYS[verb]:
        values["date"] = _as_text(values["date"], f"{path}, {where}")
    check_table(values, KEYS[verb], lambda _key: f"{path}, {where}")
    try:
        values = {key: _value(key, value) for key, value in values.items()}
        _check_aim(verb, values)
    except ValueError as error:
        raise ConfigError(f"{path}, {where}: {error}") from error
    return Correction(verb, where, **{"days" if key == "date" else key: value for key, value in values.items()})


def _as_text(value: Any, where: str) -> str:
    """A date as a string, whichever way TOML has it. Raises ConfigError for a time of day and for what is no date."""
    if isinstance(value, str):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise ConfigError(f'{where}: "date" {DAY}, not {value if isinstance(value, datetime) else repr(value)}')


def _value(key: str, value: Any) -> Any:
    """A value as it is applied: white space folded, days read. Raises ValueError with the key for one that cannot be used."""
    if isinstance(value, list):
        if not value or not all(v.strip() for v in value):
            raise ValueError(f'"{key}" holds nothing, or an empty string')
        return tuple(v.strip() for v in value)
    text = " ".join(value.split())
    if not text:
        raise ValueError(f'"{key}" is empty; leave it out, or say what it is')
    if CONTROL.search(text):
        raise ValueError(f'"{key}" must be text without control characters')
    if key == "date":
        return _days(text)
    if key == "place" and text.casefold() == NONE:
        return ""
    if key == "status" and text not in STATUSES:
        near = difflib.get_close_matches(text.casefold(), STATUSES, 1)
        raise ValueError(f'"status" must be one of {", ".join(STATUSES)}, not "{text}"' + (f'; did you mean "{near[0]}"?' if near else ""))
    return text


def _days(text: str) -> tuple[date, date] | tuple[()]:
    """First and last day; empty for "none"."""
    if text.casefold() == NONE:
        return ()
    parts = [part.strip() for part in text.split("/")]
    try:
        if len(parts) > 2 or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", part, re.ASCII) for part in parts):
            raise ValueError
        first, last = date.fromisoformat(parts[0]), date.fromisoformat(parts[-1])
    except ValueError:
        raise ValueError(f'"date" {DAY}, not "{text}"') from None
    if last < first:
        raise ValueError(f'"date" ends before it begins: "{text}"; write the first day first')
    return first, last


def _check_aim(verb: Verb, values: Mapping[str, Any]) -> None:
    """Raise ValueError where a correction does not say what it is of, or nothing that could be done to it."""
    if verb == "merge":
        if len({row.casefold() for row in values.get("rows", ())}) < 2:
            raise ValueError('"rows" must name two rows or more, each by its id or title')
        return
    aims = [key for key in ("row", "quote", "person") if key in KEYS[verb]]
    given = [key for key in aims if key in values]
    if len(given) != 1:
        named = f"both {' and '.join(given)}" if given else "nothing"
        raise ValueError(f"names {named}; give one of {', '.join(aims)}" if len(aims) > 1 else 'needs "row": an id, or the title as shown')
    if verb == "split" and ("articles" in values) == ("words" in values):
        raise ValueError('needs "articles" or "words", one of the two: which sentences become a row of their own')
    if verb == "fix":
        _check_fix(given[0], values)


def _check_fix(aim: str, values: Mapping[str, Any]) -> None:
    for key in values:
        if key not in (aim, "reason", *FIXES[aim]):
            right = " or ".join(a for a in FIXES if key in FIXES[a])
            raise ValueError(f'"{key}" cannot be fixed with "{aim}"' + (f', only with "{right}"' if right else ""))
    if not any(key in values for key in FIXES[aim]):
        raise ValueError(f"says nothing to fix; give {', '.join(FIXES[aim])}")
