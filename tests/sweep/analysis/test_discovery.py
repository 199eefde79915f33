"""A box that was planted is found; where there is none, or too little to see it, that is said."""

import math

import numpy as np
import pandas as pd
import pytest
from swept import number_factor, word_factor

from wijksim.sweep.analysis.discovery import FEWEST_CASES, Found, Limit, discover, within

NAMES = ("a.one", "b.two", "c.three", "d.four")
FACTORS = tuple(number_factor(name) for name in NAMES)
TRUE = (Limit("a.one", low=0.6), Limit("b.two", high=0.7))


def space(points: int, *, seed: int = 1) -> pd.DataFrame:
    drawn = np.random.default_rng(seed).random((points, len(NAMES)))
    return pd.DataFrame(drawn, columns=list(NAMES))


@pytest.mark.parametrize("points", [100, 400])
@pytest.mark.parametrize("wrong", [0.0, 0.05])
def test_a_planted_box_is_found_by_both_methods(points: int, wrong: float) -> None:
    design = space(points)
    cases = within(TRUE, design) ^ (np.random.default_rng(5).random(points) < wrong)
    found = discover(cases, design=design, factors=FACTORS)
    assert found.found is Found.BOX and {one.method for one in found.boxes} == {"PRIM", "CART"}
    fresh = space(5000, seed=9)
    truth = within(TRUE, fresh)
    for box in found.boxes:
        assert {one.factor for one in box.limits} == {"a.one", "b.two"}, "and no other factor"
        held = within(box.limits, fresh)
        assert (held & truth).sum() / truth.sum() >= 0.8, "coverage on points never seen"
        assert (held & truth).sum() / held.sum() >= 0.8, "density on points never seen"
        assert box.coverage >= 0.8 and box.density >= 0.8


def test_limits_are_round_numbers_and_figures_are_those_of_the_rounded_box() -> None:
    design = space(300)
    cases = within(TRUE, design)
    for box in discover(cases, design=design, factors=FACTORS).boxes:
        for limit in box.limits:
            for side in (limit.low, limit.high):
                assert side is None or round(side / 0.02) * 0.02 == pytest.approx(side)
        held = within(box.limits, design)
        assert box.points == held.sum()
        assert box.coverage == (held & cases).sum() / cases.sum()
        assert box.density == (held & cases).sum() / held.sum()


def test_a_box_may_hang_on_a_word() -> None:
    design = space(200).assign(word=np.resize(["none", "added", "replacing"], 200))
    factors = (*FACTORS, word_factor("word", "none", "added", "replacing"))
    cases = ((design["word"] == "added") & (design["a.one"] >= 0.4)).to_numpy()
    best = discover(cases, design=design, factors=factors).boxes[0]
    assert Limit("word", words=("added",)) in best.limits and best.density >= 0.8


def test_a_sweep_of_one_factor_has_boxes_too() -> None:
    design = space(100)[["a.one"]]
    cases = (design["a.one"] >= 0.6).to_numpy()
    boxes = discover(cases, design=design, factors=FACTORS[:1]).boxes
    assert {one.method for one in boxes} == {"PRIM", "CART"}
    assert all(one.limits[0].low == pytest.approx(0.6, abs=0.04) for one in boxes)


def test_where_no_cut_leaves_enough_points_on_both_sides_there_is_no_box() -> None:
    design = pd.DataFrame({"a.one": np.repeat([0.0, 1.0], [196, 4])})
    cases = np.arange(200) % 3 == 0
    assert discover(cases, design=design, factors=FACTORS[:1]).found is Found.NO_BOX


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_noise_gives_no_box_however_often_it_happens(share: float) -> None:
    for seed in range(4):
        cases = np.random.default_rng(seed + 50).random(200) < share
        assert discover(cases, design=space(200), factors=FACTORS).found is Found.NO_BOX


def test_a_planted_box_is_found_where_it_happens_often_outside_it_as_well() -> None:
    design = space(200)
    luck = np.random.default_rng(6).random(200)
    cases = luck < np.where(within(TRUE[:1], design), 0.95, 0.45)
    assert cases.mean() > 0.5
    found = discover(cases, design=design, factors=FACTORS)
    assert found.boxes[0].limits[0].factor == "a.one"
    assert found.boxes[0].tested_low > found.share


def test_what_cannot_be_told_is_not_told() -> None:
    design = space(200)
    never = np.zeros(200, dtype=bool)
    assert discover(never, design=design, factors=FACTORS).found is Found.NEVER
    assert discover(~never, design=design, factors=FACTORS).found is Found.ALWAYS
    few = never.copy()
    few[: FEWEST_CASES - 1] = True
    assert discover(few, design=design, factors=FACTORS).found is Found.TOO_FEW_CASES
    assert discover(~few, design=design, factors=FACTORS).found is Found.TOO_FEW_CASES
    small = discover(within(TRUE, space(30)), design=space(30), factors=FACTORS)
    assert small.found is Found.TOO_FEW_POINTS and not small.boxes


def test_the_same_points_give_the_same_boxes() -> None:
    design = space(150)
    cases = within(TRUE, design) ^ (np.random.default_rng(3).random(150) < 0.1)
    first = discover(cases, design=design, factors=FACTORS)
    assert first == discover(cases, design=design, factors=FACTORS)
    assert not any(math.isnan(one.tested_density) for one in first.boxes)
