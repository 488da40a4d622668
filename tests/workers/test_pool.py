"""Parallel processes: order, a death, a hang, an end that comes too early."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from briefgen.errors import BriefgenError
from briefgen.workers import Lost, TooSlow, map_ordered, pool, within

MANY = 60


def large(_number: int) -> int:
    return pool.WORTH // 20


def double(number: int) -> bytes:
    return str(2 * number).encode()


def die_at_30(number: int) -> bytes:
    if number == 30:
        os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    return double(number)


def hang_at_30(number: int) -> bytes:
    if number == 30:
        time.sleep(60)
    return double(number)


class Broken:
    """Work that no process can take up."""

    def __call__(self, _number: int) -> bytes:
        return b""

    def __setstate__(self, _state: object) -> None:
        os._exit(7)

    def __getstate__(self) -> object:
        return 1


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_items(jobs: int):
    assert list(map_ordered(double, range(MANY), jobs=jobs, seconds=5, size=large)) == [double(n) for n in range(MANY)]


def test_few_items_start_no_process(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "_Worker", None)
    assert list(map_ordered(double, range(19), jobs=2, seconds=5, size=large)) == [double(n) for n in range(19)]


def test_one_job_takes_items_as_they_come():
    taken = []

    def items() -> Iterator[int]:
        for number in range(3):
            taken.append(number)
            yield number

    answers = map_ordered(double, items(), jobs=1, seconds=5, size=large)
    next(answers)
    assert taken == [0]


def test_a_process_that_dies_costs_the_item_in_its_hand():
    answers = list(map_ordered(die_at_30, range(MANY), jobs=2, seconds=5, size=large))
    lost = [a for a in answers if isinstance(a, Lost)]
    assert [one.item for one in lost] == [30]
    assert lost[0].reason.startswith("the process that read it died (signal ")
    assert [a for a in answers if isinstance(a, bytes)] == [double(n) for n in range(MANY) if n != 30]


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "HANG", 0.5)
    monkeypatch.setattr(pool, "TICK", 0.1)
    answers = list(map_ordered(hang_at_30, range(MANY), jobs=2, seconds=0.5, size=large))
    assert [(a.item, a.reason) for a in answers if isinstance(a, Lost)] == [(30, "took longer than 0 s and was given up")]


def test_where_no_process_can_begin_one_line_says_so():
    with pytest.raises(BriefgenError, match=r"no parallel process can be started here .*; try --jobs 1"):
        list(map_ordered(Broken(), range(MANY), jobs=2, seconds=5, size=large))


def test_an_early_end_leaves_no_process(monkeypatch: pytest.MonkeyPatch):
    started: list[pool._Worker[int]] = []
    real = pool._Worker

    def start(work: pool.Work) -> pool._Worker[int]:
        worker: pool._Worker[int] = real(work)
        started.append(worker)
        return worker

    monkeypatch.setattr(pool, "_Worker", start)
    answers = map_ordered(double, range(1000), jobs=2, seconds=5, size=large)
    next(answers)
    answers.close()  # type: ignore[attr-defined]  # a generator
    assert len(started) == 2
    assert not any(worker.process.is_alive() for worker in started)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")
def test_work_in_this_process_has_a_limit_too():
    with pytest.raises(TooSlow):
        within(0.05, lambda: time.sleep(5))
    assert within(5, lambda: 3) == 3
    assert within(0, lambda: 3) == 3
