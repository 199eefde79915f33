"""Runs that cost nothing, with known answers, for tests of experiments, reports and commands."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from wijksim.outcomes.base import DOMAIN_GROUPS, PAYER_GROUPS, QUINTILES, Outcome
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario

QUARTERS = 12
SIDE = 12


def _outcome(name: str, unit: str, better: str, matters: float, key: bool = True) -> Outcome:
    return Outcome(
        name,
        unit,
        better,
        matters,
        "a reason",
        f"{name} en",
        f"{name} nl",
        "what it is",
        key=key,
        near_zero=name == "unmet_inequality",
    )


CATALOGUE = (
    _outcome("unmet_need", "per 100 residents", "lower", 1.0),
    _outcome("unmet_inequality", "index", "neither", 0.01),
    _outcome("waiting", "week", "lower", 1.0),
    _outcome("cost", "EUR per resident a year", "lower", 25.0),
    _outcome("crises", "per 1,000 residents a year", "lower", 1.0),
    _outcome("wellbeing", "1", "higher", 0.01, key=False),
    Outcome(
        "mode_week", "week", "lower", 26.0, "half a year", "Mode", "Modus", "d", summary="once"
    ),
)
LEVEL = {
    "unmet_need": 14.0,
    "unmet_inequality": -0.06,
    "waiting": 9.0,
    "cost": 1450.0,
    "crises": 8.0,
    "wellbeing": 0.62,
}
EFFECT = {
    "unmet_need": -2.5,
    "unmet_inequality": 0.004,
    "waiting": 2.2,
    "cost": 10.0,
    "crises": -0.8,
    "wellbeing": 0.02,
}
"""What the fake "bottom-up" scenario causes, on average over the run."""


@dataclass(frozen=True)
class FakeRun:
    """What a run leaves, without a model."""

    outcomes: pd.DataFrame
    final: pd.DataFrame
    map_before: dict[str, np.ndarray[Any, Any]]
    map_after: dict[str, np.ndarray[Any, Any]]
    events: pd.DataFrame | None = None
    resident_weeks: int = 0


def scenario(name: str = "carnisse/top-down-rollout") -> Scenario:
    return load_scenario(name)


def luck(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, *name.encode()])


def each_alone(run_one):
    """A runner that runs scenarios one by one."""

    @functools.wraps(run_one)
    def run_all(scenarios, *, seed: int):
        return [run_one(scenario, seed) for scenario in scenarios]

    return run_all


@each_alone
def planted(scenario: Scenario, seed: int) -> FakeRun:
    """Luck shared by both scenarios of a pair; "bottom-up" adds the planted effect and a little."""
    changed = "bottom-up" in scenario.name
    return _run(seed, effect=EFFECT if changed else {}, own=scenario.name)


@each_alone
def no_effect(scenario: Scenario, seed: int) -> FakeRun:
    """Every scenario gives the same."""
    return _run(seed, effect={}, own="")


@each_alone
def restless(scenario: Scenario, seed: int) -> FakeRun:
    """Every run has its own luck, and so much of it that no interval becomes narrow."""
    run = _run(seed, effect={}, own="")
    noise = 200.0 * luck(seed, scenario.name).standard_normal()
    return FakeRun(
        run.outcomes.assign(value=run.outcomes["value"] + noise),
        run.final,
        run.map_before,
        run.map_after,
    )


@each_alone
def failing(scenario: Scenario, seed: int) -> FakeRun:
    raise RuntimeError("this run breaks")


def _run(seed: int, *, effect: dict[str, float], own: str) -> FakeRun:
    rows = []
    for quarter in range(QUARTERS):
        day = date(2013, 4, 1) + timedelta(weeks=13 * quarter)
        grown = 2 * quarter / (QUARTERS - 1)
        for name, level in LEVEL.items():
            shared = luck(seed, f"{name} {quarter}").standard_normal() * 0.08 * abs(level)
            little = luck(seed, f"{name} {quarter} {own}").standard_normal() * 0.01 * abs(level)
            value = level + shared + little + effect.get(name, 0.0) * grown
            rows.append((day, name, "all", value))
            if name in ("unmet_need", "crises", "waiting", "wellbeing"):
                for fifth, group in enumerate(QUINTILES):
                    tilt = 1.4 - 0.2 * fifth
                    gain = effect.get(name, 0.0) * grown * (0.2 + 0.4 * fifth)
                    rows.append((day, name, group, (level + shared + little) * tilt + gain))
            if name == "unmet_need":
                rows += [(day, name, group, value / 4) for group in DOMAIN_GROUPS]
            if name == "cost":
                rows += [(day, name, group, value / 8) for group in PAYER_GROUPS]
    final = [("mode_week", "all", float("nan") if seed % 2 else 100.0 + seed)]
    residents = luck(0, "homes").integers(0, 120, (SIDE, SIDE))
    share = 0.1 + 0.1 * luck(seed, "map").random((SIDE, SIDE))
    after = share * (0.8 if effect else 1.1)
    return FakeRun(
        outcomes=pd.DataFrame(rows, columns=["date", "outcome", "group", "value"]),
        final=pd.DataFrame(final, columns=["outcome", "group", "value"]),
        map_before={"residents": residents, "in_need": (residents * share).astype(np.int64)},
        map_after={"residents": residents, "in_need": (residents * after).astype(np.int64)},
    )


def scenario_file(folder: Path, *, name: str, title: str) -> Path:
    """A scenario of one's own, with a title that may hold anything."""
    path = folder / f"{name}.yaml"
    quoted = title.replace("'", "''")
    path.write_text(
        "schema: 1\n"
        f"title: {{nl: '{quoted}', en: '{quoted}'}}\n"
        "extends: neighbourhoods/carnisse\n"
        "policy: policies/no-team\n"
        "horizon: {start: 2013-01-01, end: 2022-12-31}\n"
        "warm_up_weeks: 104\n",
        encoding="utf-8",
    )
    return path
