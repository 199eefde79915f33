"""A shared past is lived once, and a run may be stopped and gone on with: the same to the bit."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from wijksim import checkpoint
from wijksim.checkpoint import load_checkpoint, save_checkpoint
from wijksim.core.errors import WijksimError
from wijksim.model import WijkModel
from wijksim.results import finish, run_branches, run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations


def short(policy: str):
    scenario = load_scenario(f"carnisse/{policy}", declarations=declarations())
    return replace(scenario, start=date(2013, 9, 2), end=date(2015, 6, 28), warm_up_weeks=9)


def same(one, other) -> None:
    pd.testing.assert_frame_equal(one.outcomes, other.outcomes, check_exact=True)
    pd.testing.assert_frame_equal(one.final, other.final, check_exact=True)
    for name in one.map_after:
        assert np.array_equal(one.map_after[name], other.map_after[name])


def test_branches_from_a_shared_past_give_what_whole_runs_give() -> None:
    scenarios = [short("no-team"), short("top-down-rollout"), short("mixed")]
    for branch, scenario in zip(run_branches(scenarios, seed=3), scenarios, strict=True):
        same(branch, run_scenario(scenario, seed=3))


def test_a_checkpoint_goes_on_as_if_the_run_had_not_stopped(tmp_path) -> None:
    scenario = short("top-down-rollout")
    model = WijkModel(scenario, seed=3, collect=False)
    model.run_until(week=model.world.week + 33)
    save_checkpoint(model, tmp_path / "half.wijk")
    same(finish(load_checkpoint(scenario, tmp_path / "half.wijk")), run_scenario(scenario, seed=3))
    assert [path.name for path in tmp_path.iterdir()] == ["half.wijk"]


def test_a_checkpoint_is_far_smaller_than_the_columns_that_it_holds(tmp_path) -> None:
    model = WijkModel(short("no-team"), seed=3, collect=False, warm_up=False)
    save_checkpoint(model, tmp_path / "small.wijk")
    columns = sum(
        table.array(column.name).nbytes
        for table in model.world.tables.values()
        for column in table.schema.columns
    )
    assert (tmp_path / "small.wijk").stat().st_size < columns / 2


def test_a_checkpoint_of_another_past_is_refused(tmp_path) -> None:
    model = WijkModel(short("no-team"), seed=3, collect=False)
    save_checkpoint(model, tmp_path / "start.wijk")
    with pytest.raises(WijksimError, match="another past"):
        load_checkpoint(short("bottom-up-self-organisation"), tmp_path / "start.wijk")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_checkpoint_is_refused_with_a_message(tmp_path, content) -> None:
    path = tmp_path / "x.wijk"
    path.write_bytes(content)
    with pytest.raises(WijksimError, match="no checkpoint"):
        load_checkpoint(short("no-team"), path)


def test_a_checkpoint_of_another_version_of_the_model_is_refused(tmp_path, monkeypatch) -> None:
    path = tmp_path / "then.wijk"
    save_checkpoint(WijkModel(short("no-team"), seed=3, collect=False), path)
    load_checkpoint(short("no-team"), path)
    monkeypatch.setattr(checkpoint, "program_sha256", lambda: "of a later text of the model")
    with pytest.raises(WijksimError, match="no checkpoint") as caught:
        load_checkpoint(short("no-team"), path)
    assert "another version" in str(caught.value)


def test_a_damaged_checkpoint_is_refused_wherever_the_damage_is(tmp_path) -> None:
    model = WijkModel(short("no-team"), seed=3, collect=False, warm_up=False)
    save_checkpoint(model, tmp_path / "good.wijk")
    good = (tmp_path / "good.wijk").read_bytes()
    elsewhere = short("bottom-up-self-organisation")
    damaged = tmp_path / "damaged.wijk"
    for place in range(0, len(good), len(good) // 60):
        damaged.write_bytes(good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :])
        with pytest.raises(WijksimError):
            load_checkpoint(elsewhere, damaged)
        damaged.write_bytes(good[:place])
        with pytest.raises(WijksimError, match="no checkpoint"):
            load_checkpoint(elsewhere, damaged)
