"""Links of feedback loops: recorded in a baseline run, frozen at that trajectory when cut.

Setting a link to zero would shift the level; freezing it at what it was in the baseline leaves
the level and takes the feedback away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from wijksim.core.errors import WijksimError

Trajectory = dict[tuple[str, int], Any]


class Links:
    """Lets values pass, keeps them when recording, and replaces them for links that are cut."""

    def __init__(
        self,
        *,
        recording: bool = False,
        cut: Collection[str] = (),
        baseline: Mapping[tuple[str, int], Any] | None = None,
    ) -> None:
        self.recording = recording
        self.cut = frozenset(cut)
        self.baseline: Mapping[tuple[str, int], Any] = {} if baseline is None else baseline
        self.recorded: Trajectory = {}

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
        if self.recording:
            self.recorded[(name, week)] = np.array(value, copy=True) if np.ndim(value) else value
        return value
