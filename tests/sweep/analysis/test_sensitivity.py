"""Known shares and known steps are found back, and too few samples are never called enough."""

import math

import numpy as np
import pytest
from swept import number_factor

from wijksim.sweep.analysis.sensitivity import Word, sensitivity_of
from wijksim.sweep.analysis.slopes import slopes_of
from wijksim.sweep.designs import make_design
from wijksim.sweep.factors import Factor

FACTORS = tuple(number_factor(name) for name in ("x", "y", "z"))


def design(method: str, samples: int):
    factors = [Factor(one.name, False, "1", 0.0, 1.0) for one in FACTORS]
    return make_design(method, factors, samples=samples, seed=3).table


def answer(table, *, replicates: int = 2, luck: float = 0.0):
    """4 x + 2 y, with luck; z does nothing. Shares of variance are 0.8, 0.2 and 0."""
    value = (4 * table["x"] + 2 * table["y"]).to_numpy()
    noise = np.random.default_rng(1).standard_normal((len(table), replicates))
    return value[:, None] + luck * noise


def asked(method: str, samples: int, **more):
    table = design(method, samples)
    return sensitivity_of(
        answer(table, **more), design=table, factors=FACTORS, method=method,
        second_order=False, levels=4,
    )  # fmt: skip


def test_sobol_finds_the_shares_and_says_when_they_can_be_leaned_on() -> None:
    many = asked("sobol", 4096)
    assert many.word is Word.CONVERGED
    assert [one.first for one in many.shares] == pytest.approx([0.8, 0.2, 0.0], abs=0.02)
    assert [one.total for one in many.shares] == pytest.approx([0.8, 0.2, 0.0], abs=0.02)
    for one, share in zip(many.shares, (0.8, 0.2, 0.0), strict=True):
        assert abs(one.total - share) <= one.total_reach + 1e-9, "the interval holds the truth"
    few = asked("sobol", 32)
    assert few.word is Word.NOT_YET and few.widest > 0.1
    assert few.needed is not None and few.needed > 32 and math.log2(few.needed).is_integer()


def test_morris_finds_the_steps_in_the_unit_of_the_outcome() -> None:
    found = asked("morris", 20)
    assert found.word is Word.CONVERGED
    assert [one.total for one in found.shares] == pytest.approx([4.0, 2.0, 0.0], abs=1e-9)
    blurred = asked("morris", 20, luck=1.0)
    assert blurred.word is Word.NOT_YET and blurred.needed > 20


def test_chance_that_blurs_the_points_is_told() -> None:
    assert asked("morris", 20, luck=0.01).blur < 0.01
    assert asked("morris", 20, luck=3.0).blur > 0.3


def test_a_failed_run_takes_its_whole_sample_out() -> None:
    table = design("sobol", 64)
    block = answer(table)
    block[7, 0] = math.nan
    found = sensitivity_of(block, design=table, factors=FACTORS, method="sobol",
                           second_order=False, levels=4)  # fmt: skip
    assert (found.samples, found.left_out) == (63, 1)
    assert found.shares[0].total == pytest.approx(0.8, abs=0.3)


def test_too_few_samples_and_flat_answers_are_said() -> None:
    assert asked("morris", 4).word is Word.TOO_FEW
    table = design("sobol", 16)
    flat = sensitivity_of(np.ones((len(table), 2)), design=table, factors=FACTORS,
                          method="sobol", second_order=False, levels=4)  # fmt: skip
    assert flat.word is Word.FLAT and flat.shares == ()
    other = sensitivity_of(np.ones((20, 2)), design=table[:20], factors=FACTORS, method="lhs",
                           second_order=False, levels=4)  # fmt: skip
    assert other.word is Word.NOT_ASKED


def test_planted_effects_of_factors_are_found_back_with_intervals_that_hold_them() -> None:
    table = design("lhs", 60)
    slopes = slopes_of(answer(table, replicates=4, luck=0.5), table, FACTORS)
    for one, truth in zip(slopes, (4.0, 2.0, 0.0), strict=True):
        assert one.low <= truth <= one.high and one.high - one.low < 1.0
        assert one.chance.low <= truth <= one.chance.high
    assert slopes[0].fit > 0.9


def test_no_line_is_drawn_through_too_few_points_or_tangled_factors() -> None:
    table = design("lhs", 12)
    assert slopes_of(answer(table), table, FACTORS) == []
    tangled = design("lhs", 60).assign(y=lambda t: t["x"])
    assert slopes_of(answer(tangled), tangled, FACTORS) == []
