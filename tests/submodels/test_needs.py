"""Needs, with sums done by hand for five residents, and over a neighbourhood at rest."""

from collections.abc import Mapping

import numpy as np
import pytest
from worlds import WEEKS_IN_A_YEAR, scope, settings_fit, small_world

from wijksim.entities.domains import DEBT, DOMAINS, INCOME, N_DOMAINS, SUPPORT, YOUTH
from wijksim.entities.world import World
from wijksim.submodels.needs import Needs, NoNeeds

NO_CHANCE = {f"needs.{kind}_{d}": 0.0 for kind in ("onset", "turn", "crisis") for d in DOMAINS}
COURSE = {
    "needs.escalation": 0.01,
    "needs.recovery_own": 0.004,
    "needs.recovery_informal": 0.006,
    "needs.care_support": 0.05,
    "needs.erosion": 0.01,
    "needs.strength_return": 0.0,
    "needs.calm": 0.0,
    "care.informal_hours_full": 4.0,
    "care.hours_vulnerable": 0.4,
    "care.intensity_support": 1.0,
}


def five(parameters: Mapping[str, float] = NO_CHANCE) -> tuple[World, Needs]:
    """Five people of 40 who live alone, without any need."""
    world = small_world(parameters=parameters)
    submodel = Needs()
    submodel.initialise(scope(world, submodel))
    world.residents.need[:] = 0.0
    return world, submodel


def live(world: World, submodel: Needs, weeks: int = 1) -> None:
    seen = scope(world, submodel)
    for _ in range(weeks):
        submodel.step(seen)
        world.week += 1


def crowd(ages: list[float], homes: int = 4000, **parameters: float) -> World:
    """Many households of the same make-up, all free from need, with onset made frequent."""
    settled = NO_CHANCE | {f"needs.onset_{d}": 0.05 for d in DOMAINS}
    settled |= {f"needs.{name}": value for name, value in parameters.items()}
    world = small_world(ages=[ages] * homes, requests=1, parameters=settled)
    submodel = Needs()
    submodel.initialise(scope(world, submodel))
    world.residents.need[:] = 0.0
    world.residents.onset_week[:] = -100_000
    return world


def onsets(world: World, domain: int, weeks: int = 26) -> int:
    live(world, Needs(), weeks)
    return int((world.residents.onset_week[:, domain] >= world.first_week).sum())


def test_every_number_of_the_file_fits_its_declaration() -> None:
    settings_fit(Needs())


def test_a_week_of_need_is_what_the_sum_by_hand_says() -> None:
    world, submodel = five(NO_CHANCE | COURSE)
    r = world.residents
    r.need[:, SUPPORT] = [0.5, 0.5, 0.5, 0.5, 0.0]
    r.self_reliance[:] = r.own_strength[:] = [0.0, 0.5, 0.5, 0.5, 0.5]
    r.informal_received[2] = 2.0  # half of four hours
    r.formal_hours[3, SUPPORT] = 0.4  # all that a vulnerable need asks
    live(world, submodel)
    by_hand = [
        0.5 + 0.01 * 0.5,
        0.5 + 0.01 * 0.5 * 0.5 - 0.5 * 0.004 * 0.5,
        0.5 + 0.01 * 0.5 * 0.5 - 0.5 * (0.004 * 0.5 + 0.006 * 0.5),
        0.5 + 0.01 * 0.5 * 0.5 - 0.5 * (0.004 * 0.5 + 0.05),
        0.0,
    ]
    assert r.need[:, SUPPORT] == pytest.approx(by_hand, abs=1e-6)


def test_an_hour_of_kin_and_friends_helps_with_one_need_and_not_with_all_at_once() -> None:
    world, submodel = five(NO_CHANCE | COURSE)
    r = world.residents
    r.self_reliance[:] = r.own_strength[:] = 0.0
    r.need[:2, SUPPORT] = 0.5
    r.need[1, DEBT] = 0.25
    r.informal_received[:2] = 3.0  # of four hours that help fully
    live(world, submodel)
    grown = 0.5 + 0.01 * 0.5
    asked = {SUPPORT: 0.5 * 1.0, DEBT: 0.25 * 0.15}  # of debt kin can do little
    part = {d: hours / sum(asked.values()) for d, hours in asked.items()}
    by_hand = [grown - 0.5 * 0.006 * 3 / 4, grown - 0.5 * 0.006 * 3 / 4 * part[SUPPORT]]
    assert r.need[:2, SUPPORT] == pytest.approx(by_hand, abs=1e-6)
    debt = 0.25 + 0.01 * 0.75 - 0.25 * 0.006 * 3 / 4 * part[DEBT]
    assert r.need[1, DEBT] == pytest.approx(debt, abs=1e-6)


