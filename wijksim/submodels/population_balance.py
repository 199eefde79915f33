"""What keeps a neighbourhood's people at rest: who leaves, who comes, how many are born.

Represents: demographic accounting on the founders. Of heads of an age in one kind of dwelling, as
many have to come or go as ageing leaves too few or too many; the general urge to leave is set so
that all leaving together has the published level, as far as ageing allows. Grown children leave
home the sooner, the fewer young adults a neighbourhood has against its children. Births start at
a share of those counted.
Source: the balance of flows of a stationary population; the profile (turnover, births, ages).
Leaves out: change that is under way, such as the first fifteen years of a new estate: at rest is
what was found at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from wijksim.core.elementary import exp, log
from wijksim.core.parameters import Parameter
from wijksim.submodels.population_household_newcomers import (
    KINDS,
    OLDEST,
    ages_that_keep_the_balance,
    smooth_by_age,
)
from wijksim.submodels.population_household_newcomers_traits import Array

BIRTHS = "population.births_per_1000"
CHILDREN, YOUNG = "ages.0_15", "ages.15_25"
_YEARS_OF_CHILDREN, _YEARS_OF_YOUNG = 15.0, 10.0
_HALVINGS = 30

BALANCE_PARAMETERS = (
    Parameter(
        "population",
        "single_parent_least",
        "1",
        (0, 1),
        "least share of single parents among founders with children",
    ),
    Parameter(
        "population",
        "grown_at_home",
        "1",
        (0, 1),
        "share of founders of 18 to 25 who live with a parent, as far as households allow",
    ),
    Parameter(
        "population",
        "alone_in_couple_home",
        "1",
        (0, 2),
        (
            "share of lone founders in a couple's dwelling, divided by the share of adults "
            "aged 65 and over"
        ),
    ),
    Parameter(
        "population",
        "couples_in_family_home",
        "1",
        (0, 1.5),
        (
            "share of founding couples in a family dwelling, divided by the share of "
            "adults aged 45 and over"
        ),
    ),
    Parameter(
        "population",
        "leaving_least",
        "1",
        (0, 1),
        (
            "share of all leaving that stays with the general urge to leave, where ageing "
            "asks for much leaving"
        ),
    ),
    Parameter(
        "population",
        "births_share",
        "1",
        (0, 1.5),
        "births at the start as a share of those counted, where the profile has them",
    ),
    Parameter(
        "population",
        "births_most",
        "1/year",
        (0, 1),
        "most births a year to a couple, at the age of most births",
    ),
    Parameter(
        "population",
        "smooth_years",
        "year",
        (0, 20),
        (
            "years of age on either side over which the numbers of founding heads are "
            "smoothed, in two rounds"
        ),
    ),
    Parameter(
        "population",
        "leave_home_steepness",
        "1",
        (0, 3),
        (
            "power with which children per young adult, by year of age, count in the rate "
            "of leaving home"
        ),
    ),
)


class Flows(NamedTuple):
    """By kind of dwelling (row): share of newcomers below each age; leaving by age, 1/year."""

    age_below: Array
    leaving: Array


def flows_at_rest(
    *,
    heads: Array,
    kinds: Array,
    alone: Array,
    urge: Array,
    level: float,
    least: float,
    smooth_years: float,
    dying: Array,
) -> Flows:
    """Who comes and leaves, given founders' heads: age, kind of dwelling, whether they live alone.

    `urge` is relative leaving by age, `level` the mean hazard of leaving, `dying` that of death by
    age, 1/year. A household dies out when its last adult does. A kind of dwelling that nobody
    lives in takes the ages of all.
    """
    numbers, ending = [], []
    for kind in KINDS:
        mine = kinds == kind if (kinds == kind).any() else np.ones(kinds.size, dtype=bool)
        every = np.bincount(heads[mine], minlength=OLDEST + 1)
        lonely = np.bincount(heads[mine & alone], minlength=OLDEST + 1)
        smooth = smooth_by_age(every, years=smooth_years)
        numbers.append(smooth * ((kinds == kind).sum() / max(1, mine.sum())))
        ending.append(dying * smooth_by_age(lonely, years=smooth_years) / np.maximum(smooth, 1e-9))
    total = max(1e-9, float(np.sum(numbers)))
    mean = float(np.sum([n * urge for n in numbers])) / total
    if mean <= 0.0:
        mean = 1.0

    def leaving_with(base: float) -> list[Array]:
        return [
            ages_that_keep_the_balance(heads=n, leaving=base * urge, ending=e).leaving
            for n, e in zip(numbers, ending, strict=True)
        ]

    low, high = least * level / mean, level / mean
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        all_leaving = sum(
            float((n * x).sum()) for n, x in zip(numbers, leaving_with(middle), strict=True)
        )
        low, high = (low, middle) if all_leaving > level * total else (middle, high)
    found = [
        ages_that_keep_the_balance(heads=n, leaving=low * urge, ending=e)
        for n, e in zip(numbers, ending, strict=True)
    ]
    if level <= 0.0:
        return Flows(np.array([x.age_below for x in found]), np.zeros((len(KINDS), OLDEST + 1)))
    return Flows(np.array([x.age_below for x in found]), np.array([x.leaving for x in found]))


def leaving_home(*, figures: Mapping[str, float], rate: float, steepness: float) -> float:
    """Rate at which grown children leave home here, 1/year; `rate` where nothing is known.

    The ratio is that of children to young adults per year of age.
    """
    children = figures.get(CHILDREN, 0.0) / _YEARS_OF_CHILDREN
    young = figures.get(YOUNG, 0.0) / _YEARS_OF_YOUNG
    if children <= 0.0 or young <= 0.0:
        return rate
    return rate * exp(steepness * log(children / young))


def birth_level(
    *,
    figures: Mapping[str, float],
    share: float,
    likely: float,
    residents: int,
    peak: float,
    most: float,
) -> float:
    """Births a year to a couple at the peak age; `peak` where no births were counted.

    `likely` is how many births a year founders would have at a peak of 1.
    """
    if BIRTHS not in figures or likely <= 0.0 or peak <= 0.0:
        return peak
    wanted = share * figures[BIRTHS] / 1000.0 * residents
    return min(most, wanted / likely)
