"""``briefgen add``, ``list`` and ``forget``: articles kept in a library for later runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.inputs import library_of, open_inputs
from briefgen.cli.messages import count_of, report_skipped, say, watching
from briefgen.cli.options import load_settings, read_period, shared
from briefgen.errors import BriefgenError, UsageError

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.pipeline.keeping import Kept

MAX_TITLE = 60
ADD_EPILOG = """\b
Examples:
  briefgen add articles/ "downloads/*.pdf"          keep them in ./briefgen.db
  briefgen add https://example.org/news/feed.xml    fetch a feed and keep its articles
  briefgen make --topic quad                        a brief of ./inputs and of what is kept"""
LIST_EPILOG = """\b
Examples:
  briefgen list                                     everything, newest first
  briefgen list tariffs "sea cables" --since 7d     that hold these words
  briefgen list --format json | jq -r .id"""
FORGET_EPILOG = """\b
Examples:
  briefgen forget 2025-08-26-column.txt
  briefgen forget "https://example.org/*"
  briefgen forget "*" --until 2025-01-31"""
STORE = click.option("--store", metavar="FILE", help="The library; else the configured one, else ./briefgen.db.")


@click.command(epilog=ADD_EPILOG, short_help="Keep articles in a library for later runs.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and of private networks too.")
@STORE
@shared()
def add(inputs: tuple[str, ...], config: str | None, quiet: bool | None, store: str | None, *, allow_private: bool) -> None:
    """Keep articles in the library, and print the id of each that is new or newer.

    INPUTS are files, folders, globs, https addresses of articles, feeds and sitemaps, or - for standard input.
    """
    from briefgen.model import Skipped
    from briefgen.pipeline.keeping import Library, keep

    if not inputs:
        raise UsageError("add what? give files, folders or https addresses")
    settings = load_settings(config, inputs, quiet)
    quiet = quiet or settings.defaults.quiet
    opened = open_inputs(inputs, settings, jobs=1, allow_private=allow_private)
    counts = {"kept": 0, "updated": 0, "known": 0}
    skipped = 0
    with Library(_path(store, settings), is_new=True) as library, watching(quiet, beside_results=True) as watch:
        for told in keep(opened, library, config=settings, progress=watch):
            if isinstance(told, Skipped):
                skipped += 1
                report_skipped([told], quiet)
                continue
            counts[told.outcome] += 1
            if told.outcome != "known":
                click.echo(told.id)
    if not any(counts.values()):
        raise BriefgenError(f"no readable article in {opened.described}" + (f" ({skipped} skipped)" if skipped else ""))
    if not quiet:
        names = {"articles kept": counts["kept"], "updated": counts["updated"], "known before": counts["known"], "skipped": skipped}
        say(f"briefgen: {library.path}: {count_of(names)}")


@click.command(name="list", epilog=LIST_EPILOG, short_help="Print what the library holds.")
@click.argument("words", nargs=-1)
@click.option("--since", metavar="DATE", help="Only articles published on or after this day (2025-08-20, or 7d back from the newest).")
@click.option("--until", metavar="DATE", help="Only articles published on or before this day.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="JSON: an object a line.")
@STORE
@shared("")
def list_(words: tuple[str, ...], config: str | None, quiet: bool | None, store: str | None, **options: Any) -> None:
    """Print the articles of the library that hold all WORDS, newest first; an argument of several words is a phrase."""
    from briefgen.pipeline.keeping import Library

    settings = load_settings(config, (), quiet)
    period = read_period(options["since"], options["until"])
    with Library(_path(store, settings)) as library:
        found = library.find(" ".join(f'"{w}"' for w in words))
    bounds = period.resolved(_newest(found)) if period.days_back is not None else period
    shown = [one for one in found if bounds.holds(_day(one), is_assumed=False)]
    for one in shown:
        click.echo(json.dumps(asdict(one), ensure_ascii=False) if options["form"] == "json" else _line(one))
    if not quiet:
        say(f"briefgen: {library.path}: {count_of({'articles': len(shown)}) or 'no article'}{' of these' if words else ''}")


@click.command(epilog=FORGET_EPILOG, short_help="Take articles out of the library.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--until", metavar="DATE", help="Of these only the ones published on or before this day.")
@STORE
@shared("")
def forget(ids: tuple[str, ...], config: str | None, quiet: bool | None, store: str | None, until: str | None) -> None:
    """Take articles out of the library by their ids or globs of ids, and print the ids; their bytes are overwritten."""
    from briefgen.pipeline.keeping import Library

    settings = load_settings(config, (), quiet)
    last = read_period(None, until).last
    with Library(_path(store, settings)) as library:
        gone = library.forget(ids, last=last.isoformat() if last else None)
    for id_ in gone:
        click.echo(id_)
    if not quiet:
        say(f"briefgen: {library.path}: forgot {count_of({'articles': len(gone)})}")


def _path(store: str | None, settings: Config) -> Path:
    return Path(store) if store else library_of(settings)


def _day(one: Kept) -> date | None:
    return date.fromisoformat(one.published[:10]) if one.published else None


def _newest(found: list[Kept]) -> date:
    return max((day for one in found if (day := _day(one))), default=date.min)


def _line(one: Kept) -> str:
    """``2025-08-26  Meridian Wire  Leaders to meet in Tokyo  (a.txt)``: day, publisher, title, id, none able to break the line."""
    title = one.title or "untitled"
    title = title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"
    parts = ((one.published or "undated")[:10].ljust(10), one.publisher or "unnamed", title, f"({one.id})")
    return "  ".join("".join(c if c.isprintable() else "\ufffd" for c in part) for part in parts)
