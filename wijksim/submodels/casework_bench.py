"""The bench of casework: arrays that are filled anew every week and carry nothing over.

Represents: nothing by itself; it keeps the weekly sums of casework from asking for memory anew.
Leaves out: all state; what lasts stands in the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.entities.domains import N_DOMAINS

Array = NDArray[Any]

WIDEST_BUCKETS: Final = 1024
MOST_PARTIES: Final = 32


@dataclass
class Bench:
    """Work space that carries nothing from week to week."""

    posts: dict[str, Array]
    queue: Array
    rank: Array
    unsorted: Array
    bucket: Array
    following: Array
    head: Array
    touched: Array
    team_hours: Array
    team_room: Array
    team_used: Array
    team_left: Array
    team_plan: Array
    layer: Array
    full: Array
    door: Array
    mean_wait: Array
    known: Array
    ring: Array
    person: Array
    organisation: Array

    @classmethod
    def of(cls, *, requests: int, households: int, posts: int, teams: int) -> Bench:
        """Arrays for tables of these sizes."""
        numbers = (
            "fte", "present", "admin", "plan_weeks", "plan_hours", "intake_room", "desk", "load",
            "intake", "coordination", "claims",
        )  # fmt: skip
        return cls(
            posts={name: np.zeros(posts) for name in numbers}
            | {
                name: np.zeros(posts, dtype=np.uint8) for name in ("carrier", "seconded", "in_team")
            },
            queue=np.zeros(requests, dtype=np.int32),
            rank=np.zeros(requests),
            unsorted=np.zeros(requests, dtype=np.int32),
            bucket=np.zeros(WIDEST_BUCKETS, dtype=np.int64),
            following=np.zeros(requests, dtype=np.int32),
            head=np.zeros(households, dtype=np.int32),
            touched=np.zeros(households, dtype=np.int32),
            team_hours=np.zeros(teams),
            team_room=np.zeros(teams),
            team_used=np.zeros(teams),
            team_left=np.zeros(teams),
            team_plan=np.zeros(teams),
            layer=np.zeros(teams, dtype=np.uint8),
            full=np.zeros((teams + 1, N_DOMAINS, 2), dtype=np.uint8),
            door=np.zeros(N_DOMAINS, dtype=np.int16),
            mean_wait=np.zeros(N_DOMAINS),
            known=np.zeros(MOST_PARTIES, dtype=np.int16),
            ring=np.zeros((teams, posts), dtype=np.int16),
            person=np.zeros(MOST_PARTIES, dtype=np.int16),
            organisation=np.zeros(MOST_PARTIES, dtype=np.int32),
        )
