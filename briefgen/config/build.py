"""Raw tables -> Config: every key known, every value of its type and usable, or an error that says where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from briefgen.config.addresses import parse_address
from briefgen.config.settings import PORTS, Config, Defaults, Mail, Publisher, Style, Topic, Web
from briefgen.errors import ConfigError
from briefgen.model import Address, Limits, Proofs

CHOICES = {"locale": ("en-GB", "en-US"), "paper": ("a4", "letter")}
MAX_FONT = 31  # characters of a font's name that Windows takes (LF_FACESIZE less its end)
MIN_CONTRAST = 4.5  # of text on white (WCAG 2.2, 1.4.3)
PROOFS = get_args(Proofs)
ATTACHMENTS = ("docx", "ics")
TOP: dict[str, type] = {
    "inputs": str, "template": str, "locale": str, "zone": str, "marking": str, "organisation": str, "paper": str, "logo": str,
    "store": str, "cache": str, "jobs": int,
    "style": dict, "defaults": dict, "publishers": dict, "dates": dict, "mail": dict, "limits": dict, "web": dict, "topics": dict,
}  # fmt: skip
TABLES = ("style", "defaults", "publishers", "dates", "mail", "limits", "web", "topics")
DEFAULTS: dict[str, type] = {"out": str, "format": str, "since": str, "skip_empty": bool, "strict": bool, "quiet": bool, "evidence": str}
STYLE: dict[str, type] = {"colour": str, "font": str}
PUBLISHER: dict[str, type] = {"name": str, "weight": float}
MAIL: dict[str, type] = {
    "from": str, "to": list, "cc": list, "bcc": list, "reply_to": str, "subject": str, "attach": list,
    "host": str, "port": int, "security": str, "user": str, "password_file": str, "ca_file": str, "tries": int, "timeout": int,
}  # fmt: skip
LIMITS: dict[str, tuple[type, float, float]] = {
    "article_mb": (float, 0.001, 1000), "document_mb": (float, 0.001, 1000), "unpacked_mb": (float, 0.001, 1_000_000),
    "articles": (int, 1, 100_000_000), "depth": (int, 0, 10), "seconds": (float, 0.1, 3600),
}  # fmt: skip
"""Key of [limits] -> its type, least and greatest value."""
WEB: dict[str, tuple[type, float, float]] = {"pages": (int, 1, 10_000), "timeout": (float, 1, 600), "tries": (int, 1, 20)}
MAX_JOBS = 256
TOPIC: dict[str, type] = {"title": str, "terms": list, "people": list, "places": list, "template": str, "recipients": list}
NAMES: dict[type, str] = {
    str: "a string", list: "a list of strings", dict: "a table", bool: "true or false", int: "a whole number", float: "a number",
}  # fmt: skip
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
Where = Callable[[str], str]


def build_config(
    raw: Mapping[str, Any], name: str, origins: Mapping[str, str], *, folder: Path, path: Path | None, sha256: str | None
) -> Config:
    """The Config of a parsed file. ``origins`` names the variable that a dotted key came from, where it came from one.

    Raises ConfigError with the file or variable, the table and the key.
    """

    def where(table: str) -> Where:
        def place(key: str) -> str:
            dotted = f"{table}.{key}" if table else key
            return origins.get(dotted) or (f"{name}, [{table}]" if table else name)

        return place

    check_table(raw, TOP, where(""))
    for key, choices in CHOICES.items():
        if raw.get(key, choices[0]) not in choices:
            raise ConfigError(f"{where('')(key)}: {key} must be one of {', '.join(choices)}, not {raw[key]!r}")
    if not 1 <= raw.get("jobs", 1) <= MAX_JOBS:
        raise ConfigError(f'{where("")("jobs")}: "jobs" must lie between 1 and {MAX_JOBS}, not {raw["jobs"]}')
    for key in ("marking", "organisation"):
        if CONTROL.search(raw.get(key, "")):
            raise ConfigError(f'{where("")(key)}: "{key}" must be one line without control characters')
    return Config(
        topics=tuple(_topic(key, table, where(f"topics.{key}")) for key, table in raw.get("topics", {}).items()),
        zone=_zone(raw.get("zone"), where("")("zone")),
        style=_style(raw.get("style", {}), where("style")),
        defaults=_defaults(raw.get("defaults", {}), where("defaults")),
        publishers=tuple(_publisher(key, table, where(f"publishers.{key}")) for key, table in raw.get("publishers", {}).items()),
        dates=_dates(raw.get("dates", {}), where("dates")),
        mail=_mail(raw.get("mail", {}), where("mail")),
        limits=_limits(raw.get("limits", {}), where("limits")),
        web=Web(**_numbers(raw.get("web", {}), WEB, where("web"))),
        sha256=sha256,
        path=path,
        folder=folder,
        **{key: raw[key] for key in TOP if key in raw and key not in (*TABLES, "zone")},
    )


def check_table(table: Any, known: Mapping[str, type], where: Where) -> None:
    """Raise ConfigError for a key that is not known (with the nearest one) or a value of another type."""
    if not isinstance(table, dict):
        raise ConfigError(f"{where('')}: must be a table, not {table!r}")
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(known)}"
            raise ConfigError(f'{where(key)}: unknown key "{key}"{hint}')
        kind = known[key]
        fits = isinstance(value, (int, float) if kind is float else kind) and (kind is bool or not isinstance(value, bool))
        if not fits:
            raise ConfigError(f'{where(key)}: "{key}" must be {NAMES[kind]}, not {value!r}')
        if kind is list and not all(isinstance(v, str) for v in value):
            raise ConfigError(f'{where(key)}: "{key}" must be a list of strings')


def _topic(name: str, table: Any, where: Where) -> Topic:
    check_table(table, TOPIC, where)
    terms, people, places = (tuple(table.get(key, ())) for key in ("terms", "people", "places"))
    if CONTROL.search(name) or not name.strip():
        raise ConfigError(f"{where('')}: the name of a topic must be one line of text, not {name!r}")
    return Topic(
        name=name,
        title=table.get("title", name[:1].upper() + name[1:]),
        terms=terms or (name,),
        people=people,
        places=places,
        template=table.get("template"),
        recipients=_addresses(table, "recipients", where),
    )


def _zone(value: str | None, where: str) -> str | None:
    if value is None:
        return None
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError) as error:
        raise ConfigError(f'{where}: "zone" must be a time zone such as Asia/Tokyo or Europe/London, not {value!r}') from error
    return value


def _style(table: Any, where: Where) -> Style:
    check_table(table, STYLE, where)
    colour = table.get("colour")
    if colour is not None:
        digits = re.fullmatch(r"#?([0-9A-Fa-f]{6})", colour)
        if digits is None:
            raise ConfigError(f'{where("colour")}: "colour" must be six hexadecimal digits such as 1F3F66, not {colour!r}')
        colour = digits[1].upper()
        if (contrast := contrast_on_white(colour)) < MIN_CONTRAST:
            raise ConfigError(
                f'{where("colour")}: "colour" {colour} has a contrast of {contrast:.2f}:1 on white, and headings need {MIN_CONTRAST}:1;'
                " take a darker one"
            )
    font = table.get("font")
    if font is not None and (not font.strip() or CONTROL.search(font) or len(font) > MAX_FONT):
        raise ConfigError(f'{where("font")}: "font" must be the name of a font such as Georgia, not {font!r}')
    return Style(colour, font.strip() if font else None)


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour, six hexadecimal digits, on white: 1 of white itself, 21 of black (WCAG 2.2, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _defaults(table: Any, where: Where) -> Defaults:
    check_table(table, DEFAULTS, where)
    if table.get("evidence", PROOFS[0]) not in PROOFS:
        raise ConfigError(f'{where("evidence")}: "evidence" must be one of {", ".join(PROOFS)}, not {table["evidence"]!r}')
    return Defaults(**table)


def _numbers(table: Any, known: Mapping[str, tuple[type, float, float]], where: Where) -> dict[str, Any]:
    """The values of a table of numbers, each between its bounds."""
    check_table(table, {key: kind for key, (kind, _, _) in known.items()}, where)
    for key, value in table.items():
        _, low, high = known[key]
        if not low <= value <= high:
            raise ConfigError(f'{where(key)}: "{key}" must lie between {low:g} and {high:,}, not {value}')
    return dict(table)


def _limits(table: Any, where: Where) -> Limits:
    given = _numbers(table, LIMITS, where)
    names = {"article_mb": "article_bytes", "document_mb": "document_bytes", "unpacked_mb": "unpacked_bytes", "articles": "members"}
    return Limits(**{names.get(key, key): int(value * 1_000_000) if key.endswith("_mb") else value for key, value in given.items()})


def _publisher(key: str, table: Any, where: Where) -> Publisher:
    check_table(table, PUBLISHER, where)
    weight = float(table.get("weight", 1.0))
    if not 0 < weight <= 100:
        raise ConfigError(f'{where("weight")}: "weight" must lie above 0 and not above 100, not {table["weight"]!r}')
    return Publisher(key, table.get("name", key), weight)


def _dates(table: Any, where: Where) -> Mapping[str, date]:
    found = {}
    for key, value in table.items():
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ConfigError(f'{where(key)}: "{key}" must be a date such as 2025-08-26, not {value!r}') from error
        found[key] = day.date() if isinstance(day, datetime) else day
    return MappingProxyType(found)


def _mail(table: Any, where: Where) -> Mail:
    if isinstance(table, dict) and "password" in table:
        raise ConfigError(f'{where("password")}: a password does not belong here; set BRIEFGEN_MAIL_PASSWORD, or "password_file"')
    check_table(table, MAIL, where)
    if table.get("security", "starttls") not in PORTS:
        raise ConfigError(
            f'{where("security")}: "security" must be starttls or tls, not {table["security"]!r}; mail never goes unencrypted'
        )
    for key, low, high in (("port", 1, 65535), ("tries", 1, 20), ("timeout", 1, 600)):
        if key in table and not low <= table[key] <= high:
            raise ConfigError(f'{where(key)}: "{key}" must lie between {low} and {high}, not {table[key]}')
    for name in table.get("attach", ()):
        if name not in ATTACHMENTS:
            raise ConfigError(f'{where("attach")}: "attach" knows {" and ".join(ATTACHMENTS)}, not {name!r}')
    if CONTROL.search(table.get("subject", "")):
        raise ConfigError(f'{where("subject")}: "subject" must be one line without control characters')
    lists = {key: _addresses(table, key, where) for key in ("to", "cc", "bcc")}
    single = {field: _address(table[key], key, where) for key, field in (("from", "sender"), ("reply_to", "reply_to")) if key in table}
    plain: dict[str, Any] = {f.name: table[f.name] for f in fields(Mail) if f.name in table and f.name not in (*lists, *single, "attach")}
    attach = {"attach": tuple(table["attach"])} if "attach" in table else {}
    return Mail(**{**lists, **single, **plain, **attach})


def _addresses(table: Mapping[str, Any], key: str, where: Where) -> tuple[Address, ...]:
    return tuple(_address(value, key, where) for value in table.get(key, ()))


def _address(value: str, key: str, where: Where) -> Address:
    try:
        return parse_address(value)
    except ConfigError as error:
        raise ConfigError(f'{where(key)}: "{key}": {error}') from error
