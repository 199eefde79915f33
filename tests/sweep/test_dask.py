"""Dask gives the tables of this machine, and what dies on the way costs what was in hand."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import refused
from dask_cluster import Cluster, cluster
from sweep_kills import order, orders_left
from sweep_runs import DEBT, ROOM, Here, full_disk, planned, poison, quick, slow, some_fail

from wijksim.core.errors import WijksimError
from wijksim.experiment.outputs import versions
from wijksim.sweep import ledger
from wijksim.sweep.engines.dask_places import dask_engine
from wijksim.sweep.engines.dask_work import do_once
from wijksim.sweep.plan import Plan
from wijksim.sweep.running import Progress, Slice, run_sweep

WORKERS = 2
POINTS = f"""\
vary:
  method: grid
  factors:
    {ROOM}: {{low: 0.0, high: 1.0, steps: 5}}
    {DEBT}: {{low: 0.03, high: 0.07, steps: 5}}
outcomes: [unmet_need]
replicates: 2
chunk: 5
"""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path / "cluster", workers=WORKERS) as made:
        yield made


def plain(plan: Plan, folder: Path, *, runner=quick) -> dict[str, bytes]:
    """The files of the same sweep done here, by nobody else and undisturbed."""
    run_sweep(plan, folder / "plain", engine=Here(), runner=runner)
    return files(folder / "plain")


def files(folder: Path) -> dict[str, bytes]:
    """All that a sweep leaves and that does not tell the time, by name."""
    assert not list(folder.rglob("*.tmp")), "nothing half-written stays"
    marks = [(one.chunk, one.runs, one.failed, one.sha256) for one in ledger.entries(folder)]
    found = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    found |= {f"{one.parent.name}/{one.name}": one.read_bytes() for one in folder.glob("[rf]*/*")}
    return found | {"ledger": json.dumps(marks).encode()}


def done_again(at: Cluster, *, units: int = 50) -> int:
    """How many units workers computed beside the `units` that were theirs to do once."""
    computed = Counter((at.orders / "computed").read_text(encoding="utf-8").split("\n")[:-1])
    assert len(computed) >= units
    return sum(computed.values()) - units


def test_a_cluster_on_this_machine_gives_the_same_bytes_and_failures(tmp_path: Path) -> None:
    plan = planned(tmp_path, POINTS)
    engine = dask_engine(scheduler=None, jobs=WORKERS)
    end = run_sweep(plan, tmp_path / "out", engine=engine, runner=some_fail)
    assert end.done == 100 and end.failed == 20
    assert files(tmp_path / "out") == plain(plan, tmp_path, runner=some_fail)


@pytest.mark.slow
def test_a_run_that_ends_every_worker_is_found_and_the_others_go_on(tmp_path: Path) -> None:
    text = f"vary: {{method: list, rows: [{{{DEBT}: 0.03}}, {{{DEBT}: 0.08}}]}}\nchunk: 2\n"
    engine = dask_engine(scheduler=None, jobs=1)
    end = run_sweep(planned(tmp_path, text), tmp_path / "out", engine=engine, runner=poison)
    failed = list(ledger.failures(tmp_path / "out"))
    assert end.done == 4 and end.failed == len(failed) == 2
    assert {(one["error"], one["values"][DEBT]) for one in failed} == {("ProcessDied", 0.08)}


def test_workers_that_are_killed_at_any_point_cost_the_chunk_in_hand(
    tmp_path: Path, here: Cluster
) -> None:
    waits = {"computing": 7, "writing": 4, "fsync": 12, "rename": 9, "ledger": 16}
    for number, (point, wait) in enumerate(waits.items()):
        order(here.orders, point=point, who="worker", number=number, wait=wait)
    plan = planned(tmp_path, POINTS)
    engine = dask_engine(scheduler=here.address, jobs=WORKERS)
    end = run_sweep(plan, tmp_path / "out", engine=engine, runner=quick)
    assert not orders_left(here.orders), "every kill took place"
    assert end == Progress(runs=100, before=0, done=100, failed=0)
    assert files(tmp_path / "out") == plain(plan, tmp_path)
    assert done_again(here) <= len(waits) * plan.chunk_units


def test_a_sweep_goes_on_when_its_scheduler_is_killed_and_comes_back(
    tmp_path: Path, here: Cluster
) -> None:
    plan, kept = planned(tmp_path, POINTS), {}

    def restart_once(at: Progress) -> None:
        if at.done >= 30 and not kept:
            here.kill_scheduler()
            here.end_workers()
            kept.update({p.name: p.read_bytes() for p in (tmp_path / "out/ledger").iterdir()})
            here.start(workers=WORKERS)

    engine = dask_engine(scheduler=here.address, jobs=WORKERS)
    end = run_sweep(plan, tmp_path / "out", engine=engine, runner=slow, tell=restart_once)
    assert end.done == 100 and len(kept) >= 3
    assert files(tmp_path / "out") == plain(plan, tmp_path)
    assert done_again(here) <= WORKERS * plan.chunk_units
    for name, entry in kept.items():
        assert (tmp_path / "out/ledger" / name).read_bytes() == entry, "what was done stays"


@pytest.mark.slow
def test_a_sweep_whose_scheduler_stays_away_stops_and_is_gone_on_with_by_any_engine(
    tmp_path: Path, here: Cluster
) -> None:
    plan, out = planned(tmp_path, POINTS), tmp_path / "out"

    def kill(at: Progress) -> None:
        if at.done == 30:
            here.kill_scheduler()
            engine.patience = 3.0

    engine = dask_engine(scheduler=here.address, jobs=WORKERS)
    with pytest.raises(WijksimError, match=r"the scheduler is gone[\s\S]*--resume"):
        run_sweep(plan, out, engine=engine, runner=slow, tell=kill)
    here.end_workers()
    there = len(list(ledger.entries(out)))
    assert 3 <= there < plan.chunks and not (out / ledger.MANIFEST).exists()
    part = run_sweep(plan, out, engine=Here(), runner=slow, part=Slice(1, 2))
    here.start(workers=1)
    again = dask_engine(scheduler=str(here.folder / "scheduler.json"), jobs=1)
    run_sweep(plan, out, engine=again, runner=slow, resume=True)
    assert files(out) == plain(plan, tmp_path)
    by_workers = 50 - part.done // len(plan.experiment.scenarios)
    assert done_again(here, units=by_workers) <= WORKERS * plan.chunk_units


def test_a_full_disk_of_a_worker_is_told_as_such(tmp_path: Path) -> None:
    plan = planned(tmp_path, POINTS.replace("replicates: 2", "replicates: 4"))
    with pytest.raises(WijksimError, match=r"the disk is full[\s\S]*--resume"):
        run_sweep(
            plan,
            tmp_path / "out",
            engine=dask_engine(scheduler=None, jobs=1),
            runner=full_disk,
        )
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_workers_that_are_not_as_the_first_process_are_refused(tmp_path: Path) -> None:
    job = planned(tmp_path, POINTS).job(0, runner=quick, folder=str(tmp_path / "nowhere"))
    with pytest.raises(WijksimError, match=r"other programs: numpy \S+ for 1\.0"):
        do_once(job, {**versions(), "numpy": "1.0"})
    with pytest.raises(WijksimError, match=r"does not see the folder[\s\S]*all machines share"):
        do_once(job, versions())


def test_a_chunk_that_is_entered_is_not_done_again(tmp_path: Path) -> None:
    plan = planned(tmp_path, POINTS)
    plain(plan, tmp_path)
    job = plan.job(3, runner=poison, folder=str(tmp_path / "plain"))
    before = ledger.entry_file(tmp_path / "plain", 3).read_bytes()
    ended = replace(job, units=(replace(job.units[0], values={ROOM: 0.0, DEBT: 0.08}),))
    assert do_once(ended, versions()).runs == 10, "or this process would have ended"
    assert ledger.entry_file(tmp_path / "plain", 3).read_bytes() == before


def test_a_scheduler_without_workers_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster", workers=0) as made:
        engine = dask_engine(scheduler=made.address, jobs=1, patience=2.0)
        with pytest.raises(WijksimError, match="no worker joined for 2 seconds"):
            run_sweep(planned(tmp_path, POINTS), tmp_path / "out", engine=engine, runner=quick)


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    engine = dask_engine(scheduler="tcp://127.0.0.1:1", jobs=1, patience=1.0)
    with pytest.raises(WijksimError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        run_sweep(planned(tmp_path, POINTS), tmp_path / "out", engine=engine, runner=quick)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--engine", "local", "--scheduler", "tcp://x:1"), "have no scheduler"),
        (("--scheduler", "slurm"), "add --jobs N"),
        (("--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"), "leave out --jobs"),
        (("--scheduler", "none.json"), "there is no scheduler file none.json"),
        (("--engine", "spark"), "spark"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_words(
    tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    (tmp_path / "trial.yaml").write_text("scenarios: [carnisse/mixed]\n")
    assert says in refused("sweep", "trial.yaml", *words, cwd=tmp_path)
