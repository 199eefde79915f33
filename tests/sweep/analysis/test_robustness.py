"""Regret is what a choice costs beside the best choice in the same future."""

import numpy as np
import pandas as pd
import pytest
from swept import BOTTOM, TOP, made_up, number_factor

from wijksim.sweep.analysis.analyse import analyse
from wijksim.sweep.analysis.robustness import most_robust, regrets_of


def levels(*rows) -> dict[str, np.ndarray]:
    return {f"option {place}": np.repeat(np.array(row, dtype=float)[:, None], 2, axis=1)
            for place, row in enumerate(rows)}  # fmt: skip


STEADY = [5.0] * 12
DARING = [2.0] * 9 + [11.0] * 3


def test_regret_is_counted_in_each_future_beside_the_best_there() -> None:
    steady, daring = regrets_of(levels(STEADY, DARING), better="lower", matters=1.0)
    assert (steady.worst, daring.worst) == (3.0, 6.0)
    assert steady.mean == pytest.approx(9 * 3 / 12) and daring.mean == pytest.approx(3 * 6 / 12)
    assert (steady.good, daring.good) == (0.25, 0.75) and daring.best == 0.75
    assert daring.good_low < 0.75 < daring.good_high
    assert most_robust([steady, daring], matters=1.0) is steady


def test_where_more_is_better_the_regret_turns_round() -> None:
    steady, daring = regrets_of(levels(STEADY, DARING), better="higher", matters=1.0)
    assert (steady.worst, daring.worst) == (6.0, 3.0)


def test_choices_that_differ_by_less_than_matters_are_not_ranked() -> None:
    found = regrets_of(levels(STEADY, [5.5] * 12), better="lower", matters=1.0)
    assert most_robust(found, matters=1.0) is None and found[1].good == 1.0


def test_nothing_is_told_without_a_choice_a_better_side_or_futures() -> None:
    assert regrets_of(levels(STEADY), better="lower", matters=1.0) == []
    assert regrets_of(levels(STEADY, DARING), better="neither", matters=1.0) == []
    assert regrets_of(levels(STEADY[:5], DARING[:5]), better="lower", matters=1.0) == []


def test_an_outcome_that_is_best_at_zero_is_regretted_by_its_distance_from_it() -> None:
    design = pd.DataFrame({"x": np.arange(12.0)})
    told = made_up(
        design,
        [number_factor("x", 0.0, 11.0)],
        {TOP: np.full((12, 2), -0.3), BOTTOM: np.full((12, 2), 0.1)},
        outcome="unmet_inequality",
    )
    top, bottom = analyse(told).regrets["unmet_inequality"]
    assert top.worst == pytest.approx(0.2) and bottom.worst == 0.0
    effect = analyse(told).about("unmet_inequality", BOTTOM).effect
    assert effect is not None and effect.chance.mean == pytest.approx(-0.2), "nearer zero is less"
