"""What a week adds to the survival tables of waiting and care, and how spells are followed.

Source: Kaplan and Meier 1958, with late entry; the definitions of outcomes fixed before any run.
Leaves out: what a week of waiting feels like.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.domains import N_DOMAINS
from wijksim.entities.in_use import open_requests, those_to_follow

SPELL: Final = 0
"""Where in a resident's course the onset stands that is followed."""
CARE: Final = 1
"""Where in a resident's course the first week of care stands."""


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
) -> None:
    """Add this week to the survival tables and counts.

    `rows` has room for one more than there are requests; those looked at are open, or ended now.
    `waited` and `helped` are (groups, weeks): at risk and helped by weeks since asking, groups
    being all, domains, quintiles. `planless` and `planned` (weeks,) likewise until a plan.
    `counts` are asked, late, heavy, ended, refused.
    """
    longest = waited.shape[1] - 1
    for row in rows[: open_requests(week, state, ended_week, rows)]:
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


@kernel
def look_at_spells(
    week: int,
    need_words: np.ndarray[Any, Any],
    present: np.ndarray[Any, Any],
    rows: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    avoider: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    onset_week: np.ndarray[Any, Any],
    request: np.ndarray[Any, Any],
    formal_hours: np.ndarray[Any, Any],
    care_ended_week: np.ndarray[Any, Any],
    counts_from: int,
    reach_within: int,
    continues: int,
    busy: np.ndarray[Any, Any],
    course: np.ndarray[Any, Any],
    contacted: np.ndarray[Any, Any],
    first_week: int,
    reach: np.ndarray[Any, Any],
    in_care: np.ndarray[Any, Any],
    left_care: np.ndarray[Any, Any],
) -> None:
    """Follow spells until they are found or 26 weeks old, and care until it has ended for good.

    Those in need or followed are looked at: `need_words` is the column of needs as `in_words` gives
    it, `rows` has room for one more than there are, `busy` (n,) is whether anything is followed.
    `course` (n, 2, domains) holds the onset followed and the first week of care, -1 for none; they
    stand together, for they are looked at together. `contacted` (n, domains) is whether there was
    contact.
    `reach` (2, 2): all and avoiders, found and counted. `in_care` and `left_care` (weeks,): at risk
    and ended by weeks of care. Whether care ended for good is only known once no reopening can
    continue it, so both tables look back to the last week that is settled, from `first_week` on.
    """
    longest = in_care.shape[0] - 1
    settled = week - continues - 1
    # Which needs there is anything to see of: a loop without a branch, then the rest.
    n_rows = those_to_follow(need_words, present, busy, rows)
    seen = np.empty(n_rows * N_DOMAINS + 1, dtype=np.int32)
    n_seen = 0
    for i in range(n_rows):
        row = np.uint64(rows[i])
        if busy[row] == 1 and arrived_week[row] == week:
            for d in range(N_DOMAINS):
                course[row, SPELL, d] = -1
                course[row, CARE, d] = -1
        busy[row] = 0
        for d in range(N_DOMAINS):
            seen[n_seen] = rows[i] * N_DOMAINS + d
            n_seen += (
                (need[row, d] > 0.0) | (course[row, SPELL, d] >= 0) | (course[row, CARE, d] >= 0)
            )
    for one in seen[:n_seen]:
        row, domain = np.uint64(one // N_DOMAINS), np.uint64(one % N_DOMAINS)
        followed = course[row, SPELL, domain]
        ill = need[row, domain] > 0.0
        if followed >= 0:
            age = week - followed
            over = not ill or onset_week[row, domain] != followed
            if not over and (request[row, domain] >= 0 or formal_hours[row, domain] > 0.0):
                contacted[row, domain] = 1
            if over or age >= reach_within:
                if age >= counts_from:
                    reach[0, 1] += 1.0
                    reach[0, 0] += contacted[row, domain]
                    if avoider[row] == 1:
                        reach[1, 1] += 1.0
                        reach[1, 0] += contacted[row, domain]
                course[row, SPELL, domain] = -1
        if ill and onset_week[row, domain] == week:
            course[row, SPELL, domain] = week
            contacted[row, domain] = 0
        if formal_hours[row, domain] > 0.0 and course[row, CARE, domain] < 0:
            course[row, CARE, domain] = week
        if course[row, SPELL, domain] >= 0:
            busy[row] = 1
        if course[row, CARE, domain] < 0:
            continue
        busy[row] = 1
        weeks_in_care = settled - course[row, CARE, domain]
        judged = settled >= first_week and weeks_in_care >= 0
        if judged:
            in_care[min(weeks_in_care, longest)] += 1.0
        if formal_hours[row, domain] > 0.0 or request[row, domain] >= 0:
            continue
        if care_ended_week[row, domain] <= settled:
            if judged:
                left_care[min(weeks_in_care, longest)] += 1.0
            course[row, CARE, domain] = -1


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
