"""Unmet need, its inequality, crises: the definitions on worlds of five."""

import math

import numpy as np
import pytest
from watching import Watch
from worlds import PLAIN_LADDER, WEEKS_IN_A_YEAR, small_world

from wijksim.entities.domains import DEBT, SUPPORT, RequestState
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.outcomes.needs import NeedObserver
from wijksim.outcomes.needs_inequality import concentration, places_of

LADDER = PLAIN_LADDER | {"care.hours_vulnerable": 0.4, "care.hours_heavy": 2.0}


def index_by_rank(share, rank, weight) -> float:
    """The index of shares over what people are ranked by."""
    return concentration(share, places_of(np.asarray(rank)), weight)


def five() -> World:
    """Five people alone, without need, one in each fifth of position."""
    world = small_world(parameters=LADDER)
    world.residents.position[:] = [0.1, 0.3, 0.5, 0.7, 0.9]
    world.residents.quintile[:] = range(5)
    return world


def test_need_without_help_is_unmet_from_the_fourth_week_on() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5
    # 10 of 13 weeks, one of five residents.
    assert Watch(world, NeedObserver()).weeks(13).figure("unmet_need") == pytest.approx(
        100 * 10 / 13 / 5
    )


def test_a_light_need_is_no_unmet_need() -> None:
    world = five()
    world.residents.need[:, SUPPORT] = 0.29
    assert Watch(world, NeedObserver()).weeks(13).figure("unmet_need") == 0.0


def test_a_place_in_a_caseload_is_not_met_need() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5
    world.residents.request[0, SUPPORT] = 0
    world.requests.state[0] = RequestState.ACTIVE
    world.requests.resident[0] = 0
    assert Watch(world, NeedObserver()).weeks(13).figure("unmet_need") > 0


@pytest.mark.parametrize(("hours", "unmet"), [(0.31, True), (0.33, False)])
def test_help_counts_from_four_fifths_of_what_the_need_asks(hours: float, unmet: bool) -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5
    world.residents.formal_hours[0, SUPPORT] = hours
    assert (Watch(world, NeedObserver()).weeks(13).figure("unmet_need") > 0) == unmet


def test_one_week_of_help_begins_the_count_of_weeks_anew() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5

    def every_fourth_week(world: World) -> None:
        world.residents.formal_hours[0, SUPPORT] = 0.4 if world.week % 4 == 0 else 0.0

    watch = Watch(world, NeedObserver()).weeks(13, every_fourth_week)
    assert watch.figure("unmet_need") == 0.0


def test_two_needs_of_one_person_count_twice() -> None:
    world = five()
    world.residents.need[0, [SUPPORT, DEBT]] = 0.5
    figures = Watch(world, NeedObserver()).weeks(13).figures()
    assert figures["unmet_need", "all"] == pytest.approx(2 * 100 * 10 / 13 / 5)
    assert figures["unmet_need", "domain debt"] == pytest.approx(100 * 10 / 13 / 5)


def test_unmet_need_stands_with_the_fifth_that_bears_it() -> None:
    world = five()
    world.residents.need[1, SUPPORT] = 0.5
    figures = Watch(world, NeedObserver()).weeks(13).figures()
    assert figures["unmet_need", "quintile 2"] == pytest.approx(100 * 10 / 13)
    assert figures["unmet_need", "quintile 1"] == 0.0


def test_when_the_needy_leave_the_figure_of_the_cohort_does_not_improve() -> None:
    world = five()
    world.residents.need[:2, SUPPORT] = 0.5
    watch = Watch(world, NeedObserver()).weeks(13)
    watch.figures()
    before = watch.weeks(13).figures()

    def healthy_newcomers_take_their_place(world: World) -> None:
        world.residents.need[:2] = 0.0
        world.residents.arrived_week[:2] = world.week

    watch.weeks(1, healthy_newcomers_take_their_place).weeks(12)
    after = watch.figures()
    assert before["unmet_need", "all"] == before["unmet_need", "cohort"] == pytest.approx(40.0)
    assert after["unmet_need", "all"] == 0.0
    assert after["unmet_need", "cohort"] == pytest.approx(40.0)


def test_the_needy_who_leave_in_the_first_week_still_count_in_the_cohort() -> None:
    world = five()
    world.residents.need[:2, SUPPORT] = 0.5

    def healthy_newcomers_take_their_place(world: World) -> None:
        world.residents.need[:2] = 0.0
        world.residents.arrived_week[:2] = world.week

    watch = Watch(world, NeedObserver(), weeks_ahead=4)
    figures = watch.weeks(1, healthy_newcomers_take_their_place).weeks(12).figures()
    assert figures["unmet_need", "all"] == 0.0
    assert figures["unmet_need", "cohort"] == pytest.approx(40.0)
    assert figures["need", "cohort"] == 0.0


def test_who_is_helped_in_the_first_week_leaves_without_unmet_need() -> None:
    world = five()
    world.residents.need[:2, SUPPORT] = 0.5
    watch = Watch(world, NeedObserver(), weeks_ahead=4)
    watch.weeks(1, lambda world: world.residents.formal_hours.__setitem__(slice(2), 40.0))
    world.residents.present[:2] = 0
    assert watch.weeks(12).figures()["unmet_need", "cohort"] == 0.0


def test_founders_are_told_from_who_comes_in_the_first_week_in_every_figure() -> None:
    world = five()
    world.residents.need[1:, SUPPORT] = 0.5
    world.residents.wellbeing[:] = [1.0, 0.5, 0.5, 0.5, 0.5]

    def one_comes(world: World) -> None:
        world.residents.arrived_week[0] = world.week

    watch = Watch(world, NeedObserver()).weeks(1, one_comes).weeks(12)
    figures = watch.figures()
    assert figures["wellbeing", "all"] == pytest.approx(0.6)
    assert figures["wellbeing", "cohort"] == pytest.approx(0.5)
    assert figures["unmet_inequality", "cohort"] == pytest.approx(0.0)


