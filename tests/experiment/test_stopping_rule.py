"""The rule for replicates keeps its promise: 95 in 100, though one stops when it looks narrow."""

import warnings
from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom
from sim_tools.output_analysis import confidence_interval_method

from wijksim.experiment.intervals import (
    LOOKS,
    Stopping,
    Verdict,
    add_until_narrow,
    too_wide,
    verdict,
)
from wijksim.experiment.statistics import LEVEL, Difference, paired
from wijksim.outcomes.catalogue import OUTCOMES

TRIALS = 1000
Draw = Callable[[np.random.Generator, int], np.ndarray]
SHAPES: dict[str, Draw] = {
    "normal": lambda chance, count: chance.standard_normal(count),
    "exponential, skewness 2": lambda chance, count: chance.standard_exponential(count) - 1.0,
    "its mirror": lambda chance, count: 1.0 - chance.standard_exponential(count),
    "gamma, skewness 1.4": lambda chance, count: (chance.gamma(2, size=count) - 2) / np.sqrt(2),
    "lognormal, skewness 1.75": lambda chance, count: (
        (np.exp(0.5 * chance.standard_normal(count)) - np.exp(0.125))
        / np.sqrt((np.exp(0.25) - 1.0) * np.exp(0.25))
    ),
}
"""Differences with mean 0 and spread 1."""


def small_counts(chance: np.random.Generator, count: int) -> np.ndarray:
    """Events of which there is one to be expected, less that one: few values, none between them."""
    return chance.poisson(1.0, count) - 1.0


KEYS = sum(one.key for one in OUTCOMES)


def by_the_rule(values: np.ndarray, *, matters: float) -> tuple[Difference, Stopping]:
    """What is found by adding pairs until the interval is narrow."""
    found = paired([], [])

    def run_up_to(count: int) -> tuple[str, ...]:
        nonlocal found
        found = paired(values[:count].tolist(), [0.0] * count)
        return too_wide([("it", found)], matters={"it": matters})

    stopped = add_until_narrow(asked=None, run_up_to=run_up_to)
    return found, stopped


def held(draw: Draw, *, matters: float) -> int:
    """In how many trials the interval holds the true mean."""
    chance = np.random.default_rng([11, round(100 * matters)])
    count = 0
    for _ in range(TRIALS):
        found, _ = by_the_rule(draw(chance, LOOKS[-1]), matters=matters)
        count += found.low <= 0.0 <= found.high
    return count


@pytest.mark.parametrize("shape", ["normal", "exponential, skewness 2"])
def test_an_interval_under_the_stopping_rule_holds_the_truth_19_times_in_20(shape: str) -> None:
    assert 930 <= held(SHAPES[shape], matters=0.4) <= 970


@pytest.mark.slow
@pytest.mark.parametrize("matters", [0.7, 0.5, 0.35, 0.3, 0.25, 0.2, 0.15])
@pytest.mark.parametrize("shape", list(SHAPES))
def test_it_does_wherever_the_rule_stops(shape: str, matters: float) -> None:
    count = held(SHAPES[shape], matters=matters)
    print(f"{shape}, what matters {matters} spreads: {count} of {TRIALS}")
    assert 930 <= count <= 970


@pytest.mark.slow
@pytest.mark.parametrize("matters", [0.7, 0.5, 0.35, 0.3, 0.25, 0.2, 0.15])
def test_small_counts_have_few_means_and_are_held_no_less_often(matters: float) -> None:
    count = held(small_counts, matters=matters)
    print(f"counts, what matters {matters} spreads: {count} of {TRIALS}")
    assert count >= 930, "above 970 it may be: an end of an interval cannot lie between two means"


