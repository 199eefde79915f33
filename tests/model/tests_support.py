"""What a separate process computes, so that its bits can be compared."""

import hashlib
from dataclasses import replace
from datetime import date

from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations


def digest() -> str:
    """A hash over all columns and figures after half a year, the transfers included."""
    scenario = load_scenario("carnisse/top-down-rollout", declarations=declarations())
    short = replace(scenario, start=date(2014, 10, 6), end=date(2015, 4, 5), warm_up_weeks=4)
    model = WijkModel(short, seed=5, collect=False)
    while model.running:
        model.step()
    whole = hashlib.sha256()
    for _, table in sorted(model.world.tables.items()):
        for column in table.schema.columns:
            whole.update(table.array(column.name).tobytes())
    whole.update(model.observation.series().to_csv().encode())
    return whole.hexdigest()
