"""What is kept between runs: the same results as without it, whatever happens to the file."""

from __future__ import annotations

import os
import pickle
import zlib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefgen.cli import main
from briefgen.model import Span, Spans, Stamp
from briefgen.store import cache as cache_module
from briefgen.store.cache import Cache
from briefgen.store.packing import NotKept, pack, unpack
from briefgen.store.shelf import Shelf

SAMPLES = str(Path(__file__).parents[2] / "inputs")


def make(folder: Path, *args: str) -> Result:
    base = ["make", SAMPLES, "--topic", "quad", "--format", "json", "--out", str(folder / "out"), "--jobs", "1"]
    return CliRunner().invoke(main, [*base, *args])


def brief(folder: Path) -> bytes:
    return next((folder / "out").glob("*.json")).read_bytes()


def test_a_second_run_gives_the_same_brief_without_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert make(tmp_path, "--cache", "off").exit_code == 0
    plain = brief(tmp_path)
    kept = str(tmp_path / "kept")
    assert make(tmp_path, "--cache", kept).exit_code == 0
    assert brief(tmp_path) == plain
    monkeypatch.setattr("briefgen.pipeline.reading.read_article", None)
    assert make(tmp_path, "--cache", kept).exit_code == 0
    assert brief(tmp_path) == plain
    (tmp_path / "new.txt").write_text("The Quad will meet in Perth on 1 September 2025.\n", encoding="utf-8")
    changed = make(tmp_path, str(tmp_path / "new.txt"), "--cache", kept)
    assert "skipped: new.txt" in changed.stderr, "what is new is read, and this reader was taken away"
    monkeypatch.undo()
    monkeypatch.setattr("briefgen.pipeline.making.make_briefs", None)
    assert make(tmp_path, "--cache", kept, "--as-of", "2025-08-27").exit_code == 1, "another day is another brief"


def test_other_settings_are_another_result(tmp_path: Path):
    kept = str(tmp_path / "kept")
    config = tmp_path / "briefgen.toml"
    config.write_text("")
    make(tmp_path, "--cache", kept, "--config", str(config))
    first = brief(tmp_path)
    config.write_text('[publishers]\n"Tokyo Courier" = { name = "The Courier" }\n')
    make(tmp_path, "--cache", kept, "--config", str(config))
    assert b"The Courier" in brief(tmp_path)
    assert first != brief(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"x" * 4000])
def test_a_damaged_cache_costs_only_time(tmp_path: Path, damage: bytes):
    kept = tmp_path / "kept"
    make(tmp_path, "--cache", str(kept))
    plain = brief(tmp_path)
    (kept / "cache.db").write_bytes(damage)
    assert make(tmp_path, "--cache", str(kept)).exit_code == 0
    assert brief(tmp_path) == plain


def test_damage_inside_costs_only_time(tmp_path: Path):
    kept = tmp_path / "kept"
    make(tmp_path, "--cache", str(kept))
    plain = brief(tmp_path)
    data = bytearray((kept / "cache.db").read_bytes())
    for at in range(5000, len(data), 97):
        data[at] ^= 0x55
    (kept / "cache.db").write_bytes(data)
    answer = make(tmp_path, "--cache", str(kept))
    assert answer.exit_code == 0, answer.stderr
    assert brief(tmp_path) == plain


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert make(tmp_path, "--cache", str(tmp_path / "file" / "kept")).exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="rights are other there")
def test_others_cannot_read_the_cache(tmp_path: Path):
    make(tmp_path, "--cache", str(tmp_path / "kept"))
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
    assert (tmp_path / "kept" / "cache.db").stat().st_mode & 0o077 == 0


def test_the_articles_of_the_oldest_runs_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache_module, "MAX_BYTES", 100_000)
    for run in range(4):
        cache = Cache(tmp_path)
        for number in range(10):
            cache.put(cache.key(f"{run}-{number}"), os.urandom(4000))
        cache.get(cache.key("0-0"))
        cache.close()
    cache = Cache(tmp_path)
    held = [f"{run}-{n}" for run in range(4) for n in range(10) if cache.get(cache.key(f"{run}-{n}"))]
    cache.close()
    assert "0-0" in held, "what was used lately stays"
    assert "0-1" not in held
    assert [name for name in held if name.startswith("3-")] == [f"3-{n}" for n in range(10)]


@pytest.mark.parametrize(
    "value", [(Span(1, 5), Spans([Span(0, 2), Span(3, 4)])), Stamp("2025-08-26", "stated", "url", "so"), date(2025, 8, 26)]
)
def test_what_is_packed_comes_back(value: object):
    assert unpack(pack(value)) == value


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize("data", [b"", b"x", pack(1)[:-3], zlib.compress(pickle.dumps(Evil())), zlib.compress(pickle.dumps(Path("/")))])
def test_nothing_else_can_be_unpacked(data: bytes):
    with pytest.raises(NotKept):
        unpack(data)


def test_a_shelf_gives_back_what_was_laid_aside():
    shelf = Shelf()
    things = [b"a", b"", b"c" * 1000]
    assert [shelf.add(thing) for thing in things] == [0, 1, 2]
    assert [shelf[n] for n in (2, 0, 1)] == [things[2], things[0], things[1]]
    shelf.close()
