"""The event log: every change of state that matters, with week, who, what, cause and by whom.

Represents: a week has over a thousand events, of a few dozen kinds. So numbers stand in long
columns, and what all events of one telling share (week, kind, cause and the like) is kept once,
with how many they are. Only who reads the log gets a row an event, with its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from wijksim.core.frames import pd

FIELDS = ("week", "kind", "subject", "id", "cause", "by", "by_id", "value")
BLOCK: Final = 65_536
"""Events in one piece of the columns, or as many as are told at once when those are more."""


class Telling(NamedTuple):
    """What events share that are told together: kind, cause, and the table of who did it."""

    kind: str
    cause: str
    by: str = ""


class EventLog:
    """Events in the order in which they came. It keeps none unless `keeping` is set."""

    def __init__(self, *, keeping: bool = False) -> None:
        self.keeping = keeping
        self._told: list[tuple[int, str, str, str, str, int]] = []
        self._full: list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]] = []
        self._numbers = np.empty((2, 0), dtype=np.int64)
        self._values = np.empty(0)
        self._used = 0

    def add(
        self,
        *,
        week: int,
        kind: str,
        subject: str,
        ids: Any,
        cause: str,
        by: str,
        by_ids: Any,
        value: Any,
    ) -> None:
        """Keep one event per id; numbers are spread over arrays, arrays are copied."""
        if not self.keeping:
            return
        count = ids.size if isinstance(ids, np.ndarray) else np.size(ids)
        if count:
            self._fill(count, ids, by_ids, value)
            self._told.append((week, kind, subject, cause, by, count))

    def add_each(
        self,
        *,
        week: int,
        tellings: Sequence[Telling],
        which: np.ndarray[Any, Any],
        subject: str,
        ids: np.ndarray[Any, Any],
        by_ids: Any,
        value: np.ndarray[Any, Any],
    ) -> None:
        """Keep events of several kinds: `which` (n,) is the number of the telling of each.

        They stand in the order of the tellings, and within one in the order given; `ids` and
        `value` are (n,), `by_ids` likewise or one number.
        """
        if not self.keeping or which.size == 0:
            return
        order = np.argsort(which, kind="stable")
        whose = by_ids[order] if isinstance(by_ids, np.ndarray) else by_ids
        self._fill(which.size, ids[order], whose, value[order])
        counts = np.bincount(which, minlength=len(tellings)).tolist()
        for (kind, cause, by), count in zip(tellings, counts, strict=True):
            if count:
                self._told.append((week, kind, subject, cause, by, count))

    def _fill(self, count: int, ids: Any, by_ids: Any, value: Any) -> None:
        """Put so many events behind those that stand in the block, or into the next one."""
        first, last = self._used, self._used + count
        if last > self._values.size:
            self._begin_block(count)
            first, last = 0, count
        self._numbers[0, first:last] = ids
        self._numbers[1, first:last] = by_ids
        self._values[first:last] = value
        self._used = last

    def __len__(self) -> int:
        return sum(telling[5] for telling in self._told)

    def frame(self) -> pd.DataFrame:
        """All events as a table, one row an event, columns as in FIELDS."""
        if not self._told:
            return pd.DataFrame({name: [] for name in FIELDS})
        weeks, kinds, subjects, causes, bys, counts = zip(*self._told, strict=True)
        blocks = (*self._full, self._block())
        ids, by_ids = np.concatenate([numbers for numbers, _ in blocks], axis=1)
        return pd.DataFrame(
            {
                "week": np.repeat(weeks, counts),
                "kind": _spread(kinds, counts),
                "subject": _spread(subjects, counts),
                "id": ids,
                "cause": _spread(causes, counts),
                "by": _spread(bys, counts),
                "by_id": by_ids,
                "value": np.concatenate([values for _, values in blocks]),
            }
        )

    def _block(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The part of this block that is filled: numbers (2, n) and values (n,)."""
        return self._numbers[:, : self._used], self._values[: self._used]

    def _begin_block(self, least: int) -> None:
        if self._used:
            self._full.append(self._block())
        room = max(BLOCK, least)
        self._numbers, self._values = np.empty((2, room), dtype=np.int64), np.empty(room)
        self._used = 0


def _spread(words: tuple[str, ...], counts: tuple[int, ...]) -> Any:
    """A column of text with each word so many times in a row; each text is made once."""
    distinct = {word: number for number, word in enumerate(dict.fromkeys(words))}
    codes = np.repeat([distinct[word] for word in words], counts)
    return pd.array(list(distinct), dtype="str").take(codes)
