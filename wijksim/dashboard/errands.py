"""Single tasks that a page waits for: done once for all who ask the same, kept for a while.

Represents: one recorded run that a page shows, as against a question that is answered pair by pair.
Leaves out: progress within a task, and keeping results on disk.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.seats import Seat, StoppedError, Task

KEPT: Final = 4
"""So many results are kept for whoever asks the same later."""


@dataclass(eq=False)
class Errand:
    """A task, and what it gave; `result` is None until it is there, or when `mistake` says why."""

    key: str
    number: int = 0
    result: Any = None
    mistake: str = ""
    followers: int = 0
    task: Task | None = field(default=None, repr=False)
    """What is to be done; None once it was begun."""
    seat: Seat | None = field(default=None, repr=False)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.mistake) or self.result is not None

    def came(self, future: Future[Any]) -> None:
        """Take in what came of it."""
        self.seat = None
        try:
            self.result = future.result()
        except (CancelledError, StoppedError):
            return
        except Exception as fault:
            self.mistake = str(fault) or type(fault).__name__
            if not isinstance(fault, WijksimError):
                logging.getLogger(__name__).exception("a task failed")


class Errands:
    """The tasks of a desk, which calls it under its own lock."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Errand] = OrderedDict()

    def fetch(self, key: str, task: Task, *, number: int) -> Errand:
        """The task of that key, to be done in its turn unless somebody asked the same."""
        errand = self._known.get(key)
        if errand is None or errand.mistake:
            errand = self._known[key] = Errand(key, number, task=task)
        self._known.move_to_end(key)
        errand.followers += 1
        self._forget_the_oldest()
        return errand

    def next(self) -> Errand | None:
        """The first that somebody waits for and that was not begun."""
        waiting = (one for one in self._known.values() if one.task and one.followers > 0)
        return min(waiting, key=lambda one: one.number, default=None)

    def begin(self, errand: Errand, seat: Seat) -> Task:
        """It is done at a seat now; gives what is to be done there."""
        task, errand.task, errand.seat = errand.task, None, seat
        assert task is not None
        return task

    def drop(self, errand: Errand) -> Seat | None:
        """When nobody follows it and it is not done: forget it, and tell where it is done now."""
        self._forget_the_oldest()
        if errand.followers > 0 or errand.is_settled:
            return None
        if self._known.get(errand.key) is errand:
            del self._known[errand.key]
        return errand.seat

    def _forget_the_oldest(self) -> None:
        idle = [one for one in self._known.values() if one.is_settled and one.followers <= 0]
        for one in idle[: max(0, len(idle) - KEPT)]:
            del self._known[one.key]
