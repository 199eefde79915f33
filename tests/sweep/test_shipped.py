"""An experiment that comes with the program is run by its name, from any folder."""

import tomllib
from pathlib import Path

import pytest
from command_line import wijksim

from wijksim.core.errors import WijksimError
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.schedule import declarations
from wijksim.sweep.experiment import load_experiment
from wijksim.sweep.shipped import experiment_names, find_experiment

ROOT = Path(__file__).resolve().parents[2]


def test_every_shipped_experiment_is_well_formed_and_found_by_name() -> None:
    assert "first-look" in experiment_names()
    for name in experiment_names():
        one = load_experiment(name, declarations=declarations(), catalogue=OUTCOMES)
        again = load_experiment(one.label, declarations=declarations(), catalogue=OUTCOMES)
        assert again.sha256 == one.sha256, "what it is called finds it again"


def test_a_file_of_ones_own_goes_before_a_shipped_name(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "first-look").write_text("scenarios: []\n")
    assert find_experiment("first-look").label == "first-look"


def test_a_name_that_is_nearly_right_gets_a_hint() -> None:
    with pytest.raises(WijksimError, match="did you mean 'first-look'"):
        find_experiment("first-lok")
    with pytest.raises(WijksimError, match="is a folder"):
        find_experiment(ROOT / "docs")


def test_the_experiments_travel_in_the_wheel() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    inside = told["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert inside["experiments"] == "wijksim/shipped/experiments"


def test_a_shipped_experiment_is_run_from_another_folder(tmp_path: Path) -> None:
    done = wijksim("sweep", "first-look", "--only", "9999", cwd=tmp_path)
    assert done.returncode == 2 and "from 0 to 31" in done.stderr
