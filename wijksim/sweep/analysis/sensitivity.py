"""Which factors the spread over the points comes from, by Sobol's or Morris's method.

Represents: shares of variance (Sobol: alone, and with all it works together with) or the mean size
of steps (Morris), with intervals, and whether there were enough points to lean on them.

Source: SALib (Herman and Usher 2017); Saltelli et al. 2010 and Campolongo et al. 2007. Converged
means intervals so narrow that figures can be read off (Sarrazin, Pianosi and Wagener 2016).
Leaves out: designs that are not made for it; see `slopes` for those.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pandas as pd
from SALib.analyze import morris, sobol

from wijksim.sweep.analysis.effects import blur
from wijksim.sweep.analysis.reading import Block, Varied
from wijksim.sweep.designs import SENSITIVITY

SEED: Final = 0
"""Where the chance of resampling starts, so that the same sweep gives the same intervals."""
RESAMPLES: Final = 1000
WIDEST: Final = 0.1
"""The widest interval of a share (Sobol), or of a step beside the largest step (Morris), that
counts as converged. Sarrazin et al. take 0.05; assumption: for policy twice that will do."""
FEWEST_BLOCKS: Final = 8
"""Below this many base samples or trajectories nothing is told (assumption)."""


class Word(StrEnum):
    """Whether the figures can be leaned on."""

    CONVERGED = "converged"
    NOT_YET = "not yet"
    FLAT = "flat"
    TOO_FEW = "too few"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Share:
    """One factor. Sobol: shares of variance. Morris: sizes of steps from low to high.

    `first` and `first_reach`: alone (Sobol) or the mean step with its sign (Morris, no reach).
    `total` and `total_reach`: with others (Sobol), or the mean size of a step (Morris); each
    interval is the figure plus and minus its reach. `bend`: spread of the steps (Morris).
    """

    factor: str
    first: float
    first_reach: float
    total: float
    total_reach: float
    bend: float


@dataclass(frozen=True)
class Sensitivity:
    """What moves one figure. `needed` is about how many samples it takes to converge."""

    method: str
    word: Word
    samples: int
    left_out: int
    widest: float
    needed: int | None
    blur: float
    shares: tuple[Share, ...]


def sensitivity_of(
    block: Block,
    *,
    design: pd.DataFrame,
    factors: Sequence[Varied],
    method: str,
    second_order: bool,
    levels: int,
) -> Sensitivity:
    """What moves a figure, block of shape (points, replicates), by the method of the design."""
    if method not in SENSITIVITY:
        return Sensitivity(method, Word.NOT_ASKED, 0, 0, math.nan, None, math.nan, ())
    size = together(method, len(factors), second_order=second_order)
    means = block.mean(axis=1)
    whole = np.repeat(np.isfinite(means.reshape(-1, size)).all(axis=1), size)
    found = means[whole]
    blocks, left_out = int(whole.sum()) // size, int((~whole).sum()) // size
    unclear = blur(block[whole])

    def said(word: Word) -> Sensitivity:
        return Sensitivity(method, word, blocks, left_out, math.nan, None, unclear, ())

    if blocks < FEWEST_BLOCKS:
        return said(Word.TOO_FEW)
    if np.ptp(found) == 0:
        return said(Word.FLAT)
    problem = {
        "num_vars": len(factors),
        "names": [one.name for one in factors],
        "bounds": [[one.low, one.high] for one in factors],
    }
    if method == "morris":
        points = design[whole][problem["names"]].to_numpy(dtype=float)
        shares, widest = _morris(problem, points, found, levels)
    else:
        shares, widest = _sobol(problem, found, second_order=second_order)
    converged = widest <= WIDEST
    return Sensitivity(
        method=method,
        word=Word.CONVERGED if converged else Word.NOT_YET,
        samples=blocks,
        left_out=left_out,
        widest=widest,
        needed=None if converged else _needed(blocks, widest, doubling=method == "sobol"),
        blur=unclear,
        shares=shares,
    )


def together(method: str, factors: int, *, second_order: bool) -> int:
    """How many points in a row belong together in a design: a sample, a trajectory, or one point.

    >>> together("sobol", 3, second_order=False), together("morris", 3, second_order=False)
    (5, 4)
    """
    if method == "sobol":
        return 2 * factors + 2 if second_order else factors + 2
    return factors + 1 if method == "morris" else 1


def _sobol(
    problem: dict[str, Any], found: Block, *, second_order: bool
) -> tuple[tuple[Share, ...], float]:
    told = sobol.analyze(
        problem, found, calc_second_order=second_order, num_resamples=RESAMPLES, seed=SEED
    )
    shares = tuple(
        Share(
            factor=name,
            first=float(told["S1"][place]),
            first_reach=float(told["S1_conf"][place]),
            total=float(told["ST"][place]),
            total_reach=float(told["ST_conf"][place]),
            bend=math.nan,
        )
        for place, name in enumerate(problem["names"])
    )
    return shares, 2 * max(max(one.first_reach, one.total_reach) for one in shares)


def _morris(
    problem: dict[str, Any], points: Block, found: Block, levels: int
) -> tuple[tuple[Share, ...], float]:
    told = morris.analyze(
        problem, points, found, num_levels=levels, num_resamples=RESAMPLES, seed=SEED
    )
    shares = tuple(
        Share(
            factor=name,
            first=float(told["mu"][place]),
            first_reach=math.nan,
            total=float(told["mu_star"][place]),
            total_reach=float(told["mu_star_conf"][place]),
            bend=float(told["sigma"][place]),
        )
        for place, name in enumerate(problem["names"])
    )
    largest = max(one.total for one in shares)
    return shares, 2 * max(one.total_reach for one in shares) / largest


def _needed(samples: int, widest: float, *, doubling: bool) -> int:
    """About how many samples make the widest interval narrow: it narrows with their root."""
    wanted = samples * (widest / WIDEST) ** 2
    if doubling:
        return int(2 ** math.ceil(math.log2(wanted)))
    tens = 10 ** max(0, math.floor(math.log10(wanted)) - 1)
    return int(math.ceil(wanted / tens) * tens)
