"""Processes of this machine, in a pool that is rebuilt when it breaks.

Represents: as many processes as asked, each doing one chunk at a time. When a process dies (killed,
out of memory) the pool of Python breaks as a whole: a new one is made, and the chunks that were in
hand are done again. A chunk that was in hand at two breaks is done alone at the end, so that it is
known whether it is to blame; if so its units are tried one by one, and those that end their process
by themselves as well are recorded as failed. So no run is given up that had one bad moment.

Source: concurrent.futures of Python's standard library.
Leaves out: other machines.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import Final, TypeVar

from wijksim.core.errors import WijksimError
from wijksim.experiment.engine import settle_in
from wijksim.sweep.chunks import ChunkDone, do_chunk, try_unit
from wijksim.sweep.plan import ChunkJob

SUSPECT_FROM: Final = 2
"""Breaks of the pool after which a chunk in hand is done alone."""
LAST_TRIES: Final = 3
"""How often a chunk is done whose units all live by themselves or are known to end a process."""

Result = TypeVar("Result")


@dataclass
class LocalEngine:
    """Does chunks in `jobs` processes of this machine."""

    jobs: int
    _pool: ProcessPoolExecutor | None = None
    _breaks: dict[int, int] = field(default_factory=dict)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Processes are made when the first job comes, and ended at the end."""
        try:
            yield
        except BaseException:
            self._end(at_once=True)
            raise
        finally:
            self._end(at_once=False)

    def do(self, jobs: Iterator[ChunkJob]) -> Iterator[ChunkDone]:
        """Do the jobs, each once it is its turn; see `SweepEngine`."""
        again: deque[ChunkJob] = deque()
        suspects: deque[ChunkJob] = deque()
        flying: dict[Future[ChunkDone], ChunkJob] = {}
        more = True
        while more or again or flying:
            # One more than there are processes, so that none waits for its next job.
            while len(flying) <= self.jobs and (again or more):
                job = again.popleft() if again else next(jobs, None)
                if job is None:
                    more = False
                elif not self._submit(job, flying):
                    again.appendleft(job)
                    break
            if not flying and not again:
                continue
            finished, _ = wait(flying, return_when=FIRST_COMPLETED)
            broken = not flying
            for future in finished:
                job = flying.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken = True
                    self._suspect(job, again, suspects)
            if broken:
                for job in flying.values():
                    self._suspect(job, again, suspects)
                flying.clear()
                self._end(at_once=True)
        if suspects:
            self._end(at_once=False)
        for job in suspects:
            yield self._alone(job)

    def _submit(self, job: ChunkJob, flying: dict[Future[ChunkDone], ChunkJob]) -> bool:
        """Give a job to the pool; False when the pool broke meanwhile."""
        try:
            flying[self._open_pool(self.jobs).submit(do_chunk, job)] = job
        except BrokenProcessPool:
            return False
        return True

    def _suspect(self, job: ChunkJob, again: deque[ChunkJob], suspects: deque[ChunkJob]) -> None:
        breaks = self._breaks[job.chunk] = self._breaks.get(job.chunk, 0) + 1
        (suspects if breaks >= SUSPECT_FROM else again).append(job)

    def _alone(self, job: ChunkJob) -> ChunkDone:
        """Do a job with nobody beside it. What ends its process now is in the job itself."""
        done = self._once(do_chunk, job)
        if done is not None:
            return done
        dead = tuple(
            unit.number
            for unit in job.units
            if self._once(try_unit, replace(job, units=(unit,))) is None
        )
        for _ in range(LAST_TRIES):
            done = self._once(do_chunk, replace(job, dead=dead))
            if done is not None:
                return done
        raise WijksimError(
            f"the process that does chunk {job.chunk} ends without a word, time and again",
            why="its runs live when each is run by itself, so it is no run that ends it; often "
            "there is too little memory",
            do="close other programs, then repeat the command with --resume",
        )

    def _once(self, work: Callable[[ChunkJob], Result], job: ChunkJob) -> Result | None:
        """What the work gives in the only process there is; None when that died."""
        try:
            return self._open_pool(1).submit(work, job).result()
        except BrokenProcessPool:
            self._end(at_once=True)
            return None

    def _open_pool(self, processes: int) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max_workers=processes, mp_context=get_context("spawn"), initializer=settle_in
            )
        return self._pool

    def _end(self, *, at_once: bool) -> None:
        if self._pool is None:
            return
        # The executor has no public way to end its processes before Python 3.14.
        processes = list((self._pool._processes or {}).values())
        if at_once:
            for process in processes:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None
