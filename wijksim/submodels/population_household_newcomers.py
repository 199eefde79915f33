"""Who comes to live in a dwelling that has come free.

Represents: newcomers who fit the dwelling: its beds, its price, and the stage of life in which
people come here. The ages at which heads of households come are those that keep the age structure
of the founders at rest: what a class of age loses to leaving, death and growing older, less what
it gains from those who grow into it, has to come from outside.
Source: the balance of flows of a stationary population (demographic accounting); shares of the
kinds of household by dwelling are assumptions.
Leaves out: search, rents and waiting lists; every dwelling is let again in the same week.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.core.randomness import decision, uniform, uniform4
from wijksim.entities.domains import HouseholdType
from wijksim.submodels.population_household_newcomers_traits import (
    Array,
    People,
    Spread,
    between,
    give_traits,
)

NEWCOMER_PARAMETERS = (
    Parameter(
        "population",
        "single_parent_share",
        "1",
        (0, 1),
        "share of single parents among households with children",
    ),
    Parameter(
        "population",
        "couple_home_single",
        "1",
        (0, 1),
        "share of newcomers to a couple's dwelling who live alone",
    ),
    Parameter(
        "population",
        "couple_home_family",
        "1",
        (0, 1),
        "share of newcomers to a couple's dwelling with a child",
    ),
    Parameter(
        "population",
        "family_home_couple",
        "1",
        (0, 1),
        "share of newcomers to a family dwelling without children yet",
    ),
    Parameter(
        "population",
        "spare_beds",
        "1",
        (0, 4),
        "mean number of beds that founders in a family dwelling have to spare",
    ),
    Parameter(
        "population",
        "newcomer_spare_beds",
        "1",
        (0, 4),
        "mean number of beds that newcomers to a family dwelling have to spare",
    ),
    Parameter(
        "population",
        "alike",
        "1",
        (0, 1),
        "share of newcomers whose position is that of those who left, as the rent asks",
    ),
    Parameter("population", "partner_gap", "year", (0, 20), "largest gap in age between partners"),
    Parameter(
        "population",
        "parent_youngest",
        "year",
        (15, 30),
        "youngest age at which newcomers had a child",
    ),
    Parameter(
        "population", "parent_oldest", "year", (25, 50), "oldest age at which newcomers had a child"
    ),
    Parameter(
        "population",
        "child_oldest",
        "year",
        (10, 30),
        "age up to which newcomers' children come along",
    ),
    Parameter(
        "population",
        "child_span_early",
        "year",
        (0, 10),
        "span of ages of a newcomer's child where its parent became one very early",
    ),
    Parameter(
        "population",
        "child_span_late",
        "year",
        (0, 15),
        "span of ages below the oldest of a newcomer's child where its parent is old",
    ),
)

NEWCOMERS = decision("population.newcomers")
PARTNER_AGE = decision("population.partner_age")
CHILD_AGE = decision("population.child_age")

ADULT = 18
OLDEST = 110
KINDS = (int(HouseholdType.SINGLE), int(HouseholdType.COUPLE), int(HouseholdType.WITH_CHILDREN))
_SINGLE, _COUPLE, _FAMILY = KINDS
_LONE_PARENT = int(HouseholdType.SINGLE_PARENT)
_WORKING_UNTIL = 65
"""Years; only where founders give no ages at all do newcomers come evenly from 18 up to this."""
_BEFORE_BIRTHDAY = 0.999
"""The largest part of a year that somebody can be past a birthday."""
_MOST_EXITS = 0.9
"""1/year; keeps the balance of flows finite for any parameters."""
_ROW_BITS = 20


class Homes(NamedTuple):
    """The columns of dwellings, each of shape (n_households,)."""

    first: Array
    beds: Array
    dwelling_kind: Array
    kind: Array
    id: Array
    head: Array
    size: Array
    arrived_week: Array
    position: Array


class Arrivals(NamedTuple):
    """How newcomers are made up. `age_below`: share of heads below each age, a row per kind."""

    age_below: Array
    weeks_per_year: float
    single_parent_share: float
    couple_home_single: float
    couple_home_family: float
    family_home_couple: float
    newcomer_spare_beds: float
    alike: float
    partner_gap: float
    parent_youngest: float
    parent_oldest: float
    child_oldest: float
    child_span_early: float
    child_span_late: float


class Balance(NamedTuple):
    """What keeps heads of one kind of dwelling at rest, by age: newcomers below it, and leaving."""

    age_below: Array
    leaving: Array


def smooth_by_age(counts: Array, *, years: float) -> Array:
    """Numbers by year of age, spread twice over so many years either way; heads only, 18 and over.

    So chance among few founders does not decide. Sums instead of matrix products, whose last bits
    differ between processors.
    """
    ages = np.arange(OLDEST + 1)
    near = np.abs(ages[:, None] - ages[None, :]) <= years
    near &= (ages[:, None] >= ADULT) & (ages[None, :] >= ADULT)
    window = near / np.maximum(1, near.sum(axis=1, keepdims=True))
    once = (window * counts).sum(axis=1)
    smooth: Array = (window * once).sum(axis=1)
    return smooth


def ages_that_keep_the_balance(*, heads: Array, leaving: Array, ending: Array) -> Balance:
    """Newcomers' ages and leaving by age that keep `heads` (numbers by age) as they are.

    `leaving` and `ending` (households that die out) are hazards by age, 1/year. Of heads of an age,
    those who neither left nor ended are a year older next year. Where that is too few, newcomers
    fill up; where it is too many, more leave. Shapes (OLDEST + 2,) and (OLDEST + 1,).
    """
    ages = np.arange(OLDEST + 1)
    exits = np.minimum(_MOST_EXITS, leaving + ending)
    grown = np.concatenate(([0.0], (heads * (1.0 - exits))[:-1]))
    wanted = np.maximum(0.0, heads - grown)
    too_many = np.append(np.maximum(0.0, grown - heads)[1:], 0.0)
    more = too_many / np.maximum(heads, 1e-9) * (heads > 1e-6)
    if wanted.sum() <= 0.0:
        wanted = np.where((ages >= ADULT) & (ages < _WORKING_UNTIL), 1.0, 0.0)
    below = np.concatenate(([0.0], np.cumsum(wanted / wanted.sum())))
    return Balance(age_below=below, leaving=leaving + more)


@kernel
def table_of(dwelling: int) -> int:
    """Row of a kind of dwelling in tables by kind, in the order of KINDS."""
    return 0 if dwelling == _SINGLE else (1 if dwelling == _COUPLE else 2)


@kernel
def permanent_id(week: int, row: int) -> int:
    """The permanent id of who comes to live in a row in a week."""
    return (week << _ROW_BITS) | row


@kernel
def _age_at(share: float, below: Array) -> float:
    """The age, in years, below which this share of newcomers is."""
    age = ADULT
    while age < OLDEST - 1 and below[age + 1] <= share:
        age += 1
    width = below[age + 1] - below[age]
    return age + min(_BEFORE_BIRTHDAY, (share - below[age]) / width) if width > 0.0 else float(age)


@kernel
def move_in(
    people: People,
    row: int,
    home: int,
    week: int,
    age_weeks: int,
    rank: float,
    spread: Spread,
    key: Array,
) -> None:
    """Let one newcomer of this age take an empty row."""
    people.present[row] = 1
    people.id[row] = permanent_id(week, row)
    people.household[row] = home
    people.birth_week[row] = week - age_weeks
    people.arrived_week[row] = week
    give_traits(people, row, rank, spread, key)


@kernel
def _kind_for(dwelling: int, beds: int, chance: float, a: Arrivals) -> int:
    """Which kind of household comes to a dwelling, by one draw."""
    if beds < 2 or dwelling == _SINGLE:
        return _SINGLE
    if dwelling == _COUPLE:
        if chance < a.couple_home_single:
            return _SINGLE
        if chance > 1.0 - a.couple_home_family:
            return _FAMILY if beds > 2 else _LONE_PARENT
        return _COUPLE
    if chance < a.family_home_couple:
        return _COUPLE
    lone = (chance - a.family_home_couple) / (1.0 - a.family_home_couple) < a.single_parent_share
    return _LONE_PARENT if lone or beds < 3 else _FAMILY


@kernel
def partner_age_weeks(head_weeks: int, chance: float, a: Arrivals) -> int:
    """Age in weeks of the partner of a head of that age: an even spread around it, adult."""
    gap = (2.0 * chance - 1.0) * a.partner_gap * a.weeks_per_year
    return max(int(ADULT * a.weeks_per_year) + 1, int(head_weeks + gap))


@kernel
def _child_age_weeks(parent_weeks: int, chance: float, a: Arrivals) -> int:
    """Age in weeks of a newcomer's child, born at a fertile age and still at home."""
    parent = parent_weeks / a.weeks_per_year
    youngest = max(0.0, parent - a.parent_oldest)
    oldest = min(a.child_oldest, max(0.0, parent - a.parent_youngest))
    if youngest >= oldest:
        youngest = max(0.0, oldest - a.child_span_early)
        if parent >= a.parent_oldest:
            youngest = a.child_oldest - a.child_span_late
        oldest = max(oldest, youngest)
    return int((youngest + chance * (oldest - youngest)) * a.weeks_per_year)


