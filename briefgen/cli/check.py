"""``briefgen check``: what is wrong with a Word template, before it is used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from briefgen.cli.messages import count_of, say
from briefgen.cli.options import load_settings, shared
from briefgen.errors import UsageError

EPILOG = """\b
Examples:
  briefgen check my.docx                  every fault, with its place and what may have been meant
  briefgen check --context                every field that a template may use
  briefgen check *.docx --format json"""
FAULTY = 1


@click.command(epilog=EPILOG)
@click.option("--context", "wants_context", is_flag=True, help="List every field that a template may use, with its meaning and an example.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="A line a fault (text), or JSON.")
@shared("templates")
def check(templates: tuple[str, ...], wants_context: bool, form: str, config: str | None, quiet: bool | None) -> None:
    """Check Word templates: their tags and fields, what Word would repair, what keeps a reader from reading.

    TEMPLATE is a .docx or .dotx file, or a built-in template by name (weekly, memo, visit). Ends with 1 when a template has an error.
    """
    from briefgen.templating import check_templates, template_fields

    if not templates and not wants_context:
        raise UsageError("nothing to check: give a template (a .docx file, or weekly, memo, visit), or --context for the fields")
    if wants_context:
        _show_fields(template_fields(), form)
    settings = load_settings(config, (), quiet)
    checked = check_templates(templates, folder=settings.folder)
    if form == "json" and templates:
        found = [{"template": one.name, "faults": [fault.to_dict() for fault in one.faults]} for one in checked]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    for one in checked if form == "text" else ():
        for fault in one.faults:
            click.echo(f"{one.name}: {fault.severity}: {fault}")
    for one in () if quiet else checked:
        counts = count_of({"errors": one.errors, "warnings": len(one.faults) - one.errors})
        say(f"briefgen: {one.name}: {counts or 'no faults'}")
    if any(one.errors for one in checked):
        click.get_current_context().exit(FAULTY)


def _show_fields(fields: Sequence[Any], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_field_to_dict(field) for field in fields], ensure_ascii=False, indent=2))
    else:
        _print_fields(fields, "")


def _field_to_dict(field: Any) -> dict[str, Any]:
    plain = {"name": field.name, "kind": field.kind, "meaning": field.meaning, "example": field.example}
    return plain | ({"fields": [_field_to_dict(each) for each in field.fields]} if field.fields else {})


def _print_fields(fields: Sequence[Any], indent: str) -> None:
    """A line a field: what it is called, what it is, what it may say; those of a record or of a list's items below it."""
    for field in fields:
        example = f"  e.g. {field.example}" if field.example else ""
        click.echo(f"{indent}{field.name} ({field.kind}): {field.meaning}{example}")
        _print_fields(field.fields, f"{indent}    ")
