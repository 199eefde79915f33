"""Single tasks that a page waits for: done once for all who ask the same, kept for a while.

Represents: one recorded run that a page shows, as against a question that is answered pair by pair.
Leaves out: progress within a task, and keeping results on disk.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from wijksim.core.errors import WijksimError

KEPT: Final = 4
"""So many results are kept for whoever asks the same later."""


@dataclass(eq=False)
class Errand:
    """A task, and what it gave; `result` is None until it is there, or when `mistake` says why."""

    key: str
    result: Any = None
    mistake: str = ""
    followers: int = 0
    future: Future[Any] | None = field(default=None, repr=False)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.mistake) or self.result is not None


class Errands:
    """The tasks of a desk, which calls it under its own lock."""

    def __init__(self, *, lock: AbstractContextManager[bool]) -> None:
        self._lock = lock
        self._known: OrderedDict[str, Errand] = OrderedDict()

    def fetch(self, key: str, send: Callable[[], Future[Any]]) -> Errand:
        """The task of that key; `send` starts it unless somebody asked the same."""
        errand = self._known.get(key)
        if errand is None or errand.mistake:
            errand = self._known[key] = Errand(key)
            errand.future = send()
            errand.future.add_done_callback(partial(self._came, errand))
        self._known.move_to_end(key)
        errand.followers += 1
        for old, one in list(self._known.items()):
            if len(self._known) > KEPT and one.is_settled and one.followers <= 0:
                del self._known[old]
        return errand

    def drop(self, errand: Errand) -> None:
        """One follower less."""
        errand.followers -= 1
        waits = errand.future is not None and not errand.is_settled
        if errand.followers <= 0 and waits and errand.future and errand.future.cancel():
            self._known.pop(errand.key, None)

    def _came(self, errand: Errand, future: Future[Any]) -> None:
        try:
            result = future.result()
        except CancelledError:
            return
        except Exception as fault:
            errand.mistake = str(fault) or type(fault).__name__
            if not isinstance(fault, WijksimError):
                logging.getLogger(__name__).exception("a task failed")
            return
        with self._lock:
            errand.result, errand.future = result, None
