"""Each feedback loop: its sign when it alone is cut, with the same luck in all runs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from statistics import mean, stdev

import pytest
from scipy.stats import binomtest

from wijksim.core.errors import WijksimError
from wijksim.entities.links import Links
from wijksim.experiment.loops import (
    Shown,
    late_mean,
    pushed,
    quiet,
    run_with_loop_cut,
    show_loops,
)
from wijksim.experiment.loops_catalogue import BY_COUNT, LOOPS, SILENT
from wijksim.experiment.loops_table import LATE, SOON, carnisse, lived, moves
from wijksim.results import run_branches, run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

CLEAR = ("R2", "R4", "R6", "R8")
"""Loops that show in four years in every seed."""
NOISY = ("B1", "B2")
"""Loops that show in four years in most seeds."""
FAINT = ("R1",)
"""Loops that five seeds cannot tell from chance at the shipped values."""
AT_ONCE = tuple(link for name in SOON for link in LOOPS[name].links if link not in SILENT)
"""Links that move their outcome within two years."""
RARE = tuple(dict.fromkeys(link.split(".")[0] for link in BY_COUNT))
"""Loops that rare turns drown in the mean."""
SEEDS = (
    (5, ("R5", "R6", "R8", "R9", "R10", "B1", "B2")),
    (10, ("R2", "R4")),
    (30, ("R3",)),
)
"""Seeds over which the links of loops are judged; those of R1 and R7 are judged over thirty too."""


def mean_and_error(name: str, shown: list[Shown]) -> tuple[float, float, list[float]]:
    """What a loop does along its sign: the mean over seeds, its standard error, each seed."""
    signed = [one.by_the_loop * LOOPS[name].sign for one in shown]
    return mean(signed), stdev(signed) / len(signed) ** 0.5, signed


def without_effect(lives: dict[str, list[Shown]]) -> set[str]:
    """The links of these loops that alone do not move what they are judged on."""
    return {
        link
        for name, shown in lives.items()
        for link in LOOPS[name].links
        if not moves([one.links[link].alone for one in shown], LOOPS[name].judged(link)[1])
    }


def shows_in_most(signed: list[float]) -> bool:
    """Whether a sign test, at 5% from both sides, finds that most are above zero."""
    above = sum(one > 0.0 for one in signed)
    apart = sum(one != 0.0 for one in signed)
    return 2 * above > apart and float(binomtest(above, apart).pvalue) < 0.05


def silent_of(names: Iterable[str]) -> set[str]:
    return {link for link in SILENT if link.split(".")[0] in names}


@pytest.fixture(scope="module")
def within_two_years() -> dict[str, list[Shown]]:
    return lived(SOON, seeds=(1, 2), apart=True)


@pytest.fixture(scope="module")
def clear() -> dict[str, list[Shown]]:
    return lived(CLEAR, seeds=(1, 2, 3))


@pytest.fixture(scope="module")
def noisy() -> dict[str, list[Shown]]:
    return lived((*NOISY, *FAINT), seeds=range(1, 6))


@pytest.fixture(scope="module")
def over_thirty_seeds() -> dict[str, list[Shown]]:
    return lived((*FAINT, *RARE), seeds=range(1, 31), apart=True)


def brief() -> Scenario:
    return replace(carnisse(years=1, weeks_before=4), end=date(2013, 6, 30))


def test_every_loop_has_a_name_a_path_in_two_languages_and_all_links_that_carry_it() -> None:
    assert {name: loop.links for name, loop in LOOPS.items()} == declarations().loops
    assert set(LOOPS) == {*(f"R{n}" for n in range(1, 11)), "B1", "B2"}
    assert set(LOOPS) == {*SOON, *LATE, *CLEAR, *NOISY, *FAINT, *RARE}
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
        "carnisse/at-rest", overrides={"links_cut": "R4"}, declarations=declarations()
    )
    assert rest.links_cut == LOOPS["R4"].links
    awake = pushed(brief(), LOOPS["R4"])
    switched = replace(awake, links_cut=rest.links_cut)
    _, free, by_hand = run_with_loop_cut(brief(), "R4", seed=3)
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


def test_what_stands_when_a_push_comes_stands_in_the_baseline_too() -> None:
    """Else the cut would take away what the push itself brings."""
    loop = LOOPS["R3"]
    baseline, awake, _ = run_with_loop_cut(brief(), "R3", seed=3)
    assert late_mean(baseline, "teams") == late_mean(awake, "teams") == 1.0
    assert not set(loop.standing) & set(loop.levers)


def test_a_link_taken_apart_is_cut_alone_and_what_comes_to_it_is_seen_behind_the_cut() -> None:
    loop = LOOPS["R4"]
    (shown,) = show_loops(brief(), ["R4"], seeds=(3,), apart=True)["R4"]
    baseline, free, _ = run_with_loop_cut(brief(), "R4", seed=3)
    only = Links(cut=("R4.strain",), baseline=baseline.links)
    by_hand = run_scenario(pushed(brief(), loop), seed=3, links=only)
    strain = shown.links["R4.strain"]
    assert strain.alone == late_mean(free, "strain") - late_mean(by_hand, "strain") > 0.0
    assert strain.came_at_rest == 0.0 < strain.came_cut
    assert set(shown.links) == set(loop.links)


@pytest.mark.parametrize("name", SOON)
def test_a_loop_shows_its_sign_within_two_years_when_it_alone_is_cut(
    name: str, within_two_years: dict[str, list[Shown]]
) -> None:
    shown = within_two_years[name]
    assert all(one.by_the_loop * LOOPS[name].sign > 0 for one in shown), shown


@pytest.mark.parametrize("link", AT_ONCE)
def test_each_link_moves_within_two_years_what_its_loop_is_judged_on_when_it_alone_is_cut(
    link: str, within_two_years: dict[str, list[Shown]]
) -> None:
    name = link.split(".")[0]
    _, sign = LOOPS[name].judged(link)
    alone = [one.links[link].alone * sign for one in within_two_years[name]]
    assert all(one > 0 for one in alone), alone


@pytest.mark.parametrize("name", CLEAR)
def test_a_loop_shows_its_sign_within_four_years_when_it_alone_is_cut(
    name: str, clear: dict[str, list[Shown]]
) -> None:
    assert all(one.by_the_loop * LOOPS[name].sign > 0 for one in clear[name]), clear[name]


@pytest.mark.parametrize("name", NOISY)
def test_a_loop_shows_its_sign_within_four_years_in_most_seeds_when_it_alone_is_cut(
    name: str, noisy: dict[str, list[Shown]]
) -> None:
    middle, error, signed = mean_and_error(name, noisy[name])
    assert sum(one > 0 for one in signed) >= 4, signed
    assert middle > error, "smaller than its standard error"


def test_a_team_that_comes_on_top_of_another_costs_coordination_and_only_where_it_comes() -> None:
    seen = []
    for one in lived(LATE, seeds=(1, 2), apart=True)["R3"]:
        layers = one.links["R3.layers"]
        came = layers.came_pushed > layers.came_at_rest
        assert one.by_the_loop > 0.0 if came else one.by_the_loop == 0.0, one
        seen.append(came)
    assert any(seen), "no further team came"


@pytest.mark.parametrize("name", FAINT)
def test_a_faint_loop_shows_its_sign_in_the_middle_of_ten_seeds(
    name: str, noisy: dict[str, list[Shown]]
) -> None:
    shown = noisy[name] + lived([name], seeds=range(6, 11))[name]
    middle, _, signed = mean_and_error(name, shown)
    assert middle > 0 and sum(one > 0 for one in signed) > 5, signed


@pytest.mark.slow
@pytest.mark.parametrize("name", FAINT)
def test_a_faint_loop_shows_its_sign_over_thirty_seeds_by_twice_its_standard_error(
    name: str, over_thirty_seeds: dict[str, list[Shown]]
) -> None:
    middle, error, signed = mean_and_error(name, over_thirty_seeds[name])
    assert middle > 2 * error, signed


@pytest.mark.slow
def test_what_rare_turns_drown_in_the_mean_shows_in_most_of_fresh_seeds_only_as_published() -> None:
    for name, shown in lived(RARE, seeds=range(31, 61), apart=True).items():
        sign = LOOPS[name].sign
        assert shows_in_most([one.by_the_loop * sign for one in shown]) == (name in BY_COUNT)
        assert not moves([one.by_the_loop for one in shown], sign), "then its mean can be told"
        for link in LOOPS[name].links:
            alone = [one.links[link].alone * LOOPS[name].judged(link)[1] for one in shown]
            assert shows_in_most(alone) == (link in BY_COUNT), (link, alone)


@pytest.mark.slow
def test_links_of_faint_loops_are_silent_as_published(
    over_thirty_seeds: dict[str, list[Shown]],
) -> None:
    assert without_effect(over_thirty_seeds) == silent_of(over_thirty_seeds)


@pytest.mark.slow
@pytest.mark.parametrize(("seeds", "names"), SEEDS)
def test_all_links_move_what_they_are_judged_on_but_for_those_published_as_silent(
    seeds: int, names: tuple[str, ...]
) -> None:
    lives = lived(names, seeds=range(1, seeds + 1), apart=True)
    assert without_effect(lives) == silent_of(names)
    for name, shown in lives.items():
        assert moves([one.by_the_loop for one in shown], LOOPS[name].sign), name
