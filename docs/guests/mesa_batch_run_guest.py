"""Mesa's own batch_run runs the model over scenarios and seeds."""

import sys

import mesa
import pandas as pd

import wijksim

SCENARIOS = sys.argv[1:] or ["carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"]
WEEKS = 4

if __name__ == "__main__":
    runs = mesa.batch_run(
        wijksim.WijkModel,
        parameters={"scenario": SCENARIOS, "seed": [1, 2]},
        number_processes=1,
        max_steps=WEEKS,
        data_collection_period=1,
        display_progress=False,
    )
    print(pd.DataFrame(runs).drop(columns=["date"]).to_csv(index=False))