def test_an_unmet_need_grows_and_a_met_need_fades() -> None:
    world, submodel = five(NO_CHANCE | COURSE)
    r = world.residents
    r.self_reliance[:] = r.own_strength[:] = 0.3
    r.need[:2, SUPPORT] = 0.4
    r.formal_hours[1, SUPPORT] = 0.4
    live(world, submodel, 20)
    assert r.need[1, SUPPORT] < 0.4 < r.need[0, SUPPORT]


def test_more_help_than_needed_wears_own_strength_down_and_enough_help_does_not() -> None:
    world, submodel = five(NO_CHANCE | COURSE)
    r = world.residents
    r.self_reliance[:] = r.own_strength[:] = 0.6
    r.need[:2, SUPPORT] = 0.5
    r.formal_hours[0, SUPPORT] = 1.2  # three times what is asked: excess 2
    r.formal_hours[1, SUPPORT] = 0.4
    live(world, submodel)
    assert r.self_reliance[0] == pytest.approx(0.6 - 0.01 * 0.6 * 2.0 / 3.0, abs=1e-6)
    assert r.self_reliance[1] == pytest.approx(0.6, abs=1e-6)


def test_own_strength_comes_back_to_its_own_level_and_no_further() -> None:
    world, submodel = five(NO_CHANCE)
    r = world.residents
    r.own_strength[:], r.self_reliance[:] = 0.7, [0.7, 0.2, 0.2, 0.2, 0.2]
    live(world, submodel, 600)
    assert r.self_reliance == pytest.approx(np.full(5, 0.7), abs=0.01)


def test_a_resident_without_ties_gets_into_need_more_often() -> None:
    alone, befriended = crowd([40.0]), crowd([40.0])
    befriended.residents.support_network[:] = 4.0
    assert onsets(alone, SUPPORT) > 1.15 * onsets(befriended, SUPPORT)


def test_debt_at_home_weighs_on_the_young() -> None:
    free, indebted = crowd([35.0, 12.0]), crowd([35.0, 12.0])
    indebted.residents.need[indebted.households.head, DEBT] = 0.8
    assert onsets(indebted, YOUTH) > 1.3 * onsets(free, YOUTH)


def test_an_overloaded_carer_gets_into_need_more_often() -> None:
    rested, overloaded = crowd([50.0]), crowd([50.0])
    overloaded.residents.overloaded_weeks[:] = 52
    assert onsets(overloaded, SUPPORT) > 1.3 * onsets(rested, SUPPORT)


def test_low_positions_get_into_need_more_often_than_high_ones() -> None:
    low, high = crowd([40.0]), crowd([40.0])
    low.residents.position[:], high.residents.position[:] = 0.1, 0.9
    assert onsets(low, INCOME) > 2 * onsets(high, INCOME)


def test_a_need_that_has_just_ended_comes_back_sooner_than_a_first_one_comes() -> None:
    first, again = crowd([40.0]), crowd([40.0])
    again.residents.need_ended_week[:, SUPPORT] = again.week - 1
    assert onsets(again, SUPPORT) > 1.5 * onsets(first, SUPPORT)


def test_an_economic_shock_brings_debt_and_loss_of_income_and_nothing_else() -> None:
    calm, shaken = crowd([40.0]), crowd([40.0])
    shaken.municipality.shock_onset[0] = 2.0
    assert onsets(shaken, INCOME) > 1.5 * onsets(calm, INCOME)
    quiet = crowd([40.0], onset_income=0.0, onset_debt=0.0)
    loud = crowd([40.0], onset_income=0.0, onset_debt=0.0)
    loud.municipality.shock_onset[0] = 2.0
    assert onsets(quiet, SUPPORT) == onsets(loud, SUPPORT) > 0


