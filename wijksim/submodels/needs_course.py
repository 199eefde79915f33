"""The course of needs in one week: onset, escalation, recovery, crisis; the kernel of `needs`.

Households are walked one by one, because what weighs on one member weighs on the others. What a
household carries is read before anyone in it changes, so the order of members does not matter.
Rows where nobody lives carry no need, so they weigh nothing.
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
    return half / (half + network + company_at_home * others_at_home)


@inline_kernel
def wellbeing_level(
    worst: float, alone: float, at_best: float, by_need: float, by_isolation: float
) -> float:
    """The wellbeing that goes with a worst need and an isolation, between 0 and `at_best`."""
    return at_best * (1.0 - by_need * worst) * (1.0 - by_isolation * alone)


@inline_kernel
def worst_need(need: F32, row: int) -> float:
    """The severity of somebody's worst need."""
    return max(max(need[row, 0], need[row, 1]), max(need[row, 2], need[row, 3]))


@kernel
def whose_need_may_begin(
    key: U32,
    week: int,
    present: U8,
    id_: U32,
    birth_week: I32,
    young_born_after: int,
    onset_bound: F64,
    near: U8,
) -> None:
    """Mark in `near` those whose draw is so low that a need may begin for them this week.

    A loop over draws alone is quick; who stands behind a draw is looked at only when it matters.
    """
    for row in range(present.shape[0]):
        u = uniform4(key, BEGIN_OR_TURN, week, id_[row], 0)
        low = (
            ((u[0] < onset_bound[0]) & (birth_week[row] > young_born_after))
            | (u[1] < onset_bound[1])
            | (u[2] < onset_bound[2])
            | (u[3] < onset_bound[3])
        )
        near[row] = np.uint8(low) & present[row]


