"""Points that a design draws together, and what that does to an interval over points.

Represents: points of one sample of Sobol or one trajectory of Morris share most of their values, so
they are alike: many of them tell less than as many that were drawn one by one.

Source: the interval of Wilson with as many points as the shares of the blocks are worth (Korn and
Graubard 1998, "Confidence intervals for proportions with small expected number of positive
counts", Survey Methodology 24); with one point to a block it is that of Wilson.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from wijksim.experiment.statistics import CONFIDENCE, Z, wilson
from wijksim.sweep.analysis.reading import Block


def blocks_of(design: pd.DataFrame, together: int) -> Block:
    """The number of the block of each point, shape (points,); the index numbers the points."""
    numbers: np.ndarray[Any, Any] = design.index.to_numpy()
    return numbers // together


def reach_of(blocks: int) -> float:
    """How many standard errors an interval of 95% reaches when blocks are drawn; NaN for one."""
    return float(stdtrit(blocks - 1, 0.5 + CONFIDENCE / 2)) if blocks > 1 else math.nan


def share_interval(seen: Block, blocks: Block) -> tuple[float, float]:
    """The interval of the share of points in which something is seen, both from 0 to 1.

    `seen` is true there and `blocks` numbers the blocks, both of shape (points,). NaN of nothing.
    """
    points = len(seen)
    if not points:
        return math.nan, math.nan
    _, place = np.unique(blocks, return_inverse=True)
    count, share = int(place.max()) + 1, float(seen.mean())
    if count == points:
        return wilson(share, points)
    if count == 1:
        return 0.0, 1.0
    off = np.bincount(place, weights=seen - share)
    spread = count / (count - 1) * float((off**2).sum()) / points**2
    alone = share * (1 - share)
    worth = min(float(points), alone / spread) if spread > 0 and alone > 0 else float(count)
    return wilson(share, worth * (Z / reach_of(count)) ** 2)
