"""``briefgen timeline``: the dated chronology alone."""

from __future__ import annotations

import sys
from typing import Any

import click

from briefgen.cli.messages import report_skipped, watching
from briefgen.cli.options import choose_inputs, load_settings, read_period, shared, stdin_of, today

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
@shared()
def timeline(inputs: tuple[str, ...], config: str | None, quiet: bool | None, **options: Any) -> None:
    """Print the dated chronology alone: the days that matter and the sentences that tell them."""
    from briefgen.config import find_topic
    from briefgen.pipeline import make_timeline, newest_day, read_all, render_days_json, render_days_table

    settings = load_settings(config, inputs, quiet)
    quiet = quiet or settings.defaults.quiet
    topic = find_topic(settings, options["topic"]) if options["topic"] else None
    period = read_period(options["since"], options["until"])
    with watching(quiet) as watch:
        found, skipped = read_all(
            choose_inputs(inputs, settings),
            reference_day=today(),
            only=("timexes",),
            stdin=stdin_of(inputs),
            config=settings,
            progress=watch,
        )
        days = make_timeline(found, topic=topic, period=period.resolved(newest_day(found)) if period.days_back else period,
                             max_dates=options["max_dates"], per_date=options["per_date"])  # fmt: skip
    report_skipped(skipped, quiet)
    text = render_days_json(days) if options["form"] == "json" else render_days_table(days, locale=settings.locale)
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))  # half a character pair, which no output can carry
