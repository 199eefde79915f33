"""What a request asks at the door, and who has time for it: one rule for teams and institutions.

Represents: whoever has time left in a week takes the next request, and what the last one takes
beyond that is owed. A plan that a team wrote is written again in part by anybody else.
Source: one more layer writes once more, from the essay; shares are assumptions.
Leaves out: who is chosen to carry a case (`casework_intake`).
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.entities.domains import NOBODY

Array = NDArray[Any]


@inline_kernel
def plan_asked(
    taken_by: int, is_member: bool, grade: int, light_plan: float, plan_again: float
) -> float:
    """Share of a full plan (0 to 1) that whoever takes a request on still has to write.

    `taken_by` is the team that took it in, or nobody. Such a team wrote the plan at its door, so a
    member has nothing left to write, and anybody else writes `plan_again` of it.
    """
    share = light_plan if grade == 0 else 1.0
    if taken_by == NOBODY:
        return share
    return 0.0 if is_member else plan_again * share


@inline_kernel
def has_time(used: float, room: float) -> bool:
    """Whether there is anything left of a week's `room` for intake beside the hours `used` already.

    The last request may take more than is left: the rest is owed. One rule for every door.
    """
    return used < room


@kernel
def choose_who_talks(
    d: int,
    carrier: Array,
    seconded: Array,
    employer: Array,
    works_in: Array,
    intake: Array,
    intake_room: Array,
) -> int:
    """Who of the institutions of domain `d` has most time for a talk at the door, or nobody."""
    best, chosen = 0.0, NOBODY
    for p in range(carrier.shape[0]):
        if carrier[p] == 0 or seconded[p] != 0 or works_in[employer[p], d] == 0:
            continue
        left = intake_room[p] - intake[p]
        if left > best:
            best, chosen = left, p
    return chosen
