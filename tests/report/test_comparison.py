"""A comparison as Python users get it, and the files it writes."""

import json
from pathlib import Path

import pandas as pd
import pytest
from fake_runs import CATALOGUE, planted, restless, scenario_file

from wijksim.core.errors import WijksimError
from wijksim.experiment.engine import Runner
from wijksim.experiment.outputs import as_csv
from wijksim.report.comparison import Comparison, compare

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"


def compared(runner: Runner = planted, replicates: int | None = 4) -> Comparison:
    return compare([TOP, BOTTOM], replicates=replicates, runner=runner, catalogue=CATALOGUE)


def test_a_comparison_gives_tables_and_a_report_in_two_languages() -> None:
    result = compared()
    assert set(result.outcomes["replicate"]) == {0, 1, 2, 3}
    assert set(result.summary["scenario"]) == {BOTTOM}
    assert result.report().startswith("<!DOCTYPE html>")
    assert '<html lang="nl">' in result.report(lang="nl")
    assert [row["outcome"] for row in result.key_rows()] == [one.name for one in CATALOGUE[:5]]


def test_it_writes_all_its_files_and_never_over_an_older_result(tmp_path: Path) -> None:
    result = compared()
    folder = result.write(tmp_path / "one")
    names = ["manifest.json", "outcomes.parquet", "report.html", "summary.csv"]
    assert sorted(path.name for path in folder.iterdir()) == names
    with pytest.raises(WijksimError, match="--force"):
        result.write(folder)
    result.write(folder, force=True, lang="nl")
    again = compared().write(tmp_path / "two", lang="nl")
    for name in names:
        assert (folder / name).read_bytes() == (again / name).read_bytes()


def test_the_manifest_holds_what_is_needed_to_repeat_it() -> None:
    told = json.loads(json.dumps(compared().manifest()))
    assert told["command"] == f"wijksim compare {TOP} {BOTTOM} --replicates 4 --seed 0"
    assert told["seeds"] == [0, 3] and told["versions"]["numpy"]
    for one in told["scenarios"]:
        files = {row["file"]: row["sha256"] for row in one["inputs"]}
        assert "scenarios/neighbourhoods/carnisse.yaml" in files
        assert all(len(digest) == 64 for digest in files.values())


def test_without_a_number_the_command_leaves_it_out_and_the_report_says_how_many() -> None:
    narrow, wide = compared(planted, None), compared(restless, None)
    assert "--replicates" not in narrow.command()
    assert "That took 20 pairs" in narrow.report()
    assert "After 200 pairs" in wide.report()
    assert wide.manifest()["stopped_because"] == "limit"


def test_the_figures_in_the_csv_are_those_of_the_table(tmp_path: Path) -> None:
    result = compared()
    written = pd.read_csv(result.write(tmp_path / "x") / "summary.csv")
    assert list(written.columns) == list(result.summary.columns)
    pd.testing.assert_frame_equal(
        written[["mean_difference", "ci_low"]], result.summary[["mean_difference", "ci_low"]]
    )


def test_a_scenario_whose_name_is_a_formula_is_harmless_in_the_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = [scenario_file(Path(), name=name, title="x") for name in ("plain", "=cmd")]
    result = compare([str(one) for one in files], replicates=2, runner=planted, catalogue=CATALOGUE)
    assert "=cmd" in set(result.summary.scenario)
    text = (result.write(tmp_path / "out") / "summary.csv").read_text("utf-8")
    assert "'=cmd" in text and as_csv(result.summary).decode("utf-8") == text
    assert not [cell for row in text.splitlines() for cell in row.split(",") if cell[:1] == "="]


def test_different_years_or_too_few_scenarios_are_refused(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, name="short", title="x")
    path.write_text(path.read_text().replace("2022-12-31", "2023-12-31"))
    with pytest.raises(WijksimError, match="same 'horizon'"):
        compare([TOP, path], replicates=2, runner=planted, catalogue=CATALOGUE)
