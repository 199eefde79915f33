"""What pairs of runs tell: the mean difference, how sure it is, how often one is higher.

Represents: paired inference. Both runs of a pair have the same luck, so the difference within a
pair is what the scenario caused there; the spread of those differences says how sure the mean is.

Source: Hall (1992, "On the removal of skewness by transformation", JRSS B 54) for the interval of a
mean, which is Student's where differences are not skewed; Wilson (1927) for a share. Sums are exact
(fsum), so that the figures do not depend on the processor.
What is better near zero (`Outcome.near_zero`) comes here as its distance from zero, but for
summary.csv, which gives the plain difference.
Leaves out: correction for many outcomes looked at together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scipy.special import stdtrit

CONFIDENCE: Final = 0.95
"""Convention: intervals that would hold the true mean in 95 of 100 comparisons."""
LEVEL: Final = 0.96
"""Asked of the formula, so that 95 in 100 hold when pairs are added until an interval is narrow:
with 0.95 it is 93 to 95. Assumption, from 4,000 trials of each of four shapes and nine widths."""
SKEW_SEEN: Final = 1.3
"""A few pairs show less skewness than there is: so much is seen to be there. Assumption, from the
same trials; with 1.0 the intervals of skewed differences hold 1 in 100 less."""
FEWEST_FOR_SKEW: Final = 5
"""With fewer pairs skewness is no more than luck, and is taken to be none."""
Z: Final = 1.959963984540054
"""Standard normal quantile at 0.975."""


@dataclass(frozen=True)
class Difference:
    """The mean of paired differences with its interval, and the share of pairs above zero.

    `pairs` counts those in which both runs had a figure. Fields are NaN where nothing can be said:
    no mean without a pair, no interval from one pair.
    """

    mean: float
    low: float
    high: float
    higher: float
    pairs: int

    @property
    def half_width(self) -> float:
        """Half the width of the interval; infinite when there is none."""
        width = (self.high - self.low) / 2
        return width if math.isfinite(width) else math.inf


def mean_of(values: Iterable[float]) -> float:
    """The mean of what is a number; NaN of nothing.

    >>> mean_of([1.0, float("nan"), 3.0])
    2.0
    """
    known = [float(one) for one in values if not math.isnan(one)]
    return math.fsum(known) / len(known) if known else math.nan


def paired(values: Iterable[float], baseline: Iterable[float]) -> Difference:
    """The difference of pairs, value less baseline, in the unit of both. Ties count half.

    The interval leans to the side of the long tail, and is Student's when there is none.

    >>> one = paired([2.0, 3.0, 4.0], [1.0, 1.0, 1.0])
    >>> one.mean, round(one.low, 3), round(one.high, 3), one.higher
    (2.0, -0.799, 4.799, 1.0)
    """
    found = [float(a) - float(b) for a, b in zip(values, baseline, strict=True)]
    found = [one for one in found if not math.isnan(one)]
    n = len(found)
    if n == 0:
        return Difference(math.nan, math.nan, math.nan, math.nan, 0)
    mean = math.fsum(found) / n
    above = sum(1.0 for one in found if one > 0) + sum(0.5 for one in found if one == 0)
    if n == 1:
        return Difference(mean, math.nan, math.nan, above, 1)
    spread = math.sqrt(math.fsum((one - mean) ** 2 for one in found) / (n - 1))
    skew = SKEW_SEEN * skewness([one - mean for one in found], spread)
    reach = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) / math.sqrt(n)
    low, high = (mean - spread * _leaning(z, skew, n) for z in (reach, -reach))
    return Difference(mean, low, high, above / n, n)


def skewness(deviations: Sequence[float], spread: float) -> float:
    """How long one tail is beside the other; 0 when even, or when there are too few to say.

    >>> skewness([-1.0, -1.0, -1.0, -1.0, 4.0], 5 ** 0.5) > 2
    True
    """
    n = len(deviations)
    if n < FEWEST_FOR_SKEW or spread == 0.0:
        return 0.0
    return n / ((n - 1) * (n - 2)) * math.fsum((one / spread) ** 3 for one in deviations)


def _leaning(reach: float, skew: float, n: int) -> float:
    """Hall's transformation back: how many spreads the mean lies above an end of its interval.

    It is (cbrt(1 + skew * z) - 1) / (skew / 3) with z the reach less its bias, written so that
    nothing is lost when there is little skewness.
    """
    z = reach - skew / (6 * n)
    root = math.cbrt(1.0 + skew * z)
    return 3.0 * z / (1.0 + root + root * root)


def wilson(share: float, count: float) -> tuple[float, float]:
    """The interval of a share that was seen in `count` pairs, both from 0 to 1.

    >>> low, high = wilson(0.5, 20)
    >>> round(low, 3), round(high, 3)
    (0.299, 0.701)
    """
    if count == 0:
        return math.nan, math.nan
    square = Z * Z / count
    middle = (share + square / 2) / (1 + square)
    reach = Z / (1 + square) * math.sqrt(share * (1 - share) / count + square / (4 * count))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which a share of the values lies, between neighbours; NaN of nothing.

    >>> quantile([4.0, 1.0, 2.0, 3.0], 0.5)
    2.5
    """
    known = sorted(float(one) for one in values if not math.isnan(one))
    if not known:
        return math.nan
    spot = share * (len(known) - 1)
    below = math.floor(spot)
    above = min(below + 1, len(known) - 1)
    return known[below] + (spot - below) * (known[above] - known[below])
