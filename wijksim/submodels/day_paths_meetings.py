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

from wijksim.core.bits import BITS, count_ones, lowest_one
from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import words
from wijksim.entities.domains import HABITS, NOBODY, PlaceKind

RUN: Final = BITS
"""Rows in one word of the ring on which visitors are found."""
PRACTICE_BIT: Final = 16
"""Bit of `visited` for a visit to the GP practice of the home cell."""

_GP: Final = int(PlaceKind.GP_PRACTICE)
MEET_WORD: Final = 2
TALK_WORD: Final = 3
"""Words of a resident's question that also decide on falling into talk."""
POINT_WORD: Final = 0
WORKER_WORD: Final = 1
"""Words of a second question, to those who fall into talk: whom they talk with."""
_DROP: Final = np.uint32(8)
_UP_16: Final = np.uint32(16)
_LOW_16: Final = np.uint32(0xFFFF)
_LOW_8: Final = np.uint32(0xFF)
_HALF: Final = np.float32(0.5)
_TWO_POW_MINUS_16: Final = np.float32(2.0**-16)
_TWO_POW_MINUS_24: Final = 2.0**-24
_TWO_POW_MINUS_32: Final = 2.0**-32
_TWO_POW_24: Final = 2.0**24


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


@inline_kernel
def _uniform16(draw: np.uint32) -> np.float32:
    """A number strictly between 0 and 1 from 16 bits; exact in a float32."""
    return (np.float32(draw) + _HALF) * _TWO_POW_MINUS_16


@kernel
def _draw(
    key: NDArray[np.uint32],
    decision: int,
    week: int,
    who: NDArray[np.uint32],
    luck: NDArray[np.uint32],
) -> None:
    """The four words of this week's question to each of `who`, into `luck`, shape (4, n).

    A kernel of its own, so that the processor can draw for several residents at once.
    """
    for i in range(who.shape[0]):
        w0, w1, w2, w3 = words(key, decision, week, who[i], 0)
        luck[0, i] = w0
        luck[1, i] = w1
        luck[2, i] = w2
        luck[3, i] = w3


