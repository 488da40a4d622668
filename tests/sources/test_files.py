"""Paths, folders, globs and standard input -> sources."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.model import Limits, Skipped, Source
from briefgen.sources import list_files, read_files


def find_sources(inputs: list[str], *, stdin: io.BytesIO | None = None) -> list[Source | Skipped]:
    return [source for _, source in read_files(list_files(inputs), stdin=stdin)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("Text b")
    (tmp_path / "sub" / "a.md").write_text("Text a")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "briefgen.toml").write_text("")
    (tmp_path / "corrections.toml").write_text("")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "feed.jsonl").write_text('{"text": "one"}\n\n{"text": "two"}\n')
    return tmp_path


def ids(inputs: list[str], stdin: bytes = b"") -> list[str]:
    return [s.id if isinstance(s, Source) else f"skipped {s.path}" for s in find_sources(inputs, stdin=io.BytesIO(stdin))]


def test_a_folder_gives_its_files_in_order_with_relative_ids(folder: Path):
    assert ids([str(folder)]) == ["b.txt", "feed.jsonl#1", "feed.jsonl#3", "skipped picture.png", "sub/a.md"]


def test_a_single_file_and_a_glob_give_names(folder: Path):
    assert ids([str(folder / "b.txt"), str(folder / "**" / "*.md")]) == ["b.txt", "a.md"]


def test_a_repeated_id_is_counted(folder: Path):
    assert ids([str(folder / "b.txt"), str(folder / "b.txt")]) == ["b.txt", "b.txt#2"]


@pytest.mark.parametrize(
    ("data", "kinds"),
    [(b'{"text": "one"}\n{"text": "two"}', ["jsonl", "jsonl"]), (b"Plain text", ["text"]), (b"<!DOCTYPE html><html></html>", ["html"])],
)
def test_standard_input_is_told_from_its_first_bytes(data: bytes, kinds: list[str]):
    assert [s.kind for s in find_sources(["-"], stdin=io.BytesIO(data)) if isinstance(s, Source)] == kinds


def test_a_missing_path_is_an_error_before_anything_is_read():
    with pytest.raises(UsageError, match="there is no such file or folder"):
        find_sources(["nowhere.txt"])


def test_a_line_that_is_too_long_is_skipped_and_the_next_one_read(tmp_path: Path):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * (Limits().article_bytes + 10) + b'"}\n{"text": "short"}\n')
    found = list(find_sources([str(path)]))
    assert isinstance(found[0], Skipped)
    assert "too large for one article" in found[0].reason
    assert isinstance(found[1], Source)
    assert found[1].id == "feed.jsonl#2"


def test_a_file_that_is_too_large_is_skipped(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (Limits().article_bytes + 1))
    assert [type(s) for s in find_sources([str(path)])] == [Skipped]


def test_a_file_that_cannot_be_opened_is_skipped(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.symlink_to(tmp_path / "gone")
    path2 = tmp_path / "b.txt"
    path2.write_text("x")
    assert ids([str(tmp_path)]) == ["skipped a.txt", "b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_links_out_loops_pipes_and_odd_names_get_a_line_each(tmp_path: Path):
    folder, outside = tmp_path / "in", tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("x")
    (folder / "a.txt").symlink_to(outside / "secret.txt")
    (folder / "b.txt").symlink_to("sub/real.txt")
    (folder / "c").symlink_to(outside)
    (folder / "d.txt").symlink_to("d.txt")
    os.mkfifo(folder / "e.txt")
    (folder / "f\n\x1b[31m\u202e.txt").write_text("x")
    (folder / "sub" / "real.txt").write_text("x")
    (folder / os.fsdecode(b"z\xff.txt")).write_text("x")
    found = {s.id if isinstance(s, Source) else s.path: s for s in find_sources([str(folder)])}
    reasons = {name: s.reason for name, s in found.items() if isinstance(s, Skipped)}
    assert reasons == {
        "a.txt": "is a link out of the folder; give the file by its own path",
        "c": "is a link to a folder; give that folder by its own path",
        "d.txt": "cannot be opened: its links go round in a circle",
        "e.txt": "is no file but a pipe, a socket or a device",
    }
    assert [name for name, s in found.items() if isinstance(s, Source)] == [  # not b.txt: sub/real.txt is the same file
        "f\ufffd\ufffd[31m\ufffd.txt", "sub/real.txt", "z\ufffd.txt"]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_that_several_links_lead_to_is_read_once(tmp_path: Path):
    (tmp_path / ".store").mkdir()
    (tmp_path / ".store" / "x.txt").write_text("x")
    (tmp_path / "note.dat").write_text("x")
    for name, target in (("a.txt", ".store/x.txt"), ("b.txt", ".store/x.txt"), ("c.txt", "note.dat")):
        (tmp_path / name).symlink_to(target)
    assert ids([str(tmp_path)]) == ["a.txt", "c.txt", "skipped note.dat"]


def test_names_that_break_lines_are_cleaned_in_errors_too():
    with pytest.raises(UsageError) as caught:
        list_files(["a\nb\x1b.txt"])
    assert str(caught.value).startswith("a\ufffdb\ufffd.txt: there is no such file")


def test_a_name_too_long_for_the_system_is_an_error_in_one_line():
    with pytest.raises(UsageError, match=r"cannot be opened|no such file"):
        list_files(["x" * 5000])


def test_wide_blanks_in_names_are_plain_ones(tmp_path: Path):
    (tmp_path / "5\u202fMay\u00a02026.txt").write_text("x")
    assert ids([str(tmp_path)]) == ["5 May 2026.txt"]


def test_a_link_given_by_its_own_name_is_read(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert ids([str(tmp_path / "b.txt")]) == ["b.txt"]


def test_an_address_is_fetched_by_what_fetches(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x")
    files = list_files([str(tmp_path / "a.txt"), "https://a.example/x"])
    plain = [s for _, s in read_files(files)]
    assert plain[1] == Skipped("https://a.example/x", "is an address, and nothing is fetched here")

    def fetch(url: str) -> Iterator[Source | Skipped]:
        yield Skipped(url, "answered 404")

    assert [s for _, s in read_files(files, fetch=fetch)][1:] == [Skipped("https://a.example/x", "answered 404")]
