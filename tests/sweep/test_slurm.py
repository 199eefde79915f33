"""A real SLURM of one node does a sweep: as a plain array, and by Dask's workers in its jobs.

Needs root and Debian's packages slurm-wlm and munge. Without them these tests are left out, and say
so; with WIJKSIM_SLURM_TESTS=must they fail.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "wijksim", "sweep", "trial.yaml")
DAEMONS = ("slurmd", "slurmctld", "munged")
TRIAL = """\
schema: 1
title: {nl: Proef, en: Trial}
scenarios: [carnisse/top-down-rollout]
horizon: {start: 2013-01-01, end: 2013-03-31}
warm_up_weeks: 2
vary: {method: list, rows: [{needs.onset_debt: 0.03}, {needs.onset_debt: 0.07}]}
outcomes: [unmet_need]
chunk: 1
"""


def without(reason: str) -> NoReturn:
    told = f"THE SLURM TESTS DID NOT RUN: {reason}"
    if os.environ.get("WIJKSIM_SLURM_TESTS") == "must":
        pytest.fail(told)
    pytest.skip(told)


def free_ports() -> int:
    """A port that is free, with the one after it."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            with suppress(OSError):
                two.bind(("127.0.0.1", port + 1))
                return port


@pytest.fixture(scope="module")
def slurm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which commands find the SLURM of this test."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        without("only root can start SLURM's daemons")
    lacking = [one for one in (*DAEMONS, "sbatch") if shutil.which(one) is None]
    if lacking:
        without(f"not installed: {', '.join(lacking)} (apt-get install slurm-wlm munge)")
    folder = tmp_path_factory.mktemp("slurm")
    script = ROOT / "tests/sweep/slurm/one_node.sh"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SLURM_CONF": str(folder / "slurm.conf"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "120s",
    }
    try:
        subprocess.run(["sh", str(script), str(folder), str(free_ports())], check=True, timeout=60)
        wait_for(lambda: "idle" in run("sinfo", env=environment), 60, "the node is idle")
        yield environment
    finally:
        run("scancel", "--user", "root", env=environment)
        for daemon in DAEMONS:
            pid = folder / f"{daemon}.pid"
            if pid.is_file():
                with suppress(ProcessLookupError):
                    os.kill(int(pid.read_text()), signal.SIGTERM)


def run(*words: str, env: dict[str, str], cwd: Path | None = None) -> str:
    done = subprocess.run(
        words, env=env, cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    return done.stdout + done.stderr


def wait_for(condition, seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not in {seconds} seconds: {what}"
        time.sleep(0.5)


def shown(start: str) -> str:
    """What docs/cluster.md shows and starts so, with two tasks instead of twenty."""
    text = (ROOT / "docs/cluster.md").read_text(encoding="utf-8")
    found = re.search(rf"```sh\n((?:#!/bin/sh\n)?{re.escape(start)}.*?)```", text, re.DOTALL)
    assert found is not None, f"docs/cluster.md shows nothing that starts with {start}"
    two = found[1].replace("1-20", "1-2").replace("/20", "/2").replace("--jobs 20", "--jobs 1")
    here = two.replace("experiments/first-look.yaml", "trial.yaml").replace("shared/", "")
    return here.replace("wijksim ", "python -m wijksim ")


def runs_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted((folder / "runs").iterdir())}


@pytest.fixture
def trial(tmp_path: Path, slurm: dict[str, str]) -> dict[str, bytes]:
    """The tables of the same experiment done by processes of this machine."""
    (tmp_path / "trial.yaml").write_text(TRIAL)
    told = run(*COMMAND, "--out", "here", "--jobs", "1", env=slurm, cwd=tmp_path)
    assert "2 runs are in here, 0 failed" in told
    return runs_of(tmp_path / "here")


@pytest.mark.slow
def test_an_array_of_slurm_gives_the_tables_of_one_machine_and_does_only_what_is_missing(
    tmp_path: Path, slurm: dict[str, str], trial: dict[str, bytes]
) -> None:
    (tmp_path / "sweep.sh").write_text(shown("#SBATCH"))
    named = {**slurm, "EXPERIMENT": "trial.yaml", "OUT": "array"}
    ledger = tmp_path / "array/ledger"

    def array() -> None:
        told = run("sbatch", "sweep.sh", env=named, cwd=tmp_path)
        wait_for(lambda: not run("squeue", "-h", env=slurm).strip(), 120, "the array is done")
        logs = "".join(one.read_text() for one in tmp_path.glob("slurm-*.out"))
        assert (tmp_path / "array/manifest.json").is_file(), told + logs
        assert runs_of(tmp_path / "array") == trial

    array()
    kept, lost = sorted(ledger.iterdir())
    before = kept.read_bytes()
    lost.unlink()
    (tmp_path / "array/manifest.json").unlink()
    array()
    assert lost.is_file() and kept.read_bytes() == before, "only what was lost is done again"
    told = run(*COMMAND[:-1], "--status", "array", env=slurm, cwd=tmp_path)
    assert "2 of 2" in told, told


@pytest.mark.slow
def test_jobs_of_dask_in_slurm_give_the_tables_of_one_machine_and_are_ended(
    tmp_path: Path, slurm: dict[str, str], trial: dict[str, bytes]
) -> None:
    words = shown("wijksim sweep experiments/first-look.yaml --out shared/first --scheduler slurm")
    told = run("sh", "-c", words, env=slurm, cwd=tmp_path)
    assert "2 runs are in first, 0 failed" in told, told
    assert runs_of(tmp_path / "first") == trial
    wait_for(lambda: not run("squeue", "-h", env=slurm).strip(), 60, "no job is left")
