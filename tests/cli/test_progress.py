"""A log of a long command shows that it is alive, and a quick command fills no log."""

import pytest

from wijksim.progress import plain_lines, shown


def test_a_log_gets_a_line_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = 0.0
    tell = plain_lines("Runs", clock=lambda: seconds)
    for done in range(1, 41):
        seconds += 1.0
        tell(done, 40)
    said = capsys.readouterr()
    assert said.out == ""
    lines = ["Runs: 10 of 40", "Runs: 20 of 40", "Runs: 30 of 40", "Runs: 40 of 40"]
    assert said.err.splitlines() == lines


def test_what_is_quick_leaves_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with shown("Weeks") as tell:
        for done in range(1, 5):
            tell(done, 4)
    assert capsys.readouterr().err == ""


def test_who_stops_a_command_hears_that_nothing_was_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BaseException) as ended, shown("Runs"):
        raise KeyboardInterrupt
    assert getattr(ended.value, "exit_code", None) == 130
    assert capsys.readouterr().err == "Stopped. Nothing was written.\n"
