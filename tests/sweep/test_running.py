"""A sweep gives every run once, tells which failed, and goes on from what is there."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from command_line import wijksim
from sweep_runs import DEBT, ROOM, Here, Warm, planned, quick, some_fail
from typer.testing import CliRunner

from wijksim.cli import app
from wijksim.core.errors import WijksimError
from wijksim.sweep import ledger
from wijksim.sweep.engines.base import SweepEngine
from wijksim.sweep.engines.local import LocalEngine
from wijksim.sweep.one_unit import figures_of
from wijksim.sweep.plan import Plan
from wijksim.sweep.running import Progress, Slice, run_sweep
from wijksim.sweep.slices import slice_of
from wijksim.sweep.status import status_of

ROOT = Path(__file__).resolve().parents[2]
SMALL = f"""\
vary:
  method: grid
  factors:
    {ROOM}: [0.1, 0.9]
    {DEBT}: [0.03, 0.05, 0.06]
replicates: 3
chunk: 4
outcomes: [unmet_need]
"""


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    """Two processes for all tests here."""
    engine = LocalEngine(jobs=2)
    with engine.open():
        yield Warm(engine)


def swept(plan: Plan, folder: Path, engine: SweepEngine, *, runner=quick, **more) -> Progress:
    return run_sweep(plan, folder, engine=engine, runner=runner, **more)


def table(folder: Path) -> pd.DataFrame:
    return pq.read_table(folder / "runs").to_pandas()


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "runs").iterdir()}


def test_every_point_is_run_with_every_seed_and_stands_beside_its_figures(
    warm: Warm, tmp_path: Path
) -> None:
    end = swept(planned(tmp_path, SMALL), tmp_path / "out", warm)
    found = table(tmp_path / "out")
    assert end == Progress(runs=36, before=0, done=36, failed=0)
    assert len(found) == 36 == len(found[["row", "replicate", "scenario"]].drop_duplicates())
    assert set(found["seed"]) == {0, 1, 2}, "all points and scenarios share their luck"
    assert found.groupby([ROOM, DEBT]).size().tolist() == [6] * 6
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["failed"] == 0


def test_the_number_of_processes_changes_no_byte(warm: Warm, tmp_path: Path) -> None:
    plan = planned(tmp_path, SMALL)
    swept(plan, tmp_path / "none", Here())
    swept(plan, tmp_path / "one", LocalEngine(jobs=1))
    swept(plan, tmp_path / "two", warm)
    assert bytes_of(tmp_path / "none") == bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_run_that_fails_is_recorded_and_the_others_go_on(warm: Warm, tmp_path: Path) -> None:
    plan = planned(tmp_path, SMALL)
    end = swept(plan, tmp_path / "out", warm, runner=some_fail)
    failed = list(ledger.failures(tmp_path / "out"))
    assert end.failed == len(failed) == 6 and len(table(tmp_path / "out")) == 30
    assert {one["scenario"] for one in failed} == {"carnisse/bottom-up-self-organisation"}
    assert "debt breaks" in failed[0]["message"] and "some_fail" in failed[0]["trace"]
    assert failed[0]["reproduce"] == f"wijksim sweep {tmp_path}/trial.yaml --only 6"
    again = figures_of(plan, 6, runner=some_fail)
    assert isinstance(again[1].found, RuntimeError) and "debt breaks" in str(again[1].found)
    assert isinstance(again[0].found, dict)


def test_a_sweep_that_is_there_is_neither_overwritten_nor_mixed(warm: Warm, tmp_path: Path) -> None:
    swept(planned(tmp_path, SMALL), tmp_path / "out", warm)
    with pytest.raises(WijksimError, match="already holds a sweep"):
        swept(planned(tmp_path, SMALL), tmp_path / "out", warm)
    changed = planned(tmp_path, SMALL.replace("replicates: 3", "replicates: 4"))
    with pytest.raises(WijksimError, match=r"differs in: .*replicates"):
        swept(changed, tmp_path / "out", warm, resume=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine")
    for resume in (False, True):
        with pytest.raises(WijksimError, match="already holds something") as told:
            swept(planned(tmp_path, SMALL), tmp_path / "other", warm, resume=resume)
        assert "--force" not in str(told.value), "a sweep has no such option"


def test_only_what_is_missing_or_damaged_is_done_again(warm: Warm, tmp_path: Path) -> None:
    plan, out = planned(tmp_path, SMALL), tmp_path / "out"
    swept(plan, out, warm)
    whole = bytes_of(out)
    ledger.entry_file(out, 1).unlink()
    ledger.chunk_file(out, 3).write_bytes(b"damaged")
    end = swept(plan, out, warm, resume=True)
    assert (end.before, end.done) == (20, 16) and bytes_of(out) == whole


def test_parts_of_an_array_fill_one_ledger(warm: Warm, tmp_path: Path) -> None:
    plan = planned(tmp_path, SMALL)
    swept(plan, tmp_path / "whole", warm)
    first = swept(plan, tmp_path / "out", warm, part=Slice(1, 2))
    assert first.runs == 20 and not (tmp_path / "out" / "manifest.json").exists()
    assert status_of(tmp_path / "out").done == 20
    swept(plan, tmp_path / "out", warm, part=slice_of("2/2"))
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")
    assert status_of(tmp_path / "out").done == 36


@pytest.mark.parametrize("text", ["0/2", "3/2", "half", "1/0", "-1/2"])
def test_a_part_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(WijksimError, match="write K/N"):
        slice_of(text)


def test_the_status_says_how_far_it_is(warm: Warm, tmp_path: Path) -> None:
    swept(planned(tmp_path, SMALL), tmp_path / "out", warm, runner=some_fail)
    told = status_of(tmp_path / "out").sentence()
    assert "36 of 36 runs done (100%); 6 failed" in told
    with pytest.raises(WijksimError, match="holds no sweep"):
        status_of(tmp_path)


def test_the_pace_counts_the_time_of_all_chunks_also_of_two_that_end_together(
    tmp_path: Path,
) -> None:
    swept(planned(tmp_path, SMALL), tmp_path / "out", Here())
    for chunk in range(5):
        entry = ledger.read_entry(tmp_path / "out", chunk)
        assert entry is not None
        if chunk < 2:
            ledger.enter(
                tmp_path / "out", replace(entry, seconds=10.0, finished=100.0 + chunk / 10)
            )
        else:
            ledger.entry_file(tmp_path / "out", chunk).unlink()
    told = status_of(tmp_path / "out")
    assert told.per_second == pytest.approx(16 / 10.1) and told.done == 16


def test_the_first_run_that_failed_is_told_with_the_command_that_repeats_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(tmp_path, SMALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wijksim.results.run_branches", some_fail)
    done = CliRunner().invoke(app, ["sweep", "trial.yaml", "--out", "out", "--jobs", "1"])
    assert done.exit_code == 1 and "36 runs are in out, 6 failed" in done.output
    again = next(line for line in done.output.splitlines() if "fail again: " in line)
    words = shlex.split(again.partition("fail again: ")[2])
    once = CliRunner().invoke(app, words[1:])
    assert once.exit_code == 1 and "debt breaks" in once.output


def test_a_small_real_sweep_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(
        "scenarios: [carnisse/top-down-rollout, carnisse/bottom-up-self-organisation]\n"
        "horizon: {start: 2013-01-01, end: 2013-06-30}\nwarm_up_weeks: 2\n"
        f"vary:\n  method: grid\n  factors:\n    {DEBT}: [0.03, 0.07]\n"
        "outcomes: [unmet_need]\n"
    )
    done = wijksim("sweep", "real.yaml", "--out", "out", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["done"] == 4 and "4 runs: 2 points" in done.stderr
    found = table(tmp_path / "out").query("group == 'all'")
    means = found.groupby(DEBT)["value"].mean()
    assert means.loc[0.07] > means.loc[0.03], "more new debts leave more need unmet"
    told = json.loads(wijksim("sweep", "--status", "out", "--json", cwd=tmp_path).stdout)
    assert told["done"] == told["runs"] == 4
    one = json.loads(wijksim("sweep", "real.yaml", "--only", "1", "--json", cwd=tmp_path).stdout)
    shown = {f["group"]: f["value"] for f in one[0]["figures"]}
    first = found.query(f"row == 1 and scenario == '{one[0]['scenario']}'")["value"].iloc[0]
    assert shown["all"] == first, "one unit by itself gives the same figure"


def test_a_bad_experiment_ends_with_code_two_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("scenarios: [carnisse/mixd]\n")
    told = {}
    for words in (("bad.yaml",), ("none.yaml",), (), ("bad.yaml", "--scheduler", "tcp://x:1")):
        done = wijksim("sweep", *words, cwd=tmp_path)
        assert done.returncode == 2 and "Traceback" not in done.stderr
        told[words] = done.stderr
    assert "did you mean 'carnisse/mixed'" in told["bad.yaml",]
