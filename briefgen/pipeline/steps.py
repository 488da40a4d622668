"""What a caller tells the pipeline of time, and what the pipeline tells of its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefgen.errors import UsageError
from briefgen.model import Annotated


@dataclass(frozen=True, slots=True)
class Step:
    """Where the pipeline is: its stage, what it has at hand, how much of how much is done, what was found so far."""

    stage: str
    name: str = ""
    done: int = 0
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Period:
    """Which articles are read, by publication day; both days inclusive, None where there is no bound."""

    first: date | None = None
    last: date | None = None
    days_back: int | None = None
    """``first`` as days before the as-of date, where it was given so."""

    def holds(self, day: date | None, *, is_assumed: bool) -> bool:
        """Whether an article of this day was published within; one whose date is only assumed stays."""
        if day is None or is_assumed:
            return True
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def holds_article(self, one: Annotated) -> bool:
        """The same of an annotated article."""
        stamp = one.published
        return stamp is None or self.holds(stamp.day, is_assumed=stamp.certainty == "assumed")

    def resolved(self, as_of: date) -> Period:
        """The period with its bounds as days; the last one is ``as_of`` unless told. Raises UsageError where it ends before it begins."""
        first = self.first
        if self.days_back is not None:
            first = date.fromordinal(max(1, as_of.toordinal() - self.days_back))
        last = self.last or as_of
        if first and first > last:
            raise UsageError(f"--since {first} lies after the as-of date, {last}; give an earlier --since or another --as-of")
        return Period(first, last)
