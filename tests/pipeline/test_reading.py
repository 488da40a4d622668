"""Articles read one after the other and in parallel; those that take too long, and those whose process dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.config import Config, Topic
from briefgen.model import Limits, Skipped
from briefgen.pipeline import Inputs, Period, extract
from briefgen.pipeline.gathering import gather, settle_undated
from briefgen.store.cache import Cache
from briefgen.workers import TooSlow

DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def few_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for a handful of articles too."""
    monkeypatch.setattr("briefgen.workers.pool.WORTH", 1000)


HARBOUR = Topic("harbour", "Harbour", ("harbour",))


def write(path: Path, count: int, *, size: int = 1, published: bool = True) -> Path:
    rows = []
    for n in range(count):
        text = f"The Harbour summit will be held in Oslo on {1 + n % 28} April 2026, officials said. Berth {n} is ready.\n" * size
        rows.append(json.dumps({"id": f"a{n}", "text": text, **({"published": f"2026-02-{1 + n % 28:02}"} if published else {})}))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_two_processes_give_what_one_gives(tmp_path: Path):
    path = str(write(tmp_path / "many.jsonl", 80))
    (tmp_path / "bad.txt").write_text("")
    outputs = [CliRunner().invoke(main, ["extract", path, str(tmp_path / "bad.txt"), path, "--jobs", jobs]) for jobs in ("1", "2")]
    assert outputs[0].output == outputs[1].output
    assert outputs[0].stdout.count("\n") == 160
    assert '"id":"a0#2"' in outputs[0].stdout
    made = []
    for jobs in ("1", "2"):
        out = tmp_path / f"{jobs}.json"
        assert CliRunner().invoke(main, ["make", path, "--topic", "harbour", "--out", str(out), "--jobs", jobs]).exit_code == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the processes of a process as Linux shows them")
def test_a_reading_process_that_is_killed_costs_one_article_which_is_listed(tmp_path: Path):
    path = write(tmp_path / "many.jsonl", 400, size=14)
    command = [sys.executable, "-m", "briefgen", "make", str(path), "--topic", "harbour", "--out", str(tmp_path / "b.json"), "--jobs", "2"]
    job = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    victim = None
    for _ in range(600):
        time.sleep(0.02)
        children = Path(f"/proc/{job.pid}/task/{job.pid}/children").read_text().split()
        busy = [c for c in children if cpu_of(c) > 0.9]
        if busy:
            victim = int(busy[-1])
            os.kill(victim, signal.SIGKILL)
            break
    _, said = job.communicate(timeout=120)
    assert victim is not None
    assert job.returncode == 0, said
    brief = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert [s["reason"] for s in brief["skipped"]] == ["the process that read it died (signal 9)"]
    assert said.count("skipped: ") == 1
    read = len(brief["sources"]) + sum(len(s["copies"]) for s in brief["sources"]) + brief["left_out"]["articles"]
    assert read <= 399


def cpu_of(pid: str) -> float:
    """CPU seconds of a process; 0 where it is gone or is a helper of the pool."""
    try:
        if b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return 0.0
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_takes_too_long_is_skipped_with_the_reason(tmp_path: Path, jobs: int):
    path = tmp_path / "long.jsonl"
    long = "The Harbour summit will be held in Oslo on 3 April 2026, Anna Berg said. " * 40_000
    rows = [
        {"id": "short", "text": "A ferry sank."},
        {"id": "long", "text": long},
        *({"id": f"n{n}", "text": "Ship ahoy."} for n in range(30)),
    ]
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    inputs = Inputs.of([str(path)], jobs=jobs, limits=Limits(seconds=1.0))
    found = list(extract(inputs, reference_day=DAY))
    assert [f for f in found if isinstance(f, Skipped)] == [
        Skipped("long.jsonl#2", "took longer than 1 s to read and was given up", is_passing=True)
    ]
    assert len(found) == 32


def test_of_too_many_articles_those_on_the_topic_are_merged_first_then_the_newest(tmp_path: Path):
    path = tmp_path / "some.jsonl"
    rows = [{"id": f"{'on' if n % 4 == 0 else 'off'}{n}", "published": f"2026-02-{1 + n:02}",
             "text": f"The {'Harbour' if n % 4 == 0 else 'Railway'} board meets on {n + 1} April 2026."} for n in range(20)]  # fmt: skip
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    cache = Cache(None)
    gathered = gather(Inputs.of([str(path)]), [HARBOUR], reference_day=DAY, config=Config(), cache=cache)
    few, fewer = gathered.choose(Period(), most=7), gathered.choose(Period(), most=3)
    assert [a.article.id for a in few.found] == ["on0", "on4", "on8", "on12", "on16", "off18", "off19"]
    assert (few.left_out, few.on_topic) == (13, 0)
    assert [a.article.id for a in fewer.found] == ["on8", "on12", "on16"]
    assert (fewer.left_out, fewer.on_topic) == (17, 2)
    gathered.close()
    cache.close()


def test_articles_left_out_of_the_merge_are_counted_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.pipeline.gathering.MOST", 5)
    path = write(tmp_path / "many.jsonl", 12)
    out = tmp_path / "b.json"
    assert CliRunner().invoke(main, ["make", str(path), "--topic", "harbour", "--out", str(out)]).exit_code == 0
    brief = json.loads(out.read_text(encoding="utf-8"))
    assert brief["left_out"]["articles"] >= 7
    assert any(
        "More articles name a topic than one brief is made of: 7, the oldest, were left out." in a["text"] for a in brief["assumptions"]
    )


def test_undated_articles_are_read_anew_in_parallel_as_by_one(tmp_path: Path):
    path = write(tmp_path / "many.jsonl", 40, published=False)
    (tmp_path / "dated.txt").write_text("Published: 27 February 2026\nThe Harbour office closes on Monday.\n", encoding="utf-8")
    found = [f for f in extract(Inputs.of([str(path), str(tmp_path / "dated.txt")]), reference_day=DAY) if not isinstance(f, Skipped)]
    assert settle_undated(found, jobs=2) == settle_undated(found, jobs=1)


def test_a_brief_without_an_article_that_took_too_long_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write(tmp_path / "two.jsonl", 2)
    call = ["make", str(path), "--topic", "harbour", "--out", str(tmp_path / "b.json"), "--cache", str(tmp_path / "c")]

    def is_slow(seconds: float, work: Callable[[], object]) -> object:
        found = work()
        if "Berth 1" in str(found):
            raise TooSlow
        return found

    with monkeypatch.context() as slow:
        slow.setattr("briefgen.pipeline.reading.within", is_slow)
        assert "skipped: two.jsonl#2: took longer than 60 s" in CliRunner().invoke(main, call).stderr
    assert CliRunner().invoke(main, call).stderr == ""
