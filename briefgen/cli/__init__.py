"""The command line: options in, messages and exit codes out. It does no work of its own, and it alone reads clock and environment.

One file a command; what they share is in ``options`` (what the user gave) and ``messages`` (what the user reads).
"""

from __future__ import annotations

import gc
import traceback
from typing import Any

import click

from briefgen import __version__
from briefgen.cli.check import check
from briefgen.cli.extract import extract
from briefgen.cli.init import init
from briefgen.cli.library import add, forget, list_
from briefgen.cli.make import make
from briefgen.cli.messages import is_verbose, say
from briefgen.cli.send import send
from briefgen.cli.template import template
from briefgen.cli.timeline import timeline
from briefgen.cli.verify import verify
from briefgen.errors import BriefgenError

__all__ = ["main"]

EPILOG = """\b
Examples:
  briefgen init                        a configuration, a weekly job, sample articles with --samples
  briefgen make --topic quad           ./inputs -> ./out/quad-2025-08-28.docx
  briefgen make --all-topics --since 7d --format docx,html
  briefgen template copy weekly my.docx; briefgen check my.docx; briefgen make --topic quad --template my.docx
  briefgen send out/*.docx             e-mail drafts in ./out/outbox; --send delivers them

Options can be set by variables (BRIEFGEN_TOPIC, BRIEFGEN_OUT, ...) and by briefgen.toml; the call comes first, then the variable."""


class Commands(click.Group):
    """A group whose commands end with one line and the right code, never with a traceback (``-v`` adds it)."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a BriefgenError becomes its message and exit code."""
        try:
            return super().invoke(ctx)
        except BriefgenError as error:
            say(f"briefgen: {error}")
            self._trace(ctx)
            ctx.exit(error.exit_code)
        except click.UsageError as error:
            self._refuse(ctx, error)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            say(f"briefgen: unexpected fault ({type(error).__name__}: {error}); run again with -v and report what it prints")
            self._trace(ctx)
            ctx.exit(1)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments of the group itself; a wrong one is told in one line too."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            self._refuse(ctx, error)
            raise

    @staticmethod
    def _refuse(ctx: click.Context, error: click.UsageError) -> None:
        """End with one line for a call that cannot be taken; without any argument the help is shown instead."""
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise error
        where = error.ctx.command_path if error.ctx else ctx.command_path
        say(f"briefgen: {error.format_message().rstrip('.')}; see {where} --help")
        ctx.exit(error.exit_code)

    @staticmethod
    def _trace(ctx: click.Context) -> None:
        if is_verbose(ctx):
            traceback.print_exc()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="briefgen")
def main() -> None:
    """Make briefs from news articles: a dated itinerary, the key issues, the officials' quotes, every line with its evidence."""
    gc.set_threshold(100_000, 20, 20)  # an article's parts hold no circles; looking for them cost a fifth of a long run


for command in (make, extract, timeline, add, list_, forget, check, template, verify, init, send):
    main.add_command(command)
