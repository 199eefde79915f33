"""Money of institutions: from the municipality's domains to contracts, and who wins them.

Represents: the budget of each domain is its start times the share that policy leaves, and a pooled
part follows the hours that residents ask. It is divided over the institutions by the work they
hold under contract. Every quarter a little work is won by who stands better and lost by the others.
Source: commissioning of social support in Dutch municipalities; the replicator form of competition
is an assumption. Leaves out: prices, single tenders with one winner, and national budget rules.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.entities.domains import N_DOMAINS, NOBODY, InstitutionState, RequestState

ACTIVE = int(InstitutionState.ACTIVE)
FREE = int(RequestState.FREE)
PLANNED = int(RequestState.PLANNED)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Small = NDArray[np.int8]
Rows = NDArray[np.int16]


@kernel
def own_domain(domain_share: Floats, institution: int) -> int:
    """The domain in which an institution does most of its work: the market it competes in."""
    best = 0
    for d in range(1, N_DOMAINS):
        if domain_share[institution, d] > domain_share[institution, best]:
            best = d
    return best


@kernel
def weigh_requests(
    state: Small,
    resident: NDArray[np.int32],
    domain: Small,
    handler: Rows,
    claim: Floats,
    formal_hours: Floats,
    employer: Rows,
    asked: Doubles,
    claimed: Doubles,
    served: Doubles,
) -> None:
    """Sum what is asked per domain, and what each institution's clients claim and get, in h/week.

    `asked` (domains), `claimed` and `served` (institutions) are filled. Help above the claim of
    one request does not make up for too little in another.
    """
    asked[:] = 0.0
    claimed[:] = 0.0
    served[:] = 0.0
    for r in range(state.shape[0]):
        if state[r] == FREE:
            continue
        asked[domain[r]] += claim[r]
        if state[r] < PLANNED or handler[r] == NOBODY:
            continue
        institution = employer[handler[r]]
        if institution == NOBODY:
            continue
        claimed[institution] += claim[r]
        served[institution] += min(claim[r], formal_hours[resident[r], domain[r]])


@kernel
def divide_money(
    level: Doubles,
    pooling: float,
    demand: Doubles,
    state: Small,
    municipal: Bytes,
    domain_share: Floats,
    base_budget: Doubles,
    contract: Doubles,
    domain_budget: Doubles,
    budget: Doubles,
) -> None:
    """Set the budget per domain (`domain_budget`) and per institution (`budget`), in EUR/year.

    `level` is the share of the start that policy leaves each domain. Money of a domain in which
    nobody holds work stays with the municipality.
    """
    held = np.zeros(N_DOMAINS)
    domain_budget[:] = 0.0
    for i in range(budget.shape[0]):
        if municipal[i] == 0:
            budget[i] = base_budget[i] if state[i] == ACTIVE else 0.0
            continue
        for d in range(N_DOMAINS):
            domain_budget[d] += level[d] * base_budget[i] * domain_share[i, d]
            if state[i] == ACTIVE:
                held[d] += base_budget[i] * contract[i] * domain_share[i, d]
    total = 0.0
    for d in range(N_DOMAINS):
        total += domain_budget[d]
    for d in range(N_DOMAINS):
        domain_budget[d] = (1.0 - pooling) * domain_budget[d] + pooling * total * demand[d]
    for i in range(budget.shape[0]):
        if municipal[i] == 0:
            continue
        budget[i] = 0.0
        if state[i] != ACTIVE:
            continue
        for d in range(N_DOMAINS):
            mine = base_budget[i] * contract[i] * domain_share[i, d]
            if mine > 0.0:
                budget[i] += domain_budget[d] * mine / held[d]


@kernel
def compete(
    strength: float,
    state: Small,
    municipal: Bytes,
    domain_share: Floats,
    base_budget: Doubles,
    legitimacy: Floats,
    contract: Doubles,
) -> None:
    """Shift contracts to who stands better than the mean of the market; no work is made or lost.

    `strength` is the growth of a quarter at a lead of 1 in standing.
    """
    n = contract.shape[0]
    held = np.zeros(N_DOMAINS)
    standing = np.zeros(N_DOMAINS)
    for i in range(n):
        if state[i] == ACTIVE and municipal[i] == 1:
            market = own_domain(domain_share, i)
            held[market] += base_budget[i] * contract[i]
            standing[market] += base_budget[i] * contract[i] * legitimacy[i]
    for i in range(n):
        market = own_domain(domain_share, i)
        if state[i] == ACTIVE and municipal[i] == 1 and held[market] > 0.0:
            contract[i] *= 1.0 + strength * (legitimacy[i] - standing[market] / held[market])


@kernel
def hand_over(
    wanted: float,
    pace: float,
    resistance: float,
    state: Small,
    municipal: Bytes,
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
            market = own_domain(domain_share, i)
            score = base_budget[i] * contract[i] * legitimacy[i]
            if score > most[market]:
                most[market] = score
                best[market] = i
    for i in range(n):
        handed[i] = 0.0
        receiver[i] = NOBODY
        to = best[own_domain(domain_share, i)]
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
