"""Each lever alone, at either end of its range or at each of its words: life goes on."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from books import check_books
from counted import check_counted

from wijksim.entities.agenda import LeverValue
from wijksim.model import WijkModel
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.scenario.levers import LEVERS
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations

ENDS = [(lever.name, value) for lever in LEVERS for value in (lever.choices or tuple(lever.bounds))]
WITH_A_TEAM: dict[str, LeverValue] = {"team.presence": "added", "team.fte": 11.0}
"""So that what is asked of a team has one to be asked of."""

FOLLOWED = {"reach", "avoiders_reached", "duration"}
"""Outcomes that follow people for longer than these three quarters: at first nobody is counted."""


@pytest.mark.parametrize(("name", "value"), ENDS)
def test_a_lever_at_its_end_leaves_everything_finite_and_possible(
    name: str, value: LeverValue
) -> None:
    scenario = load_scenario("carnisse/no-team", declarations=declarations())
    extreme = replace(
        scenario, start=date(2014, 1, 6), end=date(2014, 9, 28), warm_up_weeks=0, agenda=(),
        levers={**scenario.levers, **WITH_A_TEAM, name: value},
    )  # fmt: skip
    model = WijkModel(extreme, seed=1, collect=False)
    while model.running:
        model.step()
        costs, budgets = model.world.municipality.cost, model.world.institutions.budget
        assert (costs >= 0.0).all() and (budgets >= 0.0).all()
    check_books(model)
    told = model.observation.series().query("group == 'all'")
    quarters = {name: part.value.to_numpy() for name, part in told.groupby("outcome")}
    check_counted({name: one for name, one in quarters.items() if name not in FOLLOWED})
    for one in OUTCOMES:
        values = quarters.get(one.name, np.empty(0))
        values = values[~np.isnan(values)]
        if one.unit == "%":
            assert (values >= 0.0).all() and (values <= 100.0).all(), one.name