def test_each_need_belongs_to_its_age_and_debt_to_the_head_of_the_household() -> None:
    world = crowd([70.0, 40.0, 10.0], homes=3000)
    live(world, Needs(), 100)
    ever = (world.residents.onset_week >= world.first_week).reshape(3000, 3, N_DOMAINS).any(axis=0)
    assert ever[:, YOUTH].tolist() == [False, False, True]
    assert ever[:, SUPPORT].tolist() == [True, True, False]
    assert ever[:, INCOME].tolist() == [False, True, False]
    assert ever[:, DEBT].tolist() == [True, False, False]


def test_a_child_that_comes_of_age_leaves_its_youth_need_behind() -> None:
    world = small_world(ages=[[40.0, 17.0]], parameters=NO_CHANCE | {"needs.calm": 0.0})
    submodel = Needs()
    submodel.initialise(scope(world, submodel))
    world.residents.need[:] = 0.0
    world.residents.need[1, YOUTH] = 0.5
    live(world, submodel)
    assert world.residents.need[1, YOUTH] > 0.0
    live(world, submodel, int(WEEKS_IN_A_YEAR) + 1)
    assert world.residents.need[1, YOUTH] == 0.0


def test_a_heavy_need_breaks_into_crisis_and_specialist_care_costs_and_lowers_it() -> None:
    sure = NO_CHANCE | {"needs.crisis_support": 20.0, "needs.crisis_weeks_support": 26.0}
    world, submodel = five(sure | {"needs.calm": 0.0})
    r = world.residents
    r.need[:2, SUPPORT] = [0.95, 0.4]
    live(world, submodel, 30)
    began = int(r.crisis_week[0, SUPPORT])
    assert began >= world.first_week and r.crisis_week[1, SUPPORT] < world.first_week
    assert world.municipality.cost[0, 6] > 0.0
    severity = float(r.need[0, SUPPORT])
    assert severity < 0.7


def test_many_weeks_of_the_harshest_and_the_mildest_numbers_stay_within_bounds() -> None:
    for ends in (0, 1):
        values = {one.key: one.bounds[ends] for one in Needs.parameters if one.group == "needs"}
        values["needs.adult_age"] = 18.0
        world = small_world(ages=[[40.0, 38.0, 9.0], [80.0], [20.0]], parameters=values)
        world.residents.formal_hours[:] = 60.0 * ends
        submodel = Needs()
        submodel.initialise(scope(world, submodel))
        live(world, submodel, 300)
        r = world.residents
        for column in (r.need, r.self_reliance, r.wellbeing):
            assert np.isfinite(column).all()
            assert (column >= 0).all() and (column <= 1).all()


def test_newcomers_bring_needs_and_emptied_rows_keep_none() -> None:
    world = crowd([40.0], homes=2000)
    submodel = Needs()
    seen = scope(world, submodel)
    r = world.residents
    r.need[:] = 0.9
    r.present[1000:] = 0
    submodel.arrive(seen, np.arange(2000, dtype=np.int32))
    assert (r.need[1000:] == 0).all() and (r.self_reliance[1000:] == 0).all()
    assert 0 < (r.need[:1000, DEBT] > 0).mean() < 0.5


def test_without_needs_nothing_ever_happens() -> None:
    world = small_world()
    submodel = NoNeeds()
    seen = scope(world, submodel)
    before = {c.name: world.residents.array(c.name).copy() for c in world.residents.schema.columns}
    submodel.initialise(seen)
    submodel.step(seen)
    assert all((world.residents.array(n) == b).all() for n, b in before.items())


def test_the_same_people_meet_the_same_fate_whoever_else_lives_there() -> None:
    few, many = crowd([40.0], homes=50), crowd([40.0], homes=500)
    live(few, Needs(), 100)
    live(many, Needs(), 100)
    assert (few.residents.need == many.residents.need[:50]).all()


def test_events_tell_who_got_into_need() -> None:
    world = crowd([40.0], homes=500)
    world.events.keeping = True
    submodel = Needs()
    seen = scope(world, submodel)
    for _ in range(20):
        submodel.step(seen)
        submodel.log_events(seen)
        world.week += 1
    told = world.events.frame()
    began = told[told["kind"] == "need began"]
    stamped = int((world.residents.onset_week >= world.first_week).sum())
    assert 0 < len(began) == stamped
