"""Each lever, alone, moves the state variable that it names; none bundles others."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from wijksim.model import WijkModel
from wijksim.scenario.levers import LEVERS, Lever
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import SCHEDULE, declarations

WITH_A_TEAM = {
    "team.presence": "added",
    "team.fte": 11.0,
    "team.base": "remote_office",
    "team.scan_hours": 4.0,
    "learning.reflection_hours": 4.0,
    "change.depth": 0.3,
    "coordination.rule": "lead_worker",
    "institutions.dismantling": 0.2,
    "room.willingness": 0.5,
    "vision.breadth": 0.2,
    "vision.hours": 1.0,
    "initiatives.replacement": 0.2,
    "norm.self_reliance": 0.2,
    "budget.youth": 0.9,
}
"""A situation in which every lever has something to take hold of."""

WEEKS = 60


def scenario_with(changes):
    scenario = load_scenario("carnisse/no-team", declarations=declarations())
    levers = {**scenario.levers, **WITH_A_TEAM, **changes}
    return replace(
        scenario, levers=levers, agenda=(), warm_up_weeks=0,
        start=date(2014, 1, 6), end=date(2015, 6, 28),
    )  # fmt: skip


def course(changes) -> dict[str, np.ndarray]:
    """Every column that some lever says it moves, added up over the weeks it is looked at."""
    model = WijkModel(scenario_with(changes), seed=2, collect=False)
    seen: dict[str, list[np.ndarray]] = {lever.moves: [] for lever in LEVERS}
    for week in range(WEEKS):
        model.step()
        if week % 4 == 3:
            for name, kept in seen.items():
                table, column = name.split(".")
                kept.append(model.world.tables[table].array(column).copy())
    return {name: np.stack(kept) for name, kept in seen.items()}


@cache
def usual_course() -> dict[str, np.ndarray]:
    return course({})


def another_value(lever: Lever) -> float | str:
    now = scenario_with({}).levers[lever.name]
    if lever.choices:
        return next(choice for choice in lever.choices if choice != now)
    low, high = lever.bounds
    return high if now < (low + high) / 2 else low


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_lever_alone_moves_the_state_variable_that_it_names(lever: Lever) -> None:
    changed = course({lever.name: another_value(lever)})
    assert not np.array_equal(changed[lever.moves], usual_course()[lever.moves])


def test_no_lever_sets_another_lever() -> None:
    model = WijkModel(scenario_with({}), seed=2, collect=False)
    before = dict(model.world.levers)
    for _ in range(30):
        model.step()
    assert model.world.levers == before


def test_every_lever_has_one_channel_of_cost_and_one_of_benefit() -> None:
    for lever in LEVERS:
        assert lever.costs and lever.helps
        assert "." in lever.moves


def test_the_label_of_a_policy_is_known_to_nobody() -> None:
    """No submodel can see a scenario's name: it is not in the world that they get."""
    model = WijkModel(scenario_with({}), seed=2, collect=False)
    for value in vars(model.world).values():
        assert value is not model.scenario
    assert len(SCHEDULE) == len(model.submodels)
