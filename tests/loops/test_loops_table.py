"""The table of loops: one row by hand, and one lived."""

import pytest

from wijksim.core.errors import WijksimError
from wijksim.experiment.loops import LOOPS, Shown
from wijksim.experiment.loops_table import SOON, as_row


def test_a_row_tells_mean_error_and_seeds_as_the_sum_by_hand() -> None:
    """Effects -0.1, -0.3 and +0.1: mean -0.1, standard error 0.2 / sqrt(3); R2 asks for less."""
    shown = [Shown(10.0, 7.9, 8.0), Shown(10.0, 7.7, 8.0), Shown(13.0, 8.1, 8.0)]
    assert as_row("R2", shown) == "| R2 | outreach | 11 | 7.9 | 8 | -0.1 (0.12) | 2 of 3 |"


def test_one_seed_has_no_error_and_says_so() -> None:
    assert "(nan)" in as_row("R1", [Shown(1.0, 2.0, 1.0)])


def test_a_loop_that_does_not_exist_is_refused_and_those_that_show_soon_exist() -> None:
    with pytest.raises(WijksimError, match="R33"):
        as_row("R33", [Shown(1.0, 1.0, 1.0)])
    assert set(SOON) < set(LOOPS)
