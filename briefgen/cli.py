"""The command line: options in, messages and exit codes out. It does no work of its own, and it alone reads the clock."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen import __version__
from briefgen.errors import BriefgenError, UsageError

if TYPE_CHECKING:
    from briefgen.config import Config, Topic
    from briefgen.model import Brief, Skipped
    from briefgen.pipeline import Period, Progress

LAYERS = ("timexes", "people", "quotes", "events", "terms")
FORMATS = ("docx", "json", "md", "csv", "ics")
STRICT_GAPS = 3
F = TypeVar("F", bound=Callable[..., Any])


class Commands(click.Group):
    """A group whose commands end with one line and the right code, never with a traceback (``-v`` adds it)."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a BriefgenError becomes its message and exit code."""
        try:
            return super().invoke(ctx)
        except BriefgenError as error:
            _say(f"briefgen: {error}")
            self._trace()
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            _say(f"briefgen: unexpected fault ({type(error).__name__}: {error}); run again with -v and report what it prints")
            self._trace()
            ctx.exit(1)

    @staticmethod
    def _trace() -> None:
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefgen")
def main() -> None:
    """Make briefs from news articles: a dated itinerary, the key issues, the officials' quotes, every line with its evidence."""
    gc.set_threshold(100_000, 20, 20)  # an article's parts hold no circles; looking for them cost a fifth of a long run


