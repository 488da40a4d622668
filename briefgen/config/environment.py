"""Variables ``BRIEFGEN_*`` -> the keys of briefgen.toml that they stand before.

The mapping is given as an argument: only the command line reads the real environment.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from briefgen.config import PREFIX
from briefgen.config.build import MAIL, STYLE, TOP
from briefgen.errors import ConfigError

PASSWORD = "BRIEFGEN_MAIL_PASSWORD"  # noqa: S105  # the name of a variable
TABLES = {"mail": MAIL, "style": STYLE}
KEYS_OF_TOP = ("inputs", "locale", "zone", "marking", "organisation", "paper", "logo", "store", "cache", "jobs")
KEYS: dict[str, tuple[str, ...]] = {
    **{f"{PREFIX}{key.upper()}": (key,) for key in KEYS_OF_TOP},
    **{f"{PREFIX}STYLE_{key.upper()}": ("style", key) for key in STYLE},
    **{f"{PREFIX}MAIL_{key.upper()}": ("mail", key) for key in MAIL},
}


def overlay_environment(raw: Mapping[str, Any], environ: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """``raw`` with what the variables say instead, and for each dotted key so set the name of its variable.

    An empty variable counts as not set. Lists are separated by commas. Raises ConfigError for a number that is none.
    """
    merged = {key: dict(value) if isinstance(value, dict) else value for key, value in raw.items()}
    origins: dict[str, str] = {}
    for variable, path in KEYS.items():
        value = environ.get(variable, "").strip()
        if not value:
            continue
        table = merged
        for part in path[:-1]:
            inner = table.setdefault(part, {})
            if not isinstance(inner, dict):
                break  # the check of the file says so
            table = inner
        kind = TABLES[path[0]][path[-1]] if len(path) > 1 else TOP[path[-1]]
        table[path[-1]] = _value(value, kind, variable)
        origins[".".join(path)] = variable
    return merged, origins


def unknown_variables(environ: Mapping[str, str], options: Collection[str]) -> list[str]:
    """A line for each variable that begins with BRIEFGEN_ and means nothing, with the nearest one that does.

    ``options`` are the variables of command-line options.
    """
    known = {*KEYS, PASSWORD, *options}
    lines = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            lines.append(f"{name} is set and means nothing" + (f"; did you mean {near[0]}?" if near else ""))
    return lines


def _value(value: str, kind: type, variable: str) -> Any:
    if kind is list:
        return [part.strip() for part in value.split(",") if part.strip()]
    if kind is int:
        try:
            return int(value)
        except ValueError as error:
            raise ConfigError(f"{variable}: {value!r} is not a whole number") from error
    return value
