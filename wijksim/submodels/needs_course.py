"""The course of needs in one week: turns, escalation, recovery, crisis; kernels of `needs`.

Everybody's luck of the week is drawn first, in a loop of its own, which is quick; who stands behind
a draw is looked at only when it matters. Then only the spells under way are gone over. Onset stands
in `needs_onset`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import decision, uniform4
from wijksim.entities.care_scale import required_hours
from wijksim.entities.domains import DEBT, INCOME, N_DOMAINS, SUPPORT, YOUTH

BEGIN_OR_TURN = decision("needs.begin_or_turn")
COURSE = decision("needs.course")

WELLBEING_EVERY = 4
"""Wellbeing is slow: each person's moves once in so many weeks."""

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I16 = NDArray[np.int16]
U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]


@inline_kernel
def may_need(domain: int, age: float, is_head: bool, adult_age: float, pension_age: float) -> bool:
    """Whether somebody of this age (year) can have a need in this domain; debt is the head's."""
    if domain == YOUTH:
        return age < adult_age
    if domain == SUPPORT:
        return age >= adult_age
    if domain == INCOME:
        return adult_age <= age < pension_age
    return is_head


@inline_kernel
def age_factor(
    domain: int,
    age: float,
    adult_age: float,
    pension_age: float,
    youth_slope: float,
    support_from: float,
    support_per_decade: float,
    debt_past_pension: float,
) -> float:
    """How much likelier a need begins at this age (year) than at the age of reference."""
    if domain == YOUTH:
        return 1.0 + youth_slope * (age / adult_age - 0.5)
    if domain == SUPPORT and age > support_from:
        return 1.0 + support_per_decade * (age - support_from) / 10.0
    if domain == DEBT and age >= pension_age:
        return debt_past_pension
    return 1.0


@inline_kernel
def position_factor(gradient: float, position: float) -> float:
    """From 1 + gradient for the lowest position to 1 - gradient for the highest."""
    return 1.0 + gradient * (1.0 - 2.0 * position)


@inline_kernel
def isolation(network: float, others_at_home: int, company_at_home: float, half: float) -> float:
    """From 1 without anyone towards 0; `half` good contacts bring it to a half."""
    return float(half / (half + network + company_at_home * others_at_home))


@inline_kernel
def wellbeing_level(
    worst: float, alone: float, at_best: float, by_need: float, by_isolation: float
) -> float:
    """The wellbeing that goes with a worst need and an isolation, between 0 and `at_best`."""
    return float(at_best * (1.0 - by_need * worst) * (1.0 - by_isolation * alone))


@inline_kernel
def worst_need(need: F32, row: int) -> float:
    """The severity of somebody's worst need."""
    return float(max(max(need[row, 0], need[row, 1]), max(need[row, 2], need[row, 3])))


@kernel
def the_luck_of_the_week(
    key: U32,
    week: int,
    present: U8,
    id_: U32,
    birth_week: I32,
    young_born_after: int,
    onset_bound: F64,
    turn: F64,
    luck: U8,
) -> None:
    """Two bits per domain: bit d of `luck` says that a need may begin, bit 4 + d that one turns.

    A need may begin when the draw is below `onset_bound`; most such draws turn out too high for
    the person behind them. `turn` is the chance in a week that circumstances end a need.
    """
    for row in range(present.shape[0]):
        u = uniform4(key, BEGIN_OR_TURN, week, id_[row], 0)
        begins = (
            np.uint8((u[0] < onset_bound[0]) & (birth_week[row] > young_born_after))
            | (np.uint8(u[1] < onset_bound[1]) << 1)
            | (np.uint8(u[2] < onset_bound[2]) << 2)
            | (np.uint8(u[3] < onset_bound[3]) << 3)
        )
        turns = (
            (np.uint8(u[0] < turn[0]) << 4)
            | (np.uint8(u[1] < turn[1]) << 5)
            | (np.uint8(u[2] < turn[2]) << 6)
            | (np.uint8(u[3] < turn[3]) << 7)
        )
        luck[row] = (begins | turns) if present[row] else 0


@kernel
def spells_under_way(rows: I32, count: int, need: F32, spells: I32) -> int:
    """List the spells of the first `count` of `rows`, as row x 4 + domain; gives their number."""
    n_spells = 0
    for i in range(count):
        row = rows[i]
        for d in range(N_DOMAINS):
            spells[n_spells] = row * N_DOMAINS + d
            n_spells += need[row, d] > 0.0
    return n_spells


