"""A year in a household: death, leaving home, parting, a new partner, a birth.

Represents: what happens inside a dwelling between two moves. Each household has its own week of
the year (its id modulo 52), in which everybody in it is looked at once.
Source: mortality by Gompertz (1825), at the level of CBS; births, leaving home and parting at
levels that CBS publishes for households like these; shapes by age are assumptions.
Leaves out: sex, marriage as a contract, children who come back, households that share a home.
"""

from __future__ import annotations

from typing import NamedTuple

from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.core.randomness import decision, uniform4
from wijksim.entities.domains import NOBODY, HouseholdType
from wijksim.submodels.population_household_newcomers import (
    ADULT,
    OLDEST,
    Arrivals,
    Homes,
    move_in,
    partner_age_weeks,
)
from wijksim.submodels.population_household_newcomers_traits import Array, People, Spread, between

YEAR_PARAMETERS = (
    Parameter("population", "mortality_65", "1/year", (0, 0.2), "hazard of death at the age of 65"),
    Parameter(
        "population",
        "mortality_growth",
        "1/year",
        (0, 0.3),
        "growth of the hazard of death per year of age",
    ),
    Parameter(
        "population",
        "birth_peak",
        "1/year",
        (0, 1),
        "births a year to a couple at the age of most births, if the profile has no figure",
    ),
    Parameter("population", "birth_peak_age", "year", (18, 45), "age of most births"),
    Parameter(
        "population",
        "birth_span",
        "year",
        (1, 30),
        "years on either side of the age of most births in which births fall to none",
    ),
    Parameter(
        "population",
        "birth_lone",
        "1",
        (0, 1),
        "births to a head without a partner, as a share of those to couples",
    ),
    Parameter(
        "population", "leave_home", "1/year", (0, 2), "rate at which grown children leave home"
    ),
    Parameter("population", "parting", "1/year", (0, 0.5), "rate at which couples part"),
    Parameter(
        "population",
        "pairing",
        "1/year",
        (0, 1),
        "rate at which a partner moves in with a head who has room",
    ),
    Parameter(
        "population",
        "pairing_parent",
        "1",
        (0, 1),
        (
            "rate at which a partner moves in with a lone parent, as a share of that "
            "without children"
        ),
    ),
    Parameter(
        "population",
        "pairing_oldest",
        "year",
        (18, 110),
        "age of a head up to which a partner moves in",
    ),
)

THIS_YEAR = decision("population.this_year")
PARTNERS = decision("population.partners")

MOVED_AWAY, DIED, LEFT_HOME, PARTED = 1, 2, 3, 4
MOVED_IN, BORN, JOINED = 5, 6, 7
LEAVING_WORDS = {
    MOVED_AWAY: "moved_away",
    DIED: "died",
    LEFT_HOME: "left_home",
    PARTED: "parted",
}
COMING_WORDS = {MOVED_IN: "moved_in", BORN: "born", JOINED: "joined_partner"}

_SINGLE = int(HouseholdType.SINGLE)
_COUPLE = int(HouseholdType.COUPLE)
_FAMILY = int(HouseholdType.WITH_CHILDREN)
_LONE_PARENT = int(HouseholdType.SINGLE_PARENT)
_VACANT = int(HouseholdType.VACANT)


class Course(NamedTuple):
    """Chances of a year, by age 0 to OLDEST where they depend on it; the rest plain numbers."""

    dying: Array
    giving_birth: Array
    birth_lone: float
    leaving_home: float
    parting: float
    pairing: float
    pairing_parent: float
    pairing_oldest: float


class Diary(NamedTuple):
    """Notes of this week for the log, one a row: why someone left or came, and who left."""

    left_why: Array
    left_id: Array
    came_why: Array


@kernel
def age_of(people: People, row: int, week: int, weeks_per_year: float) -> int:
    """Age in whole years, 0 to OLDEST."""
    return min(OLDEST, int(max(0, week - people.birth_week[row]) / weeks_per_year))


@kernel
def vacate(people: People, row: int, week: int, why: int, diary: Diary) -> None:
    """Let whoever lives in a row go."""
    people.present[row] = 0
    people.left_week[row] = week
    diary.left_why[row] = why
    diary.left_id[row] = people.id[row]


@kernel
def vacate_all(people: People, homes: Homes, home: int, week: int, diary: Diary) -> None:
    """Let a household go, with all who live there."""
    for row in range(homes.first[home], homes.first[home] + homes.beds[home]):
        if people.present[row]:
            vacate(people, row, week, MOVED_AWAY, diary)
    homes.size[home] = 0
    homes.kind[home] = _VACANT
    homes.head[home] = NOBODY


