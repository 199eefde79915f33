"""Doing many runs, in this process or in several, with the same result for any number.

Represents: a list of tasks, each told by scenarios and a seed. Tasks share nothing, and results are
taken by place in the list, never by the order in which they come in.

Leaves out: machines in a network, and resuming after a stop.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Protocol

import numpy as np

from wijksim.core.errors import WijksimError
from wijksim.core.frames import pd
from wijksim.scenario.settled import Scenario

Maps = Mapping[str, np.ndarray[Any, Any]]


class Run(Protocol):
    """What a run must leave to be compared; see `wijksim.results.Run`."""

    @property
    def outcomes(self) -> pd.DataFrame:
        """Figures per quarter: date, outcome, group, value."""

    @property
    def final(self) -> pd.DataFrame:
        """Figures once per run: outcome, group, value."""

    @property
    def map_before(self) -> Maps:
        """Counts per cell when observation began, (height, width)."""

    @property
    def map_after(self) -> Maps:
        """Counts per cell at the end, (height, width)."""


class Runner(Protocol):
    """Runs scenarios with one seed. A function of a module, so that processes can share it."""

    def __call__(self, scenarios: Sequence[Scenario], *, seed: int) -> Sequence[Run]:
        """Run them; gives their results in the same order."""


@dataclass(frozen=True)
class Task:
    """Runs with the same luck, to be done together: what they share is then computed once."""

    scenarios: tuple[Scenario, ...]
    seed: int


class Engine:
    """Does tasks in `jobs` processes; with one, in this process. Use it in a `with` block."""

    def __init__(self, *, jobs: int = 1, runner: Runner) -> None:
        self.jobs = jobs
        self.runner = runner
        self._pool: ProcessPoolExecutor | None = None
        self._strangers: set[int | None] = set()

    def __enter__(self) -> Engine:
        if self.jobs > 1:
            self._strangers = {one.pid for one in active_children()}
            self._pool = ProcessPoolExecutor(
                max_workers=self.jobs, mp_context=get_context("spawn"), initializer=settle_in
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            if kind is not None:
                for child in active_children():
                    if child.pid not in self._strangers:
                        child.terminate()
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def run(
        self, tasks: Sequence[Task], *, done: Callable[[], None] | None = None
    ) -> list[Sequence[Run]]:
        """Results in the order of the tasks. `done` is called after each task.

        Raises the mistake that a run raises, and WijksimError when a process dies.
        """
        if self._pool is None:
            return [self._one(task, done) for task in tasks]
        futures: list[Future[Sequence[Run]]] = [
            self._pool.submit(self.runner, task.scenarios, seed=task.seed) for task in tasks
        ]
        try:
            for future in as_completed(futures):
                future.result()
                if done is not None:
                    done()
        except BrokenProcessPool as reason:
            raise WijksimError(
                "a process that ran the model stopped by itself",
                why="often there was too little memory for so many at once",
                do=f"use fewer --jobs than {self.jobs}; the result is the same",
            ) from reason
        return [future.result() for future in futures]

    def _one(self, task: Task, done: Callable[[], None] | None) -> Sequence[Run]:
        result = self.runner(task.scenarios, seed=task.seed)
        if done is not None:
            done()
        return result


def settle_in() -> None:
    """In a new process: one thread, deaf to Ctrl-C, and gone when the first process is gone."""
    os.environ["NUMBA_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
