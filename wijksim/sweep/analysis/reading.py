"""Reading a sweep back: its points, and one figure per point, seed, scenario and outcome.

Represents: a sweep as blocks of figures. Only chunks that the ledger counts as done are read. A run
that failed or is not done leaves a hole (NaN), which every analysis sees and counts.

Leaves out: figures of groups of residents; these stand in the tables of the sweep itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from wijksim.core.errors import Where, WijksimError
from wijksim.outcomes.base import ALL, Outcome
from wijksim.sweep import ledger
from wijksim.sweep.running import read_plan

Block = np.ndarray[Any, Any]
READ: tuple[str, ...] = ("row", "replicate", "scenario", "outcome", "value")


@dataclass(frozen=True)
class Varied:
    """One factor of the design. With `values` it took those alone, else all from low to high."""

    name: str
    lever: bool
    unit: str
    low: float
    high: float
    values: tuple[float | str, ...]
    only: tuple[str, ...]

    @property
    def words(self) -> bool:
        """Whether it took words instead of numbers."""
        return any(isinstance(one, str) for one in self.values)

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the most that it took, in its unit; only for numbers."""
        numbers = [float(one) for one in self.values]
        return (min(numbers), max(numbers)) if numbers else (self.low, self.high)


@dataclass(frozen=True)
class Swept:
    """A sweep that was read. `figures` has per outcome a block (points, replicates, scenarios)."""

    plan: Mapping[str, Any]
    factors: tuple[Varied, ...]
    design: pd.DataFrame
    outcomes: tuple[Outcome, ...]
    scenarios: tuple[str, ...]
    baseline: str
    figures: Mapping[str, Block]
    done: int
    failed: int

    @property
    def rows(self) -> int:
        """How many points the design has."""
        return len(self.design)

    @property
    def replicates(self) -> int:
        """How many seeds each point was run with."""
        return int(self.plan["replicates"])

    @property
    def others(self) -> tuple[str, ...]:
        """The scenarios that are compared with the baseline."""
        return tuple(one for one in self.scenarios if one != self.baseline)

    def level(self, outcome: str, scenario: str) -> Block:
        """What one scenario is judged by, shape (points, replicates).

        That is the figure of each run, or its distance from zero where the outcome says so.
        """
        found: Block = self.figures[outcome][:, :, self.scenarios.index(scenario)]
        from_zero = any(one.name == outcome and one.near_zero for one in self.outcomes)
        return np.abs(found) if from_zero else found

    def contrast(self, outcome: str, scenario: str) -> Block:
        """A scenario less the baseline with the same luck, shape (points, replicates)."""
        found: Block = self.level(outcome, scenario) - self.level(outcome, self.baseline)
        return found


def read_sweep(folder: Path, *, catalogue: Sequence[Outcome]) -> Swept:
    """The sweep in a folder. Raises WijksimError when there is none that can be read."""
    plan = read_plan(folder)
    try:
        return _read(folder, plan, catalogue)
    except (
        LookupError,
        TypeError,
        ValueError,
        ArithmeticError,
        OSError,
        pa.ArrowException,
    ) as reason:
        raise WijksimError(
            f"the sweep in this folder is damaged: {str(reason)[:200]}",
            where=Where(str(folder)),
            do="repeat 'wijksim sweep ... --resume', which does again what was lost",
        ) from reason


def _read(folder: Path, plan: dict[str, Any], catalogue: Sequence[Outcome]) -> Swept:
    by_name = {one.name: one for one in catalogue}
    strange = [name for name in plan["outcomes"] if name not in by_name]
    if strange:
        raise WijksimError(
            f"this program has no outcome '{strange[0]}'",
            where=Where(str(folder)),
            why="the sweep was made by another version",
            do="analyse it with the version that its plan.json names",
        )
    outcomes = tuple(by_name[name] for name in plan["outcomes"])
    scenarios = tuple(str(one) for one in plan["scenarios"])
    shape = (int(plan["points"]), int(plan["replicates"]), len(scenarios))
    figures = {one.name: np.full(shape, np.nan) for one in outcomes}
    done = failed = 0
    for entry in ledger.entries(folder):
        if not ledger.is_done(folder, entry.chunk):
            continue
        done, failed = done + entry.runs, failed + entry.failed
        _fill(figures, ledger.chunk_file(folder, entry.chunk), scenarios)
    if done == failed:
        raise WijksimError(
            "no run of this sweep is done" if not done else "every run of this sweep failed",
            where=Where(str(folder)),
            why="without a figure there is nothing to tell",
            do="go on with 'wijksim sweep ... --resume', or look into the folder 'failures'",
        )
    design = pq.read_table(folder / ledger.DESIGN).to_pandas().set_index("row").sort_index()
    return Swept(
        plan=plan,
        factors=tuple(_factor(one) for one in plan["factors"]),
        design=design,
        outcomes=outcomes,
        scenarios=scenarios,
        baseline=str(plan["baseline"]),
        figures=figures,
        done=done,
        failed=failed,
    )


def _fill(figures: Mapping[str, Block], path: Path, scenarios: tuple[str, ...]) -> None:
    every = pq.read_table(path, columns=list(READ), filters=[("group", "==", ALL)]).to_pandas()
    place = {name: number for number, name in enumerate(scenarios)}
    for name, block in figures.items():
        one = every[every["outcome"] == name]
        where = (one["row"], one["replicate"], one["scenario"].map(place))
        block[tuple(axis.to_numpy(dtype=np.int64) for axis in where)] = one["value"].to_numpy()


def _factor(told: Mapping[str, Any]) -> Varied:
    return Varied(
        name=str(told["name"]),
        lever=bool(told["lever"]),
        unit=str(told["unit"]),
        low=float(told["low"]),
        high=float(told["high"]),
        values=tuple(told["values"]),
        only=tuple(told["only"]),
    )
