"""Under which conditions something happens: boxes in the space of factors, found by two methods.

Represents: points where it happens ("cases"), and a box that holds most of them (coverage) and not
much else (density). Limits are rounded, restrictions that add nothing are dropped, and coverage and
density are measured for what is left. Both are also measured on points that the search had not
seen, five times a fifth, since a box always fits best the points it was made from. A box that does
not hold there beyond what chance gives is not told.

Source: PRIM (Friedman and Fisher 1999) and CART (Breiman et al. 1984) by ema_workbench (Kwakkel
2017); coverage and density by Bryant and Lempert 2010. Leaves out: boxes that stand askew.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pandas as pd

from wijksim.sweep.analysis.blocks import blocks_of, share_interval
from wijksim.sweep.analysis.reading import Block, Varied

# The workbench tells at its import which evaluators it cannot offer; none is needed here.
with warnings.catch_warnings(action="ignore"):
    from ema_workbench.analysis import cart, prim

FEWEST_POINTS: Final = 40
FEWEST_CASES: Final = 8
"""Fewer points, cases or other points than this, and no box is told (assumptions)."""
LEAST_MASS: Final = 0.05
"""The smallest part of all points that a box may hold; the workbench's own choice."""
DEPTH: Final = 4
"""How many questions a tree may ask, so that its answer can be said (assumption)."""
WORTH: Final = 0.02
"""What a restriction must add to the harmonic mean of coverage and density (assumption)."""
GOOD_DENSITY: Final = 0.5
"""A box in which it happens less often than this is not told (assumption)."""
STEPS: Final = 40
"""Limits are rounded to about a fortieth of the range (assumption: what one would say aloud)."""
FOLDS: Final = 5
GOLDEN: Final = (math.sqrt(5.0) - 1.0) / 2.0
"""Steps of this length around a circle fall evenly and never repeat."""
SEED: Final = 0


class Found(StrEnum):
    """How a search ended."""

    BOX = "box"
    NO_BOX = "no box"
    ALWAYS = "always"
    NEVER = "never"
    TOO_FEW_POINTS = "too few points"
    TOO_FEW_CASES = "too few cases"


@dataclass(frozen=True)
class Limit:
    """One side of a box: at least `low`, at most `high` (None: no limit), or one of `words`."""

    factor: str
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()

    def holds(self, values: pd.Series[Any]) -> Block:
        """Which values lie within, shape (points,)."""
        if self.words:
            return values.isin(self.words).to_numpy()
        numbers = values.to_numpy(dtype=float)
        within: Block = np.ones(len(numbers), dtype=bool)
        if self.low is not None:
            within &= numbers >= self.low
        if self.high is not None:
            within &= numbers <= self.high
        return within


@dataclass(frozen=True)
class Box:
    """A box. Coverage: share of the cases within. Density: share of cases among points within.

    `tested` are the same on points that the search had not seen; NaN when they could not be.
    `tested_low` is where the interval of that density over other points begins.
    """

    method: str
    limits: tuple[Limit, ...]
    coverage: float
    density: float
    points: int
    tested_coverage: float = math.nan
    tested_density: float = math.nan
    tested_low: float = math.nan

    @property
    def score(self) -> float:
        """The harmonic mean of coverage and density."""
        both = self.coverage + self.density
        return 2 * self.coverage * self.density / both if both > 0 else 0.0

    def refuted(self, share: float) -> bool:
        """Whether unseen points within are no surer cases than all points, of which `share` is."""
        return self.tested_low <= share


@dataclass(frozen=True)
class Discovery:
    """What was found about one question: the boxes, best first, at most one per method."""

    found: Found
    points: int
    cases: int
    boxes: tuple[Box, ...] = ()

    @property
    def share(self) -> float:
        """In which share of the points it happens."""
        return self.cases / self.points if self.points else math.nan


def discover(
    cases: Block, *, design: pd.DataFrame, factors: Sequence[Varied], together: int = 1
) -> Discovery:
    """Boxes of the points where it happens. `cases` is true there, shape (points,).

    `together` points in a row are alike, as in a design of Sobol or Morris: they are seen, or not
    seen, by a search together. The index of `design` numbers the points.
    """
    points, count = len(cases), int(cases.sum())
    moving = [one for one in factors if design[one.name].nunique() > 1]
    if points < FEWEST_POINTS or not moving:
        return Discovery(Found.TOO_FEW_POINTS, points, count)
    if count in (0, points):
        return Discovery(Found.ALWAYS if count else Found.NEVER, points, count)
    if min(count, points - count) < FEWEST_CASES:
        return Discovery(Found.TOO_FEW_CASES, points, count)
    space = design[[one.name for one in moving]].reset_index(drop=True)
    blocks = blocks_of(design, together)
    boxes = []
    for method, search in METHODS.items():
        box = search(space, cases, moving)
        if box is not None and box.density >= max(GOOD_DENSITY, count / points + WORTH):
            tested = _tested(replace(box, method=method), search, space, cases, moving, blocks)
            if not tested.refuted(count / points):
                boxes.append(tested)
    boxes.sort(key=lambda one: one.score, reverse=True)
    return Discovery(Found.BOX if boxes else Found.NO_BOX, points, count, tuple(boxes))


def within(limits: Sequence[Limit], design: pd.DataFrame) -> Block:
    """Which points lie within limits, shape (points,)."""
    held: Block = np.ones(len(design), dtype=bool)
    for one in limits:
        held &= one.holds(design[one.factor])
    return held


