"""``briefgen extract``: everything found in each article, a JSON object a line."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from briefgen.cli.inputs import open_inputs, reading
from briefgen.cli.messages import report_skipped, watching
from briefgen.cli.options import load_settings, read_day, shared, today
from briefgen.errors import BriefgenError, UsageError

LAYERS = ("timexes", "people", "quotes", "events", "terms")
EPILOG = """\b
Examples:
  briefgen extract article.txt                          everything, as JSON
  briefgen extract articles/ --only timexes,quotes > found.jsonl
  briefgen extract article.txt --explain                the text with its dates and how each was read"""


@click.command(epilog=EPILOG)
@click.option("--only", metavar="LIST", help=f"Comma list of {', '.join(LAYERS)}; all unless told.")
@click.option("--as-of", metavar="DATE", envvar="BRIEFGEN_AS_OF", help="The day by which articles without a date are read; else today.")
@click.option("--explain", is_flag=True, help="Print the text with its dates marked, how each was read and why, instead of JSON.")
@reading
@shared()
def extract(
    inputs: tuple[str, ...], config: str | None, quiet: bool | None, only: str | None, as_of: str | None, *, explain: bool, **options: Any
) -> None:
    """Print everything found in each article, one JSON object a line."""
    from briefgen.model import Skipped
    from briefgen.pipeline import explain as explained
    from briefgen.pipeline import extract as run
    from briefgen.pipeline import render_line

    layers = _layers(only)
    if explain and layers not in ([], ["timexes"]):
        raise UsageError("--explain shows time expressions; leave --only out")
    layers = ["timexes"] if explain else layers
    settings = load_settings(config, inputs, quiet)
    quiet = quiet or settings.defaults.quiet
    opened = open_inputs(inputs, settings, **options)
    written = skipped = 0
    reference_day = read_day(as_of, "--as-of") or today()
    with watching(quiet, beside_results=True) as watch:
        for found in run(opened, reference_day=reference_day, only=layers, config=settings, progress=watch):
            if isinstance(found, Skipped):
                skipped += 1
                report_skipped([found], quiet)
                continue
            if explain:
                click.echo(("\n" if written else "") + explained(found), nl=False, color=False if os.environ.get("NO_COLOR") else None)
            else:
                sys.stdout.write(render_line(found, only=layers) + "\n")
            written += 1
    if not written:
        raise BriefgenError(f"no readable article in {opened.described}" + (f" ({skipped} skipped)" if skipped else ""))


def _layers(value: str | None) -> list[str]:
    names = [n.strip() for n in (value or "").split(",") if n.strip()]
    for name in names:
        if name not in LAYERS:
            raise UsageError(f'--only: unknown layer "{name}"; known are {", ".join(LAYERS)}')
    return names
