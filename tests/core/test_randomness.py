"""Chance is addressed: the same question gets the same answer, and nobody shifts another's luck."""

import doctest
import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numba
import numpy as np
import pytest
from numpy.typing import NDArray

from wijksim.core import randomness
from wijksim.core.compile import kernel
from wijksim.core.randomness import (
    decision,
    draw_key,
    exponential,
    integer_below,
    normal,
    philox,
    poisson_small,
    uniform,
    uniform4,
    uniform_pair,
    uniforms,
    words,
)

KEY = draw_key(seed=2015, neighbourhood="carnisse")
ASK = decision("test.ask_for_help")
MOVE = decision("test.move_house")
PEOPLE = np.arange(100_000)
PUBLISHED = [
    (
        (0, 0, 0, 0),
        (0, 0),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float(np.corrcoef(a, b)[0, 1])


@pytest.mark.parametrize(("counter", "key", "expected"), PUBLISHED)
def test_the_generator_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    given = [np.uint64(word) for word in counter + key]
    assert tuple(int(word) for word in philox(*given)) == expected


def test_the_same_question_always_gets_the_same_answer_in_any_order() -> None:
    rng = np.random.default_rng(1)
    questions = [(ASK, 700, 5, 0), (MOVE, 700, 5, 0), (ASK, -3, 5, 0), (ASK, 700, 6, 1)]
    first = {question: uniform(KEY, *question) for question in questions}
    for _ in range(5):
        rng.shuffle(questions)
        for question in questions:
            assert uniform(KEY, *question) == first[tuple(question)]


@numba.njit
def _drawn_in_many_ways(
    key: NDArray[np.uint32], ids: NDArray[np.uint32], domain: NDArray[np.int8], week: int
) -> tuple[float, float, float, float]:
    return (
        uniform(key, ASK, week, ids[0], 0),
        uniform(key, MOVE, 0, 7, domain[0]),
        uniform(key, ASK, np.int32(week), np.uint64(ids[0]), ids[1]),
        uniform4(key, MOVE, week, ids[1], 2)[0] + uniform4(key, ASK, 0, 3, np.int16(1))[0],
    )


def test_drawing_is_compiled_once_whatever_the_address_is_made_of() -> None:
    draws: list[Any] = [uniform, uniform4, words]
    before = [set(one.signatures) for one in draws]
    ids, domain = np.array([7, 9], dtype=np.uint32), np.array([2], dtype=np.int8)
    drawn = _drawn_in_many_ways(KEY, ids, domain, -3)
    assert drawn == (
        uniform(KEY, ASK, -3, 7, 0),
        uniform(KEY, MOVE, 0, 7, 2),
        uniform(KEY, ASK, -3, 7, 9),
        uniform4(KEY, MOVE, -3, 9, 2)[0] + uniform4(KEY, ASK, 0, 3, 1)[0],
    )
    for one, known in zip(draws, before, strict=True):
        assert len(set(one.signatures) - known) <= 1


def test_asking_about_more_people_changes_nobody_s_luck() -> None:
    few = uniforms(KEY, ASK, 700, [3, 8])
    many = uniforms(KEY, ASK, 700, np.arange(10)[::-1])
    assert few[0] == many[6]
    assert few[1] == many[1]


def test_a_new_decision_changes_no_other_decision() -> None:
    before = uniforms(KEY, ASK, 700, PEOPLE)
    number = decision("test.ask_for_help")
    uniforms(KEY, decision("test.something_new"), 700, PEOPLE)
    assert decision("test.ask_for_help") == number
    assert np.array_equal(before, uniforms(KEY, ASK, 700, PEOPLE))


def test_the_numbers_of_decisions_and_the_luck_they_give_never_change() -> None:
    assert decision("needs.debt.onset") == 4101864328
    assert draw_key(seed=1, neighbourhood="carnisse").tolist() == [2898312004, 3801623964]
    draw = uniform(draw_key(seed=1), decision("needs.debt.onset"), 700, 12, 0)
    assert draw == 0.3473970052960512


def test_two_decisions_that_would_share_their_luck_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = decision("test.first")
    monkeypatch.setitem(randomness._names_by_number, number, "test.another")
    with pytest.raises(ValueError, match="share their luck"):
        decision("test.first")


def test_a_decision_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        decision("")


@pytest.mark.parametrize("seed", [-1, 2**63 + 1])
def test_a_seed_outside_the_bounds_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        draw_key(seed=seed)


def test_every_seed_and_every_neighbourhood_has_its_own_key() -> None:
    seeds = [0, 1, 2, 2**32, 2**32 + 1, 2**63]
    keys = [draw_key(seed, place).tobytes() for seed in seeds for place in ("", "carnisse", "oud")]
    assert len(set(keys)) == len(keys)


def test_draws_lie_evenly_between_zero_and_one() -> None:
    draws = uniforms(KEY, ASK, 700, PEOPLE)
    assert draws.min() > 0.0 and draws.max() < 1.0
    counts = np.histogram(draws, bins=100, range=(0.0, 1.0))[0]
    expected = len(PEOPLE) / 100
    chi_square = float(((counts - expected) ** 2 / expected).sum())
    assert 55.0 < chi_square < 155.0


def test_the_luck_of_two_weeks_people_decisions_places_or_seeds_is_unrelated() -> None:
    here = uniforms(KEY, ASK, 700, PEOPLE)
    others = [
        uniforms(KEY, ASK, 701, PEOPLE),
        uniforms(KEY, ASK, 700, PEOPLE + 1),
        uniforms(KEY, ASK, 700, PEOPLE, sub=1),
        uniforms(KEY, MOVE, 700, PEOPLE),
        uniforms(draw_key(seed=2015, neighbourhood="hillesluis"), ASK, 700, PEOPLE),
        uniforms(draw_key(seed=2016, neighbourhood="carnisse"), ASK, 700, PEOPLE),
    ]
    for other in others:
        assert abs(correlation(here, other)) < 4.0 / math.sqrt(len(PEOPLE))


def test_four_draws_for_the_price_of_one_are_unrelated_and_even() -> None:
    four = np.array([uniform4(KEY, ASK, 700, who, 0) for who in range(20_000)])
    assert four.min() > 0.0 and four.max() < 1.0
    assert np.abs(four.mean(axis=0) - 0.5).max() < 0.01
    between = np.corrcoef(four.T) - np.eye(4)
    assert np.abs(between).max() < 0.03


def test_a_pair_has_one_luck_whoever_is_named_first() -> None:
    assert uniform_pair(KEY, ASK, 700, 4, 9) == uniform_pair(KEY, ASK, 700, 9, 4)
    assert uniform_pair(KEY, ASK, 700, 4, 9) != uniform_pair(KEY, ASK, 700, 4, 10)
    assert uniform_pair(KEY, ASK, 700, 4, 9) != uniform_pair(KEY, ASK, 700, 5, 9)
    a, b = np.int32(4), np.uint32(9)
    assert uniform_pair(KEY, ASK, 700, b, a) == uniform_pair(KEY, ASK, 700, 4, 9)


def test_ids_and_weeks_give_the_same_luck_in_every_integer_type() -> None:
    expected = uniform(KEY, ASK, 700, 12, 0)
    for kind in (np.int32, np.uint32, np.int64, np.uint64):
        assert uniform(KEY, kind(ASK) if kind is not np.int32 else ASK, 700, kind(12), 0) == (
            expected
        )


def test_weeks_before_the_year_2000_have_luck_of_their_own() -> None:
    draws = {uniform(KEY, ASK, week, 12, 0) for week in range(-500, 500)}
    assert len(draws) == 1000


def test_no_draw_can_reach_zero_or_one_because_all_are_odd_parts() -> None:
    parts = uniforms(KEY, ASK, 700, PEOPLE) * 2.0**53
    assert np.all(np.floor(parts) == parts)
    assert np.all(parts % 2.0 == 1.0)
    of_four = np.array([uniform4(KEY, ASK, 700, who, 0) for who in range(1000)]) * 2.0**33
    assert np.all(of_four % 2.0 == 1.0)


def test_a_whole_number_below_n_reaches_every_value_equally_often() -> None:
    draws = np.array([integer_below(KEY, ASK, 700, who, 0, 7) for who in range(14_000)])
    counts = np.bincount(draws, minlength=7)
    assert len(counts) == 7
    assert np.abs(counts - 2000).max() < 200
    assert integer_below(KEY, ASK, 700, 1, 0, 1) == 0
    assert integer_below(KEY, ASK, 700, 1, 0, 0) == 0


def test_normal_exponential_and_poisson_draws_have_the_right_mean_and_spread() -> None:
    ids = range(20_000)
    normals = np.array([normal(KEY, ASK, 700, who, 0) for who in ids])
    assert abs(normals.mean()) < 0.03 and abs(normals.std() - 1.0) < 0.03
    waits = np.array([exponential(KEY, ASK, 700, who, 0) for who in ids])
    assert waits.min() > 0.0
    assert abs(waits.mean() - 1.0) < 0.03 and abs(waits.std() - 1.0) < 0.05
    counts = np.array([poisson_small(KEY, ASK, 700, who, 0, 2.5) for who in ids])
    assert abs(counts.mean() - 2.5) < 0.05 and abs(counts.var() - 2.5) < 0.1


@kernel
def _asked_one_by_one(
    key: NDArray[np.uint32], decision: int, week: int, out: NDArray[np.float64]
) -> None:
    for i in range(out.shape[0]):
        who = out.shape[0] - 1 - i
        out[who] = uniform(key, decision, week, who, 0)


def test_a_kernel_and_set_up_code_see_the_same_luck() -> None:
    out = np.empty(1000)
    _asked_one_by_one(KEY, ASK, 700, out)
    assert np.array_equal(out, uniforms(KEY, ASK, 700, np.arange(1000)))


def test_neighbourhoods_that_run_at_the_same_time_do_not_change_each_other_s_luck() -> None:
    places = [f"place-{i}" for i in range(16)]

    def luck(place: str) -> bytes:
        return uniforms(draw_key(seed=1, neighbourhood=place), ASK, 700, PEOPLE).tobytes()

    with ThreadPoolExecutor(max_workers=4) as pool:
        together = list(pool.map(luck, places))
    assert together == [luck(place) for place in places]


def test_the_examples_in_the_documentation_are_true() -> None:
    assert doctest.testmod(randomness).failed == 0
