"""Work done ahead, while nobody waits: pasts, and the first run of each policy of a neighbourhood.

Represents: what is likely asked next. Who looks at one comparison of a neighbourhood asks for
another soon, so its policies' pasts are kept (see `wijksim.dashboard.pasts`), and the figures of
their first runs. Nothing is different for having been done early.
Leaves out: neighbourhoods that nobody looks at, or no longer.
"""

from __future__ import annotations

import itertools
import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.answering import Figures, Run, figures_of
from wijksim.dashboard.pasts import Pasts
from wijksim.dashboard.seats import Seat, StoppedError, Task
from wijksim.scenario.settled import Scenario

SOON: Final = 0.5
"""The turn of the first past: after first pairs (turn 0), before second ones."""
IDLE: Final = 1_000.0
"""The turn of first runs: after all that somebody waits for (at most 200 pairs)."""
LATER: Final = 2_000.0
"""The turn of pasts with other seeds: last."""
SEEDS: Final = 10
"""With so many seeds pasts are lived ahead, at most: the pairs of an answer, as it is set."""
FIRST_RUNS: Final = 28
"""So many first runs are kept, some 0.3 MB each: of seven neighbourhoods with four policies."""


@dataclass(eq=False)
class Chore:
    """One thing that can be done ahead; `turn` is compared with pairs begun for a question."""

    key: str
    task: Task
    turn: float
    keeps: bool = False
    """Whether it gives the figures of a first run, to be kept under `key`."""


class Ahead:
    """What a desk does when nobody waits; it calls this under its own lock."""

    def __init__(self, run: Run, pasts: Pasts | None) -> None:
        """`run` gives first runs; without `pasts` none are lived ahead."""
        self._run, self._pasts = run, pasts
        self._chores: list[Chore] = []
        self._known: Counter[str] = Counter()
        self._firsts: OrderedDict[str, Figures] = OrderedDict()
        self.under_way: dict[Seat, Chore] = {}

    def foresee(self, scenarios: Mapping[str, Scenario], *, pairs: int) -> None:
        """These may be asked for, by their fingerprints; each is done ahead once."""
        new = {key: one for key, one in scenarios.items() if key not in self._known}
        self._known.update(scenarios.keys())
        if self._pasts is not None:
            for seed, (key, one) in itertools.product(range(min(pairs, SEEDS)), new.items()):
                past = partial(self._pasts.live_ahead, one, seed=seed)
                self._chores.append(Chore(key, past, turn=LATER if seed else SOON))
        for key, one in new.items():
            first = partial(figures_of, self._run, [one], seed=0)
            self._chores.append(Chore(key, first, turn=IDLE, keeps=True))

    def overlook(self, keys: Iterable[str]) -> None:
        """One who might have asked for these has gone; what nobody else may ask for is not done."""
        self._known -= Counter(keys)
        self._chores = [one for one in self._chores if one.key in self._known]
        for seat, chore in self.under_way.items():
            if chore.key not in self._known:
                seat.sign.stop()

    def next(self) -> Chore | None:
        """What is to be done first; a first run that somebody asked for meanwhile is not."""
        self._chores = [one for one in self._chores if not (one.keeps and one.key in self._firsts)]
        return min(self._chores, key=lambda one: one.turn, default=None)

    def begin(self, chore: Chore, seat: Seat) -> Callable[[Future[Any]], None]:
        """It is done at a seat now; gives what is to be called with what comes of it."""
        self._chores.remove(chore)
        self.under_way[seat] = chore
        return partial(self._came, seat)

    def first_run(self, key: str) -> Figures | None:
        """The figures of a scenario's run with the first seed, when they are there."""
        return self._firsts.get(key)

    def keep(self, key: str, figures: Figures) -> None:
        """The first run of a scenario came, for whatever reason; of those foreseen it is kept."""
        if key not in self._known:
            return
        self._firsts[key] = figures
        self._firsts.move_to_end(key)
        while len(self._firsts) > FIRST_RUNS:
            self._firsts.popitem(last=False)

    def _came(self, seat: Seat, future: Future[Any]) -> None:
        chore = self.under_way.pop(seat)
        try:
            found = future.result()
        except (CancelledError, StoppedError):
            if chore.key in self._known:
                self._chores.insert(0, chore)
        except Exception as fault:
            if not isinstance(fault, WijksimError):
                logging.getLogger(__name__).exception("what was done ahead failed")
        else:
            if chore.keeps:
                self.keep(chore.key, found[0])
