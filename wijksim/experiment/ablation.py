"""Ablation: what each submodel does, shown by leaving it out.

Each submodel names one outcome on which it should show. The figure is the mean difference, over
pairs of runs with the same luck, between the whole model and the model without that submodel.

`python -m wijksim.experiment.ablation` prints the table of docs/ablation.md; about two minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

import pandas as pd

from wijksim.outcomes.base import ALL
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.results import RunResult, run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations


class Shows(NamedTuple):
    """The outcome on which a submodel is judged, and which way it goes without that submodel."""

    outcome: str
    sign: int


SHOWS_ON: Final[Mapping[str, Shows]] = {
    "timeline": Shows("cost", +1),
    "population": Shows("ties", +1),
    "vision": Shows("plan_conflict", +1),
    "governance": Shows("administration", -1),
    "institutions": Shows("professional_trust", +1),
    "learning": Shows("breadth", -1),
    "day_paths": Shows("awareness", -1),
    "ties": Shows("informal_care", -1),
    "informal_care": Shows("need", +1),
    "needs": Shows("cost", -1),
    "finding_help": Shows("unmet_need", +1),
    "casework": Shows("unmet_need", +1),
    "cooperation": Shows("professional_trust", -1),
    "self_organisation": Shows("ties", -1),
}
"""Signs by theory: moving house cuts ties, a vision lowers conflict, reflection broadens."""
SCENARIO: Final = "carnisse/mixed"


def mean_of(result: RunResult, outcome: str) -> float:
    """The mean over the quarters of one outcome, for everybody."""
    rows = result.outcomes
    chosen = rows[(rows["outcome"] == outcome) & (rows["group"] == ALL)]
    return float(chosen["value"].mean())


def ablate(scenario: Scenario, *, seeds: Sequence[int]) -> pd.DataFrame:
    """One row a submodel: outcome, value of the whole model, value without it, difference, seeds.

    `expected` is the sign by theory, `agree` the share of seeds on which the difference has it.
    """
    whole = [run_scenario(scenario, seed=seed) for seed in seeds]
    rows = []
    for name, (outcome, sign) in SHOWS_ON.items():
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
                "expected": sign,
                "agree": float((differences * sign > 0).mean()),
                "seeds": len(pairs),
            }
        )
    return pd.DataFrame(rows)


def in_markdown(table: pd.DataFrame) -> str:
    """The table as docs/ablation.md has it."""
    told = {one.name: f"{one.en.lower()}, {one.unit}" for one in OUTCOMES}
    lines = [
        "| left out | outcome | whole model | without it | difference | as expected |",
        "|---|---|---|---|---|---|",
    ]
    for row in table.to_dict(orient="records"):
        way = "more" if row["expected"] > 0 else "less"
        agreed = f"{round(row['agree'] * row['seeds'])} of {row['seeds']} ({way})"
        lines.append(
            f"| {row['submodel']} | {told[row['outcome']]} | {row['whole']:.4g} "
            f"| {row['without']:.4g} | {row['difference']:+.3g} | {agreed} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table for Carnisse, the mixed policy, 2013 to 2018."""
    parser = argparse.ArgumentParser(description="What each submodel does, by leaving it out.")
    parser.add_argument("--seeds", type=int, default=3, help="pairs of runs")
    chosen = parser.parse_args()
    scenario = load_scenario(SCENARIO, declarations=declarations())
    short = replace(scenario, end=date(2018, 12, 31), warm_up_weeks=52)
    print(in_markdown(ablate(short, seeds=range(1, chosen.seeds + 1))))


if __name__ == "__main__":
    main()
