"""One week in the learning and the strain of each professional.

Represents: what a worker can (competence per domain, breadth), dares (role flexibility, room), gets
wrong (errors, leaks), suffers (strain, absence, leaving) and invents (new practices).

Source: model.md, submodel 9, after the essay: learnt by doing and reflecting, both of which cost
hours; room is quicker and errs more, protocol is slower and errs less; cramp comes from uncertainty
and overload. All forms close a part of a gap, so that shares stay between 0 and 1. Sizes are
assumptions, see scenarios/parameters/learning.yaml.

Leaves out: schooling before the job, and personality.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import decision, uniform, uniform4
from wijksim.entities.domains import N_DOMAINS, NOBODY

NEWCOMER: Final = decision("learning.newcomer")
LEAK: Final = decision("learning.leak")
DRAWS: Final = ("learning.newcomer", "learning.leak")

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[Any]


@inline_kernel
def halfway(amount: float, half: float) -> float:
    """A share that rises with an amount: 0 at none, one half at `half`, 1 at very much."""
    return amount / (amount + half)


@inline_kernel
def row_sum(of_pairs: Numbers, i: int) -> float:
    """Sum over all colleagues, in four strands that the processor adds side by side."""
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    n = of_pairs.shape[1]
    whole = n - n % 4
    for j in range(0, whole, 4):
        a += of_pairs[i, j]
        b += of_pairs[i, j + 1]
        c += of_pairs[i, j + 2]
        d += of_pairs[i, j + 3]
    for j in range(whole, n):
        a += of_pairs[i, j]
    return (a + b) + (c + d)


@kernel
def newcomers(
    key: NDArray[np.uint32],
    week: int,
    everybody_unset: bool,
    present: Numbers,
    ids: NDArray[np.uint32],
    joined_week: Numbers,
    employer: Numbers,
    employer_domains: Numbers,
    own_skill: float,
    other_skill: float,
    start_breadth: float,
    breadth_of_all: float,
    start_flexibility: float,
    spread: float,
    absence_at_ease: float,
    competence: Floats,
    breadth: Floats,
    flexibility: Floats,
    strain: Floats,
    absence: Floats,
    room: Floats,
    practices: Floats,
) -> None:
    """Set who starts this week (or, at the start of a run, whom the builder gave no competence).

    A newcomer is a novice: moderate in the domains of the employer, weak in others; whoever works
    for an employer with many domains is broader. Persons differ by `spread` around that.
    """
    for i in range(present.shape[0]):
        blank = True
        for d in range(N_DOMAINS):
            blank = blank and competence[i, d] == 0.0
        new = joined_week[i] == week and not everybody_unset
        if present[i] == 0 or not (new or (everybody_unset and blank)):
            continue
        u, v, x, _ = uniform4(key, NEWCOMER, week, ids[i], 0)
        domains = 0
        for d in range(N_DOMAINS):
            if employer[i] != NOBODY and employer_domains[employer[i], d] != 0:
                domains += 1
        for d in range(N_DOMAINS):
            own = employer[i] != NOBODY and employer_domains[employer[i], d] != 0
            skill = own_skill if own else other_skill
            competence[i, d] = skill * (1.0 - spread * u)
        share = (domains - 1.0) / (N_DOMAINS - 1.0) if domains > 0 else 0.0
        widest = start_breadth + (1.0 - start_breadth) * breadth_of_all * share
        breadth[i] = widest * (1.0 - spread * v)
        flexibility[i] = start_flexibility * (1.0 - spread * x)
        strain[i] = 0.0
        absence[i] = absence_at_ease
        room[i] = 0.0
        practices[i] = 0.0


@kernel
def uncertainty(
    change_hours: Floats,
    present: Numbers,
    employer: Numbers,
    team: Numbers,
    unrest: Floats,
    survival_pressure: Floats,
    shared_practice: Floats,
    by_change: float,
    by_loyalty: float,
    out: Doubles,
) -> None:
    """Uncertainty of each worker, 0 to 1: unrest at the employer, change, dual loyalty.

    Change unsettles by the hours that it still asks of a worker to learn it. Who is seconded to a
    team while the own employer fears for its existence is torn, the less so the more practice the
    team shares.
    """
    for i in range(present.shape[0]):
        firm = employer[i]
        calm = 1.0 - one_minus_exp(by_change * change_hours[i])
        if firm != NOBODY:
            calm *= 1.0 - unrest[firm]
            if team[i] != NOBODY:
                torn = survival_pressure[firm] * (1.0 - shared_practice[team[i]])
                calm *= 1.0 - by_loyalty * torn
        out[i] = 1.0 - calm


@kernel
def feel_strain(
    present: Numbers,
    load: Floats,
    uncertain: Doubles,
    by_overload: float,
    overload_half: float,
    by_uncertainty: float,
    recovery: float,
    absence_at_ease: float,
    absence_by_strain: float,
    absence_pace: float,
    quit_at_ease: float,
    quit_by_strain: float,
    strain: Floats,
    absence: Floats,
    quit_hazard: Floats,
) -> None:
    """Strain rises with overload and uncertainty and recovers; it drives absence and leaving only.

    `quit_at_ease` and `quit_by_strain` are rates a week.
    """
    for i in range(present.shape[0]):
        if present[i] == 0:
            quit_hazard[i] = 0.0
            continue
        over = max(0.0, load[i] - 1.0)
        by_load = by_overload * halfway(over, overload_half)
        rise = one_minus_exp(by_load + by_uncertainty * uncertain[i])
        strain[i] += (1.0 - strain[i]) * rise - recovery * strain[i]
        expected = absence_at_ease + absence_by_strain * strain[i]
        absence[i] += absence_pace * (expected - absence[i])
        quit_hazard[i] = one_minus_exp(quit_at_ease + quit_by_strain * strain[i])


@kernel
def learn(
    present: Numbers,
    finder: Numbers,
    employer: Numbers,
    employer_domains: Numbers,
    team: Numbers,
    team_domains: Numbers,
    hours_direct: Floats,
    reflected: Doubles,
    changing: Doubles,
    contacts: Floats,
    activities: Floats,
    profiles: float,
    doing: float,
    reflecting: float,
    contacts_half: float,
    skill_gain: float,
    forgetting: float,
    narrowing: float,
    profile_pace: float,
    invention: float,
    forgetting_practice: float,
    room: Floats,
    competence: Floats,
    breadth: Floats,
    flexibility: Floats,
    practices: Floats,
) -> None:
    """Skill by doing and reflecting; breadth and flexibility by working with others and reflecting.

    `reflected` and `changing` are the hours (h/week) really spent on reflection and on learning a
    change. Function profiles fix a share of the tasks: only the rest can shift. Practices are
    invented where both take hours, together with others, and there is room to try.
    """
    n = present.shape[0]
    for i in range(n):
        if present[i] == 0:
            continue
        exposure = halfway(row_sum(contacts, i) + row_sum(activities, i), contacts_half)
        step = one_minus_exp((doing + reflecting * reflected[i]) * exposure)
        breadth[i] += step * (1.0 - breadth[i]) - narrowing * (1.0 - exposure) * breadth[i]
        open_tasks = 1.0 - profiles
        pace = step if flexibility[i] < open_tasks else profile_pace
        flexibility[i] += pace * (open_tasks - flexibility[i])
        domains = 0
        for d in range(N_DOMAINS):
            domains += works_in(i, d, employer, employer_domains, team, team_domains)
        for d in range(N_DOMAINS):
            mine = works_in(i, d, employer, employer_domains, team, team_domains)
            hours = hours_direct[i] / domains * mine if domains > 0 else 0.0
            better = one_minus_exp(skill_gain * (hours + reflected[i] * mine))
            worse = forgetting * (1.0 - breadth[i]) * (1 - mine)
            competence[i, d] += better * (1.0 - competence[i, d]) - worse * competence[i, d]
        if finder[i] == 0:
            idea = one_minus_exp(invention * changing[i] * reflected[i] * room[i] * exposure)
            practices[i] += idea * (1.0 - practices[i]) - forgetting_practice * practices[i]


@inline_kernel
def works_in(
    i: int,
    domain: int,
    employer: Numbers,
    employer_domains: Numbers,
    team: Numbers,
    team_domains: Numbers,
) -> int:
    """Whether a worker meets needs of this domain at work: 1 by the team, else by the employer."""
    if team[i] != NOBODY:
        return 1 if team_domains[team[i], domain] != 0 else 0
    if employer[i] != NOBODY:
        return 1 if employer_domains[employer[i], domain] != 0 else 0
    return 0


@kernel
def decide(
    key: NDArray[np.uint32],
    week: int,
    present: Numbers,
    ids: NDArray[np.uint32],
    employer: Numbers,
    employer_domains: Numbers,
    team: Numbers,
    team_domains: Numbers,
    firm_mandate: Floats,
    firm_protocol: Floats,
    team_mandate: Floats,
    team_protocol: Floats,
    conceded: float,
    room_pace: float,
    novice_errors: float,
    expert_errors: float,
    caught: float,
    sharing: float,
    leak_rate: float,
    joint_cases: Numbers,
    competence: Floats,
    room: Floats,
    error_rate: Floats,
    leaked: NDArray[np.uint8],
) -> None:
    """Room to decide without approval, what goes wrong, and what leaks.

    Approval is needed where there is no mandate or a protocol asks it, unless room was conceded.
    Checked decisions err less, by the share that protocol catches; the skilled err less anyhow.
    `leak_rate` is per week, shared case and colleague, at full sharing and certain error.
    """
    n = present.shape[0]
    for i in range(n):
        leaked[i] = 0
        if present[i] == 0:
            continue
        mandate, protocol = 0.0, 0.0
        if team[i] != NOBODY:
            mandate, protocol = team_mandate[team[i]], team_protocol[team[i]]
        elif employer[i] != NOBODY:
            mandate, protocol = firm_mandate[employer[i]], firm_protocol[employer[i]]
        wanted = 1.0 - (1.0 - mandate * (1.0 - protocol)) * (1.0 - conceded)
        room[i] += room_pace * (wanted - room[i])
        skill, domains = 0.0, 0
        for d in range(N_DOMAINS):
            mine = works_in(i, d, employer, employer_domains, team, team_domains)
            skill += mine * competence[i, d]
            domains += mine
        skill = skill / domains if domains > 0 else 0.0
        alone = novice_errors + (expert_errors - novice_errors) * skill
        error_rate[i] = alone * (1.0 - (1.0 - room[i]) * caught * protocol)
        shared = row_sum(joint_cases, i) if sharing > 0.0 else 0.0
        if shared > 0.0:
            rate = leak_rate * sharing * shared * error_rate[i] * (1.0 - protocol)
            if uniform(key, LEAK, week, ids[i], 0) < one_minus_exp(rate):
                leaked[i] = 1


@kernel
def share_practice(
    week: int,
    present: Numbers,
    joined_week: Numbers,
    team: Numbers,
    team_present: Numbers,
    reflected: Doubles,
    practices: Floats,
    sharing: float,
    fading: float,
    spreading: float,
    recognition: Floats,
    team_practised: Numbers,
    shared_practice: Floats,
) -> None:
    """A team comes to share practice by reflecting together, and loses it with those who leave.

    Who is new in the team, from outside or from another one, shares nothing of it yet.
    `team_practised` is the team with which each was last week.
    In a team that shares practice, new practices of one spread to others, the sooner the more they
    see each other's worth.
    """
    n = present.shape[0]
    for t in range(team_present.shape[0]):
        members, hours, new, best, seen, pairs = 0, 0.0, 0, 0.0, 0.0, 0
        if team_present[t] != 0:
            for i in range(n):
                if present[i] == 0 or team[i] != t:
                    continue
                members += 1
                hours += reflected[i]
                new += 1 if joined_week[i] == week or team_practised[i] != t else 0
                best = max(best, practices[i])
                for j in range(n):
                    if j != i and present[j] != 0 and team[j] == t:
                        seen += recognition[i, j]
                        pairs += 1
        if members < 2:
            shared_practice[t] = 0.0
            continue
        known = seen / pairs
        step = one_minus_exp(sharing * hours / members * known)
        kept = (1.0 - fading) * (1.0 - new / members)
        shared_practice[t] = kept * (shared_practice[t] + step * (1.0 - shared_practice[t]))
        pull = spreading * known * shared_practice[t]
        for i in range(n):
            if present[i] != 0 and team[i] == t and practices[i] < best:
                practices[i] += pull * (best - practices[i])
    for i in range(n):
        team_practised[i] = team[i] if present[i] != 0 else NOBODY
