"""Ties, first idea: how many hours a week two people spend together, and what that does to a tie.

Represents: a tie's weekly hours come from three sources: what the two seek each other for (drawn
once for the pair, the same whoever is named first: kinship and friendship hold whatever the
places do), the habits they share (hours by the rarer visitor and the room for talk at the place),
and living near each other. Strength then moves by Δw = (1 − w)·g/H₀ − δ·w a week.

Source: Hall 2019, "How many hours does it take to make a friend?" (50, 90 and 200 hours), for H₀;
half-life of a year for δ: assumption. Equilibrium w* = g / (g + δ·H₀).
Leaves out: ties with people outside the neighbourhood, quarrels, and one-sided ties.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import exp
from wijksim.core.randomness import uniform, uniform_pair
from wijksim.entities.domains import HABITS, NOBODY, TIE_SLOTS

PASS_WEEKS: Final = 4
"""Ties are brought up to date together once in so many weeks; the sums below take two doublings."""
HOURS_EVERY: Final = 4
"""In so many of those passes, a power of two, the hours of every tie are looked at anew once."""
_PAIRS_AT_ONCE: Final = 512
"""Pairs whose hours are looked at together: as many as stay near the processor."""


@inline_kernel
def metres_between(here: int, there: int, grid_width: int, cell_metres: float) -> float:
    """Metres between the middles of two cells."""
    south_here = int(here / grid_width)
    south_there = int(there / grid_width)
    dx = float((here - south_here * grid_width) - (there - south_there * grid_width))
    dy = float(south_here - south_there)
    return float(cell_metres * np.sqrt(dx * dx + dy * dy))


@inline_kernel
def hours_together(
    key: NDArray[np.uint32],
    decision: int,
    one: int,
    other: int,
    ids: NDArray[np.uint32],
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    habit: NDArray[np.int16],
    habit_rate: NDArray[np.float32],
    informality: NDArray[np.float32],
    is_open: NDArray[np.uint8],
    grid_width: int,
    cell_metres: float,
    sought_hours: float,
    shared_hours: float,
    near_hours: float,
    near_metres: float,
) -> float:
    """Hours a week that two residents (rows) spend together; the same from both sides.

    The pair's own hours are `sought_hours` × u²: most pairs hardly seek each other, a few do.
    """
    u = uniform_pair(key, decision, 0, ids[one], ids[other])
    hours = sought_hours * u * u
    for slot in range(HABITS):
        place = habit[one, slot]
        if place >= 0 and place == habit[other, slot] and is_open[place] == 1:
            visits = min(habit_rate[one, slot], habit_rate[other, slot])
            hours += visits * shared_hours * informality[place]
    here = home_cell[household[one]]
    there = home_cell[household[other]]
    metres = metres_between(here, there, grid_width, cell_metres)
    return hours + near_hours * exp(-metres / near_metres)


@inline_kernel
def find(tie: NDArray[np.int32], row: int, other: int) -> int:
    """The slot in which a resident holds a tie with another, NOBODY when there is none."""
    for slot in range(TIE_SLOTS):
        if tie[row, slot] == other:
            return slot
    return NOBODY


@inline_kernel
def cut_side(
    tie: NDArray[np.int32],
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    row: int,
    other: int,
) -> None:
    """Take a tie out of one list; nothing happens when it is not there."""
    slot = find(tie, row, other)
    if slot >= 0:
        tie[row, slot] = NOBODY
        strength[row, slot] = 0.0
        hours[row, slot] = 0.0


@inline_kernel
def add_up(
    row: int,
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    support_network: NDArray[np.float32],
    contact_hours: NDArray[np.float32],
) -> None:
    """Bring the sums of one resident in line with the list."""
    total = 0.0
    together = 0.0
    for slot in range(TIE_SLOTS):
        total += strength[row, slot]
        together += hours[row, slot]
    support_network[row] = total
    contact_hours[row] = together


@kernel
def cut_all(
    rows: NDArray[np.int32],
    tie: NDArray[np.int32],
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    support_network: NDArray[np.float32],
    contact_hours: NDArray[np.float32],
) -> None:
    """Cut every tie of those who left, on both sides."""
    for i in range(rows.shape[0]):
        row = rows[i]
        for slot in range(TIE_SLOTS):
            other = tie[row, slot]
            if other >= 0:
                cut_side(tie, strength, hours, other, row)
                add_up(other, strength, hours, support_network, contact_hours)
            tie[row, slot] = NOBODY
            strength[row, slot] = 0.0
            hours[row, slot] = 0.0
        support_network[row] = 0.0
        contact_hours[row] = 0.0


@kernel
def refresh_hours(
    key: NDArray[np.uint32],
    decision: int,
    turn: int,
    ids: NDArray[np.uint32],
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    habit: NDArray[np.int16],
    habit_rate: NDArray[np.float32],
    informality: NDArray[np.float32],
    is_open: NDArray[np.uint8],
    grid_width: int,
    cell_metres: float,
    sought_hours: float,
    shared_hours: float,
    near_hours: float,
    near_metres: float,
    tie: NDArray[np.int32],
    hours: NDArray[np.float32],
) -> None:
    """Look anew at the hours of those ties whose turn it is; both sides have the same turn.

    What `hours_together` says of one pair is said here of a list of pairs at a time, one source of
    hours after the other, so that the processor does several pairs at once.
    """
    ones = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.int32)
    others = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.int32)
    slots = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.int32)
    first = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.uint32)
    second = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.uint32)
    together = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.float64)
    metres = np.empty(_PAIRS_AT_ONCE + TIE_SLOTS, dtype=np.float64)
    count = 0
    rows = tie.shape[0]
    for row in range(rows):
        for slot in range(TIE_SLOTS):
            other = tie[row, slot]
            ones[count] = row
            others[count] = other
            slots[count] = slot
            count += (other > row) & ((row + other) & (HOURS_EVERY - 1) == turn)
        if count < _PAIRS_AT_ONCE and row < rows - 1:
            continue
        for i in range(count):
            one, two = ids[np.uint64(ones[i])], ids[np.uint64(others[i])]
            first[i], second[i] = min(one, two), max(one, two)
        for i in range(count):
            u = uniform(key, decision, 0, first[i], second[i])
            together[i] = sought_hours * u * u
        for i in range(count):
            one, two = np.uint64(ones[i]), np.uint64(others[i])
            for k in range(HABITS):
                place = habit[one, k]
                shared = (place >= 0) & (place == habit[two, k])
                if shared & (is_open[np.uint64(max(place, 0))] == 1):
                    visits = min(habit_rate[one, k], habit_rate[two, k])
                    together[i] += visits * shared_hours * informality[place]
        for i in range(count):
            here = home_cell[np.uint64(household[np.uint64(ones[i])])]
            there = home_cell[np.uint64(household[np.uint64(others[i])])]
            metres[i] = metres_between(here, there, grid_width, cell_metres)
        for i in range(count):
            together[i] += near_hours * exp(-metres[i] / near_metres)
        for i in range(count):
            one, two = np.uint64(ones[i]), np.uint64(others[i])
            back = 0
            for slot in range(TIE_SLOTS):
                back += slot if tie[two, slot] == ones[i] else 0
            hours[one, np.uint64(slots[i])] = together[i]
            hours[two, np.uint64(back)] = together[i]
        count = 0


@kernel
def strengthen_and_fade(
    hours_to_friendship: float,
    fading: float,
    forgotten_below: float,
    tie: NDArray[np.int32],
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    support_network: NDArray[np.float32],
    contact_hours: NDArray[np.float32],
) -> None:
    """Four weeks of Δw = (1 − w)·g/H₀ − δ·w for every tie; both sides compute the same number.

    A week keeps k = 1 − g/H₀ − δ of w and adds g/H₀; two weeks keep k², and so on: two doublings.
    An empty slot has no hours and stays at 0. A tie that falls below
    `forgotten_below` is lost on both sides, for both see the same strength.
    """
    per_hour = 1.0 / hours_to_friendship
    for row in range(tie.shape[0]):
        least = forgotten_below
        total = 0.0
        together = 0.0
        for slot in range(TIE_SLOTS):
            gain = hours[row, slot] * per_hour
            kept = 1.0 - gain - fading
            two_weeks = gain * (1.0 + kept)
            kept *= kept
            four_weeks = two_weeks * (1.0 + kept)
            kept *= kept
            w = kept * strength[row, slot] + four_weeks
            strength[row, slot] = w
            total += strength[row, slot]
            together += hours[row, slot]
            if tie[row, slot] >= 0:
                least = min(least, w)
        if least < forgotten_below:
            for slot in range(TIE_SLOTS):
                if tie[row, slot] >= 0 and strength[row, slot] < forgotten_below:
                    total -= strength[row, slot]
                    together -= hours[row, slot]
                    tie[row, slot] = NOBODY
                    strength[row, slot] = 0.0
                    hours[row, slot] = 0.0
        support_network[row] = max(total, 0.0)
        contact_hours[row] = max(together, 0.0)
