"""The event log: every change of state that matters, with week, who, what, cause and by whom.

Represents: a week has over a thousand events, of a few dozen kinds. So numbers stand in long
columns, and what all events of one telling share (week, kind, cause and the like) is kept once,
with how many they are. Only who reads the log gets a row an event, with its words.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

FIELDS = ("week", "kind", "subject", "id", "cause", "by", "by_id", "value")
BLOCK: Final = 65_536
"""Events in one piece of the columns, or as many as are told at once when those are more."""


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
        if count == 0:
            return
        first, last = self._used, self._used + count
        if last > self._values.size:
            self._begin_block(count)
            first, last = 0, count
        self._numbers[0, first:last] = ids
        self._numbers[1, first:last] = by_ids
        self._values[first:last] = value
        self._told.append((week, kind, subject, cause, by, count))
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
