"""Figures leave the dashboard as files that are safe to open."""

import csv
import io

import pytest

from wijksim.dashboard.taken import as_sheet, csv_text, file_stem


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


def test_a_dutch_spreadsheet_finds_cells_and_numbers_and_an_english_one_the_file_as_it_is() -> None:
    text = csv_text(["name", "value"], [["a, b; c", -0.5], ["=1;1", 12], ["1.5e-05", 1.5e-5]])
    told = as_sheet(text, "nl")
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [["name", "value"], ["a, b; c", "-0,5"], ["'=1;1", "12"], ["1,5e-05"] * 2]
    assert told.startswith("\ufeff") and as_sheet(text, "en") == text
