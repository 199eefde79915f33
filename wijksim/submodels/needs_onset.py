"""How needs begin: who is near enough to chance, and what bears on them; kernels of `needs`.

What a household carries is read before any need changes, so the order of its members and of
households does not matter: needs that begin are written down first and start after the week's
course. Rows where nobody lives carry no need, so they weigh nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import uniform4
from wijksim.entities.domains import DEBT, N_DOMAINS, YOUTH
from wijksim.submodels.needs_course import (
    BEGIN_OR_TURN,
    COURSE,
    F32,
    F64,
    I16,
    I32,
    U8,
    U32,
    age_factor,
    isolation,
    may_need,
    position_factor,
    worst_need,
)

ROWS_AT_ONCE: Final = 8
"""Bytes of luck that are looked at together, as one word."""
_MAY_BEGIN: Final = np.uint64(0x0F0F0F0F0F0F0F0F)


@kernel
def those_near_to_onset(
    key: U32,
    week: int,
    luck: U8,
    luck_words: NDArray[np.uint64],
    id_: U32,
    near: I32,
    who: U32,
    draws: F64,
) -> int:
    """List in `near` the rows in which a need may begin by their luck; gives how many there are.

    `luck` comes from `the_luck_of_the_week`; `luck_words` is the same memory, eight rows a word.
    The draws behind it are made again for these few, into `draws`, shape (4, room); `who` is room
    for their ids.
    """
    count = 0
    for word in range(luck_words.shape[0]):
        if luck_words[word] & _MAY_BEGIN != 0:
            for row in range(word * ROWS_AT_ONCE, (word + 1) * ROWS_AT_ONCE):
                near[count] = row
                count += (luck[row] & 0x0F) != 0
    for i in range(count):
        who[i] = id_[np.uint64(near[i])]
    for i in range(count):
        u = uniform4(key, BEGIN_OR_TURN, week, who[i], 0)
        draws[0, i] = u[0]
        draws[1, i] = u[1]
        draws[2, i] = u[2]
        draws[3, i] = u[3]
    return count


@kernel
def needs_that_begin(
    # when, and who is near to it
    week: int,
    luck: U8,
    near: I32,
    n_near: int,
    draws: F64,
    first: I32,
    beds: I16,
    size: I16,
    head: I32,
    # who
    birth_week: I32,
    household: I32,
    # what bears on needs
    position: F32,
    support_network: F32,
    overloaded_weeks: I16,
    need: F32,
    need_ended_week: I32,
    # per domain: onset (1/week); the most that company makes of it; gradient
    onset: F64,
    most_company: F64,
    gradient: F64,
    # numbers
    adult_age: float,
    pension_age: float,
    youth_slope: float,
    support_from: float,
    support_per_decade: float,
    debt_past_pension: float,
    company_at_home: float,
    isolation_half: float,
    isolation_onset: float,
    isolation_reference: float,
    spill_household: float,
    spill_person: float,
    spill_debt_youth: float,
    overload_onset: float,
    overload_half_weeks: float,
    return_onset: float,
    return_weeks: float,
    # results
    begun: I32,
) -> int:
    """Write what begins this week into `begun`, as row x 4 + domain; gives how many begin.

    `near` and `draws` come from `those_near_to_onset`, `luck` from `the_luck_of_the_week`.
    """
    count = 0
    for i in range(n_near):
        row = near[i]
        lucky = luck[row]
        age = (week - birth_week[row]) / WEEKS_PER_YEAR
        home = household[row]
        leader = head[home]
        worst = float(worst_need(need, row))
        overload = float(overloaded_weeks[row])
        for d in range(N_DOMAINS):
            if (lucky >> d) & 1 == 0 or need[row, d] > 0.0:
                continue
            if not may_need(d, age, row == leader, adult_age, pension_age):
                continue
            # What bears on it in the person.
            rate = onset[d] * position_factor(gradient[d], position[row])
            rate *= age_factor(
                d,
                age,
                adult_age,
                pension_age,
                youth_slope,
                support_from,
                support_per_decade,
                debt_past_pension,
            )
            rate *= 1.0 + spill_person * worst
            if overload > 0.0:
                rate *= 1.0 + overload_onset * overload / (overload_half_weeks + overload)
            since = week - need_ended_week[row, d]
            if since < return_weeks:
                rate *= 1.0 + return_onset * (1.0 - since / return_weeks)
            if draws[d, i] >= rate * most_company[d]:
                continue
            # What bears on it in company: ties, housemates and their needs.
            alone = isolation(support_network[row], size[home] - 1, company_at_home, isolation_half)
            rate *= 1.0 + isolation_onset * alone
            rate /= 1.0 + isolation_onset * isolation_reference
            others = 0.0
            for member in range(first[home], first[home] + beds[home]):
                if member != row:
                    others += worst_need(need, member)
            rate *= 1.0 + spill_household * others / (1.0 + others)
            if d == YOUTH and leader >= 0:
                rate *= 1.0 + spill_debt_youth * need[leader, DEBT]
            if draws[d, i] < one_minus_exp(rate):
                begun[count] = row * N_DOMAINS + d
                count += 1
    return count


@kernel
def begin_needs(
    key: U32,
    week: int,
    begun: I32,
    count: int,
    id_: U32,
    start_low: float,
    start_high: float,
    need: F32,
    onset_week: I32,
) -> None:
    """Start the first `count` needs of `begun`, each with a severity by chance."""
    for i in range(count):
        row = begun[i] // N_DOMAINS
        d = begun[i] % N_DOMAINS
        draw = uniform4(key, COURSE, week, id_[row], d)[2]
        need[row, d] = start_low + (start_high - start_low) * draw
        onset_week[row, d] = week
