"""Exponentials, logs and powers: near the truth, orderly, and the same on every processor."""

import doctest
import hashlib
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

import wijksim
from wijksim.core import elementary
from wijksim.core.elementary import (
    exp,
    exp_array,
    log,
    log_array,
    logistic,
    logistic_array,
    one_minus_exp,
    one_minus_exp_array,
    pow_,
    pow_array,
)
from wijksim.core.randomness import decision, draw_key, uniforms

INF = math.inf
NAN = math.nan
LONG = np.longdouble
OnArrays = Callable[[ArrayLike], NDArray[np.float64]]
OnNumbers = Callable[[float], float]
RNG = np.random.default_rng(2015)
has_a_longer_type = np.finfo(LONG).nmant > 60
ULP = 2.0 if has_a_longer_type else 3.0


def ulps_off(values: NDArray[np.float64], truth: NDArray[np.longdouble]) -> float:
    rounded = truth.astype(np.float64)
    off = np.abs(values.astype(LONG) - truth) / np.spacing(np.abs(rounded)).astype(LONG)
    return float(off.max())


def test_exp_is_within_two_last_places() -> None:
    x = np.concatenate([RNG.uniform(-745, 709.7, 200_000), RNG.normal(0, 1, 200_000)])
    assert ulps_off(exp_array(x), np.exp(x.astype(LONG))) < ULP


def test_log_is_within_two_last_places() -> None:
    spread = np.ldexp(RNG.uniform(0.5, 1.0, 200_000), RNG.integers(-1073, 1024, 200_000))
    x = np.concatenate([spread, RNG.uniform(0.3, 3.0, 200_000), 1 + RNG.normal(0, 1e-5, 50_000)])
    assert ulps_off(log_array(x), np.log(x.astype(LONG))) < ULP


def test_one_minus_exp_is_within_two_last_places_even_for_tiny_hazards() -> None:
    tiny = np.ldexp(RNG.uniform(0.5, 1.0, 100_000), RNG.integers(-1000, 0, 100_000))
    x = np.concatenate([tiny, -tiny, RNG.uniform(-700, 100, 100_000), RNG.uniform(-3, 3, 200_000)])
    assert ulps_off(one_minus_exp_array(x), -np.expm1(-x.astype(LONG))) < ULP


def test_logistic_is_within_two_last_places() -> None:
    x = np.concatenate([RNG.uniform(-700, 700, 100_000), RNG.normal(0, 3, 200_000)])
    assert ulps_off(logistic_array(x), 1 / (1 + np.exp(-x.astype(LONG)))) < ULP


def test_pow_is_within_two_last_places() -> None:
    x = np.concatenate([RNG.uniform(0, 1, 200_000), RNG.uniform(0, 1e6, 100_000)])
    y = np.concatenate([RNG.uniform(0, 4, 200_000), RNG.uniform(-20, 20, 100_000)])
    assert ulps_off(pow_array(x, y), np.power(x.astype(LONG), y.astype(LONG))) < ULP


def test_pow_is_as_close_for_very_large_powers() -> None:
    x = np.concatenate([RNG.uniform(1.2, 1.6, 100_000), 1 + RNG.normal(0, 1e-6, 100_000)])
    y = np.concatenate([RNG.uniform(-1400, 1400, 100_000), RNG.uniform(-1e7, 1e7, 100_000)])
    truth = np.power(x.astype(LONG), y.astype(LONG))
    assert ulps_off(pow_array(x, y), truth) < ULP


@pytest.mark.parametrize(
    ("array", "start", "stop"),
    [
        (exp_array, -700.0, 700.0),
        (exp_array, -1e-6, 1e-6),
        (log_array, 1e-3, 1e3),
        (log_array, 0.999, 1.001),
        (logistic_array, -30.0, 30.0),
        (one_minus_exp_array, -5.0, 30.0),
    ],
)
def test_more_in_never_gives_less_out(array: OnArrays, start: float, stop: float) -> None:
    assert np.all(np.diff(array(np.linspace(start, stop, 400_001))) >= 0.0)


def test_a_higher_base_never_gives_a_lower_power() -> None:
    base = np.linspace(0.0, 2.0, 200_001)
    for power in (0.3, 0.5, 1.0, 1.7, 3.0):
        assert np.all(np.diff(pow_array(base, power)) >= 0.0)


