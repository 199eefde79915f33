"""The last day that the figures count."""

from dataclasses import replace
from datetime import date

import pytest

from wijksim.scenario.loading import load_scenario

TEN_YEARS = load_scenario("carnisse/at-rest")


@pytest.mark.parametrize(
    ("end", "counted"),
    [
        (date(2022, 12, 31), date(2022, 12, 18)),  # 522 weeks lived, forty quarters
        (date(2022, 12, 18), date(2022, 12, 18)),
        (date(2022, 12, 14), date(2022, 12, 14)),  # its week is lived whole
        (date(2022, 12, 11), date(2022, 9, 18)),
    ],
)
def test_figures_count_until_the_end_of_the_last_full_quarter(end: date, counted: date) -> None:
    assert TEN_YEARS.start == date(2013, 1, 1)
    assert replace(TEN_YEARS, end=end).counted_until == counted


def test_without_a_full_quarter_no_day_counts() -> None:
    short = replace(TEN_YEARS, end=date(2013, 3, 24))
    assert short.counted_until < short.start
