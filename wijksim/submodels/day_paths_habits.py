"""Day paths, first idea: which places a resident goes to by habit, and how often.

Represents: four habits (an errand, a duty, an informal place, the street) chosen among open places
as in Huff's model of shops (1963): a place draws by what it offers and loses by distance. Taste is
an addressed draw for (resident, place) that lasts, so that closing one place moves only those who
went there. A place draws by its opening hours, its state of repair, what initiatives do there and
how many others come, and less when it is crowded. Informal places put up no hurdle for those with
little Dutch or with an inclination to avoid care: informality changes who comes.

Source: Huff 1963, "A probability analysis of shopping center trade areas"; Oldenburg 1989 for
informal places; the race between exponential waiting times is the standard exact way to draw
one of several by weight. Values: scenarios/parameters/day_paths.yaml.
Leaves out: days and hours of the week, transport, trips outside the neighbourhood (one option,
"elsewhere", stands for them).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import exp, log, one_minus_exp
from wijksim.core.randomness import words
from wijksim.entities.domains import HABITS, NOBODY, PlaceKind

ERRAND: Final = 0
DUTY: Final = 1
INFORMAL: Final = 2
STREET: Final = 3

NO_OPTION: Final = -1
ERRANDS: Final = 0
SCHOOL: Final = 1
WORK: Final = 2
FREE_TIME: Final = 3
OUTDOORS: Final = 4
N_OPTIONS: Final = 5
"""What a place can be to a resident; school and work both fill the slot of duty."""

OPTION_OF_KIND: Final = np.full(max(PlaceKind) + 1, NO_OPTION, dtype=np.int8)
OPTION_OF_KIND[PlaceKind.SHOP] = ERRANDS
OPTION_OF_KIND[PlaceKind.SCHOOL] = SCHOOL
OPTION_OF_KIND[PlaceKind.WORKPLACE] = WORK
OPTION_OF_KIND[PlaceKind.STREET] = OUTDOORS
for _kind in (
    PlaceKind.COMMUNITY_CENTRE,
    PlaceKind.GARDEN,
    PlaceKind.LIBRARY,
    PlaceKind.WORSHIP,
    PlaceKind.OTHER,
):
    OPTION_OF_KIND[_kind] = FREE_TIME

_ELSEWHERE: Final = 1_000_000
"""From this address on stand the tastes for going elsewhere, a word for each option."""
_ELSEWHERE_GROUPS: Final = 2
TOGETHER: Final = 16
"""Rows that take their turn together, as many as lie side by side in one line of memory."""
_AT_ONCE: Final = 128
"""Residents whose tastes are drawn before they choose."""
_TWO_POW_MINUS_32: Final = 2.0**-32


@kernel
def place_pull(
    kind: NDArray[np.int8],
    cell: NDArray[np.int32],
    grid_width: int,
    is_open: NDArray[np.uint8],
    open_hours: NDArray[np.float32],
    capacity: NDArray[np.int32],
    upkeep: NDArray[np.float32],
    activity_hours: NDArray[np.float32],
    visitors_smooth: NDArray[np.float32],
    half_hours: float,
    wear: float,
    activity_pull: float,
    activity_half: float,
    company_pull: float,
    company_half: float,
    stay_hours: float,
    place_x: NDArray[np.float64],
    place_y: NDArray[np.float64],
    option_begin: NDArray[np.int32],
    by_option: NDArray[np.int32],
    pull: NDArray[np.float64],
) -> None:
    """How strongly each place draws (a weight, before distance), and where it is, in cells.

    `by_option` lists the places that draw at all, by what they are to residents; the bounds of
    each option stand in `option_begin`.
    """
    for place in range(kind.shape[0]):
        option = OPTION_OF_KIND[kind[place]]
        place_x[place] = cell[place] % grid_width
        place_y[place] = cell[place] // grid_width
        pull[place] = 0.0
        hours = open_hours[place]
        if is_open[place] == 0 or option < 0 or hours <= 0.0 or cell[place] < 0:
            continue
        weight = hours / (hours + half_hours) * (1.0 - wear + wear * upkeep[place])
        if option == FREE_TIME:
            busy = visitors_smooth[place]
            doing = activity_hours[place]
            weight *= 1.0 + activity_pull * doing / (doing + activity_half)
            weight *= 1.0 + company_pull * busy / (busy + company_half)
            if capacity[place] > 0:
                inside = busy * stay_hours / hours
                weight *= capacity[place] / (capacity[place] + inside)
        pull[place] = weight
    count = 0
    for option in range(N_OPTIONS):
        option_begin[option] = count
        for place in range(kind.shape[0]):
            if pull[place] > 0.0 and OPTION_OF_KIND[kind[place]] == option:
                by_option[count] = place
                count += 1
    option_begin[N_OPTIONS] = count


@inline_kernel
def _has_child_at_school(
    home: int,
    week: int,
    first: NDArray[np.int32],
    beds: NDArray[np.int16],
    present: NDArray[np.uint8],
    birth_week: NDArray[np.int32],
    school_from: float,
    school_until: float,
) -> bool:
    for row in range(first[home], first[home] + beds[home]):
        age = week - birth_week[row]
        if present[row] == 1 and age >= school_from and age < school_until:
            return True
    return False


@kernel
def whose_turn(week: int, every: int, rows: NDArray[np.int32]) -> int:
    """Write the rows whose turn it is into `rows`, as long as all rows; gives how many there are.

    Neighbours take turns together, in runs of `TOGETHER` rows, which then lie side by side in
    memory; every run has its turn once in `every` weeks.
    """
    n = rows.shape[0]
    count = 0
    for begin in range(week % every * TOGETHER, n, every * TOGETHER):
        for row in range(begin, min(begin + TOGETHER, n)):
            rows[count] = row
            count += 1
    return count


@kernel
def _draw_four(
    key: NDArray[np.uint32],
    decision: int,
    address: int,
    who: NDArray[np.uint32],
    first: NDArray[np.uint32],
    second: NDArray[np.uint32],
    third: NDArray[np.uint32],
    fourth: NDArray[np.uint32],
) -> None:
    """The lasting tastes of residents `who` for four places, as words of 32 bits.

    A kernel of its own, so that the processor can draw for several residents at once.
    """
    for i in range(who.shape[0]):
        w0, w1, w2, w3 = words(key, decision, 0, who[i], address)
        first[i] = w0
        second[i] = w1
        third[i] = w2
        fourth[i] = w3


@kernel
def _stay_away(
    taste: NDArray[np.uint32],
    elsewhere: float,
    away: NDArray[np.float64],
    shortest: NDArray[np.float64],
    best: NDArray[np.int64],
) -> None:
    """A race begins: without a place that wins it, one goes elsewhere, or never goes at all."""
    for i in range(best.shape[0]):
        u = (np.float64(taste[i]) + 0.5) * _TWO_POW_MINUS_32
        shortest[i] = -log(u) / (elsewhere * away[i])
        best[i] = NOBODY


@kernel
def _weigh(
    pull: float,
    place_x: float,
    place_y: float,
    formality: float,
    reach: float,
    cell_metres: float,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    hurdle: NDArray[np.float64],
    weight: NDArray[np.float64],
) -> None:
    """What a place weighs for every resident: its pull, less by distance and by hurdles."""
    for i in range(weight.shape[0]):
        dx = place_x - x[i]
        dy = place_y - y[i]
        metres = cell_metres * np.sqrt(dx * dx + dy * dy)
        weight[i] = pull * exp(-metres / reach) * (1.0 - hurdle[i] * formality)


@kernel
def _race(
    place: int,
    weight: NDArray[np.float64],
    taste: NDArray[np.uint32],
    shortest: NDArray[np.float64],
    best: NDArray[np.int64],
) -> None:
    """A place joins the race for every resident: its waiting time is −log(u) over its weight."""
    for i in range(best.shape[0]):
        u = (np.float64(taste[i]) + 0.5) * _TWO_POW_MINUS_32
        time = -log(u) / weight[i]
        wins = time < shortest[i]
        shortest[i] = time if wins else shortest[i]
        best[i] = place if wins else best[i]


@kernel
def choose_habits(
    key: NDArray[np.uint32],
    decision: int,
    week: int,
    rows: NDArray[np.int32],
    grid_width: int,
    cell_metres: float,
    present: NDArray[np.uint8],
    ids: NDArray[np.uint32],
    birth_week: NDArray[np.int32],
    household: NDArray[np.int32],
    energy: NDArray[np.float32],
    poor_dutch: NDArray[np.uint8],
    avoider: NDArray[np.uint8],
    company: NDArray[np.float32],
    first: NDArray[np.int32],
    beds: NDArray[np.int16],
    home_cell: NDArray[np.int32],
    place_x: NDArray[np.float64],
    place_y: NDArray[np.float64],
    informality: NDArray[np.float32],
    option_begin: NDArray[np.int32],
    by_option: NDArray[np.int32],
    pull: NDArray[np.float64],
    reach: NDArray[np.float64],
    elsewhere: NDArray[np.float64],
    rate: NDArray[np.float64],
    language_hurdle: float,
    avoider_hurdle: float,
    company_pull: float,
    company_half: float,
    energy_floor: float,
    school_from: float,
    school_until: float,
    out_alone_from: float,
    adult_from: float,
    pension_from: float,
    habit: NDArray[np.int16],
    habit_rate: NDArray[np.float32],
    habit_chance: NDArray[np.float32],
) -> None:
    """Choose the habits of the residents in ``rows`` anew; ages are in weeks.

    ``reach`` (m), ``elsewhere`` (weight) and ``rate`` (visits a week) have one entry an option.
    ``company`` is the sum of the strengths of a resident's ties: who knows people goes out more.
    """
    groups = (pull.shape[0] + 3) >> 2
    taste = np.empty((4 * groups + 4 * _ELSEWHERE_GROUPS, _AT_ONCE), dtype=np.uint32)
    best = np.empty((N_OPTIONS, _AT_ONCE), dtype=np.int64)
    who = np.empty(_AT_ONCE, dtype=np.uint32)
    # Separate arrays, or the compiler cannot tell that they do not overlap.
    x = np.empty(_AT_ONCE)
    y = np.empty(_AT_ONCE)
    hurdle = np.empty(_AT_ONCE)
    away = np.empty(_AT_ONCE)
    lively = np.empty(_AT_ONCE)
    shortest = np.empty(_AT_ONCE)
    weight = np.empty(_AT_ONCE)
    no_hurdle = np.zeros(_AT_ONCE)
    not_drawn = np.ones(_AT_ONCE)
    for begin in range(0, rows.shape[0], _AT_ONCE):
        n = min(rows.shape[0] - begin, _AT_ONCE)
        for i in range(n):
            row = rows[begin + i]
            home = home_cell[max(household[row], 0)]
            who[i] = ids[row]
            x[i] = home % grid_width
            y[i] = home // grid_width
            lively[i] = energy_floor + (1.0 - energy_floor) * energy[row]
            known = company[row]
            away[i] = 1.0 / (lively[i] * (1.0 + company_pull * known / (known + company_half)))
            hurdle[i] = 1.0 - (1.0 - language_hurdle * poor_dutch[row]) * (
                1.0 - avoider_hurdle * avoider[row]
            )
        for group in range(groups + _ELSEWHERE_GROUPS):
            address = group if group < groups else _ELSEWHERE + group - groups
            _draw_four(
                key, decision, address, who[:n], taste[4 * group], taste[4 * group + 1],
                taste[4 * group + 2], taste[4 * group + 3],
            )  # fmt: skip
        for option in range(N_OPTIONS):
            free = option == FREE_TIME
            _stay_away(
                taste[4 * groups + option], elsewhere[option], away if free else not_drawn,
                shortest, best[option, :n],
            )  # fmt: skip
            for nth in range(option_begin[option], option_begin[option + 1]):
                place = by_option[nth]
                _weigh(
                    pull[place], place_x[place], place_y[place], 1.0 - informality[place],
                    reach[option], cell_metres, x, y, hurdle if free else no_hurdle, weight[:n],
                )  # fmt: skip
                _race(place, weight, taste[place], shortest, best[option, :n])
        for i in range(n):
            row = rows[begin + i]
            for slot in range(HABITS):
                habit[row, slot] = NOBODY
                habit_rate[row, slot] = 0.0
                habit_chance[row, slot] = 0.0
            if present[row] == 0:
                continue
            age = week - birth_week[row]
            for slot in range(HABITS):
                want = NO_OPTION
                factor = 1.0
                if slot == ERRAND and age >= out_alone_from:
                    want = ERRANDS
                elif slot == DUTY:
                    if age >= school_from and age < school_until:
                        want = SCHOOL
                    elif age >= adult_from:
                        if _has_child_at_school(
                            household[row], week, first, beds, present, birth_week, school_from,
                            school_until,
                        ):  # fmt: skip
                            want = SCHOOL
                        elif age < pension_from:
                            want = WORK
                elif slot == INFORMAL and age >= out_alone_from:
                    want = FREE_TIME
                    factor = lively[i]
                elif slot == STREET and age >= school_from:
                    want = OUTDOORS
                    factor = lively[i]
                if want >= 0 and best[want, i] >= 0:
                    visits = rate[want] * factor
                    habit[row, slot] = best[want, i]
                    habit_rate[row, slot] = visits
                    habit_chance[row, slot] = one_minus_exp(visits)
