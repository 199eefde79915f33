"""Carnisse shows the patterns that it was fitted to, in the bands set before the fitting.

A short form: few seeds, means over them. The complete table, with the patterns that are only scored
and those that are missed, stands in the decision note on calibration.
"""

import numpy as np
import pytest

from wijksim.experiment.pattern_scores import AT_REST, AUDITED, ROLL_OUT, outcome, watched
from wijksim.experiment.patterns import (
    DEBT_AFTER,
    DEBT_RUNNING,
    DURATION,
    KNOWN_DEBT,
    LEVELS,
    MISSED,
    OVERLOAD,
    P0,
    RETURN,
    USE,
    Pattern,
    Watch,
)

pytestmark = pytest.mark.xdist_group("patterns")

SEEDS = (1, 2, 3)
WEEKS_TO_2019 = 6 * 52 + 1


@pytest.fixture(scope="module")
def at_rest() -> list[Watch]:
    return [watched(AT_REST, seed=seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def rolled_out() -> list[Watch]:
    return [watched(ROLL_OUT, seed=seed, weeks=WEEKS_TO_2019) for seed in SEEDS]


@pytest.mark.parametrize(("pattern", "level"), list(zip(P0, LEVELS, strict=True)))
def test_at_rest_nothing_drifts_for_ten_years(
    pattern: Pattern, level: str, at_rest: list[Watch]
) -> None:
    years = np.mean([watch.years(level) for watch in at_rest], axis=0)
    assert len(years) == 10
    assert pattern.holds(years.min() / years[0])
    assert pattern.holds(years.max() / years[0])


@pytest.mark.parametrize(
    ("pattern", "domain"), list(zip(USE, ("income", "support", "youth"), strict=True))
)
def test_part_of_the_users_uses_help_in_each_of_seven_years(
    pattern: Pattern, domain: str, at_rest: list[Watch]
) -> None:
    assert pattern.holds(float(np.mean([one.use_in_every_year()[domain] for one in at_rest])))


@pytest.mark.parametrize(
    ("pattern", "domain"), list(zip(RETURN, ("income", "support", "youth"), strict=True))
)
def test_some_who_went_without_help_for_a_year_come_back(
    pattern: Pattern, domain: str, at_rest: list[Watch]
) -> None:
    assert pattern.holds(float(np.mean([one.use_again()[domain] for one in at_rest])))


def test_most_households_in_debt_are_unknown_to_helpers(at_rest: list[Watch]) -> None:
    assert KNOWN_DEBT.holds(float(np.mean([one.known_debt() for one in at_rest])))


def test_over_half_of_the_debts_are_there_for_years(at_rest: list[Watch]) -> None:
    running = np.mean([one.debt_after(2, running=True) for one in at_rest])
    assert DEBT_RUNNING.holds(float(running))
    assert DEBT_AFTER.holds(float(np.mean([one.debt_after(3) for one in at_rest])))


def test_who_gives_most_care_is_overloaded_twice_as_often(at_rest: list[Watch]) -> None:
    assert OVERLOAD.holds(float(np.mean([one.overload_ratio() for one in at_rest])))


def test_most_requests_miss_the_norm_where_one_team_carries_all_access(
    rolled_out: list[Watch],
) -> None:
    missed = np.mean([outcome(one, "missed_norm", *AUDITED) for one in rolled_out])
    assert MISSED.holds(float(missed))


def test_care_lasts_twice_as_long_as_the_guideline_there(rolled_out: list[Watch]) -> None:
    duration = np.mean([outcome(one, "duration", *AUDITED) for one in rolled_out])
    assert DURATION.holds(float(duration))
