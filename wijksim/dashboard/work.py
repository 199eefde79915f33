"""Runs for those who look: one pool for all visitors, equal questions answered once.

Represents: a desk that takes questions (scenarios with the same luck), has them run pair by pair in
other processes, and gives what is known so far. A question that several ask is worked on once; one
that nobody follows any more is dropped; answers are kept for a while.
Leaves out: keeping answers on disk, and running on other machines.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.errands import Errand, Errands
from wijksim.experiment.engine import settle_in
from wijksim.report.comparison import Comparison, compare
from wijksim.results import run_branches
from wijksim.scenario.settled import Scenario

KEPT: Final = 8
"""So many answers are kept for whoever asks the same later."""
Run = Callable[..., Sequence[Any]]
MakePool = Callable[[], Executor]


@dataclass(eq=False)
class Question:
    """Scenarios to compare, and what is known so far."""

    key: str
    scenarios: tuple[Scenario, ...]
    pairs: int
    done: int = 0
    answer: Comparison | None = None
    mistake: str = ""
    followers: int = 0
    futures: list[Future[Any]] = field(default_factory=list, repr=False)
    runs: dict[int, Sequence[Any]] = field(default_factory=dict, repr=False)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.mistake) or self.done >= self.pairs


class Desk:
    """Where questions are asked; one for a server."""

    def __init__(
        self, *, workers: int, pairs: int, run: Run = run_branches, pool: MakePool | None = None
    ) -> None:
        """`pairs` are run for each question; the answer grows with each.

        `run` and `pool` are for tests: what runs scenarios with one luck, and where.
        """
        self._workers, self._pairs, self._run = workers, pairs, run
        self._make_pool = pool or self._processes
        self._lock = threading.RLock()
        self._pool: Executor | None = None
        self._questions: OrderedDict[str, Question] = OrderedDict()
        self._errands = Errands(lock=self._lock)

    def ask(self, scenarios: Sequence[Scenario]) -> Question:
        """Follow a question; work on it begins unless somebody asked the same."""
        pairs = self._pairs
        key = question_key(scenarios, pairs)
        with self._lock:
            question = self._questions.get(key)
            if question is None or question.mistake:
                question = Question(key, tuple(scenarios), pairs)
                self._questions[key] = question
                self._begin(question)
            self._questions.move_to_end(key)
            question.followers += 1
            self._forget_the_oldest()
        return question

    def leave(self, question: Question) -> None:
        """Follow it no longer; work that nobody waits for is stopped."""
        with self._lock:
            question.followers -= 1
            if question.followers <= 0 and not question.is_settled:
                for future in question.futures:
                    future.cancel()
                self._questions.pop(question.key, None)

    def fetch(self, key: str, task: Callable[[], Any]) -> Errand:
        """Follow one task that is done in another process; who asks with the same key shares it.

        `task` must be picklable: a function of a module, with its arguments bound by `partial`.
        """
        with self._lock:
            return self._errands.fetch(key, lambda: self._send(task))

    def drop(self, errand: Errand) -> None:
        """Follow a task no longer; one that nobody waits for and did not begin is not done."""
        with self._lock:
            self._errands.drop(errand)

    def close(self) -> None:
        """End all work."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _processes(self) -> Executor:
        return ProcessPoolExecutor(
            self._workers, mp_context=get_context("spawn"), initializer=settle_in
        )

    def _begin(self, question: Question) -> None:
        for seed in range(question.pairs):
            future = self._send(partial(self._run, question.scenarios, seed=seed))
            question.futures.append(future)
            future.add_done_callback(partial(self._came, question, seed))

    def _send(self, task: Callable[[], Any]) -> Future[Any]:
        for attempt in range(2):
            if self._pool is None:
                self._pool = self._make_pool()
            try:
                return self._pool.submit(task)
            except BrokenProcessPool:
                self._pool = None
                if attempt:
                    raise
        raise AssertionError("a new pool takes work")

    def _came(self, question: Question, seed: int, future: Future[Any]) -> None:
        try:
            runs = future.result()
        except CancelledError:
            return
        except BrokenProcessPool:
            self._pool = None
            question.mistake = "a process that ran the model stopped by itself; ask again"
            return
        except Exception as fault:
            question.mistake = str(fault) or type(fault).__name__
            if not isinstance(fault, WijksimError):
                logging.getLogger(__name__).exception("a run failed")
            return
        with self._lock:
            question.runs[seed] = runs
            count = question.done
            while count in question.runs:
                count += 1
            if count == question.done:
                return
            question.answer = compare(
                question.scenarios,
                replicates=count,
                runner=lambda scenarios, *, seed: question.runs[seed],
            )
            question.done = count
            if question.is_settled:
                question.runs.clear()
                question.futures.clear()

    def _forget_the_oldest(self) -> None:
        for key, question in list(self._questions.items()):
            if len(self._questions) <= KEPT:
                return
            if question.is_settled and question.followers <= 0:
                del self._questions[key]


def question_key(scenarios: Sequence[Scenario], pairs: int) -> str:
    """A fingerprint of all that an answer depends on, texts included."""
    told = [asdict(one) for one in scenarios]
    text = json.dumps([told, pairs], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