def key_outcomes(chance: np.random.Generator, runs: int) -> np.ndarray:
    """Figures of the key outcomes of runs: some even, some skewed, moving together by half."""
    shared = chance.standard_normal((runs, 1))
    own = chance.standard_normal((runs, KEYS))
    own[:, ::2] = chance.standard_exponential((runs, (KEYS + 1) // 2)) - 1.0
    return (shared + own) / np.sqrt(2.0)


def with_itself(
    chance: np.random.Generator, limit: dict[str, float], asked: int | None
) -> dict[str, Difference]:
    """What a comparison of a policy with itself, by other seeds, finds of the key outcomes."""
    one, other = key_outcomes(chance, LOOKS[-1]), key_outcomes(chance, LOOKS[-1])
    found: dict[str, Difference] = {}

    def run_up_to(count: int) -> tuple[str, ...]:
        for name, a, b in zip(limit, one.T, other.T, strict=True):
            found[name] = paired(a[:count].tolist(), b[:count].tolist())
        return too_wide(found.items(), matters=limit)

    add_until_narrow(asked=asked, run_up_to=run_up_to)
    return found


def false_alarms(matters: list[float], *, trials: int, asked: int | None = None) -> int:
    """In how many trials any key outcome is said to differ."""
    chance = np.random.default_rng(12)
    limit = {f"outcome {number}": one for number, one in enumerate(matters)}
    alarms = 0
    for _ in range(trials):
        found = with_itself(chance, limit, asked)
        said = {verdict(one, matters=limit[name], family=KEYS) for name, one in found.items()}
        alarms += bool(said & {Verdict.CLEAR, Verdict.LIKELY})
    return alarms


def at_most(trials: int) -> int:
    """So many false alarms are no surprise when 5 in 100 are the truth."""
    return int(binom.ppf(0.975, trials, 0.05))


WIDTHS = {
    "all narrow at once": [0.9, 1.0, 1.1, 1.2, 1.3],
    "all narrow later": [0.4, 0.4, 0.4, 0.4, 0.4],
    "one is the last": [0.3, 0.9, 1.0, 1.1, 1.2],
    "none ever narrow": [0.001, 0.001, 0.001, 0.001, 0.001],
}
"""What matters of each key outcome, in spreads of a run."""


@pytest.mark.parametrize("widths", ["all narrow later", "none ever narrow"])
def test_a_policy_beside_itself_is_seldom_said_to_differ(widths: str) -> None:
    assert len(WIDTHS[widths]) == KEYS
    assert false_alarms(WIDTHS[widths], trials=200) <= at_most(200)


@pytest.mark.slow
@pytest.mark.parametrize("asked", [None, 5, 20])
@pytest.mark.parametrize("widths", list(WIDTHS))
def test_it_is_so_in_a_thousand_comparisons(widths: str, asked: int | None) -> None:
    count = false_alarms(WIDTHS[widths], trials=TRIALS, asked=asked)
    print(f"{widths}, pairs asked {asked}: {count} of {TRIALS} are said to differ")
    assert count <= at_most(TRIALS)


def even(chance: np.random.Generator, mean: float) -> np.ndarray:
    """Values that are even about their mean after every second one, so that no tail is longer."""
    half = chance.standard_normal(LOOKS[-1] // 2)
    return mean + np.column_stack([half, -half]).ravel()


def second_source(values: np.ndarray) -> np.ndarray:
    """Lower and upper ends after each number of replicates, from sim-tools."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = confidence_interval_method(values, alpha=1.0 - LEVEL, decimal_places=12)[1]
    return table[["Lower Interval", "Upper Interval"]].to_numpy()


def test_the_rule_stops_where_a_second_source_finds_the_interval_narrow_enough() -> None:
    chance = np.random.default_rng(13)
    for _ in range(5):
        values = even(chance, mean=10.0)
        ends = second_source(values)
        for matters in (0.5, 0.4, 0.3, 0.2, 0.15):
            found, stopped = by_the_rule(values, matters=matters)
            narrow = [n for n in LOOKS if np.diff(ends[n - 1])[0] / 2 < matters]
            assert stopped.replicates == (narrow or [LOOKS[-1]])[0]
            if stopped.replicates % 2 == 0:
                assert (found.low, found.high) == pytest.approx(tuple(ends[stopped.replicates - 1]))


def test_where_one_tail_is_longer_the_rule_asks_for_no_fewer_pairs_than_a_second_source() -> None:
    chance = np.random.default_rng(14)
    more = 0
    for _ in range(20):
        values = 10.0 + SHAPES["exponential, skewness 2"](chance, LOOKS[-1])
        ends = second_source(values)
        stopped = by_the_rule(values, matters=0.3)[1].replicates
        plain = next((n for n in LOOKS if np.diff(ends[n - 1])[0] / 2 < 0.3), LOOKS[-1])
        assert stopped >= plain
        more += stopped > plain
    assert more


@pytest.mark.parametrize("low", [0.1, 0.7, -0.4])
def test_half_the_width_counts_whichever_way_an_interval_leans(low: float) -> None:
    narrow, wide = (Difference(1.0, low, low + width, 0.9, 20) for width in (1.9, 2.1))
    assert too_wide([("it", narrow)], matters={"it": 1.0}) == ()
    assert too_wide([("it", wide)], matters={"it": 1.0}) == ("it",)


def test_no_interval_at_all_is_too_wide() -> None:
    assert too_wide([("it", paired([1.0], [0.0]))], matters={"it": 1.0}) == ("it",)
