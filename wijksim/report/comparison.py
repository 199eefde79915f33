"""A comparison as a user gets it: tables to compute with, a report to read, files to keep.

Represents: what stands behind `wijksim.compare` and the command of that name.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from wijksim.core.calendar import monday_of
from wijksim.core.compile import tell_when_cold
from wijksim.experiment import outputs
from wijksim.experiment.compare import Compared, Progress, compare_scenarios
from wijksim.experiment.engine import Runner
from wijksim.files import new_folder
from wijksim.outcomes.base import ALL, Outcome
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.report.page import page
from wijksim.results import compile_before_others, run_branches
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations


@dataclass(frozen=True)
class Comparison(Compared):
    """A comparison with its report. `outcomes` and `summary` are DataFrames."""

    def command(self) -> str:
        """The command that gives the same figures again, on one line."""
        words = ["wijksim", "compare", *(one.name for one in self.scenarios)]
        if self.baseline != self.labels[0]:
            words += ["--baseline", self.baseline]
        if self.stopping.asked is not None:
            words += ["--replicates", str(self.stopping.asked)]
        return shlex.join([*words, "--seed", str(self.seed)])

    def report(self, *, lang: str = "en") -> str:
        """The report as one HTML page, in English (`en`) or Dutch (`nl`)."""
        return page(self, lang=lang, command=self.command())

    def key_rows(self) -> list[dict[str, Any]]:
        """The rows of `summary` on the key outcomes of all residents; None where no figure is."""
        keys = [one.name for one in self.catalogue if one.key]
        rows = self.summary[(self.summary["group"] == ALL) & self.summary["outcome"].isin(keys)]
        return [
            {str(name): None if value != value else value for name, value in row.items()}
            for row in rows.to_dict(orient="records")
        ]

    def manifest(self) -> dict[str, Any]:
        """What another person needs to repeat this comparison."""
        parting = {label: self.parting_week(label) for label in self.others}
        return outputs.manifest(
            command=self.command(),
            scenarios=self.scenarios,
            labels=self.labels,
            runs={
                "baseline": self.baseline,
                "replicates": self.stopping.replicates,
                "replicates_asked": self.stopping.asked,
                "stopped_because": self.stopping.reason,
                "still_wide": list(self.stopping.wide),
                "seeds": [self.seed, self.seed + self.stopping.replicates - 1],
                "can_differ_from": {
                    label: None if week is None else monday_of(week).isoformat()
                    for label, week in parting.items()
                },
            },
        )

    def write(self, folder: str | Path, *, force: bool = False, lang: str = "en") -> Path:
        """Write all files of the comparison to a folder, all or none, and give the folder.

        Raises WijksimError when the folder holds something (unless `force`) or cannot be written.
        """
        target = Path(folder)
        with new_folder(target, force=force, replaces=outputs.RESULT_FILES) as stage:
            outputs.write_parquet(self.outcomes, stage / "outcomes.parquet")
            outputs.write_csv(self.summary, stage / "summary.csv")
            outputs.write_json(self.manifest(), stage / "manifest.json")
            (stage / "report.html").write_bytes(self.report(lang=lang).encode("utf-8"))
        return target


def compare(
    scenarios: Sequence[Scenario | str | Path],
    *,
    replicates: int | None = None,
    seed: int = 0,
    jobs: int = 1,
    baseline: str | None = None,
    progress: Progress | None = None,
    runner: Runner | None = None,
    catalogue: Sequence[Outcome] | None = None,
) -> Comparison:
    """Compare scenarios with the first, or with `baseline`, over pairs of runs with the same luck.

    Scenarios are paths, shipped names, or loaded. Without `replicates`, pairs are added from 20 to
    at most 200 until the key outcomes are known well enough. `jobs` processes share the work; a
    script that sets more than one needs Python's `if __name__ == "__main__":`. `runner` and
    `catalogue` are for tests: what runs scenarios, and which outcomes there are.
    Raises WijksimError for mistakes in files or numbers.
    """
    declared = declarations()
    tell_when_cold()
    loaded = [
        one if isinstance(one, Scenario) else load_scenario(one, declarations=declared)
        for one in scenarios
    ]
    if loaded and runner is None:
        compile_before_others(loaded[0], seed=seed, jobs=jobs)
    found = compare_scenarios(
        loaded,
        runner=runner or run_branches,
        catalogue=OUTCOMES if catalogue is None else catalogue,
        replicates=replicates,
        seed=seed,
        jobs=jobs,
        baseline=baseline,
        progress=progress,
    )
    return Comparison(**{one.name: getattr(found, one.name) for one in fields(found)})