@kernel
def a_week_of_needs(
    # where and when
    key: U32,
    week: int,
    first: I32,
    beds: I16,
    size: I16,
    head: I32,
    present: U8,
    id_: U32,
    birth_week: I32,
    # what bears on needs
    position: F32,
    support_network: F32,
    overloaded_weeks: I16,
    informal_received: F32,
    formal_hours: F32,
    rho: F32,
    near: U8,
    # state
    need: F32,
    onset_week: I32,
    need_ended_week: I32,
    self_reliance: F32,
    own_strength: F32,
    crisis_weeks_left: I16,
    crisis_week: I32,
    # per domain: onset, its bound, turn (1/week); gradient; recovery by care (1/week); crisis
    # (1/week at the greatest severity), its weeks, and how many are under way (filled in here)
    onset: F64,
    onset_bound: F64,
    turn: F64,
    gradient: F64,
    care: F64,
    crisis: F64,
    crisis_length: F64,
    crises_under_way: NDArray[np.int64],
    # onset
    adult_age: float,
    pension_age: float,
    youth_slope: float,
    support_from: float,
    support_per_decade: float,
    debt_past_pension: float,
    company_at_home: float,
    isolation_half: float,
    isolation_onset: float,
    isolation_reference: float,
    spill_household: float,
    spill_person: float,
    spill_debt_youth: float,
    overload_onset: float,
    overload_half_weeks: float,
    return_onset: float,
    return_weeks: float,
    start_low: float,
    start_high: float,
    # course
    escalation: float,
    recovery_own: float,
    recovery_informal: float,
    calm: float,
    end_when_calm: float,
    erosion: float,
    strength_return: float,
    # scale of care
    vulnerable: float,
    heavy: float,
    hours: NDArray[np.float64],
    informal_full: float,
    # wellbeing
    wellbeing: F32,
    at_best: float,
    by_need: float,
    by_isolation: float,
    wellbeing_moved: float,
) -> None:
    """One week for everybody; `rho` is self-reliance as the course of needs feels it."""
    for d in range(N_DOMAINS):
        crises_under_way[d] = 0
    for home in range(first.shape[0]):
        if size[home] == 0:
            continue
        leader = head[home]
        last = first[home] + beds[home]
        debt_at_home = 0.0
        if leader >= 0:
            debt_at_home = need[leader, DEBT]
        burden = 0.0
        for row in range(first[home], last):
            burden += worst_need(need, row)
        for row in range(first[home], last):
            if not present[row]:
                continue
            who = id_[row]
            worst = float(worst_need(need, row))
            if (week + int(who)) % WELLBEING_EVERY == 0:
                alone = isolation(
                    support_network[row], size[home] - 1, company_at_home, isolation_half
                )
                level = wellbeing_level(worst, alone, at_best, by_need, by_isolation)
                wellbeing[row] += wellbeing_moved * (level - wellbeing[row])
            strength = float(self_reliance[row])
            if worst == 0.0 and not near[row]:
                if strength != own_strength[row]:
                    self_reliance[row] = strength + strength_return * (own_strength[row] - strength)
                continue
            u = uniform4(key, BEGIN_OR_TURN, week, who, 0)
            age = (week - birth_week[row]) / WEEKS_PER_YEAR
            excess = 0.0
            own = float(rho[row])
            informal = min(1.0, informal_received[row] / informal_full)
            for d in range(N_DOMAINS):
                s = float(need[row, d])
                if s > 0.0:
                    # The course of a spell.
                    asked = required_hours(s, d, vulnerable, heavy, hours)
                    helped = 0.0
                    if formal_hours[row, d] > 0.0:
                        helped = formal_hours[row, d] / asked
                        excess += max(0.0, helped - 1.0)
                        helped = min(1.0, helped)
                    in_crisis = crisis_weeks_left[row, d] > 0
                    if in_crisis:
                        helped = 1.0
                        crises_under_way[d] += 1
                        crisis_weeks_left[row, d] -= 1
                    s += escalation * (1.0 - s) * (1.0 - own) - s * (
                        recovery_own * own + recovery_informal * informal + care[d] * helped
                    )
                    over = u[d] < turn[d]
                    if s < calm:
                        v = uniform4(key, COURSE, week, who, d)
                        over = over or v[0] < end_when_calm
                    if over or not may_need(d, age, row == leader, adult_age, pension_age):
                        need[row, d] = 0.0
                        need_ended_week[row, d] = week
                        crisis_weeks_left[row, d] = 0
                        continue
                    need[row, d] = s
                    if s > heavy and not in_crisis:
                        above = (s - heavy) / (1.0 - heavy)
                        v = uniform4(key, COURSE, week, who, d)
                        if v[1] < one_minus_exp(crisis[d] * above):
                            crisis_week[row, d] = week
                            crisis_weeks_left[row, d] = crisis_length[d]
                elif u[d] < onset_bound[d] and may_need(
                    d, age, row == leader, adult_age, pension_age
                ):
                    # Near enough to chance to look at the person.
                    rate = onset[d] * position_factor(gradient[d], position[row])
                    rate *= age_factor(
                        d,
                        age,
                        adult_age,
                        pension_age,
                        youth_slope,
                        support_from,
                        support_per_decade,
                        debt_past_pension,
                    )
                    alone = isolation(
                        support_network[row], size[home] - 1, company_at_home, isolation_half
                    )
                    rate *= 1.0 + isolation_onset * alone
                    rate /= 1.0 + isolation_onset * isolation_reference
                    others = max(0.0, burden - worst)
                    rate *= 1.0 + spill_household * others / (1.0 + others)
                    rate *= 1.0 + spill_person * worst
                    if d == YOUTH:
                        rate *= 1.0 + spill_debt_youth * debt_at_home
                    overload = float(overloaded_weeks[row])
                    rate *= 1.0 + overload_onset * overload / (overload_half_weeks + overload)
                    since = week - need_ended_week[row, d]
                    if since < return_weeks:
                        rate *= 1.0 + return_onset * (1.0 - since / return_weeks)
                    if u[d] < one_minus_exp(rate):
                        v = uniform4(key, COURSE, week, who, d)
                        need[row, d] = start_low + (start_high - start_low) * v[2]
                        onset_week[row, d] = week
            # Too much help wears strength down; away from it, strength comes back to its own level.
            strength += strength_return * (own_strength[row] - strength)
            if excess > 0.0:
                strength -= erosion * strength * excess / (1.0 + excess)
            self_reliance[row] = strength


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
