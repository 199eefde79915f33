"""SALib samples and weighs: how much of unmet need is moved by each of two numbers."""

import sys

import numpy as np
import SALib
from SALib.analyze import morris as weigh
from SALib.sample import morris as sample

import wijksim

SCENARIO = sys.argv[1] if len(sys.argv) > 1 else "carnisse/mixed"

problem = SALib.ProblemSpec(
    {
        "names": ["needs.onset_debt", "needs.turn_debt"],
        "bounds": [[0.02, 0.07], [0.1, 0.4]],
        "outputs": ["unmet_need"],
    }
)


def unmet_need(debt: float, turn: float) -> float:
    """Unmet need at the end of a run."""
    changed = {"needs.onset_debt": debt, "needs.turn_debt": turn}
    found = wijksim.run(wijksim.load_scenario(SCENARIO, overrides=changed), seed=1).outcomes
    found = found[(found["outcome"] == "unmet_need") & (found["group"] == "all")]
    return float(found["value"].iloc[-1])


if __name__ == "__main__":
    points = sample.sample(problem, N=2, num_levels=4, seed=1)
    answers = [unmet_need(debt=debt, turn=turn) for debt, turn in points]
    found = weigh.analyze(problem, points, np.array(answers), num_levels=4, seed=1)
    print(found.to_df().to_csv(index_label="factor"))
