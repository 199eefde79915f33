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
from wijksim.core.randomness import uniform, uniform4
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
"""Added to the option, this is the address of the taste for going elsewhere."""


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


@inline_kernel
def _choose(
    key: NDArray[np.uint32],
    decision: int,
    who: int,
    want: int,
    x: float,
    y: float,
    reach: float,
    elsewhere: float,
    hurdle: float,
    cell_metres: float,
    place_x: NDArray[np.float64],
    place_y: NDArray[np.float64],
    informality: NDArray[np.float32],
    option_begin: NDArray[np.int32],
    by_option: NDArray[np.int32],
    pull: NDArray[np.float64],
) -> int:
    """The place that wins the race between all places of one option, or NOBODY for elsewhere.

    A place that cannot win is passed over early: a waiting time −log(u) is at least 1 − u, and
    distance and hurdle only lengthen it.
    """
    best = NOBODY
    shortest = np.inf
    if elsewhere > 0.0:
        shortest = -log(uniform(key, decision, 0, who, _ELSEWHERE + want)) / elsewhere
    group = NOBODY
    u = (0.0, 0.0, 0.0, 0.0)
    for i in range(option_begin[want], option_begin[want + 1]):
        place = by_option[i]
        if place >> 2 != group:
            group = place >> 2
            u = uniform4(key, decision, 0, who, group)
        luck = u[place & 3]
        if 1.0 - luck >= shortest * pull[place]:
            continue
        dx = place_x[place] - x
        dy = place_y[place] - y
        metres = cell_metres * np.sqrt(dx * dx + dy * dy)
        weight = pull[place] * exp(-metres / reach) * (1.0 - hurdle * (1.0 - informality[place]))
        if 1.0 - luck >= shortest * weight or weight <= 0.0:
            continue
        time = -log(luck) / weight
        if time < shortest:
            shortest = time
            best = place
    return best


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
    for i in range(rows.shape[0]):
        row = rows[i]
        for slot in range(HABITS):
            habit[row, slot] = NOBODY
            habit_rate[row, slot] = 0.0
            habit_chance[row, slot] = 0.0
        if present[row] == 0:
            continue
        home = household[row]
        x = float(home_cell[home] % grid_width)
        y = float(home_cell[home] // grid_width)
        age = week - birth_week[row]
        lively = energy_floor + (1.0 - energy_floor) * energy[row]
        hurdle = 1.0 - (1.0 - language_hurdle * poor_dutch[row]) * (
            1.0 - avoider_hurdle * avoider[row]
        )
        for slot in range(HABITS):
            want = NO_OPTION
            factor = 1.0
            away = 1.0
            if slot == ERRAND and age >= out_alone_from:
                want = ERRANDS
            elif slot == DUTY:
                if age >= school_from and age < school_until:
                    want = SCHOOL
                elif age >= adult_from:
                    if _has_child_at_school(
                        home, week, first, beds, present, birth_week, school_from, school_until
                    ):
                        want = SCHOOL
                    elif age < pension_from:
                        want = WORK
            elif slot == INFORMAL and age >= out_alone_from:
                want = FREE_TIME
                factor = lively
                known = company[row]
                away = 1.0 / (lively * (1.0 + company_pull * known / (known + company_half)))
            elif slot == STREET and age >= school_from:
                want = OUTDOORS
                factor = lively
            if want < 0:
                continue
            place = _choose(
                key, decision, ids[row], want, x, y, reach[want], elsewhere[want] * away,
                hurdle if want == FREE_TIME else 0.0, cell_metres, place_x, place_y, informality,
                option_begin, by_option, pull,
            )  # fmt: skip
            if place >= 0:
                visits = rate[want] * factor
                habit[row, slot] = place
                habit_rate[row, slot] = visits
                habit_chance[row, slot] = one_minus_exp(visits)
