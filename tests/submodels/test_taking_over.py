"""A house that was given up: residents take it over, keep it open, and give it back."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from worlds import scope, small_world

from wijksim.core.randomness import uniform
from wijksim.entities.agenda import Entry, PlaceChange
from wijksim.entities.domains import PAYERS, PlaceKind, PlaceOwner, Vacancy
from wijksim.entities.world import World
from wijksim.submodels.base import Submodel
from wijksim.submodels.self_organisation import NoSelfOrganisation, SelfOrganisation
from wijksim.submodels.self_organisation_keys import TAKES_KEYS, chance_of_keys
from wijksim.submodels.timeline import GIVEN_BACK, TAKEN_OVER, Timeline

WEEK = 783
GARDEN, CENTRE = 0, 1
FOUND_IDS = (7, 8)
GIVEN_UP = PlaceChange("place 1", "close", vacant=True)
STILL: Mapping[str, float] = {
    name: 0.0
    for name in (
        "starts_most", "exit", "exit_overload", "exit_capture", "exit_dependence", "joining",
        "renewal", "fatigue", "overload", "wear",
    )
}  # fmt: skip
"""Groups neither begin, grow, tire nor end: only the keys change hands."""


def town(
    *changes: tuple[int, PlaceChange],
    members: float = 20.0,
    values: Mapping[str, float] | None = None,
    seed: int = 1,
) -> World:
    """Two groups share a garden; a centre of the municipality closes when the agenda says so."""
    told = {**STILL, **(values or {})}
    agenda = [Entry(WEEK + after, WEEK, "", {}, (change,)) for after, change in changes]
    world = small_world(
        households=30,
        agenda=agenda,
        seed=seed,
        week=WEEK,
        logging=True,
        levers={name: 0.0 for name in ("initiatives.money", "initiatives.hours", "places.upkeep")},
        parameters={f"self_organisation.{name}": value for name, value in told.items()},
    )
    places, group = world.places, world.initiatives
    for place, kind, owner in (
        (GARDEN, PlaceKind.GARDEN, PlaceOwner.RESIDENTS),
        (CENTRE, PlaceKind.COMMUNITY_CENTRE, PlaceOwner.MUNICIPALITY),
    ):
        places.kind[place], places.owner[place], places.open[place] = kind, owner, 1
        places.open_hours[place], places.capacity[place] = 30.0, 200
        places.informality[place] = 0.8
    places.cost[CENTRE] = 60_000.0
    world.residents.habit[:, 2], world.residents.support_network[:] = GARDEN, 1.5
    for row, name in enumerate(FOUND_IDS):
        group.present[row], group.place[row], group.coordinator[row] = 1, GARDEN, row
        group.id[row], group.members[row], group.energy[row] = name, members, 0.7
    return world


def go(world: World, weeks: int, submodel: Submodel | None = None) -> World:
    """Dated entries and groups, week by week."""
    stages = (Timeline(), SelfOrganisation() if submodel is None else submodel)
    seen = [(one, scope(world, one)) for one in stages]
    for one, view in seen:
        one.initialise(view)
    for _ in range(weeks):
        for one, view in seen:
            one.step(view)
        world.week += 1
    return world


def told(world: World, kind: str) -> pd.DataFrame:
    frame = world.events.frame()
    return frame[frame.kind == kind]


def weeks_until_open(world: World, weeks: int = 260) -> int:
    """Weeks until the centre is in residents' hands; `weeks` when it never is."""
    opened = told(go(world, weeks), "place opened")
    return int(opened.week.min() - WEEK) if len(opened) else weeks


def taken(**more: float) -> World:
    """A centre that closed at once and that residents took over, with a group still in the garden.

    Takings come as fast as can be.
    """
    world = go(town((0, GIVEN_UP), values={"takeovers": 50.0, **more}), 1)
    while not world.places.open[CENTRE] and world.week < WEEK + 52:
        go(world, 1)
    go(world, 1)
    assert world.places.open[CENTRE] == 1
    return world


def test_the_keys_are_asked_for_as_the_sum_by_hand_says_week_by_week() -> None:
    """Two groups of 20 members with 0.7 of 2 hours: 28 hours each, 18 of them to spare."""
    chance = 1.0 - np.exp(-(1.0 / 52.1775) * 36.0 / (36.0 + 10.0))
    asked, world = 0, town((0, GIVEN_UP))
    for week in range(WEEK, WEEK + 300):
        go(world, 1)
        luck = uniform(world.key, TAKES_KEYS, week, CENTRE, 0)
        assert bool(world.places.kept[CENTRE]) == (luck < chance), week
        if luck < chance:
            asked += 1
            assert world.places.keeper[CENTRE] == FOUND_IDS[int(luck / chance * 36.0 >= 18.0)]
        world.places.kept[CENTRE] = 0
    assert 0 < asked < 20


