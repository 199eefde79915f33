"""The plan of a sweep: its units in order, in chunks of a fixed size, and a mark to know it again.

Represents: what must be the same for a sweep to be gone on with: the experiment, its points, the
files behind its scenarios, and the programs that can change a figure. A unit is a point with a
replicate; all scenarios of a unit are run with the same luck. Chunks are the same for any engine.

Leaves out: what is done already, which the ledger says.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from wijksim.entities.agenda import LeverValue
from wijksim.experiment.engine import Runner
from wijksim.experiment.outputs import versions
from wijksim.outcomes.base import Outcome
from wijksim.scenario.settled import Scenario
from wijksim.sweep.experiment import Experiment
from wijksim.sweep.factors import Factor

CHUNK_SECONDS: Final = 20.0
"""About what a chunk takes: little to lose, and much more than the writing of it."""
LARGEST_CHUNK: Final = 100
FEWEST_CHUNKS: Final = 16
"""So that a small sweep still spreads over processors."""


@dataclass(frozen=True)
class Unit:
    """One point with one replicate."""

    number: int
    row: int
    replicate: int
    seed: int
    values: dict[str, LeverValue]


@dataclass(frozen=True)
class ChunkJob:
    """All that a process anywhere needs to do one chunk and to write it."""

    chunk: int
    units: tuple[Unit, ...]
    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...]
    outcomes: tuple[Outcome, ...]
    runner: Runner
    folder: str
    reproduce: str
    dead: tuple[int, ...] = ()
    """Numbers of units that ended the process they ran in: recorded as failed, not run again."""


@dataclass(frozen=True)
class Plan:
    """An experiment cut in chunks."""

    experiment: Experiment
    chunk_units: int

    @property
    def chunks(self) -> int:
        """How many chunks."""
        return math.ceil(self.experiment.units / self.chunk_units)

    def units(self, chunk: int) -> range:
        """Numbers of the units of a chunk."""
        first = chunk * self.chunk_units
        return range(first, min(first + self.chunk_units, self.experiment.units))

    def unit(self, number: int) -> Unit:
        """A unit by its number."""
        row, replicate = divmod(number, self.experiment.replicates)
        return Unit(
            number=number,
            row=row,
            replicate=replicate,
            seed=self.experiment.seed + replicate,
            values=self.experiment.design.values(row),
        )

    def job(self, chunk: int, *, runner: Runner, folder: str) -> ChunkJob:
        """The job of a chunk."""
        return self.job_of(self.units(chunk), chunk=chunk, runner=runner, folder=folder)

    def job_of(
        self, numbers: Sequence[int], *, chunk: int, runner: Runner, folder: str
    ) -> ChunkJob:
        """The job of some units, as part of a chunk."""
        return ChunkJob(
            chunk=chunk,
            units=tuple(self.unit(number) for number in numbers),
            scenarios=self._bare,
            factors=self.experiment.design.factors,
            outcomes=self.experiment.outcomes,
            runner=runner,
            folder=folder,
            reproduce=self.experiment.label,
        )

    @cached_property
    def _bare(self) -> tuple[Scenario, ...]:
        """Scenarios without notes on where their values come from: most of them, read by no run."""
        return tuple(replace(one, settings={}, provenance={}) for one in self.experiment.scenarios)

    def manifest(self) -> dict[str, Any]:
        """What another person needs to repeat the sweep, and what must match to go on with it."""
        one = self.experiment
        return {
            "experiment": one.label,
            "title": dict(one.title),
            "sha256": one.sha256,
            "scenarios": [scenario.name for scenario in one.scenarios],
            "titles": {scenario.name: dict(scenario.title) for scenario in one.scenarios},
            "baseline": one.baseline,
            "method": one.design.method,
            "levels": one.design.levels,
            "second_order": one.design.second_order,
            "factors": [_told(factor) for factor in one.design.factors],
            "design_sha256": hashlib.sha256(
                one.design.table.to_csv(index=False).encode("utf-8")
            ).hexdigest(),
            "points": one.design.rows,
            "replicates": one.replicates,
            "seed": one.seed,
            "outcomes": [outcome.name for outcome in one.outcomes],
            "units": one.units,
            "runs": one.runs,
            "chunk_units": self.chunk_units,
            "chunks": self.chunks,
            "versions": versions(),
            "inputs": {
                file.name: file.sha256 for scenario in one.scenarios for file in scenario.inputs
            },
        }


def make_plan(experiment: Experiment) -> Plan:
    """Cut an experiment in chunks: as it says, or of about 20 seconds each."""
    if experiment.chunk is not None:
        return Plan(experiment, experiment.chunk)
    wanted = int(CHUNK_SECONDS / max(experiment.seconds_per_unit, 1e-9))
    spread = math.ceil(experiment.units / FEWEST_CHUNKS)
    return Plan(experiment, max(1, min(wanted, spread, LARGEST_CHUNK)))


def differences(then: dict[str, Any], now: dict[str, Any], *, at: str = "") -> list[str]:
    """Keys in which two manifests differ, the innermost; where the experiment lies is no matter."""
    found: list[str] = []
    for key in sorted(set(then) | set(now)):
        path = f"{at}{key}"
        one, other = then.get(key), now.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            found += differences(one, other, at=f"{path}: ")
        elif path != "experiment" and json.dumps(one) != json.dumps(other):
            found.append(path)
    return found


def _told(factor: Factor) -> dict[str, Any]:
    return {
        "name": factor.name,
        "unit": factor.unit,
        "lever": factor.lever,
        "low": factor.low,
        "high": factor.high,
        "values": list(factor.values),
        "when": str(factor.when),
        "only": list(factor.only),
    }
