"""Institutions, layers and what has really changed, by hand."""

import math

import pytest
from watching import Watch
from worlds import small_world

from wijksim.entities.domains import InstitutionState
from wijksim.entities.world import World
from wijksim.outcomes.institutions import InstitutionObserver


def test_only_what_ended_after_observation_began_counts_as_dissolved() -> None:
    world = small_world()
    i = world.institutions
    i.state[:] = [InstitutionState.ACTIVE, InstitutionState.MERGED, InstitutionState.DISSOLVED]
    i.state_week[:] = [0, world.week - 30, world.week + 5]
    figures = Watch(world, InstitutionObserver()).weeks(13).figures()
    assert figures["institutions", "all"] == 1.0
    assert figures["dissolved", "all"] == 1.0


def test_an_institution_that_ends_in_the_first_week_counts_as_dissolved() -> None:
    world = small_world()
    world.institutions.state[:] = InstitutionState.ACTIVE

    def one_ends(world: World) -> None:
        world.institutions.state[0] = InstitutionState.DISSOLVED
        world.institutions.state_week[0] = world.week

    watch = Watch(world, InstitutionObserver()).weeks(1, one_ends).weeks(12)
    assert watch.figure("dissolved") == 1.0


def test_layers_are_parties_in_the_middle_household_and_what_needs_approval() -> None:
    world = small_world()
    world.households.open_cases[:] = [2, 3, 2, 1, 0]
    world.households.parties[:] = [2, 4, 3, 9, 0]
    world.professionals.present[0] = 1
    world.professionals.room[0] = 0.25
    assert Watch(world, InstitutionObserver()).weeks(13).figure("layers") == pytest.approx(3.75)


def test_a_position_never_secured_has_no_week() -> None:
    world = small_world()
    watch = Watch(world, InstitutionObserver()).weeks(13)
    assert math.isnan(watch.final()["secured_week", "all"])
    world.municipality.secured_week[0] = world.week
    assert watch.final()["secured_week", "all"] == 12.0


def test_reorganisations_of_before_are_not_counted_again() -> None:
    world = small_world()
    world.municipality.reorganisations[0] = 3
    watch = Watch(world, InstitutionObserver()).weeks(13)
    world.municipality.reorganisations[0] = 4
    assert watch.figure("reorganisations") == 1.0


@pytest.mark.parametrize("what", ["rules_changed", "budgets_changed", "mandates_changed"])
def test_what_changed_before_observation_began_does_not_count(what: str) -> None:
    world = small_world()
    changed = getattr(world.municipality, what)
    changed[0] = 0.5
    watch = Watch(world, InstitutionObserver()).weeks(13)
    changed[0] += 0.25
    assert watch.figure(what) == pytest.approx(0.25)
