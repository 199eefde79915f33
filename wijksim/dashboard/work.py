"""Runs for those who look: one desk for all visitors, equal questions answered once.

Represents: a desk that takes questions (scenarios with the same luck), has them run pair by pair in
other processes, and gives what is known so far. A question that several ask is worked on once; one
that nobody follows any more is dropped, with what it holds; answers are kept for a while.
Who is next: the question with the fewest pairs, so that everybody has a first answer before anybody
has a sure one. The first pair of a question is shared among the processes that are free.
Leaves out: keeping answers on disk, and running on other machines.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import logging
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.answering import (
    Figures,
    Run,
    answer_of,
    dealt,
    figures_of,
    weeks_to_live,
)
from wijksim.dashboard.errands import Errand, Errands
from wijksim.dashboard.memory import give_back_soon
from wijksim.dashboard.news import News
from wijksim.dashboard.seats import MakePool, Seat, StoppedError, Task, week_done
from wijksim.report.comparison import Comparison
from wijksim.results import run_branches
from wijksim.scenario.settled import Scenario

KEPT: Final = 4
"""So many answers that nobody looks at are kept for whoever asks the same later; some 6 MB each,
with ten pairs."""
GRACE_SECONDS: Final = 2.0
"""So long work goes on that nobody follows: a page that is opened anew asks the same again
(assumption: opening a page takes about one)."""


@dataclass(frozen=True)
class Part:
    """Some scenarios of a question, by their places, with one luck; the weeks that it takes."""

    seed: int
    places: tuple[int, ...]
    weeks: int


@dataclass(eq=False)
class Question:
    """Scenarios to compare, and what is known so far."""

    key: str
    scenarios: tuple[Scenario, ...]
    pairs: int
    number: int = 0
    done: int = 0
    begun: int = 0
    answer: Comparison | None = None
    mistake: str = ""
    followers: int = 0
    figures: dict[int, dict[int, Figures]] = field(default_factory=dict, repr=False)
    """By seed and by the place of the scenario; none once all have come."""
    runs_done: int = 0
    parts: dict[Seat, Part] = field(default_factory=dict, repr=False)
    """What is being worked on now."""
    news: News = field(default_factory=News, repr=False)
    """Told when there is more of an answer, or a mistake."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.mistake) or self.done >= self.pairs

    def has_more_than(self, done: int) -> bool:
        """Whether there is news for who has seen so many pairs."""
        return self.is_settled or self.done > done

    @property
    def waits(self) -> bool:
        """Whether somebody wants more of it than was begun."""
        return self.followers > 0 and not self.mistake and self.begun < self.pairs

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 1, runs that are under way included."""
        under_way = sum(
            len(part.places) * min(1.0, seat.sign.weeks / part.weeks)
            for seat, part in list(self.parts.items())
        )
        return min(1.0, (self.runs_done + under_way) / (self.pairs * len(self.scenarios)))


class Desk:
    """Where questions are asked; one for a server."""

    def __init__(
        self,
        *,
        workers: int,
        pairs: int,
        run: Run | None = None,
        pool: MakePool | None = None,
        grace: float = GRACE_SECONDS,
    ) -> None:
        """`pairs` are run for each question; the answer grows with each.

        `run` and `pool` are for tests: what runs scenarios with one luck, and where. `grace` is how
        many seconds work goes on that nobody follows.
        """
        self._pairs, self._grace = pairs, grace
        self._run = run or partial(run_branches, lived=week_done)
        self._lock = threading.RLock()
        self._seats = [Seat(pool) for _ in range(workers)]
        self._numbers = itertools.count()
        self._questions: OrderedDict[str, Question] = OrderedDict()
        self._errands = Errands()
        self._teller = ThreadPoolExecutor(1, thread_name_prefix="teller")
        self._closed = False

    def ask(self, scenarios: Sequence[Scenario]) -> Question:
        """Follow a question; work on it begins unless somebody asked the same."""
        key = question_key(scenarios, self._pairs)
        with self._lock:
            question = self._questions.get(key)
            if question is None or question.mistake:
                question = Question(key, tuple(scenarios), self._pairs, next(self._numbers))
                self._questions[key] = question
            self._questions.move_to_end(key)
            question.followers += 1
            self._forget_the_oldest()
            self._fill()
        return question

    def leave(self, question: Question) -> None:
        """Follow it no longer; work that nobody waits for is stopped, unless one comes soon."""
        with self._lock:
            question.followers -= 1
        self._in_a_while(partial(self._abandon, question))

    def fetch(self, key: str, task: Callable[[], Any]) -> Errand:
        """Follow one task that is done in another process; who asks with the same key shares it.

        `task` must be picklable: a function of a module, with its arguments bound by `partial`.
        """
        with self._lock:
            errand = self._errands.fetch(key, task, number=next(self._numbers))
            self._fill()
        return errand

    def drop(self, errand: Errand) -> None:
        """Follow a task no longer; one that nobody waits for is not done."""
        with self._lock:
            errand.followers -= 1
        self._in_a_while(partial(self._forsake, errand))

    def close(self) -> None:
        """End all work."""
        with self._lock:
            self._closed = True
            for seat in self._seats:
                seat.close()
        self._teller.shutdown(wait=False, cancel_futures=True)

    def _in_a_while(self, what: Callable[[], None]) -> None:
        if not self._grace:
            what()
            return
        timer = threading.Timer(self._grace, what)
        timer.daemon = True
        timer.start()

    def _abandon(self, question: Question) -> None:
        with self._lock:
            if question.followers <= 0 and not question.is_settled:
                if self._questions.get(question.key) is question:
                    del self._questions[question.key]
                self._let_go(question)
            self._forget_the_oldest()
        give_back_soon()

    def _forsake(self, errand: Errand) -> None:
        with self._lock:
            seat = self._errands.drop(errand)
            if seat is not None:
                seat.sign.stop()

    def _fill(self) -> None:
        """Give every free seat the work that is next."""
        while not self._closed and (free := [one for one in self._seats if not one.taken]):
            question = min(
                (one for one in self._questions.values() if one.waits),
                key=lambda one: (one.begun, one.number),
                default=None,
            )
            errand = self._errands.next()
            if errand and (not question or (0, errand.number) < (question.begun, question.number)):
                self._start(free[0], self._errands.begin(errand, free[0]), errand.came)
            elif question:
                self._begin(question, free)
            else:
                return

    def _start(self, seat: Seat, task: Task, came: Callable[[Future[Any]], None]) -> None:
        def rise(future: Future[Any]) -> None:
            with self._lock:
                seat.taken = False
                came(future)
                self._fill()

        seat.start(task, rise)

    def _begin(self, question: Question, free: Sequence[Seat]) -> None:
        seed, question.begun = question.begun, question.begun + 1
        hands = dealt(question.scenarios, 1 if seed else len(free))
        for seat, places in zip(free, hands, strict=False):
            scenarios = tuple(question.scenarios[place] for place in places)
            question.parts[seat] = Part(seed, places, weeks_to_live(scenarios))
            task = partial(figures_of, self._run, scenarios, seed=seed)
            self._start(seat, task, partial(self._came, question, seat))

    def _came(self, question: Question, seat: Seat, future: Future[list[Figures]]) -> None:
        part = question.parts.pop(seat)
        try:
            found = future.result()
        except (CancelledError, StoppedError):
            return
        except BrokenProcessPool:
            question.mistake = "a process that ran the model stopped by itself; ask again"
        except Exception as fault:
            question.mistake = str(fault) or type(fault).__name__
            if not isinstance(fault, WijksimError):
                logging.getLogger(__name__).exception("a run failed")
        else:
            self._keep(question, part, found)
        if question.mistake:
            self._let_go(question)
            question.news.tell()

    def _let_go(self, question: Question) -> None:
        question.figures.clear()
        for seat in question.parts:
            seat.sign.stop()

    def _keep(self, question: Question, part: Part, found: Sequence[Figures]) -> None:
        if self._questions.get(question.key) is not question or question.mistake:
            return
        of_seed = question.figures.setdefault(part.seed, {})
        of_seed.update(zip(part.places, found, strict=True))
        question.runs_done += len(found)
        if len(of_seed) == len(question.scenarios) and not self._closed:
            self._teller.submit(self._tell, question)

    def _tell(self, question: Question) -> None:
        """Make the answer of all pairs that are there, without a gap."""
        with self._lock:
            all_of = len(question.scenarios)
            seeds = itertools.takewhile(
                lambda seed: len(question.figures.get(seed, ())) == all_of, itertools.count()
            )
            pairs = [[question.figures[seed][place] for place in range(all_of)] for seed in seeds]
        if len(pairs) <= question.done:
            return
        try:
            answer = answer_of(question.scenarios, pairs)
        except Exception as fault:
            question.mistake = str(fault) or type(fault).__name__
            logging.getLogger(__name__).exception("an answer failed")
            question.news.tell()
            return
        with self._lock:
            question.answer, question.done = answer, len(pairs)
            if question.is_settled:
                question.figures.clear()
                give_back_soon()
        question.news.tell()

    def _forget_the_oldest(self) -> None:
        idle = [one for one in self._questions.values() if one.is_settled and one.followers <= 0]
        for question in idle[: max(0, len(idle) - KEPT)]:
            del self._questions[question.key]


def question_key(scenarios: Sequence[Scenario], pairs: int) -> str:
    """A fingerprint of all that an answer depends on, texts included."""
    told = [*map(fingerprint, scenarios), pairs]
    return hashlib.sha256(json.dumps(told).encode("utf-8")).hexdigest()


def fingerprint(scenario: Scenario) -> str:
    """The same for scenarios that hold the same; made once for each, for it takes a moment."""
    of, known = _fingerprints.get(id(scenario), (None, ""))
    if of is not None and of() is scenario:
        return known
    text = json.dumps(asdict(scenario), sort_keys=True, default=str)
    made = hashlib.sha256(text.encode("utf-8")).hexdigest()
    forget = partial(_forget, id(scenario))
    _fingerprints[id(scenario)] = (weakref.ref(scenario, forget), made)
    return made


def _forget(number: int, gone: weakref.ref[Scenario]) -> None:
    if _fingerprints.get(number, (None, ""))[0] is gone:
        del _fingerprints[number]


_fingerprints: Final[dict[int, tuple[weakref.ref[Scenario], str]]] = {}
