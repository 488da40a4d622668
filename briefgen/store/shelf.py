"""Bytes laid aside during a run, in order: in memory while they are few, in a temporary file when they grow."""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile

IN_MEMORY = 32_000_000  # bytes


class Shelf:
    """A list of byte strings that does not grow in memory."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # lives as long as the shelf
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, data: bytes) -> int:
        """Lay ``data`` aside; its number comes back, from 0. Raises OSError where the disk is full."""
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        return len(self) - 1

    def __getitem__(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
