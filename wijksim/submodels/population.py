"""Population: who lives in the neighbourhood; moving, ageing, birth and death.

Represents: a stock of dwellings in which people come and go. Households decide once a quarter
whether to leave; the young leave most. A dwelling that comes free is let in the same week to
newcomers who fit it. Once a year each household is looked at for death, birth, children who leave
home, couples who part and partners who move in.
Source: turnover of Wijkprofiel 2014 (moves in, to and from the neighbourhood), of which a share
leaves; see the companion files for newcomers, the household's year and traits.
Leaves out: building and demolition, migration policy, moves within the neighbourhood.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR, per_week
from wijksim.core.compile import kernel
from wijksim.core.elementary import exp_array, one_minus_exp_array
from wijksim.core.parameters import Parameter
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import HouseholdType
from wijksim.entities.events import Telling
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.population_balance import (
    BALANCE_PARAMETERS,
    Flows,
    birth_level,
    flows_at_rest,
    leaving_home,
)
from wijksim.submodels.population_founders import FOUNDER_PARAMETERS
from wijksim.submodels.population_household import (
    COMING_WORDS,
    LEAVING_WORDS,
    MOVED_AWAY,
    MOVED_IN,
    YEAR_PARAMETERS,
    Course,
    Diary,
    age_of,
    vacate_all,
    year_of,
)
from wijksim.submodels.population_household_newcomers import (
    ADULT,
    NEWCOMER_PARAMETERS,
    OLDEST,
    Arrivals,
    Homes,
    settle,
    table_of,
)
from wijksim.submodels.population_household_newcomers_traits import (
    TRAIT_PARAMETERS,
    Array,
    People,
    Spread,
    people_of,
    spread_of,
)

TURNOVER = "moves.turnover"

MOVE_PARAMETERS = (
    Parameter(
        "population",
        "turnover",
        "1/year",
        (0, 1),
        "moves within, to and from the neighbourhood, if the profile has no figure",
    ),
    Parameter(
        "population", "leaving_share", "1", (0, 1), "share of moves that is households leaving"
    ),
    Parameter(
        "population", "leave_old", "1", (0, 1), "leaving in old age, as a share of leaving at 18"
    ),
    Parameter(
        "population",
        "leave_fades",
        "year",
        (1, 100),
        "years of age in which the urge to leave fades to a third",
    ),
)
PARAMETERS = (
    MOVE_PARAMETERS
    + FOUNDER_PARAMETERS
    + BALANCE_PARAMETERS
    + NEWCOMER_PARAMETERS
    + YEAR_PARAMETERS
    + TRAIT_PARAMETERS
)

LEAVE = decision("population.leave")

_QUARTER = 13
_YEAR = 52
"""Weeks between two looks at a household; the first divides the second."""


@kernel
def week_of_moves(
    people: People,
    homes: Homes,
    week: int,
    leaving: Array,
    course: Course,
    a: Arrivals,
    spread: Spread,
    key: Array,
    diary: Diary,
) -> None:
    """One week over all dwellings; `leaving`: chance per quarter by kind of dwelling and age."""
    # Whose turn it is, and their luck: each in a loop of its own.
    n_homes = homes.first.shape[0]
    listed = np.empty(n_homes + 1, dtype=np.int32)
    luck = np.empty(n_homes, dtype=np.float64)
    this_quarter = np.uint32(week % _QUARTER)
    count = 0
    for home in range(n_homes):
        listed[count] = home
        its_turn = np.uint32(homes.id[home]) % np.uint32(_QUARTER) == this_quarter
        count += its_turn & (homes.size[home] != 0)
    for i in range(count):
        luck[i] = uniform(key, LEAVE, week, homes.id[np.uint64(listed[i])], 0)
    for i in range(count):
        home = listed[i]
        age = age_of(people, homes.head[home], week, a.weeks_per_year)
        empty = luck[i] < leaving[table_of(homes.dwelling_kind[home]), age]
        turn = np.uint32(homes.id[home]) % np.uint32(_YEAR)
        if not empty and turn == week % _YEAR:
            empty = not year_of(people, homes, home, week, course, a, spread, key, diary)
        if empty:
            vacate_all(people, homes, home, week, diary)
            settle(people, homes, home, week, a, spread, key)
            first = homes.first[home]
            for row in range(first, first + homes.beds[home]):
                if people.present[row]:
                    diary.came_why[row] = MOVED_IN


def urge_to_leave(*, parameters: Mapping[str, float]) -> Array:
    """Relative hazard of leaving by age of the head, 1 at 18; shape (OLDEST + 1,)."""
    old = parameters["population.leave_old"]
    years = np.maximum(0.0, np.arange(OLDEST + 1) - float(ADULT))
    return old + (1.0 - old) * exp_array(-years / parameters["population.leave_fades"])


def mortality(*, parameters: Mapping[str, float]) -> Array:
    """Hazard of death by age, 1/year; shape (OLDEST + 1,)."""
    ages = np.arange(OLDEST + 1) - 65.0
    grown = exp_array(parameters["population.mortality_growth"] * ages)
    return parameters["population.mortality_65"] * grown


def leaving_level(*, figures: Mapping[str, float], parameters: Mapping[str, float]) -> float:
    """Mean hazard of leaving over all households, 1/year."""
    turnover = figures.get(TURNOVER, parameters["population.turnover"])
    return turnover * parameters["population.leaving_share"]


def leaving_rate(
    *, figures: Mapping[str, float], parameters: Mapping[str, float], head_ages: Array
) -> Array:
    """Hazard of leaving by age of the head, 1/year, whose mean over these heads is the level."""
    level = leaving_level(figures=figures, parameters=parameters)
    urge = urge_to_leave(parameters=parameters)
    mean = urge[head_ages].mean() if head_ages.size else 1.0
    return level * urge / mean


def _chance(rate: Array, weeks: int) -> Array:
    """Chance within so many weeks, of a hazard in 1/year."""
    return one_minus_exp_array(rate * per_week(1.0) * weeks)


LEFT: Final = tuple(Telling("left", word) for word in LEAVING_WORDS.values())
CAME: Final = tuple(Telling("came", word) for word in COMING_WORDS.values())
"""What the log tells of who left and who came, in the order of the numbers that stand for why."""


class Population(Submodel):
    """Who lives where: turnover of dwellings, and the year of each household."""

    name = "population"
    represents = "ageing, birth, death and moving; turnover"
    reads = (
        "households.first",
        "households.beds",
        "households.cell",
        "households.dwelling_kind",
    )
    writes = (
        "residents.present",
        "residents.id",
        "residents.household",
        "residents.birth_week",
        "residents.arrived_week",
        "residents.left_week",
        "residents.position",
        "residents.quintile",
        "residents.poor_dutch",
        "residents.avoider",
        "residents.burden_tolerance",
        "residents.energy",
        "residents.skills",
        "households.kind",
        "households.id",
        "households.head",
        "households.size",
        "households.arrived_week",
        "households.position",
    )
    parameters = PARAMETERS
    draws = (
        "population.leave",
        "population.newcomers",
        "population.partner_age",
        "population.child_age",
        "population.this_year",
        "population.partners",
        "population.traits",
        "population.skills",
    )

    def initialise(self, w: Scope) -> None:
        """Derive the chances of a quarter and of a year, and the ages of newcomers, from founders.

        These stay as they are for the run: what is at rest is what was found at the start.
        """
        values = {one.key: float(getattr(w.p, one.name)) for one in self.parameters}
        heads, kinds, alone = _heads(w)
        death = mortality(parameters=values)
        flows = flows_at_rest(
            heads=heads,
            kinds=kinds,
            alone=alone,
            urge=urge_to_leave(parameters=values),
            level=leaving_level(figures=w.profile, parameters=values),
            least=values["population.leaving_least"],
            smooth_years=values["population.smooth_years"],
            dying=death,
        )
        self._leaving = _chance(flows.leaving, _QUARTER)
        self._spread = spread_of(figures=w.profile, parameters=values)
        self._arrivals = _arrivals(w, flows)
        self._course = _course(w, death)
        rows = w.residents.present.shape[0]
        self._diary = Diary(
            left_why=np.zeros(rows, np.int8),
            left_id=np.zeros(rows, np.uint32),
            came_why=np.zeros(rows, np.int8),
        )

    def step(self, w: Scope) -> None:
        """Households leave with a chance by the head's age; others have their yearly week.

        A dwelling in which nobody is left to answer for it is let again at once.
        """
        week_of_moves(
            people_of(w.residents),
            _homes(w),
            w.week,
            self._leaving,
            self._course,
            self._arrivals,
            self._spread,
            w.key,
            self._diary,
        )

    def log_events(self, w: Scope) -> None:
        """Tell who left and who came by a cause of this submodel, and which."""
        r, diary = w.residents, self._diary
        gone = np.flatnonzero((r.left_week == w.week) & (diary.left_why > 0))
        w.log_each(LEFT, which=diary.left_why[gone] - MOVED_AWAY, subject="residents",
                   ids=diary.left_id[gone], value=gone)  # fmt: skip
        here = (r.arrived_week == w.week) & (r.present == 1)
        new = np.flatnonzero(here & (diary.came_why > 0))
        w.log_each(CAME, which=diary.came_why[new] - MOVED_IN, subject="residents",
                   ids=r.id[new], value=new)  # fmt: skip


class NoPopulation(Submodel):
    """Nobody comes, nobody goes; people do grow older, since their week of birth stands."""

    name = "population"
    represents = "the founders, for ever"
    writes = Population.writes


def _homes(w: Scope) -> Homes:
    h = w.households
    return Homes(
        first=h.first,
        beds=h.beds,
        dwelling_kind=h.dwelling_kind,
        kind=h.kind,
        id=h.id,
        head=h.head,
        size=h.size,
        arrived_week=h.arrived_week,
        position=h.position,
    )


def _heads(w: Scope) -> tuple[Array, Array, Array]:
    """Of every head: age in years, the kind of the dwelling, whether no other adult lives there."""
    lived_in = w.households.size > 0
    rows = w.households.head[lived_in]
    weeks = w.week - w.residents.birth_week[rows].astype(np.int64)
    ages = np.clip(weeks / WEEKS_PER_YEAR, 0, OLDEST).astype(np.int64)
    kind = w.households.kind[lived_in]
    alone = (kind == HouseholdType.SINGLE) | (kind == HouseholdType.SINGLE_PARENT)
    return ages, w.households.dwelling_kind[lived_in], alone


def _arrivals(w: Scope, flows: Flows) -> Arrivals:
    p: Any = w.p
    return Arrivals(
        age_below=flows.age_below,
        weeks_per_year=WEEKS_PER_YEAR,
        single_parent_share=_share_alone(w.households.kind, p.single_parent_share),
        couple_home_single=p.couple_home_single,
        couple_home_family=p.couple_home_family,
        family_home_couple=p.family_home_couple,
        newcomer_spare_beds=p.newcomer_spare_beds,
        alike=p.alike,
        partner_gap=p.partner_gap,
        parent_youngest=p.parent_youngest,
        parent_oldest=p.parent_oldest,
        child_oldest=p.child_oldest,
        child_span_early=p.child_span_early,
        child_span_late=p.child_span_late,
    )


def _share_alone(kinds: Array, usual: float) -> float:
    """Share of single parents among founders with children; `usual` where nobody has any."""
    alone = int((kinds == HouseholdType.SINGLE_PARENT).sum())
    families = alone + int((kinds == HouseholdType.WITH_CHILDREN).sum())
    return alone / families if families else usual


def _course(w: Scope, death: Array) -> Course:
    """The chances of a yearly week: births fall in a triangle of age around their peak."""
    p: Any = w.p
    from_peak = np.abs(np.arange(OLDEST + 1) - p.birth_peak_age) / p.birth_span
    shape = np.maximum(0.0, 1.0 - from_peak)
    births = shape * birth_level(
        figures=w.profile,
        share=p.births_share,
        likely=_likely_births(w, shape, p.birth_lone),
        residents=int((w.residents.present == 1).sum()),
        peak=p.birth_peak,
        most=p.births_most,
    )
    leave_home = leaving_home(
        figures=w.profile, rate=p.leave_home, steepness=p.leave_home_steepness
    )
    yearly = _chance(np.array([leave_home, p.parting, p.pairing]), _YEAR)
    return Course(
        dying=_chance(death, _YEAR),
        giving_birth=_chance(births, _YEAR),
        birth_lone=p.birth_lone,
        leaving_home=float(yearly[0]),
        parting=float(yearly[1]),
        pairing=float(yearly[2]),
        pairing_parent=p.pairing_parent,
        pairing_oldest=p.pairing_oldest,
    )


def _likely_births(w: Scope, shape: Array, lone: float) -> float:
    """Births a year to founders, at one a year for couples of the peak age, where there is room."""
    h = w.households
    room = (h.size > 0) & (h.size < h.beds)
    heads = h.head[room]
    ages = (w.week - w.residents.birth_week[heads].astype(np.int64)) / WEEKS_PER_YEAR
    weight = shape[np.clip(ages, 0, OLDEST).astype(np.int64)]
    kind = h.kind[room]
    together = (kind == HouseholdType.COUPLE) | (kind == HouseholdType.WITH_CHILDREN)
    return float((weight * np.where(together, 1.0, lone)).sum())


__all__ = ["PARAMETERS", "NoPopulation", "Population"]
