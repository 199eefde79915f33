"""Points that a design draws together count as no more than they tell."""

import math

import numpy as np
import pandas as pd
import pytest
from swept import BOTTOM, TOP, made_up, number_factor

from wijksim.experiment.statistics import wilson
from wijksim.sweep.analysis.analyse import analyse
from wijksim.sweep.analysis.blocks import blocks_of, share_interval
from wijksim.sweep.analysis.sensitivity import together
from wijksim.sweep.analysis.slopes import slopes_of
from wijksim.sweep.designs import make_design
from wijksim.sweep.factors import Factor

NAMES = ("a", "b", "c", "d", "e", "f")
FACTORS = tuple(number_factor(name) for name in NAMES)
TRUE = (2.0, 0.0, 1.0, 0.0, 0.0, 0.0)
TRIALS = 100


def design(method: str, samples: int, *, seed: int, width: int = 6) -> pd.DataFrame:
    factors = [Factor(name, False, "1", 0.0, 1.0) for name in NAMES[:width]]
    return make_design(method, factors, samples=samples, seed=seed).table


def value(table: pd.DataFrame) -> np.ndarray:
    """Slopes as in TRUE whatever the design, and two factors that work together."""
    joint = 6 * (table["a"] - 0.5) * (table["b"] - 0.5)
    return (joint + 2 * table["a"] + table["c"]).to_numpy()


@pytest.mark.parametrize(
    ("method", "samples", "many"),
    [("sobol", 16, 4096), ("morris", 20, 4000), ("morris", 80, 4000)],
)
def test_intervals_over_points_hold_the_truth_as_often_as_they_say(
    method: str, samples: int, many: int
) -> None:
    alike = together(method, len(NAMES), second_order=False)
    whole = value(design(method, many, seed=999))
    limit = float(np.quantile(whole, 0.7)) + 1e-9
    share = float((whole <= limit).mean())
    slopes_held, share_held = np.zeros(len(NAMES)), 0
    for seed in range(1, TRIALS + 1):
        table = design(method, samples, seed=seed)
        found = value(table)
        slopes = slopes_of(found[:, None], table, FACTORS, together=alike)
        slopes_held += [one.low <= truth <= one.high
                        for one, truth in zip(slopes, TRUE, strict=True)]  # fmt: skip
        low, high = share_interval(found <= limit, blocks_of(table, alike))
        share_held += low <= share <= high
    assert slopes_held.min() >= 0.9 * TRIALS
    assert share_held >= 0.9 * TRIALS


def test_blocks_of_points_that_are_the_same_are_worth_one_point_each() -> None:
    seen = np.arange(12) < 5
    alone = share_interval(seen, np.arange(12))
    assert alone == wilson(5 / 12, 12)
    fourfold = share_interval(np.repeat(seen, 4), np.repeat(np.arange(12), 4))
    assert fourfold[0] < alone[0] and fourfold[1] > alone[1]
    assert share_interval(np.ones(8, dtype=bool), np.repeat([0, 1], 4))[0] < 0.5
    assert share_interval(seen, np.zeros(12)) == (0.0, 1.0), "one block tells nothing of others"


def test_too_few_blocks_leave_a_line_without_its_interval() -> None:
    table = design("sobol", 4, seed=1).assign(f=0.0)
    few = slopes_of(value(table)[:, None], table, FACTORS[:4], together=8)
    assert few and all(math.isnan(one.low) and math.isfinite(one.change) for one in few)


@pytest.mark.parametrize("method", ["sobol", "morris"])
def test_a_sweep_of_such_a_design_is_analysed_by_its_blocks(method: str) -> None:
    table = design(method, 8, seed=1, width=2)
    level = np.repeat((3 * table["a"] * table["b"]).to_numpy()[:, None], 2, axis=1)
    blocks = {TOP: level, BOTTOM: np.zeros_like(level)}
    told, plain = (
        analyse(made_up(table, FACTORS[:2], blocks, method=one)) for one in (method, "list")
    )
    assert (
        told.about("unmet_need", TOP).slopes[0].low != plain.about("unmet_need", TOP).slopes[0].low
    )
    good, alone = told.regrets["unmet_need"][0], plain.regrets["unmet_need"][0]
    assert good.good == alone.good and (good.good_low, good.good_high) != (
        alone.good_low,
        alone.good_high,
    )
