"""The end of an institution: who seeks shelter in a merger, and who cannot go on.

Represents: an institution whose debts are too high must stop; one with too few posts stops or is
taken in; one under pressure may seek shelter with a stronger one before it has to. A partner works
mainly in the same domain. It takes over staff, contract and reserve; without a partner the staff
leave, and the municipality settles the reserve.
Source: pre-sorting for survival before the transfers (DRIFT 2014); chances are assumptions.
Leaves out: mergers across domains, and restarts under another name.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import weekly_probability
from wijksim.core.compile import kernel
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import N_DOMAINS, NOBODY, InstitutionState
from wijksim.entities.world import Scope
from wijksim.submodels.institutions_telling import staff_of, tell

ACTIVE = int(InstitutionState.ACTIVE)
MERGED = int(InstitutionState.MERGED)
DISSOLVED = int(InstitutionState.DISSOLVED)

GO_ON = 0
BANKRUPT = 1
TOO_SMALL = 2
SHELTER = 3
CAUSES = ("", "debts", "too_few_posts", "shelter_from_cuts")
"""Why an institution ends, by number, as the event log tells it."""

ENDING = decision("institutions.ending")

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Small = NDArray[np.int8]
Rows = NDArray[np.int16]
Integers = NDArray[np.int64]
Weeks = NDArray[np.int32]


@kernel
def _partner(
    institution: int,
    state: Small,
    municipal: Bytes,
    market: Integers,
    domain_share: Floats,
    posts: Floats,
    openness: Floats,
    legitimacy: Floats,
) -> int:
    """The institution of the same market that can best take another in; NOBODY when none can."""
    best = NOBODY
    most = 0.0
    for j in range(state.shape[0]):
        if j == institution or state[j] != ACTIVE or municipal[j] == 0:
            continue
        score = posts[j] * domain_share[j, market[j]] * openness[j] * legitimacy[j]
        if score > most and market[j] == market[institution]:
            most = score
            best = j
    return best


@kernel
def who_ends(
    key: NDArray[np.uint32],
    week: int,
    deepest_debt: float,
    viable_posts: float,
    closing: float,
    merging: float,
    state: Small,
    municipal: Bytes,
    market: Integers,
    domain_share: Floats,
    base_budget: Doubles,
    posts: Floats,
    accustomed: Doubles,
    reserve: Doubles,
    pressure: Floats,
    openness: Floats,
    legitimacy: Floats,
    ending: Small,
    partner: Rows,
) -> int:
    """Decide who ends this week (`ending`, a cause) and with whom (`partner`); give their number.

    `closing` and `merging` are chances a week: of stopping with fewer than `viable_posts`, and of
    seeking shelter under full pressure. Whoever takes another in goes on itself this week.
    """
    number = 0
    taken = np.zeros(state.shape[0], dtype=np.uint8)
    for i in range(state.shape[0]):
        ending[i] = GO_ON
        partner[i] = NOBODY
        if state[i] != ACTIVE or municipal[i] == 0 or base_budget[i] <= 0.0 or taken[i] == 1:
            continue
        chance = uniform(key, ENDING, week, i, 0)
        to = _partner(i, state, municipal, market, domain_share, posts, openness, legitimacy)
        if to != NOBODY and ending[to] != GO_ON:
            continue
        if reserve[i] < -deepest_debt * accustomed[i]:
            ending[i] = BANKRUPT
        elif posts[i] < viable_posts and chance < closing:
            ending[i] = TOO_SMALL
        elif to != NOBODY and posts[to] >= posts[i] and chance < merging * pressure[i]:
            ending[i] = SHELTER
        else:
            continue
        partner[i] = to
        if to != NOBODY:
            taken[to] = 1
        number += 1
    return number


@kernel
def take_in(
    institution: int,
    partner: int,
    base_budget: Doubles,
    contract: Doubles,
    money: Doubles,
    reserve: Doubles,
    cost_per_fte: Doubles,
    domain: Bytes,
    domain_share: Floats,
    employer: Rows,
) -> None:
    """A merger: posts, filled or not, contract, reserve and domains go over to the partner.

    A post costs on average what it did: the same `money` (EUR/year, of each now, and of both with
    the partner from then on) pays for as many posts as before.
    """
    for p in range(employer.shape[0]):
        if employer[p] == institution:
            employer[p] = partner
    came = base_budget[institution] * contract[institution]
    had = base_budget[partner] * contract[partner]
    for d in range(N_DOMAINS):
        domain[partner, d] = max(domain[partner, d], domain[institution, d])
        if came + had > 0.0:
            both = had * domain_share[partner, d] + came * domain_share[institution, d]
            domain_share[partner, d] = both / (came + had)
    theirs, ours = money[institution], money[partner]
    if theirs > 0.0 and ours > 0.0:
        posts = theirs / cost_per_fte[institution] + ours / cost_per_fte[partner]
        cost_per_fte[partner] = (theirs + ours) / posts
    money[partner] += theirs
    money[institution] = 0.0
    contract[partner] += came / base_budget[partner]
    contract[institution] = 0.0
    reserve[partner] += reserve[institution]
    reserve[institution] = 0.0


@kernel
def let_go(week: int, institution: int, employer: Rows, present: Bytes, left_week: Weeks) -> None:
    """A dissolution: all staff leave, and the posts are free for others."""
    for p in range(employer.shape[0]):
        if employer[p] == institution:
            if present[p] == 1:
                present[p] = 0
                left_week[p] = week
            employer[p] = NOBODY


def end_some(w: Scope, market: Integers) -> Doubles:
    """Some institutions end: taken in by another, or dissolved.

    Gives the share of its posts that each institution saw come in.
    """
    firm, p = w.institutions, w.p
    ending = np.zeros(len(firm.state), dtype=np.int8)
    partner = np.zeros(len(firm.state), dtype=np.int16)
    came = np.zeros(len(firm.state))
    number = who_ends(
        w.key,
        w.week,
        p.deepest_debt,
        p.viable_posts,
        weekly_probability(p.closing_rate),
        weekly_probability(p.merging_rate),
        firm.state,
        firm.municipal,
        market,
        firm.domain_share,
        firm.base_budget,
        firm.posts,
        firm.accustomed,
        firm.reserve,
        firm.survival_pressure,
        firm.openness,
        firm.legitimacy,
        ending,
        partner,
    )
    if number > 0:
        money = firm.budget.copy()
        for row in np.flatnonzero(ending):
            _end(w, int(row), int(partner[row]), CAUSES[ending[row]], came, money)
    return came


def _end(
    w: Scope, institution: int, partner: int, cause: str, came: Doubles, money: Doubles
) -> None:
    """Carry out one ending and tell the log who and why; `came` gets the partner's shake-up.

    `money` is what each has this week, EUR/year, with what it took in.
    """
    firm, people, town = w.institutions, w.professionals, w.municipality
    size = float(firm.posts[institution])
    staff = staff_of(w, institution)
    if partner != NOBODY:
        both = size + float(firm.posts[partner])
        came[partner] = size / both if both > 0.0 else 0.0
        take_in(
            institution,
            partner,
            firm.base_budget,
            firm.contract,
            money,
            firm.reserve,
            firm.cost_per_fte,
            firm.domain,
            firm.domain_share,
            people.employer,
        )
        tell(w, "went over", staff, "merger", partner)
        firm.accustomed[partner] += firm.accustomed[institution]
        firm.state[institution] = MERGED
        w.log(
            "merged",
            subject="institutions",
            ids=institution,
            cause=cause,
            by="institutions",
            by_ids=partner,
            value=size,
        )
    else:
        tell(w, "left", staff, "employer dissolved", institution)
        let_go(w.week, institution, people.employer, people.present, people.left_week)
        town.balance[0] += firm.reserve[institution]
        firm.state[institution] = DISSOLVED
        w.log(
            "dissolved",
            subject="institutions",
            ids=institution,
            cause=cause,
            by="municipality",
            by_ids=0,
            value=size,
        )
    firm.state_week[institution] = w.week
    for column in (
        firm.budget,
        firm.posts,
        firm.overlap,
        firm.contract,
        firm.reserve,
        firm.accustomed,
    ):
        column[institution] = 0.0
