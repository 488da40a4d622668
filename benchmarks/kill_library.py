"""``briefgen add`` and ``make`` killed at random points: ``python benchmarks/kill_library.py [--kills 100] [--seed 1] [--briefgen CMD]``.

Half of the processes add articles to one library, half make a brief from it with one cache; each is ended with SIGKILL somewhere in its
run. Checked after each kill: SQLite finds the library whole, every article that ``add`` ever named stands in it with its bytes, and the
next call can use it; in the end a brief made from it is the one made from a library that nobody disturbed. Ends with 1 for a fault.
"""

from __future__ import annotations

import argparse
import json
import random
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = 400  # articles that one call adds, in several transactions


def write_articles(path: Path, first: int) -> None:
    """A JSON Lines file of SIZE articles, others for any other ``first``."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(first, first + SIZE):
            text = f"The Harbour summit will be held in Oslo on {1 + number % 28} March 2026, officials said. Berth {number} is ready.\n"
            row = {"id": f"a{number}", "published": "2026-02-01", "text": text + f"Notice {number} of the harbour office. " * 10}
            file.write(json.dumps(row) + "\n")


def faults_of(library: Path, told: set[str]) -> list[str]:
    """What is wrong with a library that must hold the articles told of."""
    with sqlite3.connect(library) as db:
        state = db.execute("PRAGMA integrity_check").fetchone()[0]
        held = {row[0] for row in db.execute("SELECT id FROM article")}
        texts = db.execute("SELECT count(*) FROM article_text").fetchone()[0]
    missing = sorted(told - held)
    return [
        *([f"integrity_check: {state}"] if state != "ok" else []),
        *([f"lost: {', '.join(missing[:3])}"] if missing else []),
        *([f"{len(held)} articles, {texts} texts"] if texts != len(held) else []),
    ]


def add(program: list[str], source: Path, library: Path) -> subprocess.CompletedProcess[str]:
    """One call that nobody ends."""
    return subprocess.run([*program, "add", str(source), "--store", str(library)], check=True, capture_output=True, text=True)


def main() -> int:
    """Kill, check, print; 0 where all held."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--briefgen", default=f"{sys.executable} -m briefgen")
    given = options.parse_args()
    dice, program = random.Random(given.seed), shlex.split(given.briefgen)
    faults: list[str] = []
    told: set[str] = set()
    whole = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library, cache = folder / "library.db", folder / "cache"
        make = [*program, "make", "--store", str(library), "--topic", "harbour", "--format", "json", "--out", str(folder / "out"),
                "--cache", str(cache), "--as-of", "2026-02-02"]  # fmt: skip
        write_articles(folder / "0.jsonl", 0)
        began = time.perf_counter()
        first = add(program, folder / "0.jsonl", library)
        length = time.perf_counter() - began
        told.update(first.stdout.split())
        subprocess.run(make, check=True, capture_output=True)
        for number in range(1, given.kills + 1):
            source = folder / f"{number}.jsonl"
            write_articles(source, number * SIZE)
            command = make if number % 2 else [*program, "add", str(source), "--store", str(library)]
            job = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            time.sleep(dice.uniform(0.2, 1.2) * length)
            job.kill()
            said, _ = job.communicate()
            if not number % 2:
                complete = said.rpartition("\n")[0].split()
                told.update(complete)
                whole += len(complete) == SIZE
            faults += [f"kill {number}: {fault}" for fault in faults_of(library, told)]
        for number in range(1, given.kills + 1):
            subprocess.run(
                [*program, "add", str(folder / f"{number}.jsonl"), "--store", str(library), "--quiet"], check=True, capture_output=True
            )
        subprocess.run(make, check=True, capture_output=True)
        disturbed = (folder / "out" / "harbour-2026-02-02.json").read_bytes()
        fresh = [str(folder / f"{number}.jsonl") for number in range(given.kills + 1)]
        calm = [*program, "make", *fresh, "--topic", "harbour", "--format", "json", "--out", str(folder / "calm.json"), "--cache", "off",
                "--as-of", "2026-02-02"]  # fmt: skip
        subprocess.run(calm, check=True, capture_output=True)
        rows = [json.loads(data)["itinerary"] for data in (disturbed, (folder / "calm.json").read_bytes())]
        if [(r["from"], r["title"], len(r["evidence"])) for r in rows[0]] != [(r["from"], r["title"], len(r["evidence"])) for r in rows[1]]:
            faults.append("the brief is not the one of an undisturbed library")
    print(f"{given.kills} kills: {whole} of {given.kills // 2} calls of add had told all; {len(told)} articles told of, none lost"
          if not faults else "\n".join(faults[:20]))  # fmt: skip
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
