"""The command line."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime

import click

from briefgen import __version__


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Briefs."""


def today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


@main.command()
@click.argument("inputs", nargs=-1)
@click.option("--only", default="")
@click.option("--quiet", is_flag=True)
def extract(inputs: tuple[str, ...], only: str, quiet: bool) -> None:
    """Extract."""
    from briefgen.model import Skipped
    from briefgen.pipeline import extract as run
    from briefgen.render.jsonlines import render_line

    names = [n for n in only.split(",") if n]
    for found in run(inputs, reference_day=today(), only=names):
        if isinstance(found, Skipped):
            click.echo(f"{found.path}: {found.reason}", err=True)
        else:
            sys.stdout.write(render_line(found, only=names) + "\n")