def test_the_house_opens_the_week_after_in_residents_hands_and_the_log_names_them() -> None:
    world = taken()
    opened, moved = told(world, "place opened"), told(world, "initiative moved")
    assert len(opened) == len(moved) == 1
    one, went = opened.iloc[0], moved.iloc[0]
    assert (one.id, one.cause, one.by) == (CENTRE, TAKEN_OVER, "initiatives")
    assert one.by_id in FOUND_IDS and went.id == one.by_id and went.week == one.week
    who = FOUND_IDS.index(int(one.by_id))
    assert (went.by, went.by_id) == ("residents", world.residents.id[who])
    assert world.initiatives.place[who] == CENTRE
    assert world.initiatives.place[1 - who] == GARDEN
    assert world.places.owner[CENTRE] == PlaceOwner.RESIDENTS


def test_a_group_whose_house_is_given_up_may_stay_in_it_and_else_ends_or_moves() -> None:
    stayed = 0
    for seed in range(10):
        world = town((0, GIVEN_UP), values={"takeovers": 50.0, "moving_half": 1000.0}, seed=seed)
        world.initiatives.place[0], world.initiatives.present[1] = CENTRE, 0
        go(world, 2)
        keeps = bool(world.places.open[CENTRE])
        assert keeps == (world.initiatives.present[0] == 1 and world.initiatives.place[0] == CENTRE)
        stayed += keeps
    assert 0 < stayed < 10


def test_hours_of_members_go_to_the_house_first_and_none_is_lost_or_made() -> None:
    world = taken()
    group, places = world.initiatives, world.places
    who = int(np.flatnonzero(group.place == CENTRE)[0])
    own = group.members * group.energy * 2.0
    assert group.keeping_hours[who] == pytest.approx(10.0, rel=1e-6)
    assert group.keeping_hours[1 - who] == 0.0
    for row, place in ((who, CENTRE), (1 - who, GARDEN)):
        hands = own[row] - group.keeping_hours[row] - group.replacing_hours[row]
        doing = hands / 5.0 * 0.6
        left = doing * 30.0 / (30.0 + doing)
        assert group.activity_hours[row] == pytest.approx(left, rel=1e-5)
        assert places.activity_hours[place] == pytest.approx(left, rel=1e-5)


def test_the_municipality_pays_for_a_house_of_residents_what_the_parameter_says() -> None:
    payer = PAYERS.index("municipality_places")
    for share in (0.0, 0.5):
        world = taken(residents_places=share)
        before = world.municipality.cost[0, payer]
        go(world, 1)
        paid = world.municipality.cost[0, payer] - before
        assert paid == pytest.approx(share * 60_000.0 / 52.1775, abs=1e-6)


def test_without_the_submodel_without_members_or_without_a_vacant_house_nothing_opens() -> None:
    fast = {"takeovers": 50.0}
    assert weeks_until_open(town((0, GIVEN_UP), values=fast), 60) < 60
    empty = town((0, GIVEN_UP), values=fast)
    empty.initiatives.present[:] = 0
    assert weeks_until_open(empty, 260) == 260
    for change in (
        PlaceChange("place 1", "close", with_kind=True),
        PlaceChange("place 1", "close"),
        PlaceChange("place 1", "change", open_hours=20.0),
    ):
        assert weeks_until_open(town((0, change), values=fast), 260) == 260
    none = go(town((0, GIVEN_UP), values=fast), 260, NoSelfOrganisation())
    assert not len(told(none, "place opened")) and none.places.open[CENTRE] == 0


def test_a_formal_house_or_a_group_with_a_roof_of_its_own_changes_nothing() -> None:
    formal, alone = (town((0, GIVEN_UP), values={"takeovers": 50.0}) for _ in range(2))
    formal.places.informality[CENTRE] = 0.1
    alone.initiatives.present[1] = 0
    assert weeks_until_open(formal, 260) == weeks_until_open(alone, 260) == 260


def test_with_more_hours_a_house_opens_no_later_and_mostly_sooner() -> None:
    few, many = (
        [weeks_until_open(town((0, GIVEN_UP), members=members, seed=seed)) for seed in range(8)]
        for members in (8.0, 60.0)
    )
    print(f"\nweeks until a house opens, over 8 seeds: few hours {few}, many {many}")
    assert all(sooner <= later for sooner, later in zip(many, few, strict=True))
    assert sum(many) < 0.8 * sum(few)


