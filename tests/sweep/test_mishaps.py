"""Sweeps lose nothing when a run ends its process, a disk fills up or somebody stops them."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sweep_kills import SCRIPT
from sweep_runs import DEBT, ROOM, Here, full_disk, no_room, one_bad_moment, planned, poison, quick

from wijksim.core.errors import WijksimError
from wijksim.sweep import ledger, running
from wijksim.sweep.engines.local import LocalEngine
from wijksim.sweep.plan import Plan
from wijksim.sweep.running import Progress, run_sweep
from wijksim.sweep.status import status_of

ROOT = Path(__file__).resolve().parents[2]
SMALL = f"""\
vary:
  method: grid
  factors:
    {ROOM}: [0.1, 0.9]
    {DEBT}: [0.03, 0.05, 0.08]
chunk: 2
outcomes: [unmet_need]
"""
ONE_BY_ONE = SMALL.replace("chunk: 2", "chunk: 1\nreplicates: 3")


def swept(plan: Plan, folder: Path, *, runner, jobs: int = 2, resume: bool = False) -> Progress:
    return run_sweep(plan, folder, engine=LocalEngine(jobs=jobs), runner=runner, resume=resume)


def rows(folder: Path) -> int:
    return pq.read_table(folder / "runs").num_rows


def nobody_left_of(group: int, *, seconds: float = 20.0) -> bool:
    """Whether the processes of a group come to their end in a reasonable time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_run_that_ends_every_process_is_found_and_the_others_go_on(tmp_path: Path) -> None:
    end = swept(planned(tmp_path, SMALL), tmp_path / "out", runner=poison)
    failed = list(ledger.failures(tmp_path / "out"))
    assert end.done == 12 and end.failed == len(failed) == 4 and rows(tmp_path / "out") == 8
    assert {one["error"] for one in failed} == {"ProcessDied"}
    assert {one["values"][DEBT] for one in failed} == {0.08}
    assert failed[0]["reproduce"].endswith("--only 2")


def test_a_process_that_dies_once_costs_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKSIM_TEST_MOMENT", str(tmp_path / "came"))
    end = swept(planned(tmp_path, SMALL), tmp_path / "out", runner=one_bad_moment)
    assert (tmp_path / "came").exists()
    assert end == Progress(runs=12, before=0, done=12, failed=0)


@pytest.mark.parametrize("runner", [full_disk, no_room])
def test_a_full_disk_costs_no_finished_chunk_and_is_told(tmp_path: Path, runner) -> None:
    plan, out = planned(tmp_path, ONE_BY_ONE), tmp_path / "out"
    with pytest.raises(WijksimError, match=r"the disk is full[\s\S]*--resume"):
        swept(plan, out, runner=runner, jobs=1)
    assert status_of(out).done == 4
    assert not list(out.rglob("*.tmp")), "nothing half-written stays"
    end = run_sweep(plan, out, engine=Here(), runner=quick, resume=True)
    assert end.before == 4 and end.finished == 36


def test_a_disk_that_is_full_at_the_very_end_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, out = planned(tmp_path, SMALL), tmp_path / "out"

    def refuse(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(WijksimError, match="the disk is full"):
        patched.setattr(running, "finish", refuse)
        run_sweep(plan, out, engine=Here(), runner=quick)
    end = run_sweep(plan, out, engine=Here(), runner=quick, resume=True)
    assert end.before == end.runs and (out / ledger.MANIFEST).exists()


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path) -> None:
    planned(tmp_path, ONE_BY_ONE.replace("replicates: 3", "replicates: 500"))
    command = [sys.executable, str(SCRIPT), "trial.yaml", "out", "slow", "--as-the-command"]
    path = f"{ROOT}:{ROOT / 'tests'}"
    with subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    ) as going:  # fmt: skip
        while not list((tmp_path / "out" / "ledger").glob("chunk-*")):
            assert going.poll() is None
            time.sleep(0.05)
        os.killpg(going.pid, signal.SIGINT)
        told = going.communicate(timeout=60)[1]
    assert going.returncode == 130 and "Traceback" not in told
    assert "wijksim sweep trial.yaml --out out --resume" in told
    assert nobody_left_of(going.pid), "no process outlives the first"
    # A process may be stopped between its chunk and the line in the ledger: that chunk is on disk,
    # whole, is not counted, and is written again by --resume. What the ledger counts is there.
    done = status_of(tmp_path / "out").done
    counted = sum(
        pq.read_table(ledger.chunk_file(tmp_path / "out", entry.chunk)).num_rows
        for entry in ledger.entries(tmp_path / "out")
    )
    assert 0 < done == counted <= rows(tmp_path / "out") < 3000
    assert not list((tmp_path / "out").rglob("*.tmp"))
