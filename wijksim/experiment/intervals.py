"""When to stop adding pairs of runs, and what a difference then amounts to.

Represents: looks at fixed numbers of pairs, so that the same command stops at the same number
anywhere. One stops when the interval of every key outcome is narrower than the difference that
matters, or at the last look, and says so.

Source: fixed-width stopping (Chow and Robbins 1965). With few looks and a rule on width, not on
the outcome, the intervals keep close to their 95%; the numbers are an assumption (steps of half).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wijksim.experiment.statistics import Difference

LOOKS: Final = (20, 30, 45, 68, 100, 150, 200)


class Verdict(StrEnum):
    """What an interval says beside the difference that matters."""

    CLEAR = "clear"
    LIKELY = "likely"
    SMALL = "small"
    UNSURE = "unsure"
    NONE = "none"


def verdict(difference: Difference, *, matters: float) -> Verdict:
    """What a difference amounts to.

    NONE: nothing to compare. SMALL: the whole interval lies within what matters. CLEAR: the whole
    interval lies beyond it. LIKELY: not zero, and the mean is as large as what matters. UNSURE:
    all else, "cannot tell".

    >>> verdict(Difference(0.2, 0.1, 0.3, 1.0, 20), matters=1.0).value
    'small'
    >>> verdict(Difference(1.0, -2.0, 4.0, 0.6, 20), matters=1.0).value
    'unsure'
    """
    low, high = difference.low, difference.high
    if difference.pairs == 0:
        return Verdict.NONE
    if low == high == 0.0 or (-matters < low and high < matters):
        return Verdict.SMALL
    if low >= matters or high <= -matters:
        return Verdict.CLEAR
    if (low > 0 or high < 0) and abs(difference.mean) >= matters:
        return Verdict.LIKELY
    return Verdict.UNSURE


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
    """Names of outcomes whose interval reaches further from its mean than what matters."""
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
