"""Day paths, second idea: this week's visits, and whom one meets on them.

Represents: each habit is followed or not; a visitor may fall into talk with another visitor, the
more easily the more talk the place allows and the more people come; and may speak with a
professional who happens to be there, as far as the hours of professionals reach.

Whom one meets is drawn as a point on the ring of all residents: the next visitor of the same place
on that ring is the one. One visitor more then changes the partner of those few whose point lies
just before that visitor, and of nobody else.

Source: contact as chance co-presence after Blau 1977 ("Inequality and Heterogeneity") and the
ring as in consistent hashing (Karger et al. 1997). Values: scenarios/parameters/day_paths.yaml.
Leaves out: groups of more than two, and more than one new talk a week.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import uniform4, words
from wijksim.entities.domains import HABITS, NOBODY, PlaceKind

RUN: Final = 64
"""Rows between two entries of the index by which visitors are found on the ring."""
PRACTICE_BIT: Final = 16
"""Bit of `visited` for a visit to the GP practice of the home cell."""

_GP: Final = int(PlaceKind.GP_PRACTICE)
MEET_WORD: Final = 2
TALK_WORD: Final = 3
"""Words of a resident's question that also decide on falling into talk."""
_DROP: Final = np.uint32(8)
_TWO_POW_MINUS_16: Final = 2.0**-16
_TWO_POW_MINUS_24: Final = 2.0**-24
_TWO_POW_24: Final = 2.0**24
_TRIES: Final = 3
"""Steps along the ring to get past oneself and one's own household."""


