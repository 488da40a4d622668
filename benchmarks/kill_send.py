"""``briefgen send --send`` killed at random points: ``python benchmarks/kill_send.py [--kills 100] [--seed 1] [--briefgen CMD]``.

A real process is ended with SIGKILL, a real SMTP server with STARTTLS on loopback logs every message that it took. After each kill the
same command runs to its end, then once more with ``--resend`` where a delivery is in doubt. Checked: every .eml is whole at any time;
without ``--resend`` nobody got a message twice; whoever did not get it was named as in doubt; with ``--resend`` nobody is left out.
Prints a table of where the kills fell and what they left; ends with 1 where something did not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from email import policy
from email.parser import BytesParser
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEOPLE = ["a@example.org", "b@example.org", "c@example.org"]
TOPICS = ["quad", "minerals", "navies"]


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A mail server in a process of its own, and its port."""
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.deliver.mailserver", str(folder)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    while not (folder / "port").exists():
        time.sleep(0.05)
    return server, int((folder / "port").read_text())


def configure(folder: Path, port: int) -> dict[str, str]:
    """A configuration for the server; the environment with the password."""
    from tests.deliver.mailserver import PASSWORD, USER

    (folder / "briefgen.toml").write_text(
        f'[mail]\nfrom = "desk@example.org"\nto = {json.dumps(PEOPLE[:2])}\nbcc = {json.dumps(PEOPLE[2:])}\nhost = "127.0.0.1"\n'
        f'port = {port}\nuser = "{USER}"\nca_file = "ca.pem"\ntries = 2\n'
    )
    return {**os.environ, "BRIEFGEN_MAIL_PASSWORD": PASSWORD}


def taken(folder: Path) -> Counter[tuple[str, str]]:
    """How often the server took which message for whom."""
    log = folder / "accepted.jsonl"
    lines = log.read_text().splitlines() if log.exists() else []
    return Counter((entry["id"], person) for entry in map(json.loads, lines) for person in entry["to"])


def torn(outbox: Path) -> list[str]:
    """The .eml files that are not whole messages."""
    found = []
    for path in outbox.rglob("*.eml"):
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        if message.defects or len(list(message.iter_attachments())) < 1 or not path.read_bytes().endswith(b"--\r\n"):
            found.append(path.name)
    return found


def phase(outbox: Path) -> str:
    """Where the kill fell, by what it left."""
    record = outbox / "record.sqlite"
    if not record.exists() or not record.stat().st_size:
        return "1 before the outbox was made"
    with closing(sqlite3.connect(record, timeout=10)) as base:
        try:
            states = Counter(state for (state,) in base.execute("SELECT state FROM deliveries"))
        except sqlite3.OperationalError:
            return "1 before the outbox was made"
    if not states:
        return "2 before the first draft was recorded"
    if states["sending"]:
        return "5 between the end of a message and its answer"
    if states["sent"] == len(PEOPLE) * len(TOPICS):
        return "7 after the last message"
    if states["sent"]:
        return "6 between two messages"
    return "3 while drafting" if sum(states.values()) < len(PEOPLE) * len(TOPICS) else "4 connecting, first message under way"


def one_kill(command: list[str], box: Path, folder: Path, environ: dict[str, str], delay: float) -> tuple[str, str, list[str]]:
    """Kill one run, let another finish; where the kill fell (empty where it came too late), what it left, and what did not hold."""
    start = taken(folder)
    run = [*command, "--out", str(box), "--subject", f"{{title}} {box.name}"]
    child = subprocess.Popen(run, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    child.kill()
    if child.wait() == 0:
        return "", "", []
    outbox = box / "outbox"
    faults = [f"torn: {name}" for name in torn(outbox)]
    where = phase(outbox)
    time.sleep(0.1)  # the server may still be taking what the killed process sent
    after = subprocess.run(run, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    got = taken(folder) - start
    faults += [f"twice: {key}" for key, n in got.items() if n > 1]
    doubtful = after.stderr.count("may have been delivered to")
    missing = len(PEOPLE) * len(TOPICS) - len(got)
    if missing > doubtful or (after.returncode != 0) != bool(doubtful):
        faults.append(f"lost: {missing} missing, {doubtful} in doubt, code {after.returncode}: {after.stderr}")
    if doubtful:
        again = subprocess.run([*run, "--resend"], cwd=folder, env=environ, capture_output=True, text=True, check=False)
        if again.returncode or len(taken(folder) - start) != len(PEOPLE) * len(TOPICS):
            faults.append(f"not sent again: {again.stderr}")
    faults += [f"torn: {name}" for name in torn(outbox)]
    faults += [f"left in the outbox: {path.name}" for path in outbox.glob("*.eml")]
    kind = "all sent once" if not doubtful else f"{doubtful} in doubt, of them {doubtful - missing} delivered"
    return where, kind, faults


def measure(command: list[str], folder: Path, environ: dict[str, str]) -> float:
    """Seconds that a run takes which nobody kills, the median of three."""
    took = []
    for number in range(3):
        began = time.perf_counter()
        run = [*command, "--out", str(folder / f"whole{number}"), "--subject", f"whole {number}"]
        subprocess.run(run, cwd=folder, env=environ, check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    return sorted(took)[1]


def main() -> None:
    """Run all kills and print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--briefgen", default=str(Path(sys.executable).with_name("briefgen")))
    given = options.parse_args()
    sys.path.insert(0, str(ROOT))
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        briefgen = shlex.split(given.briefgen)
        topics = [part for topic in TOPICS for part in ("--topic", topic)]
        subprocess.run([*briefgen, "make", str(ROOT / "inputs"), *topics, "--as-of", "2025-08-28", "--out", str(folder)], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        server, port = serve(folder)
        try:
            environ = configure(folder, port)
            command = [*briefgen, "send", *map(str, sorted(folder.glob("*.docx"))), "--send"]
            length = measure(command, folder, environ)
            fell: Counter[str] = Counter()
            left: Counter[str] = Counter()
            faults: list[str] = []
            tried = 0
            while fell.total() < given.kills:
                tried += 1
                where, kind, wrong = one_kill(command, folder / f"box{tried}", folder, environ, chance.uniform(0.05, 1) * length)
                if where:
                    fell[where] += 1
                    left[kind] += 1
                    faults += wrong
        finally:
            server.kill()
    work = f"{len(TOPICS)} messages to {len(PEOPLE)} people each"
    print(f"{given.kills} kills of a process at work, at random within the {length:.2f} s that {work} take\n")
    print("\n".join(f"  {count:4}  {where[2:]}" for where, count in sorted(fell.items())))
    print("\nafter the next run:\n" + "\n".join(f"  {count:4}  {kind}" for kind, count in sorted(left.items())))
    print(f"\nhalf files, messages twice, messages lost: {len(faults)}")
    print("\n".join(faults))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
