"""People."""

from __future__ import annotations

from briefgen.model import Article, Person


def find_people(article: Article) -> tuple[Person, ...]:
    """The people."""
    return ()
