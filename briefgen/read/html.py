"""Saved web pages: the article by trafilatura, its date by htmldate, the rest from JSON-LD and meta tags."""

from __future__ import annotations

from briefgen.errors import ReadError
from briefgen.model import Source
from briefgen.read.draft import Draft


def read_html(source: Source) -> Draft:
    """The draft of a saved page."""
    raise ReadError("HTML is not read yet")
