"""What a run has made: files ready to be written, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefgen.model.text import Skipped


@dataclass(frozen=True, slots=True)
class MadeBrief:
    """One brief in every format asked for."""

    topic: str
    as_of: date
    is_empty: bool
    assumptions: int
    counts: tuple[Mapping[str, int], ...]
    """What it shows, what it leaves out, what it could not settle."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Format -> the file."""


@dataclass(frozen=True, slots=True)
class Made:
    """The briefs of one run, and what it has to say of its inputs."""

    briefs: tuple[MadeBrief, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    """Corrections and stated dates that fit nothing, a line each."""
    counts: Mapping[str, int]
    """Of articles, and of what was found in them."""
