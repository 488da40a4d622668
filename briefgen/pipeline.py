"""The order of the stages: sources -> read -> annotate -> merge -> brief -> render -> deliver. The one file that knows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import BinaryIO

from briefgen.annotate import annotate
from briefgen.errors import BriefgenError
from briefgen.model import Annotated, Skipped
from briefgen.read import read_article
from briefgen.sources import find_sources


def extract(
    inputs: Sequence[str], *, reference_day: date, only: Collection[str] = (), stdin: BinaryIO | None = None
) -> Iterator[Annotated | Skipped]:
    """Yield every article of ``inputs`` annotated, or Skipped with the reason; one article is held at a time."""
    for source in find_sources(inputs, stdin=stdin):
        if isinstance(source, Skipped):
            yield source
            continue
        try:
            yield annotate(read_article(source), reference_day=reference_day, only=only)
        except BriefgenError as error:
            yield Skipped(source.id, str(error))
        except Exception as error:  # the one boundary: a bad article is a line in the result, never the end of the run
            yield Skipped(source.id, f"could not be read ({type(error).__name__}: {error})")
