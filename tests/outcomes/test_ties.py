"""Ties, isolation and informal care, by hand."""

import math

import pytest
from watching import Watch
from worlds import small_world

from wijksim.entities.world import World
from wijksim.outcomes.ties import TieObserver


def test_ties_are_counted_and_their_hours_averaged() -> None:
    world = small_world()
    world.residents.tie[0, :3] = [1, 2, 3]
    world.residents.contact_hours[:] = [5.0, 0.0, 0.0, 0.0, 0.0]
    figures = Watch(world, TieObserver()).weeks(13).figures()
    assert figures["ties", "all"] == pytest.approx(0.6)
    assert figures["contact_hours", "all"] == pytest.approx(1.0)


def test_adults_with_less_than_two_friends_are_isolated_and_children_are_not_counted() -> None:
    world = small_world(ages=[[40.0, 10.0], [30.0]])
    world.residents.support_network[:] = [2.0, 0.0, 0.2]
    assert Watch(world, TieObserver()).weeks(13).figure("isolation") == pytest.approx(50.0)


def test_a_carer_gives_more_than_neighbourly_help() -> None:
    world = small_world()
    world.residents.informal_given[:] = [8.0, 4.0, 0.1, 0.0, 0.0]
    world.residents.overloaded_weeks[:] = [6, 0, 6, 0, 0]
    figures = Watch(world, TieObserver()).weeks(13).figures()
    assert figures["carers", "all"] == pytest.approx(40.0)
    assert figures["overloaded_carers", "all"] == pytest.approx(50.0)
    assert figures["informal_care", "all"] == pytest.approx(100 * 12.1 / 5)


def test_without_carers_nobody_says_how_many_are_overloaded() -> None:
    assert math.isnan(Watch(small_world(), TieObserver()).weeks(13).figure("overloaded_carers"))


def test_newcomers_are_not_of_the_cohort() -> None:
    world = small_world()
    watch = Watch(world, TieObserver())
    world.residents.arrived_week[0] = world.week + 1
    world.residents.trust[:] = [1.0, 0.5, 0.5, 0.5, 0.5]
    figures = watch.weeks(13).figures()
    assert figures["resident_trust", "all"] == pytest.approx(0.6)
    assert figures["resident_trust", "cohort"] == pytest.approx(0.5)
    assert figures["resident_trust", "household single"] == pytest.approx(0.6)


def test_who_comes_in_the_first_week_is_not_of_the_cohort() -> None:
    world = small_world()
    world.residents.trust[:] = [1.0, 0.5, 0.5, 0.5, 0.5]

    def one_comes(world: World) -> None:
        world.residents.arrived_week[0] = world.week

    figures = Watch(world, TieObserver()).weeks(1, one_comes).weeks(12).figures()
    assert figures["resident_trust", "cohort"] == pytest.approx(0.5)
