"""Cost by payer and the use of hours, by hand."""

import pytest
from watching import Watch
from worlds import WEEKS_IN_A_YEAR, small_world

from wijksim.entities.domains import N_PAYERS, PAYERS
from wijksim.entities.world import World
from wijksim.outcomes.money import MoneyObserver


def busy() -> World:
    """Five residents; a professional of 30 hours present, 20 of them direct; a finder of 40."""
    world = small_world()
    pro = world.professionals
    pro.present[:2] = 1
    pro.finder[1] = 1
    pro.hours_present[:2] = [30.0, 40.0]
    pro.hours_direct[:2] = [20.0, 40.0]
    pro.hours_admin[0] = 6.0
    return world


def test_cost_is_told_per_resident_and_year_and_by_payer() -> None:
    world = small_world()
    world.municipality.cost[0] = range(1, N_PAYERS + 1)
    figures = Watch(world, MoneyObserver()).weeks(13).figures()
    for payer, name in enumerate(PAYERS):
        by_hand = (payer + 1) * WEEKS_IN_A_YEAR / 5
        assert figures["cost", f"payer {name}"] == pytest.approx(by_hand, rel=1e-3)


def test_hours_of_informal_carers_are_not_in_the_total() -> None:
    world = small_world()
    world.municipality.cost[0, PAYERS.index("informal_carers")] = 1000.0
    watch = Watch(world, MoneyObserver()).weeks(13)
    assert watch.figure("cost") == 0.0
    world.municipality.cost[0, PAYERS.index("specialist_care")] = 10.0
    assert watch.weeks(13).figure("cost") == pytest.approx(10 * WEEKS_IN_A_YEAR / 5, rel=1e-3)


def test_shares_of_hours_leave_out_those_who_carry_no_cases() -> None:
    figures = Watch(busy(), MoneyObserver()).weeks(13).figures()
    assert figures["administration", "all"] == pytest.approx(20.0)
    assert figures["direct_work", "all"] == pytest.approx(200 / 3)
    assert figures["formal_hours", "all"] == pytest.approx(100 * 20 / 5)


def test_informal_hours_lower_the_professional_share_of_support() -> None:
    world = busy()
    watch = Watch(world, MoneyObserver())
    assert watch.weeks(13).figure("professional_share") == pytest.approx(100.0)
    world.residents.informal_given[:] = 4.0
    assert watch.weeks(13).figure("professional_share") == pytest.approx(50.0)


def test_the_balance_is_that_of_the_last_week_per_resident() -> None:
    world = small_world()
    watch = Watch(world, MoneyObserver()).weeks(12)
    world.municipality.balance[0] = -500.0
    assert watch.weeks(1).figure("balance") == pytest.approx(-100.0)


def test_what_was_left_over_before_the_start_is_not_in_the_balance() -> None:
    world = small_world()
    world.municipality.balance[0] = 1000.0
    watch = Watch(world, MoneyObserver()).weeks(13)
    assert watch.figure("balance") == 0.0
    world.municipality.balance[0] += 500.0
    assert watch.weeks(13).figure("balance") == pytest.approx(100.0)
