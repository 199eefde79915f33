"""The run that experiments do with the model itself: a scenario, a seed, its whole horizon."""

from __future__ import annotations

from wijksim.results import RunResult, run_scenario
from wijksim.scenario.settled import Scenario


def run_once(scenario: Scenario, seed: int) -> RunResult:
    """One run of a scenario over its whole horizon, without its event log."""
    return run_scenario(scenario, seed=seed)
