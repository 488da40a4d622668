"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.deliver.files import write_file
from briefgen.errors import OutputError


def test_a_file_is_written_and_its_folder_made(tmp_path: Path):
    path = tmp_path / "new" / "brief.json"
    write_file(path, b"one")
    write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["brief.json"]


def test_a_target_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / "file" / "brief.json", b"one")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / "folder", b"one")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_a_fault_in_mid_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "brief.json"
    write_file(path, b"old")

    def broken(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OutputError, match="No space left"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["brief.json"]
