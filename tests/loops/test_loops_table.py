"""The table of loops: one row by hand, and one lived."""

import pytest

from wijksim.core.errors import WijksimError
from wijksim.experiment.loops import AtLink, Shown
from wijksim.experiment.loops_catalogue import LOOPS
from wijksim.experiment.loops_table import SOON, as_links, as_row, moves


def test_a_row_tells_mean_error_and_seeds_as_the_sum_by_hand() -> None:
    """Effects -0.1, -0.3 and +0.1: mean -0.1, standard error 0.2 / sqrt(3); R2 asks for less."""
    shown = [Shown(10.0, 7.9, 8.0), Shown(10.0, 7.7, 8.0), Shown(13.0, 8.1, 8.0)]
    assert as_row("R2", shown) == "| R2 | outreach | 11 | 7.9 | 8 | -0.1 (0.12) | 2 of 3 |"


def test_one_seed_has_no_error_and_says_so() -> None:
    assert "(nan)" in as_row("R1", [Shown(1.0, 2.0, 1.0)])


def test_a_row_of_a_link_tells_what_it_does_alone_and_what_comes_back_to_it() -> None:
    """Alone +1 and +3: mean 2, error 1. Back at the cut 0.5 and 0.1: mean 0.3, error 0.2."""
    each = [AtLink(5.0, 4.0, 1.0, 2.0, 1.5), AtLink(6.0, 3.0, 1.0, 2.0, 1.9)]
    shown = [Shown(1.0, 2.0, 1.0, {"R8.overload": one}) for one in each]
    assert as_links("R8", shown) == [
        "| `R8.overload` | need | +2 (1) | 2 of 2 | no | 1, 2, 1.7 | +0.3 (0.2) |"
    ]


def test_a_link_moves_an_outcome_when_it_does_so_by_twice_the_standard_error() -> None:
    """Of 1 and 2 the mean is 1.5 and the error 0.5; one seed alone tells nothing."""
    assert moves([1.0, 2.0], 1) and not moves([1.0, 2.0], -1)
    assert not moves([1.0, 3.0], 1) and not moves([0.0, 0.0], 1) and not moves([5.0], 1)


def test_a_link_is_judged_on_what_it_works_on_where_that_is_not_the_outcome_of_the_loop() -> None:
    at = AtLink(0.3, 0.4, 0.0, 0.0, 0.0)
    shown = [Shown(0.0, 0.3, 0.1, {"R4.reorganised": at, "R4.strain": at})]
    of_trust, of_strain = as_links("R4", shown)
    assert "| professional_trust | -0.1 (nan) | 1 of 1 |" in of_trust
    assert "| strain | -0.1 (nan) | 0 of 1 |" in of_strain


def test_a_loop_that_does_not_exist_is_refused_and_those_that_show_soon_exist() -> None:
    with pytest.raises(WijksimError, match="R33"):
        as_row("R33", [Shown(1.0, 1.0, 1.0)])
    assert set(SOON) < set(LOOPS)
