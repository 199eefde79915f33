"""The synthetic population: founders of a neighbourhood, made from its published figures.

Represents: households of each type and people of each age, in exactly the published numbers, in
dwellings spread over the land. Parents go with children and partners with each other by age;
positions follow the published incomes, with mild differences between one part and another.
Source: the neighbourhood's profile; how counts are made to agree: `counts.py`. Who pairs with whom
and how far incomes differ by place are parameters, all assumptions.
Leaves out: where in reality each type of dwelling stands; descent and sex.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.elementary import log_array
from wijksim.core.randomness import decision, uniforms
from wijksim.entities.domains import NOBODY, HouseholdType
from wijksim.entities.world import Grid, World
from wijksim.input_data.counts import MOST_CHILDREN, Counts, agreed_counts, figure
from wijksim.input_data.roles import by_age, cast_roles, ids
from wijksim.submodels.population import leaving_rate
from wijksim.submodels.population_household_newcomers import ADULT, OLDEST
from wijksim.submodels.population_household_newcomers_traits import (
    give_traits_to_all,
    people_of,
    spread_of,
)

Array = np.ndarray[Any, Any]
Figures = Mapping[str, float]

CELL_METRES = 50.0
"""The grain of space in the model, by design: one cell of the grid."""
CELLS_PER_HECTARE = 10_000.0 / CELL_METRES**2
PARTNER_BEDS = 2
"""A couple takes two beds."""
REQUESTS_PER_RESIDENT = 2
"""Room in the table of requests, which bounds memory and no outcome."""
_LEAST_RATE = 1e-3
"""1/year; keeps a division finite where nobody leaves. A stay is cut off at growing up anyway."""

PLACE = decision("founders.place")
FAMILY_SIZE = decision("founders.family_size")
POSITION = decision("founders.position")
PART = decision("founders.part_of_the_neighbourhood")
STAY = decision("founders.stay")
COUNTED = decision("founders.counted")

_SINGLE, _COUPLE = int(HouseholdType.SINGLE), int(HouseholdType.COUPLE)
_FAMILY, _LONE = int(HouseholdType.WITH_CHILDREN), int(HouseholdType.SINGLE_PARENT)


@dataclass(frozen=True)
class Founders:
    """Dwellings, shape (n_households,), and rows, shape (n_rows,), age -1 where nobody lives."""

    first: Array
    beds: Array
    cell: Array
    kind: Array
    dwelling: Array
    size: Array
    rank: Array
    household: Array
    age_weeks: Array
    stay_weeks: Array


def grid_of(figures: Figures) -> Grid:
    """The smallest nearly square grid of 50 m cells that holds the land area, at least one cell."""
    cells = _land_cells(figures)
    width = int(np.ceil(np.sqrt(cells)))
    return Grid(width=width, height=-(-cells // width), cell_metres=CELL_METRES)


def _land_cells(figures: Figures) -> int:
    return max(1, round(figure(figures, "land.area") * CELLS_PER_HECTARE))


def _counts(figures: Figures, parameters: Figures) -> Counts:
    return agreed_counts(
        figures=figures,
        single_parent_share=parameters["population.single_parent_share"],
        single_parent_least=parameters["population.single_parent_least"],
        grown_at_home=parameters["population.grown_at_home"],
    )


def _roomy(counts: Counts, parameters: Figures) -> tuple[int, int]:
    """Those who live alone in a couple's dwelling, and couples in a family dwelling.

    Both are shares of them, times the share of the old (65 and over; 45 and over) among adults.
    """
    adults = max(1, sum(counts.ages[2:]))
    old, settled = counts.ages[4] / adults, (counts.ages[3] + counts.ages[4]) / adults
    single = counts.single * old * parameters["population.alone_in_couple_home"]
    couples = counts.couples * settled * parameters["population.couples_in_family_home"]
    return round(min(counts.single, single)), round(min(counts.couples, couples))


def _couples_beds(parameters: Figures) -> tuple[int, int]:
    """Beds where couples live: in a dwelling for couples, and in a family dwelling."""
    return round(parameters["population.couple_beds"]), round(parameters["population.nest_beds"])


def _spare_beds(counts: Counts, parameters: Figures) -> int:
    room = counts.families * (MOST_CHILDREN + 2) - counts.children
    return min(room, round(counts.families * parameters["population.spare_beds"]))


def population_sizes(*, figures: Figures, parameters: Figures) -> dict[str, int]:
    """Rows of the tables of residents, households and requests that these figures ask for.

    Raises WijksimError for a missing figure.
    """
    counts = _counts(figures, parameters)
    in_families = PARTNER_BEDS * counts.families + counts.children
    alone, pairs = _roomy(counts, parameters)
    couple_beds, nest_beds = _couples_beds(parameters)
    rows = counts.single + (couple_beds - 1) * alone + couple_beds * counts.couples
    rows += (nest_beds - couple_beds) * pairs + in_families
    return {
        "residents": rows + _spare_beds(counts, parameters),
        "households": counts.households,
        "requests": REQUESTS_PER_RESIDENT * counts.residents,
    }


def world_sizes(
    *, figures: Figures, parameters: Figures, supply: Mapping[str, int]
) -> dict[str, int]:
    """Rows of every table: those of the population, beside those of `supply`, and one municipality.

    `supply` gives the sizes of the tables that the supply of care fills. Raises WijksimError for a
    missing figure.
    """
    own = population_sizes(figures=figures, parameters=parameters)
    return {"municipality": 1, **supply, **own}


def _family_sizes(*, families: int, children: int, key: Array) -> Array:
    """Children of each family: one each, the others by chance, never more than fit."""
    if families == 0:
        return np.zeros(0, dtype=np.int64)
    extra = uniforms(key, FAMILY_SIZE, 0, ids(children - families), 0)
    sizes = 1 + np.bincount((extra * families).astype(np.int64), minlength=families)
    for _ in range(int(np.maximum(0, sizes - MOST_CHILDREN).sum())):
        sizes[np.argmax(sizes)] -= 1
        sizes[np.argmin(sizes)] += 1
    return sizes.astype(np.int64)


def _spare(*, kids: Array, total: int, key: Array) -> Array:
    """Beds to spare in each family's dwelling: as even as can be, never more than fit."""
    families = kids.size
    spare = np.full(families, total // max(1, families), dtype=np.int64)
    order = np.argsort(uniforms(key, FAMILY_SIZE, 0, ids(families), 1), kind="stable")
    spare[order[: total - int(spare.sum())]] += 1
    for _ in range(int(np.maximum(0, kids + spare - MOST_CHILDREN - 2).sum())):
        spare[np.argmax(kids + spare)] -= 1
        spare[np.argmin(kids + spare)] += 1
    return spare


def synthetic_population(*, figures: Figures, parameters: Figures, key: Array) -> Founders:
    """Founders of a neighbourhood: exact counts, everything else by addressed chance.

    `parameters` are those of the model by their keys. Raises WijksimError for a missing figure.
    """
    counts = _counts(figures, parameters)
    cast = cast_roles(counts=counts, parameters=parameters, key=key)
    n, families = counts.households, counts.families
    parents = np.full((families, 2), -1.0)
    parents[: counts.two_parents] = cast.two_parents
    parents[counts.two_parents :, 0] = cast.lone_parents
    parents = parents[np.argsort(-parents.max(axis=1, initial=-1.0), kind="stable")]
    kids = _family_sizes(families=families, children=counts.children, key=key)
    spare = _spare(kids=kids, total=_spare_beds(counts, parameters), key=key)
    kinds = np.concatenate(
        (
            np.full(counts.single, _SINGLE),
            np.full(counts.couples, _COUPLE),
            np.where(parents[:, 1] < 0, _LONE, _FAMILY),
        )
    )
    alone, pairs = _roomy(counts, parameters)
    couple_beds, nest_beds = _couples_beds(parameters)
    shake = parameters["population.home_age_shake"]
    single, nests = by_age(cast.single, shake, key, 7), by_age(cast.couples[:, 0], shake, key, 8)
    beds = np.concatenate(
        (
            np.where(np.arange(counts.single) < alone, couple_beds, 1),
            np.where(np.arange(counts.couples) < pairs, nest_beds, couple_beds),
            PARTNER_BEDS + kids + spare,
        )
    ).astype(np.int64)
    dwellings = np.where(kinds == _LONE, _FAMILY, kinds)
    dwellings[:alone] = _COUPLE
    dwellings[counts.single : counts.single + pairs] = _FAMILY
    table = np.full((n, int(beds.max(initial=PARTNER_BEDS))), -1.0)
    table[: counts.single, 0] = cast.single[single]
    together = np.sort(cast.couples[nests])[:, ::-1]
    table[counts.single : counts.single + counts.couples, :2] = together
    oldest = by_age(cast.children, parameters["population.child_age_shake"], key, 6)
    _place_children(table[counts.single + counts.couples :], parents, kids, cast.children[oldest])
    return _on_the_ground(
        table=table,
        kinds=np.stack((kinds, dwellings)),
        beds=beds,
        figures=figures,
        parameters=parameters,
        key=key,
    )


def _place_children(table: Array, parents: Array, kids: Array, children: Array) -> None:
    """Put parents and children, both from old to young, in their rows."""
    adults = (parents >= 0).sum(axis=1)[:, None]
    table[:, :PARTNER_BEDS] = parents
    column = np.arange(table.shape[1])[None, :]
    theirs = (column >= adults) & (column < adults + kids[:, None])
    table[theirs] = children


def _on_the_ground(
    *, table: Array, kinds: Array, beds: Array, figures: Figures, parameters: Figures, key: Array
) -> Founders:
    """Shuffle dwellings over the land, from the north-west cell on, and lay out their rows.

    `kinds` holds the kinds of households and those of dwellings, shape (2, n).
    """
    n = beds.size
    order = np.argsort(uniforms(key, PLACE, 0, ids(n), 0), kind="stable")
    table, (kinds, dwellings), beds = table[order], kinds[:, order], beds[order]
    first = np.concatenate(([0], np.cumsum(beds)))[:n].astype(np.int64)
    cell = ids(n) * _land_cells(figures) // max(1, n)
    in_use = np.arange(table.shape[1])[None, :] < beds[:, None]
    ages = table[in_use]
    heads = np.clip(table[:, 0], 0, OLDEST).astype(np.int64)
    household = np.repeat(ids(n), beds)
    lived_in = ages >= 0
    rate = leaving_rate(figures=figures, parameters=parameters, head_ages=heads)[heads]
    stay = -log_array(uniforms(key, STAY, 0, ids(n), 0)) / np.maximum(rate, _LEAST_RATE)
    stay = 1.0 + np.minimum(stay, np.maximum(0.0, heads - ADULT)) * WEEKS_PER_YEAR
    weeks = np.where(lived_in, np.ceil(ages * WEEKS_PER_YEAR), -1.0).astype(np.int64)
    return Founders(
        first=first,
        beds=beds,
        cell=cell,
        kind=kinds,
        dwelling=dwellings,
        size=(table >= 0).sum(axis=1),
        rank=_ranks(_scores(cell=cell, figures=figures, parameters=parameters, key=key)),
        household=household,
        age_weeks=weeks,
        stay_weeks=np.minimum(stay.astype(np.int64)[household], np.maximum(1, weeks)),
    )


def _ranks(scores: Array) -> Array:
    """Share of households below each, evenly from just above 0 to just below 1."""
    ranks = np.empty(scores.size)
    ranks[np.argsort(scores, kind="stable")] = (np.arange(scores.size) + 0.5) / max(1, scores.size)
    return ranks


def _scores(*, cell: Array, figures: Figures, parameters: Figures, key: Array) -> Array:
    """What households are ranked by: luck, and a little the part of the neighbourhood."""
    grid = grid_of(figures)
    across = round(parameters["population.parts_across"])
    down = (cell // grid.width) * across // max(1, grid.height)
    part = down * across + (cell % grid.width) * across // grid.width
    weight = parameters["population.geography"]
    luck = uniforms(key, POSITION, 0, ids(cell.size), 0)
    return (1.0 - weight) * luck + weight * uniforms(key, PART, 0, part, 0)


def fill_population(world: World) -> None:
    """Let the founders live in a world whose tables have the sizes of `world_sizes`.

    Raises WijksimError for a missing figure.
    """
    founders = synthetic_population(
        figures=world.profile, parameters=world.parameters, key=world.key
    )
    h, r, week = world.households, world.residents, world.first_week
    spread = spread_of(figures=world.profile, parameters=world.parameters)
    lived_in = founders.age_weeks >= 0
    h.first[:], h.beds[:], h.cell[:] = founders.first, founders.beds, founders.cell
    h.kind[:], h.id[:], h.head[:] = founders.kind, founders.first, founders.first
    h.dwelling_kind[:] = founders.dwelling
    h.size[:] = founders.size
    h.head[founders.size == 0] = NOBODY
    r.household[:] = founders.household
    r.present[:] = lived_in
    r.id[:] = np.arange(len(r))
    r.birth_week[lived_in] = week - founders.age_weeks[lived_in]
    r.arrived_week[lived_in] = week - founders.stay_weeks[lived_in]
    h.arrived_week[:] = r.arrived_week[founders.first] if len(h) else 0
    people = people_of(r)
    rank = founders.rank[founders.household]
    give_traits_to_all(people, np.flatnonzero(lived_in), rank, spread, world.key)
    h.position[:] = r.position[founders.first] if len(h) else 0.0
    _count_off(
        world,
        share=spread.poor_dutch,
        gradient=spread.poor_dutch_gradient,
        rank=rank,
        column=r.poor_dutch,
        sub=0,
    )
    _count_off(
        world,
        share=spread.avoider,
        gradient=spread.avoider_gradient,
        rank=rank,
        column=r.avoider,
        sub=1,
    )


def _count_off(
    world: World, *, share: float, gradient: float, rank: Array, column: Array, sub: int
) -> None:
    """Mark people by their chance so that the sum of chances comes out, to one person."""
    rows = np.flatnonzero(world.residents.present)
    chance = share * (1.0 + gradient * (1.0 - 2.0 * rank[rows]))
    if rows.size and chance.sum() > 0.0:
        chance *= share * rows.size / chance.sum()
    start = uniforms(world.key, COUNTED, 0, np.zeros(1, dtype=np.int64), sub)[0]
    steps = np.floor(np.concatenate(([0.0], np.cumsum(chance))) + start)
    column[rows] = np.diff(steps) > 0