def _shared(command: F) -> F:
    """The options that every command takes."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, expose_value=False, help="Say more; show the trace of an error."),
        click.option("--quiet", is_flag=True, help="Print results only: no progress, no list of what was skipped."),
        click.option("--config", metavar="FILE", help="Use this configuration; else ./briefgen.toml, else one in the first input folder."),
        click.argument("inputs", nargs=-1, metavar="[INPUTS]..."),
    ):
        command = option(command)
    return command


@main.command()
@click.option(
    "--topic", "topics", multiple=True, metavar="NAME", help="What the brief is about: a configured topic or a plain word. Repeatable."
)
@click.option("--all-topics", is_flag=True, help="A brief for every configured topic.")
@click.option("--as-of", metavar="DATE", help="The reader's today; else the newest publication date among the articles.")
@click.option("--since", metavar="DATE", help="Only articles published on or after this day (2025-08-20, or 7d before the as-of date).")
@click.option("--until", metavar="DATE", help="Only articles published on or before this day; else the as-of date.")
@click.option("--template", metavar="NAME|FILE", help="A template by name (weekly) or a .docx file.")
@click.option("--out", metavar="DIR|FILE", help="A folder (default ./out), or a file, whose suffix chooses the format.")
@click.option("--format", "formats", metavar="LIST", help=f"Comma list of {', '.join(FORMATS)}; docx unless told.")
@click.option("--previous", metavar="BRIEF", help="An earlier brief (.docx or .json), to say what changed.")
@click.option("--skip-empty", is_flag=True, help="Write no brief for a topic without news; without it, a brief that says so.")
@click.option("--strict", is_flag=True, help=f"End with {STRICT_GAPS} when something was skipped or assumed.")
@_shared
def make(inputs: tuple[str, ...], config: str | None, quiet: bool, **options: Any) -> None:
    """Read articles and write a brief on a topic.

    INPUTS are files, folders, globs or - for standard input; left out, the folder that the configuration names, else ./inputs.
    """
    from briefgen.config import load_config
    from briefgen.pipeline import load_previous, make_briefs, make_look, read_all, settle_undated, write_briefs

    settings = load_config(config, inputs)
    chosen = _topics(settings, options["topics"], options["all_topics"])
    formats, path_of = _output(options["out"], options["formats"], chosen)
    look = make_look(settings, formats=formats, template=options["template"] or _template(settings, chosen))
    as_of = _day(options["as_of"], "--as-of")
    period = _period(options["since"], options["until"])
    previous = load_previous(Path(options["previous"])) if options["previous"] else None
    with _progress(quiet) as progress:
        found, skipped = read_all(_inputs(inputs, settings), reference_day=as_of or _today(), stdin=_stdin(inputs), progress=progress)
    if as_of is None:
        found = settle_undated(found)
    briefs, story = make_briefs(found, skipped, chosen, settings, as_of=as_of, period=period, previous=previous)
    _report(skipped, quiet)
    if options["skip_empty"]:
        for empty in (b for b in briefs if b.is_empty):
            _say(f"briefgen: nothing to tell on {empty.topic}; no brief written (--skip-empty)")
        briefs = tuple(b for b in briefs if not b.is_empty)
    for path in write_briefs(briefs, story, look, formats, path_of):
        click.echo(path)
    if options["strict"] and (skipped or any(b.assumptions for b in briefs)):
        _say(f"briefgen: --strict: {len(skipped)} skipped, {sum(len(b.assumptions) for b in briefs)} assumed; the brief lists them")
        click.get_current_context().exit(STRICT_GAPS)


@main.command()
@click.option("--only", metavar="LIST", help=f"Comma list of {', '.join(LAYERS)}; all unless told.")
@click.option("--as-of", metavar="DATE", help="The day by which articles without a date are read; else today.")
@click.option("--explain", is_flag=True, help="Print the text with its dates marked, how each was read and why, instead of JSON.")
@_shared
def extract(inputs: tuple[str, ...], config: str | None, quiet: bool, only: str | None, as_of: str | None, *, explain: bool) -> None:
    """Print everything found in each article, one JSON object a line."""
    from briefgen.config import load_config
    from briefgen.model import Skipped
    from briefgen.pipeline import explain as explained
    from briefgen.pipeline import extract as run
    from briefgen.pipeline import render_line

    layers = _only(only)
    if explain and layers not in ([], ["timexes"]):
        raise UsageError("--explain shows time expressions; leave --only out")
    layers = ["timexes"] if explain else layers
    settings = load_config(config, inputs)
    written = skipped = 0
    reference_day = _day(as_of, "--as-of") or _today()
    with _progress(quiet) as progress:
        for found in run(_inputs(inputs, settings), reference_day=reference_day, only=layers, stdin=_stdin(inputs), progress=progress):
            if isinstance(found, Skipped):
                skipped += 1
                _report([found], quiet)
                continue
            if explain:
                click.echo(("\n" if written else "") + explained(found), nl=False, color=False if os.environ.get("NO_COLOR") else None)
            else:
                sys.stdout.write(render_line(found, only=layers) + "\n")
            written += 1
    if not written:
        raise BriefgenError(f"no readable article in {', '.join(_inputs(inputs, settings))}" + (f" ({skipped} skipped)" if skipped else ""))


@main.command()
@click.option("--topic", metavar="NAME", help="Only what belongs to a topic.")
@click.option("--since", metavar="DATE", help="First day, of articles and of the days listed.")
@click.option("--until", metavar="DATE", help="Last day, of articles and of the days listed.")
@click.option("--max-dates", type=click.IntRange(1), default=20, show_default=True, help="How many days.")
@click.option("--per-date", type=click.IntRange(1), default=2, show_default=True, help="At most how many sentences for each.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@_shared
def timeline(inputs: tuple[str, ...], config: str | None, quiet: bool, **options: Any) -> None:
    """Print the dated chronology alone: the days that matter and the sentences that tell them."""
    from briefgen.config import find_topic, load_config
    from briefgen.pipeline import make_timeline, newest_day, read_all, render_days_json, render_days_table

    settings = load_config(config, inputs)
    topic = find_topic(settings, options["topic"]) if options["topic"] else None
    period = _period(options["since"], options["until"])
    with _progress(quiet) as progress:
        found, skipped = read_all(
            _inputs(inputs, settings), reference_day=_today(), only=("timexes",), stdin=_stdin(inputs), progress=progress
        )
    _report(skipped, quiet)
    days = make_timeline(found, topic=topic, period=period.resolved(newest_day(found)) if period.days_back else period,
                         max_dates=options["max_dates"], per_date=options["per_date"])  # fmt: skip
    sys.stdout.write(render_days_json(days) if options["form"] == "json" else render_days_table(days, locale=settings.locale))


# --- options read ---------------------------------------------------------------------------------------


def _today() -> date:
    """The reference day for undated articles: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970") from error


