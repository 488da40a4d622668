"""``briefgen send``: finished briefs in, e-mail drafts out; delivered with ``--send``."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.messages import say
from briefgen.cli.options import load_settings, now, shared
from briefgen.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.mailing import Addressing

EPILOG = """\b
Examples:
  briefgen send out/quad-2025-08-28.docx                      a draft in ./out/outbox, to look at
  briefgen send out/*.docx --to "Desk <desk@example.org>" --send
  briefgen send --send                                        what still waits in the outbox
The password: BRIEFGEN_MAIL_PASSWORD, or password_file in [mail] of briefgen.toml."""


@click.command(epilog=EPILOG)
@click.option("--to", multiple=True, metavar="ADDR", help="Who gets it, instead of whom the configuration names. Repeatable.")
@click.option("--cc", multiple=True, metavar="ADDR", help="Who gets a copy. Repeatable.")
@click.option("--bcc", multiple=True, metavar="ADDR", help="Who gets a blind copy: in no header. Repeatable.")
@click.option("--subject", metavar="TEXT", help="The subject; {title}, {topic} and {as_of} stand for the brief's.")
@click.option("--out", metavar="DIR", envvar="BRIEFGEN_OUT", help="The folder whose outbox is meant (default ./out).")
@click.option("--send", "wants_sent", is_flag=True, help="Deliver by the server of [mail]; without BRIEFS, all that waits in the outbox.")
@click.option("--resend", is_flag=True, help="With --send: also where delivery is in doubt, or was refused.")
@shared("briefs")
def send(
    briefs: tuple[str, ...], to: tuple[str, ...], cc: tuple[str, ...], bcc: tuple[str, ...], subject: str | None, out: str | None,
    wants_sent: bool, resend: bool, config: str | None, quiet: bool | None,
) -> None:  # fmt: skip
    """Draft e-mails of finished briefs, and deliver them with --send.

    BRIEFS are the .docx files that make wrote. No message goes to anybody twice: what was sent is kept on record.
    """
    if resend and not wants_sent:
        raise UsageError("--resend goes with --send")
    if not briefs and not wants_sent:
        raise UsageError("nothing to draft: give the briefs that make wrote, for example out/*.docx")
    if not briefs and (to or cc or bcc or subject):
        raise UsageError("--to, --cc, --bcc and --subject need BRIEFS: what waits in the outbox has its own")
    settings = load_settings(config, (), quiet)
    quiet = settings.defaults.quiet if quiet is None else quiet
    _run(briefs, _addressing(to, cc, bcc, subject), _outbox(out, settings), settings, wants_sent=wants_sent, resend=resend, quiet=quiet)


def _run(
    briefs: Sequence[str], addressing: Addressing, folder: Path, settings: Config, *, wants_sent: bool, resend: bool, quiet: bool | None
) -> None:
    from briefgen.config.environment import PASSWORD
    from briefgen.mailing import Hands, Outbox, check_recipients, deliver, draft_briefs, make_server, read_finished

    hands = Hands(now, time.sleep, say, _silent if quiet else say)
    server = make_server(settings, os.environ.get(PASSWORD)) if wants_sent else None
    found = [read_finished(path) for path in _paths(briefs)]
    if server:
        check_recipients(found, settings, addressing)
    if not found and not folder.is_dir():
        hands.note(f"{folder}: there is no outbox, so nothing waits")
        return
    with Outbox(folder, say) as outbox:
        keys = draft_briefs(found, settings, addressing, outbox, hands) if found else None
        is_complete = True
        try:
            if server:
                chosen, is_complete = deliver(outbox, server, settings.mail, hands, keys=keys, resend=resend)
                if not chosen:
                    hands.note(f"nothing waits in {folder}")
        finally:
            for entry in outbox.record.entries():
                if keys and entry.key in keys and outbox.path_of(entry).exists():
                    click.echo(outbox.path_of(entry))
    if not is_complete:
        click.get_current_context().exit(1)


def _silent(_line: str) -> None:
    pass


def _addressing(to: Sequence[str], cc: Sequence[str], bcc: Sequence[str], subject: str | None) -> Addressing:
    from briefgen.config.addresses import parse_addresses
    from briefgen.mailing import Addressing

    listed = []
    for option, values in (("--to", to), ("--cc", cc), ("--bcc", bcc)):
        try:
            listed.append(parse_addresses(values))
        except ConfigError as error:
            raise UsageError(f"{option}: {error}") from error
    return Addressing(listed[0], listed[1], listed[2], subject)


def _outbox(out: str | None, settings: Config) -> Path:
    """``outbox`` in the folder that ``make`` writes to; a file named there stands for its folder."""
    if out and Path(out).is_file():
        raise UsageError(f"--out {out}: is a file; give the folder whose outbox is meant")
    target = Path(out or settings.defaults.out or "out")
    return (target.parent if target.suffix and not target.is_dir() else target) / "outbox"


def _paths(briefs: Sequence[str]) -> list[Path]:
    """The files meant, each once; a pattern that the shell left as it is (Windows) is filled here."""
    found: list[Path] = []
    for given in briefs:
        path = Path(given)
        if not path.exists() and any(c in given for c in "*?["):
            matches = sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor) if path.anchor else path)))
            if not matches:
                raise UsageError(f"{given}: no file matches")
            found += matches
        else:
            found.append(path)
    return list(dict.fromkeys(found))
