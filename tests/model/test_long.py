"""Long proofs: twenty seeds and fifty models."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from wijksim.model import WijkModel
from wijksim.scenario.loading import first_difference, load_scenario
from wijksim.schedule import declarations


def carnisse(policy: str):
    scenario = load_scenario(f"carnisse/{policy}", declarations=declarations())
    return replace(scenario, end=date(2014, 12, 28), warm_up_weeks=8)


@pytest.mark.parametrize("seed", range(20))
def test_over_twenty_seeds_policies_are_identical_until_they_differ(seed) -> None:
    one, other = carnisse("no-team"), carnisse("top-down-rollout")
    parting = first_difference(one, other)
    models = [WijkModel(scenario, seed=seed, collect=False) for scenario in (one, other)]
    for model in models:
        model.run_until(week=parting)
    for name, table in models[0].world.tables.items():
        for column in table.schema.columns:
            there = models[1].world.tables[name].array(column.name)
            assert table.array(column.name).tobytes() == there.tobytes()


FIFTY_MODELS = """
import ctypes, gc, sys
import psutil
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario

here = psutil.Process()
# What was given back to the allocator is given back to the system, or it would hide a leak.
trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
scenario = load_scenario("carnisse/no-team")
kept, sizes = [], []
for seed in range(int(sys.argv[1])):
    model = WijkModel(scenario, seed=seed)
    model.step()
    len(model.agents)
    del model
    gc.collect()
    if sys.argv[2] == "leak":
        kept.append(bytearray(b"x" * 2**20))
    if trim:
        trim(0)
    sizes.append(here.memory_info().rss / 2**20)
print(max(sizes[5:10]), max(sizes[-5:]))
"""
"""Prints the memory in use, in MiB, after the first ten and after the last models."""


def grown(*, models: int, leak: bool) -> float:
    """MiB that a new process grows from its tenth model to its last."""
    told = subprocess.run(
        [sys.executable, "-c", FIFTY_MODELS, str(models), "leak" if leak else "whole"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    return float(told[1]) - float(told[0])


@pytest.mark.parametrize("models", [25, pytest.param(50, marks=pytest.mark.slow)])
def test_models_made_and_dropped_leave_memory_as_it_was(models: int) -> None:
    assert grown(models=models, leak=False) < 10.0


def test_models_of_which_something_stays_behind_are_seen_to_grow() -> None:
    assert grown(models=25, leak=True) > 12.0