@pytest.mark.parametrize(
    ("function", "x", "limit"),
    [
        (exp, -INF, 0.0),
        (exp, -800.0, 0.0),
        (exp, INF, INF),
        (exp, 710.0, INF),
        (exp, -0.0, 1.0),
        (log, 0.0, -INF),
        (log, INF, INF),
        (log, 1.0, 0.0),
        (one_minus_exp, 0.0, 0.0),
        (one_minus_exp, INF, 1.0),
        (one_minus_exp, 100.0, 1.0),
        (one_minus_exp, -INF, -INF),
        (one_minus_exp, -800.0, -INF),
        (logistic, -INF, 0.0),
        (logistic, INF, 1.0),
        (logistic, 0.0, 0.5),
    ],
)
def test_the_limits_are_right(function: OnNumbers, x: float, limit: float) -> None:
    assert function(x) == limit


def test_the_smallest_and_largest_numbers_are_reached() -> None:
    assert exp(-745.1) == 5e-324
    assert exp(709.782712893384) == pytest.approx(1.797693134862273e308, rel=1e-13)
    assert log(5e-324) == pytest.approx(-744.4400719213812, rel=1e-15)


def test_what_has_no_answer_gives_nan() -> None:
    for function in (exp, log, one_minus_exp, logistic):
        assert math.isnan(function(NAN))
    assert math.isnan(log(-1.0))
    assert math.isnan(pow_(-1.0, 2.0))
    assert math.isnan(pow_(NAN, 2.0))
    assert math.isnan(pow_(2.0, NAN))


@pytest.mark.parametrize("x", [0.0, 1e-310, 0.5, 1.0, 2.0, 1e300, INF])
@pytest.mark.parametrize("y", [-INF, -1e300, -3.0, -0.5, 0.0, 0.5, 1.0, 3.0, 1e300, INF])
def test_powers_at_the_edges_agree_with_the_standard_library(x: float, y: float) -> None:
    try:
        expected = math.pow(x, y)
    except (OverflowError, ValueError):
        expected = INF
    assert pow_(x, y) == pytest.approx(expected, rel=1e-15, abs=0.0)


def test_whole_powers_and_roots_of_whole_numbers_are_exact() -> None:
    for base in range(1, 60):
        assert pow_(float(base), 2.0) == base**2
        assert pow_(float(base * base), 0.5) == base
    assert pow_(2.0, -1074.0) == 5e-324


def test_arrays_keep_their_shape_and_numbers_become_arrays() -> None:
    table = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    assert exp_array(table).shape == (2, 3)
    assert exp_array(table.T)[2, 1] == exp(5.0)
    assert exp_array(1.0).shape == ()
    assert pow_array(table, [1.0, 2.0, 3.0])[1, 2] == 125.0
    assert log_array([]).shape == (0,)


def fingerprint() -> str:
    """A hash of the bits of many results, over inputs that are exact on every processor."""
    grid = (np.arange(40_001) - 20_000) / 512.0
    positive = (np.arange(40_001) + 1) / 4096.0
    power = (np.arange(40_001) % 97) / 16.0
    key = draw_key(seed=7, neighbourhood="carnisse")
    results = [
        exp_array(grid * 16.0),
        log_array(positive),
        one_minus_exp_array(grid),
        logistic_array(grid),
        pow_array(positive, power),
        uniforms(key, decision("test.fingerprint"), 700, np.arange(10_000)),
        np.array([exp(x) for x in grid[:500].tolist()]),
        np.array([pow_(x, 1.7) for x in positive[:500].tolist()]),
    ]
    return hashlib.sha256(b"".join(result.tobytes() for result in results)).hexdigest()


def test_a_simple_old_processor_gives_the_same_bits(tmp_path: Path) -> None:
    environment = os.environ | {
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "NUMBA_CACHE_DIR": str(tmp_path),
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable",
        "PYTHONPATH": str(Path(wijksim.__file__).parents[1]),
    }
    script = f"import runpy; print(runpy.run_path({__file__!r})['fingerprint']())"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == fingerprint()


def test_the_examples_in_the_documentation_are_true() -> None:
    outcome = doctest.testmod(elementary)
    assert outcome.failed == 0
    assert outcome.attempted >= 4