@kernel
def _follow(
    present: NDArray[np.uint8],
    habit_chance: NDArray[np.float32],
    luck: NDArray[np.uint32],
    practice_chance: float,
    visited: NDArray[np.uint8],
) -> None:
    """Bits of the habits for which luck is good enough, also where the place may be closed.

    All sums here are exact in float32: a draw and its half take 17 bits.
    """
    for row in range(present.shape[0]):
        first = luck[0, row]
        second = luck[1, row]
        bits = (
            np.int32(_uniform16(first >> _UP_16) < habit_chance[row, 0])
            | np.int32(_uniform16(first & _LOW_16) < habit_chance[row, 1]) << 1
            | np.int32(_uniform16(second >> _UP_16) < habit_chance[row, 2]) << 2
            | np.int32(_uniform16(second & _LOW_16) < habit_chance[row, 3]) << 3
        )
        left = ((luck[MEET_WORD, row] & _LOW_8) << _DROP) | (luck[TALK_WORD, row] & _LOW_8)
        bits |= np.int32(_uniform16(left) < practice_chance) << 4
        visited[row] = bits if present[row] == 1 else 0


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
    there: NDArray[np.uint64],
    luck: NDArray[np.uint32],
) -> None:
    """Follow habits this week: bits per resident, residents per place, and who they are.

    ``there``, shape (places, runs), has a bit for each row of a run of `RUN` rows: 1 for a visitor
    by habit. One question gives 128 bits: 16 for each habit, 24 for whether one falls into talk
    with a resident, 24 with a professional (kept in ``luck``, shape (4, rows)), and the last 16 for
    the practice. No branch hangs on a single habit, because guessing it wrong costs more than doing
    the sum.
    """
    places = visitors.shape[0]
    n = present.shape[0]
    _draw(key, decision, week, ids, luck)
    _follow(present, habit_chance, luck, practice_chance_old, visited)
    visitors[:] = 0
    of_run = np.empty(places, dtype=np.uint64)
    for begin in range(0, n, RUN):
        of_run[:] = 0
        for row in range(begin, min(begin + RUN, n)):
            may = np.int64(visited[row])
            bits = may & PRACTICE_BIT
            for slot in range(HABITS):
                place = max(habit[row, slot], 0)
                followed = (may >> slot) & is_open[place]
                of_run[place] |= np.uint64(followed) << np.uint64(row - begin)
                bits |= followed << slot
            visited[row] = bits
        for place in range(places):
            there[place, begin // RUN] = of_run[place]
            visitors[place] += count_ones(of_run[place])
    for row in range(n):
        if visited[row] < PRACTICE_BIT:
            continue
        left = ((luck[MEET_WORD, row] & _LOW_8) << _DROP) | (luck[TALK_WORD, row] & _LOW_8)
        goes = _uniform16(left) < practice_chance or week - birth_week[row] >= old_from
        place = practice_of[home_cell[household[row]]]
        if goes and place >= 0:
            visitors[place] += 1
        else:
            visited[row] -= PRACTICE_BIT


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
def _next_on_ring(there: NDArray[np.uint64], place: int, point: int) -> int:
    """Row of the first visitor of a place at or after a point of the ring of all rows.

    Someone has to be there, or the search would go around for ever.
    """
    run = point // RUN
    word = (there[place, run] >> np.uint64(point % RUN)) << np.uint64(point % RUN)
    while word == 0:
        run = 0 if run + 1 == there.shape[1] else run + 1
        word = there[place, run]
    return run * RUN + lowest_one(word)


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
def _where_they_talk(
    household: NDArray[np.int32],
    home_cell: NDArray[np.int32],
    habit: NDArray[np.int16],
    visited: NDArray[np.uint8],
    practice_of: NDArray[np.int16],
    meet_chance: NDArray[np.float64],
    talk_chance: NDArray[np.float64],
    luck: NDArray[np.uint32],
    candidates: int,
    rows: NDArray[np.int32],
    liveliest: NDArray[np.int16],
    served: NDArray[np.int16],
) -> int:
    """Of the first `candidates` in `rows` keep those who fall into talk; gives how many.

    With a resident at the `liveliest` place visited, with a professional where one is most likely
    `served`; NOBODY for no such talk.
    """
    count = 0
    for i in range(candidates):
        row = rows[i]
        bits = np.int64(visited[row])
        lively = NOBODY
        chance = 0.0
        serving = NOBODY
        talk = 0.0
        for slot in range(HABITS):
            place = max(habit[row, slot], 0)
            followed = (bits >> slot) & 1
            likely = meet_chance[place] * followed
            lively = place if likely > chance else lively
            chance = max(chance, likely)
            likely = talk_chance[place] * followed
            serving = place if likely > talk else serving
            talk = max(talk, likely)
        if bits & PRACTICE_BIT:
            place = practice_of[home_cell[household[row]]]
            if talk_chance[place] > talk:
                talk = talk_chance[place]
                serving = place
        meets = (np.float64(luck[MEET_WORD, row] >> _DROP) + 0.5) * _TWO_POW_MINUS_24 < chance
        talks = (np.float64(luck[TALK_WORD, row] >> _DROP) + 0.5) * _TWO_POW_MINUS_24 < talk
        rows[count] = row
        liveliest[count] = lively if meets else NOBODY
        served[count] = serving if talks else NOBODY
        count += int(meets | talks)
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
    there: NDArray[np.uint64],
    luck: NDArray[np.uint32],
    worker_begin: NDArray[np.int32],
    workers: NDArray[np.int32],
    hours_until: NDArray[np.float64],
    ring_steps: int,
    met_resident: NDArray[np.int32],
    met_professional: NDArray[np.int16],
    met_hours: NDArray[np.float32],
) -> None:
    """Whom each visitor meets, at the visited place where that is most likely.

    `workers` lists professionals by place, `hours_until` their hours added up within the place.
    Up to `ring_steps` visitors next on the ring are looked at, to get past one's own household.
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
    rows = np.empty(n + 1, dtype=np.int32)
    candidates = _luck_may_do(visited, luck, best_meet, best_talk, rows)
    liveliest, served = np.empty((2, candidates + 1), dtype=np.int16)
    count = _where_they_talk(
        household, home_cell, habit, visited, practice_of, meet_chance, talk_chance, luck,
        candidates, rows, liveliest, served,
    )  # fmt: skip
    who = np.empty(count, dtype=np.uint32)
    for i in range(count):
        who[i] = ids[rows[i]]
    chosen = np.empty((4, count), dtype=np.uint32)
    _draw(key, decision, week, who, chosen)
    for i in range(count):
        row = rows[i]
        place = liveliest[i]
        if place >= 0:
            u = (np.float64(chosen[POINT_WORD, i]) + 0.5) * _TWO_POW_MINUS_32
            other = _next_on_ring(there, place, int(u * n))
            for _ in range(ring_steps):
                if household[other] != household[row]:
                    met_resident[row] = other
                    break
                other = _next_on_ring(there, place, 0 if other + 1 == n else other + 1)
        place = served[i]
        if place >= 0:
            u = (np.float64(chosen[WORKER_WORD, i]) + 0.5) * _TWO_POW_MINUS_32
            low = worker_begin[place]
            wanted = u * hours_until[worker_begin[place + 1] - 1]
            while hours_until[low] < wanted:
                low += 1
            met_professional[row] = workers[low]
            met_hours[row] = talk_hours[place]
