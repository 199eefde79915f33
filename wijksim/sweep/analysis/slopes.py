"""What each factor does on the way from its lowest to its highest value, the others as they fall.

Represents: a straight line through the points' means. The interval holds what the line leaves out
(bends, factors that work together) and the choice of points; a second one holds chance alone.

Source: least squares with errors robust to unequal spread (HC3, MacKinnon and White 1985), by
statsmodels. Leaves out: bends themselves; `fit` says how much of the spread the lines explain.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from statsmodels.api import OLS

from wijksim.experiment.statistics import Difference, paired
from wijksim.sweep.analysis.effects import complete
from wijksim.sweep.analysis.reading import Block, Varied

POINTS_PER_FACTOR: Final = 5
"""Fewer points than this for each line, and no line is drawn (assumption: a rule of thumb)."""


@dataclass(frozen=True)
class Slope:
    """What a factor does from low to high, or from the first word to a word, in the outcome's unit.

    `low` and `high` bound it over other points; `chance` over other seeds. NaN: cannot tell.
    """

    factor: str
    step: str
    change: float
    low: float
    high: float
    chance: Difference
    fit: float


def slopes_of(block: Block, design: pd.DataFrame, factors: Sequence[Varied]) -> list[Slope]:
    """A slope per factor that took more than one value; none when there are too few points."""
    kept = complete(block)
    columns = _columns(design[kept], factors)
    whole = block[kept]
    if not columns or len(whole) < POINTS_PER_FACTOR * (len(columns) + 1):
        return []
    lines = np.column_stack([np.ones(len(whole)), *columns.values()])
    model = OLS(whole.mean(axis=1), lines)
    with warnings.catch_warnings(action="ignore"):
        found = model.fit(cov_type="HC3", use_t=True)
    if model.rank < lines.shape[1]:
        return []
    between = found.conf_int(alpha=0.05)
    each = [OLS(whole[:, seed], lines).fit().params for seed in range(whole.shape[1])]
    fit = float(found.rsquared) if np.ptp(whole.mean(axis=1)) > 0 else math.nan
    return [
        Slope(
            factor=name,
            step=step,
            change=float(found.params[place]),
            low=float(between[place][0]),
            high=float(between[place][1]),
            chance=paired([one[place] for one in each], [0.0] * len(each)),
            fit=fit,
        )
        for place, (name, step) in enumerate(columns, 1)
    ]


def _columns(design: pd.DataFrame, factors: Sequence[Varied]) -> dict[tuple[str, str], Block]:
    """A column from 0 to 1 per number, and one of 0 and 1 for every word but the first."""
    found: dict[tuple[str, str], Block] = {}
    for one in factors:
        values = design[one.name]
        if one.words:
            for word in one.values[1:]:
                found[(one.name, str(word))] = (values == word).to_numpy(dtype=float)
            continue
        low, high = one.reach
        if high > low:
            found[(one.name, "")] = (values.to_numpy(dtype=float) - low) / (high - low)
    return found
