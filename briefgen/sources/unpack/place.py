"""Where in an input something stands, and how much of its allowance is left."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from unicodedata import category

from briefgen.errors import ReadError
from briefgen.model import Limits, Skipped, Source

MAX_RATIO = 200  # how much larger an input may become; text becomes three times, copies of one article a hundred times as large
MAX_NAME = 255  # characters of a file's or folder's name, as systems of files have it
MAX_FOLDERS = 20  # within each other that are shown
SMALL = 50_000_000  # unpacked bytes below which nothing is said of the proportion


class SpentError(ReadError):
    """An input holds more than it may: what was read of it stays, the rest is not read."""


@dataclass(slots=True)
class Allowance:
    """What one input may still cost; shared by all that is unpacked from it."""

    limits: Limits
    packed: int = 0
    """Bytes of the input itself."""
    unpacked: int = 0
    members_left: int = 0

    def __post_init__(self) -> None:
        self.members_left = self.limits.members

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes. Raises SpentError when there are more than the input may hold, or out of all proportion to it."""
        self.unpacked += count
        if self.unpacked > self.limits.unpacked_bytes:
            size = self.limits.unpacked_bytes / 1_000_000
            raise SpentError(f"unpacks to more than {size:g} MB; what comes after is not read ([limits] unpacked_mb)")
        if self.unpacked > SMALL and self.unpacked > MAX_RATIO * self.packed:
            raise SpentError(f"unpacks to more than {MAX_RATIO} times its size, as only an attack does; what comes after is not read")

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
        """The place of a line, of which a file may hold any number, and a packed file as many as articles."""
        if self.depth:
            self.allowance.take_member()
        return replace(self, id=f"{self.id}#{number}")

    def take_packed(self, count: int) -> None:
        """Count bytes of the input itself; those of archives within it are unpacked already."""
        if self.depth == 0:
            self.allowance.packed += count

    def within(self) -> Place:
        """The same place one archive deeper. Raises SpentError where that is too deep."""
        if self.depth >= self.limits.depth:
            raise SpentError(
                f"holds archives within archives, more than {self.limits.depth} deep; what comes after is not read ([limits] depth)"
            )
        return replace(self, depth=self.depth + 1)

    def source(self, kind: str, data: bytes) -> Source:
        """The article of ``kind`` that ``data`` is."""
        return make_source(self.id, self.path, kind, data, url=self.url)

    def skipped(self, reason: str) -> Skipped:
        """What is not read here, and why."""
        return Skipped(self.id, reason)


def shown(name: str) -> str:
    """A name as it is shown: no control characters, no way out of its folder, ``/`` between folders, none longer than a system allows."""
    parts = re.split(r"[/\\]+", printable(name))
    kept = [part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(_shortened(part) for part in kept[:MAX_FOLDERS] + kept[MAX_FOLDERS:][-1:]) or "unnamed"


def printable(text: str) -> str:
    """The text with nothing in it that turns, hides or breaks a line; every kind of blank is a plain one."""
    return "".join(c if c.isprintable() else " " if category(c) == "Zs" else "\ufffd" for c in text)


def _shortened(part: str) -> str:
    return part if len(part) <= MAX_NAME else f"{part[: MAX_NAME // 2]}…{part[-MAX_NAME // 2 :]}"


def make_source(id_: str, path: str, kind: str, data: bytes, *, url: str | None = None) -> Source:
    """A source with its checksum."""
    return Source(id_, path, kind, data, hashlib.sha256(data).hexdigest(), url)
