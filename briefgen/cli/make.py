"""``briefgen make``: articles in, a brief out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.inputs import cache_folder, open_inputs, reading
from briefgen.cli.messages import count_of, report_skipped, say, show_size, wants_summary, watching
from briefgen.cli.options import (
    FORMATS,
    choose_topics,
    load_settings,
    read_day,
    read_output,
    read_period,
    shared,
    today,
)

if TYPE_CHECKING:
    from briefgen.model import Made, MadeBrief, Proofs

STRICT_GAPS = 3
READ_BY = ("jobs", "store", "allow_private", "cache")  # options that say how articles are read
EPILOG = """\b
Examples:
  briefgen make --topic quad                              ./inputs -> ./out/quad-2025-08-28.docx
  briefgen make articles/ --topic quad --as-of 2025-08-27 --out brief.docx
  briefgen make --all-topics --since 7d --format docx,html,ics
  briefgen make --topic quad --previous out/quad-2025-08-21.docx
  cat articles.jsonl | briefgen make - --topic quad --format json"""


@click.command(epilog=EPILOG)
@click.option("--topic", "topics", multiple=True, metavar="NAME", envvar="BRIEFGEN_TOPIC",
              help="What the brief is about: a configured topic or a plain word. Repeatable.")  # fmt: skip
@click.option("--all-topics", is_flag=True, help="A brief for every configured topic, in one pass.")
@click.option("--as-of", metavar="DATE", envvar="BRIEFGEN_AS_OF",
              help="The reader's today; else the newest publication date among the articles.")  # fmt: skip
@click.option("--since", metavar="DATE", envvar="BRIEFGEN_SINCE",
              help="Only articles published on or after this day (2025-08-20, or 7d before the as-of date).")  # fmt: skip
@click.option("--until", metavar="DATE", envvar="BRIEFGEN_UNTIL",
              help="Only articles published on or before this day; else the as-of date.")  # fmt: skip
@click.option("--template", metavar="NAME|FILE", envvar="BRIEFGEN_TEMPLATE", help="A template by name (weekly) or a .docx file.")
@click.option("--evidence", type=click.Choice(["none", "footnotes", "comments"]), envvar="BRIEFGEN_EVIDENCE",
              help="Put the sentences behind each line into footnotes or comments of the Word document; none unless told.")  # fmt: skip
@click.option("--out", metavar="DIR|FILE", envvar="BRIEFGEN_OUT",
              help="A folder (default ./out), or a file, whose suffix chooses the format.")  # fmt: skip
@click.option(
    "--format", "formats", metavar="LIST", envvar="BRIEFGEN_FORMAT", help=f"Comma list of {', '.join(FORMATS)}; docx unless told."
)
@click.option("--previous", metavar="BRIEF|DIR", envvar="BRIEFGEN_PREVIOUS",
              help="An earlier brief (.docx or .json), or a folder of them (each topic's newest), to say what changed.")  # fmt: skip
@click.option("--corrections", metavar="FILE", envvar="BRIEFGEN_CORRECTIONS",
              help="The analyst's corrections; else corrections.toml beside the configuration that is used.")  # fmt: skip
@click.option("--skip-empty/--no-skip-empty", default=None, envvar="BRIEFGEN_SKIP_EMPTY",
              help="Write no brief for a topic without news; without it, a brief that says so.")  # fmt: skip
@click.option("--strict/--no-strict", default=None, envvar="BRIEFGEN_STRICT",
              help=f"End with {STRICT_GAPS} when something was skipped or assumed.")  # fmt: skip
@click.option("--cache", metavar="DIR|off", help="Where what was found in articles is kept for the next run; off: nowhere.")
@reading
@shared()
def make(inputs: tuple[str, ...], config: str | None, quiet: bool | None, **options: Any) -> None:
    """Read articles and write a brief on a topic.

    INPUTS are files, folders, globs, https addresses or - for standard input; left out, the folder that the configuration names, else
    ./inputs, and the article library where there is one.
    """
    from briefgen.config.corrections import NAME, load_corrections
    from briefgen.pipeline import load_previous
    from briefgen.pipeline.looks import make_looks
    from briefgen.pipeline.making import Cache, Order, write_made
    from briefgen.pipeline.making import make as run

    began = perf_counter()
    settings = load_settings(config, inputs, quiet)
    default = settings.defaults
    skip_empty, strict, quiet = (_first(a, b) for a, b in (
        (options["skip_empty"], default.skip_empty), (options["strict"], default.strict), (quiet, default.quiet)))  # fmt: skip
    chosen = choose_topics(settings, options["topics"], options["all_topics"])
    formats, path_of = read_output(_first(options["out"], default.out), _first(options["formats"], default.format), chosen)
    proof: Proofs = _first(options["evidence"], default.evidence) or "none"
    looks = make_looks(settings, chosen, formats=formats, template=options["template"], proof=proof)
    as_of = read_day(options["as_of"], "--as-of")
    period = read_period(_first(options["since"], default.since), options["until"])
    previous = load_previous(Path(options["previous"]), chosen) if options["previous"] else None
    corrections = load_corrections(options["corrections"], settings)
    if corrections is None and Path(NAME).is_file() and not quiet:
        say(f"briefgen: ./{NAME} is not applied: it does not lie beside the configuration that is used; give it with --corrections")
    order = Order(
        open_inputs(inputs, settings, **{name: options[name] for name in READ_BY}), chosen, settings, looks, formats,
        as_of, as_of or today(), period, previous, corrections, names_inputs=bool(inputs),
    )  # fmt: skip
    with watching(quiet) as watch, closing(Cache(cache_folder(settings, options["cache"]))) as cache:
        made = run(order, cache=cache, progress=watch)
        paths = write_made(made, path_of, skip_empty=bool(skip_empty))
    _report(made, paths, skip_empty=bool(skip_empty), quiet=quiet, seconds=perf_counter() - began)
    assumed = sum(b.assumptions for b in made.briefs)
    if strict and (made.skipped or assumed):
        say(f"briefgen: --strict: {len(made.skipped)} skipped, {assumed} assumed; the brief lists them")
        click.get_current_context().exit(STRICT_GAPS)


def _report(made: Made, paths: Sequence[Path], *, skip_empty: bool, quiet: bool | None, seconds: float) -> None:
    """What was skipped, what fits nothing, what stands in each brief; on standard output which files were written."""
    report_skipped(made.skipped, quiet)
    for line in () if quiet else made.warnings:
        say(f"briefgen: {line}")
    for empty in (b for b in made.briefs if skip_empty and b.is_empty):
        say(f"briefgen: nothing to tell on {empty.topic}; no brief written (--skip-empty)")
    if wants_summary(quiet):
        _summarise(made, [b for b in made.briefs if not (skip_empty and b.is_empty)], paths, seconds)
    for path in paths:
        click.echo(path)


def _first(given: Any, configured: Any) -> Any:
    return configured if given is None else given


def _summarise(made: Made, briefs: Sequence[MadeBrief], paths: Sequence[Path], seconds: float) -> None:
    """What was read, what stands in each brief and what does not, which files were written."""
    say(f"read {count_of({name: made.counts.get(name, 0) for name in ('articles', 'skipped', 'dates', 'quotes', 'events')})}")
    for brief in briefs:
        shown, out, gaps = (count_of(counts) for counts in brief.counts)
        say("; ".join(part for part in (f"{brief.topic}: {shown or 'nothing to tell'}", out and f"left out {out}", gaps) if part))
    files = ", ".join(show_size(p.stat().st_size) for p in paths)
    say(f"wrote {count_of({'files': len(paths)}) or 'nothing'}{f' ({files})' if files else ''} in {seconds:.1f} s")
