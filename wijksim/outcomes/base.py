"""What an outcome and an observer are. Observers read the world and write nothing to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.entities.domains import DOMAINS, PAYERS, VALUES
from wijksim.entities.world import Scope

ALL: Final = "all"
COHORT: Final = "cohort"
QUINTILES: Final = tuple(f"quintile {n}" for n in range(1, 6))
HOUSEHOLD_GROUPS: Final = (
    "household single",
    "household couple",
    "household with children",
    "household single parent",
)
"""In the order of HouseholdType, from 1 on."""
DOMAIN_GROUPS: Final = tuple(f"domain {name}" for name in DOMAINS)
PAYER_GROUPS: Final = tuple(f"payer {name}" for name in PAYERS)
THRESHOLD_GROUPS: Final = ("threshold low", "threshold middle", "threshold high")
"""The three levels of trust at which a mode of cooperation is looked for."""

VALUE_GROUPS: Final = tuple(f"value {name.replace('_', ' ')}" for name in VALUES)
"""The values of a vision, each by itself."""

PERSON_GROUPS: Final = (ALL, COHORT, *QUINTILES, *HOUSEHOLD_GROUPS)
"""Groups of residents. The cohort are those who lived here when observation began. In unmet need,
those of them who left count on as they were when they left: if the needy leave, the figure of all
improves and that of the cohort does not."""
N_PERSON_GROUPS: Final = len(PERSON_GROUPS)
FIRST_QUINTILE: Final = 2
FIRST_HOUSEHOLD: Final = 7

HOUSEHOLD_KINDS: Final = len(HOUSEHOLD_GROUPS) + 1
CELLS: Final = 2 * len(QUINTILES) * HOUSEHOLD_KINDS
"""Cohort or not, fifth, household type: kernels add to cells, and cells are added to groups."""


@kernel
def cell_of(cohort: bool, quintile: int, household_kind: int) -> int:
    """The cell of a resident."""
    return ((1 if cohort else 0) * 5 + quintile) * 5 + household_kind


def groups_of(cells: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Sums per group of residents, shape (k, N_PERSON_GROUPS), from those per cell (CELLS, k)."""
    cube = cells.reshape(2, len(QUINTILES), HOUSEHOLD_KINDS, -1)
    everyone = cube.sum(axis=(0, 1, 2))[None]
    cohort = cube[1].sum(axis=(0, 1))[None]
    fifths = cube.sum(axis=(0, 2))
    kinds = cube.sum(axis=(0, 1))[1:]
    found: np.ndarray[Any, Any] = np.concatenate((everyone, cohort, fifths, kinds)).T
    return found


MOST_QUARTERS: Final = 2000
"""Quarters that are kept of what observers tell one another: five centuries."""

Row = tuple[str, str, float]
"""An outcome, a group, a value. NaN says that there was nothing to count."""


@dataclass(frozen=True)
class Outcome:
    """One outcome: what it is, in which unit, which way is better and what difference matters.

    `matters` is the smallest difference that a policy maker should care about, in the unit, with
    `reason`. `summary` says how a run's quarters become one number: their mean, the last one, or
    "once" when a run has only one value. With `near_zero` less distance from zero is better,
    whichever side it comes from: then all that is said of a difference, which is better and whether
    it matters, goes by that distance.
    """

    name: str
    unit: str
    better: str
    matters: float
    reason: str
    en: str
    nl: str
    definition: str
    key: bool = False
    summary: str = "mean"
    near_zero: bool = False

    def judged(self, value: float) -> float:
        """What is compared of a value, in the outcome's unit: itself, or its distance from zero."""
        return abs(value) if self.near_zero else value

    @property
    def better_judged(self) -> str:
        """Which way is better of what is compared: lower, higher or neither."""
        return "lower" if self.near_zero else self.better


class Course:
    """Figures quarter by quarter, one line for each name, in arrays that a checkpoint keeps."""

    def __init__(self, lines: int) -> None:
        self.values = np.full((lines, MOST_QUARTERS), np.nan)
        self.quarters = 0

    def add(self, figures: Sequence[float]) -> None:
        """One more quarter, a figure a line."""
        if self.quarters < MOST_QUARTERS:
            self.values[:, self.quarters] = figures
            self.quarters += 1

    def line(self, number: int) -> np.ndarray[Any, Any]:
        """The figures of one line so far, shape (quarters,)."""
        found: np.ndarray[Any, Any] = self.values[number, : self.quarters]
        return found


class Observer:
    """Looks at the world every week and gives figures at the end of every quarter."""

    name: str
    outcomes: tuple[Outcome, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    adds_to: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    links: tuple[str, ...] = ()

    def lead(self, w: Scope) -> int:
        """Weeks before the end of the warm-up from which it must look ahead."""
        return 0

    def look_ahead(self, w: Scope) -> None:
        """Look at a last week of the warm-up, of which nothing is told."""

    def start(self, w: Scope) -> None:
        """Begin, after the warm-up."""

    def observe(self, w: Scope) -> None:
        """Look at the week just lived."""

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter; counting begins anew."""
        return []

    def hear(self, rows: Sequence[Row]) -> None:
        """Take in what all observers told of the quarter."""

    def final(self, w: Scope) -> list[Row]:
        """Figures that a run has once."""
        return []


def ratio(part: float, whole: float) -> float:
    """Part of a whole, NaN when there is no whole.

    >>> ratio(1.0, 4.0)
    0.25
    """
    return part / whole if whole > 0 else float("nan")


def per_group(outcome: str, part: np.ndarray[Any, Any], whole: np.ndarray[Any, Any]) -> list[Row]:
    """One row a group of residents, from sums of shape (N_PERSON_GROUPS,)."""
    figures = zip(PERSON_GROUPS, part.tolist(), whole.tolist(), strict=True)
    return [(outcome, group, ratio(own, out_of)) for group, own, out_of in figures]
