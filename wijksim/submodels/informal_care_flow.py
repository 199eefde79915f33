"""Informal care, the sums: who asks whom, what givers can give, and what arrives.

Represents: a person in need asks in proportion to severity, less what formal care already does;
the asking is spread over household members and ties by closeness. A giver's hours are limited and
conserved: of q hours asked of someone who can stretch to m, m·q / (m + q) are given, spread over
all who asked in proportion. Every hour received is an hour given by somebody.

Lists about people who are asked are one longer than the table: row r stands at r + 1, and an empty
tie, whose other end is NOBODY or -1, stands at 0. So no tie has to be looked at before it is used.
Loops over all residents do one thing each, so that the processor can do several at once.

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

ONE: Final = np.uint64(1)

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I16 = NDArray[np.int16]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]


@inline_kernel
def wanted_hours(
    row: np.uint64,
    need: F32,
    formal_hours: F32,
    formal_words: I64,
    full_by_domain: F64,
    replaced: float,
    vulnerable: float,
    heavy: float,
    care_hours: F64,
) -> float:
    """Informal hours a week that a resident's needs ask, after what formal care takes over.

    `full_by_domain` is, per domain, the hours that kin and friends can do for a full need: the
    share that they can do of a full help I*. `formal_words` is `formal_hours` as `in_words` sees
    it: both words are 0 for those without any formal care.
    """
    wanted = 0.0
    for domain in range(N_DOMAINS):
        wanted += full_by_domain[domain] * need[row, domain]
    if (formal_words[row, 0] | formal_words[row, 1]) != 0:
        for domain in range(N_DOMAINS):
            severity = need[row, domain]
            formal = formal_hours[row, domain]
            if severity > 0.0 and formal > 0.0:
                full = required_hours(severity, domain, vulnerable, heavy, care_hours)
                taken_over = replaced * formal / (formal + full)
                wanted -= full_by_domain[domain] * severity * taken_over
    return wanted


@kernel
def find_adults(present: U8, birth_week: I32, born_by: int, adult: F32) -> None:
    """Write 1 for who is old enough to be asked and 0 for others; row r stands at r + 1."""
    adult[0] = 0.0
    for row in range(present.shape[0]):
        adult[row + 1] = (birth_week[row] <= born_by) & (present[row] != 0)


@kernel
def ask(
    household: I32,
    first: I32,
    beds: I16,
    need: F32,
    formal_hours: F32,
    formal_words: I64,
    tie: I32,
    tie_strength: F32,
    full_by_domain: F64,
    replaced: float,
    vulnerable: float,
    heavy: float,
    care_hours: F64,
    tie_closeness: float,
    reserve: float,
    askers: I32,
    count: int,
    adult: F32,
    wanted: F64,
    per_closeness: F64,
    asked_of: F32,
) -> None:
    """Everyone in need asks: the first `count` of `askers`. The other lists are filled in here.

    A household member counts 1 in closeness, a tie `tie_closeness` × strength. Nobody asks all of
    a few people: hours asked = wanted × Σ closeness / (Σ closeness + `reserve`), so a thin network
    is asked for less than is wanted, and someone without anybody gets nothing.
    """
    asked_of[:] = 0.0
    for i in range(count):
        row = np.uint64(askers[i])
        home = np.uint64(household[row])
        begin = np.uint64(first[home])
        end = begin + np.uint64(beds[home])
        at_home = -adult[row + ONE]
        for other in range(begin, end):
            at_home += adult[other + ONE]
        friends = np.float32(0.0)
        for slot in range(TIE_SLOTS):
            friends += tie_strength[row, slot] * adult[np.uint64(tie[row, slot] + 1)]
        wanted[i] = wanted_hours(
            row, need, formal_hours, formal_words, full_by_domain, replaced, vulnerable, heavy,
            care_hours,
        )  # fmt: skip
        share = wanted[i] / (at_home + tie_closeness * friends + reserve)
        per_closeness[i] = share
        if at_home > 0.0:
            for other in range(begin, end):
                if other != row:
                    asked_of[other + ONE] += np.float32(share)
        of_ties = np.float32(share * tie_closeness)
        for slot in range(TIE_SLOTS):
            asked_of[np.uint64(tie[row, slot] + 1)] += of_ties * tie_strength[row, slot]


@kernel
def find_bearable(
    birth_week: I32,
    need: F32,
    energy: F32,
    carer_hours: float,
    energy_floor: float,
    frail_born_by: int,
    frail_share: float,
    adult: F32,
    bearable: F32,
) -> None:
    """Hours a week that each resident can give without being overloaded.

    Children give none, nor does a bed in which nobody lives; the old give less; energy raises it;
    the own worst need takes its share.
    """
    for row in range(birth_week.shape[0]):
        worst = max(max(need[row, 0], need[row, 1]), max(need[row, 2], need[row, 3]))
        hours = carer_hours * (energy_floor + (1.0 - energy_floor) * energy[row]) * (1.0 - worst)
        born = birth_week[row]
        hours *= frail_share if born <= frail_born_by else 1.0
        bearable[row] = hours * adult[row + 1]


@kernel
def give(stretch: float, asked_of: F32, bearable: F32, ratio: F32, informal_given: F32) -> None:
    """Everyone who is asked gives what they can; `ratio` is the part given of what was asked.

    Givers may go beyond what they can bear, up to `stretch` times it: that is what overloads.
    In `asked_of` and `ratio` row r stands at r + 1.
    """
    ratio[0] = 0.0
    for row in range(bearable.shape[0]):
        asked = float(asked_of[row + 1])
        most = stretch * bearable[row]
        part = most / (most + asked) if asked > 0.0 else 0.0
        ratio[row + 1] = part
        informal_given[row] = asked * part


@kernel
def bear(
    smoothing: float,
    too_much: float,
    informal_given: F32,
    bearable: F32,
    carer_load: F32,
    overloaded_weeks: I16,
) -> None:
    """Load follows what is given, as a share of what can be borne; weeks of too much are counted.

    Who can bear nothing gives nothing, so there load fades.
    """
    for row in range(carer_load.shape[0]):
        can = float(bearable[row])
        load = informal_given[row] / can if can > 0.0 else 0.0
        carer_load[row] += smoothing * (load - carer_load[row])
    for row in range(carer_load.shape[0]):
        over = carer_load[row] > too_much
        overloaded_weeks[row] = overloaded_weeks[row] + 1 if over else 0


@kernel
def receive(
    household: I32,
    first: I32,
    beds: I16,
    tie: I32,
    tie_strength: F32,
    tie_closeness: float,
    smoothing: float,
    askers: I32,
    count: int,
    wanted: F64,
    per_closeness: F64,
    ratio: F32,
    informal_received: F32,
    network_help: F32,
) -> float:
    """What arrives with each who asked, and what share of what they wanted that is, smoothed.

    Gives all hours that arrive this week, which are all hours given. Whoever was not asked, a child
    for one, has ratio 0. Somebody who wants nothing that a network can do is left as they are.
    """
    informal_received[:] = 0.0
    total = 0.0
    for i in range(count):
        if wanted[i] <= 0.0:
            continue
        row = np.uint64(askers[i])
        home = np.uint64(household[row])
        begin = np.uint64(first[home])
        from_home = 0.0
        for other in range(begin, begin + np.uint64(beds[home])):
            if other != row:
                from_home += ratio[other + ONE]
        from_ties = 0.0
        for slot in range(TIE_SLOTS):
            from_ties += tie_strength[row, slot] * ratio[np.uint64(tie[row, slot] + 1)]
        hours = per_closeness[i] * (from_home + tie_closeness * from_ties)
        informal_received[row] = hours
        network_help[row] += smoothing * (hours / wanted[i] - network_help[row])
        total += hours
    return total
