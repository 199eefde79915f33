"""Recovery time after a shock: the definition, on courses and worlds made by hand."""

import math

import pytest
from worlds import small_world

from wijksim.entities.domains import PlaceKind
from wijksim.entities.world import Scope, World
from wijksim.outcomes.base import ALL
from wijksim.outcomes.recovery import GROUPS, RECOVERY, RecoveryObserver, apart, recovery_quarters

CALM = [10.0] * 5
Quarter = tuple[str, float]


def town() -> World:
    """A town with budgets, an open community centre and no crisis."""
    world = small_world()
    world.municipality.budget[0] = 1000.0
    world.municipality.shock_onset[0] = 1.0
    world.places.kind[0], world.places.open[0] = PlaceKind.COMMUNITY_CENTRE, 1
    return world


def recovery(*quarters: Quarter, world: World | None = None) -> float:
    """Recovery time after quarters that each begin with something and have an unmet need."""
    world = town() if world is None else world
    observer = RecoveryObserver()
    scope = Scope(world=world, declared=observer)
    observer.start(scope)
    for what, unmet in quarters:
        for week in range(13):
            world.week += 1
            if week == 0:
                happen(world, what)
            observer.observe(scope)
        observer.hear([("unmet_need", group, unmet) for group in GROUPS])
    rows = observer.final(scope)
    assert {group for _, group, _ in rows} == set(GROUPS)
    return next(value for outcome, group, value in rows if (outcome, group) == (RECOVERY.name, ALL))


def happen(world: World, what: str) -> None:
    if what == "crisis":
        world.municipality.shock_onset[0] = 1.2
    if what == "crisis over":
        world.municipality.shock_onset[0] = 1.0
    if what == "cut":
        world.municipality.budget[0, 0] *= 0.75
    if what == "moved":
        world.municipality.budget[0, 0] += 100.0
        world.municipality.budget[0, 1] -= 100.0
    if what == "centre closes":
        world.places.closed_week[0] = world.week


def course(what: str, *unmet: float) -> list[Quarter]:
    """A calm year, then a quarter in which it happens, and those after."""
    return [("", 10.0)] * 4 + [(what if k == 0 else "", one) for k, one in enumerate(unmet)]


@pytest.mark.parametrize("what", ["crisis", "cut", "centre closes"])
def test_three_quarters_above_the_year_before_are_39_weeks(what: str) -> None:
    assert recovery(*course(what, 12, 13, 12, 10, 10, 10, 10, 10)) == 39.0


def test_what_shows_only_later_counts_until_it_is_over() -> None:
    assert recovery(*course("cut", 10, 10, 12, 12, 10, 10, 10, 10)) == 52.0


def test_a_shock_that_did_not_touch_anybody_takes_no_time_and_a_lasting_one_two_years() -> None:
    assert recovery(*course("crisis", 10.5, 11, 10, 10, 10, 10, 10, 10)) == 0.0
    assert recovery(*course("crisis", *[15.0] * 12)) == 104.0


@pytest.mark.parametrize("what", ["", "moved", "crisis over"])
def test_without_a_shock_there_is_nothing_to_recover_from(what: str) -> None:
    world = town()
    if what == "crisis over":
        world.municipality.shock_onset[0] = 1.2
    assert math.isnan(recovery(*course(what, *[15.0] * 8), world=world))


def test_a_shock_without_two_years_to_come_or_without_a_past_is_not_judged() -> None:
    assert math.isnan(recovery(*course("cut", *[15.0] * 7)))
    assert math.isnan(recovery(("cut", 10.0), *[("", 15.0)] * 8))


def test_a_second_shock_within_two_years_belongs_to_the_first() -> None:
    twice = course("crisis", *[12.0] * 4) + [("cut", 12.0)] + [("", 10.0)] * 12
    assert recovery(*twice) == 65.0
    assert apart([0, 7, 8, 20], window=8) == [0, 8, 20]


def test_more_shocks_give_their_mean() -> None:
    both = course("crisis", 12, *[10.0] * 8) + course("cut", 12, 12, 12, *[10.0] * 8)
    assert recovery(*both) == (13.0 + 39.0) / 2


def test_five_quarters_by_hand() -> None:
    """The mean before is 10; 11.0 is within the margin of one, 11.1 is not."""
    quarters = [*CALM, 11.1, 11.0, 9.0]
    assert recovery_quarters(quarters, 5, before=4, window=3, margin=1.0) == 1.0
    assert recovery_quarters(quarters, 5, before=4, window=3, margin=1.2) == 0.0
    assert math.isnan(recovery_quarters(quarters, 5, before=4, window=4, margin=1.0))
