"""How fast the program is, as whole processes: ``python benchmarks/throughput.py [--articles 500] [--briefgen CMD]``.

Prints kB of text per CPU-second and peak memory of ``extract`` for one and two times the articles (memory must not grow with them),
and the wall seconds of a brief of one article and of ``--help``, the best of five.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INPUTS = Path(__file__).parents[1] / "inputs"


def write_articles(path: Path, count: int) -> int:
    """Write ``count`` articles, the samples over and over with a number in each, to a JSON Lines file; the bytes of their texts."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(INPUTS.glob("*.txt"))]
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            text = f"{texts[n % len(texts)]}\n\nThis is copy {n} of the text."
            size += len(text.encode())
            out.write(json.dumps({"id": str(n), "text": text, "published": "2025-08-28"}) + "\n")
    return size


def run(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory in MB of a process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{shlex.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--briefgen", default="briefgen")
    args = parser.parse_args()
    program = shlex.split(args.briefgen)
    with tempfile.TemporaryDirectory() as folder:
        for count in (args.articles, 2 * args.articles):
            source = Path(folder) / f"{count}.jsonl"
            size = write_articles(source, count)
            _, cpu, memory = run([*program, "extract", "--quiet", str(source)])
            print(f"extract {count:6} articles  {size / 1000 / cpu:7.0f} kB per CPU-second  {memory:5.0f} MB")
        out = str(Path(folder) / "brief.docx")
        article = str(INPUTS / "2025-08-26-meridian-wire.txt")
        brief = min(run([*program, "make", article, "--topic", "quad", "--out", out, "--quiet"])[0] for _ in range(5))
        print(f"one article to .docx    {brief:7.2f} s")
        print(f"--help                  {min(run([*program, '--help'])[0] for _ in range(5)):7.2f} s")


if __name__ == "__main__":
    main()
