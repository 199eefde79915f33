"""How large a difference is: what chance does to it, and what the points of the design do to it.

Represents: differences by point and by seed, d = mean + point + seed + rest. All points share their
seeds, so seeds are a part of their own. Chance is what seeds and rest do: its interval narrows with
more replicates. Parameter uncertainty is what points do: no number of replicates narrows it.

Source: two-way random effects by the method of moments (Searle, Casella and McCulloch 1992,
"Variance Components", ch. 4); points drawn towards their mean until they spread as the component
says (Louis 1984). Leaves out: weights of points; each counts alike, as the design drew it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from wijksim.experiment.statistics import CONFIDENCE, Difference, paired, quantile
from wijksim.sweep.analysis.reading import Block

FEWEST_POINTS: Final = 10
"""Below this many points no range over points is told (assumption: a tail needs some points)."""


SOME: Final = 0.05
"""A difference in a smaller share of the points than this is not told (convention)."""


class Word(StrEnum):
    """What a difference amounts to over the points, beside the difference that matters."""

    LESS = "less"
    MORE = "more"
    SOMETIMES_LESS = "sometimes less"
    SOMETIMES_MORE = "sometimes more"
    EITHER = "either"
    SMALL = "small"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True)
class Effect:
    """One difference. NaN where it cannot be told.

    `chance`: the mean over points with the interval that chance leaves. `low` and `high`: between
    these lies the difference in 95 of 100 points, chance taken out. Shares are of the variance of
    a single difference; `left_out` counts points without a figure for every seed.
    """

    points: int
    replicates: int
    left_out: int
    chance: Difference
    low: float
    high: float
    share_points: float
    share_seeds: float
    share_rest: float
    below: float
    above: float
    word: Word

    @property
    def share_chance(self) -> float:
        """The part of the variance that chance has: seeds and rest."""
        return self.share_seeds + self.share_rest


def complete(block: Block) -> Block:
    """Which points have a figure for every seed, shape (points,)."""
    found: Block = np.asarray(np.isfinite(block).all(axis=1))
    return found


def effect_of(block: Block, *, matters: float) -> Effect:
    """The effect in a block of differences, shape (points, replicates), in the outcome's unit.

    `below` and `above` are shares of points in which the difference is at least what matters.
    """
    whole = block[complete(block)]
    points, replicates = whole.shape
    left_out = len(block) - points
    if not points:
        nothing = Difference(math.nan, math.nan, math.nan, math.nan, 0)
        no = math.nan
        return Effect(0, replicates, left_out, nothing, no, no, no, no, no, no, no, Word.NONE)
    by_seed = whole.mean(axis=0)
    chance = paired(by_seed, np.zeros(replicates))
    by_point = whole.mean(axis=1)
    shares, true_share = _shares(whole)
    drawn = chance.mean + math.sqrt(true_share) * (by_point - chance.mean)
    tail = (1 - CONFIDENCE) / 2
    tellable = points >= FEWEST_POINTS and math.isfinite(true_share)
    seen = drawn if math.isfinite(true_share) else by_point
    below, above = float(np.mean(seen <= -matters)), float(np.mean(seen >= matters))
    return Effect(
        points=points,
        replicates=replicates,
        left_out=left_out,
        chance=chance,
        low=quantile(drawn, tail) if tellable else math.nan,
        high=quantile(drawn, 1 - tail) if tellable else math.nan,
        share_points=shares[0],
        share_seeds=shares[1],
        share_rest=shares[2],
        below=below,
        above=above,
        word=_word(seen, chance.half_width, matters=matters),
    )


def _word(points: Block, reach: float, *, matters: float) -> Word:
    """What holds wherever in its interval chance has left the mean; UNSURE when nothing does."""
    if not math.isfinite(reach):
        return Word.UNSURE
    shifted = [points + shift for shift in (-reach, 0.0, reach)]
    below = [float(np.mean(one <= -matters)) for one in shifted]
    above = [float(np.mean(one >= matters)) for one in shifted]
    both = [float(np.mean(np.abs(one) >= matters)) for one in shifted]
    if min(below) > SOME and min(above) > SOME:
        return Word.EITHER
    if min(below) > SOME:
        return Word.LESS if min(below) >= 1 - SOME else Word.SOMETIMES_LESS
    if min(above) > SOME:
        return Word.MORE if min(above) >= 1 - SOME else Word.SOMETIMES_MORE
    if min(both) > SOME and min(*below, *above) > 0:
        return Word.EITHER
    return Word.UNSURE if max(both) > SOME else Word.SMALL


def _shares(whole: Block) -> tuple[tuple[float, float, float], float]:
    """Shares of points, seeds and rest in the variance; and what part of the spread of the means
    of points is theirs. NaN with one point or one seed, where nothing can be told apart.
    """
    points, replicates = whole.shape
    if points < 2 or replicates < 2:
        return (math.nan, math.nan, math.nan), math.nan
    mean = whole.mean()
    row, column = whole.mean(axis=1), whole.mean(axis=0)
    of_row = replicates * ((row - mean) ** 2).sum() / (points - 1)
    of_seed = points * ((column - mean) ** 2).sum() / (replicates - 1)
    rest = ((whole - row[:, None] - column[None, :] + mean) ** 2).sum()
    rest = rest / ((points - 1) * (replicates - 1))
    parts = (
        max(0.0, float(of_row - rest) / replicates),
        max(0.0, float(of_seed - rest) / points),
        float(rest),
    )
    total = sum(parts)
    if not total > 0:
        return (math.nan, math.nan, math.nan), 1.0
    shares = (parts[0] / total, parts[1] / total, parts[2] / total)
    return shares, max(0.0, 1.0 - float(rest / of_row)) if of_row > 0 else 1.0


def blur(block: Block) -> float:
    """Which part of the spread of the points' means is chance, from 0 to 1; NaN for one seed."""
    whole = block[complete(block)]
    return 1.0 - _shares(whole)[1] if len(whole) else math.nan
