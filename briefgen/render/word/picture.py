"""Pictures for a template: ``{{ logo }}`` or ``{{r logo }}`` shows a PNG or JPEG in the line of text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture. With one of ``width`` and ``height`` (mm) the other follows; without either its own size counts."""

    data: bytes = field(repr=False)
    alternative: str
    """What the picture shows, in words: read aloud where it cannot be seen."""
    width: float | None = None
    height: float | None = None

    def __str__(self) -> str:
        return self.alternative
