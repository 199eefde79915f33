"""What grows slowly is told when it turns, by what and by whom: in lived runs and by hand."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest
from worlds import small_world

from wijksim.core.calendar import week_number
from wijksim.entities.domains import InstitutionState
from wijksim.entities.event_kinds import EVENT_KINDS
from wijksim.entities.events import EventLog
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations
from wijksim.turning_points import LINES, TurningPoints

TRANSFER = week_number(date(2015, 1, 1))


@cache
def told(name: str, years: int = 4, *, quiet: bool = False) -> pd.DataFrame:
    scenario = load_scenario(name, declarations=declarations())
    short = replace(
        scenario, start=date(2013, 1, 7), end=date(2012 + years, 12, 25), warm_up_weeks=13,
        agenda=() if quiet else scenario.agenda,
    )  # fmt: skip
    model = WijkModel(short, seed=1, collect=False, events=True)
    while model.running:
        model.step()
    return model.world.events.frame()


def kind(events: pd.DataFrame, name: str) -> pd.DataFrame:
    return events[events.kind == name]


def test_institutions_turn_inward_once_cuts_are_told_and_before_they_come() -> None:
    """Pre-sorting for survival: the log has what was told, then who turned and for fear of what."""
    events = told("carnisse/no-team")
    cut = kind(events, "announced")
    first = cut[cut.cause.str.startswith("budget.")].week.min()
    turned = kind(events, "turned inward")
    before = turned[turned.week < TRANSFER]
    assert len(before) >= 3 and before.week.min() > first
    assert set(before.cause) == {"fear for its right to exist"}
    assert (turned.by == "institutions").all() and (turned.by_id == turned.id).all()


def test_where_nothing_is_told_nobody_turns_inward() -> None:
    assert kind(told("carnisse/no-team", 2, quiet=True), "turned inward").empty


def test_reflection_and_depth_bring_new_practices_and_other_roles_that_the_log_tells() -> None:
    below, above = (
        told(f"carnisse/{one}") for one in ("bottom-up-self-organisation", "top-down-rollout")
    )
    for name in ("new practice", "role shifted"):
        assert len(kind(below, name)) > 10 > len(kind(above, name)), name
    assert set(kind(below, "new practice").cause) <= {
        "reflection and room", "taken over from colleagues",
    }  # fmt: skip


def test_under_rules_and_load_workers_are_cramped_and_management_drifts_from_the_front() -> None:
    events = told("carnisse/top-down-rollout")
    cramped = kind(events, "cramped")
    assert len(cramped) > 10 and (cramped.by == "institutions").all()
    assert "torn between team and employer" in set(told("carnisse/top-down-rollout").cause)
    assert not kind(events, "management apart").empty


def watched() -> tuple[World, TurningPoints]:
    """One worker of one institution, lent to one team, and a first look."""
    world = small_world(households=1)
    world.events = EventLog(keeping=True)
    world.institutions.state[0] = InstitutionState.ACTIVE
    people = world.professionals
    people.present[0], people.finder[0], people.employer[0], people.id[0] = 1, 0, 0, 7
    world.teams.present[0] = 1
    watch = TurningPoints()
    watch.look(world)
    return world, watch


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.rose)
def test_a_turn_is_told_once_and_back_only_well_below_the_line(line) -> None:
    world, watch = watched()
    values = world.tables[line.about].array(line.column)
    between = (line.above + line.below) / 2
    for value in (between, line.above, 1.0, between, line.above, line.below, 0.0, between):
        values[0] = value
        watch.look(world)
    events = world.events.frame()
    assert list(events.kind) == [line.rose, line.fell]
    assert (events.subject == line.about).all() and (events.by == line.by).all()
    assert {(line.about, one) for one in (line.rose, line.fell)} <= {
        (one.about, one.name) for one in EVENT_KINDS
    }


def test_who_is_lent_by_an_employer_in_fear_is_torn_until_the_team_shares_a_practice() -> None:
    for shared, word in ((0.0, "torn between team and employer"), (1.0, "more work than hours")):
        world, watch = watched()
        people = world.professionals
        people.team[0], people.load[0], people.strain[0] = 0, 1.3, 0.9
        world.institutions.survival_pressure[0], world.teams.shared_practice[0] = 0.8, shared
        watch.look(world)
        events = world.events.frame()
        assert list(events.cause) == [word] and list(events.id) == [7] and list(events.by_id) == [0]


def causes_of(world: World, name: str) -> list[str]:
    return list(kind(world.events.frame(), name).cause)


def test_a_new_practice_is_invented_by_hours_found_and_room_or_comes_from_a_colleague() -> None:
    """Reflection that is asked invents nothing without a change to learn and room to try."""
    for changing, word in ((0.0, "taken over from colleagues"), (2.0, "reflection and room")):
        world, watch = watched()
        people = world.professionals
        people.present[1], people.employer[1], people.id[1] = 1, 0, 8
        people.team[:2], world.teams.shared_practice[0] = 0, 0.01
        world.pairs.recognition[:2, :2] = 0.5
        people.reflected_hours[0] = 1.0
        people.change_hours[0], people.room[0] = changing, changing / 2
        world.pairs.contacts[0, 1] = 2.0
        people.practices[:2] = 0.3, 0.4
        watch.look(world)
        assert causes_of(world, "new practice")[0] == word


def test_roles_shift_by_work_or_reflection_with_others_and_profiles_take_them_back() -> None:
    for hours, word in ((0.0, "working with others"), (0.5, "reflection with others")):
        world, watch = watched()
        people = world.professionals
        people.reflected_hours[0] = hours
        people.practices[0], world.pairs.contacts[0, 1] = 0.2, 2.0
        for people.role_flexibility[0] in (0.6, 0.3):
            watch.look(world)
        assert causes_of(world, "role shifted") == [word]
        assert causes_of(world, "role narrowed") == ["function profiles"]


@pytest.mark.parametrize(
    ("change", "load", "unrest", "fear", "word"),
    [
        (0.6, 1.0, 0.5, 0.0, "unrest at the employer"),
        (0.0, 1.6, 0.5, 0.0, "unrest at the employer"),
        (0.0, 1.0, 0.3, 0.5, "unrest at the employer"),
        (0.0, 1.0, 0.2, 0.5, "torn between team and employer"),
        (2.0, 1.6, 0.5, 0.5, "a change that is still to be learnt"),
        (0.0, 2.5, 0.3, 0.5, "more work than hours"),
    ],
)
def test_cramp_is_told_by_what_weighs_most_in_strain_whatever_its_unit(
    change: float, load: float, unrest: float, fear: float, word: str
) -> None:
    world, watch = watched()
    people, firm = world.professionals, world.institutions
    people.team[0], people.load[0], people.change_hours[0] = 0, load, change
    firm.unrest[0], firm.survival_pressure[0], people.strain[0] = unrest, fear, 0.3
    watch.look(world)
    assert causes_of(world, "cramped") == [word]


def test_a_fall_is_told_by_what_fell_most_and_not_by_what_is_left() -> None:
    world, watch = watched()
    firm = world.institutions
    for fear, unrest, inward in ((0.6, 0.1, 0.4), (0.05, 0.15, 0.1), (0.05, 0.15, 0.1)):
        firm.survival_pressure[0], firm.unrest[0], firm.inward[0] = fear, unrest, inward
        watch.look(world)
    assert causes_of(world, "turned outward") == ["less of: fear for its right to exist"]


def test_somebody_new_in_a_post_has_not_turned() -> None:
    world, watch = watched()
    people = world.professionals
    people.id[0], people.strain[0] = 8, 0.9
    watch.look(world)
    people.strain[0] = 0.0
    watch.look(world)
    assert list(world.events.frame().kind) == ["at ease again"]


def test_a_second_run_from_here_goes_on_with_what_was_seen_and_watching_disturbs_nothing() -> None:
    scenario = load_scenario("carnisse/no-team", declarations=declarations())
    short = replace(scenario, warm_up_weeks=0, start=date(2014, 1, 6), end=date(2014, 12, 28))
    one = WijkModel(short, seed=1, collect=False, events=True)
    other = WijkModel(short, seed=1, collect=False)
    one.run_until(week=one.world.week + 20)
    other.run_until(week=one.world.week)
    twin = one.fork(short)
    seen = len(one.world.events)
    for model in (one, other, twin):
        model.run_until(week=short.first_week + 40)
    assert len(one.world.events) - seen == len(twin.world.events) > 0
    for name, table in one.world.tables.items():
        for column in table.schema.columns:
            assert np.array_equal(
                table.array(column.name), other.world.tables[name].array(column.name)
            ), column.name
