"""From runs to tables: one number per run, pairs of them, and the two tables of a comparison.

Represents: every quarter of every run (`outcomes`), and the paired differences (`summary`). The
number of a run is the mean of its quarters, the last one, or the one that it has once, as the
outcome's `summary` says. Quarters in which there was nothing to count do not count.

Leaves out: what a difference means; see intervals.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from wijksim.experiment.engine import Run
from wijksim.experiment.kept import RETURNING, in_codes
from wijksim.experiment.statistics import Difference, mean_of, paired
from wijksim.outcomes.base import Outcome

Key = tuple[str, str]
"""An outcome and a group."""
Values = dict[Key, float]
"""The number of one run, per outcome and group."""

OUTCOME_COLUMNS: Final = ("scenario", "replicate", "date", "outcome", "group", "value")
SUMMARY_COLUMNS: Final = (
    "outcome",
    "group",
    "scenario",
    "baseline",
    "mean_difference",
    "ci_low",
    "ci_high",
    "probability_higher",
    "replicates",
    "unit",
)


def values_of(run: Run, catalogue: Sequence[Outcome], *, others: bool = True) -> Values:
    """One number per outcome and group of a run, in the outcome's unit.

    Outcomes that the catalogue does not hold are taken as means, or left out without `others`.
    """
    rule = {one.name: one.summary for one in catalogue}
    quarters: dict[Key, list[float]] = {}
    for outcome, group, value in _lines(run.outcomes):
        if others or outcome in rule:
            quarters.setdefault((outcome, group), []).append(value)
    values: Values = {}
    for key, found in quarters.items():
        if rule.get(key[0], "mean") == "last":
            known = [one for one in found if not math.isnan(one)]
            values[key] = known[-1] if known else math.nan
        else:
            values[key] = mean_of(found)
    for outcome, group, value in _lines(run.final):
        if others or outcome in rule:
            values[outcome, group] = value
    return values


def _lines(table: pd.DataFrame) -> Iterator[tuple[str, str, float]]:
    """Outcome, group and value of every line; as lists, over which one goes much faster."""
    if not len(table):
        return iter(())
    figures = map(float, table["value"].tolist())
    return zip(table["outcome"].tolist(), table["group"].tolist(), figures, strict=True)


def judged_difference(
    values: Sequence[Values], baseline: Sequence[Values], outcome: Outcome, group: str
) -> Difference:
    """The paired difference of what an outcome is judged by: its value or distance from zero."""
    key, nothing = (outcome.name, group), math.nan
    return paired(
        [outcome.judged(one.get(key, nothing)) for one in values],
        [outcome.judged(one.get(key, nothing)) for one in baseline],
    )


def difference_of(values: Sequence[Values], baseline: Sequence[Values], key: Key) -> Difference:
    """The paired difference of one outcome in one group, as it is, signs and all."""
    nothing = math.nan
    return paired(
        [one.get(key, nothing) for one in values], [one.get(key, nothing) for one in baseline]
    )


def summary_table(
    values: Mapping[str, Sequence[Values]], *, baseline: str, catalogue: Sequence[Outcome]
) -> pd.DataFrame:
    """Paired differences of every scenario with the baseline, by outcome and by group."""
    order = {one.name: place for place, one in enumerate(catalogue)}
    unit = {one.name: one.unit for one in catalogue}
    found: dict[Key, None] = {}
    for runs in values.values():
        for run in runs:
            found.update(dict.fromkeys(run))
    keys = sorted(found, key=lambda key: order.get(key[0], len(order)))
    rows = []
    for key in keys:
        for label, runs in values.items():
            if label == baseline:
                continue
            one = difference_of(runs, values[baseline], key)
            figures = (one.mean, one.low, one.high, one.higher, one.pairs)
            rows.append((*key, label, baseline, *figures, unit.get(key[0], "")))
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))


def outcome_table(runs: Mapping[str, Sequence[Run]], first: int = 0) -> pd.DataFrame:
    """Every quarter of every run. Figures that a run has once stand at its last date."""
    parts, scenario, replicate = [], [], []
    for label, of_scenario in runs.items():
        for place, run in enumerate(of_scenario):
            once = run.final.assign(date=max(run.outcomes["date"].unique()))
            for part in [run.outcomes, once] if len(once) else [run.outcomes]:
                parts.append(part)
                scenario.append(label)
                replicate.append(first + place)
    sizes = [len(part) for part in parts]
    labels = pd.Categorical(scenario, categories=list(dict.fromkeys(scenario)))
    joined = {
        name: union_categoricals([in_codes(part[name]) for part in parts]) for name in RETURNING
    }
    return pd.DataFrame(
        {
            "scenario": labels.repeat(sizes),
            "replicate": np.repeat(replicate, sizes),
            "date": joined["date"].categories.to_numpy(dtype=object)[joined["date"].codes],
            "outcome": joined["outcome"],
            "group": joined["group"],
            "value": np.concatenate([part["value"].to_numpy() for part in parts]),
        },
        columns=list(OUTCOME_COLUMNS),
    )
