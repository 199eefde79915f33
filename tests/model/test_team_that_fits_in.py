"""A neighbourhood team may be there, and change nothing of the order into which it comes."""

from dataclasses import replace

import pytest

from wijksim.entities.agenda import LeverValue
from wijksim.experiment.loops import late_mean
from wijksim.experiment.loops_table import carnisse
from wijksim.results import RunResult, run_branches
from wijksim.scenario.settled import Scenario

TEAM: dict[str, LeverValue] = {"team.presence": "added", "team.fte": 11.0}
NO_CHANGE: dict[str, LeverValue] = {**TEAM, "change.depth": 0.0}
CHANGE: dict[str, LeverValue] = {
    **TEAM,
    "change.depth": 0.6,
    "learning.reflection_hours": 8.0,
    "room.willingness": 0.9,
}


@pytest.fixture(scope="module")
def lives() -> tuple[RunResult, ...]:
    """Carnisse at rest for two years: without a team, with one that fits in, with one that asks."""
    rest: Scenario = carnisse(years=2, weeks_before=13)
    asked = ({}, NO_CHANGE, CHANGE)
    return tuple(
        run_branches([replace(rest, levers={**rest.levers, **one}) for one in asked], seed=1)
    )


def test_a_team_that_asks_for_no_change_finds_no_new_practice_and_moves_no_money_or_mandate(
    lives: tuple[RunResult, ...],
) -> None:
    without, fits_in, _ = lives
    assert late_mean(fits_in, "teams") == 1.0
    assert late_mean(fits_in, "practices") == 0.0
    assert late_mean(fits_in, "mandates_changed") <= late_mean(without, "mandates_changed")
    assert late_mean(fits_in, "budgets_changed") < 0.01
    assert late_mean(fits_in, "room") < late_mean(without, "room")


def test_it_comes_on_top_as_one_party_more_with_whom_to_coordinate(
    lives: tuple[RunResult, ...],
) -> None:
    without, fits_in, _ = lives
    assert late_mean(fits_in, "layers") > late_mean(without, "layers")
    assert late_mean(fits_in, "coordination") > 1.5 * late_mean(without, "coordination")


def test_the_same_team_that_asks_for_change_reflects_and_has_room_works_in_another_way(
    lives: tuple[RunResult, ...],
) -> None:
    _, fits_in, asks = lives
    assert late_mean(asks, "practices") > 0.1 > late_mean(fits_in, "practices")
    assert late_mean(asks, "room") > late_mean(fits_in, "room")
    assert late_mean(asks, "layers") < late_mean(fits_in, "layers")
