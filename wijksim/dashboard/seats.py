"""Seats at which work is done: each a process of its own, with a sign that can tell it to stop.

Represents: as many tasks at once as there are seats. A task that lives weeks of the model says so
after each, and stops there when nobody waits for it. A process that dies takes its own task along
and no other.
Leaves out: who is next; see `wijksim.dashboard.work`.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_int64
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.sharedctypes import RawArray
from typing import Any, Final

from wijksim.dashboard.memory import give_back
from wijksim.experiment.engine import settle_in

POLITE: Final = 5
"""How much later than the server a run gets a processor that both want: about a third of its share
(assumption: enough to be felt, and an idle machine does not notice)."""
MakePool = Callable[[], Executor]
Task = Callable[[], Any]


class StoppedError(Exception):
    """Nobody waits for this task any more."""


class Sign:
    """What a seat and the desk tell each other: weeks done, and whether to stop.

    Memory that processes share; one side writes each of the two numbers.
    """

    def __init__(self) -> None:
        self._weeks, self._stop = RawArray(c_int64, 1), RawArray(c_int64, 1)

    def clear(self) -> None:
        """A new task sits down."""
        self._weeks[0] = self._stop[0] = 0

    def stop(self) -> None:
        """Ask the task to stop."""
        self._stop[0] = 1

    @property
    def is_stopping(self) -> bool:
        """Whether the task was asked to stop."""
        return bool(self._stop[0])

    @property
    def weeks(self) -> int:
        """Weeks that the task has lived so far."""
        return int(self._weeks[0])

    def week_done(self) -> None:
        """One more. Raises StoppedError when nobody waits for the rest."""
        self._weeks[0] += 1
        if self._stop[0]:
            raise StoppedError


class _Here(threading.local):
    sign: Sign | None = None


_here: Final = _Here()


def week_done() -> None:
    """Said by a task after each week. Raises StoppedError when nobody waits for the rest."""
    if _here.sign is not None:
        _here.sign.week_done()


@dataclass(eq=False)
class Seat:
    """Where one task at a time is done."""

    make_pool: MakePool | None = None
    sign: Sign = field(default_factory=Sign)
    taken: bool = False
    _pool: Executor | None = None

    def start(self, task: Task, rise: Callable[[Future[Any]], None]) -> None:
        """Do a task; `rise` is called with what came of it, and says that the seat is free."""
        self.taken = True
        self.sign.clear()
        future = self._send(task)
        future.add_done_callback(partial(self._rise, rise))

    def close(self) -> None:
        """End the work."""
        self.sign.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _send(self, task: Task) -> Future[Any]:
        for attempt in range(2):
            try:
                if self.make_pool is not None:
                    self._pool = self._pool or self.make_pool()
                    return self._pool.submit(_do_beside, self.sign, task)
                self._pool = self._pool or self._process()
                return self._pool.submit(_do, task)
            except BrokenProcessPool:
                self._pool = None
                if attempt:
                    raise
        raise AssertionError("a new process takes work")

    def _process(self) -> Executor:
        return ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_sit_down, initargs=(self.sign,)
        )

    def _rise(self, rise: Callable[[Future[Any]], None], future: Future[Any]) -> None:
        if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
            self._pool = None
        rise(future)


def _sit_down(sign: Sign) -> None:
    """In a new process: whoever looks goes before what is being computed."""
    settle_in()
    if hasattr(os, "nice"):
        os.nice(POLITE)
    _here.sign = sign


def _do(task: Task) -> Any:
    """In a process of its own: what a task leaves behind is given back before the next."""
    try:
        result = task()
    except StoppedError:
        result = None
        whole = False
    else:
        whole = True
    give_back()
    if not whole:
        raise StoppedError
    if not gc.get_freeze_count():
        gc.freeze()
    return result


def _do_beside(sign: Sign, task: Task) -> Any:
    """In a thread of this process."""
    _here.sign = sign
    return task()
