"""Each feedback loop: its sign when it alone is cut, with the same luck in all runs."""

from dataclasses import replace
from datetime import date
from statistics import mean, stdev

import pytest

from wijksim.core.errors import WijksimError
from wijksim.entities.links import Links
from wijksim.experiment.loops import LOOPS, Shown, pushed, quiet, run_with_loop_cut, show_loops
from wijksim.experiment.loops_table import SOON, carnisse, lived
from wijksim.results import run_branches, run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

FAINT = ("R1",)
"""Loops that five seeds cannot tell from chance at the shipped values."""
SLOW = tuple(name for name in LOOPS if name not in (*SOON, *FAINT))


def mean_and_error(name: str, shown: list[Shown]) -> tuple[float, float, list[float]]:
    """What a loop does along its sign: the mean over seeds, its standard error, each seed."""
    signed = [one.by_the_loop * LOOPS[name].sign for one in shown]
    return mean(signed), stdev(signed) / len(signed) ** 0.5, signed


@pytest.fixture(scope="module")
def within_two_years() -> dict[str, list[Shown]]:
    return lived(SOON, seeds=(1, 2))


@pytest.fixture(scope="module")
def within_four_years() -> dict[str, list[Shown]]:
    return lived(SLOW, seeds=range(1, 6))


def brief() -> Scenario:
    return replace(carnisse(years=1, weeks_before=4), end=date(2013, 6, 30))


def test_every_loop_has_a_name_a_path_in_two_languages_and_all_links_that_carry_it() -> None:
    assert {name: loop.links for name, loop in LOOPS.items()} == declarations().loops
    assert set(LOOPS) == {*(f"R{n}" for n in range(1, 11)), "B1", "B2"} == {*SOON, *SLOW, *FAINT}
    assert all("→" in loop.nl and "→" in loop.en for loop in LOOPS.values())


def test_cutting_every_loop_changes_nothing_where_nothing_happens() -> None:
    scenario = quiet(brief())
    links = declarations().links
    free = run_scenario(scenario, seed=3, links=Links(record=links))
    assert {name for name, _ in free.links} == set(links)
    cut = run_scenario(scenario, seed=3, links=Links(cut=links, baseline=free.links))
    assert free.outcomes.equals(cut.outcomes)


def test_only_the_links_that_are_asked_for_are_kept() -> None:
    baseline, _, _ = run_with_loop_cut(brief(), "R2", seed=3)
    assert {name for name, _ in baseline.links} == set(LOOPS["R2"].links)


def test_one_word_in_a_scenario_cuts_a_loop() -> None:
    rest = load_scenario(
        "carnisse/at-rest", overrides={"links_cut": "R3"}, declarations=declarations()
    )
    assert rest.links_cut == LOOPS["R3"].links
    awake = pushed(brief(), LOOPS["R3"])
    switched = replace(awake, links_cut=rest.links_cut)
    _, free, by_hand = run_with_loop_cut(brief(), "R3", seed=3)
    by_switch = run_scenario(switched, seed=3)
    assert by_switch.outcomes.equals(by_hand.outcomes)
    assert not by_switch.outcomes.equals(free.outcomes)
    side_by_side = run_branches([switched, awake], seed=3)
    assert side_by_side[0].outcomes.equals(by_hand.outcomes)
    assert side_by_side[1].outcomes.equals(free.outcomes)


def test_a_loop_that_does_not_exist_is_refused() -> None:
    with pytest.raises(WijksimError, match="R33"):
        run_with_loop_cut(brief(), "R33", seed=1)


def test_loops_that_share_a_baseline_show_what_they_show_one_by_one() -> None:
    together = show_loops(brief(), ["R2", "B2", "R3"], seeds=(3, 4))
    alone = {name: show_loops(brief(), [name], seeds=(3, 4))[name] for name in together}
    assert together == alone
    assert all(one.baseline > 0 for shown in together.values() for one in shown)


@pytest.mark.parametrize("name", SOON)
def test_a_loop_shows_its_sign_within_two_years_when_it_alone_is_cut(
    name: str, within_two_years: dict[str, list[Shown]]
) -> None:
    shown = within_two_years[name]
    assert all(one.by_the_loop * LOOPS[name].sign > 0 for one in shown), shown


@pytest.mark.parametrize("name", SLOW)
def test_a_loop_shows_its_sign_within_four_years_when_it_alone_is_cut(
    name: str, within_four_years: dict[str, list[Shown]]
) -> None:
    middle, error, signed = mean_and_error(name, within_four_years[name])
    assert sum(one > 0 for one in signed) >= 4, signed
    assert middle > error, "smaller than its standard error"


@pytest.mark.parametrize("name", FAINT)
def test_a_faint_loop_shows_its_sign_in_the_middle_of_ten_seeds(name: str) -> None:
    middle, _, signed = mean_and_error(name, lived([name], seeds=range(1, 11))[name])
    assert middle > 0 and sum(one > 0 for one in signed) > 5, signed


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FAINT, "R7"])
def test_a_faint_loop_shows_its_sign_over_thirty_seeds_by_twice_its_standard_error(
    name: str,
) -> None:
    middle, error, signed = mean_and_error(name, lived([name], seeds=range(1, 31))[name])
    assert middle > 2 * error, signed
