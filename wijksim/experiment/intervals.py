"""When to stop adding pairs of runs, and what a difference then amounts to.

Represents: looks at fixed numbers of pairs, so that the same command stops at the same number
anywhere. One stops when half the width of the interval of every key outcome is less than the
difference that matters, or at the last look, and says so. An interval that leans may then reach
further on its longer side: to wait for that side takes a third more pairs where skewness is 2, and
holds the truth no more often (942 beside 946 in 1,000, of 6,000 trials of exponential differences,
what matters 0.3 of their spread).

Source: fixed-width stopping (Chow and Robbins 1965), as a rule for replicates the confidence
interval method (Robinson 2004), here at few looks; Bonferroni for a family. One stops sooner when
the spread happens to look small; what that costs is given back by the intervals
(`statistics.LEVEL`), so that 93 to 97 in 100 hold the truth for normal and for skewed differences
alike (skewness up to 2). The looks are an assumption (steps of half).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scipy.special import stdtrit

from wijksim.experiment.statistics import LEVEL, Difference

LOOKS: Final = (20, 30, 45, 68, 100, 150, 200)


class Verdict(StrEnum):
    """What an interval says beside the difference that matters."""

    CLEAR = "clear"
    LIKELY = "likely"
    SMALL = "small"
    UNSURE = "unsure"
    NONE = "none"


def verdict(difference: Difference, *, matters: float, family: int = 1) -> Verdict:
    """What a difference amounts to.

    NONE: nothing to compare. SMALL: the whole interval lies within what matters. CLEAR: the whole
    interval lies beyond it. LIKELY: not zero, and the mean is as large as what matters. UNSURE:
    all else, "cannot tell".

    `family` counts the differences that are looked at together. CLEAR and LIKELY are then
    judged by an interval so much wider (Bonferroni) that in 95 of 100 comparisons of a policy with
    itself no difference of the family is said to be there.

    >>> verdict(Difference(0.2, 0.1, 0.3, 1.0, 20), matters=1.0).value
    'small'
    >>> verdict(Difference(1.0, -2.0, 4.0, 0.6, 20), matters=1.0).value
    'unsure'
    >>> one = Difference(1.2, 0.1, 2.3, 0.9, 20)
    >>> verdict(one, matters=1.0).value, verdict(one, matters=1.0, family=5).value
    ('likely', 'unsure')
    """
    if difference.pairs == 0:
        return Verdict.NONE
    low, high = difference.low, difference.high
    if low == high == 0.0 or (-matters < low and high < matters):
        return Verdict.SMALL
    low, high = family_interval(difference, family)
    if low >= matters or high <= -matters:
        return Verdict.CLEAR
    if (low > 0 or high < 0) and abs(difference.mean) >= matters:
        return Verdict.LIKELY
    return Verdict.UNSURE


def family_interval(difference: Difference, family: int) -> tuple[float, float]:
    """The interval by which CLEAR and LIKELY are judged, in the unit of the difference.

    >>> family_interval(Difference(1.2, 0.1, 2.3, 0.9, 20), 1)
    (0.1, 2.3)
    """
    if family < 2:
        return difference.low, difference.high
    wider = family_factor(difference.pairs, family)
    low = difference.mean - wider * (difference.mean - difference.low)
    high = difference.mean + wider * (difference.high - difference.mean)
    return low, high


def family_factor(pairs: int, family: int) -> float:
    """How much wider an interval is when so many are to hold the truth together.

    >>> family_factor(20, 1), round(family_factor(20, 5), 2)
    (1.0, 1.34)
    """
    if pairs < 2 or family < 2:
        return 1.0
    each = stdtrit(pairs - 1, 1.0 - (1.0 - LEVEL) / (2 * family))
    return float(each / stdtrit(pairs - 1, 0.5 + LEVEL / 2))


@dataclass(frozen=True)
class Stopping:
    """How many pairs were run and why it ended there. `wide` names outcomes still too unsure."""

    replicates: int
    asked: int | None
    wide: tuple[str, ...]

    @property
    def reason(self) -> str:
        """One of "asked", "narrow", "limit"."""
        if self.asked is not None:
            return "asked"
        return "limit" if self.wide else "narrow"


def too_wide(
    differences: Iterable[tuple[str, Difference]], *, matters: Mapping[str, float]
) -> tuple[str, ...]:
    """Names of outcomes of which half the width of the interval is not below what matters."""
    found = {name for name, one in differences if one.pairs and one.half_width >= matters[name]}
    return tuple(sorted(found))


def add_until_narrow(*, asked: int | None, run_up_to: Callable[[int], tuple[str, ...]]) -> Stopping:
    """Run pairs up to each look until none is too wide, or exactly as many as asked.

    `run_up_to(n)` sees to it that n pairs have been run and names the outcomes still too wide.
    """
    if asked is not None:
        return Stopping(asked, asked, run_up_to(asked))
    wide: tuple[str, ...] = ()
    for look in LOOKS:
        wide = run_up_to(look)
        if not wide:
            return Stopping(look, None, ())
    return Stopping(LOOKS[-1], None, wide)
