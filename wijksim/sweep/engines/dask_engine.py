"""Dask distributed: chunks are done by workers in other processes or on other machines.

Represents: workers that a scheduler of Dask knows, each doing one chunk at a time and writing it
into the folder of the sweep, which all of them must see. The first process hands out a few chunks
ahead of the workers and hears of each when it is written. A chunk whose worker died is given to
another by the scheduler; one that ended several is done alone at the end, and its units are tried
one by one, as by the engine of this machine. When the scheduler is lost, what was in hand is given
out again once a scheduler and workers are back; when they stay away the sweep stops, to be resumed.

Source: the packages dask and distributed.
Leaves out: where scheduler and workers come from (`dask_places`).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from distributed import Client, Future, KilledWorker

from wijksim.core.errors import WijksimError
from wijksim.experiment.outputs import versions
from wijksim.sweep.chunks import ChunkDone, try_unit
from wijksim.sweep.engines.dask_work import do_once
from wijksim.sweep.plan import ChunkJob

AHEAD: Final = 2
"""Chunks handed out per worker: one in hand and one that waits, so that no worker is idle."""
LOOK_SECONDS: Final = 1.0
"""How often is looked whether scheduler and workers are there."""

Result = TypeVar("Result")
Work = Callable[[ChunkJob, dict[str, Any]], Result]


@dataclass
class DaskEngine:
    """Does chunks with the workers of a client; `patience` is in seconds without any worker."""

    place: AbstractContextManager[Client]
    patience: float
    _client: Client | None = None
    _workers: int = 0
    _looked: float = float("-inf")

    @contextmanager
    def open(self) -> Iterator[None]:
        """Find the scheduler, or start one; leave nothing behind that was started here."""
        with self.place as client:
            self._client = client
            try:
                yield
            finally:
                self._client = None

    def do(self, jobs: Iterator[ChunkJob]) -> Iterator[ChunkDone]:
        """Do the jobs in any order; see `SweepEngine`. Raises WijksimError when workers stay away.

        Raises OSError when a worker's disk is full.
        """
        suspects: list[ChunkJob] = []
        for job, done in self._each(do_once, jobs):
            if done is None:
                suspects.append(job)
            else:
                yield done
        for job in suspects:
            yield self._alone(job)

    def _alone(self, job: ChunkJob) -> ChunkDone:
        """Do a job with nobody beside it. What ends its worker now is in the job itself."""
        done = self._once(do_once, job)
        if done is not None:
            return done
        dead = tuple(
            unit.number
            for unit in job.units
            if self._once(_try, replace(job, units=(unit,))) is None
        )
        done = self._once(do_once, replace(job, dead=dead))
        if done is None:
            raise WijksimError(
                f"the worker that does chunk {job.chunk} ends without a word, time and again",
                why="its runs live when each is run by itself, so it is no run that ends it; often "
                "there is too little memory",
                do="give workers more memory, then repeat the command with --resume",
            )
        return done

    def _once(self, work: Work[Result], job: ChunkJob) -> Result | None:
        return next(self._each(work, iter([job])))[1]

    def _each(
        self, work: Work[Result], jobs: Iterator[ChunkJob]
    ) -> Iterator[tuple[ChunkJob, Result | None]]:
        """Each job with what the work gives; None when it ended all workers that tried it."""
        client, made_with = self._client, versions()
        if client is None:
            raise RuntimeError("the engine is not open")
        again: deque[ChunkJob] = deque()
        flying: dict[str, tuple[Future, ChunkJob]] = {}
        landed: SimpleQueue[Future] = SimpleQueue()
        more = True
        while more or again or flying:
            most = AHEAD * self._count(client)
            while (more or again) and len(flying) < most:
                job = again.popleft() if again else next(jobs, None)
                if job is None:
                    more = False
                    break
                future = client.submit(work, job, made_with, pure=False)
                flying[future.key] = future, job
                future.add_done_callback(landed.put)
            if not flying:
                continue
            try:
                key = landed.get(timeout=LOOK_SECONDS).key
            except Empty:
                continue
            future, job = flying.pop(key)
            try:
                yield job, future.result()
            except KilledWorker:
                yield job, None
            except CancelledError:
                self._looked = float("-inf")
                again.append(job)

    def _count(self, client: Client) -> int:
        """How many workers there are, as seen a moment ago; waits for the first."""
        if time.monotonic() - self._looked < LOOK_SECONDS and self._workers:
            return self._workers
        until = time.monotonic() + self.patience
        while True:
            if client.status == "running":
                self._workers = len(client.scheduler_info(n_workers=-1)["workers"])
                if self._workers:
                    self._looked = time.monotonic()
                    return self._workers
            if time.monotonic() > until or client.status == "closed":
                there = client.status == "running"
                raise WijksimError(
                    f"no worker joined for {self.patience:.0f} seconds"
                    if there
                    else "the scheduler is gone",
                    why="a sweep needs a scheduler with at least one worker; what was finished is "
                    "safe",
                    do="start them (see docs/cluster.md), then repeat the command with --resume",
                )
            time.sleep(LOOK_SECONDS / 5)


def _try(job: ChunkJob, made_with: dict[str, Any]) -> int:
    return try_unit(job)
