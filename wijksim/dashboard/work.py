"""Runs for those who look: one desk for all visitors, equal questions answered once.

Represents: a desk that takes questions (scenarios with the same luck), has them run pair by pair in
other processes, and gives what is known so far. A question that several ask is worked on once; one
that nobody follows any more is dropped, with what it holds; answers are kept for a while.
Who is next: the question with the fewest pairs, so that everybody has a first answer before anybody
has a sure one; a run that makes an answer surer is put off for who has none. The first pair of a
question is shared among the processes that are free. What may be asked next is done ahead.
Leaves out: keeping answers on disk, and running on other machines.
"""

from __future__ import annotations

import itertools
import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.ahead import Ahead
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
from wijksim.dashboard.pasts import Pasts
from wijksim.dashboard.questions import Part, Question, fingerprint, question_key
from wijksim.dashboard.scratch import Scratch
from wijksim.dashboard.seats import MakePool, Seat, StoppedError, Task
from wijksim.dashboard.telling import Telling
from wijksim.scenario.settled import Scenario

KEPT: Final = 4
"""So many answers that nobody looks at are kept for whoever asks the same later; some 6 MB each,
with ten pairs."""
GRACE_SECONDS: Final = 2.0
"""So long work goes on that nobody follows: a page that is opened anew asks the same again
(assumption: opening a page takes about one)."""
LAST: Final = (math.inf, math.inf)
"""The turn of work that is not there."""


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
        self._folder = Scratch("wijksim-pasts-")
        pasts = Pasts(self._folder.path)
        self._run = run or pasts.run
        self._lock = threading.RLock()
        self._seats = [Seat(pool) for _ in range(workers)]
        self._numbers = itertools.count()
        self._questions: OrderedDict[str, Question] = OrderedDict()
        self._errands, self._ahead = Errands(), Ahead(self._run, None if run else pasts)
        self._teller = ThreadPoolExecutor(1, thread_name_prefix="teller")
        self._closed = False

    @property
    def is_at_work(self) -> bool:
        """Whether anything is being done."""
        return any(one.taken for one in self._seats)

    def ask(self, scenarios: Sequence[Scenario], *, lang: str = "") -> Question:
        """Follow a question; work on it begins unless somebody asked the same.

        With `lang` it is told in that language as well, before the page draws it.
        """
        key = question_key(scenarios, self._pairs)
        with self._lock:
            question = self._questions.get(key)
            if question is None or question.mistake:
                question = Question(key, tuple(scenarios), self._pairs, next(self._numbers))
                self._questions[key] = question
            self._questions.move_to_end(key)
            question.followers += 1
            if lang and lang not in question.langs:
                question.langs.add(lang)
                if question.telling is not None:
                    self._teller.submit(self._finish, question, question.telling)
            self._forget_the_oldest()
            self._fill()
        return question

    def answered(self, scenarios: Sequence[Scenario]) -> Telling | None:
        """The whole answer to a question, if it is kept; nothing is done for who only looks.

        What runs found before they failed is none: who asks anew gets new runs.
        """
        key = question_key(scenarios, self._pairs)
        with self._lock:
            question = self._questions.get(key)
        if question is None or question.mistake or question.done < question.pairs:
            return None
        return question.telling

    def leave(self, question: Question) -> None:
        """Follow it no longer; work that nobody waits for is stopped, unless one comes soon."""
        with self._lock:
            question.followers -= 1
        self._in_a_while(partial(self._abandon, question))

    def foresee(self, scenarios: Sequence[Scenario]) -> None:
        """These may be asked for soon: what can be done ahead is, while nobody waits.

        Until as many have said `overlook` as said this.
        """
        keys = [fingerprint(one) for one in scenarios]
        with self._lock:
            self._ahead.foresee(dict(zip(keys, scenarios, strict=True)), pairs=self._pairs)
            self._fill()

    def overlook(self, scenarios: Sequence[Scenario]) -> None:
        """Who might have asked for these has gone, unless one comes soon."""
        keys = [fingerprint(one) for one in scenarios]
        self._in_a_while(partial(self._overlook, keys))

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
        self._folder.close()

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

    def _overlook(self, keys: Sequence[str]) -> None:
        with self._lock:
            self._ahead.overlook(keys)

    def _forsake(self, errand: Errand) -> None:
        with self._lock:
            seat = self._errands.drop(errand)
            if seat is not None:
                seat.sign.stop()

    def _fill(self) -> None:
        """Give every free seat the work that is next, and make room for who has no answer yet."""
        while not self._closed:
            question = min(
                (one for one in self._questions.values() if one.waits),
                key=lambda one: (one.turn, one.number),
                default=None,
            )
            errand, chore = self._errands.next(), self._ahead.next()
            turns = (
                (question.turn, question.number) if question else LAST,
                (0, errand.number) if errand else LAST,
                (chore.turn, LAST[1]) if chore else LAST,
            )
            first = min(turns)
            wanted = self._wanted(question) if question and first == turns[0] else 1
            free = [one for one in self._seats if not one.taken]
            if len(free) < wanted and first[0] == 0 and self._make_room(wanted - len(free)):
                return
            if wanted and not free:
                return
            if question and first == turns[0]:
                self._begin(question, free)
            elif errand and first == turns[1]:
                self._start(free[0], self._errands.begin(errand, free[0]), errand.came)
            elif chore:
                self._start(free[0], chore.task, self._ahead.begin(chore, free[0]))
            else:
                return

    def _wanted(self, question: Question) -> int:
        """Seats that a question can use now."""
        if question.turn:
            return 1
        runs = sum(not self._ahead.first_run(fingerprint(one)) for one in question.scenarios)
        return min(runs, len(self._seats))

    def _make_room(self, seats: int) -> bool:
        """Stop at so many seats what can be done later, the latest first; whether one leaves."""
        later = list(self._ahead.under_way)
        for question in self._questions.values():
            parts = question.parts.items()
            later += [seat for seat, part in parts if part.seed or question.followers <= 0]
        staying = [seat for seat in later if not seat.sign.is_stopping]
        leaving = len(later) - len(staying)
        staying.sort(key=lambda seat: seat.sign.weeks)
        for seat in staying[: max(0, seats - leaving)]:
            seat.sign.stop()
        return bool(later)

    def _start(self, seat: Seat, task: Task, came: Callable[[Future[Any]], None]) -> None:
        def rise(future: Future[Any]) -> None:
            with self._lock:
                seat.taken = False
                if not self._closed:
                    came(future)
                    self._fill()

        seat.start(task, rise)

    def _begin(self, question: Question, free: Sequence[Seat]) -> None:
        if question.put_off:
            seed = question.put_off.pop(0)
        else:
            seed, question.begun = question.begun, question.begun + 1
        missing = self._missing(question, seed)
        hands = dealt(missing, 1 if seed else len(free))
        for seat, places in zip(free, hands, strict=False):
            scenarios = tuple(question.scenarios[place] for place in places)
            question.parts[seat] = Part(seed, places, weeks_to_live(scenarios))
            task = partial(figures_of, self._run, scenarios, seed=seed)
            self._start(seat, task, partial(self._came, question, seat))

    def _missing(self, question: Question, seed: int) -> list[int]:
        """The places of scenarios that must be run, when those that are known are taken in."""
        places = range(len(question.scenarios))
        if seed:
            return list(places)
        firsts = [self._ahead.first_run(fingerprint(one)) for one in question.scenarios]
        known = {place: one for place, one in zip(places, firsts, strict=True) if one}
        if known:
            self._keep(question, Part(seed, tuple(known), 0), list(known.values()))
        return [place for place in places if place not in known]

    def _came(self, question: Question, seat: Seat, future: Future[list[Figures]]) -> None:
        part = question.parts.pop(seat)
        try:
            found = future.result()
        except (CancelledError, StoppedError):
            if part.seed not in question.put_off:
                question.put_off.append(part.seed)
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
        if part.seed == 0:
            for place, one in zip(part.places, found, strict=True):
                self._ahead.keep(fingerprint(question.scenarios[place]), one)
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
            telling = Telling(answer_of(question.scenarios, pairs))
            for lang in tuple(question.langs):
                telling.parts(lang)
        except Exception as fault:
            question.mistake = str(fault) or type(fault).__name__
            logging.getLogger(__name__).exception("an answer failed")
            question.news.tell()
            return
        with self._lock:
            question.telling, question.done = telling, len(pairs)
            if question.is_settled:
                question.figures.clear()
                give_back_soon()
        question.news.tell()
        self._finish(question, telling)

    def _finish(self, question: Question, telling: Telling) -> None:
        """Make what a page shows last."""
        for lang in tuple(question.langs):
            telling.make_files(lang)
        question.news.tell()

    def _forget_the_oldest(self) -> None:
        idle = [one for one in self._questions.values() if one.is_settled and one.followers <= 0]
        for question in idle[: max(0, len(idle) - KEPT)]:
            del self._questions[question.key]
