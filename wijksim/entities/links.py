"""Links of feedback loops: recorded in a baseline run, frozen at that trajectory when cut.

Setting a link to zero would shift the level; freezing it at what it was in the baseline leaves
the level and takes the feedback away. A link that holds a value per row (a resident, a post, a
pair) is frozen by row: whoever comes to live or work there gets what the row had in the baseline.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from wijksim.core.errors import WijksimError

Trajectory = dict[tuple[str, int], Any]


class Links:
    """Lets values pass, keeps those of links to `record`, and replaces those of links that are cut.

    A value per resident or pair and week takes much room: record only links that will be cut.
    """

    def __init__(
        self,
        *,
        record: Collection[str] = (),
        cut: Collection[str] = (),
        baseline: Mapping[tuple[str, int], Any] | None = None,
    ) -> None:
        self.record = frozenset(record)
        self.cut = frozenset(cut)
        self.baseline: Mapping[tuple[str, int], Any] = {} if baseline is None else baseline
        self.recorded: Trajectory = {}

    def copy(self) -> Links:
        """Links for a second run that goes on from here: the same cuts, nothing recorded yet."""
        return Links(record=self.record, cut=self.cut, baseline=self.baseline)

    def through(self, *, name: str, week: int, value: Any) -> Any:
        """The value itself, or the baseline's value of that week when the link is cut."""
        if name in self.cut:
            if (name, week) not in self.baseline:
                raise WijksimError(
                    f"link '{name}' is cut, but no baseline value is known for week {week}",
                    why="a cut link is frozen at its course in the baseline run",
                    do="run the baseline over the same horizon first",
                )
            return self.baseline[(name, week)]
        if name in self.record:
            self.recorded[(name, week)] = np.array(value, copy=True) if np.ndim(value) else value
        return value
