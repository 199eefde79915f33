"""Initiatives, their members and their say, by hand."""

import math

import pytest
from watching import Watch
from worlds import WEEKS_IN_A_YEAR, small_world

from wijksim.entities.world import World
from wijksim.outcomes.initiatives import InitiativeObserver


def one_group() -> World:
    world = small_world()
    group = world.initiatives
    group.present[0], group.members[0], group.captured[0] = 1, 2.0, 0.5
    group.started_week[0], group.activity_hours[0] = world.week - 7, 6.0
    return world


def test_members_are_counted_per_hundred_residents() -> None:
    figures = Watch(one_group(), InitiativeObserver()).weeks(13).figures()
    assert figures["initiatives", "all"] == 1.0
    assert figures["participation", "all"] == pytest.approx(40.0)
    assert figures["initiative_hours", "all"] == pytest.approx(6.0)
    assert figures["initiative_age", "all"] == pytest.approx(13 / WEEKS_IN_A_YEAR, rel=1e-3)


def test_being_used_as_a_replacement_takes_the_say_away_but_not_the_members() -> None:
    assert Watch(one_group(), InitiativeObserver()).weeks(13).figure("voice") == pytest.approx(20.0)


def test_a_group_that_ends_is_counted_once_and_has_no_age_afterwards() -> None:
    world = one_group()
    watch = Watch(world, InitiativeObserver())

    def ends(world: World) -> None:
        world.initiatives.present[0], world.initiatives.ended_week[0] = 0, world.week

    assert watch.weeks(1, ends).weeks(12).figure("initiatives_ended") == 1.0
    figures = watch.weeks(13).figures()
    assert figures["initiatives_ended", "all"] == 0.0
    assert math.isnan(figures["initiative_age", "all"])
