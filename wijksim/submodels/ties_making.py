"""Ties, second idea: how a meeting becomes a tie, and the ties that founders already have.

Represents: of two who fell into talk, a few keep in touch: more easily when alike in age and in
socio-economic position. The chance belongs to the pair and the week, whoever is named first. Room
is bounded: someone whose list is full lets the weakest tie go, when that is weaker than a new one.
Founders start with the ties that years of such meetings would have left: more of them the longer
both have lived here, with partners from their own places, at the strength that their hours give.

Source: McPherson, Smith-Lovin and Cook 2001, "Birds of a feather", for likeness; Dunbar's limit in
the number of slots; shape and scale of likeness: assumption, in scenarios/parameters/ties.yaml.
Leaves out: introductions by a common friend, and ties that come with a newcomer from elsewhere.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import exp, log, one_minus_exp
from wijksim.core.randomness import uniform, uniform4
from wijksim.entities.domains import HABITS, NOBODY, TIE_SLOTS
from wijksim.submodels.ties_contact import add_up, cut_side, find, hours_together

_CANDIDATES: Final = 8
"""Candidates looked at for one tie of a founder before giving up."""
_ROWS_AT_ONCE: Final = 1024
"""Rows whose meetings are looked at together: as many as stay near the processor."""
_FIRST_ADDRESS: Final = 1
_ADDRESSES_A_TIE: Final = 16


@inline_kernel
def likeness(
    one: int,
    other: int,
    birth_week: NDArray[np.int32],
    position: NDArray[np.float32],
    age_scale: float,
    position_scale: float,
) -> float:
    """How alike two are, from 0 to 1: exp(−|age difference|/a − |difference in position|/b)."""
    ages = abs(float(birth_week[one]) - float(birth_week[other])) / age_scale
    positions = abs(float(position[one]) - float(position[other])) / position_scale
    return exp(-ages - positions)


@inline_kernel
def _slot_for(
    tie: NDArray[np.int32], strength: NDArray[np.float32], row: int, at_most: float
) -> int:
    """A free slot, else the weakest tie when weaker than `at_most`, else NOBODY."""
    weakest = NOBODY
    least = at_most
    for slot in range(TIE_SLOTS):
        if tie[row, slot] < 0:
            return slot
        if strength[row, slot] < least:
            least = strength[row, slot]
            weakest = slot
    return weakest


@inline_kernel
def begin(
    one: int,
    other: int,
    start: float,
    together: float,
    tie: NDArray[np.int32],
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    support_network: NDArray[np.float32],
    contact_hours: NDArray[np.float32],
) -> bool:
    """Begin a tie on both sides, if both have room or a weaker tie to let go."""
    mine = _slot_for(tie, strength, one, start)
    theirs = _slot_for(tie, strength, other, start)
    if mine < 0 or theirs < 0:
        return False
    for side in range(2):
        row = one if side == 0 else other
        slot = mine if side == 0 else theirs
        lost = tie[row, slot]
        if lost >= 0:
            cut_side(tie, strength, hours, lost, row)
            add_up(lost, strength, hours, support_network, contact_hours)
        tie[row, slot] = other if side == 0 else one
        strength[row, slot] = start
        hours[row, slot] = together
        add_up(row, strength, hours, support_network, contact_hours)
    return True


@kernel
def befriend(
    key: NDArray[np.uint32],
    decision: int,
    decision_hours: int,
    week: int,
    present: NDArray[np.uint8],
    ids: NDArray[np.uint32],
    birth_week: NDArray[np.int32],
    position: NDArray[np.float32],
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    habit: NDArray[np.int16],
    habit_rate: NDArray[np.float32],
    met_resident: NDArray[np.int32],
    informality: NDArray[np.float32],
    is_open: NDArray[np.uint8],
    grid_width: int,
    cell_metres: float,
    chance: float,
    age_scale: float,
    position_scale: float,
    first_strength: float,
    sought_hours: float,
    shared_hours: float,
    near_hours: float,
    near_metres: float,
    tie: NDArray[np.int32],
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    support_network: NDArray[np.float32],
    contact_hours: NDArray[np.float32],
) -> None:
    """Those who met this week may begin a tie: `chance` × likeness, drawn for the pair."""
    met = np.empty(_ROWS_AT_ONCE + 1, dtype=np.int32)
    first = np.empty(_ROWS_AT_ONCE, dtype=np.uint32)
    second = np.empty(_ROWS_AT_ONCE, dtype=np.uint32)
    luck = np.empty(_ROWS_AT_ONCE, dtype=np.float64)
    rows = met_resident.shape[0]
    for begin_row in range(0, rows, _ROWS_AT_ONCE):
        # Who met anybody, their luck, and whose luck may do: each a loop of its own.
        count = 0
        for row in range(begin_row, min(rows, begin_row + _ROWS_AT_ONCE)):
            met[count] = row
            count += met_resident[row] >= 0
        for i in range(count):
            one = ids[np.uint64(met[i])]
            two = ids[np.uint64(met_resident[np.uint64(met[i])])]
            first[i], second[i] = min(one, two), max(one, two)
        for i in range(count):
            luck[i] = uniform(key, decision, week, first[i], second[i])
        lucky = 0
        for i in range(count):
            met[lucky] = met[i]
            luck[lucky] = luck[i]
            lucky += luck[i] < chance
        for i in range(lucky):
            row = met[i]
            other = met_resident[row]
            if present[row] == 0 or present[other] == 0:
                continue
            alike = likeness(row, other, birth_week, position, age_scale, position_scale)
            if luck[i] >= chance * alike or find(tie, row, other) >= 0:
                continue
            together = hours_together(
                key, decision_hours, row, other, ids, household, home_cell, habit, habit_rate,
                informality, is_open, grid_width, cell_metres, sought_hours, shared_hours,
                near_hours, near_metres,
            )  # fmt: skip
            begin(
                row, other, first_strength, together, tie, strength, hours, support_network,
                contact_hours,
            )  # fmt: skip


@inline_kernel
def _talk(
    row: int,
    habit: NDArray[np.int16],
    habit_chance: NDArray[np.float32],
    room: NDArray[np.float64],
) -> float:
    """Room for talk in a resident's week, summed over the places likely visited."""
    talk = 0.0
    for slot in range(HABITS):
        place = habit[row, slot]
        if place >= 0:
            talk += habit_chance[row, slot] * room[place]
    return talk


