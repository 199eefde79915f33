"""The same luck in two runs: one more move, or one more draw, leaves everybody else theirs."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from luck import draws_more, extra_move, instead

from wijksim.model import WijkModel
from wijksim.results import run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import SCHEDULE, declarations

STAGES = tuple(stage.name for stage in SCHEDULE)
HERE = Path(__file__).resolve().parent
TRAITS = ("birth_week", "position", "poor_dutch", "avoider", "burden_tolerance", "energy", "skills")


def carnisse(*, start: date, weeks: int):
    scenario = load_scenario("carnisse/mixed", declarations=declarations())
    end = date.fromordinal(start.toordinal() + 7 * weeks - 1)
    return replace(scenario, start=start, end=end, warm_up_weeks=0)


def recorded(question: str):
    """What recorded_draws tells, from a process in which kernels are left uncompiled."""
    code = (
        "import json\nfrom wijksim.core import compile as c\n"
        "c.kernel = c.inline_kernel = c.draw_kernel = lambda function: function\n"
        f"import recorded_draws\nprint(json.dumps(recorded_draws.{question}))\n"
    )
    paths = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-W", "ignore::RuntimeWarning", "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_draw_added_to_a_submodel_changes_no_question_to_chance_of_any_other_submodel() -> None:
    changed = recorded("asked_with_more_draws(3)")
    assert changed == {name: ["test.extra"] for name in STAGES}


def test_after_one_extra_move_95_in_100_are_asked_the_same_and_answered_the_same() -> None:
    """Every draw of two years, as the model really took them."""
    found = recorded("shares_after_a_move(112)")
    print(found)
    assert found["count"] > 200
    assert found["count_newcomers"] > 20
    assert found["asked"] > 10_000
    assert 0.95 <= found["all"] < 1.0
    assert found["newcomers"] >= 0.95


def test_a_draw_added_to_any_submodel_changes_no_outcome_and_no_event() -> None:
    scenario = carnisse(start=date(2014, 12, 1), weeks=14)
    plain = run_scenario(scenario, seed=2, events=True)
    assert plain.events is not None
    for name in STAGES:
        with instead(name, draws_more(name)):
            more = run_scenario(scenario, seed=2, events=True)
        pd.testing.assert_frame_equal(plain.outcomes, more.outcomes, check_exact=True)
        pd.testing.assert_frame_equal(plain.events, more.events, check_exact=True)


def same_people(one: WijkModel, other: WijkModel, *, after: int) -> tuple[float, float]:
    """Share of all, and of newcomers after a week, with the same id and traits in the same row."""
    here, there = one.world.residents, other.world.residents
    someone = (here.present == 1) | (there.present == 1)
    same = (here.id == there.id) & (here.present == there.present)
    for trait in TRAITS:
        same &= here.array(trait) == there.array(trait)
    new = someone & (np.maximum(here.arrived_week, there.arrived_week) > after)
    return float(same[someone].mean()), float(same[new].mean())


def moves_of(model: WijkModel) -> set[tuple[object, ...]]:
    """Who came and left, when and why."""
    told = model.world.events.frame()
    told = told[told["kind"].isin(["left", "came"]) & (told["subject"] == "residents")]
    return set(told[["week", "kind", "id", "cause", "value"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("home", [100, 2_500])
def test_after_one_extra_move_in_carnisse_all_others_come_live_and_go_as_before(home) -> None:
    scenario = carnisse(start=date(2014, 6, 2), weeks=112)
    plain = WijkModel(scenario, seed=3, collect=False, events=True)
    week = plain.world.week + 4
    with instead("population", extra_move(home=home, week=week)):
        moved = WijkModel(scenario, seed=3, collect=False, events=True)
    for model in (plain, moved):
        model.run_until(week=week + 108)
    everybody, newcomers = same_people(plain, moved, after=week)
    print(f"the same luck: {everybody:.4%} of all, {newcomers:.4%} of newcomers")
    assert 0.999 < everybody < 1.0
    assert newcomers > 0.99
    first, beds = plain.world.households.first[home], plain.world.households.beds[home]
    rows = {event[4] for event in moves_of(plain) ^ moves_of(moved)}
    assert rows
    assert rows <= set(range(first, first + beds)), "a move elsewhere came, went or changed"


def test_another_seed_is_seen_as_other_luck() -> None:
    scenario = carnisse(start=date(2014, 6, 2), weeks=4)
    one, other = (WijkModel(scenario, seed=seed, collect=False) for seed in (1, 2))
    everybody, _ = same_people(one, other, after=0)
    assert everybody < 0.01
