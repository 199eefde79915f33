"""Comparing scenarios pair by pair: replicate r of every scenario has the same luck.

Represents: the experiment behind `wijksim compare`. Every scenario is run with the seeds of all
replicates, and what is compared is the difference within each pair.

Leaves out: what to write about it (report), and how processes share the work (engine).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from wijksim.core.errors import WijksimError, did_you_mean
from wijksim.experiment.engine import Engine, Maps, Run, Runner, Task
from wijksim.experiment.intervals import Stopping, add_until_narrow, too_wide
from wijksim.experiment.kept import Keeping
from wijksim.experiment.statistics import Difference
from wijksim.experiment.tables import (
    Values,
    judged_difference,
    outcome_table,
    summary_table,
    values_of,
)
from wijksim.outcomes.base import ALL, Outcome
from wijksim.scenario.settled import (
    Scenario,
    first_difference,
    must_be_alike,
    must_fill_a_quarter,
)

MOST_REPLICATES: Final = 10_000
LARGEST_SEED: Final = 2**63 - MOST_REPLICATES - 1
MOST_JOBS: Final = 256

Progress = Callable[[int, int], None]
"""Called with runs done and runs now planned; the plan may grow."""


@dataclass(frozen=True)
class Compared:
    """What a comparison leaves.

    `labels` are the scenarios' names, made unique, in the order given. `values` holds per label one
    number per run, outcome and group. Maps hold counts per cell added up over all runs.
    """

    scenarios: tuple[Scenario, ...]
    labels: tuple[str, ...]
    baseline: str
    catalogue: tuple[Outcome, ...]
    seed: int
    stopping: Stopping
    outcomes: pd.DataFrame
    summary: pd.DataFrame
    values: dict[str, list[Values]] = field(repr=False)
    maps_before: dict[str, Maps] = field(repr=False)
    maps_after: dict[str, Maps] = field(repr=False)
    maps_each: dict[str, tuple[Maps, ...]] = field(repr=False)
    """The maps after, run by run, so that squares can be compared pair by pair."""

    @property
    def others(self) -> tuple[str, ...]:
        """Labels of what is compared with the baseline."""
        return tuple(label for label in self.labels if label != self.baseline)

    def scenario(self, label: str) -> Scenario:
        """The scenario behind a label."""
        return self.scenarios[self.labels.index(label)]

    def difference(self, label: str, outcome: str, group: str = ALL) -> Difference:
        """The paired difference of one scenario with the baseline, of what is judged."""
        one = next(one for one in self.catalogue if one.name == outcome)
        return judged_difference(self.values[label], self.values[self.baseline], one, group)

    def parting_week(self, label: str) -> int | None:
        """The absolute week from which a scenario can differ from the baseline; None for never."""
        return first_difference(self.scenario(self.baseline), self.scenario(label))


def compare_scenarios(
    scenarios: Sequence[Scenario],
    *,
    runner: Runner,
    catalogue: Sequence[Outcome],
    replicates: int | None = None,
    seed: int = 0,
    jobs: int = 1,
    baseline: str | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Run all scenarios with the same seeds; compare each with the baseline, the first if unsaid.

    Without `replicates`, pairs are added until the intervals of the key outcomes are narrower than
    what matters. Raises WijksimError for scenarios that cannot be compared or numbers out of range.
    """
    labels = unique_labels([one.name for one in scenarios])
    _check(scenarios, replicates=replicates, seed=seed, jobs=jobs)
    base = _baseline(labels, baseline)
    runs: dict[str, list[Run]] = {label: [] for label in labels}
    values: dict[str, list[Values]] = {label: [] for label in labels}

    with Engine(jobs=min(jobs, MOST_JOBS), runner=Keeping(runner)) as engine:

        def run_up_to(count: int) -> tuple[str, ...]:
            have = len(runs[base])
            tasks = [Task(tuple(scenarios), seed + r) for r in range(have, count)]
            finished = have * len(labels)

            def done() -> None:
                nonlocal finished
                finished += len(labels)
                if progress is not None:
                    progress(finished, count * len(labels))

            for found_runs in engine.run(tasks, done=done):
                for label, run in zip(labels, found_runs, strict=True):
                    runs[label].append(run)
                    values[label].append(values_of(run, catalogue))
            return still_wide(values, baseline=base, catalogue=catalogue)

        stopping = add_until_narrow(asked=replicates, run_up_to=run_up_to)

    return compared_of(
        scenarios,
        labels=labels,
        baseline=base,
        catalogue=catalogue,
        seed=seed,
        stopping=stopping,
        runs=runs,
        values=values,
    )


