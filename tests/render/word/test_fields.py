"""The list of fields for authors of templates is the list that there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from briefgen.model import Look
from briefgen.render.word.context import make_context
from tests.render.sample import rich_brief

PAGE = Path(__file__).parents[3] / "docs" / "templates" / "fields.md"


def names_of(value: Any) -> set[str]:
    """Every field name, however deep."""
    if isinstance(value, dict):
        return set(value).union(*(names_of(item) for item in value.values()))
    return set().union(*(names_of(item) for item in value)) if isinstance(value, list) else set()


def test_every_field_stands_on_the_page_and_no_other():
    page = PAGE.read_text(encoding="utf-8").split("| field | what |")[1].split("\nRich fields")[0]
    named = set(re.findall(r"`([a-z_]+)`", page))
    assert named == names_of(make_context(rich_brief(), Look()))
