"""Informal care: the own network first, within what givers can give."""

import numpy as np
import pytest
from worlds import scope, settings_fit, small_world

from wijksim.entities.domains import PAYERS, SUPPORT
from wijksim.entities.world import World
from wijksim.submodels.informal_care import InformalCare, NoInformalCare

COUPLE_AND_THREE_ALONE = [[40.0, 40.0], [40.0], [40.0], [40.0]]
SIMPLE = {
    "care.informal_hours_full": 4.0,
    "informal_care.share_support": 1.0,
    "informal_care.tie_closeness": 0.5,
    "informal_care.reserve": 0.5,
    "informal_care.carer_hours": 3.0,
    "informal_care.energy_floor": 0.0,
    "informal_care.stretch": 4.0,
    "informal_care.hour_value": 15.0,
}


def tie(world: World, one: int, other: int, strength: float) -> None:
    people = world.residents
    for me, you in ((one, other), (other, one)):
        slot = int(np.flatnonzero(people.tie[me] < 0)[0])
        people.tie[me, slot], people.tie_strength[me, slot] = you, strength


def care(world: World, weeks: int = 1) -> None:
    submodel = InformalCare()
    seen = scope(world, submodel)
    for _ in range(weeks):
        world.week += 1
        world.municipality.cost[:] = 0
        submodel.step(seen)


def test_five_residents_share_the_care_of_one_as_the_sum_says() -> None:
    # Row 0 needs 0.5 × 4 = 2 h. Closeness: partner 1, friend at row 2 0.5 × 0.8 = 0.4; with the
    # reserve of 0.5 that is 1.9. Asked: partner 2 / 1.9 = 1.0526, friend 0.4211. Each can bear
    # 3 × 0.5 = 1.5 h and stretch to 6: given 6q / (6 + q) = 0.8955 and 0.3934.
    world = small_world(ages=COUPLE_AND_THREE_ALONE, parameters=SIMPLE)
    world.residents.need[0, SUPPORT] = 0.5
    tie(world, 0, 2, 0.8)
    care(world)
    people = world.residents
    assert people.informal_given == pytest.approx([0, 0.8955, 0.3934, 0, 0], abs=1e-4)
    assert people.informal_received == pytest.approx([1.2889, 0, 0, 0, 0], abs=1e-4)
    smoothing = world.parameters["informal_care.load_smoothing"]
    assert people.carer_load[1] == pytest.approx(smoothing * 0.8955 / 1.5, abs=1e-4)
    cost = world.municipality.cost[0, PAYERS.index("informal_carers")]
    assert cost == pytest.approx(1.2889 * 15, abs=1e-2)


def crowd(*, seed: int = 3, **parameters: float) -> World:
    """Three hundred couples with ties at random, one in five in need."""
    world = small_world(
        ages=[[40.0, 40.0]] * 300,
        parameters={f"informal_care.{name}": value for name, value in parameters.items()},
    )
    chance = np.random.default_rng(seed)
    for one, other in chance.integers(0, 600, size=(900, 2)):
        full = (world.residents.tie[[one, other]] >= 0).all(axis=1).any()
        if one // 2 != other // 2 and other not in world.residents.tie[one] and not full:
            tie(world, int(one), int(other), float(chance.uniform(0.1, 0.7)))
    ill = chance.random(600) < 0.2
    world.residents.need[ill, SUPPORT] = chance.uniform(0.1, 0.9, size=int(ill.sum()))
    world.residents.energy[:] = chance.random(600)
    return world


def test_every_hour_received_is_an_hour_that_somebody_gives() -> None:
    world = crowd()
    care(world, 5)
    people = world.residents
    assert people.informal_given.sum() > 50
    assert people.informal_received.sum() == pytest.approx(people.informal_given.sum(), rel=1e-5)
    bearable = world.parameters["informal_care.carer_hours"]
    assert people.informal_given.max() < bearable * world.parameters["informal_care.stretch"]


def test_a_resident_without_ties_who_lives_alone_gets_nothing() -> None:
    world = small_world(households=5)
    world.residents.need[:2, SUPPORT] = 0.8
    tie(world, 1, 4, 0.6)
    care(world, 10)
    assert world.residents.informal_received[0] == 0
    assert world.residents.informal_received[1] > 0
    assert world.residents.network_help[0] == 0 < world.residents.network_help[1] < 1


