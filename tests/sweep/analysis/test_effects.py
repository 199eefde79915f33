"""Chance and assumptions are told apart: each is found back in differences made from both."""

import math

import numpy as np
import pytest

from wijksim.sweep.analysis.effects import Word, blur, effect_of

MATTERS = 1.0


def differences(
    *, mean: float, points: float, seeds: float, rest: float, shape=(200, 8), seed: int = 1
):
    """Differences (points, replicates) with known standard deviations of their parts."""
    draw = np.random.default_rng(seed)
    return (
        mean
        + points * draw.standard_normal((shape[0], 1))
        + seeds * draw.standard_normal((1, shape[1]))
        + rest * draw.standard_normal(shape)
    )


def test_the_parts_of_chance_and_of_assumptions_are_found_back() -> None:
    shares = np.array(
        [
            (one.share_points, one.share_seeds, one.share_rest)
            for one in (
                effect_of(
                    differences(mean=0, points=3, seeds=1, rest=2, seed=seed), matters=MATTERS
                )
                for seed in range(40)
            )
        ]
    ).mean(axis=0)
    assert shares == pytest.approx([9 / 14, 1 / 14, 4 / 14], abs=0.03)


def test_the_range_over_points_has_chance_taken_out() -> None:
    block = differences(mean=5, points=1, seeds=0, rest=4, shape=(4000, 6))
    found = effect_of(block, matters=MATTERS)
    raw = np.quantile(block.mean(axis=1), [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((5 - 1.96, 5 + 1.96), abs=0.3)
    assert raw[1] - raw[0] > 1.5 * (found.high - found.low), "the raw range is that of chance too"
    assert blur(block) == pytest.approx((16 / 6) / (1 + 16 / 6), abs=0.05)


def test_the_interval_of_chance_holds_the_mean_of_these_points_as_often_as_it_says() -> None:
    held = 0
    points = 3 * np.random.default_rng(0).standard_normal((30, 1))
    for seed in range(1000):
        block = points + differences(
            mean=2, points=0, seeds=1, rest=1, shape=(30, 6), seed=seed + 10
        )
        one = effect_of(block, matters=MATTERS).chance
        held += one.low <= 2 + points.mean() <= one.high
    assert 930 <= held <= 970


def test_more_replicates_narrow_chance_and_not_the_assumptions() -> None:
    few = effect_of(differences(mean=0, points=2, seeds=1, rest=1, shape=(300, 4)), matters=MATTERS)
    many = effect_of(
        differences(mean=0, points=2, seeds=1, rest=1, shape=(300, 64)), matters=MATTERS
    )
    assert many.chance.half_width < few.chance.half_width / 2
    assert many.high - many.low == pytest.approx(few.high - few.low, rel=0.15)


def test_words_follow_the_points_and_not_the_mean_alone() -> None:
    quiet = {"seeds": 0.01, "rest": 0.01}
    assert effect_of(differences(mean=-5, points=1, **quiet), matters=1.0).word is Word.LESS
    assert effect_of(differences(mean=5, points=1, **quiet), matters=1.0).word is Word.MORE
    assert effect_of(differences(mean=0, points=3, **quiet), matters=1.0).word is Word.EITHER
    assert effect_of(differences(mean=0, points=0.1, **quiet), matters=1.0).word is Word.SMALL
    some = effect_of(differences(mean=-1, points=0.5, **quiet), matters=1.0)
    assert some.word is Word.SOMETIMES_LESS and 0.3 < some.below < 0.7


def test_small_means_that_both_sides_together_are_rare() -> None:
    sides = np.repeat([-3.0, 3.0, 0.0], [4, 4, 92])[:, None] * np.ones((1, 2))
    assert effect_of(sides, matters=1.0).word is Word.EITHER, "only 92% lie within what matters"
    rare = np.repeat([-3.0, 3.0, 0.0], [2, 3, 95])[:, None] * np.ones((1, 2))
    assert effect_of(rare, matters=1.0).word is Word.SMALL
    lucky = sides + np.array([[-0.2, 0.2]])
    assert effect_of(lucky, matters=1.0).word is Word.UNSURE, "chance may move the middle as well"


def test_where_chance_leaves_the_mean_open_no_word_is_claimed() -> None:
    """Two seeds that lie at 0 and at -32 say nothing about a difference of 25."""
    block = np.array([[0.0, -32.0]] * 20) + differences(
        mean=0, points=0.1, seeds=0, rest=0.1, shape=(20, 2)
    )
    assert effect_of(block, matters=25.0).word is Word.UNSURE
    assert effect_of(block, matters=500.0).word is Word.SMALL


def test_one_run_per_point_cannot_tell_chance_from_assumptions() -> None:
    found = effect_of(differences(mean=-5, points=1, seeds=1, rest=1, shape=(50, 1)), matters=1.0)
    assert found.word is Word.UNSURE
    assert math.isnan(found.share_points) and math.isnan(found.low)


def test_a_point_with_a_failed_run_is_left_out_and_counted() -> None:
    block = differences(mean=-5, points=1, seeds=0.1, rest=0.1, shape=(50, 3))
    whole = effect_of(block[1:], matters=1.0)
    block[0, 1] = math.nan
    found = effect_of(block, matters=1.0)
    assert found.left_out == 1 and found.points == 49
    assert found.chance == whole.chance
    assert effect_of(np.full((4, 2), math.nan), matters=1.0).word is Word.NONE
