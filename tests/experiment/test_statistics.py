"""Paired statistics against sums by hand and a second source."""

import math

import numpy as np
import pytest
from scipy import stats

from wijksim.experiment.intervals import LOOKS, Verdict, add_until_narrow, verdict
from wijksim.experiment.statistics import LEVEL, Difference, paired, quantile, wilson


def test_the_interval_of_even_differences_is_students() -> None:
    half = np.random.default_rng(1).normal(1, 1, 6)
    differences = np.concatenate([half, 4.0 - half])
    found = paired(list(differences), [0.0] * 12)
    low, high = stats.ttest_1samp(differences, 0.0).confidence_interval(LEVEL)
    assert found.low == pytest.approx(low) and found.high == pytest.approx(high)


def test_the_interval_of_skewed_differences_leans_to_the_long_tail() -> None:
    draws = np.random.default_rng(3).standard_exponential(40)
    right, left = paired(list(draws), [0.0] * 40), paired(list(-draws), [0.0] * 40)
    assert right.high - right.mean > 1.2 * (right.mean - right.low)
    assert (left.low, left.high) == pytest.approx((-right.high, -right.low))


def test_the_unit_of_differences_changes_no_more_than_the_unit() -> None:
    draws = list(np.random.default_rng(4).standard_exponential(20))
    plain, large = paired(draws, [0.0] * 20), paired([1e9 * one for one in draws], [0.0] * 20)
    assert (large.low, large.high) == pytest.approx((1e9 * plain.low, 1e9 * plain.high))


def test_an_interval_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    draws = np.random.default_rng(2)
    held = 0
    for _ in range(1000):
        found = paired(list(draws.normal(0, 1, 20)), [0.0] * 20)
        held += found.low <= 0 <= found.high
    assert 930 <= held <= 970


def test_ties_count_half_and_missing_figures_do_not_count() -> None:
    found = paired([1.0, 2.0, math.nan], [1.0, 1.0, 1.0])
    assert found.pairs == 2 and found.higher == 0.75


def test_one_pair_gives_a_mean_and_no_interval() -> None:
    found = paired([3.0], [1.0])
    assert found.mean == 2.0 and math.isinf(found.half_width)
    assert verdict(found, matters=1.0) is Verdict.UNSURE


def test_nothing_to_compare_is_an_answer() -> None:
    assert verdict(paired([math.nan], [1.0]), matters=1.0) is Verdict.NONE


def test_wilsons_interval_agrees_with_a_second_source() -> None:
    low, high = wilson(0.3, 20)
    second = stats.binomtest(6, 20).proportion_ci(method="wilson")
    assert low == pytest.approx(second.low) and high == pytest.approx(second.high)


def test_quantiles_agree_with_numpy() -> None:
    values = list(np.random.default_rng(3).normal(size=17))
    assert quantile(values, 0.1) == pytest.approx(float(np.quantile(values, 0.1)))


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (1.1, 3.0, Verdict.CLEAR),
        (-3.0, -1.1, Verdict.CLEAR),
        (0.5, 2.5, Verdict.LIKELY),
        (-0.5, 0.9, Verdict.SMALL),
        (0.1, 1.4, Verdict.UNSURE),
        (-2.0, 5.0, Verdict.UNSURE),
        (0.0, 0.0, Verdict.SMALL),
    ],
)
def test_a_difference_is_weighed_against_what_matters(
    low: float, high: float, says: Verdict
) -> None:
    found = Difference((low + high) / 2, low, high, 0.5, 20)
    assert verdict(found, matters=1.0) is says


def test_looks_stop_at_the_first_that_is_narrow_enough() -> None:
    seen: list[int] = []

    def run_up_to(count: int) -> tuple[str, ...]:
        seen.append(count)
        return () if count >= 45 else ("waiting",)

    stopped = add_until_narrow(asked=None, run_up_to=run_up_to)
    assert seen == [20, 30, 45] and stopped.replicates == 45 and stopped.reason == "narrow"
    assert LOOKS[-1] == 200
