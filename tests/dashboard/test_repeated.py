"""The lines that a page offers do again what it shows: the same two runs, with the same luck."""

import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import wijksim
from wijksim.cli import app
from wijksim.core.calendar import week_number
from wijksim.dashboard.cooperation import record_cooperation
from wijksim.dashboard.frames import Recorder
from wijksim.dashboard.lives import record_lives
from wijksim.dashboard.lives_told import life
from wijksim.dashboard.repeated import cooperation_lines, lives_lines, map_lines, run_lines
from wijksim.dashboard.shelf import scenario
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario

PAIR = ("carnisse/no-team", "carnisse/top-down-rollout")


def short(name: str) -> Scenario:
    return replace(scenario(name), warm_up_weeks=4, end=date(2013, 4, 30))


@pytest.fixture(autouse=True)
def short_scenarios(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wijksim, "load_scenario", short, raising=False)
    monkeypatch.setattr(
        wijksim, "WijkModel", lambda name, seed: WijkModel(short(name), seed=seed), raising=False
    )


def test_python_gives_the_two_lives_of_the_resident_that_is_shown() -> None:
    lives = record_lives([short(one) for one in PAIR], seed=0)
    busiest = int(np.bincount(lives.sides[0].person).argmax())
    done: dict[str, Any] = {}
    exec(lives_lines(PAIR, seed=0, person=busiest), done)
    for side, name in enumerate(("one", "other")):
        shown = life(lives, side, busiest)
        assert shown.moments and done[name].moments == shown.moments
        assert np.array_equal(done[name].lines, shown.lines, equal_nan=True)


def test_python_gives_the_contacts_of_the_moment_and_the_requests_of_the_year(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = record_cooperation([short(one) for one in PAIR], seed=0)
    exec(cooperation_lines(PAIR, seed=0, moment=1, year=2013), {})
    told = capsys.readouterr().out
    for side in found.sides:
        assert f"{side.contacts[1]} {side.trust[1]} {side.courses[1]}\n{side.travels[0]}\n" in told


def test_python_gives_the_neighbourhood_as_the_map_has_it_after_a_week(
    capsys: pytest.CaptureFixture[str],
) -> None:
    model = WijkModel(short(PAIR[0]), seed=0)
    recorder = Recorder(model.world)
    model.run_until(week=model.world.week + 4)
    recorder.look()
    seen = recorder.frames().sent["weeks"][-1]
    exec(map_lines(PAIR, seed=0, week=seen), {})
    assert f"{PAIR[0]} {model.world.residents.need.max(axis=1)}" in capsys.readouterr().out


def test_the_commands_live_each_policy_once_with_the_luck_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run_lines(PAIR, seed=0, week=week_number(date(2013, 1, 8)), events=True)
    for line, name in zip(first.splitlines(), PAIR, strict=True):
        words = shlex.split(line)
        done = CliRunner().invoke(app, words[1:])
        assert words[0] == "wijksim" and done.exit_code == 0, done.output
        assert (tmp_path / "results" / name.replace("/", "-") / "events.parquet").is_file()
