"""Trust, plan conflict and turnover of professionals, by hand."""

import pytest
from watching import Watch
from worlds import WEEKS_IN_A_YEAR, small_world

from wijksim.entities.world import World
from wijksim.outcomes.professions import ProfessionObserver


def three() -> World:
    """Three professionals of three employers."""
    world = small_world()
    world.professionals.present[:] = 1
    world.professionals.employer[:] = [0, 1, 2]
    return world


def test_trust_is_that_of_those_who_work_together_across_employers() -> None:
    world = three()
    world.pairs.trust[:] = 0.1
    world.pairs.trust[0, 1], world.pairs.trust[1, 0] = 0.4, 0.6
    world.pairs.joint_cases[0, 1] = world.pairs.joint_cases[1, 0] = 2
    assert Watch(world, ProfessionObserver()).weeks(13).figure("professional_trust") == (
        pytest.approx(0.5)
    )


def test_colleagues_of_the_same_employer_are_no_partners_elsewhere() -> None:
    world = three()
    world.pairs.activities[:] = 1.0
    watch = Watch(world, ProfessionObserver())
    assert watch.weeks(13).figure("colleagues_elsewhere") == pytest.approx(2.0)
    world.professionals.employer[:] = 0
    assert watch.weeks(13).figure("colleagues_elsewhere") == 0.0


def test_plans_conflict_after_more_than_four_weeks() -> None:
    world = three()
    world.households.parties[:] = [2, 3, 2, 2, 1]
    world.households.conflict_weeks[:] = [4, 5, 0, 0, 9]
    assert Watch(world, ProfessionObserver()).weeks(13).figure("plan_conflict") == (
        pytest.approx(25.0)
    )


def test_turnover_counts_who_left_over_those_at_work() -> None:
    world = three()
    world.professionals.finder[2] = 1
    watch = Watch(world, ProfessionObserver())

    def one_leaves(world: World) -> None:
        world.professionals.left_week[[0, 2]] = world.week

    by_hand = 100 * 1 / (2 * 13 / WEEKS_IN_A_YEAR)
    assert watch.weeks(1, one_leaves).weeks(12).figure("turnover") == pytest.approx(
        by_hand, rel=1e-3
    )


def test_strain_and_absence_are_means_over_those_with_a_caseload() -> None:
    world = three()
    world.professionals.finder[2] = 1
    world.professionals.strain[:] = [0.2, 0.4, 1.0]
    world.professionals.absence[:] = [0.1, 0.0, 1.0]
    figures = Watch(world, ProfessionObserver()).weeks(13).figures()
    assert figures["strain", "all"] == pytest.approx(0.3)
    assert figures["absence", "all"] == pytest.approx(5.0)
