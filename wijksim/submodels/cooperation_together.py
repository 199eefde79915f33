"""Hours together: when two professionals are in one company, and how much of an hour they share.

Represents: workers based at one place meet there in the hours that both happen to be there, and
the members of a team reflect together. In the first form everybody who is there shares the hour.
In the rival form (`conversation`) a company falls apart into conversations: somebody talks with no
more than so many others at a time, by chance with whom, so of an hour among n others each of them
gets the part conversation / n. Nobody then has more hours with others than that number times the
hours spent.
Source: Dunbar, Duncan and Nettle 1995 (Human Nature 6: 67-78): a conversation that forms by itself
has some four persons at most, so three others. That presence at a place and reflection in a team
fall apart likewise is an assumption: a meeting that is led is one hour for all.
Leaves out: that people seek out those whom they trust within a company (whom they spend their
occasions on is in cooperation_contacts), and that numbers vary: it goes by the mean company.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.entities.domains import NOBODY

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[Any]


@inline_kernel
def hours_at_place(i: int, j: int, base: Numbers, place_hours: Floats, outreach: Floats) -> float:
    """Hours a week in which two workers happen to be at the place where both are based."""
    place = base[i]
    if place == NOBODY or place != base[j] or place_hours[place] <= 0.0:
        return 0.0
    open_hours = max(place_hours[place], outreach[i], outreach[j])
    hours: float = outreach[i] * outreach[j] / open_hours
    return hours


@inline_kernel
def hours_in_team(i: int, j: int, team: Numbers, reflected: Floats) -> float:
    """Hours a week in which two members of one team reflect together."""
    if team[i] == NOBODY or team[i] != team[j]:
        return 0.0
    hours: float = min(reflected[i], reflected[j])
    return hours


@inline_kernel
def part_shared(others_i: float, others_j: float, conversation: float) -> float:
    """Part of an hour in one company that two talk with each other: min(1, conversation / n).

    n is the larger of the companies of the two, so that neither has more than there is.
    """
    most = max(others_i, others_j)
    return conversation / most if most > conversation else 1.0


@kernel
def count_company(
    present: Numbers,
    base: Numbers,
    team: Numbers,
    place_hours: Floats,
    outreach: Floats,
    reflected: Floats,
    at_place: Doubles,
    in_team: Doubles,
) -> None:
    """How many others there are, on average, in an hour of presence and in one of reflection."""
    n = present.shape[0]
    for i in range(n):
        at_place[i] = 0.0
        in_team[i] = 0.0
        if present[i] == 0:
            continue
        for j in range(n):
            if j == i or present[j] == 0:
                continue
            at_place[i] += hours_at_place(i, j, base, place_hours, outreach)
            in_team[i] += hours_in_team(i, j, team, reflected)
        at_place[i] = at_place[i] / outreach[i] if outreach[i] > 0.0 else 0.0
        in_team[i] = in_team[i] / reflected[i] if reflected[i] > 0.0 else 0.0
