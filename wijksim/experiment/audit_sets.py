"""Sets of parameters drawn from the bounds that the model declares, evenly over each of them.

Represents: ignorance about every number at once. A Latin hypercube cuts the plausible range of
each parameter into as many strips as there are sets and takes one value from every strip, so that
a few hundred sets cover all ranges; which strips come together is chance, given by the seed.
Source: McKay, Beckman and Conover (1979); ranges from scenarios/parameters. Draws are addressed, so
the sampler of scipy.stats.qmc, which consumes its chance, only stretches the cube to the ranges.
Leaves out: what is known of parameters together, likelier and less likely values, and the numbers
that only say how outcomes are counted, for those are the measure and not the thing measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import qmc

from wijksim.core.parameters import Setting
from wijksim.core.randomness import decision, draw_key, uniforms

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


def parameter_sets(settings: Mapping[str, Setting], *, sets: int, seed: int) -> pd.DataFrame:
    """One row a set, one column a parameter, each value within its plausible range.

    The same settings, number of sets and seed give the same rows. Every parameter has draws of its
    own, so that one more parameter leaves the values of the others as they were.
    """
    ranges = varied(settings)
    key, who = draw_key(seed, "audit"), np.arange(sets)
    cube = np.empty((sets, len(ranges)))
    for column, name in enumerate(ranges):
        mine = decision(f"audit.{name}")
        strip = np.argsort(uniforms(key, mine, 0, who, _STRIP), kind="stable")
        cube[:, column] = (strip + uniforms(key, mine, 0, who, _WITHIN)) / sets
    lows = [bounds[0] for bounds in ranges.values()]
    highs = [bounds[1] for bounds in ranges.values()]
    return pd.DataFrame(qmc.scale(cube, lows, highs), columns=list(ranges))
