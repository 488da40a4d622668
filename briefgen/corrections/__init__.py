"""Story + corrections -> Story: the analyst's word is kept, marked where it stands, and told where it fits nothing any more.

Pure: what other stages know (which country a place lies in, how an event is made of its mentions) is given as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.config import is_one_edit
from briefgen.config.corrections import Correction, Corrections, Verb
from briefgen.corrections.desk import Desk, Tools, UnfitError
from briefgen.corrections.quotes import fix_person, fix_quote, place_quote
from briefgen.corrections.rows import fix_row, link_rows, merge_rows, place_row, split_row
from briefgen.model import Story

__all__ = ["Tools", "Unfit", "apply_corrections"]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A correction that fits nothing in the story, and why."""

    path: Path
    where: str
    """``[[drop]] 2``."""
    why: str
    topic: str | None
    """The only topic that it is for; None for all."""

    @property
    def text(self) -> str:
        """For whoever keeps the file: where to look and why."""
        return f"{self.path}, {self.where}: {self.why}"

    @property
    def line(self) -> str:
        """For the reader of the brief."""
        return f"A correction was not applied: {self.path.name}, {self.where}: {self.why}{'' if self.why.endswith('?') else '.'}"

    def is_for(self, topic: str) -> bool:
        """Whether it is one for the brief on ``topic``."""
        return self.topic is None or self.topic.casefold() == topic.casefold()


def apply_corrections(
    story: Story, corrections: Corrections, tools: Tools, *, topics: Sequence[str], known: Sequence[str] = (),
    former: Sequence[Mapping[str, Any]] = (),
) -> tuple[Story, tuple[Unfit, ...]]:  # fmt: skip
    """The corrected story, and the corrections that fit nothing.

    ``topics`` are those whose briefs are made: what is for another one waits for its turn. ``known`` are all that are configured.
    ``former`` are rows of earlier briefs as JSON objects: under an id or a title of theirs a row is still found.
    """
    desk, path = Desk(story, tools, former), corrections.path
    unfit: list[Unfit] = []
    for one in corrections.entries:
        if not _is_due(one, topics):
            if near := _near(one.topic or "", [*known, *topics]):
                unfit.append(Unfit(path, one.where, f'no topic is called "{one.topic}"; did you mean "{near}"?', None))
            continue
        try:
            APPLY[one.verb](desk, one)
        except UnfitError as error:
            unfit.append(Unfit(path, one.where, str(error), one.topic))
    corrected = replace(
        story, articles=tuple(desk.articles.values()), events=link_rows(desk), figures=tuple(desk.figures), conflicts=tuple(desk.conflicts)
    )
    return corrected, tuple(unfit)


def _is_due(one: Correction, topics: Sequence[str]) -> bool:
    return one.topic is None or one.topic.casefold() in {t.casefold() for t in topics}


def _near(topic: str, known: Sequence[str]) -> str | None:
    """The topic one edit away from one that nobody knows."""
    if topic.casefold() in {k.casefold() for k in known}:
        return None
    return next((k for k in known if is_one_edit(k.casefold(), topic.casefold())), None)


def _fix(desk: Desk, one: Correction) -> None:
    fix = fix_row if one.row else fix_quote if one.quote else fix_person
    fix(desk, one)


def _place(desk: Desk, one: Correction) -> None:
    place = place_row if one.row else place_quote
    place(desk, one)


APPLY: dict[Verb, Callable[[Desk, Correction], None]] = {
    "split": split_row, "merge": merge_rows, "fix": _fix, "drop": _place, "pin": _place,
}  # fmt: skip
