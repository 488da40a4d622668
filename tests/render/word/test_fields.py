"""The table of fields, the page written from it and the context of a brief are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from briefgen.model import Look
from briefgen.render.word.context import make_context
from briefgen.render.word.context.fields import FIELDS, Field
from briefgen.render.word.engine.picture import Picture
from briefgen.render.word.engine.richtext import Drawing, Rich
from docs.templates.build_fields import PAGE, page
from tests.render.sample import rich_brief, tiny_brief

KINDS: dict[str, tuple[type, ...]] = {
    "text": (str, type(None)), "rich": (Rich,), "picture": (Picture, Drawing, type(None)), "flag": (bool,), "number": (int,),
    "list": (list,), "record": (dict,),
}  # fmt: skip


def context(logo: bytes = b"\x89PNG") -> dict[str, Any]:
    brief = rich_brief()
    return make_context(replace(brief, itinerary=tuple(replace(row, edited="by hand") for row in brief.itinerary)), Look(logo=logo))


def all_fields(fields: Iterable[Field] = FIELDS) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from all_fields(field.fields)


def differences(fields: Iterable[Field], value: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """What the table says and ``value`` is not, at every level."""
    named = {field.name: field for field in fields}
    yield from (f"{path}{name} is in no table" for name in value.keys() - named.keys())
    for name, field in named.items():
        if name not in value:
            yield f"{path}{name} is in no context"
        elif not isinstance(value[name], KINDS[field.kind]):
            yield f"{path}{name} is no {field.kind} but {type(value[name]).__name__}"
        elif field.kind == "record":
            yield from differences(field.fields, value[name], f"{path}{name}.")
        elif field.kind == "list" and field.fields:
            for item in value[name]:
                yield from differences(field.fields, item, f"{path}{name}[].")


def depths(value: Any) -> Iterator[tuple[str, int]]:
    """Every list in a context by its name, and how many items it has."""
    for name, item in value.items():
        if isinstance(item, list):
            yield name, len(item)
            for one in item:
                if isinstance(one, dict):
                    yield from depths(one)
        elif isinstance(item, dict):
            yield from depths(item)


@pytest.mark.parametrize("made", [context(), make_context(tiny_brief(), Look())], ids=["rich", "tiny"])
def test_a_context_has_exactly_the_fields_of_the_table_at_every_level(made: dict[str, Any]):
    assert list(differences(FIELDS, made)) == []


def test_the_brief_of_the_test_above_has_an_item_in_every_list():
    counts: dict[str, int] = {}
    for name, count in depths(context()):
        counts[name] = counts.get(name, 0) + count
    assert {name for name, count in counts.items() if not count} == set()
    assert counts.keys() == {field.name for field in all_fields() if field.kind == "list"}


def test_every_field_says_what_it_is_and_shows_an_example():
    for field in all_fields():
        assert field.meaning, field.name
        assert field.example, field.name
        assert bool(field.fields) == (field.kind in ("list", "record")), field.name


def test_the_page_is_what_its_script_writes():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m docs.templates.build_fields"
