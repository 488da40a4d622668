"""Evidence as places of the page: each use of a sentence by a line gets an id of its own, so that a link says which line asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.model import Evidence

PREVIOUS = "\0previous"  # no article has this id: evidence that stands in the previous brief alone


@dataclass(frozen=True, slots=True)
class Mark:
    """One use of evidence by one line."""

    number: int
    evidence: Evidence

    @property
    def id(self) -> str:
        """``e12``: the id of its place in the page."""
        return f"e{self.number}"


class Register:
    """Numbers the uses of evidence from 1, in the order of the page, and keeps them by article."""

    def __init__(self) -> None:
        self.by_article: dict[str, list[Mark]] = {}
        self.count = 0

    def enter(self, evidence: Iterable[Evidence]) -> tuple[Mark, ...]:
        """A mark for each of ``evidence``, numbered one after the other."""
        marks = []
        for one in evidence:
            self.count += 1
            mark = Mark(self.count, one)
            self.by_article.setdefault(PREVIOUS if one.previous else one.article, []).append(mark)
            marks.append(mark)
        return tuple(marks)
