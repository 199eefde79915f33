"""Informal care, the sums: who asks whom, what givers can give, and what arrives.

Represents: a person in need asks in proportion to severity, less what formal care already does;
the asking is spread over household members and ties by closeness. A giver's hours are limited and
conserved: of q hours asked of someone who can stretch to m, m·q / (m + q) are given, spread over
all who asked in proportion. Every hour received is an hour given by somebody.

Source: assumption; allocation by closeness after Cantor's hierarchical compensatory model (1979),
the limit on givers after the time-budget view in Gostoli and Silverman 2020.
Leaves out: paid help, help from outside the neighbourhood, exchange of favours.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.entities.care_scale import required_hours
from wijksim.entities.domains import N_DOMAINS, TIE_SLOTS

_NONE: Final = 0.0
_LARGEST_CIRCLE: Final = TIE_SLOTS + 16
"""Most people that one can ask: all ties, and a household; a dwelling holds at most 16 beds."""


@inline_kernel
def wanted_hours(
    row: int,
    need: NDArray[np.float32],
    formal_hours: NDArray[np.float32],
    informal_share: NDArray[np.float64],
    replaced: float,
    hours_full: float,
    vulnerable: float,
    heavy: float,
    care_hours: NDArray[np.float64],
) -> float:
    """Informal hours a week that a resident's needs ask, after what formal care takes over.

    `informal_share` is, per domain, the share of a full help I* that kin and friends can do.
    """
    wanted = 0.0
    for domain in range(N_DOMAINS):
        severity = need[row, domain]
        if severity > 0.0:
            hours = hours_full * informal_share[domain] * severity
            formal = formal_hours[row, domain]
            if formal > 0.0:
                full = required_hours(severity, domain, vulnerable, heavy, care_hours)
                hours *= 1.0 - replaced * formal / (formal + full)
            wanted += hours
    return wanted


@inline_kernel
def bearable_hours(
    row: int,
    week: int,
    birth_week: NDArray[np.int32],
    need: NDArray[np.float32],
    energy: NDArray[np.float32],
    carer_hours: float,
    energy_floor: float,
    adult_from: float,
    frail_from: float,
    frail_share: float,
) -> float:
    """Hours a week that a resident can give without being overloaded.

    Children give none; the old give less; energy raises it; the own worst need takes its share.
    """
    age = week - birth_week[row]
    if age < adult_from:
        return 0.0
    worst = 0.0
    for domain in range(N_DOMAINS):
        worst = max(worst, float(need[row, domain]))
    hours = carer_hours * (energy_floor + (1.0 - energy_floor) * energy[row]) * (1.0 - worst)
    if age >= frail_from:
        hours *= frail_share
    return float(hours)


@kernel
def ask(
    week: int,
    present: NDArray[np.uint8],
    birth_week: NDArray[np.int32],
    household: NDArray[np.int32],
    first: NDArray[np.int32],
    beds: NDArray[np.int16],
    need: NDArray[np.float32],
    formal_hours: NDArray[np.float32],
    tie: NDArray[np.int32],
    tie_strength: NDArray[np.float32],
    informal_share: NDArray[np.float64],
    replaced: float,
    hours_full: float,
    vulnerable: float,
    heavy: float,
    care_hours: NDArray[np.float64],
    adult_from: float,
    tie_closeness: float,
    reserve: float,
    askers: NDArray[np.int32],
    wanted: NDArray[np.float64],
    per_closeness: NDArray[np.float64],
    asked_of: NDArray[np.float64],
) -> int:
    """Everyone in need asks; returns how many ask. Lists are filled up to that number.

    A household member counts 1 in closeness, a tie `tie_closeness` × strength. Nobody asks all of
    a few people: hours asked = wanted × Σ closeness / (Σ closeness + `reserve`), so a thin network
    is asked for less than is wanted, and someone without anybody gets nothing.
    """
    circle = np.empty(_LARGEST_CIRCLE, dtype=np.int32)
    weight = np.empty(_LARGEST_CIRCLE, dtype=np.float64)
    count = 0
    for row in range(present.shape[0]):
        if present[row] == 0:
            continue
        if (
            need[row, 0] <= _NONE
            and need[row, 1] <= _NONE
            and need[row, 2] <= _NONE
            and need[row, 3] <= _NONE
        ):
            continue
        hours = wanted_hours(
            row, need, formal_hours, informal_share, replaced, hours_full, vulnerable, heavy,
            care_hours,
        )  # fmt: skip
        if hours <= 0.0:
            continue
        closeness = 0.0
        near = 0
        home = household[row]
        for other in range(first[home], first[home] + beds[home]):
            if other != row and present[other] == 1 and week - birth_week[other] >= adult_from:
                circle[near] = other
                weight[near] = 1.0
                near += 1
                closeness += 1.0
        for slot in range(TIE_SLOTS):
            other = tie[row, slot]
            if other >= 0 and week - birth_week[other] >= adult_from:
                circle[near] = other
                weight[near] = tie_closeness * tie_strength[row, slot]
                closeness += weight[near]
                near += 1
        askers[count] = row
        wanted[count] = hours
        share = hours / (closeness + reserve)
        per_closeness[count] = share
        count += 1
        for i in range(near):
            asked_of[circle[i]] += share * weight[i]
    return count


@kernel
def give(
    week: int,
    present: NDArray[np.uint8],
    birth_week: NDArray[np.int32],
    need: NDArray[np.float32],
    energy: NDArray[np.float32],
    carer_hours: float,
    energy_floor: float,
    adult_from: float,
    frail_from: float,
    frail_share: float,
    stretch: float,
    smoothing: float,
    too_much: float,
    asked_of: NDArray[np.float64],
    ratio: NDArray[np.float64],
    informal_given: NDArray[np.float32],
    carer_load: NDArray[np.float32],
    overloaded_weeks: NDArray[np.int16],
) -> float:
    """Everyone who is asked gives what they can; returns all hours given this week.

    Givers may go beyond what they can bear, up to `stretch` times it: that is what overloads.
    """
    total = 0.0
    for row in range(present.shape[0]):
        asked = asked_of[row]
        ratio[row] = 0.0
        if asked <= 0.0:
            informal_given[row] = 0.0
            if carer_load[row] > 0.0:
                carer_load[row] -= smoothing * carer_load[row]
                if carer_load[row] <= too_much:
                    overloaded_weeks[row] = 0
                else:
                    overloaded_weeks[row] += 1
            continue
        bearable = bearable_hours(
            row, week, birth_week, need, energy, carer_hours, energy_floor, adult_from,
            frail_from, frail_share,
        )  # fmt: skip
        most = stretch * bearable
        share = most / (most + asked)
        hours = asked * share
        ratio[row] = share
        informal_given[row] = hours
        total += hours
        load = 0.0
        if bearable > 0.0:
            load = hours / bearable
        carer_load[row] += smoothing * (load - carer_load[row])
        if carer_load[row] > too_much:
            overloaded_weeks[row] += 1
        else:
            overloaded_weeks[row] = 0
    return total


@kernel
def receive(
    count: int,
    household: NDArray[np.int32],
    first: NDArray[np.int32],
    beds: NDArray[np.int16],
    tie: NDArray[np.int32],
    tie_strength: NDArray[np.float32],
    tie_closeness: float,
    smoothing: float,
    askers: NDArray[np.int32],
    wanted: NDArray[np.float64],
    per_closeness: NDArray[np.float64],
    ratio: NDArray[np.float64],
    informal_received: NDArray[np.float32],
    network_help: NDArray[np.float32],
) -> None:
    """What arrives with each who asked, and what share of what they wanted that is, smoothed.

    Whoever was not asked, a child for one, has ratio 0.
    """
    informal_received[:] = 0.0
    for i in range(count):
        row = askers[i]
        home = household[row]
        hours = 0.0
        for other in range(first[home], first[home] + beds[home]):
            if other != row:
                hours += per_closeness[i] * ratio[other]
        for slot in range(TIE_SLOTS):
            other = tie[row, slot]
            if other >= 0:
                hours += per_closeness[i] * tie_closeness * tie_strength[row, slot] * ratio[other]
        informal_received[row] = hours
        network_help[row] += smoothing * (hours / wanted[i] - network_help[row])