def compared_of(
    scenarios: Sequence[Scenario],
    *,
    labels: tuple[str, ...],
    baseline: str,
    catalogue: Sequence[Outcome],
    seed: int,
    stopping: Stopping,
    runs: Mapping[str, Sequence[Run]],
    values: Mapping[str, Sequence[Values]],
) -> Compared:
    """What runs leave together. `runs` and `values` have one for each seed, by label."""
    return Compared(
        scenarios=tuple(scenarios),
        labels=labels,
        baseline=baseline,
        catalogue=tuple(catalogue),
        seed=seed,
        stopping=stopping,
        outcomes=outcome_table(runs),
        summary=summary_table(values, baseline=baseline, catalogue=catalogue),
        values={label: list(found) for label, found in values.items()},
        maps_before={label: _added([run.map_before for run in runs[label]]) for label in labels},
        maps_after={label: _added([run.map_after for run in runs[label]]) for label in labels},
        maps_each={label: tuple(run.map_after for run in runs[label]) for label in labels},
    )


def still_wide(
    values: Mapping[str, Sequence[Values]], *, baseline: str, catalogue: Sequence[Outcome]
) -> tuple[str, ...]:
    """Names of key outcomes that are not known well enough yet, in some scenario."""
    keys = [one for one in catalogue if one.key]
    found = [
        (one.name, judged_difference(of_label, values[baseline], one, ALL))
        for one in keys
        for label, of_label in values.items()
        if label != baseline
    ]
    return too_wide(found, matters={one.name: one.matters for one in keys})


def unique_labels(names: Sequence[str]) -> tuple[str, ...]:
    """Names with a number behind those that occur again.

    >>> unique_labels(["a", "b", "a"])
    ('a', 'b', 'a (2)')
    """
    taken, labels = set(names), dict[str, None]()
    for name in names:
        label, number = name, 2
        while label in labels or (label != name and label in taken):
            label, number = f"{name} ({number})", number + 1
        labels[label] = None
    return tuple(labels)


def _baseline(labels: Sequence[str], asked: str | None) -> str:
    if asked is None:
        return labels[0]
    for suffix in ("", ".yaml", ".yml"):
        if suffix and not asked.endswith(suffix):
            continue
        bare = asked.removesuffix(suffix).removeprefix("scenarios/")
        if bare in labels:
            return bare
    raise WijksimError(
        f"the baseline '{asked}' is not one of the scenarios compared",
        do=did_you_mean(asked, labels) or f"choose from {', '.join(labels)}",
    )


def _check(scenarios: Sequence[Scenario], *, replicates: int | None, seed: int, jobs: int) -> None:
    if len(scenarios) < 2:
        raise WijksimError(
            "a comparison needs two scenarios or more", do="name another scenario to compare with"
        )
    _within("replicates", replicates, 1, MOST_REPLICATES)
    _within("seed", seed, 0, LARGEST_SEED)
    _within("jobs", jobs, 1, MOST_JOBS)
    for one in scenarios:
        must_fill_a_quarter(one)
    for other in scenarios[1:]:
        must_be_alike(scenarios[0], other)


def _within(name: str, value: int | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        raise WijksimError(f"{name} is {value}", do=f"choose a whole number from {low} to {high}")


def _added(maps: Sequence[Maps]) -> dict[str, np.ndarray[Any, Any]]:
    return {name: np.sum([one[name] for one in maps], axis=0) for name in maps[0]}