@kernel
def found(
    key: NDArray[np.uint32],
    decision: int,
    decision_hours: int,
    week: int,
    present: NDArray[np.uint8],
    ids: NDArray[np.uint32],
    birth_week: NDArray[np.int32],
    arrived_week: NDArray[np.int32],
    position: NDArray[np.float32],
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    habit: NDArray[np.int16],
    habit_rate: NDArray[np.float32],
    habit_chance: NDArray[np.float32],
    informality: NDArray[np.float32],
    is_open: NDArray[np.uint8],
    grid_width: int,
    cell_metres: float,
    gain: float,
    loss: float,
    age_scale: float,
    position_scale: float,
    first_strength: float,
    hours_to_friendship: float,
    fading: float,
    sought_hours: float,
    shared_hours: float,
    near_hours: float,
    near_metres: float,
    room: NDArray[np.float64],
    place_begin: NDArray[np.int32],
    members: NDArray[np.int32],
    tie: NDArray[np.int32],
    strength: NDArray[np.float32],
    hours: NDArray[np.float32],
    support_network: NDArray[np.float32],
    contact_hours: NDArray[np.float32],
) -> None:
    """Ties of founders. `gain` ties a week begun by oneself, each lost at `loss` a week.

    After t weeks that leaves gain/loss·(1 − exp(−loss·t)) ties of one's own making, times one's
    room for talk over the mean of all. Partners are
    sought among `members` (residents by place, `place_begin` bounds) of a place of one's own, the
    place chosen by how much talk it gives; likeness decides. The tie's age is drawn up to the
    shorter of both stays among ties that were not lost since, and its strength follows from that
    age and the hours together.
    """
    mean_talk = 0.0
    people = 0
    for row in range(present.shape[0]):
        if present[row] == 1:
            people += 1
            mean_talk += _talk(row, habit, habit_chance, room)
    mean_talk /= max(people, 1)
    for row in range(present.shape[0]):
        if present[row] == 0:
            continue
        stay = week - max(arrived_week[row], birth_week[row])
        if stay <= 0:
            continue
        talk = _talk(row, habit, habit_chance, room)
        if talk <= 0.0:
            continue
        expected = gain * talk / mean_talk / loss * one_minus_exp(loss * stay)
        u_count, _, _, _ = uniform4(key, decision, 0, ids[row], 0)
        count = int(expected + u_count)
        for number in range(count):
            for attempt in range(_CANDIDATES):
                address = _FIRST_ADDRESS + number * _ADDRESSES_A_TIE + attempt
                u_place, u_who, u_like, u_age = uniform4(key, decision, 0, ids[row], address)
                left = u_place * talk
                chosen = NOBODY
                for slot in range(HABITS):
                    place = habit[row, slot]
                    if place >= 0 and room[place] > 0.0:
                        chosen = place
                        left -= habit_chance[row, slot] * room[place]
                        if left < 0.0:
                            break
                low = place_begin[chosen]
                other = members[low + int(u_who * (place_begin[chosen + 1] - low))]
                if household[other] == household[row] or find(tie, row, other) >= 0:
                    continue
                if u_like >= likeness(row, other, birth_week, position, age_scale, position_scale):
                    continue
                both = min(stay, week - max(arrived_week[other], birth_week[other]))
                if both <= 0:
                    continue
                together = hours_together(
                    key, decision_hours, row, other, ids, household, home_cell, habit, habit_rate,
                    informality, is_open, grid_width, cell_metres, sought_hours, shared_hours,
                    near_hours, near_metres,
                )  # fmt: skip
                age = -log(1.0 - u_age * one_minus_exp(loss * both)) / loss
                speed = together / hours_to_friendship + fading
                rest = together / hours_to_friendship / speed
                grown = rest + (first_strength - rest) * exp(-speed * age)
                begin(
                    row, other, grown, together, tie, strength, hours, support_network,
                    contact_hours,
                )  # fmt: skip
                break