@kernel
def partner_in(people: People, homes: Homes, home: int, week: int) -> int:
    """Row of the head's partner, the eldest of the others in a household of a couple; else -1."""
    if homes.kind[home] != _COUPLE and homes.kind[home] != _FAMILY:
        return NOBODY
    found = NOBODY
    for row in range(homes.first[home], homes.first[home] + homes.beds[home]):
        if people.present[row] == 0 or row == homes.head[home]:
            continue
        if found == NOBODY or people.birth_week[row] < people.birth_week[found]:
            found = row
    return found


@kernel
def regroup(
    people: People, homes: Homes, home: int, partner: int, week: int, weeks_per_year: float
) -> bool:
    """Set head, size and kind after a change; False when no adult is left to answer for it.

    The partner takes the place of a head who is gone, and else the eldest.
    """
    first, end = homes.first[home], homes.first[home] + homes.beds[home]
    head, size, eldest = homes.head[home], 0, NOBODY
    for row in range(first, end):
        if people.present[row]:
            size += 1
            if eldest == NOBODY or people.birth_week[row] < people.birth_week[eldest]:
                eldest = row
    if eldest == NOBODY or age_of(people, eldest, week, weeks_per_year) < ADULT:
        return False
    has_partner = partner != NOBODY and people.present[partner] == 1
    if head == NOBODY or people.present[head] == 0:
        head = partner if has_partner else eldest
        has_partner = False
    homes.head[home] = head
    homes.size[home] = size
    if has_partner:
        homes.kind[home] = _COUPLE if size == 2 else _FAMILY
    else:
        homes.kind[home] = _SINGLE if size == 1 else _LONE_PARENT
    return True


@kernel
def _free_row(people: People, homes: Homes, home: int, week: int) -> int:
    """The first row of a dwelling that nobody lives in and nobody left this week; -1 if none."""
    for row in range(homes.first[home], homes.first[home] + homes.beds[home]):
        if people.present[row] == 0 and people.left_week[row] != week:
            return row
    return NOBODY


@kernel
def _chance_of_pair(kind: int, course: Course) -> float:
    """Chance that a partner moves in this year, by whether there are children."""
    return course.pairing * (course.pairing_parent if kind == _LONE_PARENT else 1.0)


@kernel
def year_of(
    people: People,
    homes: Homes,
    home: int,
    week: int,
    course: Course,
    a: Arrivals,
    spread: Spread,
    key: Array,
    diary: Diary,
) -> bool:
    """Take a household through its yearly week; False when nobody is left to answer for it."""
    first, end = homes.first[home], homes.first[home] + homes.beds[home]
    head = homes.head[home]
    partner = partner_in(people, homes, home, week)
    for row in range(first, end):
        if people.present[row]:
            age = age_of(people, row, week, a.weeks_per_year)
            death, leaves, _, _ = uniform4(key, THIS_YEAR, week, people.id[row], 0)
            if death < course.dying[age]:
                vacate(people, row, week, DIED, diary)
            elif row != head and row != partner and age >= ADULT and leaves < course.leaving_home:
                vacate(people, row, week, LEFT_HOME, diary)
    if people.present[head] == 0:
        return regroup(people, homes, home, partner, week, a.weeks_per_year)
    parts, pairs, birth, gap = uniform4(key, PARTNERS, week, people.id[head], 0)
    age = age_of(people, head, week, a.weeks_per_year)
    together = partner != NOBODY and people.present[partner] == 1
    room = _free_row(people, homes, home, week)
    mother = age
    if together:
        mother = min(age, age_of(people, partner, week, a.weeks_per_year))
    if room != NOBODY and birth < course.giving_birth[mother] * (
        1.0 if together else course.birth_lone
    ):
        rank = between(homes.position[home], spread.position, spread.rank)
        move_in(people, room, home, week, 0, rank, spread, key)
        diary.came_why[room] = BORN
    elif together:
        if parts < course.parting:
            vacate(people, partner, week, PARTED, diary)
    elif (
        room != NOBODY
        and age <= course.pairing_oldest
        and pairs < _chance_of_pair(homes.kind[home], course)
    ):
        weeks = partner_age_weeks(week - people.birth_week[head], gap, a)
        rank = between(homes.position[home], spread.position, spread.rank)
        move_in(people, room, home, week, weeks, rank, spread, key)
        diary.came_why[room] = JOINED
        partner = room
    return regroup(people, homes, home, partner, week, a.weeks_per_year)
