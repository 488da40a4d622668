"""A function over many items in several processes: results in the order of the items, and a process that dies costs one item.

The items of a batch are answered one by one, so that the first unanswered one is what a dead process had in hand; the others of its
batch are given to the next process. Processes are spawned, the same on every system, and end when their pipe does.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count, islice
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Generic, TypeVar

from briefgen.errors import BriefgenError

T = TypeVar("T")
BATCH = 24  # items handed over at once: a process is not idle while the next batch is made ready
WORTH = 500_000  # characters that take longer to read than processes take to start
AHEAD = 6  # batches begun for each process: what waits for a slow one is bounded
HANG = 10.0  # seconds beyond an item's limit after which its process is ended: it did not hear its own clock
TICK = 1.0
MAX_FUTILE = 3  # processes in a row, for each job, that may die before they are ready
READY = b"ready"

Work = Callable[[Any], bytes]


@dataclass(slots=True)
class Lost:
    """An item whose process died, or was ended because it took too long."""

    item: Any
    reason: str


@dataclass(slots=True)
class _Batch(Generic[T]):
    number: int
    items: list[T]
    answers: list[bytes | Lost] = field(default_factory=list)

    @property
    def rest(self) -> list[T]:
        return self.items[len(self.answers) :]


class _Worker(Generic[T]):
    """A process and the batch that it works on."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, work), daemon=True)
        self.process.start()
        other.close()
        self.batch: _Batch[T] | None = None
        self.since = monotonic()
        self.is_ready = False

    def give(self, batch: _Batch[T]) -> None:
        self.batch, self.since = batch, monotonic()
        with contextlib.suppress(OSError):  # it died; the pool finds out when it listens
            self.pipe.send(batch.rest)

    def end(self, *, kill: bool = False) -> int | None:
        """Let the process go; its exit code comes back."""
        self.pipe.close()
        if kill:
            self.process.kill()
        self.process.join(5)
        return self.process.exitcode


def _serve(pipe: Connection, work: Work) -> None:
    """A worker's life: batches in, an answer for each item out, until the pipe ends."""
    import gc

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that gave the work
    gc.set_threshold(100_000, 20, 20)
    try:
        pipe.send_bytes(READY)
        while True:
            for item in pipe.recv():
                pipe.send_bytes(work(item))
    except (EOFError, OSError):
        return


def map_ordered(work: Work, items: Iterable[T], *, jobs: int, seconds: float, size: Callable[[T], int]) -> Iterator[bytes | Lost]:
    """What ``work`` makes of each item, in order; Lost for one whose process died or took longer than ``seconds`` and a little.

    ``work`` and the items must be picklable. ``size`` tells an item's characters or bytes: one job, or less than WORTH in all, stays in
    this process.
    """
    stream = iter(items)
    first: list[T] = []
    if jobs > 1:
        held = 0
        for item in stream:
            first.append(item)
            held += size(item)
            if held >= WORTH:
                pool: _Pool[T] = _Pool(work, jobs, seconds)
                yield from pool.run(_batches(chain(first, stream)))
                return
    yield from map(work, chain(first, stream))


def _batches(stream: Iterator[T]) -> Iterator[_Batch[T]]:
    for number in count():
        items = list(islice(stream, BATCH))
        if not items:
            return
        yield _Batch(number, items)


class _Pool(Generic[T]):
    def __init__(self, work: Work, jobs: int, seconds: float) -> None:
        self._work, self._jobs, self._seconds = work, jobs, seconds
        self._workers: list[_Worker[T]] = []
        self._again: deque[_Batch[T]] = deque()
        self._futile = 0

    def run(self, batches: Iterator[_Batch[T]]) -> Iterator[bytes | Lost]:
        done: dict[int, _Batch[T]] = {}
        begun = told = 0
        is_open = True
        self._workers = [_Worker(self._work) for _ in range(self._jobs)]
        try:
            while is_open or self._again or told < begun:
                for worker in [w for w in self._workers if w.batch is None]:
                    batch = self._again.popleft() if self._again else None
                    if batch is None and is_open and begun - told < AHEAD * self._jobs:
                        batch = next(batches, None)
                        is_open = batch is not None
                        begun += batch is not None
                    if batch is not None:
                        worker.give(batch)
                for batch in self._listen():
                    done[batch.number] = batch
                while told in done:
                    yield from done.pop(told).answers
                    told += 1
        finally:
            for worker in self._workers:
                worker.end(kill=worker.batch is not None)

    def _listen(self) -> Iterator[_Batch[T]]:
        """Hear every process that has something to say; the batches that are finished come back."""
        busy = {w.pipe: w for w in self._workers if w.batch is not None}
        if not busy:
            return
        for pipe in wait(list(busy), timeout=TICK):
            worker = busy[pipe]  # type: ignore[index]  # only pipes are waited for
            batch = self._hear(worker)
            if batch is not None:
                yield batch
        for worker in list(self._workers):
            if worker.batch is not None and worker.pipe in busy and monotonic() - worker.since > self._seconds + HANG > HANG:
                batch = self._bury(worker, f"took longer than {self._seconds:.0f} s and was given up")
                if batch is not None:
                    yield batch

    def _hear(self, worker: _Worker[T]) -> _Batch[T] | None:
        """Take what a worker has answered; its batch, when that was the last of it."""
        batch = worker.batch
        assert batch is not None
        try:
            while worker.pipe.poll():
                answer = worker.pipe.recv_bytes()
                worker.since = monotonic()
                if not worker.is_ready:
                    worker.is_ready, self._futile = True, 0
                    continue
                batch.answers.append(answer)
                if not batch.rest:
                    worker.batch = None
                    return batch
        except (EOFError, OSError):
            return self._bury(worker, "")
        return None

    def _bury(self, worker: _Worker[T], reason: str) -> _Batch[T] | None:
        """A worker is gone: the item in hand is lost, another takes its place and the rest of its batch.

        Raises BriefgenError where one process after the other ends before it can begin.
        """
        batch = worker.batch
        assert batch is not None
        code = worker.end(kill=True)
        ended = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        if worker.is_ready:
            batch.answers.append(Lost(batch.rest[0], reason or f"the process that read it died ({ended})"))
        else:
            self._futile += 1
            if self._futile >= MAX_FUTILE * self._jobs:
                raise BriefgenError(f"no parallel process can be started here ({ended}); try --jobs 1")
        self._workers[self._workers.index(worker)] = _Worker(self._work)
        if not batch.rest:
            return batch
        self._again.append(batch)
        return None
