"""Households with several helpers: parties, pairs, an agreed lead, plans in conflict, handing over.

Represents: every institution or team with a case in a household is a party; a team that came on
top is one more wherever there are two cases or more, by its mandate. Parties coordinate in pairs,
k(k-1)/2 of them, in fewer hours where trust is mutual and data are shared. A rule of one lead
worker makes a star of the pairs and costs writing; a mandatory plan costs writing by all. Plans
come in conflict where values differ and trust is low, and are mended by trust, a lead and time.
Source: pairs, contacts and hours from the steady state in `mechanisms.md`; effects of lead and plan
are assumptions. One worker with several cases is one party: a generalist needs no coordination.
Leaves out: conferences of more than two, and what family members do to align plans.
"""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import NOBODY, RequestState

Array = NDArray[Any]

CONFLICT: Final = decision("casework.conflict")
HOLDS_ON: Final = decision("casework.holds_on")
GIVES_UP: Final = decision("casework.gives_up")
CONTACT: Final = decision("casework.team_contact")

_FREE: Final = int(RequestState.FREE)
_ACCESS: Final = int(RequestState.ACCESS)


@inline_kernel
def overlap_of(weight: Array, i: int, j: int) -> float:
    """Overlap of the values of two professionals: the sum of the smaller weights, 0 to 1."""
    total = 0.0
    for v in range(weight.shape[1]):
        total += min(weight[i, v], weight[j, v])
    return total


@inline_kernel
def mutual(trust: Array, i: int, j: int) -> float:
    """Trust that goes both ways: the smaller of the two."""
    return float(min(trust[i, j], trust[j, i]))


@kernel
def seat(team_present: Array, team: Array, carrier: Array, ring: Array) -> None:
    """For every team and every point on the ring of posts: the next member from there on."""
    n = ring.shape[1]
    for t in range(ring.shape[0]):
        ring[t, :] = NOBODY
        if team_present[t] == 0:
            continue
        upcoming = NOBODY
        for step in range(2 * n - 1, -1, -1):
            p = step % n
            if team[p] == t and carrier[p] != 0:
                upcoming = p
            ring[t, p] = upcoming


@kernel
def group_by_household(
    top: int,
    state: Array,
    resident: Array,
    household: Array,
    open_cases: Array,
    parties: Array,
    head: Array,
    following: Array,
    touched: Array,
) -> int:
    """String the open requests of each household together; gives how many households there are."""
    for h in range(open_cases.shape[0]):
        if open_cases[h] != 0:
            open_cases[h] = 0
            parties[h] = 0
    n = 0
    for q in range(top):
        if state[q] == _FREE:
            continue
        h = household[resident[q]]
        if open_cases[h] == 0:
            head[h] = NOBODY
            touched[n] = h
            n += 1
        open_cases[h] += 1
        following[q] = head[h]
        head[h] = q
    return n


@kernel
def helpers_at_the_table(
    key: Array,
    home_id: int,
    q: int,
    following: Array,
    handler: Array,
    team: Array,
    seconded: Array,
    employer: Array,
    given_up: Array,
    n_institutions: int,
    person: Array,
    organisation: Array,
) -> int:
    """List who helps in a household, one for each institution or team, in their order; how many.

    The first row of a post speaks for several of one organisation. An institution that gave up
    double work leaves the table to the others; where all did, the one nearest to staying remains.
    So nothing hangs on the order of requests, of which `q` is the first.
    """
    n = 0
    while q != NOBODY:
        p = handler[q]
        q = following[q]
        if p == NOBODY:
            continue
        party = n_institutions + team[p] if seconded[p] != 0 else employer[p]
        place = 0
        while place < n and organisation[place] < party:
            place += 1
        if place < n and organisation[place] == party:
            person[place] = min(person[place], p)
            continue
        if n == person.shape[0]:
            if place == n:
                continue
            n -= 1
        for a in range(n, place, -1):
            person[a], organisation[a] = person[a - 1], organisation[a - 1]
        person[place], organisation[place] = p, party
        n += 1
    stay = 0
    nearest, last_person, last_party = -2.0, NOBODY, NOBODY
    for a in range(n):
        p, party = person[a], organisation[a]
        inclined = 1.0
        if party < n_institutions:
            inclined = uniform(key, GIVES_UP, 0, home_id, party) - given_up[party]
        if inclined >= 0.0:
            person[stay], organisation[stay] = p, party
            stay += 1
        elif inclined > nearest:
            nearest, last_person, last_party = inclined, p, party
    if stay == 0 and n > 0:
        person[0], organisation[0] = last_person, last_party
        stay = 1
    return stay


