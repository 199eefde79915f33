"""What each factor does on the way from its lowest to its highest value, the others as they fall.

Represents: a straight line through the points' means. The interval holds what the line leaves out
(bends, factors that work together) and the choice of points; a second one holds chance alone.

Source: least squares with errors robust to unequal spread (HC3, MacKinnon and White 1985), by
statsmodels. Where a design draws points in blocks, points of a block are alike, and errors are of
whole blocks: lines without each block in turn (the jackknife, CV3 of Bell and McCaffrey 2002, "Bias
reduction in standard errors for linear regression with multi-stage samples", Survey Methodology
28), or with many blocks the sums of each (Liang and Zeger 1986, Biometrika 73).
Leaves out: bends themselves; `fit` says how much of the spread the lines explain.
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
from wijksim.sweep.analysis.blocks import blocks_of, reach_of
from wijksim.sweep.analysis.effects import complete
from wijksim.sweep.analysis.reading import Block, Varied
from wijksim.sweep.analysis.sensitivity import FEWEST_BLOCKS

POINTS_PER_FACTOR: Final = 5
"""Fewer points than this for each line, and no line is drawn (assumption: a rule of thumb)."""

MANY_BLOCKS: Final = 64
"""With more blocks than this the sums of blocks will do, and take less time (assumption)."""


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


def slopes_of(
    block: Block, design: pd.DataFrame, factors: Sequence[Varied], *, together: int = 1
) -> list[Slope]:
    """A slope per factor that took more than one value; none when there are too few points.

    `together` points in a row were drawn as one block; the index of `design` numbers the points.
    """
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
    if together > 1:
        between = _over_blocks(model, found.params, blocks_of(design[kept], together))
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


def _over_blocks(model: OLS, slopes: Block, blocks: Block) -> Block:
    """The interval of each slope over other blocks, shape (slopes, 2); NaN with too few blocks.

    `blocks` numbers the block of each point, shape (points,).
    """
    numbers = np.unique(blocks)
    if len(numbers) < FEWEST_BLOCKS:
        return np.full((len(slopes), 2), math.nan)
    if len(numbers) > MANY_BLOCKS:
        whole = model.fit(cov_type="cluster", cov_kwds={"groups": blocks}, use_t=True)
        wide: Block = whole.conf_int(alpha=0.05)
        return wide
    kept = [blocks != one for one in numbers]
    without = np.array([OLS(model.endog[one], model.exog[one]).fit().params for one in kept])
    spread = ((without - without.mean(axis=0)) ** 2).mean(axis=0) * (len(numbers) - 1)
    reach = reach_of(len(numbers)) * np.sqrt(spread)
    return np.column_stack([slopes - reach, slopes + reach])


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
