"""``briefgen make`` killed at random points: ``python benchmarks/kill_make.py [--kills 100] [--seed 1] [--briefgen CMD]``.

A folder holds the briefs of yesterday's articles under the names of today's. A process that makes today's is ended with SIGKILL: half
of the times anywhere in its run, half in the part in which it writes. Checked after each kill: every file is yesterday's or today's,
whole, and none is missing; and in the end one run that nobody ends gives today's. Prints where the kills fell; ends with 1 for a fault.
"""

from __future__ import annotations

import argparse
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORMATS = "docx,html,json,md,csv,ics,eml"


def call(program: list[str], inputs: Path, out: Path) -> list[str]:
    """The command that makes all briefs of a folder of articles, under the same names whatever the articles."""
    config = str(ROOT / "inputs" / "briefgen.toml")
    return [
        *program,
        "make",
        str(inputs),
        "--all-topics",
        "--config",
        config,
        "--as-of",
        "2025-08-28",
        "--format",
        FORMATS,
        "--out",
        str(out),
    ]


def contents(folder: Path) -> dict[str, bytes]:
    """The files that a user sees; those under way have names that begin with a dot."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}


def main() -> int:
    """Kill, check, print; 0 where all held."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--briefgen", default=f"{sys.executable} -m briefgen")
    given = options.parse_args()
    dice, program = random.Random(given.seed), shlex.split(given.briefgen)
    found: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yesterday = folder / "yesterday"
        shutil.copytree(ROOT / "inputs", yesterday)
        (yesterday / "2025-08-27-meridian-wire-update.txt").unlink()
        out, inputs = folder / "out", ROOT / "inputs"
        subprocess.run(call(program, yesterday, out), check=True, capture_output=True)
        old = contents(out)
        began = time.perf_counter()
        subprocess.run(call(program, inputs, folder / "whole"), check=True, capture_output=True)
        length, new = time.perf_counter() - began, contents(folder / "whole")
        for number in range(given.kills):
            for file, data in old.items():
                (out / file).write_bytes(data)
            job = subprocess.Popen(call(program, inputs, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_and_kill(job, out, old, dice, length if number % 2 else None)
            left = contents(out)
            changed = sum(left.get(file) == new[file] and new[file] != old[file] for file in new)
            found["before anything was written" if not changed else "after all was written" if left == new else "between two files"] += 1
            found["with a file under way left"] += any(p.name.startswith(".") for p in out.iterdir())
            for file in sorted(new):
                if left.get(file) not in (old[file], new[file]):
                    faults.append(f"kill {number}: {file} is neither the old nor the new one")
            for torn in out.glob(".*"):
                torn.unlink()
        subprocess.run(call(program, inputs, out), check=True, capture_output=True)
        if contents(out) != new:
            faults.append("the run that nobody ended did not give today's briefs")
    for what, times in sorted(found.items()):
        print(f"{times:5} {what}")
    print("\n".join(faults) or f"{given.kills} kills: every file whole at any time, none lost")
    return bool(faults)


def wait_and_kill(job: subprocess.Popen[bytes], out: Path, old: dict[str, bytes], dice: random.Random, length: float | None) -> None:
    """End the job after a part of ``length`` seconds; without one, soon after it began to write."""
    if length is not None:
        time.sleep(dice.random() * length)
    else:
        first = min(old)
        before = {p: (out / p).stat().st_ino for p in old}
        while job.poll() is None and not any(p.name.startswith(".") for p in out.iterdir()):
            if any((out / p).stat().st_ino != ino for p, ino in before.items() if p >= first):
                break
        time.sleep(dice.random() * 0.03)
    job.kill()
    job.wait()


if __name__ == "__main__":
    sys.exit(main())