@kernel
def nearest_practices(
    practices: NDArray[np.int32],
    place_cell: NDArray[np.int32],
    grid_width: int,
    practice_of: NDArray[np.int16],
) -> None:
    """The open practice nearest to each cell of the grid, NOBODY when there is none."""
    for cell in range(practice_of.shape[0]):
        practice_of[cell] = NOBODY
        nearest = np.inf
        for i in range(practices.shape[0]):
            place = practices[i]
            dx = float(place_cell[place] % grid_width - cell % grid_width)
            dy = float(place_cell[place] // grid_width - cell // grid_width)
            if dx * dx + dy * dy < nearest:
                nearest = dx * dx + dy * dy
                practice_of[cell] = place


@kernel
def visit(
    key: NDArray[np.uint32],
    decision: int,
    week: int,
    present: NDArray[np.uint8],
    ids: NDArray[np.uint32],
    birth_week: NDArray[np.int32],
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    habit: NDArray[np.int16],
    habit_chance: NDArray[np.float32],
    is_open: NDArray[np.uint8],
    practice_of: NDArray[np.int16],
    practice_chance: float,
    practice_chance_old: float,
    old_from: float,
    visited: NDArray[np.uint8],
    visitors: NDArray[np.int32],
    members: NDArray[np.int32],
    index: NDArray[np.int32],
    luck: NDArray[np.uint32],
) -> None:
    """Follow habits this week: bits per resident, residents per place, and who they are.

    ``members``, shape (places, rows + 1), lists the visitors by habit of each place in the order of
    their rows; ``index``, shape (runs, places), where in those lists each run of `RUN` rows begins.
    One question gives 128 bits: 16 for each habit, 24 for whether one falls into talk with a
    resident, 24 with a professional (kept in ``luck``, shape (4, rows)), and the last 16 for the
    practice. No branch hangs on a single habit, because guessing it wrong costs more than doing the
    sum.
    """
    places = visitors.shape[0]
    n = present.shape[0]
    for place in range(places):
        visitors[place] = 0
    for row in range(n):
        w0, w1, w2, w3 = words(key, decision, week, ids[row], 0)
        luck[0, row] = w0
        luck[1, row] = w1
        luck[2, row] = w2
        luck[3, row] = w3
    for begin in range(0, n, RUN):
        for place in range(places):
            index[begin // RUN, place] = visitors[place]
        for row in range(begin, min(begin + RUN, n)):
            if present[row] == 0:
                visited[row] = 0
                continue
            first = np.int64(luck[0, row])
            second = np.int64(luck[1, row])
            draws = (first >> 16, first & 0xFFFF, second >> 16, second & 0xFFFF)
            bits = 0
            for slot in range(HABITS):
                place = max(habit[row, slot], 0)
                draw = (np.float64(draws[slot]) + 0.5) * _TWO_POW_MINUS_16
                followed = np.int64(draw < habit_chance[row, slot]) & is_open[place]
                members[place, visitors[place]] = row
                visitors[place] += followed
                bits |= followed << slot
            left = ((np.int64(luck[MEET_WORD, row]) & 0xFF) << 8) | (
                np.int64(luck[TALK_WORD, row]) & 0xFF
            )
            fifth = (np.float64(left) + 0.5) * _TWO_POW_MINUS_16
            if fifth < practice_chance_old and (
                fifth < practice_chance or week - birth_week[row] >= old_from
            ):
                place = practice_of[home_cell[household[row]]]
                if place >= 0:
                    bits |= PRACTICE_BIT
                    visitors[place] += 1
            visited[row] = bits


@kernel
def chances(
    kind: NDArray[np.int8],
    visitors: NDArray[np.int32],
    open_hours: NDArray[np.float32],
    informality: NDArray[np.float32],
    hours: NDArray[np.float32],
    stay_hours: float,
    approach: float,
    talk_formal: float,
    talk_hours_formal: float,
    talk_hours_informal: float,
    smoothing: float,
    meet_chance: NDArray[np.float64],
    talk_chance: NDArray[np.float64],
    talk_hours: NDArray[np.float64],
    visitors_smooth: NDArray[np.float32],
) -> None:
    """Chances per visit at each place, from who is there: small talk, and a professional's time.

    Others inside = visitors × stay / opening hours, each approached with `approach` × informality.
    Talk with professionals is conserved: what is asked, q hours, of the C hours that they are
    there gets C / (C + q) of it. At a practice the visit itself is the talk.
    """
    for place in range(kind.shape[0]):
        meet_chance[place] = 0.0
        talk_chance[place] = 0.0
        talk_hours[place] = 0.0
        visitors_smooth[place] += smoothing * (visitors[place] - visitors_smooth[place])
        if open_hours[place] <= 0.0 or visitors[place] == 0:
            continue
        inside = (visitors[place] - 1) * stay_hours / open_hours[place]
        if kind[place] != _GP:
            meet_chance[place] = informality[place] * one_minus_exp(approach * inside)
        length = talk_hours_formal + (talk_hours_informal - talk_hours_formal) * informality[place]
        share = talk_formal + (1.0 - talk_formal) * informality[place]
        if kind[place] == _GP:
            share = 1.0
        there = one_minus_exp(hours[place] / open_hours[place])
        asked = visitors[place] * there * share * length
        if asked > 0.0:
            talk_chance[place] = there * share * hours[place] / (hours[place] + asked)
            talk_hours[place] = length


@inline_kernel
def _next_on_ring(
    members: NDArray[np.int32], index: NDArray[np.int32], place: int, count: int, point: int
) -> int:
    """Index of the first visitor of a place at or after a point of the ring."""
    spot = index[point // RUN, place]
    while spot < count and members[place, spot] < point:
        spot += 1
    return 0 if spot == count else spot


@inline_kernel
def _luck_may_do(
    visited: NDArray[np.uint8],
    luck: NDArray[np.uint32],
    best_meet: float,
    best_talk: float,
    rows: NDArray[np.int32],
) -> int:
    """List the visitors whose luck is good enough for the best of places; gives how many."""
    meet_bar = np.uint32(best_meet * _TWO_POW_24 + 1.0)
    talk_bar = np.uint32(best_talk * _TWO_POW_24 + 1.0)
    count = 0
    for row in range(visited.shape[0]):
        rows[count] = row
        bits = visited[row]
        lucky = ((luck[MEET_WORD, row] >> _DROP) < meet_bar) | (
            (luck[TALK_WORD, row] >> _DROP) < talk_bar
        )
        count += ((bits != 0) & lucky) | (bits >= PRACTICE_BIT)
    return count


@kernel
def meet(
    key: NDArray[np.uint32],
    decision: int,
    week: int,
    ids: NDArray[np.uint32],
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    kind: NDArray[np.int8],
    habit: NDArray[np.int16],
    visited: NDArray[np.uint8],
    practice_of: NDArray[np.int16],
    meet_chance: NDArray[np.float64],
    talk_chance: NDArray[np.float64],
    talk_hours: NDArray[np.float64],
    visitors: NDArray[np.int32],
    members: NDArray[np.int32],
    index: NDArray[np.int32],
    luck: NDArray[np.uint32],
    rows: NDArray[np.int32],
    worker_begin: NDArray[np.int32],
    workers: NDArray[np.int32],
    hours_until: NDArray[np.float64],
    met_resident: NDArray[np.int32],
    met_professional: NDArray[np.int16],
    met_hours: NDArray[np.float32],
) -> None:
    """Whom each visitor meets, at the visited place where that is most likely.

    `workers` lists professionals by place, `hours_until` their hours added up within the place.
    `rows` is room for a list of residents.
    """
    n = visited.shape[0]
    met_resident[:] = NOBODY
    met_professional[:] = NOBODY
    met_hours[:] = 0.0
    best_meet = 0.0
    best_talk = 0.0
    for place in range(kind.shape[0]):
        best_meet = max(best_meet, meet_chance[place])
        best_talk = max(best_talk, talk_chance[place] if kind[place] != _GP else 0.0)
    for i in range(_luck_may_do(visited, luck, best_meet, best_talk, rows)):
        row = rows[i]
        bits = np.int64(visited[row])
        liveliest = NOBODY
        chance = 0.0
        served = NOBODY
        talk = 0.0
        for slot in range(HABITS):
            place = max(habit[row, slot], 0)
            followed = (bits >> slot) & 1
            likely = meet_chance[place] * followed
            liveliest = place if likely > chance else liveliest
            chance = max(chance, likely)
            likely = talk_chance[place] * followed
            served = place if likely > talk else served
            talk = max(talk, likely)
        if bits & PRACTICE_BIT:
            place = practice_of[home_cell[household[row]]]
            if talk_chance[place] > talk:
                talk = talk_chance[place]
                served = place
        meets = (np.float64(luck[MEET_WORD, row] >> _DROP) + 0.5) * _TWO_POW_MINUS_24 < chance
        talks = (np.float64(luck[TALK_WORD, row] >> _DROP) + 0.5) * _TWO_POW_MINUS_24 < talk
        if not meets and not talks:
            continue
        u_point, u_worker, _, _ = uniform4(key, decision, week, ids[row], 0)
        if meets:
            count = visitors[liveliest]
            spot = _next_on_ring(members, index, liveliest, count, int(u_point * n))
            for _ in range(_TRIES):
                other = members[liveliest, spot]
                if household[other] != household[row]:
                    met_resident[row] = other
                    break
                spot = 0 if spot + 1 == count else spot + 1
        if talks:
            low = worker_begin[served]
            wanted = u_worker * hours_until[worker_begin[served + 1] - 1]
            while hours_until[low] < wanted:
                low += 1
            met_professional[row] = workers[low]
            met_hours[row] = talk_hours[served]
