#!/usr/bin/env python3
"""Seconds and peak memory of one brief out of many articles of one story: with one process and more, and once more with nothing changed.

    python benchmarks/merge_many.py [--articles 1000,10000] [--size 5000] [--jobs 1,2] [--briefgen briefgen]

The articles are made here, of a journey with forty events over sixty days, told in changing words by many papers; a tenth of the
reports moves or doubts an event, a twentieth is a copy. Whole-process figures, from the operating system.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import subprocess
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

PEOPLE = ["Anna Berg", "Carl Dorn", "Ilse Marten", "Jonas Falk", "Mira Soler", "Pavel Nowak", "Rita Lund", "Tomas Vale"]
ROLES = ["Prime Minister", "President", "Foreign Minister", "Chancellor"]
CITIES = ["Tokyo", "Oslo", "Riga", "Tallinn", "Helsinki", "Warsaw", "Lisbon", "Vienna", "Ottawa", "Seoul", "Canberra", "Jakarta"]
KINDS = ["summit on {}", "conference on {}", "signing of the {} agreement", "meeting of ministers on {}", "forum on {}"]
MATTERS = [
    "critical minerals",
    "fisheries",
    "sea cables",
    "rice tariffs",
    "grain transit",
    "rare earths",
    "port security",
    "electric ferries",
]
NOUNS = "harbour market treaty quota licence budget ferry cable mine turbine pipeline tariff survey fleet union bank bridge railway".split()
VERBS = "weighs reviews delays funds opens expands questions defends audits repairs insures maps trims shields drafts leases".split()
KIND_OF_SOURCE = ["Courier", "Gazette", "Ledger", "Post", "Wire", "Dispatch", "Monitor"]


def write_articles(path: Path, count: int, *, size: int, seed: int = 7) -> None:
    """Write ``count`` articles of ``size`` characters as JSON Lines to ``path``; the same for the same seed."""
    draw = random.Random(seed)
    start = date(2026, 3, 1)
    events = [
        (
            draw.choice(KINDS).format(draw.choice(MATTERS)),
            draw.choice(CITIES),
            start + timedelta(draw.randrange(20, 80)),
            draw.sample(PEOPLE, 2),
        )
        for _ in range(40)
    ]
    last = ""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            published = start + timedelta(draw.randrange(60))
            text = last if last and draw.random() < 0.05 else _article(draw, events, size)
            last = text
            source = f"{draw.choice(CITIES)} {draw.choice(KIND_OF_SOURCE)}"
            file.write(json.dumps({"id": f"a{number}", "source": source, "published": f"{published}", "text": text}) + "\n")


def _article(draw: random.Random, events: list[tuple[str, str, date, list[str]]], least: int) -> str:
    paragraphs: list[str] = []
    size = 0
    while size < least:
        name, city, day, people = draw.choice(events)
        shown = f"{day:%B} {day.day}"
        role = draw.choice(ROLES)
        told = [
            f"{role} {people[0]} will attend the {name} in {city} on {shown}.",
            f"The {name} will be held in {city} on {shown}, officials said.",
            f"{people[0]} and {people[1]} are to meet in {city} on {shown} before the {name}.",
            f"{role} {people[1]} will visit {city} on {shown} for talks with {people[0]}.",
            f'"The {draw.choice(NOUNS)} cannot wait," said {people[0]}, who plans to go to {city}.',
        ]
        if draw.random() < 0.1:
            told.append(f"The {name} has been moved from {shown} to {day + timedelta(3):%B} {(day + timedelta(3)).day}, the ministry said.")
        filler = [
            f"The {draw.choice(NOUNS)} board {draw.choice(VERBS)} a {draw.choice(NOUNS)} worth {draw.randrange(2, 900)} million euros"
            f" near {draw.choice(CITIES)}, and the {draw.choice(NOUNS)} office {draw.choice(VERBS)} its {draw.choice(NOUNS)}."
            for _ in range(3)
        ]
        paragraph = " ".join([draw.choice(told), *filler])
        paragraphs.append(paragraph)
        size += len(paragraph)
    return "\n".join(paragraphs)


def measure(command: list[str]) -> tuple[int, float, float, float]:
    """Exit code, seconds by the clock, CPU seconds and peak memory in MB of a command and its children."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # the user's own command
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print a line for each run."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", default="1000,10000")
    options.add_argument("--size", type=int, default=5000, help="characters of an article")
    options.add_argument("--jobs", default="1,2")
    options.add_argument("--briefgen", default="briefgen")
    asked = options.parse_args()
    for count in (int(n) for n in asked.articles.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = folder / "articles.jsonl"
            write_articles(path, count, size=asked.size)
            for jobs in asked.jobs.split(","):
                call = [
                    *shlex.split(asked.briefgen),
                    "make",
                    str(path),
                    "--topic",
                    "minerals",
                    "--format",
                    "json",
                    "--out",
                    name,
                    "--quiet",
                ]
                for again in ("first run", "nothing changed"):
                    code, seconds, cpu, memory = measure([*call, "--quiet", "--jobs", jobs, "--cache", str(folder / f"cache{jobs}")])
                    said = f"{seconds:.1f} s, {cpu:.1f} CPU s, {memory:.0f} MB"
                    print(f"{count} articles, {path.stat().st_size / 1e6:.1f} MB, {jobs} jobs, {again}: exit {code}, {said}", flush=True)


if __name__ == "__main__":
    main()