def _day(value: str | None, option: str) -> date | None:
    """A day as the user wrote it: ISO, else whatever dateparser reads."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        pass
    import dateparser

    base = datetime.combine(_today(), datetime.min.time())
    found = dateparser.parse(value, settings={"RELATIVE_BASE": base}) if any(c.isalnum() for c in value) else None
    if found is None:
        raise UsageError(f"{option}: {value!r} is not a date; write it as 2025-08-27")
    return found.date()


def _period(since: str | None, until: str | None) -> Period:
    from briefgen.pipeline import Period

    last = _day(until, "--until")
    if since and since[:-1].isdigit() and since[-1:] == "d":
        return Period(None, last, int(since[:-1]))
    first = _day(since, "--since")
    if first and last and first > last:
        raise UsageError(f"--since {first} lies after --until {last}")
    return Period(first, last)


def _topics(config: Config, names: Sequence[str], all_topics: bool) -> list[Topic]:
    from briefgen.config import find_topic

    if all_topics:
        if not config.topics:
            raise UsageError("--all-topics: no topic is configured; add one to briefgen.toml or give --topic")
        return list(config.topics)
    if not names:
        known = ", ".join(t.name for t in config.topics)
        raise UsageError("which topic? give --topic NAME" + (f"; configured are {known}" if known else ", for example --topic quad"))
    return [find_topic(config, name) for name in dict.fromkeys(names)]


def _output(out: str | None, formats: str | None, topics: Sequence[Topic]) -> tuple[list[str], Callable[[Brief, str], Path]]:
    """The formats, and where the file of a brief in one of them goes."""
    names = [n.strip().lower() for n in formats.split(",") if n.strip()] if formats else []
    for name in names:
        if name not in FORMATS:
            raise UsageError(f'--format: unknown format "{name}"; known are {", ".join(FORMATS)}')
    target = Path(out or "out")
    suffix = target.suffix.lower().lstrip(".")
    if not suffix or target.is_dir():
        return names or ["docx"], lambda brief, name: target / f"{_file_name(brief.topic)}-{brief.as_of.isoformat()}.{name}"
    if suffix not in FORMATS:
        raise UsageError(f'--out {out}: unknown suffix ".{suffix}"; known are {", ".join("." + f for f in FORMATS)}')
    if names and names != [suffix]:
        raise UsageError(f"--out {out} and --format {formats} disagree; leave one out, or give --out a folder")
    if len(topics) > 1:
        raise UsageError(f"--out {out} is one file, but there are {len(topics)} topics; give --out a folder")
    return [suffix], lambda _brief, _name: target


def _file_name(topic: str) -> str:
    """A topic as part of a file name: letters, digits and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in topic).split()).lower() or "topic"


def _template(config: Config, topics: Sequence[Topic]) -> str:
    """The template of the topics where they name one and the same, else the configuration's."""
    own = {t.template for t in topics if t.template}
    return own.pop() if len(own) == 1 else config.template


def _only(value: str | None) -> list[str]:
    names = [n.strip() for n in (value or "").split(",") if n.strip()]
    for name in names:
        if name not in LAYERS:
            raise UsageError(f'--only: unknown layer "{name}"; known are {", ".join(LAYERS)}')
    return names


def _inputs(given: Sequence[str], config: Config) -> list[str]:
    """What to read: the call's inputs, else the configured folder, else ./inputs."""
    if given:
        return list(given)
    if config.inputs:
        return [str(config.folder / config.inputs)]
    if Path("inputs").is_dir():
        return ["inputs"]
    raise UsageError("nothing to read: give files or folders, or put articles into ./inputs")


def _stdin(inputs: Sequence[str]) -> Any:
    return sys.stdin.buffer if "-" in inputs else None


# --- messages ---------------------------------------------------------------------------------------------


def _say(message: str) -> None:
    click.echo(" ".join(message.splitlines()), err=True)


def _report(skipped: Sequence[Skipped], quiet: bool) -> None:
    """One line for each input that could not be read."""
    if not quiet:
        for one in skipped:
            _say(f"skipped: {one.path}: {one.reason}")


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A counter on the terminal's last line while articles are read; nothing where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("reading") as status:
        count = 0

        def progress(name: str) -> None:
            nonlocal count
            count += 1
            status.update(f"reading {count}: {name}")

        yield progress
