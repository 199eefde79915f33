"""Each lever, alone, moves the state variable that it names; none bundles others."""

from functools import cache

import numpy as np
import pytest
from lever_worlds import scenario_with

from wijksim.model import WijkModel
from wijksim.scenario.levers import LEVERS, Lever
from wijksim.schedule import SCHEDULE

WEEKS = 78


def named_by(lever: Lever) -> tuple[str, str, str]:
    return (lever.moves, lever.cost_in, lever.help_in)


def course(changes, *, seed=2) -> dict[str, np.ndarray]:
    """Every column that some lever says it moves, costs or helps in, week by week."""
    model = WijkModel(scenario_with(changes), seed=seed, collect=False)
    seen: dict[str, list[np.ndarray]] = {name: [] for lever in LEVERS for name in named_by(lever)}
    for _ in range(WEEKS):
        model.step()
        for name, kept in seen.items():
            table, column = name.split(".")
            kept.append(model.world.tables[table].array(column).copy())
    return {name: np.stack(kept) for name, kept in seen.items()}


@cache
def usual_course() -> dict[str, np.ndarray]:
    return course({})


WITHOUT_MONEY = {f"budget.{domain}": 0.4 for domain in ("youth", "support", "income", "debt")}
POOR_FIGURES = {**WITHOUT_MONEY, "governance.patience": 0.0, "governance.memory": 0.0}
SITUATIONS = {"governance.memory": (POOR_FIGURES, 4)}
"""Where some levers matter, and a seed in which they do: a new team is a rare answer."""


def another_value(lever: Lever) -> float | str:
    now = scenario_with({}).levers[lever.name]
    if lever.choices:
        return next(choice for choice in reversed(lever.choices) if choice != now)
    low, high = lever.bounds
    return high if now < (low + high) / 2 else low


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_lever_alone_moves_what_it_names_and_what_it_costs_and_helps_in(lever: Lever) -> None:
    situation, seed = SITUATIONS.get(lever.name, ({}, 2))
    usual = course(situation, seed=seed) if situation else usual_course()
    changed = course({**situation, lever.name: another_value(lever)}, seed=seed)
    for name in named_by(lever):
        assert not np.array_equal(changed[name], usual[name]), name


def test_no_lever_sets_another_lever() -> None:
    model = WijkModel(scenario_with({}), seed=2, collect=False)
    before = dict(model.world.levers)
    for _ in range(30):
        model.step()
    assert model.world.levers == before


def test_every_lever_has_one_channel_of_cost_and_one_of_benefit() -> None:
    for lever in LEVERS:
        assert lever.costs and lever.helps
        assert lever.cost_in != lever.help_in


def test_the_label_of_a_policy_is_known_to_nobody() -> None:
    """No submodel can see a scenario's name: it is not in the world that they get."""
    model = WijkModel(scenario_with({}), seed=2, collect=False)
    for value in vars(model.world).values():
        assert value is not model.scenario
    assert len(SCHEDULE) == len(model.submodels)
