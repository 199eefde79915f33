"""What is decided elsewhere reaches the neighbourhood on its date, and is known before."""

import numpy as np
import pytest
from worlds import small_world

from wijksim.core.errors import WijksimError
from wijksim.entities.agenda import Entry, PlaceChange
from wijksim.entities.domains import PlaceKind, PlaceOwner
from wijksim.entities.world import Scope, World
from wijksim.submodels.timeline import NONE_ANNOUNCED, NoTimeline, Timeline, announced_budget_change

WEEK = 783
BUDGETS = {"budget.youth": 1.0, "budget.support": 1.0, "budget.income": 1.0, "budget.debt": 1.0}


def entry(
    week: int,
    announced: int | None = None,
    levers: dict[str, float | str] | None = None,
    places: tuple[PlaceChange, ...] = (),
    shocks: dict[str, float] | None = None,
    why: str = "",
) -> Entry:
    known = week if announced is None else announced
    return Entry(week, known, why, levers or {}, places, shocks or {})


def world_with(*agenda: Entry, logging: bool = False) -> World:
    return small_world(week=WEEK, agenda=agenda, logging=logging, levers=dict(BUDGETS))


def walk(world: World, weeks: int) -> list[tuple[int, float]]:
    """What is known of coming budgets, week by week."""
    timeline = Timeline()
    seen = Scope(world=world, declared=timeline)
    timeline.initialise(seen)
    known = []
    for _ in range(weeks):
        timeline.step(seen)
        if world.events.keeping:
            timeline.log_events(seen)
        known.append(
            (int(seen.municipality.transfer_in_weeks[0]), float(seen.municipality.announced_cut[0]))
        )
        world.week += 1
    return known


def test_a_lever_moves_in_its_week_and_not_before() -> None:
    world = world_with(entry(WEEK + 2, WEEK, {"team.fte": 7.0}))
    before = world.levers["team.fte"]
    walk(world, 2)
    assert world.levers["team.fte"] == before
    walk(world, 1)
    assert world.levers["team.fte"] == 7.0


def test_a_cut_is_known_from_its_announcement_until_it_comes() -> None:
    cut = entry(WEEK + 3, WEEK + 1, {"budget.support": 0.75, "budget.youth": 0.85})
    known = walk(world_with(cut), 5)
    assert [weeks for weeks, _ in known] == [NONE_ANNOUNCED, 2, 1, NONE_ANNOUNCED, NONE_ANNOUNCED]
    np.testing.assert_allclose([share for _, share in known], [0, 0.25, 0.25, 0, 0])


def test_a_second_cut_is_measured_against_what_is_then_left() -> None:
    first = entry(WEEK, WEEK, {"budget.support": 0.8})
    second = entry(WEEK + 4, WEEK, {"budget.support": 0.6})
    known = walk(world_with(first, second), 1)
    assert known[0][0] == 4
    assert known[0][1] == pytest.approx(0.25)


def test_the_nearest_change_of_budgets_is_the_one_that_counts() -> None:
    agenda = [
        entry(WEEK + 5, WEEK, {"budget.debt": 0.9}),
        entry(WEEK + 9, WEEK, {"budget.debt": 0.5}),
    ]
    weeks, cut = announced_budget_change(agenda, week=WEEK, now=BUDGETS)
    assert (weeks, cut) == (5, pytest.approx(0.1))


def test_of_two_cuts_in_one_week_the_last_counts() -> None:
    agenda = [
        entry(WEEK + 5, WEEK, {"budget.debt": 0.5}),
        entry(WEEK + 5, WEEK, {"budget.debt": 0.8}),
    ]
    assert announced_budget_change(agenda, week=WEEK, now=BUDGETS) == (5, pytest.approx(0.2))


def test_an_entry_that_confirms_a_budget_announces_nothing() -> None:
    agenda = [
        entry(WEEK + 2, WEEK, {"budget.debt": 1.0}),
        entry(WEEK + 6, WEEK, {"budget.debt": 0.5}),
    ]
    assert announced_budget_change(agenda, week=WEEK, now=BUDGETS) == (6, pytest.approx(0.5))
    assert announced_budget_change(agenda[:1], week=WEEK, now=BUDGETS) == (NONE_ANNOUNCED, 0.0)


def test_an_increase_frightens_nobody() -> None:
    agenda = [entry(WEEK + 5, WEEK, {"budget.debt": 1.5})]
    assert announced_budget_change(agenda, week=WEEK, now=BUDGETS) == (5, 0.0)


def test_a_budget_of_nothing_cannot_be_cut_further() -> None:
    agenda = [entry(WEEK + 5, WEEK, {"budget.debt": 0.0})]
    now = BUDGETS | {"budget.debt": 0.0}
    assert announced_budget_change(agenda, week=WEEK, now=now) == (NONE_ANNOUNCED, 0.0)
    assert announced_budget_change(agenda, week=WEEK, now=BUDGETS) == (5, 1.0)


