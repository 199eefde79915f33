"""Files of a result: harmless, the same for the same, and all or nothing."""

import csv
import os
from pathlib import Path

import pandas as pd
import pytest

from wijksim.core.errors import WijksimError
from wijksim.experiment.outputs import write_csv, write_parquet
from wijksim.files import check_target, new_folder


def test_cells_that_a_spreadsheet_would_run_are_made_harmless_and_numbers_are_not(
    tmp_path: Path,
) -> None:
    ill = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "plain"]
    write_csv(pd.DataFrame({"name": ill, "value": [-1.5] * len(ill)}), tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["name"] for row in rows] == [f"'{one}" for one in ill[:-1]] + ["plain"]
    assert {row["value"] for row in rows} == {"-1.5"}


def test_a_figure_that_does_not_exist_is_an_empty_cell(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["a", "b"], "value": [float("nan"), -0.0]})
    write_csv(table, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text() == "name,value\na,\nb,0\n"


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": pd.Categorical(["a", "b"]), "value": [1.0, 2.0]})
    write_parquet(table, tmp_path / "one.parquet")
    write_parquet(table.copy(), tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    assert pd.read_parquet(tmp_path / "one.parquet")["value"].tolist() == [1.0, 2.0]


def test_when_writing_breaks_off_nothing_is_left(tmp_path: Path) -> None:
    for stop in (KeyboardInterrupt, ValueError):
        with pytest.raises(stop), new_folder(tmp_path / "a" / "b", force=False) as stage:
            (stage / "half.txt").write_text("half")
            raise stop
        assert list(tmp_path.iterdir()) == []


def test_an_existing_result_stays_unless_forced(tmp_path: Path) -> None:
    folder = tmp_path / "result"
    folder.mkdir()
    (folder / "summary.csv").write_text("old")
    with pytest.raises(WijksimError, match="--force"):
        check_target(folder, force=False)
    assert (folder / "summary.csv").read_text() == "old"
    with new_folder(folder, force=True, replaces=("events.parquet", "summary.csv")) as stage:
        (stage / "outcomes.parquet").write_text("new")
    assert [path.name for path in folder.iterdir()] == ["outcomes.parquet"]


def test_a_forced_result_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "result"
    folder.mkdir()
    (folder / "summary.csv").write_text("old")
    with pytest.raises(RuntimeError), new_folder(folder, force=True) as stage:
        (stage / "summary.csv").write_text("new")
        raise RuntimeError
    assert (folder / "summary.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def result_of_before(folder: Path, *names: str) -> dict[str, str]:
    folder.mkdir()
    for name in names:
        (folder / name).write_text(f"old {name}")
    return {name: f"old {name}" for name in names}


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_a_result_that_cannot_be_replaced_whole_is_not_replaced_in_part(tmp_path: Path) -> None:
    """A folder of the user's stands where the report should come, and is kept as well."""
    folder = tmp_path / "result"
    before = result_of_before(folder, "manifest.json", "summary.csv", "events.parquet")
    own = folder / "report.html" / "mine.txt"
    own.parent.mkdir()
    own.write_text("mine")
    replaces = ("events.parquet", "report.html")
    with (
        pytest.raises(WijksimError, match=r"'report\.html' is a folder"),
        new_folder(folder, force=True, replaces=replaces) as stage,
    ):
        for name in ("manifest.json", "report.html", "summary.csv"):
            (stage / name).write_text("new")
    assert written(folder) == before and own.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


@pytest.mark.parametrize("stop_at", range(1, 6))
def test_a_stop_between_two_files_puts_the_old_result_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    """Three old files are put aside and two new ones put in place: stopped at each of the five."""
    folder, really, moves = tmp_path / "result", os.replace, []
    before = result_of_before(folder, "manifest.json", "summary.csv", "events.parquet")

    def replace(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == stop_at:
            raise KeyboardInterrupt
        really(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with (
        pytest.raises(KeyboardInterrupt),
        new_folder(folder, force=True, replaces=("events.parquet",)) as stage,
    ):
        for name in ("manifest.json", "summary.csv"):
            (stage / name).write_text("new")
    assert written(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_a_file_or_a_closed_place_is_refused_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WijksimError, match="is a file"):
        check_target(tmp_path / "file", force=True)
    with pytest.raises(WijksimError, match="cannot be written"):
        check_target(tmp_path / "file" / "below", force=False)
    with pytest.raises(WijksimError, match="cannot be written"):
        check_target(Path("nul\0byte"), force=False)
    with pytest.raises(WijksimError, match="cannot be written"):
        check_target(tmp_path / ("x" * 5000), force=False)
    if os.name == "posix":
        with pytest.raises(WijksimError, match="cannot be written"):
            check_target(Path(os.sep) / "proc" / "self" / "result", force=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
