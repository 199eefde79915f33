"""A square of the map has a colour only where the pairs agree that there is a difference."""

import numpy as np

from wijksim.report.squares import beyond_chance


def maps(*needs: list[int]) -> list[dict[str, np.ndarray]]:
    residents = np.array([[100, 100, 0]])
    return [{"residents": residents, "in_need": np.array([row])} for row in needs]


def test_pairs_that_agree_are_beyond_chance_and_pairs_that_do_not_are_within() -> None:
    mean, sure = beyond_chance(
        maps([20, 10, 0], [21, 30, 0], [20, 12, 0]), maps([10, 20, 0], [10, 10, 0], [10, 15, 0])
    )
    assert sure.tolist() == [[True, False, False]]
    assert abs(mean[0, 0] - 0.1033) < 0.001 and np.isnan(mean[0, 2])


def test_two_pairs_with_the_same_difference_show_no_square_as_sure() -> None:
    after, before = maps([21, 12, 0], [21, 14, 0]), maps([20, 12, 0], [20, 14, 0])
    assert not beyond_chance(after, before)[1].any()
    third = beyond_chance([*after, *maps([21, 12, 0])], [*before, *maps([20, 13, 0])])
    assert third[1].tolist() == [[True, False, False]]


def test_one_pair_shows_no_square_as_sure() -> None:
    assert not beyond_chance(maps([90, 0, 0]), maps([10, 10, 0]))[1].any()
