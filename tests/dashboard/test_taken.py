"""Figures leave the dashboard as files that are safe to open."""

import csv
import io

import pytest

from wijksim.dashboard.taken import csv_text, file_stem


@pytest.mark.parametrize(
    "cell", ["=1+1", " =1+1", "＝1+1", "+cmd", "-x", "@sum", "\tx", "\rx", "\n=1"]
)
def test_a_spreadsheet_runs_nothing_of_a_cell(cell: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["a"], [[cell]]))))
    assert rows[1][0].startswith("'")


def test_numbers_stay_numbers_and_commas_stay_in_their_cell() -> None:
    text = csv_text(["name", "value"], [["a, b", -0.5], ['"q"', "-3"], ["none", float("nan")]])
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [["name", "value"], ["a, b", "-0.5"], ['"q"', "-3"], ["none", ""]]


def test_a_file_name_holds_no_path() -> None:
    assert file_stem("../../etc/passwd", "Zelf organisatie", "é") == (
        "etc-passwd-zelf-organisatie-e"
    )
    assert file_stem("///") == "wijksim"
