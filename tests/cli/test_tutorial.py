"""The tutorial does what it says: its files and commands are taken from its text and run."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from wijksim.scenario.loading import load_scenario

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ["tutorial-own-scenario.md", "tutorial-own-scenario.nl.md"]


def told(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def save_files(text: str, folder: Path, *, end: str) -> None:
    """Save the files that the tutorial shows, with a shorter horizon."""
    for block in re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL):
        name = block.splitlines()[0].removeprefix("# ")
        shorter = block.replace("2022-12-31", end).replace("weeks: 104", "weeks: 4")
        (folder / name).write_text(shorter, encoding="utf-8")


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_policy_of_the_tutorial_changes_three_things_on_three_dates(
    name: str, tmp_path: Path
) -> None:
    save_files(told(name), tmp_path, end="2022-12-31")
    mine = [one for one in load_scenario(tmp_path / "with.yaml").agenda if one.source]
    own = {one.name: one for one in mine}
    assert {"outdoors", "repair-cafe-opens", "fewer-forms"} <= set(own)
    (place,) = own["repair-cafe-opens"].places
    assert (place.kind, place.open_hours, place.cost) == ("community_centre", 12, 8000)


def test_both_languages_give_the_same_files_and_commands() -> None:
    english, dutch = (re.findall(r"```.*?```", told(one), flags=re.DOTALL) for one in TUTORIALS)
    assert english == dutch and len(english) == 4


def test_the_commands_of_the_tutorial_work(tmp_path: Path) -> None:
    text = told(TUTORIALS[0])
    save_files(text, tmp_path, end="2014-09-30")
    (block,) = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    commands = [shlex.split(line) for line in block.splitlines()]
    assert [words[1] for words in commands] == ["validate", "describe", "compare"]
    for words in commands:
        words = ["2" if one == "20" else one for one in words[1:]]
        words += ["--jobs", "1"] if words[0] == "compare" else []
        done = subprocess.run(
            [sys.executable, "-m", "wijksim", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        if words[0] == "describe":
            assert "repair-cafe-opens" in done.stdout and "2014-01-01" in done.stdout
    report = (tmp_path / "results/mine/report.html").read_text("utf-8")
    assert "Repair cafe" in report and "1 January 2014" in report
