"""The event log: every change of state that matters, with week, who, what, cause and by whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

FIELDS = ("week", "kind", "subject", "id", "cause", "by", "by_id", "value")


class EventLog:
    """Events in the order in which they came. It keeps none unless `keeping` is set."""

    def __init__(self, *, keeping: bool = False) -> None:
        self.keeping = keeping
        self._parts: list[tuple[int, str, str, Any, str, str, Any, Any]] = []

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
        who = np.atleast_1d(np.asarray(ids, dtype=np.int64)).copy()
        if who.size == 0:
            return
        by_whom = np.broadcast_to(np.asarray(by_ids, dtype=np.int64), who.shape).copy()
        values = np.broadcast_to(np.asarray(value, dtype=np.float64), who.shape).copy()
        self._parts.append((week, kind, subject, who, cause, by, by_whom, values))

    def __len__(self) -> int:
        return sum(part[3].size for part in self._parts)

    def frame(self) -> pd.DataFrame:
        """All events as a table, one row an event, columns as in FIELDS."""
        if not self._parts:
            return pd.DataFrame({name: [] for name in FIELDS})
        counts = [part[3].size for part in self._parts]
        columns: dict[str, Any] = {}
        for index, name in enumerate(FIELDS):
            if index in (3, 6, 7):
                columns[name] = np.concatenate([part[index] for part in self._parts])
            else:
                columns[name] = np.repeat([part[index] for part in self._parts], counts)
        return pd.DataFrame(columns)
