"""Rules, mandates and administration: how organisations go along with what is asked of them.

Represents: municipal institutions and teams go some way each week to the protocol and mandates that
are asked, every institution from its own start: it keeps its bent to more or less than is asked.
Others keep their own. Administration follows from protocol, reporting and the keeping of records.
Source: administration 0.20 + 0.25 x protocol from the mechanisms of the project; that an
organisation keeps its bent is an assumption. Leaves out: rules of the state and of professions.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel

Numbers = NDArray[Any]
NEGLIGIBLE = 1e-9


def bend(own: Any, asked: float) -> NDArray[np.float64]:
    """How far a density lies beyond what is asked, as a share of what is left; short: negative."""
    distance = own.astype(np.float64) - asked
    above, below = max(1.0 - asked, NEGLIGIBLE), max(asked, NEGLIGIBLE)
    found: NDArray[np.float64] = np.where(distance >= 0.0, distance / above, distance / below)
    return found


@inline_kernel
def bent(own: float, asked: float) -> float:
    """The density that goes with a bend when this much is asked: the inverse of `bend`."""
    return asked + own * (1.0 - asked if own >= 0.0 else asked)


@kernel
def go_along(
    pace: float,
    asked: float,
    municipal: Numbers,
    own: Numbers,
    of_firm: Numbers,
    team_present: Numbers,
    of_team: Numbers,
) -> float:
    """Move the densities (rules or mandates, shares) a week's part of the way to what is asked.

    Gives the mean distance moved over the institutions and teams bound by what is asked.
    """
    moved = 0.0
    bound = 0
    for i in range(of_firm.shape[0]):
        if municipal[i] != 0:
            step = pace * (bent(own[i], asked) - of_firm[i])
            of_firm[i] += step
            moved += abs(step)
            bound += 1
    for t in range(of_team.shape[0]):
        if team_present[t] != 0:
            step = pace * (asked - of_team[t])
            of_team[t] += step
            moved += abs(step)
            bound += 1
    return moved / bound if bound > 0 else 0.0


@kernel
def administer(
    rest: float,
    by_protocol: float,
    asked: float,
    municipal: Numbers,
    protocol: Numbers,
    admin_share: Numbers,
    team_present: Numbers,
    team_protocol: Numbers,
    team_admin_share: Numbers,
) -> None:
    """Share of hours for administration: a floor, protocol, and what the municipality `asked`."""
    for i in range(admin_share.shape[0]):
        admin_share[i] = rest + by_protocol * protocol[i] + (asked if municipal[i] != 0 else 0.0)
    for t in range(team_admin_share.shape[0]):
        if team_present[t] != 0:
            team_admin_share[t] = rest + by_protocol * team_protocol[t] + asked
        else:
            team_admin_share[t] = 0.0
