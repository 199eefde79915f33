"""Small scenario files for tests: written, loaded, and refused."""

from pathlib import Path

import pytest

from wijksim.core.errors import WijksimError
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario

HORIZON = "horizon: {start: 2013-01-01, end: 2016-12-31}\n"
DECADE = HORIZON.replace("2016", "2022")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str, **files: str) -> Scenario:
    for name, content in files.items():
        write(folder, f"{name}.yaml", content)
    return load_scenario(write(folder, "mine.yaml", HORIZON + text))


def refusal(folder: Path, text: str, **files: str) -> WijksimError:
    with pytest.raises(WijksimError) as caught:
        load(folder, text, **files)
    return caught.value


def line_of(problem: WijksimError) -> int | None:
    return None if problem.where is None else problem.where.line
