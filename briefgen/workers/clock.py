"""A limit on the seconds that one item may take, in the process that works on it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any, TypeVar

R = TypeVar("R")


class TooSlow(Exception):  # noqa: N818  # reads as what it says
    """An item took longer than it may."""


def within(seconds: float, work: Callable[[], R]) -> R:
    """What ``work`` gives. Raises TooSlow where it takes longer than ``seconds``, by the wall's clock.

    The alarm is the operating system's and rings in the main thread alone; elsewhere, and on systems without one (Windows), there is
    no limit here, and the pool's own limit ends a process that works too long.
    """
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()
    is_working = True

    def ring(_number: int, _frame: Any) -> None:
        if is_working:
            raise TooSlow

    former = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work()
    finally:
        is_working = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


__all__ = ["TooSlow", "within"]
