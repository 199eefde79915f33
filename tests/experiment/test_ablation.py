"""Each submodel matters: leaving it out shows on the outcome that it is judged on."""

from dataclasses import replace
from datetime import date

from wijksim.experiment.ablation import SHOWS_ON, ablate
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import SCHEDULE, declarations


def test_leaving_out_any_submodel_shows_on_its_outcome() -> None:
    scenario = load_scenario("carnisse/mixed", declarations=declarations())
    short = replace(scenario, start=date(2013, 12, 30), end=date(2015, 9, 27), warm_up_weeks=13)
    table = ablate(short, seeds=(1,)).set_index("submodel")
    assert set(table.index) == {stage.name for stage in SCHEDULE} == set(SHOWS_ON)
    assert (table["difference"].abs() > 1e-4).all(), table
    assert table.loc["casework", "difference"] > 0, "without casework less need is met"
    assert table.loc["ties", "difference"] > 0, "without ties more people are isolated"
    assert table.loc["finding_help", "difference"] < 0, "without ways to help nobody asks"
