"""briefgen.toml -> Config, checked when loaded: unknown keys are refused with a suggestion."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.errors import ConfigError

NAME = "briefgen.toml"
LOCALES = ("en-GB", "en-US")
TOP: dict[str, type] = {"inputs": str, "template": str, "locale": str, "marking": str, "organisation": str, "topics": dict}
TOPIC: dict[str, type] = {"title": str, "terms": list, "people": list, "places": list, "template": str}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a brief is about: words, people and places, any of which brings an article in."""

    name: str
    title: str
    terms: tuple[str, ...]
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    template: str | None = None
    is_configured: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration, and the folder that paths in it are relative to."""

    topics: tuple[Topic, ...] = ()
    inputs: str | None = None
    template: str = "weekly"
    locale: str = "en-GB"
    marking: str | None = None
    organisation: str | None = None
    sha256: str | None = None
    folder: Path = Path()


def load_config(given: str | None, inputs: tuple[str, ...]) -> Config:
    """The configuration of ``given``, else of ./briefgen.toml, else of one in the first input folder; defaults where there is none.

    Raises ConfigError, naming file and key, for one that cannot be used.
    """
    if given is not None:
        if not Path(given).is_file():
            raise ConfigError(f"{given}: there is no such configuration file")
        return parse_config(Path(given))
    for folder in (Path(), *(Path(i) for i in inputs[:1]), *([Path("inputs")] if not inputs else [])):
        if (folder / NAME).is_file():
            return parse_config(folder / NAME)
    return Config()


def parse_config(path: Path) -> Config:
    """The configuration in a file."""
    data = path.read_bytes()
    try:
        raw = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error
    _check(raw, TOP, str(path))
    topics = raw.get("topics", {})
    for name, table in topics.items():
        if not isinstance(table, dict):
            raise ConfigError(f'{path}: topic "{name}" must be a table, as in [topics.{name}]')
        _check(table, TOPIC, f"{path}, [topics.{name}]")
    if raw.get("locale", "en-GB") not in LOCALES:
        raise ConfigError(f"{path}: locale must be one of {', '.join(LOCALES)}, not {raw['locale']!r}")
    plain = {key: raw[key] for key in TOP if key in raw and key != "topics"}
    return Config(
        topics=tuple(_topic(name, table) for name, table in topics.items()),
        sha256=hashlib.sha256(data).hexdigest(),
        folder=path.parent,
        **plain,
    )


def find_topic(config: Config, name: str) -> Topic:
    """The configured topic of that name, else a plain-word topic.

    Raises ConfigError where a configured topic is one edit away: it is more likely meant than a new word.
    """
    for topic in config.topics:
        if topic.name.casefold() == name.casefold():
            return topic
    for topic in config.topics:
        if is_one_edit(topic.name.casefold(), name.casefold()):
            raise ConfigError(f'unknown topic "{name}"; did you mean "{topic.name}"?')
    word = name.strip()
    if not word:
        raise ConfigError("a topic needs a name; give one with --topic")
    return Topic(name=word, title=word[:1].upper() + word[1:], terms=(word,), is_configured=False)


def is_one_edit(a: str, b: str) -> bool:
    """Whether one letter added, dropped, changed, or two neighbours swapped make one word the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    one, two = a[start:], b[start:]
    swapped = len(one) > 1 and len(two) > 1 and one[:2] == two[1::-1] and one[2:] == two[2:]
    return swapped or one[1:] == two[1:] or one[1:] == two or one == two[1:]


def _topic(name: str, table: dict[str, Any]) -> Topic:
    terms, people, places = (tuple(table.get(key, ())) for key in ("terms", "people", "places"))
    title = table.get("title", name[:1].upper() + name[1:])
    return Topic(name=name, title=title, terms=terms or (name,), people=people, places=places, template=table.get("template"))


def _check(table: dict[str, Any], known: Mapping[str, type], where: str) -> None:
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise ConfigError(
                f'{where}: unknown key "{key}"' + (f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(known)}")
            )
        if not isinstance(value, known[key]):
            raise ConfigError(f'{where}: "{key}" must be a {_NAMES[known[key]]}')
        if isinstance(value, list) and not all(isinstance(v, str) for v in value):
            raise ConfigError(f'{where}: "{key}" must be a list of strings')


_NAMES: dict[type, str] = {str: "string", list: "list of strings", dict: "table"}
