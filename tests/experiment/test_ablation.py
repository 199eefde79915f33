"""Each submodel matters: leaving it out shows on the outcome that it is judged on."""

from dataclasses import replace
from datetime import date

import pytest

from wijksim.experiment.ablation import SHOWS_ON, ablate, in_markdown
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import SCHEDULE, declarations


def test_leaving_out_any_submodel_shows_on_its_outcome() -> None:
    scenario = load_scenario("carnisse/mixed", declarations=declarations())
    short = replace(scenario, start=date(2013, 12, 30), end=date(2015, 9, 27), warm_up_weeks=13)
    table = ablate(short, seeds=(1,)).set_index("submodel")
    assert set(table.index) == {stage.name for stage in SCHEDULE} == set(SHOWS_ON)
    assert (table["difference"].abs() > 1e-4).all(), table
    clear = table.drop(index=["population", "vision"])
    assert (clear["difference"] * clear["expected"] > 0).all(), clear


@pytest.mark.slow
def test_leaving_out_any_submodel_goes_the_way_that_theory_says() -> None:
    scenario = load_scenario("carnisse/mixed", declarations=declarations())
    longer = replace(scenario, end=date(2018, 12, 31), warm_up_weeks=52)
    table = ablate(longer, seeds=(1, 2, 3)).set_index("submodel")
    assert (table["difference"] * table["expected"] > 0).all(), table
    assert "| casework | unmet need" in in_markdown(table.reset_index())
