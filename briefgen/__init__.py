"""Briefs from news articles: offline, deterministic, every line with its evidence.

The public face: :func:`extract`, :func:`make_brief`, :func:`render`. Everything else may change.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Annotated, Brief, Story

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "make_brief", "render"]


def extract(inputs: Sequence[str], *, only: Collection[str] = (), as_of: date | None = None) -> Iterator[Annotated]:
    """Yield every readable article of ``inputs`` with what is found in it; offsets count code points of its text.

    ``only`` names layers (timexes, people, quotes, terms, events; all unless told); ``as_of`` dates articles that state no date
    (1970-01-01 unless told, as no clock is read here). What cannot be read is passed over.
    """
    from briefgen.model import Annotated
    from briefgen.pipeline import Inputs
    from briefgen.pipeline import extract as run

    for found in run(Inputs.of(inputs), reference_day=as_of or date(1970, 1, 1), only=only):
        if isinstance(found, Annotated):
            yield found


def make_brief(inputs: Sequence[str], *, topic: str, as_of: date | None = None) -> tuple[Brief, Story]:
    """The brief on a plain-word or configured topic, and the story that it was chosen from (:func:`render` needs both).

    Raises ``briefgen.errors.BriefgenError`` where there is no readable article or none speaks of the topic.
    """
    from briefgen.pipeline.briefs import brief_of

    return brief_of(inputs, topic=topic, as_of=as_of, reference_day=as_of or date(1970, 1, 1))


def render(brief: Brief, story: Story, *, form: str = "docx", template: str = "weekly") -> bytes:
    """The brief as the bytes of a file: ``docx`` from a template by name or path, or ``json``."""
    from briefgen.pipeline.briefs import render_brief

    return render_brief(brief, story, form=form, template=template)


class _Face(ModuleType):
    """This module: its :func:`render` stays when the package ``briefgen.render`` is loaded, which would take the name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "render" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
