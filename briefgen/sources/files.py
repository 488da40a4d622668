"""Paths, folders, globs, addresses and standard input -> Sources, one at a time, in a stable order."""

from __future__ import annotations

import glob
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from briefgen.errors import UsageError
from briefgen.model import Limits, Skipped, Source
from briefgen.sources.kinds import HEAD, kind_of_bytes, kind_of_name
from briefgen.sources.unpack import Allowance, Place, unpack
from briefgen.sources.unpack.place import printable, shown
from briefgen.sources.unpack.streams import look, open_stream
from briefgen.sources.unpack.words import is_own_file, not_read

DEFAULT = Limits()
FOLDER_LINK = "is a link to a folder; give that folder by its own path"
ADDRESS = ("https://", "http://")
Fetch = Callable[[str], Iterator[Source | Skipped]]


@dataclass(frozen=True, slots=True)
class File:
    """One input: a file, an address, or standard input (neither path nor url)."""

    id: str
    path: Path | None = None
    url: str | None = None
    reason: str | None = None
    """Why it is not read at all."""


def list_files(inputs: Sequence[str]) -> list[File]:
    """The files that ``inputs`` name: files, folders (all below them, sorted), globs, https addresses, ``-`` for standard input.

    Ids are as CONTRACT says: relative to the folder given. Raises UsageError for a path that does not exist.
    """
    return [file for given in inputs for file in _expand(given)]


def read_files(
    files: Sequence[File], *, stdin: BinaryIO | None = None, limits: Limits = DEFAULT, fetch: Fetch | None = None
) -> Iterator[tuple[int, Source | Skipped]]:
    """Yield every source in ``files`` with the number of files done before it; what cannot be read as Skipped, with the reason.

    A repeated id gets ``#2``, ``#3``. ``fetch`` gives the sources behind an address.
    """
    seen: Counter[str] = Counter()
    for at, file in enumerate(files):
        if file.url is not None:
            fetched = fetch(file.url) if fetch else iter((Skipped(file.id, "is an address, and nothing is fetched here"),))
            yield from ((at, source) for source in fetched)
            continue
        seen[file.id] += 1
        name = file.id if seen[file.id] == 1 else f"{file.id}#{seen[file.id]}"
        for source in _read_file(replace(file, id=name), limits, stdin):
            yield at, source


def has_articles(folder: Path) -> bool:
    """Whether a folder holds a file of a kind that briefgen reads."""
    return any(kind_of_name(path.name) and not is_own_file(path.name) for path in folder.rglob("*"))


def _expand(given: str) -> list[File]:
    """The files that one input names, each with its id."""
    if given == "-":
        return [File("stdin")]
    if given.lower().startswith(ADDRESS):
        return [File(printable(given), url=given)]
    path, name = Path(given), printable(given)
    try:
        if path.is_dir():
            return list(_walk(path))
        if path.is_file():
            return [File(_name(path), path)]
        if path.exists():
            raise UsageError(f"{name}: is neither a file nor a folder; use - for standard input")
        if any(sign in given for sign in "*?["):
            found = (Path(p) for p in sorted(glob.glob(given, recursive=True)))  # noqa: PTH207  # Path.glob takes no absolute pattern
            return [File(_name(p), p) for p in found if p.is_file()]
    except OSError as error:  # a folder on the way that may not be entered, a name that is too long
        raise UsageError(f"{name}: cannot be opened: {error.strerror}") from error
    raise UsageError(f"{name}: there is no such file or folder; check the path, or put a glob in quotation marks")


def _walk(folder: Path) -> Iterator[File]:
    """Everything below a folder that may be an article, by path; links that lead out of it and what is no file with the reason.

    A file that several names in the folder lead to is read once, under its own.
    """
    root = folder.resolve()
    found: list[tuple[tuple[str, ...], File]] = []

    def refuse(path: Path, reason: str) -> None:
        parts = path.relative_to(folder).parts
        found.append((parts, File(shown("/".join(parts)) if parts else _name(root), path, reason=reason)))

    def refuse_folder(error: OSError) -> None:
        refuse(Path(error.filename), f"cannot be opened: {error.strerror}")

    for name, folders, files in os.walk(folder, onerror=refuse_folder):
        here = Path(name)
        for inside in folders:
            if (here / inside).is_symlink() and not inside.startswith("."):
                refuse(here / inside, FOLDER_LINK)
        folders[:] = [f for f in folders if not f.startswith(".")]
        for inside in files:
            if not inside.startswith(".") and not is_own_file(inside):
                path = here / inside
                found.append((path.relative_to(folder).parts, _file(path, folder, root)))
    return _once([file for _, file in sorted(found, key=lambda pair: pair[0])], folder, root)


def _once(files: list[File], folder: Path, root: Path) -> Iterator[File]:
    """The files without the links to one that is read already, or that stands among them itself."""
    read = [file.path for file in files if file.path and file.reason is None and kind_of_name(file.path.name)]
    links = {path: path.resolve() for path in read if path.is_symlink()}
    seen = {root / path.relative_to(folder) for path in read if path not in links} if links else set()
    for file in files:
        target = links.get(file.path) if file.path else None
        if target is None or target not in seen:
            yield file
        if target is not None:
            seen.add(target)


def _file(path: Path, folder: Path, root: Path) -> File:
    id_ = shown(path.relative_to(folder).as_posix())
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            return File(id_, path, reason="is a link out of the folder; give the file by its own path")
        if not path.exists():
            return File(id_, path, reason="is a link that leads nowhere")
        if not path.is_file():
            return File(id_, path, reason="is no file but a pipe, a socket or a device")
    except (OSError, RuntimeError) as error:  # a loop of links
        why = getattr(error, "strerror", None) or "its links go round in a circle"
        return File(id_, path, reason=f"cannot be opened: {why}")
    return File(id_, path)


def _name(path: Path) -> str:
    return shown(path.name)


def _read_file(file: File, limits: Limits, stdin: BinaryIO | None) -> Iterator[Source | Skipped]:
    place = Place(file.id, file.id, Allowance(limits))
    if file.reason is not None:
        yield place.skipped(file.reason)
        return
    if file.path is None:
        stream = open_stream(stdin or io.BytesIO())
        yield from unpack(stream, place, kind_of_bytes(look(stream, HEAD)))
        return
    kind = kind_of_name(file.path.name)
    if kind is None:
        yield place.skipped(not_read(file.path.name))
        return
    try:
        with file.path.open("rb") as opened:
            yield from unpack(opened, place, kind)
    except OSError as error:
        yield place.skipped(f"cannot be opened: {error.strerror or error}")
