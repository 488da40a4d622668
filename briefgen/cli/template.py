"""``briefgen template copy``: a built-in template as a file of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.messages import say
from briefgen.cli.options import shared


@click.group()
def template() -> None:
    """Word templates of one's own."""


@template.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@shared("")
def copy(name: str, file: Path, force: bool, config: str | None, quiet: bool | None) -> None:  # noqa: ARG001  # nothing is configured
    """Copy the built-in template NAME (weekly, memo, visit) to FILE, to be changed in Word.

    Use it with --template FILE, or as template = "FILE" in briefgen.toml.
    """
    from briefgen.templating import copy_template

    path = copy_template(name, file, replace=force)
    click.echo(path)
    if not quiet:
        say(f"briefgen: change it in Word, then: briefgen check {path}; briefgen make --template {path}")
