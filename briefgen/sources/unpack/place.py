"""Where in an input something stands, and how much of its allowance is left."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from briefgen.errors import ReadError
from briefgen.model import Limits, Source


@dataclass(slots=True)
class Allowance:
    """What one input may still cost; shared by all that is unpacked from it."""

    limits: Limits
    bytes_left: int = 0
    members_left: int = 0

    def __post_init__(self) -> None:
        self.bytes_left, self.members_left = self.limits.unpacked_bytes, self.limits.members

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes. Raises ReadError when there are more than the input may hold."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise ReadError(f"unpacks to more than {self.limits.unpacked_bytes // 1_000_000} MB; what comes after is not read")

    def take_member(self) -> None:
        """Count a member. Raises ReadError when there are more than the input may hold."""
        self.members_left -= 1
        if self.members_left < 0:
            raise ReadError(f"holds more than {self.limits.members:,} articles; what comes after is not read")


@dataclass(frozen=True, slots=True)
class Place:
    """An input or a member of one: its id, its path as shown, where it came from on the web."""

    id: str
    path: str
    allowance: Allowance = field(default_factory=lambda: Allowance(Limits()))
    url: str | None = None
    depth: int = 0

    @property
    def limits(self) -> Limits:
        """The limits that hold here."""
        return self.allowance.limits

    def member(self, number: int, *, name: str | None = None, url: str | None = None) -> Place:
        """The place of the ``number``-th article in here, from 1; ``name`` is its name in an archive."""
        return replace(self, id=f"{self.id}#{number}", path=f"{self.path}/{name}" if name else self.path, url=url or self.url)

    def within(self) -> Place:
        """The same place one archive deeper. Raises ReadError where that is too deep."""
        if self.depth >= self.limits.depth:
            raise ReadError(f"holds archives more than {self.limits.depth} deep")
        return replace(self, depth=self.depth + 1)

    def source(self, kind: str, data: bytes) -> Source:
        """The article of ``kind`` that ``data`` is."""
        return make_source(self.id, self.path, kind, data, url=self.url)


def make_source(id_: str, path: str, kind: str, data: bytes, *, url: str | None = None) -> Source:
    """A source with its checksum."""
    return Source(id_, path, kind, data, hashlib.sha256(data).hexdigest(), url)