@kernel
def coordinate(
    week: int,
    key: Array,
    touched: Array,
    n_touched: int,
    head: Array,
    following: Array,
    household_id: Array,
    open_cases: Array,
    parties: Array,
    lead: Array,
    conflict_weeks: Array,
    handler: Array,
    access: Array,
    domain: Array,
    resident_id: Array,
    conflict: Array,
    ring: Array,
    team: Array,
    seconded: Array,
    employer: Array,
    given_up: Array,
    layer: Array,
    mandate: Array,
    team_domain: Array,
    team_present: Array,
    trust: Array,
    weight: Array,
    coverage: Array,
    joint_cases: Array,
    demand: Array,
    person: Array,
    organisation: Array,
    n_institutions: int,
    lead_rule: int,
    plan_rule: int,
    pair_hours: float,
    trust_saves: float,
    sharing_saves: float,
    writing_hours: float,
    lead_trust: float,
    conflict_rate: float,
    mend_rate: float,
    mend_trust: float,
    lead_calms: float,
    plan_calms: float,
) -> None:
    """Parties, lead, hours of coordination asked (h/week per post) and conflicts of plans.

    `pair_hours` are hours a week that a pair spends together when strangers; `sharing_saves` the
    share of it that shared data save; rates are chances a week. `layer` tells which teams came on
    top, `mandate` which of those have a say in every household with two cases or more,
    `given_up` which share of its tables each institution left to others with the double work that
    it handed over.
    """
    most = person.shape[0]
    for i in range(n_touched):
        h = touched[i]
        if open_cases[h] == 1:
            q = head[h]
            lead[h] = handler[q]
            parties[h] = 0 if handler[q] == NOBODY else 1
            conflict[q] = 0
            conflict_weeks[h] = 0
            continue
        n = helpers_at_the_table(
            key, household_id[h], head[h], following, handler, team, seconded, employer, given_up,
            n_institutions, person, organisation,
        )  # fmt: skip
        replacing = NOBODY
        q = head[h]
        covered = 0
        while q != NOBODY:
            covered |= 1 << domain[q]
            t = access[q]
            if t != NOBODY and team_present[t] != 0 and layer[t] == 0:
                replacing = t if replacing == NOBODY else min(replacing, t)
            q = following[q]
        if n > 0:
            for t in range(layer.shape[0]):
                mandated = t == replacing
                if layer[t] != 0 and mandate[t] != 0:
                    for d in range(team_domain.shape[1]):
                        if team_domain[t, d] != 0 and (covered >> d) & 1:
                            mandated = True
                if not mandated:
                    continue
                known = False
                for a in range(n):
                    known = known or organisation[a] == n_institutions + t
                point = int(uniform(key, CONTACT, 0, household_id[h], t) * ring.shape[1])
                p = ring[t, point]
                if not known and p != NOBODY and n < most:
                    person[n], organisation[n] = p, n_institutions + t
                    n += 1
        parties[h] = n
        if n < 2:
            lead[h] = person[0] if n == 1 else NOBODY
            conflict_weeks[h] = 0
            q = head[h]
            while q != NOBODY:
                conflict[q] = 0
                q = following[q]
            continue

        agreed = NOBODY
        best = -1.0
        for a in range(n):
            lowest, total = 1.0, 0.0
            for b in range(n):
                if a != b:
                    tau = mutual(trust, person[a], person[b])
                    lowest = min(lowest, tau)
                    total += tau
            mandated = organisation[a] == n_institutions + replacing and replacing != NOBODY
            if lead_rule != 0 or mandated or lowest >= lead_trust:
                stays = 1.0 if person[a] == lead[h] else 0.0
                claim = total / (n - 1) + stays + (2.0 if mandated else 0.0)
                if claim > best:
                    best, agreed = claim, person[a]
        lead[h] = agreed

        for a in range(n):
            if lead_rule != 0 and person[a] == agreed:
                demand[agreed] += writing_hours * (n - 1)
            if plan_rule != 0:
                demand[person[a]] += writing_hours
            for b in range(a + 1, n):
                i1, i2 = person[a], person[b]
                if lead_rule != 0 and i1 != agreed and i2 != agreed:
                    continue
                joint_cases[i1, i2] += 1
                joint_cases[i2, i1] += 1
                saved = (1.0 - trust_saves * mutual(trust, i1, i2)) * (1.0 - sharing_saves)
                demand[i1] += 0.5 * pair_hours * saved
                demand[i2] += 0.5 * pair_hours * saved

        calm = (1.0 - (lead_calms if agreed != NOBODY else 0.0)) * (
            1.0 - (plan_calms if plan_rule != 0 else 0.0)
        )
        at_odds = False
        q = head[h]
        while q != NOBODY:
            p = handler[q]
            if p == NOBODY:
                conflict[q] = 0
                q = following[q]
                continue
            party = n_institutions + team[p] if seconded[p] != 0 else employer[p]
            goes_well, tau = 1.0, 0.0
            for b in range(n):
                if organisation[b] == party or person[b] == p:
                    continue
                one = mutual(trust, p, person[b])
                tau = max(tau, one)
                clash = (1.0 - overlap_of(weight, p, person[b])) * (1.0 - one)
                goes_well *= 1.0 - conflict_rate * calm * clash
            u = uniform(key, CONFLICT, week, resident_id[q], domain[q])
            if conflict[q] == 0:
                conflict[q] = 1 if u < 1.0 - goes_well else 0
            else:
                hope = mend_rate + (1.0 - mend_rate) * mend_trust * tau * coverage[p]
                hope += (1.0 - hope) * (lead_calms * mend_trust if agreed != NOBODY else 0.0)
                conflict[q] = 0 if u < hope else 1
            at_odds = at_odds or conflict[q] != 0
            q = following[q]
        if at_odds and agreed == NOBODY:
            conflict_weeks[h] = conflict_weeks[h] + 1
        else:
            conflict_weeks[h] = 0


