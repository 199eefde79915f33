"""What a week adds to the counts of need, and the index of its inequality.

Source: Erreygers 2009 for the corrected concentration index; definitions fixed before any run.
Leaves out: how residents judge their own need.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.care_scale import required_hours
from wijksim.outcomes.base import cell_of


@kernel
def count_people(
    began: int,
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    people: np.ndarray[Any, Any],
    founder: np.ndarray[Any, Any],
    last_unmet: np.ndarray[Any, Any],
    gone: np.ndarray[Any, Any],
) -> None:
    """Add everyone here to `people` (cells,), and founders who left to `gone`: people, unmet."""
    for row in range(present.shape[0]):
        if founder[row] == 1 and (present[row] == 0 or arrived_week[row] > began):
            founder[row] = 0
            gone[0] += 1.0
            gone[1] += last_unmet[row]
        if present[row] == 1:
            kind = household_kind[household[row]]
            people[cell_of(arrived_week[row] <= began, quintile[row], kind)] += 1.0


@kernel
def look_at_residents(
    week: int,
    began: int,
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    formal_hours: np.ndarray[Any, Any],
    crisis_weeks_left: np.ndarray[Any, Any],
    crisis_week: np.ndarray[Any, Any],
    vulnerable: float,
    heavy: float,
    hours: np.ndarray[Any, Any],
    enough_help: float,
    unmet_after: int,
    run: np.ndarray[Any, Any],
    running: np.ndarray[Any, Any],
    burden: np.ndarray[Any, Any],
    burden_of: np.ndarray[Any, Any],
    last_unmet: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
    domain_sums: np.ndarray[Any, Any],
) -> None:
    """Count unmet (column 0), severity unmet (1), need (2), crises (3) per cell.

    `run` (n, domains) holds the weeks on end without enough help, `running` whether any is above
    zero. `burden` holds unmet spells of this quarter, of who came in week `burden_of`; `last_unmet`
    (n,) the unmet spells of founders in their last week here. `sums` is (cells, 4), `domain_sums`
    (4, domains); both are added to.
    """
    for row in range(present.shape[0]):
        if present[row] == 0:
            continue
        worst = max(max(need[row, 0], need[row, 1]), max(need[row, 2], need[row, 3]))
        if worst <= 0.0 and running[row] == 0:
            continue
        if running[row] == 1 and arrived_week[row] == week:
            for domain in range(need.shape[1]):
                run[row, domain] = 0
        running[row] = 0
        unmet, severe, ill, crises = 0.0, 0.0, 0.0, 0.0
        for domain in range(need.shape[1]):
            severity = need[row, domain]
            if crisis_week[row, domain] == week:
                crises += 1.0
                domain_sums[3, domain] += 1.0
            if severity < vulnerable:
                run[row, domain] = 0
                continue
            ill += 1.0
            domain_sums[2, domain] += 1.0
            asked = required_hours(severity, domain, vulnerable, heavy, hours)
            helped = formal_hours[row, domain] >= enough_help * asked
            if helped or crisis_weeks_left[row, domain] > 0:
                run[row, domain] = 0
                continue
            running[row] = 1
            if run[row, domain] < 30_000:
                run[row, domain] += 1
            if run[row, domain] >= unmet_after:
                unmet += 1.0
                severe += severity
                domain_sums[0, domain] += 1.0
                domain_sums[1, domain] += severity
        if arrived_week[row] <= began:
            last_unmet[row] = np.uint8(unmet)
        if ill + crises == 0.0:
            continue
        if unmet > 0.0:
            if burden_of[row] != arrived_week[row]:
                burden_of[row] = arrived_week[row]
                burden[row] = 0.0
            burden[row] += unmet
        kind = household_kind[household[row]]
        cell = cell_of(arrived_week[row] <= began, quintile[row], kind)
        sums[cell, 0] += unmet
        sums[cell, 1] += severe
        sums[cell, 2] += ill
        sums[cell, 3] += crises


def places_of(rank_by: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The place of each in a ranking from low to high, from 0 on; equals share a place.

    >>> places_of(np.array([0.3, 0.1, 0.3])).tolist()
    [1, 0, 1]
    """
    _, place = np.unique(rank_by, return_inverse=True)
    found: np.ndarray[Any, Any] = place
    return found


def concentration(
    share: np.ndarray[Any, Any], place: np.ndarray[Any, Any], weight: np.ndarray[Any, Any]
) -> float:
    """Erreygers-corrected concentration index of a share between 0 and 1.

    `share` (n,) is the ill per person, `place` (n,) the place of each from low to high as
    `places_of` gives it, also within a larger group, `weight` (n,) how much each counts. Equals
    share a rank. Below zero: concentrated among the low. NaN for nobody.

    >>> one = np.ones(4)
    >>> concentration(np.array([0.5, 0.5, 0.5, 0.5]), np.arange(4), one)
    0.0
    >>> concentration(np.array([1.0, 0.0, 0.0, 0.0]), np.arange(4), one)
    -0.75
    """
    total = float(weight.sum())
    if total <= 0:
        return float("nan")
    heavy = weight / total
    mass = np.bincount(place, weights=heavy)
    rank = (np.cumsum(mass) - 0.5 * mass)[place]
    return float(8.0 * np.sum(heavy * share * (rank - 0.5)))