def test_without_chance_or_without_hours_to_spare_it_never_opens() -> None:
    assert weeks_until_open(town((0, GIVEN_UP), values={"takeovers": 0.0})) == 260
    dear = {"takeovers": 50.0, "keys_hours": 28.5}
    assert weeks_until_open(town((0, GIVEN_UP), values=dear)) == 260
    assert chance_of_keys(0.0, 0.0, 1.0) == 0.0
    assert chance_of_keys(10.0, 10.0, 1.0) == 0.5


def test_when_its_last_group_ends_the_house_closes_and_can_be_taken_over_again() -> None:
    world = taken()
    group = world.initiatives
    keeper = int(world.places.keeper[CENTRE])
    group.energy[group.id == keeper] = 0.0
    group.members[group.id == keeper] = 0.0
    go(world, 2)
    ended, closed = told(world, "initiative ended").iloc[-1], told(world, "place closed").iloc[-1]
    assert (ended.id, ended.cause) == (keeper, "too few members")
    assert (closed.id, closed.cause) == (CENTRE, GIVEN_BACK)
    assert (closed.by, closed.by_id, closed.week) == ("initiatives", keeper, ended.week + 1)
    assert world.places.owner[CENTRE] == PlaceOwner.MUNICIPALITY
    assert world.places.vacant[CENTRE] == Vacancy.VACANT and group.keeping_hours.sum() == 0.0


def test_a_group_that_lacks_the_hours_gives_the_keys_back() -> None:
    world = taken()
    group = world.initiatives
    group.members[group.place == CENTRE] = 7.0
    go(world, 2)
    assert world.places.open[CENTRE] == 0
    assert told(world, "place closed").iloc[-1].cause == GIVEN_BACK


def test_when_the_keeper_ends_another_group_in_the_house_goes_on() -> None:
    world = taken()
    group, places = world.initiatives, world.places
    first = int(np.flatnonzero(group.place == CENTRE)[0])
    group.place[:], group.members[first] = CENTRE, 0.0
    go(world, 3)
    assert places.open[CENTRE] == 1 and places.keeper[CENTRE] == FOUND_IDS[1 - first]
    assert group.keeping_hours[1 - first] == pytest.approx(10.0, rel=1e-6)


def test_an_emergency_shuts_a_house_of_residents_and_gives_it_back_to_them() -> None:
    shut = (PlaceChange("place 1", "close", with_kind=True),)
    again = (PlaceChange("place 1", "open", with_kind=True),)
    world = taken()
    world.agenda = [
        Entry(world.week, world.week, "", {}, shut),
        Entry(world.week + 30, world.week, "", {}, again),
    ]
    go(world, 30)
    assert world.places.open[CENTRE] == 0
    go(world, 2)
    assert world.places.open[CENTRE] == 1 and world.places.owner[CENTRE] == PlaceOwner.RESIDENTS
    assert told(world, "place opened").cause.tolist() == [TAKEN_OVER, "agenda"]
    assert len(told(world, "initiative moved")) == 1


def test_in_an_emergency_nobody_takes_over_a_vacant_house_nor_does_it_open_with_its_kind() -> None:
    world = town(
        (0, GIVEN_UP),
        (0, PlaceChange("place 1", "close", with_kind=True)),
        (200, PlaceChange("place 1", "open", with_kind=True)),
        values={"takeovers": 50.0},
    )
    go(world, 200)
    assert not len(told(world, "place opened"))
    go(world, 60)
    assert told(world, "place opened").cause.tolist() == [TAKEN_OVER]


def test_a_house_that_a_dated_entry_gives_to_an_owner_or_closes_is_not_residents_either() -> None:
    for change, owner in (
        (PlaceChange("place 1", "open", owner="institution"), PlaceOwner.INSTITUTION),
        (PlaceChange("place 1", "close"), PlaceOwner.MUNICIPALITY),
    ):
        world = taken()
        world.agenda = [Entry(world.week, world.week, "", {}, (change,))]
        go(world, 1)
        assert world.places.owner[CENTRE] == owner


def test_a_house_that_a_dated_entry_opens_again_is_no_longer_residents_to_keep_or_to_close() -> (
    None
):
    world = taken()
    world.agenda = [Entry(world.week, world.week, "", {}, (PlaceChange("place 1", "open"),))]
    go(world, 1)
    assert world.places.kept[CENTRE] == 0 and world.initiatives.keeping_hours.sum() == 0.0
    assert world.places.owner[CENTRE] == PlaceOwner.MUNICIPALITY
    world.initiatives.present[:] = 0
    go(world, 10)
    assert world.places.open[CENTRE] == 1
