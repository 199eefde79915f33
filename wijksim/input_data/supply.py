"""The supply of a neighbourhood at the start: institutions, their staff, places, earlier teams.

Represents: who works there before anything happens. The number of professionals per discipline
follows from the figures of the neighbourhood by the rules of the catalogue; they are spread over
as many institutions of the fitting kind as their number fills; places come from the profile.
Source: scenarios/supply/default.yaml (rules and sources), the neighbourhood's profile (the rest).
Leaves out: individual careers before the start; everybody's start is a middle value with a spread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.elementary import log_array
from wijksim.core.randomness import decision, uniforms
from wijksim.entities.care_scale import FULL_TIME
from wijksim.entities.domains import (
    N_DOMAINS,
    NOBODY,
    InstitutionState,
    PlaceKind,
    TeamMode,
)
from wijksim.entities.world import World
from wijksim.input_data.supply_catalogue import (
    DisciplineRule,
    InstitutionRule,
    Supply,
    read_supply,
    shipped_supply,
)

__all__ = [
    "Post",
    "Supply",
    "fill_supply",
    "fte_of",
    "posts_of",
    "read_supply",
    "shipped_supply",
    "supply_sizes",
]

LOW_INCOME = "income.low_households"
YEARS_IN_POST = decision("supply.years_in_post")
VACANT = decision("supply.vacant")
PERSONAL = decision("supply.personal")


@dataclass(frozen=True)
class Post:
    """One post: its discipline, the institution (row) that employs it, its part of a full week."""

    rule: DisciplineRule
    institution: int
    share: float


def fte_of(rule: DisciplineRule, *, figures: Mapping[str, float], reference: float) -> float:
    """Full-time posts of one discipline in a neighbourhood with these figures.

    A figure that the neighbourhood does not give counts as zero; without a share of low incomes
    the city's is taken.
    """
    if rule.fte is not None:
        return rule.fte
    by_number = sum(rate * figures.get(key, 0.0) for key, rate in rule.per_1000.items()) / 1000.0
    relative = figures.get(LOW_INCOME, reference) / reference
    return by_number * (1.0 - rule.need_weight + rule.need_weight * relative)


def posts_of(
    *, figures: Mapping[str, float], supply: Supply
) -> tuple[list[InstitutionRule], list[Post]]:
    """The institutions, one entry a row, and the posts in order of institution and discipline."""
    wanted = {
        rule.discipline: fte_of(rule, figures=figures, reference=supply.need_reference)
        for rule in supply.disciplines
    }
    persons = {
        rule.discipline: max(
            round(wanted[rule.discipline] / rule.part_time),
            1 if wanted[rule.discipline] >= supply.smallest_post else 0,
        )
        for rule in supply.disciplines
    }
    inhabited = figures.get("population.inhabitants", 0.0) > 0.0
    rows: list[InstitutionRule] = []
    posts: list[Post] = []
    for kind in supply.institutions:
        staff = [
            rule
            for rule in supply.disciplines
            if rule.employer is kind.kind and persons[rule.discipline]
        ]
        fte = sum(wanted[rule.discipline] for rule in staff)
        count = max(1, round(fte / kind.size_fte)) if staff else int(kind.always and inhabited)
        first = len(rows)
        rows.extend([kind] * count)
        seat = 0
        for rule in staff:
            number = persons[rule.discipline]
            share = min(1.0, wanted[rule.discipline] / number)
            for _ in range(number):
                posts.append(Post(rule=rule, institution=first + seat % count, share=share))
                seat += 1
    posts.sort(key=lambda one: (one.institution, one.rule.discipline))
    return rows, posts


def supply_sizes(*, figures: Mapping[str, float], supply: Supply) -> dict[str, int]:
    """How many rows the tables of the supply need, spare posts and places included."""
    institutions, posts = posts_of(figures=figures, supply=supply)
    professionals = len(posts) + round(len(posts) * supply.spare_posts)
    return {
        "professionals": professionals,
        "pairs": professionals,
        "institutions": len(institutions),
        "teams": max(supply.team_rows, len(supply.earlier_teams)),
        "places": len(supply.places) + supply.spare_places,
        "municipality": 1,
    }


def fill_supply(*, world: World, figures: Mapping[str, float], supply: Supply) -> None:
    """Set places, institutions, professionals, pairs, earlier teams and municipality at the start.

    The tables have at least the rows that `supply_sizes` asked for; `world.week` is the first week.
    """
    full_time_hours = world.parameters[FULL_TIME.key]
    institutions, posts = posts_of(figures=figures, supply=supply)
    _fill_places(world, supply)
    _fill_institutions(world, institutions, supply)
    _fill_professionals(world, posts, supply, full_time_hours)
    _fill_budgets(world, full_time_hours)
    _fill_pairs(world)
    _fill_earlier_teams(world, supply, full_time_hours)
    world.municipality.weight[0] = supply.municipality_weight
    world.municipality.protocol_pressure[0] = supply.start["protocol"]


def _fill_places(world: World, supply: Supply) -> None:
    places, grid = world.places, world.grid
    names = [place.name for place in supply.places]
    world.place_names[:] = names + [""] * (len(places) - len(names))
    for row, place in enumerate(supply.places):
        column = min(max(int(place.x / grid.cell_metres), 0), grid.width - 1)
        line = min(max(int(place.y / grid.cell_metres), 0), grid.height - 1)
        places.cell[row] = line * grid.width + column
        places.kind[row], places.owner[row] = place.kind, place.owner
        places.open[row] = place.open
        places.open_hours[row], places.capacity[row] = place.open_hours, place.capacity
        places.informality[row], places.cost[row] = place.informality, place.cost
        places.upkeep[row] = 1.0


def _nth_place(supply: Supply, kind: PlaceKind, number: int) -> int:
    """Row of the n-th place of a kind, counting round; NOBODY when there is none."""
    rows = [row for row, place in enumerate(supply.places) if place.kind is kind]
    return rows[number % len(rows)] if rows else NOBODY


def _fill_institutions(world: World, rows: list[InstitutionRule], supply: Supply) -> None:
    table, values = world.institutions, world.parameters
    table.openness[: len(rows)] = values["institutions.openness_rest"]
    table.holding[: len(rows)] = values["institutions.holding_rest"]
    by_name = {place.name: row for row, place in enumerate(supply.places)}
    names: list[str] = []
    for row, kind in enumerate(rows):
        number = sum(1 for one in rows[:row] if one is kind)
        several = sum(1 for one in rows if one is kind) > 1
        default = f"{kind.label} {number + 1}" if several else kind.label
        names.append(kind.names[number] if number < len(kind.names) else default)
        own_place = kind.place_names[number] if number < len(kind.place_names) else ""
        table.place[row] = by_name.get(own_place, _nth_place(supply, kind.place, number))
        table.kind[row], table.state[row] = kind.kind, InstitutionState.ACTIVE
        table.domain[row], table.municipal[row] = kind.domain, kind.municipal
        table.cost_per_fte[row] = kind.cost_per_fte
        table.protocol[row], table.mandate[row] = kind.protocol, kind.mandate
        table.weight[row] = kind.weight
        table.legitimacy[row] = supply.start["legitimacy"]
        table.management_gap[row] = (1.0 - kind.mandate) * values["institutions.gap_rest"]
    world.institution_names[:] = names


def _fill_professionals(
    world: World, posts: list[Post], supply: Supply, full_time_hours: float
) -> None:
    table, start = world.professionals, supply.start
    ids = np.arange(len(posts), dtype=np.uint32)
    tenure = -start["joined_years"] * log_array(uniforms(world.key, YEARS_IN_POST, 0, ids))
    vacant = uniforms(world.key, VACANT, 0, ids) > start["filled"]
    seats: dict[PlaceKind, int] = {}
    for row, post in enumerate(posts):
        rule = post.rule
        table.discipline[row], table.finder[row] = rule.discipline, rule.finder
        table.employer[row] = post.institution
        table.hours[row] = post.share * full_time_hours
        table.competence[row], table.breadth[row] = rule.competence, rule.breadth
        base = world.institutions.place[post.institution]
        if rule.base is not PlaceKind.NONE:
            seats[rule.base] = seats.get(rule.base, -1) + 1
            base = _nth_place(supply, rule.base, seats[rule.base])
        table.base[row] = base
        table.weight[row] = world.institutions.weight[post.institution]
    filled = slice(0, len(posts))
    table.id[filled] = ids
    table.present[filled] = ~vacant
    table.joined_week[filled] = world.week - 1 - np.floor(tenure * WEEKS_PER_YEAR)
    for name in ("role_flexibility", "strain", "absence", "room", "error_rate"):
        table.array(name)[filled] = start[name]
    table.team[:] = NOBODY
    _spread_weights(world, ids, start["spread"])


def _spread_weights(world: World, ids: NDArray[np.uint32], spread: float) -> None:
    """Personal weights: those of the employer, each stretched by chance, adding to one again."""
    weight = world.professionals.weight
    for value in range(weight.shape[1]):
        drawn = uniforms(world.key, PERSONAL, 0, ids, value)
        weight[: ids.size, value] *= 1.0 + spread * (2.0 * drawn - 1.0)
    sums = weight[: ids.size].sum(axis=1, keepdims=True)
    weight[: ids.size] /= np.where(sums > 0.0, sums, 1.0)


def _fill_budgets(world: World, full_time_hours: float) -> None:
    """Budgets pay the posts of each institution; its work per domain follows from its staff."""
    table, people = world.institutions, world.professionals
    work = np.zeros((len(table), N_DOMAINS))
    fte = np.zeros(len(table))
    employed = people.employer != NOBODY
    np.add.at(fte, people.employer[employed], people.hours[employed] / full_time_hours)
    skill = people.hours[:, None].astype(np.float64) * people.competence
    np.add.at(work, people.employer[employed], skill[employed])
    work *= table.domain
    total = work.sum(axis=1, keepdims=True)
    even = table.domain / np.maximum(table.domain.sum(axis=1, keepdims=True), 1)
    table.domain_share[:] = np.where(total > 0.0, work / np.where(total > 0.0, total, 1.0), even)
    table.posts[:] = fte
    table.base_budget[:] = fte * table.cost_per_fte
    table.budget[:] = table.base_budget
    table.accustomed[:] = table.base_budget
    table.contract[:] = 1.0
    paid = (table.municipal * table.base_budget)[:, None] * table.domain_share.astype(np.float64)
    world.municipality.budget[0] = paid.sum(axis=0)
    whole = paid.sum()
    world.municipality.demand[0] = paid.sum(axis=0) / whole if whole > 0.0 else 1.0 / N_DOMAINS


def _fill_pairs(world: World) -> None:
    """Trust and recognition before working together: more trust within one employer."""
    people, pairs, values = world.professionals, world.pairs, world.parameters
    employed = people.employer != NOBODY
    same = (people.employer[:, None] == people.employer[None, :]) & employed[:, None]
    pairs.trust[:] = np.where(same, values["cooperation.prior_within"], values["cooperation.prior"])
    pairs.recognition[:] = values["cooperation.prior_recognition"]
    for column in (pairs.trust, pairs.recognition):
        column[~employed, :] = 0.0
        column[:, ~employed] = 0.0
        np.fill_diagonal(column, 0.0)


def _fill_earlier_teams(world: World, supply: Supply, full_time_hours: float) -> None:
    """Earlier integral teams: seconded from those who best know its domains and have no team."""
    teams, people = world.teams, world.professionals
    by_name = {place.name: row for row, place in enumerate(supply.places)}
    for row, team in enumerate(supply.earlier_teams):
        teams.present[row], teams.mode[row] = 1, TeamMode.ADDED
        teams.started_week[row] = world.week - round(team.age_years * WEEKS_PER_YEAR)
        teams.fte[row], teams.domain[row] = team.fte, team.domain
        teams.base_kind[row] = team.base
        teams.place[row] = by_name.get(team.place, _nth_place(supply, PlaceKind.TEAM_OFFICE, row))
        teams.composition[row] = np.array(team.domain) / max(sum(team.domain), 1)
        teams.protocol[row] = supply.start["protocol"]
        skill = (people.competence * np.array(team.domain)).sum(axis=1)
        free = (people.present == 1) & (people.finder == 0) & (people.team == NOBODY)
        seconded = 0.0
        for person in np.argsort(-np.where(free, skill, -1.0), kind="stable"):
            if seconded >= team.fte or not free[person]:
                break
            people.team[person] = row
            seconded += float(people.hours[person]) / full_time_hours
