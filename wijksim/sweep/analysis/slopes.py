"""What each factor does on the way from its lowest to its highest value, the others as they fall.

Represents: a straight line through the points' means. The interval holds what the line leaves out
(bends, factors that work together) and the choice of points; a second one holds chance alone.

Source: least squares with errors robust to unequal spread (HC3, MacKinnon and White 1985), by
statsmodels. Where a design draws points in blocks, lines are drawn without each block in turn (the
jackknife, CV3 of Bell and McCaffrey 2002, "Bias reduction in standard errors for linear regression
with multi-stage samples", Survey Methodology 28), since points of a block are alike.
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
        reach = _reach(lines, whole.mean(axis=1), blocks_of(design[kept], together))
        between = np.column_stack([found.params - reach, found.params + reach])
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


def _reach(lines: Block, means: Block, blocks: Block) -> Block:
    """How far the interval of each slope reaches over other blocks; NaN where it cannot be told.

    `blocks` numbers the blocks, in order, shape (points,).
    """
    _, starts = np.unique(blocks, return_index=True)
    squares, products = lines.T @ lines, lines.T @ means
    without = np.full((len(starts), lines.shape[1]), math.nan)
    for place, own in enumerate(np.split(np.arange(len(lines)), starts[1:])):
        less = squares - lines[own].T @ lines[own]
        if len(starts) >= FEWEST_BLOCKS and np.linalg.matrix_rank(less) == len(less):
            without[place] = np.linalg.solve(less, products - lines[own].T @ means[own])
    spread = ((without - without.mean(axis=0)) ** 2).mean(axis=0) * (len(starts) - 1)
    reach: Block = reach_of(len(starts)) * np.sqrt(spread)
    return reach


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
