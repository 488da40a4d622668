"""``briefgen init``: the files with which somebody begins."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefgen import __version__
from briefgen.cli.messages import say
from briefgen.cli.options import shared

EPILOG = """\b
Examples:
  briefgen init                  briefgen.toml and .github/workflows/weekly-brief.yml, here
  briefgen init desk --samples   the same in ./desk, with sample articles to try it with"""


@click.command(epilog=EPILOG, short_help="Write a commented briefgen.toml and a weekly job.")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("--samples", is_flag=True, help="Also write sample articles into inputs/, to try it with.")
@click.option("--install", metavar="SPEC", default=f"briefgen=={__version__}", show_default=True, help="What the weekly job gives to pip.")
@shared("")
def init(folder: str, samples: bool, install: str, quiet: bool | None, config: str | None) -> None:  # noqa: ARG001  # all commands take --config
    """Write a commented briefgen.toml and a weekly job for GitHub Actions; what is there already stays as it is."""
    from briefgen.scaffold import scaffold

    written, kept = scaffold(Path(folder), install=install, samples=samples)
    for path in written:
        click.echo(path.as_posix())
    if quiet:
        return
    for path in kept:
        say(f"kept: {path.as_posix()} (is there already)")
    if sys.stderr.isatty():
        say("next: put articles into inputs/, say in briefgen.toml what they are about, then: briefgen make --all-topics")
