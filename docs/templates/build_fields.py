"""Writes ``fields.md`` from the table of fields: ``python -m docs.templates.build_fields``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.render.word.context.fields import FIELDS, Field

PAGE = Path(__file__).parent / "fields.md"
HEAD = """# The fields of a Word template

Written from `briefgen/render/word/fields.py` by `python -m docs.templates.build_fields`; `briefgen check --context` prints the same.
How tags are written stands in [word-templates.md](../word-templates.md). The built-in templates are built by
`python -m docs.templates.build_weekly`, `build_memo` and `build_visit`.

`{{ field }}` shows *text*; `{{r field }}` shows *rich* text with links and styles of its own, and *pictures*. A *list* is gone through
with `{%p for row in itinerary %}` and the like; what its items hold stands under it. Empty fields are false in `{% if %}`; an unknown
one is an error that names its place.

Rich fields use the character styles `SourceLink` and `Hyperlink` (ids): a template that defines them chooses how references look.

| field | kind | what | such as |
|---|---|---|---|
"""


def page() -> str:
    """The page's text: every field, and under a list or record what it holds; a record that stands there already is not listed again."""
    return HEAD + "".join(f"{line}\n" for line in _lines(FIELDS, "", {}))


def _lines(fields: Iterable[Field], path: str, known: dict[tuple[Field, ...], str]) -> Iterator[str]:
    for field in fields:
        name = f"{path}{field.name}"
        same = known.get(field.fields) if field.fields else None
        meaning = field.meaning + (f"; each as in `{same}`" if same else "")
        example = field.example.replace("|", "\\|")
        example = f"`{example}`" if example.startswith("{") else example
        yield f"| `{name}` | {field.kind} | {meaning} | {example} |"
        if field.fields and not same:
            known[field.fields] = name
            yield from _lines(field.fields, f"{name}.", known)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
