"""The workbench of exploratory modelling runs the model: its own models, samplers, evaluators."""

import sys

from ema_workbench import (
    CategoricalParameter,
    Model,
    RealParameter,
    ScalarOutcome,
    perform_experiments,
)

import wijksim

SCENARIO = sys.argv[1] if len(sys.argv) > 1 else "carnisse/mixed"
SAMPLES = 4


def care(debt: float, rule: str) -> dict[str, float]:
    """Unmet need at the end of a run, in a world with more or fewer debts."""
    changed = {"needs.onset_debt": debt, "coordination.rule": rule}
    found = wijksim.run(wijksim.load_scenario(SCENARIO, overrides=changed), seed=1).outcomes
    last = found[(found["outcome"] == "unmet_need") & (found["group"] == "all")].iloc[-1]
    return {"unmet_need": last["value"]}


model = Model("wijk", function=care)
model.uncertainties = [RealParameter("debt", 0.02, 0.07)]
model.levers = [CategoricalParameter("rule", ["none", "lead_worker"])]
model.outcomes = [ScalarOutcome("unmet_need")]

if __name__ == "__main__":
    experiments, outcomes = perform_experiments(model, scenarios=SAMPLES, policies=2)
    experiments["unmet_need"] = outcomes["unmet_need"]
    print(experiments[["debt", "rule", "unmet_need"]].to_csv(index=False))
