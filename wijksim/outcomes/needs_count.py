"""What a week adds to the counts of need.

Source: definitions fixed before any run.
Leaves out: how residents judge their own need.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.domains import N_DOMAINS
from wijksim.entities.in_need import those_in_need
from wijksim.entities.in_use import stamped_now
from wijksim.outcomes.base import cell_of

KINDS: Final = np.uint64(N_DOMAINS)
LAST: Final = np.iinfo(np.int32).max
"""More than any spell."""
SPELL: Final = 0
SINCE: Final = 1
UNMET_WEEKS: Final = 2
STANDS: Final = 3
"""What is held of each spell without enough help."""


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
        if founder[row] & ((present[row] == 0) | (arrived_week[row] > began)):
            founder[row] = 0
            gone[0] += 1.0
            gone[1] += last_unmet[row]
        if present[row] == 1:
            kind = household_kind[np.uint64(household[row])]
            people[np.uint64(cell_of(arrived_week[row] <= began, quintile[row], kind))] += 1.0


@kernel
def look_for_spells(
    week: int,
    began: int,
    vulnerable: float,
    need_words: np.ndarray[Any, Any],
    present: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    crisis_week: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    rows: np.ndarray[Any, Any],
    spells: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
    domain_sums: np.ndarray[Any, Any],
) -> int:
    """Write spells of at least this severity into `spells`, in order; gives how many.

    Before that, crises of the week are counted: column 3 of `sums` and `domain_sums`. A spell is
    told by one number: row times domains, plus domain. `need_words` is the column of needs as
    `in_words` gives it; `rows` and `spells` have room for one more than there are rows, and domains
    of rows.
    """
    for place in spells[: stamped_now(week, crisis_week, spells)]:
        row, domain = np.uint64(place) // KINDS, np.uint64(place) % KINDS
        if present[row] == 1 and (need_words[row, 0] | need_words[row, 1]) != 0:
            kind = household_kind[np.uint64(household[row])]
            sums[np.uint64(cell_of(arrived_week[row] <= began, quintile[row], kind)), 3] += 1.0
            domain_sums[3, domain] += 1.0
    found = 0
    for i in range(those_in_need(need_words, present, rows)):
        row = np.uint64(rows[i])
        for d in range(N_DOMAINS):
            spells[found] = rows[i] * N_DOMAINS + d
            found += need[row, d] >= vulnerable
    return found


@kernel
def lay_down(
    alone: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    burden: np.ndarray[Any, Any],
    burden_of: np.ndarray[Any, Any],
) -> None:
    """Add the unmet weeks of each of `alone` to `burden` (n,), of who came in week `burden_of`.

    They are counted no more. Spells of who has been followed by somebody else are left out.
    """
    for k in range(alone.shape[0]):
        row = np.uint64(alone[k, SPELL]) // KINDS
        arrived = arrived_week[row]
        if alone[k, UNMET_WEEKS] > 0 and arrived <= alone[k, SINCE]:
            own = burden[row] if burden_of[row] == arrived else 0.0
            burden[row] = own + alone[k, UNMET_WEEKS]
            burden_of[row] = arrived
        alone[k, UNMET_WEEKS] = 0


@kernel
def look_at_spells(
    week: int,
    began: int,
    spells: np.ndarray[Any, Any],
    present: np.ndarray[Any, Any],
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
    before: np.ndarray[Any, Any],
    alone: np.ndarray[Any, Any],
    burden: np.ndarray[Any, Any],
    burden_of: np.ndarray[Any, Any],
    last_unmet: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
    domain_sums: np.ndarray[Any, Any],
) -> int:
    """Count unmet (column 0), severity unmet (1) and need (2) per cell, from spells of need.

    `enough` (domains, 3) are the hours from which help counts, by rung. The list of spells without
    enough help is written into `alone`, in order, and how many there are is given; `before` is that
    of last week. It holds the first of the weeks on end, how many of them were unmet this quarter,
    and whether the spell stands among the unmet of a founder in `last_unmet` (n,), where those who
    leave keep theirs. Unmet weeks of spells that ended go to `burden`, see `lay_down`. `sums` is
    (cells, 4), `domain_sums` (4, domains); both are added to.
    """
    # Where each spell counts and whether it is helped: a loop without a branch, then the rest.
    cells = np.empty(spells.shape[0], dtype=np.int32)
    without = np.empty(spells.shape[0] + 1, dtype=np.int32)
    n_without = 0
    for i in range(spells.shape[0]):
        row, domain = np.uint64(spells[i]) // KINDS, np.uint64(spells[i]) % KINDS
        kind = household_kind[np.uint64(household[row])]
        cells[i] = cell_of(arrived_week[row] <= began, quintile[row], kind)
        sums[np.uint64(cells[i]), 2] += 1.0
        domain_sums[2, domain] += 1.0
        rung = np.uint64(1 + (need[row, domain] >= heavy))
        helped = formal_hours[row, domain] >= enough[domain, rung]
        without[n_without] = i
        n_without += (not helped) & (crisis_weeks_left[row, domain] <= 0)
    # Both lists are in order of spell, so they are gone through together.
    k, n = 0, 0
    while k < before.shape[0] or n < n_without:
        spell = spells[without[n]] if n < n_without else LAST
        known = k < before.shape[0] and before[k, SPELL] <= spell
        same = known and before[k, SPELL] == spell
        if same:
            same = arrived_week[np.uint64(spell) // KINDS] != week
        if known and not same:
            lay_down(before[k : k + 1], arrived_week, burden, burden_of)
            row = np.uint64(before[k, SPELL]) // KINDS
            if before[k, STANDS] == 1 and present[row] == 1 and arrived_week[row] <= began:
                last_unmet[row] -= 1
            k += 1
            continue
        row, domain = np.uint64(spell) // KINDS, np.uint64(spell) % KINDS
        alone[n, SPELL] = spell
        alone[n, SINCE] = before[k, SINCE] if same else week
        alone[n, UNMET_WEEKS] = before[k, UNMET_WEEKS] if same else 0
        alone[n, STANDS] = before[k, STANDS] if same else 0
        if week - alone[n, SINCE] + 1 >= unmet_after:
            severity = need[row, domain]
            cell = np.uint64(cells[without[n]])
            sums[cell, 0] += 1.0
            sums[cell, 1] += severity
            domain_sums[0, domain] += 1.0
            domain_sums[1, domain] += severity
            alone[n, UNMET_WEEKS] += 1
            if alone[n, STANDS] == 0 and arrived_week[row] <= began:
                last_unmet[row] += 1
                alone[n, STANDS] = 1
        k += same
        n += 1
    return n_without


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