def test_who_leaves_without_need_does_not_weigh_on_the_cohort() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5
    watch = Watch(world, NeedObserver()).weeks(13)
    watch.figures()
    world.residents.present[3:] = 0
    figures = watch.weeks(13).figures()
    assert figures["unmet_need", "all"] == pytest.approx(100 / 3)
    assert figures["unmet_need", "cohort"] == pytest.approx(20.0)


def test_a_newcomer_does_not_inherit_the_weeks_of_who_lived_there_before() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5
    watch = Watch(world, NeedObserver()).weeks(13)
    watch.figures()
    watch.weeks(1, lambda world: world.residents.arrived_week.__setitem__(0, world.week))
    assert watch.weeks(2).figure("unmet_need") == 0.0


def test_specialist_care_after_a_crisis_is_help() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.9
    world.residents.crisis_weeks_left[0, SUPPORT] = 26
    assert Watch(world, NeedObserver()).weeks(13).figure("unmet_need") == 0.0


def test_crises_are_counted_per_thousand_residents_a_year() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.9
    watch = Watch(world, NeedObserver())
    watch.weeks(1, lambda world: world.residents.crisis_week.__setitem__((0, 1), world.week))
    assert watch.weeks(12).figure("crises") == pytest.approx(
        1000 * WEEKS_IN_A_YEAR / (13 * 5), rel=1e-3
    )


def test_each_quarter_is_counted_for_itself() -> None:
    world = five()
    world.residents.need[0, SUPPORT] = 0.5
    watch = Watch(world, NeedObserver()).weeks(13)
    watch.figures()
    world.residents.need[:] = 0.0
    figures = watch.weeks(13).figures()
    assert figures["unmet_need", "all"] == 0.0
    assert math.isnan(figures["unmet_intensity", "all"])


def test_inequality_is_below_zero_when_the_poor_bear_the_need() -> None:
    poor, rich = five(), five()
    poor.residents.need[0, SUPPORT] = 0.5
    rich.residents.need[4, SUPPORT] = 0.5
    of_poor = Watch(poor, NeedObserver()).weeks(13).figure("unmet_inequality")
    of_rich = Watch(rich, NeedObserver()).weeks(13).figure("unmet_inequality")
    assert of_poor < 0 < of_rich
    assert of_poor == pytest.approx(-of_rich)


@pytest.mark.parametrize("weeks_ahead", [0, 4])
def test_time_unmet_is_a_share_of_all_weeks_of_the_first_quarter(weeks_ahead: int) -> None:
    world = five()
    world.residents.need[0] = 0.5
    watch = Watch(world, NeedObserver(), weeks_ahead=weeks_ahead).weeks(13)
    # The first of five, a tenth of the way up, is unmet in all four domains for 10 or 13 weeks.
    unmet = (13 if weeks_ahead else 10) / 13
    assert watch.figure("unmet_inequality") == pytest.approx(8 / 5 * unmet * (0.1 - 0.5))


def test_the_index_is_zero_when_all_are_equally_ill() -> None:
    assert index_by_rank(np.full(7, 0.4), np.arange(7.0), np.ones(7)) == pytest.approx(0.0)


def test_the_index_is_minus_one_when_the_poorer_half_bears_everything() -> None:
    ill = np.repeat([1.0, 0.0], 50)
    assert index_by_rank(ill, np.arange(100.0), np.ones(100)) == pytest.approx(-1.0)
    assert index_by_rank(ill[::-1], np.arange(100.0), np.ones(100)) == pytest.approx(1.0)


def test_the_index_does_not_depend_on_the_order_of_people_of_equal_position() -> None:
    ill, same = np.array([1.0, 0.0, 0.0, 0.5]), np.full(4, 0.5)
    assert index_by_rank(ill, same, np.ones(4)) == pytest.approx(0.0)
    assert index_by_rank(ill[::-1], same, np.ones(4)) == pytest.approx(0.0)


def test_the_index_never_leaves_its_bounds_and_counts_people_by_weight() -> None:
    chance = np.random.default_rng(3)
    for _ in range(200):
        ill, rank = chance.random(9) ** 4, chance.random(9)
        assert -1.0 <= index_by_rank(ill, rank, np.ones(9)) <= 1.0
    twice = index_by_rank(np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([2.0, 1.0]))
    doubled = index_by_rank(np.array([1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0]), np.ones(3))
    assert twice == pytest.approx(doubled)


def test_nobody_has_no_inequality() -> None:
    assert math.isnan(index_by_rank(np.zeros(0), np.zeros(0), np.zeros(0)))


def test_the_first_quarter_shows_as_much_unmet_need_as_the_second() -> None:
    model = WijkModel("carnisse/at-rest", seed=4, collect=False)
    model.run_until(week=model.world.week + 26)
    table = model.observation.series()
    unmet = table[(table["outcome"] == "unmet_need") & (table["group"] == "all")]["value"]
    first, second = (float(value) for value in unmet)
    assert first == pytest.approx(second, rel=0.06)


def test_who_was_without_help_before_the_start_is_unmet_from_the_first_week() -> None:
    model = WijkModel("carnisse/at-rest", seed=4, collect=False)
    model.step()
    observer = next(one for one in model.observation.observers if one.name == "observe_needs")
    assert float(observer.sums[:, 0].sum()) > 0.0
