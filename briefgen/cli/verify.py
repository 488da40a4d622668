"""``briefgen verify``: a finished brief against the articles that it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefgen.cli.inputs import open_inputs
from briefgen.cli.messages import count_of, report_skipped, say
from briefgen.cli.options import load_settings, shared
from briefgen.errors import UsageError

EPILOG = """\b
Examples:
  briefgen verify out/quad-2025-08-28.docx               the document, and its sentences in the articles of ./inputs
  briefgen verify out/quad-2025-08-28.docx articles/     the same with the articles of a folder
  briefgen verify brief.docx --format json"""
DIFFERENT = 1


@click.command(epilog=EPILOG)
@click.argument("brief", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="A line a finding (text), or JSON.")
@click.option("--store", metavar="FILE", help="Look sentences up in the articles of this library too (see briefgen add).")
@shared()
def verify(brief: Path, inputs: tuple[str, ...], form: str, config: str | None, quiet: bool | None, store: str | None) -> None:
    """Check each line of a finished BRIEF (.docx or .json): the document's words, and its sentences in the articles.

    INPUTS are the articles, as for make; left out, the folder that the configuration names, else ./inputs. Ends with 1 when
    anything is not as it was.
    """
    from briefgen.model import Article, Skipped
    from briefgen.pipeline import read_articles
    from briefgen.proof import open_proof

    settings = load_settings(config, inputs, quiet)
    proof = open_proof(brief)
    chosen = [] if store and not inputs else _articles_of(inputs, settings.folder, settings.inputs)
    read = list(read_articles(open_inputs(chosen, settings, store=store), config=settings)) if chosen or store else []
    articles = [one for one in read if isinstance(one, Article)] if chosen or store else None
    report_skipped([one for one in read if isinstance(one, Skipped)], quiet)
    verified = proof.check(articles)
    name = click.format_filename(brief)
    if form == "json":
        found = {
            "brief": name, "lines": verified.lines, "sentences": verified.sentences, "checked": verified.checked,
            "findings": [finding.to_dict() for finding in verified.findings],
        }  # fmt: skip
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for finding in verified.findings:
            click.echo(f"{name}: {'note: ' if finding.severity == 'note' else ''}{finding}")
    if not quiet:
        counts = count_of({"lines": verified.lines, "sentences": verified.sentences})
        looked_up = f"{verified.checked} of the sentences looked up" if articles is not None else "no articles given to look them up in"
        outcome = count_of({"differences": verified.faults}) if verified.faults else "as made"
        say(f"briefgen: {name}: {counts or 'no lines'}, {looked_up}: {outcome}")
    if verified.faults:
        click.get_current_context().exit(DIFFERENT)


def _articles_of(inputs: tuple[str, ...], folder: Path, configured: str | None) -> list[str]:
    """The articles to look sentences up in; none where the call names none and no folder is there."""
    if inputs:
        return list(inputs)
    default = folder / configured if configured else Path("inputs")
    if configured and not default.exists():
        raise UsageError(f"{default}: the folder of articles that the configuration names is not there; give the articles")
    return [str(default)] if default.is_dir() else []
