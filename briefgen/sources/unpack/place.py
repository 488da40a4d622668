"""Where in an input something stands, and how much of its allowance is left."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from briefgen.errors import ReadError
from briefgen.model import Limits, Skipped, Source


class SpentError(ReadError):
    """An input holds more than it may: what was read of it stays, the rest is not read."""


@dataclass(slots=True)
class Allowance:
    """What one input may still cost; shared by all that is unpacked from it."""

    limits: Limits
    bytes_left: int = 0
    members_left: int = 0

    def __post_init__(self) -> None:
        self.bytes_left, self.members_left = self.limits.unpacked_bytes, self.limits.members

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes. Raises SpentError when there are more than the input may hold."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            size = self.limits.unpacked_bytes / 1_000_000
            raise SpentError(f"unpacks to more than {size:g} MB; what comes after is not read ([limits] unpacked_mb)")

    def take_member(self) -> None:
        """Count a member. Raises SpentError when there are more than the input may hold."""
        self.members_left -= 1
        if self.members_left < 0:
            raise SpentError(f"holds more than {self.limits.members:,} articles; what comes after is not read ([limits] articles)")


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
        """The place of the ``number``-th article in here, from 1; ``name`` is its name in an archive.

        Raises SpentError when there are more than the input may hold.
        """
        self.allowance.take_member()
        path = f"{self.path}/{shown(name)}" if name else self.path
        return replace(self, id=f"{self.id}#{number}", path=path, url=url or self.url)

    def line(self, number: int) -> Place:
        """The place of a line, of which a file may hold any number."""
        return replace(self, id=f"{self.id}#{number}")

    def within(self) -> Place:
        """The same place one archive deeper. Raises ReadError where that is too deep."""
        if self.depth >= self.limits.depth:
            raise ReadError(f"holds archives within archives, more than {self.limits.depth} deep ([limits] depth)")
        return replace(self, depth=self.depth + 1)

    def source(self, kind: str, data: bytes) -> Source:
        """The article of ``kind`` that ``data`` is."""
        return make_source(self.id, self.path, kind, data, url=self.url)

    def skipped(self, reason: str) -> Skipped:
        """What is not read here, and why."""
        return Skipped(self.id, reason)


def shown(name: str) -> str:
    """A name as it is shown: no control characters, no way out of its folder, ``/`` between folders."""
    parts = re.split(r"[/\\]+", "".join(c if c.isprintable() else "\ufffd" for c in name))
    kept = [part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(kept) or "unnamed"


def make_source(id_: str, path: str, kind: str, data: bytes, *, url: str | None = None) -> Source:
    """A source with its checksum."""
    return Source(id_, path, kind, data, hashlib.sha256(data).hexdigest(), url)
