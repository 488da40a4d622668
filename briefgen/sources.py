"""Paths, folders, globs and standard input -> Sources, one at a time, in a stable order.

A JSON Lines file is many sources, a line each, so that memory does not grow with the file.
"""

from __future__ import annotations

import glob
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from briefgen.errors import UsageError
from briefgen.model import Skipped, Source

KINDS = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
         ".jsonl": "jsonl", ".ndjson": "jsonl"}  # fmt: skip
MAX_BYTES = 16_000_000  # bytes of one article; the longest news text known to us has 2 MB, more is a fault or an attack
OWN_FILES = {"briefgen.toml", "corrections.toml", "readme.md"}  # stand in an input folder without being articles


File = tuple[Path | None, str]  # a path (None for standard input) and the id of what it holds


def list_files(inputs: Sequence[str]) -> list[File]:
    """The files that ``inputs`` name: files, folders (all below them, sorted), globs, ``-`` for standard input.

    Ids are as CONTRACT says: relative to the folder given. Raises UsageError for a path that does not exist.
    """
    return [pair for given in inputs for pair in _expand(given)]


def read_files(files: Sequence[File], *, stdin: BinaryIO | None = None) -> Iterator[tuple[int, Source | Skipped]]:
    """Yield every source in ``files`` with the number of files done before it; what cannot be read as Skipped, with the reason.

    A repeated id gets ``#2``, ``#3``.
    """
    seen: Counter[str] = Counter()
    for at, (path, id_) in enumerate(files):
        seen[id_] += 1
        name = id_ if seen[id_] == 1 else f"{id_}#{seen[id_]}"
        for source in _read_file(path, name, stdin):
            yield at, source


def has_articles(folder: Path) -> bool:
    """Whether a folder holds a file of a kind that briefgen reads."""
    return any(path.suffix.lower() in KINDS and path.name.lower() not in OWN_FILES for path in folder.rglob("*"))


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


def _read_file(path: Path | None, name: str, stdin: BinaryIO | None) -> Iterator[Source | Skipped]:
    if path is None:
        yield from _read_stream(stdin or io.BytesIO(), name, None)
        return
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        yield Skipped(name, f"{path.suffix or 'a file without a suffix'} is not a format that briefgen reads (.txt .md .html .jsonl)")
        return
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, name, kind)
    except OSError as error:
        yield Skipped(name, f"cannot be opened: {error.strerror or error}")


def _read_stream(stream: BinaryIO, name: str, kind: str | None) -> Iterator[Source | Skipped]:
    """The sources in one stream; without a kind (standard input) it is told from the first bytes."""
    if kind == "jsonl":
        yield from _read_lines(stream, name)
        return
    data = stream.read(MAX_BYTES + 1)
    if kind is None and data.lstrip()[:1] == b"{":
        yield from _read_lines(_Chained(data, stream), name)
        return
    if len(data) > MAX_BYTES:
        yield Skipped(name, f"is larger than {MAX_BYTES // 1_000_000} MB, too large for one article")
        return
    sniffed = kind or ("html" if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")) else "text")
    yield make_source(name, name, sniffed, data)


def _read_lines(stream: BinaryIO | _Chained, name: str) -> Iterator[Source | Skipped]:
    """One source a line; an overlong line is skipped whole and the next one read."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        id_ = f"{name}#{number}"
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield Skipped(id_, f"is a line of more than {MAX_BYTES // 1_000_000} MB, too large for one article")
        elif line.strip():
            yield make_source(id_, name, "jsonl", line)


def make_source(id_: str, path: str, kind: str, data: bytes) -> Source:
    """A source with its checksum."""
    return Source(id_, path, kind, data, hashlib.sha256(data).hexdigest())


class _Chained:
    """Bytes already taken from a stream, then the stream itself, line by line."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = io.BytesIO(head), stream

    def readline(self, limit: int) -> bytes:
        line = self._head.readline(limit)
        return line if line.endswith(b"\n") or len(line) >= limit else line + self._stream.readline(limit - len(line))
