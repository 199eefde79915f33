"""What a sweep costs is measured rightly, and the memory of its first process stays flat."""

import pytest
from sweeping import JOBS, Swept, measure


def test_the_first_process_of_a_sweep_stays_small_however_many_runs_there_are() -> None:
    few, many = measure(400), measure(2000)
    assert (few.runs, many.runs) == (400, 2000)
    assert 0.0 < many.peak_mib < 500.0
    assert many.late_mib - many.early_mib < 8.0
    assert many.peak_mib - few.peak_mib < 8.0


def test_what_is_spent_beside_the_runs_is_told_as_a_share_of_them() -> None:
    found = Swept(
        runs=1000, clock=4.0, first=0.1, others=6.0, start=1.0, of_runs=5.0, at_chunks=5.4,
        clock_at_chunks=3.0, peak_mib=1.0, early_mib=1.0, late_mib=1.0,
    )  # fmt: skip
    assert found.overhead == pytest.approx(0.02) and JOBS == 2
    assert found.overhead_with_start == pytest.approx(0.22) and found.milliseconds == 5.0
    assert found.busy == pytest.approx(0.9) and found.busy_with_start == pytest.approx(6.1 / 8)
