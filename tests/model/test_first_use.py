"""The first use: a helper compiles the end of a week while this process compiles its begin."""

import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from wijksim import first_use, results
from wijksim.first_use import WEEKS, compile_from_the_end, helped_to_compile
from wijksim.results import compile_before_others
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations

SCENARIO = load_scenario("carnisse/no-team", declarations=declarations())
BUSY = """
import os, pathlib, sys, time
told = sys.stdin.buffer.read(int(sys.stdin.buffer.readline()))
pathlib.Path({place!r}).write_text(str(os.getpid()))
time.sleep(600)
"""


class Part:
    """A submodel or observer that only tells when it is called."""

    def __init__(self, name: str, told: list[str], *, fails: bool = False) -> None:
        self.name, self.told, self.fails = name, told, fails

    def step(self, _: object) -> None:
        self.told.append(self.name)
        if self.fails:
            raise ZeroDivisionError

    observe = step


def test_the_helper_takes_a_week_from_its_end_and_goes_on_when_a_part_fails() -> None:
    told: list[str] = []
    observation = SimpleNamespace(
        observers=[Part("needs seen", told), Part("access seen", told)],
        scopes=[None, None],
        start=lambda: told.append("start"),
    )
    unlived: Any = SimpleNamespace(
        world=SimpleNamespace(week=0),
        submodels=(Part("ties", told), Part("care", told, fails=True)),
        observation=observation,
        _scopes=(None, None),
    )
    compile_from_the_end(unlived)
    assert told == ["start", *["access seen", "needs seen", "care", "ties"] * WEEKS]
    assert unlived.world.week == WEEKS


def test_a_helper_starts_on_the_first_use_and_never_outlives_the_warm_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "pid"
    monkeypatch.setattr(first_use, "HELPER", BUSY.format(place=str(place)))
    monkeypatch.setattr(first_use, "is_first_use", lambda: True)
    monkeypatch.setattr(first_use.os, "cpu_count", lambda: 2)
    with helped_to_compile(SCENARIO, seed=1) as initialised:
        initialised()
        until = time.monotonic() + 60.0
        while not (place.exists() and place.read_text()) and time.monotonic() < until:
            time.sleep(0.01)
        helper = int(place.read_text())
        os.kill(helper, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


def test_no_helper_starts_when_compiled_code_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_use, "is_first_use", lambda: False)
    monkeypatch.setattr(first_use.subprocess, "Popen", None)
    with helped_to_compile(SCENARIO, seed=1) as initialised:
        initialised()


def test_the_helper_s_own_model_gets_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_use, "is_first_use", lambda: True)
    monkeypatch.setattr(first_use.subprocess, "Popen", None)
    with helped_to_compile(SCENARIO, seed=1, warm_up=False) as initialised:
        initialised()


@pytest.mark.parametrize(("first", "jobs", "weeks"), [(True, 2, 1), (True, 1, 0), (False, 2, 0)])
def test_on_the_first_use_one_process_compiles_before_several_begin(
    first: bool, jobs: int, weeks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived: list[str] = []

    class Model:
        def __init__(self, scenario: Any, *, seed: int, collect: bool) -> None:
            self.name = scenario.name

        def step(self) -> None:
            lived.append(self.name)

    monkeypatch.setattr(results, "is_first_use", lambda: first)
    monkeypatch.setattr(results, "WijkModel", Model)
    compile_before_others(SCENARIO, seed=1, jobs=jobs)
    assert lived == [SCENARIO.name] * weeks
