"""What the user gave: options that commands share, and their values read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.cli.messages import VERBOSE, say
from briefgen.errors import UsageError

if TYPE_CHECKING:
    from briefgen.config import Config, Topic
    from briefgen.model import MadeBrief
    from briefgen.pipeline import Period

FORMATS = ("docx", "html", "json", "md", "csv", "ics", "eml", "pdf")
BACK = re.compile(r"(?P<number>[0-9]+) ?(?P<unit>d|days?|w|weeks?)", re.IGNORECASE)
NUMERIC = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -][0-9]{2,4}")
MAX_DAYS_DIGITS = 5  # 99999d are 273 years
F = TypeVar("F", bound=Callable[..., Any])
VARIABLES = tuple(
    f"BRIEFGEN_{name}"
    for name in "CONFIG TOPIC AS_OF SINCE UNTIL TEMPLATE EVIDENCE OUT FORMAT PREVIOUS CORRECTIONS SKIP_EMPTY STRICT QUIET".split()
)


def shared(inputs: str = "inputs") -> Callable[[F], F]:
    """The options that every command takes, and its arguments under the name ``inputs``; empty for a command without."""

    def add(command: F) -> F:
        options = [
            click.option(
                "-v", "--verbose", is_flag=True, expose_value=False, callback=_note_verbose, is_eager=True,
                help="Say what each stage did and how long it took; show the trace of an error.",
            ),
            click.option("--quiet", is_flag=True, default=None, envvar="BRIEFGEN_QUIET",
                         help="Print results only: no progress, no summary, no list of what was skipped."),
            click.option("--config", metavar="FILE", envvar="BRIEFGEN_CONFIG",
                         help="Use this configuration; else ./briefgen.toml, else one in the first input folder."),
        ]  # fmt: skip
        if inputs:
            options.append(click.argument(inputs, nargs=-1, metavar=f"[{inputs.upper()}]..."))
        for option in options:
            command = option(command)
        return command

    return add


def _note_verbose(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta[VERBOSE] = True


def load_settings(config: str | None, inputs: tuple[str, ...], quiet: bool | None) -> Config:
    """The configuration with the environment before it; a variable that means nothing is named."""
    from briefgen.config import PREFIX, load_config

    settings = load_config(config, inputs, os.environ)
    if not quiet and any(name.startswith(PREFIX) for name in os.environ):
        from briefgen.config.environment import unknown_variables

        for line in unknown_variables(os.environ, VARIABLES):
            say(f"briefgen: {line}")
    return settings


def today() -> date:
    """The reference day for undated articles: SOURCE_DATE_EPOCH, else the clock."""
    moment = now()
    return moment.date() if os.environ.get("SOURCE_DATE_EPOCH") else moment.astimezone().date()


def now() -> datetime:
    """This moment, with its zone: SOURCE_DATE_EPOCH (UTC), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970") from error


def read_day(value: str | None, option: str) -> date | None:
    """A day as the user wrote it: ISO, else whatever dateparser reads that names a whole day.

    Raises UsageError for a part of a day ("2025-08", "may") and for one that two countries read as two days ("08/09/2025").
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        pass
    numbers = NUMERIC.fullmatch(value.strip())
    if numbers and int(numbers[1]) != int(numbers[2]) and max(int(numbers[1]), int(numbers[2])) <= 12:
        raise UsageError(f"{option}: {value!r} may be either of two days; write it as 2025-08-27")
    import dateparser

    base = datetime.combine(today(), datetime.min.time())
    settings: dict[str, Any] = {
        "RELATIVE_BASE": base, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["relative-time", "absolute-time"],
    }  # fmt: skip
    found = dateparser.parse(value, settings=settings) if len(value) > 4 and any(c.isalnum() for c in value) else None
    if found is None:
        raise UsageError(f"{option}: {value!r} is not a date; write it as 2025-08-27")
    return found.date()


def read_period(since: str | None, until: str | None) -> Period:
    """The period of --since and --until; ``7d``, ``7 days`` and ``1w`` count back from the as-of date."""
    from briefgen.pipeline import Period

    last = read_day(until, "--until")
    if since and (back := BACK.fullmatch(since.strip())):
        if len(back["number"]) > MAX_DAYS_DIGITS:
            raise UsageError(f"--since {since} lies before the calendar begins; write it as 7d or 2025-08-20")
        return Period(None, last, int(back["number"]) * (7 if back["unit"].lower().startswith("w") else 1))
    first = read_day(since, "--since")
    if first and last and first > last:
        raise UsageError(f"--since {first} lies after --until {last}")
    return Period(first, last)


def choose_topics(config: Config, names: Sequence[str], all_topics: bool) -> list[Topic]:
    """The topics of --topic or --all-topics. Raises UsageError where there is none."""
    from briefgen.config import find_topic

    if all_topics:
        if not config.topics:
            raise UsageError("--all-topics: no topic is configured; add one to briefgen.toml or give --topic")
        return list(config.topics)
    if not names:
        known = ", ".join(t.name for t in config.topics)
        raise UsageError("which topic? give --topic NAME" + (f"; configured are {known}" if known else ", for example --topic quad"))
    return [find_topic(config, name) for name in dict.fromkeys(names)]


def read_output(out: str | None, formats: str | None, topics: Sequence[Topic]) -> tuple[list[str], Callable[[MadeBrief, str], Path]]:
    """The formats, and where the file of a brief in one of them goes."""
    names = list(dict.fromkeys(n.strip().lower() for n in formats.split(",") if n.strip())) if formats else []
    for name in names:
        if name not in FORMATS:
            raise UsageError(f'--format: unknown format "{name}"; known are {", ".join(FORMATS)}')
    if out == "-":
        raise UsageError("--out -: briefs go into files; give a folder or a file")
    target = Path(out or "out")
    suffix = target.suffix.lower().lstrip(".")
    if not suffix or target.is_dir() or (out or "").endswith(("/", os.sep)):
        return names or ["docx"], lambda brief, name: target / f"{file_name(brief.topic)}-{brief.as_of.isoformat()}.{name}"
    if suffix not in FORMATS:
        raise UsageError(f'--out {out}: unknown suffix ".{suffix}"; known are {", ".join("." + f for f in FORMATS)}')
    if names and names != [suffix]:
        raise UsageError(f"--out {out} and --format {formats} disagree; leave one out, or give --out a folder")
    if len(topics) > 1:
        raise UsageError(f"--out {out} is one file, but there are {len(topics)} topics; give --out a folder")
    return [suffix], lambda _brief, _name: target


def file_name(topic: str) -> str:
    """A topic as part of a file name: letters, digits and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in topic).split()).lower() or "topic"