def test_a_place_closes_and_opens_on_its_dates() -> None:
    world = world_with(
        entry(WEEK + 1, places=(PlaceChange("place 2", "close"),)),
        entry(WEEK + 3, places=(PlaceChange("place 2", "open", open_hours=12.0),)),
    )
    world.places.open[:] = 1
    walk(world, 2)
    assert world.places.open.tolist() == [1, 1, 0, 1]
    assert world.places.closed_week[2] == WEEK + 1
    walk(world, 2)
    assert world.places.open[2] == 1
    assert world.places.opened_week[2] == WEEK + 3
    assert world.places.open_hours[2] == 12.0


def test_a_new_place_takes_a_spare_row_and_stands_on_its_cell() -> None:
    centre = PlaceChange(
        "De Nieuwe",
        "add",
        kind="community_centre",
        x=60.0,
        y=120.0,
        open_hours=30.0,
        capacity=50,
        informality=0.6,
        owner="residents",
        cost=20_000.0,
    )
    world = world_with(entry(WEEK, places=(centre,)))
    world.place_names[:] = ["place 0", "", "", ""]
    walk(world, 1)
    assert world.place_names == ["place 0", "De Nieuwe", "", ""]
    assert world.places.kind[1] == PlaceKind.COMMUNITY_CENTRE
    assert world.places.owner[1] == PlaceOwner.RESIDENTS
    assert world.places.cell[1] == 2 * world.grid.width + 1
    assert world.places.open[1] == 1
    assert world.places.capacity[1] == 50


def test_a_place_without_room_in_the_tables_is_refused_with_help() -> None:
    world = world_with(entry(WEEK, places=(PlaceChange("De Nieuwe", "add", kind="garden"),)))
    with pytest.raises(WijksimError, match="no room is left"):
        walk(world, 1)


def test_desks_are_open_as_long_as_their_lever_says() -> None:
    world = world_with(entry(WEEK + 1, levers={"access.desk_hours": 0.0}))
    world.places.kind[1] = PlaceKind.DESK
    world.levers["access.desk_hours"] = 20.0
    walk(world, 1)
    assert world.places.open_hours.tolist() == [0, 20, 0, 0]
    walk(world, 1)
    assert world.places.open_hours.tolist() == [0, 0, 0, 0]


def test_an_economic_shock_lasts_until_another_entry_ends_it() -> None:
    world = world_with(
        entry(WEEK + 1, shocks={"income_debt_onset": 1.5}),
        entry(WEEK + 3, shocks={"income_debt_onset": 1.0}),
    )
    strengths = []
    timeline = Timeline()
    seen = Scope(world=world, declared=timeline)
    timeline.initialise(seen)
    for _ in range(4):
        timeline.step(seen)
        strengths.append(float(seen.municipality.shock_onset[0]))
        world.week += 1
    assert strengths == [1.0, 1.5, 1.5, 1.0]


def test_why_something_is_done_changes_neither_world_nor_log() -> None:
    told = [
        world_with(entry(WEEK, levers={"team.fte": 4.0}, why=why), logging=True)
        for why in ("a conviction", "a saving")
    ]
    for world in told:
        walk(world, 2)
    assert len(told[0].events) == 1
    assert told[0].events.frame().equals(told[1].events.frame())


def test_the_log_tells_announcement_and_effect() -> None:
    world = world_with(
        entry(WEEK + 1, WEEK, {"team.presence": "added"}, (PlaceChange("place 0", "close"),)),
        logging=True,
    )
    world.places.open[:] = 1
    walk(world, 3)
    told = world.events.frame()[["week", "kind", "cause"]].values.tolist()
    assert told == [
        [WEEK, "announced", "team.presence added"],
        [WEEK + 1, "place closed", "agenda"],
        [WEEK + 1, "lever set", "team.presence added"],
    ]


def test_keeping_a_log_changes_no_place_and_no_lever() -> None:
    worlds = [
        world_with(entry(WEEK + 1, WEEK, {"budget.debt": 0.5}), logging=logging)
        for logging in (False, True)
    ]
    for world in worlds:
        walk(world, 3)
    assert worlds[0].levers == worlds[1].levers
    assert worlds[0].municipality.announced_cut == worlds[1].municipality.announced_cut


def test_without_a_timeline_everything_stays_at_the_start() -> None:
    world = world_with(
        entry(WEEK, levers={"team.fte": 1.0}, places=(PlaceChange("place 0", "close"),))
    )
    world.places.open[:] = 1
    levers, nothing = dict(world.levers), NoTimeline()
    seen = Scope(world=world, declared=nothing)
    nothing.initialise(seen)
    nothing.step(seen)
    assert world.levers == levers
    assert world.places.open.tolist() == [1, 1, 1, 1]
    assert seen.municipality.transfer_in_weeks[0] == NONE_ANNOUNCED
    assert NoTimeline.name == Timeline.name and NoTimeline.writes == Timeline.writes