@kernel
def a_week_of_spells(
    # where and when
    key: U32,
    week: int,
    spells: I32,
    n_spells: int,
    luck: U8,
    # who has them
    id_: U32,
    birth_week: I32,
    household: I32,
    head: I32,
    informal_received: F32,
    formal_hours: F32,
    rho: F32,
    # state
    need: F32,
    need_ended_week: I32,
    crisis_weeks_left: I16,
    crisis_week: I32,
    # results of the week: help beyond what is asked, per person; crises under way, per domain
    excess: F32,
    crises_under_way: NDArray[np.int64],
    # per domain: recovery by care (1/week); crisis (1/week at the greatest severity), its weeks
    care: F64,
    crisis: F64,
    crisis_length: F64,
    # numbers
    adult_age: float,
    pension_age: float,
    escalation: float,
    recovery_own: float,
    recovery_informal: float,
    calm: float,
    end_when_calm: float,
    vulnerable: float,
    heavy: float,
    hours: F64,
    informal_full: float,
    kin: F64,
) -> None:
    """One week for every spell under way; `rho` is self-reliance as the course of needs feels it.

    Excess is help beyond what a need asks, as a share of that, summed over somebody's needs.
    Informal hours go to somebody's needs by severity and by `kin`, the share of a need that kin and
    friends can do, per domain: an hour helps with one of them.
    """
    excess[:] = 0.0
    crises_under_way[:] = 0
    looked_at, burden = -1, 0.0
    for i in range(n_spells):
        row = spells[i] // N_DOMAINS
        d = spells[i] % N_DOMAINS
        if row != looked_at:
            looked_at, burden = row, 0.0
            for other in range(N_DOMAINS):
                burden += kin[other] * need[row, other]
        # Growth where nothing holds it, less what own strength, kin and care take away.
        s = float(need[row, d])
        own = float(rho[row])
        here = informal_received[row] * (kin[d] * s / burden) if burden > 0.0 else 0.0
        informal = min(1.0, here / informal_full)
        helped = 0.0
        if formal_hours[row, d] > 0.0:
            helped = formal_hours[row, d] / required_hours(s, d, vulnerable, heavy, hours)
            excess[row] += max(0.0, helped - 1.0)
            helped = min(1.0, helped)
        in_crisis = crisis_weeks_left[row, d] > 0
        if in_crisis:
            helped = 1.0
            crises_under_way[d] += 1
            crisis_weeks_left[row, d] -= 1
        s += escalation * (1.0 - s) * (1.0 - own) - s * (
            recovery_own * own + recovery_informal * informal + care[d] * helped
        )
        # It ends by a turn, by fading, or because of age.
        over = ((luck[row] >> (4 + d)) & 1) != 0
        if s < calm and not over:
            over = uniform4(key, COURSE, week, id_[row], d)[0] < end_when_calm
        age = (week - birth_week[row]) / WEEKS_PER_YEAR
        is_head = d == DEBT and head[household[row]] == row
        if over or not may_need(d, age, is_head, adult_age, pension_age):
            need[row, d] = 0.0
            need_ended_week[row, d] = week
            crisis_weeks_left[row, d] = 0
            continue
        need[row, d] = s
        # A heavy need can break into a crisis.
        if s > heavy and not in_crisis:
            hazard = crisis[d] * (s - heavy) / (1.0 - heavy)
            draw = uniform4(key, COURSE, week, id_[row], d)[1]
            if draw < hazard and draw < one_minus_exp(hazard):
                crisis_week[row, d] = week
                crisis_weeks_left[row, d] = crisis_length[d]


@kernel
def a_week_of_strength(
    own_strength: F32,
    excess: F32,
    strength_return: float,
    erosion: float,
    self_reliance: F32,
) -> None:
    """Too much help wears strength down; away from it, it comes back to its own level."""
    for row in range(self_reliance.shape[0]):
        strength = float(self_reliance[row])
        strength += strength_return * (own_strength[row] - strength)
        beyond = float(excess[row])
        self_reliance[row] = strength - erosion * strength * beyond / (1.0 + beyond)


@kernel
def a_week_of_wellbeing(
    week: int,
    present: U8,
    household: I32,
    size: I16,
    need: F32,
    support_network: F32,
    wellbeing: F32,
    company_at_home: float,
    isolation_half: float,
    at_best: float,
    by_need: float,
    by_isolation: float,
    moved: float,
) -> None:
    """Wellbeing moves towards its level, for every fourth row; `moved` is its step in that time."""
    for row in range(-week % WELLBEING_EVERY, present.shape[0], WELLBEING_EVERY):
        alone = isolation(
            support_network[row], size[household[row]] - 1, company_at_home, isolation_half
        )
        level = wellbeing_level(worst_need(need, row), alone, at_best, by_need, by_isolation)
        if present[row]:
            wellbeing[row] += moved * (level - wellbeing[row])


@kernel
def wellbeing_at_rest(
    first: I32,
    beds: I16,
    size: I16,
    present: U8,
    need: F32,
    support_network: F32,
    wellbeing: F32,
    company_at_home: float,
    isolation_half: float,
    at_best: float,
    by_need: float,
    by_isolation: float,
) -> None:
    """Set everybody's wellbeing to the level towards which it moves, for those at the start."""
    for home in range(first.shape[0]):
        for row in range(first[home], first[home] + beds[home]):
            if present[row]:
                alone = isolation(
                    support_network[row], size[home] - 1, company_at_home, isolation_half
                )
                wellbeing[row] = wellbeing_level(
                    worst_need(need, row), alone, at_best, by_need, by_isolation
                )