@kernel
def settle(
    people: People, homes: Homes, home: int, week: int, a: Arrivals, spread: Spread, key: Array
) -> None:
    """Let a newcomer household take an empty dwelling, head in its first row."""
    first, beds = homes.first[home], homes.beds[home]
    dwelling = homes.dwelling_kind[home]
    who = permanent_id(week, first)
    age, price, fit, room = uniform4(key, NEWCOMERS, week, who, 0)
    if price < a.alike:
        rank = between(homes.position[home], spread.position, spread.rank)
    else:
        rank = (price - a.alike) / (1.0 - a.alike)
    kind = _kind_for(dwelling, beds, fit, a)
    table = table_of(dwelling)
    head_weeks = int(_age_at(age, a.age_below[table]) * a.weeks_per_year) + 1
    move_in(people, first, home, week, head_weeks, rank, spread, key)
    size = 1
    if kind in (_COUPLE, _FAMILY):
        weeks = partner_age_weeks(head_weeks, uniform(key, PARTNER_AGE, week, who, 0), a)
        move_in(people, first + 1, home, week, weeks, rank, spread, key)
        size = 2
    if kind in (_FAMILY, _LONE_PARENT):
        spare = int(2.0 * a.newcomer_spare_beds * room + 0.5)
        children = max(1, beds - max(2, size) - spare)
        for row in range(first + size, first + min(beds, size + children)):
            chance = uniform(key, CHILD_AGE, week, permanent_id(week, row), 0)
            weeks = _child_age_weeks(head_weeks, chance, a)
            move_in(people, row, home, week, weeks, rank, spread, key)
            size += 1
    homes.kind[home] = kind
    homes.id[home] = who
    homes.head[home] = first
    homes.size[home] = size
    homes.arrived_week[home] = week
    homes.position[home] = between(rank, spread.rank, spread.position)
