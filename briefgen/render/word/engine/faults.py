"""What is wrong with a template, and where: one :class:`Fault` each, so that all of them can be told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from briefgen.errors import TemplateError

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. An error keeps the template from being filled as meant; a warning is for the reader's sake."""

    rule: str
    """A path such as ``tag.unclosed``, ``field.unknown``, ``accessibility.header_row``."""
    part: str
    """The part's name, ``word/document.xml``; empty for the package as a whole."""
    place: str
    """``table 2 (Itinerary), row 2, cell 3`` or ``paragraph 7``; empty for the part as a whole."""
    tag: str
    """The tag as its author wrote it, on one line; empty where the fault is not of a tag."""
    problem: str
    hint: str = ""
    """What to do, or what may have been meant."""
    severity: Severity = "error"

    def __str__(self) -> str:
        where = ", ".join(piece for piece in (self.part, self.place, self.tag and f"tag {self.tag}") if piece)
        what = f"{self.problem}; {self.hint}" if self.hint else self.problem
        return f"{where}: {what}" if where else what

    def to_dict(self) -> dict[str, str]:
        """The fault as JSON holds it."""
        return asdict(self)


def raise_faults(faults: Sequence[Fault]) -> None:
    """TemplateError with the first of ``faults`` as its message and all of them beside it; nothing where there is none."""
    if faults:
        more = f" (and {len(faults) - 1} more; briefgen check lists all)" if len(faults) > 1 else ""
        raise TemplateError(f"{faults[0]}{more}", tuple(faults))


def faults_of(error: TemplateError) -> tuple[Fault, ...]:
    """The faults that ``error`` carries; its message as a single one where it carries none."""
    found = tuple(fault for fault in error.faults if isinstance(fault, Fault))
    return found or (Fault("package", "", "", "", str(error)),)
