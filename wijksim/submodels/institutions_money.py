"""Money of institutions: from the municipality's domains to contracts, and who wins them.

Represents: the budget of each domain is its start times the share that policy leaves, and a pooled
part follows the hours that residents ask. It is divided over the institutions by the work they
hold under contract. Every quarter those who stand better than others of their kind win a little
work from them.
Source: commissioning of social support in Dutch municipalities; the replicator form of competition
is an assumption. Leaves out: prices, single tenders with one winner, and national budget rules.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR, half_life_to_weekly_decay, per_week
from wijksim.core.compile import kernel
from wijksim.entities.care_scale import hours_by_rung, required_hours
from wijksim.entities.domains import (
    DOMAINS,
    N_DOMAINS,
    NOBODY,
    InstitutionKind,
    InstitutionState,
    RequestState,
)
from wijksim.entities.world import Scope

ACTIVE = int(InstitutionState.ACTIVE)
KINDS = len(InstitutionKind)
FREE = int(RequestState.FREE)
PLANNED = int(RequestState.PLANNED)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Small = NDArray[np.int8]
Rows = NDArray[np.int16]


@kernel
def weigh_requests(
    state: Small,
    resident: NDArray[np.int32],
    domain: Small,
    handler: Rows,
    claim: Floats,
    need: Floats,
    formal_hours: Floats,
    employer: Rows,
    vulnerable: float,
    heavy: float,
    ladder: Doubles,
    asked: Doubles,
    claimed: Doubles,
    served: Doubles,
) -> None:
    """Sum what is asked per domain, and what each institution's clients claim and get, in h/week.

    `asked` (domains), `claimed` and `served` (institutions) are filled. Who waits for a plan asks
    what the need asks by the ladder. Help above the claim of one request does not make up for too
    little in another.
    """
    asked[:] = 0.0
    claimed[:] = 0.0
    served[:] = 0.0
    for r in range(state.shape[0]):
        if state[r] == FREE:
            continue
        d = domain[r]
        severity = need[resident[r], d]
        waits = claim[r] <= 0.0
        asked[d] += required_hours(severity, d, vulnerable, heavy, ladder) if waits else claim[r]
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
    start_budget: Doubles,
    state: Small,
    municipal: Bytes,
    domain_share: Floats,
    base_budget: Doubles,
    contract: Doubles,
    domain_budget: Doubles,
    budget: Doubles,
) -> None:
    """Set the budget per domain (`domain_budget`) and per institution (`budget`), in EUR/year.

    `level` is the share of the start that policy leaves each domain; a merger moves work and the
    money for it, and leaves each domain what it had. Money of a domain in which nobody holds work
    stays with the municipality.
    """
    held = np.zeros(N_DOMAINS)
    for i in range(budget.shape[0]):
        if municipal[i] == 0:
            budget[i] = base_budget[i] if state[i] == ACTIVE else 0.0
            continue
        for d in range(N_DOMAINS):
            if state[i] == ACTIVE:
                held[d] += base_budget[i] * contract[i] * domain_share[i, d]
    total = 0.0
    for d in range(N_DOMAINS):
        domain_budget[d] = level[d] * start_budget[d]
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
    kind: Small,
    base_budget: Doubles,
    legitimacy: Floats,
    contract: Doubles,
) -> None:
    """Shift contracts to who stands better than the mean of its kind; no work is made or lost.

    `strength` is the growth of a quarter at a lead of 1 in standing.
    """
    n = contract.shape[0]
    held = np.zeros(KINDS)
    standing = np.zeros(KINDS)
    for i in range(n):
        if state[i] == ACTIVE and municipal[i] == 1:
            held[kind[i]] += base_budget[i] * contract[i]
            standing[kind[i]] += base_budget[i] * contract[i] * legitimacy[i]
    for i in range(n):
        if state[i] == ACTIVE and municipal[i] == 1 and held[kind[i]] > 0.0:
            lead = legitimacy[i] - standing[kind[i]] / held[kind[i]]
            contract[i] *= 1.0 + strength * lead


@kernel
def settle_accounts(
    weeks_a_year: float,
    closing_books: bool,
    largest_reserve: float,
    state: Small,
    municipal: Bytes,
    cost_per_fte: Doubles,
    fte: Doubles,
    budget: Doubles,
    accustomed: Doubles,
    reserve: Doubles,
) -> tuple[float, float]:
    """Add a week's surplus or shortage to reserves; give what was paid (EUR/year) and comes back.

    When books are closed, what a reserve holds above `largest_reserve` of a year comes back (EUR).
    """
    paid = 0.0
    back = 0.0
    for i in range(reserve.shape[0]):
        if state[i] != ACTIVE or municipal[i] == 0:
            continue
        paid += budget[i]
        reserve[i] += (budget[i] - fte[i] * cost_per_fte[i]) / weeks_a_year
        most = largest_reserve * accustomed[i]
        if closing_books and reserve[i] > most:
            back += reserve[i] - most
            reserve[i] = most
    return paid, back


@kernel
def share_moved(municipal: Bytes, before: Doubles, after: Doubles) -> float:
    """Share of all municipal money, 0 to 1, that went from one institution to another."""
    had = 0.0
    has = 0.0
    for i in range(before.shape[0]):
        had += before[i] * municipal[i]
        has += after[i] * municipal[i]
    if had <= 0.0 or has <= 0.0:
        return 0.0
    moved = 0.0
    for i in range(before.shape[0]):
        moved += 0.5 * abs(after[i] / has - before[i] / had) * municipal[i]
    return moved


def markets(w: Scope) -> NDArray[np.int64]:
    """The domain in which each institution does most of its work: where it can hand over work."""
    found: NDArray[np.int64] = np.argmax(w.institutions.domain_share, axis=1)
    return found


def remember_the_start(w: Scope) -> None:
    """What each domain has at the start, by the work of those whom the municipality pays."""
    firm = w.institutions
    paid = (firm.municipal * firm.base_budget)[:, None] * firm.domain_share.astype(np.float64)
    w.municipality.start_budget[0] = paid.sum(axis=0)


def divide(w: Scope) -> None:
    """Budgets per domain from policy and demand, and per institution from contracts."""
    firm, town = w.institutions, w.municipality
    before = firm.budget.copy()
    level = np.array([w.lever(f"budget.{domain}") for domain in DOMAINS], dtype=np.float64)
    divide_money(
        level,
        w.lever("budget.pooling"),
        town.demand[0],
        town.start_budget[0],
        firm.state,
        firm.municipal,
        firm.domain_share,
        firm.base_budget,
        firm.contract,
        town.budget[0],
        firm.budget,
    )
    firm.posts[:] = firm.budget / np.where(firm.cost_per_fte > 0.0, firm.cost_per_fte, 1.0)
    town.budgets_changed[0] += share_moved(firm.municipal, before, firm.budget)


def look_back(w: Scope, weeks: int) -> None:
    """What residents ask per domain, and how well each serves its clients, over some weeks."""
    firm, request = w.institutions, w.requests
    asked = np.zeros(N_DOMAINS)
    claimed, served = np.zeros(len(firm.state)), np.zeros(len(firm.state))
    weigh_requests(
        request.state,
        request.resident,
        request.domain,
        request.handler,
        request.claim,
        w.residents.need,
        w.residents.formal_hours,
        w.professionals.employer,
        w.p.severity_vulnerable,
        w.p.severity_heavy,
        hours_by_rung(w.p),
        asked,
        claimed,
        served,
    )
    if asked.sum() > 0.0:
        pace = half_life_to_weekly_decay(w.p.demand_half_life / weeks)
        w.municipality.demand[0] += pace * (asked / asked.sum() - w.municipality.demand[0])
    has_clients = claimed > 0.0
    result = served / np.where(has_clients, claimed, 1.0)
    pace = half_life_to_weekly_decay(w.p.legitimacy_half_life / weeks)
    firm.legitimacy += np.where(has_clients, pace * (result - firm.legitimacy), 0.0)


def tender(w: Scope, weeks: int) -> None:
    """Competition over some weeks: who stands better wins some work of the others."""
    firm = w.institutions
    compete(
        weeks * per_week(w.p.competition),
        firm.state,
        firm.municipal,
        firm.kind,
        firm.base_budget,
        firm.legitimacy,
        firm.contract,
    )


def settle(w: Scope, fte: Doubles, *, closing_books: bool) -> None:
    """What is left or lacks goes to reserves, and what nobody holds stays with the municipality."""
    firm, town = w.institutions, w.municipality
    paid, back = settle_accounts(
        WEEKS_PER_YEAR,
        closing_books,
        w.p.largest_reserve,
        firm.state,
        firm.municipal,
        firm.cost_per_fte,
        fte,
        firm.budget,
        firm.accustomed,
        firm.reserve,
    )
    town.balance[0] += per_week(float(town.budget[0].sum()) - paid) + back
