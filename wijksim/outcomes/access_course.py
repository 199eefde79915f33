"""What a week adds to the survival tables of waiting and care, and how spells are followed.

Source: Kaplan and Meier 1958, with late entry; the definitions of outcomes fixed before any run.
Leaves out: what a week of waiting feels like.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.domains import N_DOMAINS
from wijksim.entities.in_use import open_requests, stamped_now

KINDS: Final = np.uint64(N_DOMAINS)
FOLLOWED: Final = np.uint8(1)
"""Mark of a spell whose reach is followed."""
IN_CARE: Final = np.uint8(2)
"""Mark of a spell whose care is followed."""
AVOIDERS: Final = 5
"""Row of care avoiders in counts of reach, after the fifths."""


@kernel
def look_at_requests(
    week: int,
    state: np.ndarray[Any, Any],
    rows: np.ndarray[Any, Any],
    resident: np.ndarray[Any, Any],
    domain: np.ndarray[Any, Any],
    asked_week: np.ndarray[Any, Any],
    plan_week: np.ndarray[Any, Any],
    first_hour_week: np.ndarray[Any, Any],
    ended_week: np.ndarray[Any, Any],
    ending: np.ndarray[Any, Any],
    need_age: np.ndarray[Any, Any],
    severity_asked: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    late_after: float,
    heavy: float,
    refused: int,
    waited: np.ndarray[Any, Any],
    helped: np.ndarray[Any, Any],
    planless: np.ndarray[Any, Any],
    planned: np.ndarray[Any, Any],
    counts: np.ndarray[Any, Any],
) -> int:
    """Add this week to the survival tables and counts.

    `rows` has room for one more than there are requests; those looked at are open, or ended now.
    They are listed there, and how many there are is given.
    `waited` and `helped` are (groups, weeks): at risk and helped by weeks since asking, groups
    being all, domains, quintiles. `planless` and `planned` (weeks,) likewise until a plan.
    `counts` are asked, late, heavy, ended, refused.
    """
    longest = waited.shape[1] - 1
    n_rows = open_requests(week, state, ended_week, rows)
    for row in rows[:n_rows]:
        ended_now = ended_week[row] == week
        if asked_week[row] == week:
            counts[0] += 1.0
            if need_age[row] > late_after:
                counts[1] += 1.0
            if severity_asked[row] >= heavy:
                counts[2] += 1.0
        if ended_now:
            counts[3] += 1.0
            if ending[row] == refused:
                counts[4] += 1.0
        age = min(week - asked_week[row], longest)
        had_hour = first_hour_week[row] >= asked_week[row]
        if not had_hour or first_hour_week[row] == week:
            done = 1.0 if had_hour else 0.0
            by_domain = 1 + domain[row]
            by_quintile = 1 + N_DOMAINS + quintile[resident[row]]
            waited[0, age] += 1.0
            helped[0, age] += done
            waited[by_domain, age] += 1.0
            helped[by_domain, age] += done
            waited[by_quintile, age] += 1.0
            helped[by_quintile, age] += done
        had_plan = plan_week[row] >= asked_week[row]
        if not had_plan or plan_week[row] == week:
            planless[age] += 1.0
            if had_plan:
                planned[age] += 1.0
    return n_rows


@kernel
def follow_care(
    week: int,
    open_now: np.ndarray[Any, Any],
    resident: np.ndarray[Any, Any],
    domain_asked: np.ndarray[Any, Any],
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    request: np.ndarray[Any, Any],
    formal_hours: np.ndarray[Any, Any],
    care_ended_week: np.ndarray[Any, Any],
    continues: int,
    first_week: int,
    marks: np.ndarray[Any, Any],
    cared_for: np.ndarray[Any, Any],
    n_cared_for: int,
    in_care: np.ndarray[Any, Any],
    left_care: np.ndarray[Any, Any],
) -> int:
    """Follow care until it has ended for good: the list `cared_for` of spell and first week.

    A spell is told by one number: row times domains, plus domain. `marks` (n, domains) holds what
    is followed. Those who left are followed no longer; care begins with the first hours for one of
    the requests in `open_now`. Gives how many are on the list now.
    `in_care` and `left_care` (weeks,): at risk and ended by weeks of care. Whether care ended for
    good is only known once no reopening can continue it, so both tables look back to the last week
    that is settled, from `first_week` on.
    """
    longest = in_care.shape[0] - 1
    settled = week - continues - 1
    kept = 0
    for k in range(n_cared_for):
        row, domain = np.uint64(cared_for[k, 0]) // KINDS, np.uint64(cared_for[k, 0]) % KINDS
        weeks_in_care = settled - cared_for[k, 1]
        cared_for[kept, 0] = cared_for[k, 0]
        cared_for[kept, 1] = cared_for[k, 1]
        here = (present[row] == 1) & (arrived_week[row] != week)
        judged = here and settled >= first_week and weeks_in_care >= 0
        if judged:
            in_care[min(weeks_in_care, longest)] += 1.0
        helped = request[row, domain] >= 0 or formal_hours[row, domain] > 0.0
        if here and (helped or care_ended_week[row, domain] > settled):
            kept += 1
            continue
        marks[row, domain] &= ~IN_CARE
        if judged:
            left_care[min(weeks_in_care, longest)] += 1.0
    for q in open_now:
        row, domain = np.uint64(resident[q]), np.uint64(domain_asked[q])
        if marks[row, domain] & IN_CARE == 0 and formal_hours[row, domain] > 0.0:
            known = (marks[row, domain] & FOLLOWED != 0) & (arrived_week[row] != week)
            if present[row] == 1 and (known or need[row, domain] > 0.0):
                marks[row, domain] |= IN_CARE
                cared_for[kept, 0] = resident[q] * N_DOMAINS + domain_asked[q]
                cared_for[kept, 1] = week
                kept += 1
    return kept


@kernel
def follow_spells(
    week: int,
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    avoider: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    onset_week: np.ndarray[Any, Any],
    request: np.ndarray[Any, Any],
    formal_hours: np.ndarray[Any, Any],
    counts_from: int,
    reach_within: int,
    places: np.ndarray[Any, Any],
    marks: np.ndarray[Any, Any],
    followed: np.ndarray[Any, Any],
    n_followed: int,
    reach: np.ndarray[Any, Any],
) -> int:
    """Follow spells until they are over or `reach_within` old: the list `followed`.

    It holds spell, onset and whether there was contact; marks and the rest are as in `follow_care`.
    `reach` (6, 2): the fifths and, once more, avoiders; found and counted.
    """
    kept = 0
    for k in range(n_followed):
        row, domain = np.uint64(followed[k, 0]) // KINDS, np.uint64(followed[k, 0]) % KINDS
        onset = followed[k, 1]
        here = (present[row] == 1) & (arrived_week[row] != week)
        lasts = here & (need[row, domain] > 0.0) & (onset_week[row, domain] == onset)
        helped = request[row, domain] >= 0 or formal_hours[row, domain] > 0.0
        contact = followed[k, 2] | (lasts & helped)
        followed[kept, 0] = followed[k, 0]
        followed[kept, 1] = onset
        followed[kept, 2] = contact
        if lasts and week - onset < reach_within:
            kept += 1
            continue
        marks[row, domain] &= ~FOLLOWED
        if here and week - onset >= counts_from:
            fifth = np.uint64(quintile[row])
            reach[fifth, 1] += 1.0
            reach[fifth, 0] += contact
            if avoider[row] == 1:
                reach[AVOIDERS, 1] += 1.0
                reach[AVOIDERS, 0] += contact
    for spell in places[: stamped_now(week, onset_week, places)]:
        row, domain = np.uint64(spell) // KINDS, np.uint64(spell) % KINDS
        if present[row] == 1 and need[row, domain] > 0.0:
            marks[row, domain] |= FOLLOWED
            followed[kept, 0] = spell
            followed[kept, 1] = week
            followed[kept, 2] = 0
            kept += 1
    return kept


def survival(at_risk: np.ndarray[Any, Any], ended: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Kaplan-Meier: share still waiting after each week, from those at risk and ended by week.

    Weeks stand along the last axis; what stands before it are groups, each by itself. Weeks in
    which nobody was at risk leave the share as it was. NaN for a group in which nobody ever was.

    >>> survival(np.array([4.0, 2.0, 1.0]), np.array([2.0, 1.0, 0.0])).tolist()
    [0.5, 0.25, 0.25]
    """
    hazard = np.divide(ended, at_risk, out=np.zeros(at_risk.shape), where=at_risk > 0)
    share = np.cumprod(1.0 - hazard, axis=-1)
    share[at_risk.sum(axis=-1) <= 0] = np.nan
    return share


def mean_weeks(at_risk: np.ndarray[Any, Any], ended: np.ndarray[Any, Any]) -> Any:
    """Mean weeks until the end, counted up to the length of the tables; a number a group.

    Who ends in the week of asking has waited no week. NaN when nobody was at risk.

    >>> float(mean_weeks(np.array([4.0, 2.0, 1.0]), np.array([2.0, 1.0, 1.0])))
    0.75
    """
    return survival(at_risk, ended).sum(axis=-1)
