"""The time engine beside dateparser's ``search_dates``, in one run: ``python benchmarks/time_expressions.py [--repeat 20]``.

Accuracy: over the schedule wordings below (written for this file), how many intervals are right, and in how many sentences without a
date nothing is found. Speed: kB of the sample articles' text per CPU-second, both libraries in this process, one after the other.
``search_dates`` names single days only, so an interval is out of its reach. Cost: seconds for as many bytes of dense dates as of
prose; it must stay linear whatever the text.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from briefgen import extract

INPUTS = Path(__file__).parents[1] / "inputs"
PUBLISHED = date(2025, 8, 20)  # a Wednesday
WORDINGS = (  # sentence, first day, last day
    ("The minister will be in Lima on Oct. 3-5.", "2025-10-03", "2025-10-05"),
    ("She met the premier on Dec. 28.", "2024-12-28", "2024-12-28"),
    ("The summit is set for 29 August 2025 in Oslo.", "2025-08-29", "2025-08-29"),
    ("The court is scheduled to rule on Monday.", "2025-08-25", "2025-08-25"),
    ("The talks ended on Monday, she said.", "2025-08-18", "2025-08-18"),
    ("The fair runs from September 28 to October 2.", "2025-09-28", "2025-10-02"),
    ("The bank will report in early October.", "2025-10-01", "2025-10-10"),
    ("The treaty was signed in March 1987.", "1987-03-01", "1987-03-31"),
    ("Exports fell in the third quarter of 2024.", "2024-07-01", "2024-09-30"),
    ("The envoy arrives the day after tomorrow.", "2025-08-22", "2025-08-22"),
    ("The port reopened two weeks ago.", "2025-08-04", "2025-08-10"),
    ("The visit is planned for next week.", "2025-08-25", "2025-08-31"),
    ("Voters go to the polls on the second Tuesday in November.", "2025-11-11", "2025-11-11"),
    ("The 2025-26 fiscal year began well.", "2025-04-01", "2026-03-31"),
    ("The line closes on New Year's Eve.", "2025-12-31", "2025-12-31"),
    ("The broadcast begins at 2100 GMT on Aug. 29.", "2025-08-29", "2025-08-29"),
    ("They will vote between Sept. 9 and 11.", "2025-09-09", "2025-09-11"),
    ("The ceasefire of 3 June 2023 held.", "2023-06-03", "2023-06-03"),
    ("The ministry on Wednesday issued a note.", "2025-08-20", "2025-08-20"),
    ("It will host the games in the first half of 2026.", "2026-01-01", "2026-06-30"),
)
WITHOUT = (
    "Theresa May spoke to the council.",
    "Protesters march on the capital.",
    "The council backed Resolution 1973.",
    "Flight 2025 was full.",
    "The team won 6-4 after a second round.",
    "June Okafor sat beside April Lind.",
    "The loan costs $2,024 a head.",
    "The 2+2 format stays.",
    "Call 555-1990 for seats.",
    "He may go, the sun is out.",
)
DENSE = ("May 1-2, ", "Aug. 29 ", "10:30 ", "Monday ", "two years ago ", "15, 16 and 18 Sept. ")

Intervals = Callable[[str], list[tuple[date, date]]]


def ours(text: str) -> list[tuple[date, date]]:
    """The intervals that the engine finds in an article published on ``PUBLISHED``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        row = {"id": "a", "text": text, "published": PUBLISHED.isoformat(), "language": "en"}
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
        (found,) = extract([str(path)], only=["timexes"])
    return [(t.first, t.last) for t in found.timexes if t.first and t.last]


def theirs(text: str) -> list[tuple[date, date]]:
    """The days that ``search_dates`` finds, each as an interval of one day."""
    from dateparser.search import search_dates

    base = datetime.combine(PUBLISHED, datetime.min.time())
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "current_period"}) or []
    return [(when.date(), when.date()) for _, when in found]


def accuracy(read: Intervals) -> tuple[int, int]:
    """How many wordings are read right, and how many sentences without a date stay empty."""
    right = sum((date.fromisoformat(first), date.fromisoformat(last)) in read(text) for text, first, last in WORDINGS)
    return right, sum(not read(text) for text in WITHOUT)


def speed(read: Intervals, texts: list[str], repeat: int) -> float:
    """kB per CPU-second."""
    start = time.process_time()
    for _ in range(repeat):
        for text in texts:
            read(text)
    return repeat * sum(len(t.encode()) for t in texts) / 1000 / (time.process_time() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=20, help="how often the samples are read")
    parser.add_argument("--bytes", type=int, default=1_000_000, help="of the long texts")
    args = parser.parse_args()
    texts = [p.read_text(encoding="utf-8") for p in sorted(INPUTS.glob("*.txt"))]
    for name, read, times in (("briefgen", ours, args.repeat), ("search_dates", theirs, max(1, args.repeat // 10))):
        right, clean = accuracy(read)
        print(
            f"{name:14} intervals {right:2} of {len(WORDINGS)}   without a date {clean:2} of {len(WITHOUT)}   "
            f"{speed(read, texts, times):6.0f} kB per CPU-second"
        )
    prose = "\n\n".join(texts)
    base = 0.0
    for unit in (prose + "\n\n", *DENSE):
        text = (unit * (args.bytes // len(unit) + 1))[: args.bytes]
        start = time.process_time()
        count = len(ours(text))
        cost = time.process_time() - start
        base = base or cost
        name = "prose" if unit.startswith(prose[:20]) else repr(unit)
        print(f"{args.bytes / 1000:6.0f} kB of {name:24} {cost:6.2f} s  {cost / base:5.1f} times  {count} intervals")


if __name__ == "__main__":
    main()
