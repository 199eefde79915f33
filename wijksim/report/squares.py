"""Squares of the map, pair by pair: where a difference is more than chance in the model.

Represents: for every square the mean over pairs of the difference in the share with a need, and
whether its 95% interval leaves out zero.
Source: Student's t interval for paired differences. That of outcomes (`statistics.paired`) leans to
the side of a long tail as well, which so few counts per square cannot show.
Leaves out: correction for the many squares looked at; the report says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy.special import stdtrit

from wijksim.experiment.engine import Maps
from wijksim.experiment.statistics import CONFIDENCE

FEWEST_PAIRS: Final = 3
"""With fewer no square is beyond chance: two differences in a few people are often equal, and then
have no spread, so that more than one square in twenty would get a colour by chance."""


def share_of(counts: Any) -> np.ndarray[Any, Any]:
    """Residents in need as a share of all residents per square; NaN where nobody lives."""
    residents = np.asarray(counts["residents"], dtype=np.float64)
    share = np.full(residents.shape, np.nan)
    np.divide(counts["in_need"], residents, out=share, where=residents > 0)
    return share


def beyond_chance(
    maps: Sequence[Maps], baseline: Sequence[Maps]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The mean difference per square (share), and where its interval leaves out zero (bool).

    NaN where no pair has residents in both runs. A square with fewer than three such pairs, or
    with no spread and no difference, is within chance.
    """
    found = np.stack([share_of(a) - share_of(b) for a, b in zip(maps, baseline, strict=True)])
    pairs = (~np.isnan(found)).sum(axis=0)
    some, enough = pairs > 0, pairs >= FEWEST_PAIRS
    mean = np.full(pairs.shape, np.nan)
    np.divide(np.nansum(found, axis=0), pairs, out=mean, where=some)
    squares = np.nansum((found - mean) ** 2, axis=0)
    spread = np.sqrt(squares / np.where(enough, (pairs - 1) * pairs, 1))
    factor = np.asarray(stdtrit(np.where(enough, pairs - 1, 1), 0.5 + CONFIDENCE / 2))
    sure = enough & (np.abs(np.where(some, mean, 0.0)) > factor * spread)
    return mean, sure
