"""Files written whole or not at all: a temporary file beside the target, flushed to disk, then renamed over it."""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
from pathlib import Path

from briefgen.errors import OutputError

STALE = 3600  # seconds: no write takes so long


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, its folder made if missing; an existing file is replaced in one step.

    Raises OutputError; whatever happens, ``path`` holds its old content or the new one.
    """
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
        _flush_folder(path.parent)
        _remove_stale(path)
    except OSError as error:
        if name:
            with contextlib.suppress(OSError):
                Path(name).unlink()
        why = f"{path.parent} is a file, not a folder" if path.parent.is_file() else error.strerror or error
        raise OutputError(f"{path}: cannot be written: {why}") from error


def _flush_folder(folder: Path) -> None:
    """Bring the new name to disk, where the system lets a folder be flushed (not on Windows, nor on every network drive)."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _remove_stale(path: Path) -> None:
    """Remove what killed runs left half written of the same target, an hour or more before it was now written."""
    with contextlib.suppress(OSError):
        now = path.stat().st_mtime
        for torn in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
            if torn.stat().st_mtime < now - STALE:
                torn.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