def _by_prim(space: pd.DataFrame, cases: Block, factors: Sequence[Varied]) -> Box | None:
    """PRIM peels the space; of all boxes on the way the one with the best balance is taken."""
    search = prim.Prim(space, cases.astype(np.int64), threshold=0.5 / len(cases),
                       mass_min=LEAST_MASS)  # fmt: skip
    peeled = search.find_box()
    return _best(peeled.box_lims, search.box_init, space, cases, factors)


def _by_cart(space: pd.DataFrame, cases: Block, factors: Sequence[Varied]) -> Box | None:
    """CART cuts the space; of all its leaves the one with the best balance is taken."""
    tree = cart.CART(space, cases.astype(np.int64), mass_min=LEAST_MASS)
    tree.build_tree()
    # The workbench offers no seed, without which ties are broken by chance that nobody set.
    tree.clf.set_params(random_state=SEED, max_depth=DEPTH).fit(tree._x, tree.y)
    if tree.clf.tree_.node_count == 1:
        return None
    # The workbench looks up a name for leaves as well, the last but one, and does not use it.
    tree.feature_names = [*tree.feature_names, ""]
    return _best(tree.boxes, prim.sdutil._make_box(space), space, cases, factors)


Search = Callable[[pd.DataFrame, Block, Sequence[Varied]], Box | None]
METHODS: Final[Mapping[str, Search]] = {"PRIM": _by_prim, "CART": _by_cart}


def _best(
    frames: Sequence[pd.DataFrame],
    whole: pd.DataFrame,
    space: pd.DataFrame,
    cases: Block,
    factors: Sequence[Varied],
) -> Box | None:
    candidates = []
    for frame in frames:
        limits = tuple(limit for one in factors if (limit := _limit(one, frame, whole)) is not None)
        if limits:
            candidates.append(_measured(limits, space, cases))
    if not candidates:
        return None
    return _pruned(max(candidates, key=lambda one: one.score), space, cases)


def _limit(factor: Varied, frame: pd.DataFrame, whole: pd.DataFrame) -> Limit | None:
    """What a frame of the workbench says of a factor, rounded; None when it is free."""
    low, high = frame[factor.name].iloc[0], frame[factor.name].iloc[1]
    if isinstance(low, set | frozenset):
        free = len(low) >= len(whole[factor.name].iloc[0])
        return None if free else Limit(factor.name, words=tuple(sorted(str(w) for w in low)))
    first, last = whole[factor.name].iloc[0], whole[factor.name].iloc[1]
    rounded = (
        _rounded(float(low), factor) if low > first else None,
        _rounded(float(high), factor) if high < last else None,
    )
    return None if rounded == (None, None) else Limit(factor.name, *rounded)


def _rounded(value: float, factor: Varied) -> float:
    """A limit as one would say it; a factor with values keeps to the nearest of them."""
    if factor.values:
        return min((float(one) for one in factor.values), key=lambda one: abs(one - value))
    rough = (factor.high - factor.low) / STEPS
    unit = 10.0 ** math.floor(math.log10(rough))
    step = max(unit * one for one in (1.0, 2.0, 5.0) if unit * one <= rough * 1.001)
    return round(round(value / step) * step, 12)


def _measured(limits: tuple[Limit, ...], space: pd.DataFrame, cases: Block) -> Box:
    held = within(limits, space)
    both = int((held & cases).sum())
    return Box(
        method="",
        limits=limits,
        coverage=both / int(cases.sum()) if cases.any() else math.nan,
        density=both / int(held.sum()) if held.any() else 0.0,
        points=int(held.sum()),
    )


def _pruned(box: Box, space: pd.DataFrame, cases: Block) -> Box:
    """The box without the sides that add next to nothing."""
    while True:
        shorter = [
            _measured(tuple(one for one in _sides(box.limits) if one is not side), space, cases)
            for side in _sides(box.limits)
        ]
        shorter = [one for one in shorter if one.limits]
        best = max(shorter, key=lambda one: one.score, default=None)
        if best is None or best.score < box.score - WORTH:
            return replace(box, limits=_joined(box.limits))
        box = best


def _sides(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """Limits with one side each."""
    sides: list[Limit] = []
    for one in limits:
        if one.low is not None and one.high is not None:
            sides += [replace(one, high=None), replace(one, low=None)]
        else:
            sides.append(one)
    return tuple(sides)


def _joined(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """Both sides of a factor in one limit again."""
    found: dict[str, Limit] = {}
    for one in limits:
        seen = found.get(one.factor)
        if seen is None:
            found[one.factor] = one
        else:
            low = seen.low if one.low is None else one.low
            high = seen.high if one.high is None else one.high
            found[one.factor] = replace(seen, low=low, high=high)
    return tuple(found.values())


def _folds(numbers: Block) -> Block:
    """In which of the five parts each number falls: evenly, and in step with no grid."""
    found: Block = np.floor(FOLDS * np.modf(numbers * GOLDEN)[0]).astype(np.int64)
    return found


def _tested(
    box: Box,
    search: Search,
    space: pd.DataFrame,
    cases: Block,
    factors: Sequence[Varied],
    blocks: Block,
) -> Box:
    """The box with its coverage and density on points that a search had not seen."""
    fold = _folds(blocks)
    held = np.zeros(len(space), dtype=bool)
    for part in range(FOLDS):
        seen = fold != part
        if not 0 < cases[seen].sum() < seen.sum():
            return box
        found = search(space[seen].reset_index(drop=True), cases[seen], factors)
        if found is not None:
            held[~seen] = within(found.limits, space[~seen])
    both = int((held & cases).sum())
    return replace(
        box,
        tested_coverage=both / int(cases.sum()),
        tested_density=both / int(held.sum()) if held.any() else math.nan,
        tested_low=share_interval(cases[held], blocks[held])[0],
    )
