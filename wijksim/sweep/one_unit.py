"""One unit of a sweep, run here and now: to see a run fail again, or to look at one closely."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from wijksim.core.errors import WijksimError
from wijksim.experiment.engine import Runner
from wijksim.sweep.chunks import figures_of_run, run_unit
from wijksim.sweep.plan import Plan, Unit


@dataclass(frozen=True)
class Found:
    """What one scenario gives at one point: figures by outcome and group, or an exception."""

    unit: Unit
    scenario: str
    found: dict[tuple[str, str], float] | Exception

    def told(self) -> dict[str, Any]:
        """The figures for programs."""
        head = {"unit": self.unit.number, "seed": self.unit.seed, "scenario": self.scenario}
        if isinstance(self.found, Exception):
            return {**head, "error": f"{type(self.found).__name__}: {self.found}"}
        figures = [
            {"outcome": outcome, "group": group, "value": None if math.isnan(value) else value}
            for (outcome, group), value in self.found.items()
        ]
        return {**head, "values": self.unit.values, "figures": figures}

    def text(self) -> str:
        """The figures for people."""
        lines = [f"{self.scenario}, seed {self.unit.seed}, {self.unit.values}"]
        if isinstance(self.found, Exception):
            return "\n".join([*lines, f"  failed: {type(self.found).__name__}: {self.found}"])
        return "\n".join([*lines, *(f"  {k[0]}, {k[1]}: {v:g}" for k, v in self.found.items())])


def figures_of(plan: Plan, number: int, *, runner: Runner) -> list[Found]:
    """What each scenario gives in a unit. Raises WijksimError when there is no such unit."""
    if not 0 <= number < plan.experiment.units:
        raise WijksimError(
            f"there is no unit {number}",
            do=f"choose a whole number from 0 to {plan.experiment.units - 1}",
        )
    job = plan.job_of([number], chunk=0, runner=runner, folder="")
    return [
        Found(
            job.units[0],
            scenario.name,
            found if isinstance(found, Exception) else figures_of_run(job, found),
        )
        for scenario, found in run_unit(job, job.units[0])
    ]
