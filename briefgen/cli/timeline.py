"""``briefgen timeline``: the dated chronology alone."""

from __future__ import annotations

import sys
from typing import Any

import click

from briefgen.cli.inputs import open_inputs, reading
from briefgen.cli.messages import report_skipped, watching
from briefgen.cli.options import load_settings, read_period, shared, today

EPILOG = """\b
Examples:
  briefgen timeline articles/ --max-dates 10
  briefgen timeline articles/ --topic quad --since 2025-08-01 --format json"""


@click.command(epilog=EPILOG, short_help="Print the dated chronology alone, as a table.")
@click.option("--topic", metavar="NAME", help="Only what belongs to a topic.")
@click.option("--since", metavar="DATE", envvar="BRIEFGEN_SINCE", help="First day, of articles and of the days listed.")
@click.option("--until", metavar="DATE", envvar="BRIEFGEN_UNTIL", help="Last day, of articles and of the days listed.")
@click.option("--max-dates", type=click.IntRange(1), default=20, show_default=True, help="How many days.")
@click.option("--per-date", type=click.IntRange(1), default=2, show_default=True, help="At most how many sentences for each.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@reading
@shared()
def timeline(inputs: tuple[str, ...], config: str | None, quiet: bool | None, **options: Any) -> None:
    """Print the dated chronology alone: the days that matter and the sentences that tell them."""
    from briefgen.config import find_topic
    from briefgen.pipeline import read_all, render_days_json, render_days_table
    from briefgen.pipeline.chronology import make_timeline
    from briefgen.pipeline.gathering import newest_of

    settings = load_settings(config, inputs, quiet)
    quiet = quiet or settings.defaults.quiet
    topic = find_topic(settings, options["topic"]) if options["topic"] else None
    period = read_period(options["since"], options["until"])
    with watching(quiet) as watch:
        opened = open_inputs(inputs, settings, **{name: options[name] for name in ("jobs", "store", "allow_private")})
        found, skipped = read_all(opened, reference_day=today(), only=("timexes",), config=settings, progress=watch)
        bounds = period.resolved(newest_of([one.published for one in found])) if period.days_back else period
        days = make_timeline(found, topic=topic, period=bounds, max_dates=options["max_dates"], per_date=options["per_date"])
    report_skipped(skipped, quiet)
    text = render_days_json(days) if options["form"] == "json" else render_days_table(days, locale=settings.locale)
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))  # half a character pair, which no output can carry
