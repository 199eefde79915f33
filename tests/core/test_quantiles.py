"""The shapes of chance: checked against the standard library and the definitions."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from wijksim.core.quantiles import exponential_quantile, normal_quantile, poisson_quantile

SHARES = [2.0**-53, 1e-12, 1e-6, 0.01, 0.074, 0.0751, 0.3, 0.5, 0.7, 0.926, 0.99, 1.0 - 2.0**-53]


@pytest.mark.parametrize("share", SHARES)
def test_the_normal_quantile_agrees_with_the_standard_library(share: float) -> None:
    assert normal_quantile(share) == pytest.approx(
        NormalDist().inv_cdf(share), rel=4e-15, abs=1e-16
    )


@pytest.mark.parametrize("share", SHARES)
def test_the_exponential_quantile_leaves_the_right_share_above_it(share: float) -> None:
    assert -math.expm1(-exponential_quantile(share)) == pytest.approx(share, rel=1e-15)


@pytest.mark.parametrize("mean", [0.02, 0.7, 3.0, 40.0])
def test_a_poisson_count_is_the_first_whose_cumulative_chance_passes_the_draw(mean: float) -> None:
    below = 0.0
    for count in range(int(mean) + 3):
        chance = math.exp(-mean + count * math.log(mean) - math.lgamma(count + 1))
        assert poisson_quantile(below + 0.5 * chance, mean) == count
        below += chance


def test_nothing_happens_when_nothing_is_expected() -> None:
    assert poisson_quantile(0.999, 0.0) == 0
    assert poisson_quantile(0.999, -1.0) == 0
    assert poisson_quantile(0.999, math.nan) == 0


def test_the_luckiest_draw_still_gives_a_count_within_reason() -> None:
    assert poisson_quantile(1.0 - 2.0**-53, 3.0) < 40
    assert poisson_quantile(1.0 - 2.0**-53, 499.0) < 499 + 10 * math.sqrt(499)


def test_the_step_from_summing_to_the_normal_distribution_is_small() -> None:
    for share in (0.01, 0.3, 0.5, 0.7, 0.99):
        difference = poisson_quantile(share, 500.5) - poisson_quantile(share, 499.5)
        assert -2 <= difference <= 4


def test_more_luck_never_gives_less() -> None:
    shares = np.linspace(0.0005, 0.9995, 2001).tolist()
    for quantile in (normal_quantile, exponential_quantile):
        assert np.all(np.diff([quantile(share) for share in shares]) > 0.0)
    assert np.all(np.diff([poisson_quantile(share, 4.0) for share in shares]) >= 0)
