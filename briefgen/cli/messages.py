"""What the user reads on stderr: errors, progress on a terminal, what each stage did and how long it took, the summary."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from briefgen.model import Skipped
    from briefgen.pipeline import Step

VERBOSE = "briefgen.verbose"
SINGULAR = {"people": "person", "copies": "copy"}


def say(message: str) -> None:
    """Print one line on stderr, whatever line ends the message holds."""
    click.echo(" ".join(message.splitlines()), err=True)


def is_verbose(ctx: click.Context | None = None) -> bool:
    """Whether ``-v`` was given."""
    ctx = ctx or click.get_current_context(silent=True)
    return bool(ctx and ctx.meta.get(VERBOSE))


def report_skipped(skipped: Sequence[Skipped], quiet: bool | None) -> None:
    """One line for each input that could not be read."""
    if not quiet:
        for one in skipped:
            say(f"skipped: {one.path}: {one.reason}")


def wants_summary(quiet: bool | None) -> bool:
    """Whether the words at the end are read by somebody: on a terminal, or where ``-v`` asks for them."""
    return not quiet and (is_verbose() or sys.stderr.isatty())


def count_of(counts: Mapping[str, int]) -> str:
    """``40 articles, 1 quote``: what is not there is not named."""
    return ", ".join(f"{n:,} {_singular(noun) if n == 1 else noun}" for noun, n in counts.items() if n)


def show_size(size: int) -> str:
    """``41 kB``: bytes as a reader wants them."""
    return f"{size:,} bytes" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _singular(noun: str) -> str:
    first, _, rest = noun.partition(" ")
    word = SINGULAR.get(first, first.removesuffix("s"))
    return f"{word} {rest}".strip()


class Watch:
    """Follows the pipeline: a bar on a terminal, and under ``-v`` a line for each stage when it ends."""

    def __init__(self, bar: Bar | None = None) -> None:
        self._bar = bar
        self._task = bar.add_task("reading", total=None, what="", name="") if bar else None
        self._stage, self._said, self._since = "", "", perf_counter()

    def __call__(self, step: Step) -> None:
        """Take a step of the pipeline."""
        if step.stage != self._stage:
            self.close()
            self._stage, self._since = step.stage, perf_counter()
        self._said = count_of(step.counts) or self._said
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=step.stage, completed=step.done, total=step.total, what=self._said, name=step.name)

    def close(self) -> None:
        """End the stage."""
        if self._stage and is_verbose():
            say(f"{self._stage}: {self._said or 'done'} ({perf_counter() - self._since:.2f} s)")
        self._stage, self._said = "", ""


@contextmanager
def watching(quiet: bool | None, *, beside_results: bool = False) -> Iterator[Watch]:
    """A Watch for the pipeline; the bar stands on a terminal only, and where no results are printed between its lines."""
    if quiet or not sys.stderr.isatty() or (beside_results and sys.stdout.isatty()):
        watch = Watch()
        yield watch
        watch.close()
        return
    with _bar() as bar:
        watch = Watch(bar)
        yield watch
        bar.stop()
        watch.close()


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Field(ProgressColumn):
        """A field as plain text: no file name can colour it, move the cursor or fill the line."""

        def __init__(self, field: str, *, limit: int, style: str = "") -> None:
            super().__init__()
            self._field, self._limit, self._style = field, limit, style

        def render(self, task: Any) -> Text:
            shown = "".join(c if c.isprintable() else "\ufffd" for c in task.fields[self._field])
            return Text(shown[-self._limit :], style=self._style, no_wrap=True)

    return Bar(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(), Field("what", limit=70),
        Field("name", limit=40, style="dim"), console=Console(stderr=True), transient=True,
    )  # fmt: skip
