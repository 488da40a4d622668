"""Runs what may hang or fill the memory in a child process, and says how it ended and what it cost."""

from __future__ import annotations

import os
import pickle
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 8
_ROOM = 3 * 2**30  # bytes of address space beyond the parent's: the tests' machine stays whole
_UNIT = 1024  # bytes in which Linux counts resident memory


@dataclass(frozen=True)
class Outcome:
    """How a call ended."""

    result: object
    """What it returned; None where it raised or was ended."""
    error: str
    """``TemplateError: ...`` for what it raised, ``killed`` where it took too long, empty where it returned."""
    seconds: float
    megabytes: int
    """By how much its resident memory grew at most."""


def run_bounded(call: Callable[[], object]) -> Outcome:
    """``call`` in a fork of this process, ended after 8 s of processor time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _run_child(call, reading, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    _, _, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    if not data:
        return Outcome(None, "killed", seconds, 0)
    result, error, megabytes = pickle.loads(data)
    return Outcome(result, error, seconds, megabytes)


def _run_child(call: Callable[[], object], reading: int, writing: int) -> None:
    os.close(reading)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(3 * SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        pages, resident = (int(word) * resource.getpagesize() for word in file.read().split()[:2])
    resource.setrlimit(resource.RLIMIT_AS, (pages + _ROOM, pages + _ROOM))
    result, error = None, ""
    try:
        result = call()
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    grown = max(0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT - resident) // 2**20
    with os.fdopen(writing, "wb") as stream:
        stream.write(pickle.dumps((result, error, grown)))
    os._exit(0)
