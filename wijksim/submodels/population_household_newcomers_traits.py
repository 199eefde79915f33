"""What a person brings along: socio-economic position, language, bent and strength.

Represents: the traits that are fixed when somebody comes to live in the neighbourhood. A position
is the share of Dutch households with a lower income. How positions are spread in a neighbourhood
is given by a few published points of that spread, with straight lines between them.
Source: CBS key figures (households with a low income, among the lowest 40% and the highest 20% of
the country); Wijkprofiel (difficulty speaking Dutch). Gradients are assumptions.
Leaves out: sex, schooling and descent. Descent is read by no rule of the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from wijksim.core.compile import kernel
from wijksim.core.elementary import exp, log
from wijksim.core.parameters import Parameter
from wijksim.core.randomness import decision, uniform4

TRAIT_PARAMETERS = (
    Parameter(
        "population",
        "low_income_rank",
        "1",
        (0.01, 0.5),
        "share of Dutch households with a low income",
    ),
    Parameter(
        "population",
        "geography",
        "1",
        (0, 1),
        "weight of the part of the neighbourhood in which founder has which position",
    ),
    Parameter(
        "population", "avoider_share", "1", (0, 0.5), "share of residents inclined to avoid care"
    ),
    Parameter(
        "population",
        "avoider_gradient",
        "1",
        (0, 1),
        "how many more care avoiders there are among people in a weak position",
    ),
    Parameter(
        "population",
        "poor_dutch_share",
        "1",
        (0, 0.5),
        "share of residents with difficulty speaking Dutch, if the profile has no figure",
    ),
    Parameter(
        "population",
        "poor_dutch_gradient",
        "1",
        (0, 1),
        "how much more difficulty with Dutch there is among people in a weak position",
    ),
    Parameter(
        "population",
        "tolerance_gradient",
        "1",
        (0, 1),
        "weight of position in how easily people cope with forms",
    ),
    Parameter(
        "population", "skills_gradient", "1", (0, 1), "weight of position in organising skills"
    ),
    Parameter(
        "population",
        "energy_share",
        "1",
        (0, 1),
        "mean energy for the community, if the profile has no share of volunteers",
    ),
    Parameter(
        "population",
        "energy_of_volunteers",
        "1",
        (0, 10),
        "mean energy for the community, divided by the share of volunteers",
    ),
    Parameter(
        "population",
        "energy_least",
        "1",
        (0.001, 0.5),
        "least mean energy for the community in a neighbourhood; the most is as far below 1",
    ),
)

TRAITS = decision("population.traits")
SKILLS = decision("population.skills")

LOW = "income.low_households"
LOWEST_40 = "income.households_lowest_40"
HIGHEST_20 = "income.households_highest_20"
POOR_DUTCH = "language.difficulty_speaking_dutch"
VOLUNTEERS = "community.volunteers"

LOWEST_40_UNTIL, HIGHEST_20_FROM = 0.4, 0.8
"""Positions in the country at which those two published groups end and begin, by definition."""
_MOST_POOR_DUTCH = 0.5
"""A share above it, at the steepest gradient of 1, would ask for chances above 1."""
_LOW_LEAST, _LOW_MOST = 0.001, 0.95
"""A share of low incomes of 0 or 1 gives no curve through its point; read as these."""
_QUINTILES = 5

Array = np.ndarray[Any, Any]


class People(NamedTuple):
    """The columns of residents that population owns, each of shape (rows,)."""

    present: Array
    id: Array
    household: Array
    birth_week: Array
    arrived_week: Array
    left_week: Array
    position: Array
    quintile: Array
    poor_dutch: Array
    avoider: Array
    burden_tolerance: Array
    energy: Array
    skills: Array


def people_of(residents: Any) -> People:
    """Those columns of the table of residents, as the kernels of population take them."""
    return People(*(getattr(residents, name) for name in People._fields))


class Spread(NamedTuple):
    """How traits are spread: points (rank, position) of the neighbourhood, and shares."""

    rank: Array
    position: Array
    poor_dutch: float
    poor_dutch_gradient: float
    avoider: float
    avoider_gradient: float
    tolerance_gradient: float
    skills_gradient: float
    energy_steepness: float


def spread_of(*, figures: Mapping[str, float], parameters: Mapping[str, float]) -> Spread:
    """The spread of traits in a neighbourhood with these figures.

    Where the profile lacks the published points above a low income, one curve through that point
    stands in: rank = position ** a.
    """
    rank, position = _points(figures=figures, low_at=parameters["population.low_income_rank"])
    energy = parameters["population.energy_share"]
    if VOLUNTEERS in figures:
        energy = parameters["population.energy_of_volunteers"] * figures[VOLUNTEERS]
    least = parameters["population.energy_least"]
    energy = min(1.0 - least, max(least, energy))
    return Spread(
        rank=rank,
        position=position,
        poor_dutch=min(
            _MOST_POOR_DUTCH, figures.get(POOR_DUTCH, parameters["population.poor_dutch_share"])
        ),
        poor_dutch_gradient=parameters["population.poor_dutch_gradient"],
        avoider=parameters["population.avoider_share"],
        avoider_gradient=parameters["population.avoider_gradient"],
        tolerance_gradient=parameters["population.tolerance_gradient"],
        skills_gradient=parameters["population.skills_gradient"],
        energy_steepness=1.0 / energy - 1.0,
    )


def _points(*, figures: Mapping[str, float], low_at: float) -> tuple[Array, Array]:
    """Rank in the neighbourhood at given positions in the country, both rising from 0 to 1."""
    low = min(_LOW_MOST, max(_LOW_LEAST, figures.get(LOW, low_at)))
    lowest_40 = figures.get(LOWEST_40)
    highest_20 = figures.get(HIGHEST_20)
    if lowest_40 is not None and highest_20 is not None and low < lowest_40 < 1.0 - highest_20 < 1:
        rank = np.array([0.0, low, lowest_40, 1.0 - highest_20, 1.0])
        position = np.array([0.0, low_at, LOWEST_40_UNTIL, HIGHEST_20_FROM, 1.0])
        return rank, position
    power = log(low) / log(low_at)
    below = np.linspace(0.0, 1.0, 21)
    inner = [exp(power * log(one)) for one in below[1:-1]]
    rank = np.array([0.0, *inner, 1.0])
    return np.sort(np.append(rank, low)), np.sort(np.append(below, low_at))


@kernel
def between(x: float, xs: Array, ys: Array) -> float:
    """The value at x on the straight lines through the points (xs, ys), xs rising."""
    last = xs.shape[0] - 1
    for i in range(1, last + 1):
        if x <= xs[i] or i == last:
            width = xs[i] - xs[i - 1]
            if width <= 0.0:
                return float(ys[i])
            part = (x - xs[i - 1]) / width
            return float(ys[i - 1] + part * (ys[i] - ys[i - 1]))
    return float(ys[last])


@kernel
def give_traits(people: People, row: int, rank: float, spread: Spread, key: Array) -> None:
    """Set the traits of who lives in `row`; `rank` is the share of households here below theirs.

    People at the lower end more often have difficulty with Dutch, avoid care, and are put off by
    forms; by how much, the gradients say. Averages over all ranks keep to the shares.
    """
    who = people.id[row]
    dutch, avoids, tolerance, energy = uniform4(key, TRAITS, 0, who, 0)
    skills, _, _, _ = uniform4(key, SKILLS, 0, who, 0)
    tilt = 1.0 - 2.0 * rank
    people.position[row] = between(rank, spread.rank, spread.position)
    people.quintile[row] = min(_QUINTILES - 1, int(_QUINTILES * rank))
    people.poor_dutch[row] = dutch < spread.poor_dutch * (1.0 + spread.poor_dutch_gradient * tilt)
    people.avoider[row] = avoids < spread.avoider * (1.0 + spread.avoider_gradient * tilt)
    people.burden_tolerance[row] = tolerance + spread.tolerance_gradient * (rank - tolerance)
    people.energy[row] = exp(spread.energy_steepness * log(energy))
    people.skills[row] = skills + spread.skills_gradient * (rank - skills)


@kernel
def give_traits_to_all(
    people: People, rows: Array, rank: Array, spread: Spread, key: Array
) -> None:
    """Set the traits of those who live in `rows`; `rank` is given for every row of the table."""
    for row in rows:
        give_traits(people, row, rank[row], spread, key)
