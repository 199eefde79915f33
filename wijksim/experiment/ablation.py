"""Ablation: what each submodel does, shown by leaving it out.

Each submodel names one outcome on which it should show. The figure is the mean difference, over
pairs of runs with the same luck, between the whole model and the model without that submodel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from wijksim.outcomes.base import ALL
from wijksim.results import RunResult, run_scenario
from wijksim.scenario.settled import Scenario

SHOWS_ON: Final[Mapping[str, str]] = {
    "timeline": "cost",
    "population": "unmet_need",
    "vision": "plan_conflict",
    "governance": "administration",
    "institutions": "turnover",
    "learning": "breadth",
    "day_paths": "awareness",
    "ties": "isolation",
    "informal_care": "need",
    "needs": "need",
    "finding_help": "requests",
    "casework": "unmet_need",
    "cooperation": "professional_trust",
    "self_organisation": "initiatives",
}
"""The outcome on which each submodel is judged."""


def mean_of(result: RunResult, outcome: str) -> float:
    """The mean over the quarters of one outcome, for everybody."""
    rows = result.outcomes
    chosen = rows[(rows["outcome"] == outcome) & (rows["group"] == ALL)]
    return float(chosen["value"].mean())


def ablate(scenario: Scenario, *, seeds: Sequence[int]) -> pd.DataFrame:
    """One row a submodel: outcome, value of the whole model, value without it, difference, seeds.

    `agree` is the share of seeds on which the difference has the sign of the mean.
    """
    whole = [run_scenario(scenario, seed=seed) for seed in seeds]
    rows = []
    for name, outcome in SHOWS_ON.items():
        without = replace(scenario, submodels={**scenario.submodels, name: "none"})
        pairs = [
            (mean_of(one, outcome), mean_of(run_scenario(without, seed=seed), outcome))
            for one, seed in zip(whole, seeds, strict=True)
        ]
        differences = pd.Series([there - here for here, there in pairs])
        mean = float(differences.mean())
        rows.append(
            {
                "submodel": name,
                "outcome": outcome,
                "whole": sum(here for here, _ in pairs) / len(pairs),
                "without": sum(there for _, there in pairs) / len(pairs),
                "difference": mean,
                "agree": float((differences * mean > 0).mean()),
                "seeds": len(pairs),
            }
        )
    return pd.DataFrame(rows)
