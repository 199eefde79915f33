"""Staff of institutions: who leaves, who is redundant, and how vacancies are filled.

Represents: people resign with the chance that their strain gives them. When the budget pays for
fewer posts than are filled, those who came last are redundant after a notice period; another
municipal institution of the same domain with a vacancy may take them over. Vacancies are filled
after some months, but not for posts that an announced cut would take away.
Source: Dutch dismissal rules within a group of like posts, simplified to last in, first out;
lengths are parameters. Leaves out: temporary contracts, sick leave (learning) and training.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import decision, integer_below, uniform, uniform4
from wijksim.entities.domains import NOBODY, InstitutionState
from wijksim.entities.world import Scope

ACTIVE = int(InstitutionState.ACTIVE)
WEEK_BITS = 20
"""Permanent ids of staff hold the week of joining above 20 bits of row."""

STAY = decision("institutions.stay")
VACANCY = decision("institutions.vacancy")
TEMPLATE = decision("institutions.template")

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Small = NDArray[np.int8]
Rows = NDArray[np.int16]
Integers = NDArray[np.int64]
Weeks = NDArray[np.int32]


@kernel
def resign(
    key: NDArray[np.uint32],
    week: int,
    hours_per_fte: float,
    quit_hazard: Floats,
    employer: Rows,
    hours: Floats,
    present: Bytes,
    left_week: Weeks,
    fte: Doubles,
) -> None:
    """Everybody may resign this week, with their own chance.

    The stroke of fate is that of the post and the week, whoever fills it: a post that was filled a
    week later in another scenario has the same luck again.
    """
    for p in range(present.shape[0]):
        if present[p] == 0 or quit_hazard[p] <= 0.0:
            continue
        if uniform4(key, STAY, week, p, 0)[0] < quit_hazard[p]:
            present[p] = 0
            left_week[p] = week
            fte[employer[p]] -= hours[p] / hours_per_fte


@kernel
def _last_in(
    institution: int, before: int, present: Bytes, employer: Rows, joined_week: Weeks, told: Bytes
) -> int:
    """The row of who joined last and was not looked at yet this week; NOBODY when none is left."""
    last = NOBODY
    for p in range(present.shape[0]):
        mine = present[p] == 1 and employer[p] == institution and told[p] == 0
        if mine and joined_week[p] < before and (last < 0 or joined_week[p] > joined_week[last]):
            last = p
    return last


@kernel
def _room(
    institution: int,
    market: Integers,
    state: Small,
    municipal: Bytes,
    hired_to: Doubles,
    fte: Doubles,
    wanted: float,
) -> int:
    """The other municipal institution of the same market with most unfilled posts; or NOBODY.

    It must have money for `wanted` fte, as much as it takes to hire somebody. A practice or a
    school has other posts, and money of its own for them.
    """
    best = NOBODY
    most = wanted
    for j in range(state.shape[0]):
        if j == institution or state[j] != ACTIVE or municipal[j] == 0:
            continue
        if market[j] != market[institution]:
            continue
        if hired_to[j] - fte[j] >= most:
            most = hired_to[j] - fte[j]
            best = j
    return best


@kernel
def make_redundant(
    key: NDArray[np.uint32],
    week: int,
    hours_per_fte: float,
    to_dismiss: float,
    to_hire: float,
    notice: float,
    taken_over: float,
    state: Small,
    municipal: Bytes,
    market: Integers,
    cost_per_fte: Doubles,
    reserve: Doubles,
    posts: Floats,
    hired_to: Doubles,
    hours: Floats,
    present: Bytes,
    employer: Rows,
    joined_week: Weeks,
    left_week: Weeks,
    fte: Doubles,
    moved: Doubles,
) -> None:
    """Where more posts are filled than paid, who came last goes, or goes over to another employer.

    Money is rounded to people: `to_dismiss` is the part of a post that must be unpaid. `notice` is
    the chance of a week that a notice period ends; a reserve delays it. `moved` adds
    up the fte that left or came by redundancy, per institution.
    """
    told = np.zeros(present.shape[0], dtype=np.uint8)
    for i in range(state.shape[0]):
        if state[i] != ACTIVE or municipal[i] == 0:
            continue
        excess = fte[i] - posts[i]
        while excess > 0.0:
            p = _last_in(i, week, present, employer, joined_week, told)
            if p == NOBODY or to_dismiss * hours[p] / hours_per_fte > excess:
                break
            told[p] = 1
            mine = hours[p] / hours_per_fte
            excess -= mine
            cover = max(reserve[i], 0.0)
            shortage = cost_per_fte[i] * mine
            _, ends, chance, _ = uniform4(key, STAY, week, p, 0)
            if ends >= notice * shortage / (shortage + cover):
                continue
            fte[i] -= mine
            moved[i] += mine
            to = _room(i, market, state, municipal, hired_to, fte, to_hire * mine)
            if to != NOBODY and chance < taken_over:
                employer[p] = to
                fte[to] += mine
                moved[to] += mine
            else:
                present[p] = 0
                left_week[p] = week


@kernel
def fill_vacancies(
    key: NDArray[np.uint32],
    week: int,
    hours_per_fte: float,
    to_hire: float,
    filling: float,
    idle_weeks: int,
    state: Small,
    hired_to: Doubles,
    present: Bytes,
    ids: NDArray[np.uint32],
    discipline: Small,
    finder: Bytes,
    employer: Rows,
    hours: Floats,
    joined_week: Weeks,
    left_week: Weeks,
    opened_week: Weeks,
    fte: Doubles,
) -> None:
    """Fill posts that the budget pays (`hired_to`, fte), each with a chance `filling` a week.

    `to_hire` is the part of a post that must be paid: more than what would make it redundant. A
    post stands empty for a week at least. A post that is not paid for and was empty for
    `idle_weeks` goes to the spare posts, from which an institution with money to grow takes one.
    """
    vacant = np.zeros(state.shape[0])
    for p in range(present.shape[0]):
        i = employer[p]
        if present[p] == 1 or i == NOBODY:
            continue
        mine = hours[p] / hours_per_fte
        empty_since = max(left_week[p], opened_week[p])
        paid = state[i] == ACTIVE and fte[i] + to_hire * mine <= hired_to[i]
        if not paid:
            if week - empty_since > idle_weeks:
                employer[p] = NOBODY
            continue
        if empty_since < week and uniform(key, VACANCY, week, p, 0) < filling:
            present[p] = 1
            ids[p] = (week << WEEK_BITS) | p
            joined_week[p] = week
            fte[i] += mine
        else:
            vacant[i] += mine
    for i in range(state.shape[0]):
        unfilled = hired_to[i] - fte[i] - vacant[i]
        if state[i] == ACTIVE and unfilled > 0.0:
            _open_post(
                key,
                week,
                i,
                to_hire,
                unfilled * hours_per_fte,
                present,
                discipline,
                finder,
                employer,
                hours,
                opened_week,
            )


@kernel
def _open_post(
    key: NDArray[np.uint32],
    week: int,
    institution: int,
    to_hire: float,
    hours_paid: float,
    present: Bytes,
    discipline: Small,
    finder: Bytes,
    employer: Rows,
    hours: Floats,
    opened_week: Weeks,
) -> None:
    """Take a spare post and make it like that of a colleague, drawn by chance, if it is paid."""
    colleagues = 0
    spare = NOBODY
    for p in range(present.shape[0]):
        if present[p] == 1 and employer[p] == institution:
            colleagues += 1
        elif employer[p] == NOBODY and spare == NOBODY:
            spare = p
    if colleagues == 0 or spare == NOBODY:
        return
    left = integer_below(key, TEMPLATE, week, institution, 0, colleagues)
    for p in range(present.shape[0]):
        if present[p] == 1 and employer[p] == institution:
            if left == 0:
                if to_hire * hours[p] > hours_paid:
                    return
                discipline[spare], finder[spare] = discipline[p], finder[p]
                hours[spare] = hours[p]
                employer[spare] = institution
                opened_week[spare] = week
                return
            left -= 1


def come_and_go(w: Scope, *, fte: Doubles, market: Integers, hired_to: Doubles) -> Doubles:
    """Staff resign, are redundant, or are hired up to `hired_to`; `fte` follows.

    Gives the share of each institution's staff that left or came by redundancy.
    """
    firm, people, p = w.institutions, w.professionals, w.p
    moved, before = np.zeros(len(fte)), fte.copy()
    resign(
        w.key,
        w.week,
        p.full_time_hours,
        people.quit_hazard,
        people.employer,
        people.hours,
        people.present,
        people.left_week,
        fte,
    )
    make_redundant(
        w.key,
        w.week,
        p.full_time_hours,
        p.to_dismiss,
        p.to_hire,
        one_minus_exp(1.0 / p.notice),
        p.taken_over,
        firm.state,
        firm.municipal,
        market,
        firm.cost_per_fte,
        firm.reserve,
        firm.posts,
        hired_to,
        people.hours,
        people.present,
        people.employer,
        people.joined_week,
        people.left_week,
        fte,
        moved,
    )
    fill_vacancies(
        w.key,
        w.week,
        p.full_time_hours,
        p.to_hire,
        one_minus_exp(1.0 / p.vacancy),
        int(p.idle),
        firm.state,
        hired_to,
        people.present,
        people.id,
        people.discipline,
        people.finder,
        people.employer,
        people.hours,
        people.joined_week,
        people.left_week,
        people.opened_week,
        fte,
    )
    return moved / np.where(before + moved > 0.0, before + moved, 1.0)
