"""Sets of numbers drawn from the bounds that model and policies declare, evenly over each of them.

Represents: ignorance about every number at once: the parameters of the model, and the values that
policies give to levers as far as their files say `between` which others it would be the same
policy. A Latin hypercube cuts the plausible range of each number into as many strips as there are
sets and takes one value from every strip, so that a few hundred sets cover all ranges; which strips
come together is chance, given by the seed.
Source: McKay, Beckman and Conover (1979); ranges from scenarios/parameters and scenarios/policies.
Draws are addressed, so the sampler of scipy.stats.qmc, which consumes its chance, only stretches
the cube to the ranges.
Leaves out: dates, choices and money of policies, what is known of numbers together, likelier and
less likely values, and the numbers that only say how outcomes are counted, for those are the
measure and not the thing measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import qmc

from wijksim.core.parameters import Setting
from wijksim.core.randomness import decision, draw_key, uniforms
from wijksim.scenario.settled import Scenario

MEASURING: Final = "outcomes."
"""How the keys of parameters begin that say how an outcome is counted."""
_STRIP, _WITHIN = 0, 1


def varied(settings: Mapping[str, Setting]) -> dict[str, tuple[float, float]]:
    """The plausible range of each parameter that the model computes with, by key."""
    return {
        key: one.bounds
        for key, one in sorted(settings.items())
        if not key.startswith(MEASURING) and one.bounds[0] < one.bounds[1]
    }


def policy_ranges(scenarios: Iterable[Scenario]) -> dict[str, tuple[float, float]]:
    """The range of each dated value that a policy holds to be an assumption, by `policy_key`."""
    return {
        policy_key(one.name, entry.name, lever): ends
        for one in scenarios
        for entry in one.agenda
        for lever, ends in entry.between.items()
        if ends[0] < ends[1]
    }


def policy_key(scenario: str, event: str, lever: str) -> str:
    """How the value that an event of a scenario gives to a lever is called among the drawn."""
    return f"{scenario}: {event}: {lever}"


def with_drawn(scenario: Scenario, drawn: Mapping[str, float]) -> Scenario:
    """The scenario with the values drawn for its dated entries; the others stay."""
    agenda = []
    for entry in scenario.agenda:
        keys = {lever: policy_key(scenario.name, entry.name, lever) for lever in entry.between}
        found = {lever: drawn[key] for lever, key in keys.items() if key in drawn}
        agenda.append(replace(entry, levers={**entry.levers, **found}))
    return replace(scenario, agenda=tuple(agenda))


def drawn_sets(ranges: Mapping[str, tuple[float, float]], *, sets: int, seed: int) -> pd.DataFrame:
    """One row a set, one column a number, each value within its range.

    The same ranges, number of sets and seed give the same rows. Every number has draws of its own,
    so that one more leaves the values of the others as they were.
    """
    key, who = draw_key(seed, "audit"), np.arange(sets)
    cube = np.empty((sets, len(ranges)))
    for column, name in enumerate(ranges):
        mine = decision(f"audit.{name}")
        strip = np.argsort(uniforms(key, mine, 0, who, _STRIP), kind="stable")
        cube[:, column] = (strip + uniforms(key, mine, 0, who, _WITHIN)) / sets
    lows = [bounds[0] for bounds in ranges.values()]
    highs = [bounds[1] for bounds in ranges.values()]
    return pd.DataFrame(qmc.scale(cube, lows, highs), columns=list(ranges))
