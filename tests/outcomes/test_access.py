"""Waiting, duration, reach: survival curves against sums by hand and against scipy."""

import math

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf
from watching import Watch
from worlds import small_world

from wijksim.entities.domains import DEBT, SUPPORT, Ending, RequestState
from wijksim.entities.world import World
from wijksim.outcomes.access import AccessObserver
from wijksim.outcomes.access_course import mean_weeks, survival


def asks(world: World, who: int, domain: int = SUPPORT) -> None:
    q = world.requests
    q.state[who], q.resident[who], q.domain[who] = RequestState.ACCESS, who, domain
    q.asked_week[who] = world.week
    world.residents.request[who, domain] = who


def gets_an_hour(world: World, who: int) -> None:
    q = world.requests
    q.state[who] = RequestState.ACTIVE
    q.plan_week[who] = q.first_hour_week[who] = world.week
    world.residents.formal_hours[who, q.domain[who]] = 1.0


def ends(world: World, who: int, ending: Ending = Ending.RECOVERED) -> None:
    q, r = world.requests, world.residents
    q.state[who], q.ended_week[who], q.ending[who] = RequestState.FREE, world.week, ending
    r.request[who, q.domain[who]] = -1
    r.formal_hours[who, q.domain[who]] = 0.0
    r.care_ended_week[who, q.domain[who]] = world.week


def all_ask(world: World) -> None:
    for who in range(5):
        asks(world, who)


def test_waiting_is_the_mean_of_the_weeks_when_everybody_is_helped() -> None:
    watch = Watch(small_world(), AccessObserver()).weeks(1, all_ask)
    for who, wait in enumerate([2, 2, 4, 6, 6]):
        until = wait - (watch.world.week - watch.world.requests.asked_week[0])
        watch.weeks(max(0, until - 1))
        if until > 0:
            watch.weeks(1, lambda world, who=who, wait=wait: [
                gets_an_hour(world, n) for n in range(who, 5) if [2, 2, 4, 6, 6][n] == wait
            ])  # fmt: skip
    assert watch.figure("waiting") == pytest.approx((2 + 2 + 4 + 6 + 6) / 5)


def test_who_withdraws_does_not_count_as_helped() -> None:
    def run(withdraw: bool) -> float:
        watch = Watch(small_world(), AccessObserver()).weeks(1, all_ask).weeks(1)
        if withdraw:
            watch.weeks(1, lambda world: ends(world, 0, Ending.WITHDRAWN))
        else:
            watch.weeks(1, lambda world: gets_an_hour(world, 0))
        watch.weeks(1)
        watch.weeks(1, lambda world: [gets_an_hour(world, who) for who in range(1, 5)])
        return watch.figure("waiting")

    assert run(withdraw=False) == pytest.approx((2 + 4 * 4) / 5)
    assert run(withdraw=True) == pytest.approx(4.0)


def test_a_plan_is_not_yet_help() -> None:
    watch = Watch(small_world(), AccessObserver()).weeks(1, all_ask)

    def plans(world: World) -> None:
        world.requests.state[:5] = RequestState.PLANNED
        world.requests.plan_week[:5] = world.week

    figures = watch.weeks(1, plans).weeks(11).figures()
    assert figures["waiting_for_plan", "all"] == pytest.approx(1.0)
    assert figures["waiting", "all"] > 12


def test_requests_without_a_plan_after_six_weeks_miss_the_norm() -> None:
    watch = Watch(small_world(), AccessObserver()).weeks(1, all_ask)

    def plans(world: World) -> None:
        world.requests.plan_week[:4] = world.week

    assert watch.weeks(2).weeks(1, plans).weeks(9).figure("missed_norm") == pytest.approx(20.0)


def test_survival_with_withdrawals_is_that_of_kaplan_and_meier() -> None:
    chance = np.random.default_rng(5)
    until = chance.integers(0, 30, size=200)
    helped = chance.random(200) < 0.7
    weeks = np.arange(52)
    at_risk = np.array([(until >= week).sum() for week in weeks], dtype=float)
    ended = np.array([((until == week) & helped).sum() for week in weeks], dtype=float)
    known = ecdf(CensoredData(uncensored=until[helped], right=until[~helped])).sf
    assert survival(at_risk, ended) == pytest.approx(known.evaluate(weeks))


