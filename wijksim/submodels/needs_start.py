"""Needs that people already have when they come into view: founders and newcomers.

Without this everybody would start healthy and needs would take ten years to reach their level. A
spell under way is drawn as it would be found at a moment in a steady state: the odds of having one
are onset times mean duration, its age is exponential, and its severity is where the course of
needs would have brought it by then. A spell that would have begun before somebody was of age for it
is none.

Source: renewal theory for a steady state (odds = rate x duration). Leaves out: several needs of one
household at once beyond what position explains; the warm-up adds those.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.core.elementary import exp, log
from wijksim.core.randomness import decision, uniform, uniform4
from wijksim.entities.domains import N_DOMAINS, YOUTH
from wijksim.submodels.needs_course import (
    F32,
    F64,
    I16,
    I32,
    U8,
    U32,
    age_factor,
    may_need,
    position_factor,
)

START = decision("needs.start")
STRENGTH = decision("needs.strength")
NEVER = -100_000


@kernel
def needs_at_start(
    key: U32,
    week: int,
    rows: NDArray[np.int32],
    household: I32,
    head: I32,
    present: U8,
    id_: U32,
    birth_week: I32,
    position: F32,
    need: F32,
    onset_week: I32,
    need_ended_week: I32,
    self_reliance: F32,
    own_strength: F32,
    wellbeing: F32,
    crisis_weeks_left: I16,
    crisis_week: I32,
    odds: F64,
    duration_weeks: F64,
    gradient: F64,
    adult_age: float,
    pension_age: float,
    youth_slope: float,
    support_from: float,
    support_per_decade: float,
    debt_past_pension: float,
    strength_low: float,
    strength_high: float,
    wellbeing_at_start: float,
    start_low: float,
    start_high: float,
    escalation: float,
    recovery_own: float,
    help_at_start: float,
    calm: float,
) -> None:
    """Set everything about needs for `rows`; rows where nobody lives are emptied."""
    for i in range(rows.shape[0]):
        row = rows[i]
        self_reliance[row] = 0.0
        own_strength[row] = 0.0
        wellbeing[row] = 0.0
        for d in range(N_DOMAINS):
            need[row, d] = 0.0
            onset_week[row, d] = NEVER
            need_ended_week[row, d] = NEVER
            crisis_weeks_left[row, d] = 0
            crisis_week[row, d] = NEVER
        if not present[row]:
            continue
        who = id_[row]
        own = strength_low + (strength_high - strength_low) * uniform(key, STRENGTH, 0, who, 0)
        own_strength[row] = own
        self_reliance[row] = own
        wellbeing[row] = wellbeing_at_start
        age = (week - birth_week[row]) / WEEKS_PER_YEAR
        is_head = head[household[row]] == row
        pull = escalation * (1.0 - own)
        fade = pull + recovery_own * own + help_at_start
        for d in range(N_DOMAINS):
            if not may_need(d, age, is_head, adult_age, pension_age):
                continue
            of_age_weeks = (age if d == YOUTH else age - adult_age) * WEEKS_PER_YEAR
            mine = odds[d] * position_factor(gradient[d], position[row])
            mine *= age_factor(
                d,
                age,
                adult_age,
                pension_age,
                youth_slope,
                support_from,
                support_per_decade,
                debt_past_pension,
            )
            u = uniform4(key, START, 0, who, d)
            lasted = -log(u[1]) * duration_weeks[d]
            if u[0] >= mine / (1.0 + mine) or lasted >= of_age_weeks:
                continue
            begin = start_low + (start_high - start_low) * u[2]
            level = pull / fade
            need[row, d] = max(calm, level + (begin - level) * exp(-fade * lasted))
            onset_week[row, d] = week - int(lasted)