def test_the_household_gives_more_than_friends_do() -> None:
    world = small_world(ages=COUPLE_AND_THREE_ALONE)
    world.residents.need[0, SUPPORT] = 0.5
    tie(world, 0, 2, 0.9)
    care(world)
    assert world.residents.informal_given[1] > world.residents.informal_given[2] > 0


def test_heavier_need_asks_more_and_formal_care_takes_work_over() -> None:
    given = []
    for severity, formal in ((0.3, 0.0), (0.7, 0.0), (0.7, 2.3)):
        world = small_world(ages=COUPLE_AND_THREE_ALONE)
        world.residents.need[0, SUPPORT] = severity
        world.residents.formal_hours[0, SUPPORT] = formal
        care(world)
        given.append(float(world.residents.informal_given[1]))
    light, heavy, relieved = given
    assert light < heavy
    assert 0 < relieved < heavy


def test_children_do_not_give_care_and_the_ill_and_the_very_old_give_less() -> None:
    given = []
    for age, own_need in ((40.0, 0.0), (40.0, 0.6), (85.0, 0.0), (10.0, 0.0)):
        world = small_world(ages=[[50.0, age]])
        world.residents.need[0, SUPPORT] = 0.7
        world.residents.need[1, SUPPORT] = own_need
        care(world)
        given.append(float(world.residents.informal_given[1]))
    fit, ill, old, child = given
    assert 0 < ill < fit
    assert 0 < old < fit
    assert child == 0


def test_who_cares_for_several_is_overloaded_after_a_while_and_recovers_when_it_ends() -> None:
    world = small_world(households=7)
    world.events.keeping = True
    for other in range(1, 7):
        world.residents.need[other, SUPPORT] = 0.9
        tie(world, 0, other, 0.9)
    care(world, 2)
    assert world.residents.overloaded_weeks[0] == 0, "a busy fortnight is no overload"
    care(world, 50)
    assert world.residents.carer_load[0] > 1
    assert world.residents.overloaded_weeks[0] > 20
    world.residents.need[:] = 0
    care(world, 60)
    assert world.residents.overloaded_weeks[0] == 0
    assert world.residents.carer_load[0] < 0.1


def test_an_overload_is_told_once() -> None:
    world = small_world(households=7, logging=True)
    for other in range(1, 7):
        world.residents.need[other, SUPPORT] = 0.9
        tie(world, 0, other, 0.9)
    submodel = InformalCare()
    for _ in range(40):
        care(world)
        submodel.log_events(scope(world, submodel))
    events = world.events.frame()
    assert events["kind"].tolist() == ["overloaded"]
    assert events["id"].tolist() == [0]


def test_carers_who_care_intensively_are_overloaded_more_often() -> None:
    world = crowd()
    care(world, 60)
    given = world.residents.informal_given
    carers = given > 0.25
    intensive = given > np.quantile(given[carers], 0.75)
    overloaded = world.residents.overloaded_weeks > 0
    assert overloaded[intensive].mean() > 1.5 * overloaded[carers].mean() > 0


def test_who_moved_gives_and_gets_nothing_any_more() -> None:
    world = crowd()
    care(world, 5)
    submodel = InformalCare()
    submodel.arrive(scope(world, submodel), np.arange(20, dtype=np.int32))
    people = world.residents
    for column in (people.informal_given, people.informal_received, people.carer_load):
        assert not column[:20].any() and column[20:].any()


def test_nothing_breaks_when_all_are_in_need_or_nobody_is_there() -> None:
    world = crowd()
    world.residents.need[:] = 1.0
    care(world, 3)
    assert not world.residents.informal_given.any(), "nobody has strength left to give"
    assert np.isfinite(world.residents.carer_load).all()
    empty = small_world(households=0)
    care(empty)
    assert empty.municipality.cost.sum() == 0


def test_informal_care_reads_no_lever_and_draws_nothing() -> None:
    assert InformalCare.levers == InformalCare.draws == ()
    settings_fit(InformalCare())


def test_without_informal_care_columns_stay_at_rest() -> None:
    world = crowd()
    submodel = NoInformalCare()
    seen = scope(world, submodel)
    submodel.initialise(seen)
    submodel.step(seen)
    assert not world.residents.informal_given.any()
    assert not world.residents.informal_received.any()
    assert NoInformalCare.writes == InformalCare.writes