def test_a_mean_wait_is_counted_up_to_the_end_of_the_table_only() -> None:
    assert mean_weeks(np.full(52, 3.0), np.zeros(52)) == 52.0
    assert math.isnan(mean_weeks(np.zeros(52), np.zeros(52)))


def test_entries_are_late_by_age_and_heavy_by_severity() -> None:
    world = small_world()
    world.requests.need_age[:5] = [0, 26, 27, 40, 2]
    world.requests.severity_asked[:5] = [0.2, 0.6, 0.59, 0.9, 0.7]
    figures = Watch(world, AccessObserver()).weeks(1, all_ask).figures()
    assert figures["late_entry", "all"] == pytest.approx(40.0)
    assert figures["heavy_entry", "all"] == pytest.approx(60.0)


def begins(world: World) -> None:
    world.residents.need[:, DEBT] = 0.4
    world.residents.onset_week[:, DEBT] = world.week


def test_reach_counts_spells_of_a_quarter_or_more_that_were_found_in_time() -> None:
    world = small_world()
    world.residents.avoider[3:] = 1
    watch = Watch(world, AccessObserver()).weeks(1, begins).weeks(5)
    world.residents.need[0, DEBT] = 0.0  # over by itself after six weeks: no case to find
    watch.weeks(4, lambda world: asks(world, 1, DEBT)).weeks(14)
    watch.weeks(1, lambda world: asks(world, 3, DEBT)).weeks(10)
    figures = watch.figures()
    assert figures["reach", "all"] == pytest.approx(50.0)  # 1 and 3 of 1 to 4
    assert figures["avoiders_reached", "all"] == pytest.approx(50.0)


def test_reach_is_told_by_fifth_and_the_fifths_add_up_to_all() -> None:
    world = small_world()
    world.residents.quintile[:] = [0, 0, 0, 3, 4]
    watch = Watch(world, AccessObserver()).weeks(1, begins)
    watch.weeks(1, lambda world: asks(world, 0, DEBT)).weeks(26, lambda world: asks(world, 4, DEBT))
    figures = watch.figures()
    assert figures["reach", "quintile 1"] == pytest.approx(100 / 3)
    assert math.isnan(figures["reach", "quintile 2"])
    assert figures["reach", "quintile 4"] == 0.0
    assert figures["reach", "quintile 5"] == 100.0
    assert figures["reach", "all"] == pytest.approx(40.0)


def test_found_after_half_a_year_is_not_reached() -> None:
    watch = Watch(small_world(), AccessObserver()).weeks(1, begins).weeks(27)
    assert watch.weeks(1, lambda world: asks(world, 0, DEBT)).figure("reach") == 0.0


def in_care(weeks: int, pause: int) -> float:
    """Months of care of five: in care, out of it, for some a second time, and then 30 weeks."""
    world = small_world()
    world.residents.need[:, SUPPORT] = 0.4
    watch = Watch(world, AccessObserver())

    def help_all(world: World) -> None:
        all_ask(world)
        for who in range(5):
            gets_an_hour(world, who)

    def stop(world: World) -> None:
        for who in range(5):
            ends(world, who)

    watch.weeks(1, help_all).weeks(weeks - 1).weeks(1, stop)
    watch.weeks(pause - 1).weeks(1, help_all).weeks(weeks - 1).weeks(1, stop).weeks(30)
    return watch.figure("duration")


def test_care_that_is_reopened_within_a_quarter_is_one_spell_of_care() -> None:
    month = 52.1775 / 12
    assert in_care(weeks=20, pause=5) * month == pytest.approx(45.0, rel=1e-3)
    assert in_care(weeks=20, pause=20) * month == pytest.approx(20.0, rel=1e-3)


def test_a_share_in_care_is_a_share_whatever_the_quarters() -> None:
    chance = np.random.default_rng(11)
    watch = Watch(small_world(households=40), AccessObserver())

    def luck(world: World) -> None:
        for who in range(40):
            if world.requests.state[who] == RequestState.FREE and chance.random() < 0.2:
                asks(world, who)
                gets_an_hour(world, who)
            elif world.requests.state[who] != RequestState.FREE and chance.random() < 0.1:
                ends(world, who)

    for _ in range(12):
        months = watch.weeks(13, luck).figure("duration")
        assert math.isnan(months) or 0 <= months <= 60
