"""Comparing pair by pair, on runs with known answers."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from fake_runs import CATALOGUE, EFFECT, failing, no_effect, planted, restless, scenario

from wijksim.core.errors import WijksimError
from wijksim.experiment.compare import Compared, compare_scenarios, unique_labels
from wijksim.experiment.engine import Runner
from wijksim.experiment.intervals import Verdict, verdict
from wijksim.experiment.tables import judged_difference
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.report.outcomes_nl import MEANINGS_NL

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"


def compared(
    runner: Runner, *, replicates: int | None = 20, jobs: int = 1, baseline: str | None = None
) -> Compared:
    return compare_scenarios(
        [scenario(TOP), scenario(BOTTOM)],
        runner=runner,
        catalogue=CATALOGUE,
        replicates=replicates,
        jobs=jobs,
        baseline=baseline,
    )


def test_two_scenarios_that_hold_the_same_show_no_difference_at_all() -> None:
    result = compare_scenarios(
        [scenario(TOP), scenario(TOP)], runner=planted, catalogue=CATALOGUE, replicates=5
    )
    assert result.labels == (TOP, f"{TOP} (2)")
    known = result.summary[result.summary["replicates"] > 0]
    assert (known["mean_difference"] == 0).all()
    assert (known["probability_higher"] == 0.5).all()


def test_a_planted_difference_is_found_with_its_sign_and_size() -> None:
    result = compared(planted)
    for name, effect in EFFECT.items():
        found = result.difference(BOTTOM, name)
        if name == "unmet_inequality":
            effect = -effect  # from -0.06 to nearer zero: less distance
        assert found.low < effect < found.high or abs(found.mean - effect) < 0.1 * abs(effect)
    assert verdict(result.difference(BOTTOM, "unmet_need"), matters=1.0) is Verdict.CLEAR
    assert verdict(result.difference(BOTTOM, "cost"), matters=25.0) is Verdict.SMALL


def test_the_other_baseline_turns_every_sign() -> None:
    one, other = compared(planted), compared(planted, baseline=BOTTOM)
    assert other.baseline == BOTTOM and other.others == (TOP,)
    assert np.allclose(
        one.summary["mean_difference"], -other.summary["mean_difference"], equal_nan=True
    )


def test_the_same_luck_makes_the_interval_of_a_pair_narrower_than_that_of_strangers() -> None:
    result = compared(planted)
    top = [one[("unmet_need", "all")] for one in result.values[TOP]]
    apart = 2.09 * math.sqrt(2 * np.var(top, ddof=1) / len(top))
    assert result.difference(BOTTOM, "unmet_need").half_width < 0.5 * apart


def test_without_a_number_pairs_are_added_until_the_intervals_are_narrow() -> None:
    result = compared(planted, replicates=None)
    assert result.stopping.reason == "narrow" and result.stopping.replicates == 20


def test_what_stays_unsure_stops_at_two_hundred_and_says_so() -> None:
    result = compared(restless, replicates=None)
    assert result.stopping.replicates == 200
    assert result.stopping.reason == "limit" and "unmet_need" in result.stopping.wide
    assert verdict(result.difference(BOTTOM, "unmet_need"), matters=1.0) is Verdict.UNSURE


def test_the_number_of_processes_changes_nothing() -> None:
    one, two = compared(planted, replicates=4), compared(planted, replicates=4, jobs=2)
    assert one.outcomes.equals(two.outcomes)
    assert one.summary.equals(two.summary)


def test_more_pairs_begin_with_the_same_pairs() -> None:
    few, more = compared(planted, replicates=3), compared(planted, replicates=6)
    first = more.outcomes[more.outcomes["replicate"] < 3].reset_index(drop=True)
    assert few.outcomes.equals(first)


def test_pairs_without_a_figure_are_left_out_and_counted() -> None:
    summary = compared(planted, replicates=10).summary
    row = summary[summary["outcome"] == "mode_week"].iloc[0]
    assert row["replicates"] == 5


def test_a_run_that_breaks_is_not_swallowed() -> None:
    for jobs in (1, 2):
        with pytest.raises(RuntimeError, match="breaks"):
            compared(failing, replicates=2, jobs=jobs)


def test_no_effect_is_reported_as_smaller_than_what_matters() -> None:
    result = compared(no_effect)
    for outcome in CATALOGUE[:5]:
        found = result.difference(BOTTOM, outcome.name)
        assert verdict(found, matters=outcome.matters) is Verdict.SMALL


def test_a_baseline_that_is_not_compared_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(WijksimError, match="did you mean 'carnisse/bottom-up"):
        compared(planted, baseline="carnisse/bottom-up")


def test_years_in_which_no_quarter_is_full_are_refused_before_anything_runs() -> None:
    few, enough = (replace(scenario(TOP), end=date(2013, 3, day)) for day in (24, 25))
    with pytest.raises(WijksimError, match=r"2013-03-24, less than one quarter\n[^$]*13 weeks"):
        compare_scenarios([few, few], runner=failing, catalogue=CATALOGUE, replicates=1)
    compare_scenarios([enough, enough], runner=planted, catalogue=CATALOGUE, replicates=1)


def test_a_scenario_called_like_the_second_of_another_keeps_a_name_of_its_own() -> None:
    for names in (["a", "a", "a (2)"], ["a (2)", "a", "a"], ["a", "a (2)", "a (2)", "a"]):
        labels = unique_labels(names)
        assert len(set(labels)) == len(names)
        assert all(one.startswith(name) for one, name in zip(labels, names, strict=True))
    twice = [scenario(TOP), scenario(TOP), replace(scenario(BOTTOM), name=f"{TOP} (2)")]
    result = compare_scenarios(twice, runner=planted, catalogue=CATALOGUE, replicates=2)
    assert len(result.values) == 3


def test_one_scenario_is_no_comparison() -> None:
    with pytest.raises(WijksimError, match="two scenarios"):
        compare_scenarios([scenario()], runner=planted, catalogue=CATALOGUE)


@pytest.mark.parametrize(("replicates", "jobs"), [(0, 1), (-3, 1), (10**9, 1), (2, 0)])
def test_impossible_numbers_are_refused(replicates: int, jobs: int) -> None:
    with pytest.raises(WijksimError, match="choose a whole number"):
        compared(planted, replicates=replicates, jobs=jobs)


def test_inequality_on_either_side_is_judged_by_its_distance_from_zero() -> None:
    """From -0.03 to 0.03 is no difference; to 0.01 it is 0.02 nearer; others keep their sign."""
    unequal = next(one for one in CATALOGUE if one.near_zero)
    plain = next(one for one in CATALOGUE if one.name == "wellbeing")
    before = [{(one.name, "all"): -0.03 for one in (unequal, plain)}] * 3
    for value, distance in ((0.03, 0.0), (0.01, -0.02), (-0.05, 0.02)):
        after = [{(one.name, "all"): value for one in (unequal, plain)}] * 3
        assert np.isclose(judged_difference(after, before, unequal, "all").mean, distance)
        assert np.isclose(judged_difference(after, before, plain, "all").mean, value + 0.03)


def test_the_shipped_inequality_says_in_its_definition_what_it_is_compared_by() -> None:
    near = [one for one in OUTCOMES if one.near_zero]
    assert [one.name for one in near] == ["unmet_inequality"]
    assert "distance from zero" in near[0].definition
    assert "afstand tot nul" in MEANINGS_NL[near[0].name][0]
