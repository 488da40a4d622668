"""The article library: what is kept, found again and forgotten; two processes and a kill."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefgen.cli import main
from briefgen.errors import UsageError
from briefgen.store.library import Library

HARBOUR = "Published: 26 August 2025\nThe Harbour Treaty summit will be held in Oslo on 3 September 2025, the ministry said.\n"
RAILWAY = "Published: 27 August 2025\nThe Railway Board will meet in Riga on 4 September 2025 to discuss café cars.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "news" / "railway.txt").write_text(RAILWAY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_add_keeps_articles_once_and_prints_the_new_ones(folder: Path):
    first, again = run("add", "news"), run("add", "news")
    assert (first.exit_code, first.stdout) == (0, "harbour.txt\nrailway.txt\n")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "2 known before" in again.stderr


def test_list_shows_the_newest_first_and_finds_words_and_phrases(folder: Path):
    run("add", "news")
    lines = run("list").stdout.splitlines()
    assert [re.search(r"\((.*)\)$", line)[1] for line in lines] == ["railway.txt", "harbour.txt"]  # type: ignore[index]
    assert lines[0].startswith("2025-08-27  ")
    assert run("list", "CAFE").stdout.count("\n") == 1, "blind to case and accents"
    assert run("list", "harbour treaty").stdout.count("\n") == 1
    assert run("list", "treaty harbour").stdout == "", "an argument is a phrase"
    assert run("list", "treaty", "harbour").stdout.count("\n") == 1
    assert run("list", "--since", "2025-08-27").stdout.count("\n") == 1


@pytest.mark.parametrize("words", ['"', "AND", "oslo NOT", "(", "text:oslo", "*", "NEAR(a b", "-", "^"])
def test_signs_of_the_search_language_are_only_words(folder: Path, words: str):
    run("add", "news")
    assert run("list", words).exit_code == 0


def test_list_prints_json_lines(folder: Path):
    run("add", "news")
    row = json.loads(run("list", "treaty", "--format", "json").stdout)
    assert (row["id"], row["published"], row["language"]) == ("harbour.txt", "2025-08-26", "en")


def test_forget_takes_ids_and_globs_and_overwrites_the_bytes(folder: Path):
    run("add", "news")
    assert run("forget", "harb*").stdout == "harbour.txt\n"
    assert b"Harbour Treaty" not in (folder / "briefgen.db").read_bytes()
    assert run("list").stdout.count("\n") == 1
    gone = run("forget", "harbour.txt")
    assert gone.exit_code == 2
    assert "the library holds no such article" in gone.stderr


def test_forget_until_spares_newer_articles_and_undated_ones(folder: Path):
    (folder / "news" / "undated.txt").write_text("The mayor opened the bridge.\n", encoding="utf-8")
    run("add", "news")
    assert run("forget", "*", "--until", "2025-08-26").stdout == "harbour.txt\n"


def test_other_content_under_a_known_name_is_another_article(folder: Path):
    run("add", "news")
    (folder / "news" / "harbour.txt").write_text(HARBOUR.replace("Oslo", "Bergen"), encoding="utf-8")
    assert run("add", "news").stdout == "harbour.txt#2\n"


def test_make_reads_the_folder_the_library_or_both(folder: Path):
    run("add", "news/harbour.txt")

    def made(topic: str, *args: str) -> list[str]:
        answer = run("make", "--topic", topic, "--out", "b.json", *args)
        assert answer.exit_code == 0, answer.stderr
        return [s["path"] for s in json.loads(Path("b.json").read_text(encoding="utf-8"))["sources"]]

    assert made("summit") == ["harbour.txt"], "without inputs, the library beside"
    assert made("summit", "--store", "briefgen.db") == ["harbour.txt"]
    assert made("board", "news/railway.txt", "--store", "briefgen.db") == ["railway.txt"]
    both = run("extract", "news", "--store", "briefgen.db").stdout.splitlines()
    assert [json.loads(line)["id"] for line in both] == ["harbour.txt", "railway.txt"], "what stands in both is read once"


def test_a_brief_of_the_library_is_that_of_the_folder(folder: Path):
    run("add", "news")
    for args in (["news"], ["--store", "briefgen.db"]):
        assert run("make", *args, "--topic", "summit", "--out", f"{args[0].strip('-')}.json").exit_code == 0
    assert Path("news.json").read_bytes() == Path("store.json").read_bytes()


def test_what_cannot_be_read_is_told_and_not_kept(folder: Path):
    (folder / "news" / "empty.txt").write_text("")
    answer = run("add", "news")
    assert answer.exit_code == 0
    assert "skipped: empty.txt: is empty" in answer.stderr
    assert run("list").stdout.count("\n") == 2


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["add"], "add what? give files, folders or https addresses"),
        (["add", "nowhere"], "nowhere: there is no such file or folder"),
        (["list", "--store", "none.db"], "none.db: there is no article library; begin one with briefgen add"),
        (["list", "--store", "news/harbour.txt"], "is no article library of briefgen"),
        (["add", "news", "--store", "news/harbour.txt"], "is no article library of briefgen"),
        (["make", "--topic", "x", "--store", "none.db"], "none.db: there is no article library"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(folder: Path, args: list[str], line: str):
    answer = run(*args)
    assert answer.exit_code == 2
    assert line in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_another_database_is_left_alone(folder: Path):
    with sqlite3.connect("other.db") as db:
        db.execute("CREATE TABLE article (id)")
    assert run("add", "news", "--store", "other.db").exit_code == 2
    with sqlite3.connect("other.db") as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_library_of_a_later_version_is_refused(folder: Path):
    run("add", "news")
    with sqlite3.connect("briefgen.db") as db:
        db.execute("PRAGMA user_version = 9")
    with pytest.raises(UsageError, match="newer version"):
        Library(Path("briefgen.db"))


def start(*args: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "briefgen", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_at_once_keep_everything(folder: Path):
    for side in "ab":
        rows = [json.dumps({"id": f"{side}{n}", "text": f"Report {side}{n} of the harbour office."}) for n in range(200)]
        (folder / f"{side}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    jobs = [start("add", f"{side}.jsonl") for side in "ab"]
    said = [job.communicate(timeout=60) for job in jobs]
    assert [job.returncode for job in jobs] == [0, 0], said
    assert run("list", "--format", "json").stdout.count("\n") == 400


def test_what_was_reported_as_kept_survives_a_kill(folder: Path):
    rows = [json.dumps({"id": f"n{n}", "text": f"Report {n} of the harbour office. " * 40}) for n in range(3000)]
    (folder / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    for wait in (70, 200):
        job = start("add", "many.jsonl")
        assert job.stdout is not None
        told = [job.stdout.readline().strip() for _ in range(wait)]
        os.kill(job.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        told += job.communicate()[0].split("\n")[:-1]
        time.sleep(0.05)
        with sqlite3.connect("briefgen.db") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert set(told) <= {row[0] for row in db.execute("SELECT id FROM article")}
