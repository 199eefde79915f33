"""Designs: which points of the space of factors are run.

Represents: full grids, lists and tables by hand, Latin hypercubes, and the designs of Sobol (as
Saltelli draws them) and Morris. How many points there are is known before any is made.

Source: SALib (Herman and Usher 2017, "SALib: an open-source Python library for sensitivity
analysis"); SciPy for the check that points fill the space.
Leaves out: designs that look at results before they choose the next point.

SALib and scipy.stats are imported where points are drawn: a process that only runs points that
others drew starts in half the time without them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from wijksim.core.errors import Where, WijksimError
from wijksim.entities.agenda import LeverValue
from wijksim.sweep.factors import Factor

SAMPLED: Final = ("lhs", "sobol", "morris")
SENSITIVITY: Final = ("sobol", "morris")
MORRIS_LEVELS: Final = 4
"""Levels of Morris's grid; the usual choice since Morris (1991)."""


@dataclass(frozen=True)
class Design:
    """Points, one a row, with a column per factor; `coded` holds what SALib drew for them."""

    method: str
    factors: tuple[Factor, ...]
    table: pd.DataFrame
    coded: np.ndarray[Any, Any]
    levels: int = MORRIS_LEVELS
    second_order: bool = False

    @property
    def rows(self) -> int:
        """How many points."""
        return len(self.table)

    @property
    def problem(self) -> dict[str, Any]:
        """The space as SALib wants it told."""
        return problem_of(self.factors)

    def values(self, row: int) -> dict[str, LeverValue]:
        """The values of a point, by factor."""
        return {
            one.name: plain(self.table.iat[row, place]) for place, one in enumerate(self.factors)
        }

    def evenness(self) -> float:
        """Discrepancy of the points in the unit cube: near 0 when they fill it evenly. SciPy."""
        numbers = [one for one in self.factors if not one.values]
        if not numbers or self.rows < 2:
            return math.nan
        from scipy.stats import qmc

        points = self.table[[one.name for one in numbers]].to_numpy(dtype=float)
        low = np.array([one.low for one in numbers])
        high = np.array([one.high for one in numbers])
        return float(qmc.discrepancy(np.clip((points - low) / (high - low), 0.0, 1.0)))


def plain(value: Any) -> LeverValue:
    """A cell of the table as Python's own text or number."""
    return value if isinstance(value, str) else float(value)


def count_rows(method: str, factors: Sequence[Factor], *, samples: int, second_order: bool) -> int:
    """How many points a design would have, without making it."""
    width = len(factors)
    if method == "grid":
        return math.prod(len(one.values) for one in factors)
    if method == "sobol":
        return samples * (2 * width + 2 if second_order else width + 2)
    if method == "morris":
        return samples * (width + 1)
    return samples


def problem_of(factors: Sequence[Factor]) -> dict[str, Any]:
    """Factors as a SALib problem; a factor with values is drawn by the number of its value."""
    return {
        "num_vars": len(factors),
        "names": [one.name for one in factors],
        "bounds": [
            [0.0, float(len(one.values))] if one.values else [one.low, one.high] for one in factors
        ],
    }


def check_method(
    method: str, factors: Sequence[Factor], *, samples: int, where: Mapping[str, Where], spot: Where
) -> None:
    """Raise WijksimError for factors that a method cannot vary."""
    for one in factors:
        if method == "grid" and not one.values:
            raise WijksimError(
                f"{one.name} has a range, and a grid needs values",
                where=where[one.name],
                do="write 'values: [...]', or add 'steps: 5'",
            )
        if method in SENSITIVITY and one.words:
            raise WijksimError(
                f"{one.name} takes words, which have no order",
                where=where[one.name],
                why=f"{method} measures what a step up does",
                do="use lhs or grid, or make a scenario per choice",
            )
        if method in SENSITIVITY and one.values:
            raise WijksimError(
                f"{one.name} has values, and {method} needs a range",
                where=where[one.name],
                do="write 'low' and 'high'",
            )
    if method == "sobol" and samples & (samples - 1):
        near = 2 ** round(math.log2(samples))
        raise WijksimError(
            f"sobol with {samples} samples is not even over the space",
            where=spot,
            why="its points are balanced for powers of two alone",
            do=f"write 'samples: {near}'",
        )


def make_design(
    method: str,
    factors: Sequence[Factor],
    *,
    samples: int,
    seed: int,
    levels: int = MORRIS_LEVELS,
    second_order: bool = False,
) -> Design:
    """The points of a grid or of a sampled design; the same for the same seed."""
    names = [one.name for one in factors]
    if method == "grid":
        rows = list(itertools.product(*(one.values for one in factors)))
        table = pd.DataFrame(rows, columns=names)
        return Design(method, tuple(factors), table, np.empty((len(table), 0)))
    from SALib.sample import latin, morris, sobol

    problem = problem_of(factors)
    if method == "lhs":
        coded = latin.sample(problem, samples, seed=seed)
    elif method == "morris":
        coded = morris.sample(problem, samples, num_levels=levels, seed=seed)
    else:
        coded = sobol.sample(problem, samples, calc_second_order=second_order, seed=seed)
    columns = {one.name: _decoded(one, coded[:, place]) for place, one in enumerate(factors)}
    return Design(method, tuple(factors), pd.DataFrame(columns), coded, levels, second_order)


def _decoded(factor: Factor, drawn: np.ndarray[Any, Any]) -> Any:
    if not factor.values:
        return np.clip(drawn, factor.low, factor.high)
    places = np.minimum(drawn.astype(np.int64), len(factor.values) - 1)
    return [factor.values[place] for place in places]


def listed_design(method: str, factors: Sequence[Factor], table: pd.DataFrame) -> Design:
    """A design that somebody wrote out, point by point."""
    return Design(method, tuple(factors), table, np.empty((len(table), 0)))
