"""Paths, folders, globs and standard input -> Sources, one at a time, in a stable order."""

from __future__ import annotations

import glob
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from briefgen.errors import UsageError
from briefgen.model import Limits, Skipped, Source
from briefgen.sources.kinds import kind_of_bytes, kind_of_name
from briefgen.sources.unpack import Allowance, Place, unpack

OWN_FILES = {"briefgen.toml", "corrections.toml", "readme.md"}  # stand in an input folder without being articles


DEFAULT = Limits()
HEAD = 512  # bytes that tell what standard input is

File = tuple[Path | None, str]  # a path (None for standard input) and the id of what it holds


def list_files(inputs: Sequence[str]) -> list[File]:
    """The files that ``inputs`` name: files, folders (all below them, sorted), globs, ``-`` for standard input.

    Ids are as CONTRACT says: relative to the folder given. Raises UsageError for a path that does not exist.
    """
    return [pair for given in inputs for pair in _expand(given)]


def read_files(files: Sequence[File], *, stdin: BinaryIO | None = None, limits: Limits = DEFAULT) -> Iterator[tuple[int, Source | Skipped]]:
    """Yield every source in ``files`` with the number of files done before it; what cannot be read as Skipped, with the reason.

    A repeated id gets ``#2``, ``#3``.
    """
    seen: Counter[str] = Counter()
    for at, (path, id_) in enumerate(files):
        seen[id_] += 1
        name = id_ if seen[id_] == 1 else f"{id_}#{seen[id_]}"
        for source in _read_file(path, Place(name, name, Allowance(limits)), stdin):
            yield at, source


def has_articles(folder: Path) -> bool:
    """Whether a folder holds a file of a kind that briefgen reads."""
    return any(kind_of_name(path.name) and path.name.lower() not in OWN_FILES for path in folder.rglob("*"))


def _expand(given: str) -> list[File]:
    """The files that one input names, each with its id; ``(None, "stdin")`` for standard input."""
    if given == "-":
        return [(None, "stdin")]
    path = Path(given)
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if not any(part.startswith(".") for part in p.relative_to(path).parts))
        return [(p, p.relative_to(path).as_posix()) for p in inside if p.is_file() and p.name.lower() not in OWN_FILES]
    if path.is_file():
        return [(path, path.name)]
    if path.exists():
        raise UsageError(f"{given}: is neither a file nor a folder; use - for standard input")
    if any(sign in given for sign in "*?["):
        found = (Path(p) for p in sorted(glob.glob(given, recursive=True)))  # noqa: PTH207  # Path.glob takes no absolute pattern
        return [(p, p.name) for p in found if p.is_file()]
    raise UsageError(f"{given}: there is no such file or folder; check the path, or put a glob in quotation marks")


def _read_file(path: Path | None, place: Place, stdin: BinaryIO | None) -> Iterator[Source | Skipped]:
    if path is None:
        given = io.BufferedReader(_Raw(stdin or io.BytesIO()))
        yield from unpack(given, place, kind_of_bytes(given.peek(HEAD)[:HEAD]))
        return
    kind = kind_of_name(path.name)
    if kind is None:
        yield Skipped(place.id, f"{path.suffix or 'a file without a suffix'} is not a format that briefgen reads (.txt .md .html .jsonl)")
        return
    try:
        with path.open("rb") as stream:
            yield from unpack(stream, place, kind)
    except OSError as error:
        yield Skipped(place.id, f"cannot be opened: {error.strerror or error}")


class _Raw(io.RawIOBase):
    """A stream as a raw one, so that its first bytes can be looked at."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
