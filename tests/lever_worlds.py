"""A situation in which every lever has something to take hold of."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wijksim.entities.agenda import LeverValue
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

WITH_A_TEAM: Mapping[str, LeverValue] = {
    "team.presence": "added",
    "team.fte": 11.0,
    "team.base": "remote_office",
    "team.scan_hours": 4.0,
    "learning.reflection_hours": 10.0,
    "change.depth": 0.6,
    "coordination.rule": "lead_worker",
    "institutions.dismantling": 0.2,
    "room.willingness": 0.5,
    "vision.breadth": 0.2,
    "vision.hours": 1.0,
    "initiatives.replacement": 0.2,
    "norm.self_reliance": 0.2,
    "governance.patience": 6.0,
    "budget.youth": 0.8,
    "budget.support": 0.8,
}


def scenario_with(changes: Mapping[str, LeverValue]) -> Scenario:
    """Carnisse with a team and without dated entries, under these changes, for two years."""
    scenario = load_scenario("carnisse/no-team", declarations=declarations())
    levers = {**scenario.levers, **WITH_A_TEAM, **changes}
    return replace(
        scenario, levers=levers, agenda=(), warm_up_weeks=0,
        start=date(2014, 1, 6), end=date(2015, 12, 27),
    )  # fmt: skip
