"""Self-organisation: neighbours around one place, with sums done by hand."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from worlds import live, scope, settings_fit, small_world

from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import PAYERS, Discipline, PlaceKind, PlaceOwner, Vacancy
from wijksim.entities.world import World
from wijksim.submodels.base import Submodel
from wijksim.submodels.self_organisation import NoSelfOrganisation, SelfOrganisation
from wijksim.submodels.self_organisation_drive import chance_to_begin
from wijksim.submodels.self_organisation_groups import (
    BURNT_OUT,
    DONE,
    LIVES,
    SMOTHERED,
    TOO_FEW,
    USED_UP,
    ending,
    load_of,
)

GARDEN = 0
PLACES_PAYER = PAYERS.index("municipality_places")
NO_SUPPORT: Mapping[str, LeverValue] = {
    "initiatives.money": 0.0,
    "initiatives.hours": 0.0,
    "initiatives.rules": 0.0,
    "initiatives.replacement": 0.0,
    "places.upkeep": 0.0,
}
NO_CHANCE = {
    name: 0.0
    for name in ("starts_most", "exit", "exit_overload", "exit_capture", "exit_dependence")
}


def garden(
    *,
    people: int = 300,
    levers: Mapping[str, LeverValue] | None = None,
    values: Mapping[str, float] | None = None,
) -> World:
    """Neighbours who all come to one garden that is open 30 hours a week.

    One community worker gives the hours that the lever asks.
    """
    world = small_world(
        households=people,
        levers={**NO_SUPPORT, **(levers or {})},
        parameters={f"self_organisation.{name}": value for name, value in (values or {}).items()},
        logging=True,
    )
    places, r = world.places, world.residents
    places.kind[GARDEN], places.owner[GARDEN] = PlaceKind.GARDEN, PlaceOwner.RESIDENTS
    places.open[GARDEN], places.open_hours[GARDEN] = 1, 30.0
    places.capacity[GARDEN], places.informality[GARDEN] = 200, 0.8
    places.upkeep[GARDEN] = 1.0
    r.habit[:, 2], r.support_network[:] = GARDEN, 1.5
    worker = world.professionals
    worker.present[0], worker.finder[0] = 1, 1
    worker.discipline[0] = Discipline.COMMUNITY_WORKER
    worker.hours_direct[0] = float((levers or {}).get("initiatives.hours", 0.0))
    return world


def group(world: World, *, members: float = 20.0, energy: float = 0.7, led_by: int = 0) -> World:
    """One initiative in the garden."""
    table = world.initiatives
    table.present[0], table.place[0], table.coordinator[0] = 1, GARDEN, led_by
    table.id[0], table.members[0], table.energy[0] = 7, members, energy
    return world


def run(world: World, weeks: int = 52, submodel: Submodel | None = None) -> World:
    return live(world, SelfOrganisation() if submodel is None else submodel, weeks=weeks)


def after_years(
    years: int = 6,
    *,
    hours: float = 0.0,
    money: float = 0.0,
    forms: float = 0.0,
    replacement: float = 0.0,
) -> World:
    """A group of twenty under support; neither beginnings nor chance endings."""
    levers: dict[str, LeverValue] = {
        "initiatives.hours": hours,
        "initiatives.money": money,
        "initiatives.rules": forms,
        "initiatives.replacement": replacement,
    }
    return run(group(garden(levers=levers, values=NO_CHANCE)), weeks=52 * years)


def own_hours(world: World) -> float:
    """Hours a week that members do by themselves."""
    return float((world.initiatives.members * world.initiatives.energy).sum())


@pytest.mark.parametrize("given", [0.0, 4.0])
def test_groups_get_no_more_hours_than_community_workers_give(given: float) -> None:
    """Who asks for sixteen hours where nobody has them is helped as much as by what there is."""
    asked, there = (
        garden(levers={"initiatives.hours": h}, values=NO_CHANCE) for h in (16.0, given)
    )
    asked.professionals.hours_direct[0] = given
    worlds = [run(group(world), weeks=104).initiatives for world in (asked, there)]
    assert worlds[0].energy[0] == worlds[1].energy[0]
    assert worlds[0].dependence[0] == worlds[1].dependence[0]
    full = garden(levers={"initiatives.hours": 16.0}, values=NO_CHANCE)
    assert run(group(full), weeks=104).initiatives.dependence[0] > worlds[0].dependence[0]


def test_no_two_initiatives_of_a_run_have_the_same_id() -> None:
    """Also when the run starts in a week in which beginnings are drawn."""
    for first in range(783, 787):
        world = garden(values={"starts_most": 1000.0, "drive_enough": 0.01, "exit": 0.0})
        world.week = world.first_week = first
        run(world, weeks=5)
        began = world.events.frame()
        began = began[began.kind == "initiative began"]
        assert len(began) == 2 and began.id.is_unique, first


def test_no_activities_go_on_in_a_house_that_is_closed() -> None:
    """A group that moves or waits for keys has the roof of a closed house for a while."""
    world = group(garden(values=NO_CHANCE))
    world.initiatives.place[0], world.places.open_hours[1] = 1, 30.0
    world.places.kept[1], world.places.keeper[1], world.places.vacant[1] = 1, 7, Vacancy.VACANT
    run(world, weeks=1)
    assert world.initiatives.present[0] == 1 and world.initiatives.place[0] == 1
    assert world.initiatives.activity_hours[0] == world.places.activity_hours[1] == 0.0
    assert run(group(garden(values=NO_CHANCE)), weeks=1).initiatives.activity_hours[0] > 0.0


def test_all_parameters_have_a_value_and_a_source() -> None:
    settings_fit(SelfOrganisation())


def test_one_week_of_a_group_as_the_sum_by_hand() -> None:
    world = group(garden(people=5, values=NO_CHANCE), members=4.0, energy=0.5)
    run(world, weeks=1)
    table = world.initiatives
    load = (4.0 + 0.3 * 4.0) / (4.0 + 6.0 * 0.5)
    felt = 10 * load / (10 + load) / 13
    energy = 0.5 * math.exp(-0.012)
    energy += (1 - energy) * (1 - math.exp(-0.05))
    willing = 5 * 0.5 * 0.5 * energy
    members = 4.0 + 0.04 * (willing * 60 / (willing + 60) - 4.0)
    assert table.coordinator_load[0] == pytest.approx(felt, rel=1e-5)
    assert table.energy[0] == pytest.approx(energy, rel=1e-5)
    assert table.members[0] == pytest.approx(members, rel=1e-5)
    doing = members * energy * 2.0 / 5.0 * 0.6
    assert world.places.activity_hours[GARDEN] == pytest.approx(doing * 30 / (30 + doing), rel=1e-5)


def test_initiatives_follow_organising_capacity() -> None:
    able, tired = garden(), garden()
    tired.residents.energy[:] = 0.02
    assert run(able, weeks=520).events.frame().kind.eq("initiative began").sum() >= 3
    assert not run(tired, weeks=520).events.frame().kind.eq("initiative began").any()


def test_without_ties_or_a_place_that_is_open_nothing_begins() -> None:
    lonely, shut = garden(), garden()
    lonely.residents.support_network[:] = 0.0
    shut.places.open[GARDEN] = 0
    for world in (lonely, shut):
        assert run(world, weeks=260).initiatives.present.sum() == 0


def test_no_initiative_begins_at_a_formal_place() -> None:
    world = garden()
    world.places.informality[GARDEN] = 0.1
    assert run(world, weeks=260).initiatives.present.sum() == 0


def test_people_already_engaged_leave_less_drive_for_another_initiative() -> None:
    free = chance_to_begin(20.0, 0.0, 10.0, 0.02)
    assert free == pytest.approx(0.02 * 400 / 500)
    assert 0.0 < chance_to_begin(20.0, 40.0, 10.0, 0.02) < free


def test_little_support_helps_and_much_of_it_smothers() -> None:
    none, fitting, much = (own_hours(after_years(hours=hours)) for hours in (0.0, 4.0, 150.0))
    assert fitting > 1.05 * none
    assert much < 0.6 * fitting


def test_without_support_a_group_stays_smaller_and_its_coordinator_carries_more() -> None:
    alone, helped = after_years(), after_years(hours=4.0)
    assert alone.initiatives.members[0] < helped.initiatives.members[0]
    assert alone.initiatives.coordinator_load[0] > helped.initiatives.coordinator_load[0]


def test_conditions_weigh_on_the_coordinator_of_a_group_that_lives_on_support() -> None:
    free, bound = (after_years(hours=6.0, forms=forms) for forms in (0.0, 10.0))
    assert bound.initiatives.coordinator_load[0] > free.initiatives.coordinator_load[0] + 0.1
    assert own_hours(bound) < own_hours(free)


def test_without_support_conditions_do_not_matter() -> None:
    free, bound = (after_years(forms=forms) for forms in (0.0, 10.0))
    assert own_hours(free) == own_hours(bound)


def test_leaving_formal_work_to_a_group_takes_it_over_and_tires_it_out() -> None:
    own, used = after_years(years=2), after_years(years=2, replacement=0.5)
    assert used.initiatives.captured[0] > 0.4 > own.initiatives.captured[0] == 0.0
    assert used.initiatives.energy[0] < own.initiatives.energy[0]
    assert used.initiatives.replacing_hours[0] > own.initiatives.replacing_hours[0] == 0.0
    assert used.places.activity_hours[GARDEN] < own.places.activity_hours[GARDEN]


def test_an_hour_of_a_community_worker_relieves_the_coordinator_and_is_no_hand_as_well() -> None:
    alone, helped = (
        run(group(garden(levers={"initiatives.hours": hours}, values=NO_CHANCE)), weeks=1)
        for hours in (0.0, 8.0)
    )
    assert helped.initiatives.coordinator_load[0] < alone.initiatives.coordinator_load[0]
    part = helped.places.activity_hours[GARDEN] / alone.places.activity_hours[GARDEN]
    assert part == pytest.approx(own_hours(helped) / own_hours(alone), rel=0.01)


def test_money_buys_materials_for_activities() -> None:
    poor, paid = after_years(years=1), after_years(years=1, money=2000.0)
    assert paid.places.activity_hours[GARDEN] > poor.places.activity_hours[GARDEN]


def test_load_as_the_sum_by_hand() -> None:
    assert load_of(8.0, 0.0, 8.0, 10.0) == pytest.approx(10 / 11)
    assert load_of(8.0, 8.0, 8.0, 10.0) == pytest.approx(10 * 0.5 / 10.5)
    assert load_of(0.0, 0.0, 8.0, 10.0) == 0.0


@pytest.mark.parametrize(
    ("chance", "load", "captured", "dependence", "members", "cause"),
    [
        (0.99, 1.0, 0.0, 0.0, 20.0, LIVES),
        (0.0001, 1.0, 0.0, 0.0, 20.0, DONE),
        (0.05, 5.0, 0.0, 0.0, 20.0, BURNT_OUT),
        (0.05, 1.0, 1.0, 0.0, 20.0, USED_UP),
        (0.05, 1.0, 0.0, 1.0, 20.0, SMOTHERED),
        (0.99, 1.0, 0.0, 0.0, 2.0, TOO_FEW),
        (0.99, 1.0, 0.0, 0.9, 2.0, SMOTHERED),
    ],
)
def test_why_a_group_ends(
    chance: float, load: float, captured: float, dependence: float, members: float, cause: int
) -> None:
    rates = (0.001, 0.1, 0.1, 0.1)
    assert ending(chance, load, captured, dependence, members, 3.0, *rates) == cause


def test_when_its_place_closes_an_initiative_ends_and_the_log_says_so() -> None:
    world = group(garden(values=NO_CHANCE))
    world.places.open[GARDEN] = 0
    run(world, weeks=1)
    assert world.initiatives.present[0] == 0 and world.initiatives.ended_week[0] == 783
    ended = world.events.frame().query("kind == 'initiative ended'").iloc[0]
    assert ended.cause == "its place closed" and ended.id == 7
    assert world.places.activity_hours[GARDEN] == 0.0


def test_when_its_place_closes_a_group_may_move_to_the_nearest_place_that_suits() -> None:
    world, moved = garden(people=5, values=NO_CHANCE), 0
    places = world.places
    places.open[:], places.informality[:], places.cell[:] = (0, 1, 1, 1), 0.8, (0, 8, 1, 4)
    places.informality[3] = 0.1
    for _ in range(40):
        run(group(world, members=30.0), weeks=1)
        if world.initiatives.present[0]:
            moved += 1
            assert world.initiatives.place[0] == 2
    assert 8 < moved < 32


def test_a_large_group_survives_the_loss_of_its_coordinator_more_often_than_a_small_one() -> None:
    survived = {}
    for members in (4.0, 60.0):
        world, survived[members] = garden(people=20, values=NO_CHANCE), 0
        one = SelfOrganisation()
        view = scope(world, one)
        for _ in range(60):
            group(world, members=members)
            one.initialise(view)
            one.arrive(view, np.array([0], np.int32))
            one.step(view)
            survived[members] += int(world.initiatives.present[0])
            world.week += 1
    assert survived[4.0] < 30 < survived[60.0] < 60


def test_every_ending_in_the_log_has_a_cause() -> None:
    frame = run(garden(), weeks=1040).events.frame()
    ended = frame[frame.kind == "initiative ended"]
    assert len(ended) > 0 and (ended.cause != "").all()


def test_upkeep_keeps_a_place_usable_and_without_it_it_wears() -> None:
    kept = run(garden(levers={"places.upkeep": 20_000.0}), weeks=520)
    left = run(garden(), weeks=520)
    assert kept.places.upkeep[GARDEN] > 0.9
    assert left.places.upkeep[GARDEN] == pytest.approx(math.exp(-0.15 * 520 / 52.1775), rel=1e-3)


def test_money_for_places_is_spread_over_those_that_are_open() -> None:
    one, two = (garden(levers={"places.upkeep": 2_000.0}) for _ in range(2))
    two.places.open[1], two.places.owner[1] = 1, PlaceOwner.MUNICIPALITY
    assert run(two).places.upkeep[GARDEN] < run(one).places.upkeep[GARDEN]


def test_the_municipality_pays_for_places_and_initiatives_as_the_sum_by_hand() -> None:
    levers: dict[str, LeverValue] = {"places.upkeep": 10_000.0, "initiatives.money": 5_000.0}
    world = group(garden(levers=levers, values=NO_CHANCE))
    world.places.cost[GARDEN] = 20_000.0
    run(world, weeks=1)
    by_hand = (10_000 + 5_000 + 0.5 * 20_000) / 52.1775
    assert world.municipality.cost[0, PLACES_PAYER] == pytest.approx(by_hand, rel=1e-6)


def test_without_the_submodel_nothing_begins_and_places_stay_as_they_are() -> None:
    world = run(garden(levers={"initiatives.money": 1e5}), submodel=NoSelfOrganisation())
    assert world.initiatives.present.sum() == 0 and world.places.upkeep[GARDEN] == 1.0
    assert world.municipality.cost.sum() == 0.0
    assert set(NoSelfOrganisation.writes) == set(SelfOrganisation.writes)


def test_the_same_seed_gives_the_same_initiatives() -> None:
    one, other = (run(garden(), weeks=260) for _ in range(2))
    assert one.initiatives.id.tobytes() == other.initiatives.id.tobytes()
    assert one.initiatives.members.tobytes() == other.initiatives.members.tobytes()


def test_twenty_years_of_extremes_stay_within_bounds() -> None:
    levers: dict[str, LeverValue] = {
        "initiatives.money": 500_000.0,
        "initiatives.hours": 200.0,
        "initiatives.rules": 20.0,
        "initiatives.replacement": 1.0,
        "places.upkeep": 1_000_000.0,
    }
    world = run(garden(levers=levers, values={"starts_most": 50.0}), weeks=1040)
    table, places = world.initiatives, world.places
    for column in (table.energy, table.dependence, table.captured, places.upkeep):
        assert np.isfinite(column).all() and column.min() >= 0.0 and column.max() <= 1.0
    assert table.coordinator_load.max() < 10.0
    assert 0.0 <= places.activity_hours.min() <= places.activity_hours.max() < 30.0
    empty = garden()
    empty.residents.present[:] = 0
    assert run(empty).initiatives.present.sum() == 0
