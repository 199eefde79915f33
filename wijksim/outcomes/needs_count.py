"""What a week adds to the counts of need.

Source: definitions fixed before any run.
Leaves out: how residents judge their own need.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.domains import N_DOMAINS
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
def spells_from(
    vulnerable: float,
    rows: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    spells: np.ndarray[Any, Any],
) -> int:
    """Write the spells of at least this severity into `spells`, in order; gives how many.

    A spell is told by one number: row times domains, plus domain. `rows` are those in need;
    `spells` has room for one more than all their domains.
    """
    found = 0
    for row in rows:
        for domain in range(N_DOMAINS):
            spells[found] = row * N_DOMAINS + domain
            found += need[row, domain] >= vulnerable
    return found


@kernel
def look_at_crises(
    week: int,
    began: int,
    rows: np.ndarray[Any, Any],
    crisis_week: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
    domain_sums: np.ndarray[Any, Any],
) -> None:
    """Count this week's crises of those in need (`rows`): column 3 of `sums` and `domain_sums`."""
    for row in rows:
        any_now = False
        for domain in range(N_DOMAINS):
            any_now |= crisis_week[row, domain] == week
        if not any_now:
            continue
        kind = household_kind[household[row]]
        cell = cell_of(arrived_week[row] <= began, quintile[row], kind)
        for domain in range(N_DOMAINS):
            if crisis_week[row, domain] == week:
                sums[cell, 3] += 1.0
                domain_sums[3, domain] += 1.0


@kernel
def look_at_spells(
    week: int,
    began: int,
    spells: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    formal_hours: np.ndarray[Any, Any],
    crisis_weeks_left: np.ndarray[Any, Any],
    heavy: float,
    enough: np.ndarray[Any, Any],
    unmet_after: int,
    alone: np.ndarray[Any, Any],
    burden: np.ndarray[Any, Any],
    burden_of: np.ndarray[Any, Any],
    last_unmet: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
    domain_sums: np.ndarray[Any, Any],
) -> None:
    """Count unmet (column 0), severity unmet (1) and need (2) per cell, from spells of need.

    `enough` (domains, 3) are the hours from which help counts, by rung. `alone` (n, domains, 2)
    holds the first and the last of the weeks on end without enough help. `burden` holds unmet
    spells of this quarter, of who came in week `burden_of`; `last_unmet` (n,) the unmet spells of
    founders, 0 at first. `sums` is (cells, 4), `domain_sums` (4, domains); both are added to.
    """
    # Where each spell counts and whether it is helped: a loop without a branch, then the rest.
    cells = np.empty(spells.shape[0], dtype=np.int32)
    without = np.empty(spells.shape[0] + 1, dtype=np.int32)
    n_without = 0
    for i in range(spells.shape[0]):
        row, domain = np.uint64(spells[i] // N_DOMAINS), np.uint64(spells[i] % N_DOMAINS)
        kind = household_kind[np.uint64(household[row])]
        cells[i] = cell_of(arrived_week[row] <= began, quintile[row], kind)
        rung = np.uint64(1 + (need[row, domain] >= heavy))
        helped = formal_hours[row, domain] >= enough[domain, rung]
        without[n_without] = i
        n_without += (not helped) & (crisis_weeks_left[row, domain] <= 0)
    for i in range(spells.shape[0]):
        sums[np.uint64(cells[i]), 2] += 1.0
        domain_sums[2, np.uint64(spells[i] % N_DOMAINS)] += 1.0
    for i in without[:n_without]:
        row, domain = np.uint64(spells[i] // N_DOMAINS), np.uint64(spells[i] % N_DOMAINS)
        arrived = arrived_week[row]
        again = (alone[row, domain, 1] != week - 1) | (arrived == week)
        since = week if again else alone[row, domain, 0]
        alone[row, domain, 0] = since
        alone[row, domain, 1] = week
        if week - since + 1 < unmet_after:
            continue
        severity = need[row, domain]
        cell = np.uint64(cells[i])
        sums[cell, 0] += 1.0
        sums[cell, 1] += severity
        domain_sums[0, domain] += 1.0
        domain_sums[1, domain] += severity
        last_unmet[row] += 1 if arrived <= began else 0
        burden[row] = (burden[row] if burden_of[row] == arrived else 0.0) + 1.0
        burden_of[row] = arrived


@kernel
def forget_last_unmet(
    began: int,
    spells: np.ndarray[Any, Any],
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    last_unmet: np.ndarray[Any, Any],
) -> None:
    """Set unmet spells of founders to 0 where there were `spells` last week, unless they left."""
    for spell in spells:
        row = spell // N_DOMAINS
        if present[row] == 1 and arrived_week[row] <= began:
            last_unmet[row] = 0


@kernel
def add_means(
    began: int,
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    wellbeing: np.ndarray[Any, Any],
    self_reliance: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
) -> None:
    """Add people, wellbeing and self-reliance to `sums` (2, 5, 3): cohort or not, fifth."""
    for row in range(present.shape[0]):
        if present[row] == 0:
            continue
        own = sums[1 if arrived_week[row] <= began else 0, quintile[row]]
        own[0] += 1.0
        own[1] += wellbeing[row]
        own[2] += self_reliance[row]
