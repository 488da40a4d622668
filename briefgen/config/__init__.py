"""briefgen.toml and the environment -> Config, checked when loaded: unknown keys are refused with a suggestion.

What the call says comes before the environment (``BRIEFGEN_*``), the environment before the file, the file before what is built in.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefgen.config.settings import Config, Defaults, Mail, Publisher, Style, Topic
from briefgen.errors import ConfigError

__all__ = ["NAME", "Config", "Defaults", "Mail", "Publisher", "Style", "Topic", "find_topic", "is_one_edit", "load_config", "parse_config"]

NAME = "briefgen.toml"
PREFIX = "BRIEFGEN_"


def load_config(given: str | None, inputs: tuple[str, ...], environ: Mapping[str, str] | None = None) -> Config:
    """The configuration of ``given``, else of ./briefgen.toml, else of one in the first input folder; defaults where there is none.

    The variables of ``environ`` come before the file. Raises ConfigError, naming file or variable and key, for what cannot be used.
    """
    if given is not None:
        if not Path(given).is_file():
            raise ConfigError(f"{given}: there is no such configuration file; make one with briefgen init")
        return parse_config(Path(given), environ)
    for folder in (Path(), *(Path(i) for i in inputs[:1]), *([Path("inputs")] if not inputs else [])):
        if (folder / NAME).is_file():
            return parse_config(folder / NAME, environ)
    return _build({}, None, None, environ) if any(name.startswith(PREFIX) for name in environ or {}) else Config()


def parse_config(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration in a file, the variables of ``environ`` before it."""
    import hashlib
    import tomllib

    try:
        data = path.read_bytes()
        raw = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error
    return _build(raw, path, hashlib.sha256(data).hexdigest(), environ)


def _build(raw: dict[str, Any], path: Path | None, sha256: str | None, environ: Mapping[str, str] | None) -> Config:
    from briefgen.config.build import build_config
    from briefgen.config.environment import overlay_environment

    raw, origins = overlay_environment(raw, environ or {})
    name = path.as_posix() if path else "the configuration"
    return build_config(raw, name, origins, folder=path.parent if path else Path(), path=path, sha256=sha256)


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
