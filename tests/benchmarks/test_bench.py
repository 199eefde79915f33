"""The check of the benchmarks says so when something became clearly slower."""

from bench import Report, fallen
from measuring import Timing


def test_a_ratio_that_fell_by_a_third_is_named() -> None:
    assert len(fallen({"times_plain_mesa": 100.0}, {"times_plain_mesa": 150.0})) == 1


def test_a_ratio_that_fell_by_a_fifth_passes() -> None:
    assert not fallen({"times_plain_mesa": 120.0}, {"times_plain_mesa": 150.0})


def test_a_figure_over_what_is_aimed_at_is_shown_as_missed() -> None:
    report = Report()
    report.timed("a run", Timing((3.0, 1.0, 2.0)), at_most=1.5)
    assert report.rows == [("a run", "2 s", "1", "≤ 1.5: missed")]
