"""Weeks of the real calendar, and the one conversion from years to weeks."""

import doctest
import math
from datetime import date, timedelta

import pytest

from wijksim.core import calendar
from wijksim.core.calendar import (
    WEEKS_PER_YEAR,
    Calendar,
    half_life_to_weekly_decay,
    monday_of,
    per_week,
    week_number,
    weekly_probability,
)

DECADE = Calendar(start=date(2013, 1, 1), end=date(2022, 12, 31))


def test_the_counting_starts_on_the_first_monday_of_2000() -> None:
    assert week_number(date(2000, 1, 3)) == 0
    assert week_number(date(2000, 1, 9)) == 0
    assert week_number(date(2000, 1, 10)) == 1
    assert week_number(date(2000, 1, 2)) == -1


def test_the_same_week_has_the_same_number_in_every_scenario() -> None:
    longer = Calendar(start=date(1998, 6, 1), end=date(2030, 1, 1))
    transfer = date(2015, 1, 1)
    assert DECADE.week_of(transfer) == longer.week_of(transfer)


def test_every_week_starts_on_a_monday_and_contains_its_own_days() -> None:
    for week in (-200, -1, 0, 1, 782, 5000):
        monday = monday_of(week)
        assert monday.weekday() == 0
        for days in range(7):
            assert week_number(monday + timedelta(days=days)) == week


def test_a_run_covers_the_whole_first_and_last_week() -> None:
    weeks = list(DECADE.weeks())
    assert len(weeks) == DECADE.n_weeks
    assert (weeks[0], weeks[-1]) == (DECADE.first_week, DECADE.last_week)
    assert DECADE.monday(weeks[0]) <= DECADE.start
    assert DECADE.monday(weeks[-1]) + timedelta(days=6) >= DECADE.end
    assert DECADE.week_of(DECADE.end) == weeks[-1]


def test_a_run_of_one_day_is_one_week() -> None:
    assert Calendar(start=date(2015, 1, 1), end=date(2015, 1, 1)).n_weeks == 1


def test_a_calendar_that_ends_before_it_starts_is_refused_with_both_dates() -> None:
    with pytest.raises(ValueError, match=r"2014-12-31.*2015-01-01"):
        Calendar(start=date(2015, 1, 1), end=date(2014, 12, 31))


def test_a_date_outside_the_run_is_refused_and_the_run_is_named() -> None:
    with pytest.raises(ValueError, match=r"2023-01-09 lies outside .* 2012-12-31 to 2023-01-01"):
        DECADE.week_of(date(2023, 1, 9))
    with pytest.raises(ValueError, match="lies outside the run"):
        DECADE.monday(0)


def test_fifty_two_weeks_and_a_bit_make_a_year() -> None:
    assert 52.177 < WEEKS_PER_YEAR < 52.179
    assert per_week(WEEKS_PER_YEAR) == 1.0
    assert per_week(-52.1775) == pytest.approx(-1.0)


def test_what_happens_each_week_adds_up_to_what_happens_in_a_year() -> None:
    chance = weekly_probability(0.3)
    assert 1.0 - (1.0 - chance) ** WEEKS_PER_YEAR == pytest.approx(-math.expm1(-0.3), rel=1e-12)
    assert weekly_probability(0.0) == 0.0
    assert weekly_probability(1e-12) == pytest.approx(1e-12 / WEEKS_PER_YEAR, rel=1e-12)
    assert weekly_probability(math.inf) == 1.0


@pytest.mark.parametrize("rate", [-0.1, math.nan])
def test_a_rate_that_is_negative_or_missing_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        weekly_probability(rate)


def test_after_one_half_life_half_is_left() -> None:
    left = (1.0 - half_life_to_weekly_decay(2.0)) ** (2.0 * WEEKS_PER_YEAR)
    assert left == pytest.approx(0.5, rel=1e-12)
    assert half_life_to_weekly_decay(math.inf) == 0.0


@pytest.mark.parametrize("half_life", [0.0, -1.0, math.nan])
def test_a_half_life_that_is_not_above_zero_is_refused(half_life: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        half_life_to_weekly_decay(half_life)


def test_the_examples_in_the_documentation_are_true() -> None:
    assert doctest.testmod(calendar).failed == 0
