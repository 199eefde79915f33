"""Dismantling: overlapping work is handed over to the strongest of the same market.

Represents: a share of the work that others do too leaves an institution, with its contract; staff
follow as posts are no longer paid. Whoever is afraid and stands well resists.
Source: DRIFT 2014 (teams can only work when institutions that become redundant go); pace and
resistance are assumptions. Leaves out: buildings, and clients who refuse to change.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import per_week
from wijksim.core.compile import kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.entities.domains import N_DOMAINS, NOBODY, InstitutionState
from wijksim.entities.world import Scope

ACTIVE = int(InstitutionState.ACTIVE)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Small = NDArray[np.int8]
Rows = NDArray[np.int16]
Integers = NDArray[np.int64]


@kernel
def hand_over(
    wanted: float,
    pace: float,
    resistance: float,
    state: Small,
    municipal: Bytes,
    market: Integers,
    domain_share: Floats,
    base_budget: Doubles,
    legitimacy: Floats,
    pressure: Floats,
    overlap: Floats,
    contract: Doubles,
    dismantling: Floats,
    handed: Doubles,
    receiver: Rows,
) -> None:
    """Dismantle overlapping work for a quarter: contracts go to the strongest of the same market.

    `wanted` is the share of overlap to be dismantled, `pace` the part of what is left that one
    quarter does. Fear and good standing together resist. `handed` gets the share of its work that
    each hands over, `receiver` to whom. The strongest of a market hands over nothing.
    """
    n = contract.shape[0]
    best = np.full(N_DOMAINS, -1)
    most = np.zeros(N_DOMAINS)
    for i in range(n):
        if state[i] == ACTIVE and municipal[i] == 1:
            score = base_budget[i] * contract[i] * domain_share[i, market[i]] * legitimacy[i]
            if score > most[market[i]]:
                most[market[i]] = score
                best[market[i]] = i
    for i in range(n):
        handed[i] = 0.0
        receiver[i] = NOBODY
        to = best[market[i]]
        left = wanted - dismantling[i]
        if state[i] != ACTIVE or municipal[i] == 0 or to < 0 or to == i or left <= 0.0:
            continue
        step = left * pace * (1.0 - resistance * pressure[i] * legitimacy[i])
        share = overlap[i] * step
        dismantling[i] += step
        contract[to] += share * contract[i] * base_budget[i] / base_budget[to]
        contract[i] -= share * contract[i]
        handed[i] = share
        receiver[i] = to


def dismantle(w: Scope, market: Integers, weeks: int) -> Doubles:
    """Dismantling over some weeks; gives the share of its work that each handed over."""
    firm = w.institutions
    handed = np.zeros(len(firm.state))
    receiver = np.zeros(len(firm.state), dtype=np.int16)
    hand_over(
        w.lever("institutions.dismantling"),
        one_minus_exp(weeks * per_week(w.p.dismantling_rate)),
        w.p.resistance,
        firm.state,
        firm.municipal,
        market,
        firm.domain_share,
        firm.base_budget,
        firm.legitimacy,
        firm.survival_pressure,
        firm.overlap,
        firm.contract,
        firm.dismantling,
        handed,
        receiver,
    )
    if w.logging:
        rows = np.flatnonzero(handed > 0.0)
        w.log(
            "work_handed_over",
            subject="institutions",
            ids=rows,
            cause="dismantling_of_overlap",
            by="institutions",
            by_ids=receiver[rows],
            value=handed[rows],
        )
    return handed