@kernel
def clear_households(open_cases: Array, lead: Array, conflict_weeks: Array) -> None:
    """Households without an open case have no lead and no conflict."""
    for h in range(open_cases.shape[0]):
        if open_cases[h] == 0:
            lead[h] = NOBODY
            conflict_weeks[h] = 0


@kernel
def hand_over(
    week: int,
    key: Array,
    top: int,
    post_id: Array,
    employer: Array,
    holding: Array,
    granting: Array,
    carrier: Array,
    state: Array,
    domain: Array,
    handler: Array,
    handler_week: Array,
    rung: Array,
    rung_load: Array,
    competence: Array,
    fte: Array,
    load: Array,
    cases: Array,
    demand: Array,
    gave_to: Array,
    limit: float,
    competence_needed: float,
    handover_hours: float,
) -> None:
    """Hand over the client offered to a colleague, if that colleague is able and has room.

    Each gives at most one a week, of those with a plan: that in which the colleague is best beside
    oneself. To another employer it goes only as far as one's own does not hold on to its clients.
    """
    for p in range(granting.shape[0]):
        gave_to[p] = NOBODY
        g = granting[p]
        if g in (NOBODY, p) or carrier[p] == 0 or carrier[g] == 0:
            continue
        mine = employer[p]
        away = mine >= 0 and employer[g] != mine
        if away and uniform(key, HOLDS_ON, week, post_id[p], 0) < holding[mine]:
            continue
        best, chosen = -2.0, NOBODY
        for q in range(top):
            if state[q] in (_FREE, _ACCESS) or handler[q] != p:
                continue
            skill = competence[g, domain[q]]
            fits = load[g] + rung_load[domain[q], rung[q]] <= limit * fte[g]
            if skill >= competence_needed and fits and skill - competence[p, domain[q]] > best:
                best, chosen = skill - competence[p, domain[q]], q
        if chosen == NOBODY:
            continue
        carried = rung_load[domain[chosen], rung[chosen]]
        handler[chosen] = g
        handler_week[chosen] = week
        load[p] -= carried
        load[g] += carried
        cases[p] -= 1
        cases[g] += 1
        demand[p] += handover_hours
        demand[g] += handover_hours
        gave_to[p] = g
