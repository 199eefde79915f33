"""Where workers of Dask come from: this machine, a scheduler that runs already, or SLURM.

Represents: a client for each of the three, and what was started for it is ended with it. Settings
of a cluster (queue, account, memory, time, network) are those of dask-jobqueue's own file; here
stands only what a sweep needs when that says nothing.

Source: the packages distributed and dask-jobqueue.
Leaves out: what is sent to workers (`dask_engine`).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import dask.config
from dask_jobqueue import SLURMCluster
from distributed import Client, LocalCluster
from distributed.deploy.spec import SpecCluster

from wijksim.core.errors import WijksimError
from wijksim.sweep.engines.dask_engine import DaskEngine

SLURM: Final = "slurm"
LOOPBACK: Final = "127.0.0.1"
PATIENCE_SECONDS: Final = 60.0
"""How long a scheduler or a worker may stay away before a sweep stops."""
JOB_MEMORY: Final = "2GB"
"""Memory of a SLURM job, unless the settings of dask-jobqueue say otherwise."""
STARTED_SETTINGS: Final = {
    # A worker whose run ended it is started again, however often that happens.
    "distributed.deploy.lost-worker-timeout": "1 day",
    "distributed.scheduler.allowed-failures": 1,
    "distributed.worker.multiprocessing-method": "spawn",
}


def dask_engine(
    *, scheduler: str | None, jobs: int, patience: float = PATIENCE_SECONDS
) -> DaskEngine:
    """The engine for what a user names: nothing, "slurm", a scheduler file, or an address."""
    if scheduler is None:
        return DaskEngine(_started(_local, jobs), patience)
    if scheduler == SLURM:
        return DaskEngine(_started(_slurm, jobs), math.inf)
    return DaskEngine(_found(scheduler, patience), patience)


@contextmanager
def _found(scheduler: str, patience: float) -> Iterator[Client]:
    """A scheduler that runs already. Raises WijksimError when it does not answer."""
    from_file = scheduler.endswith(".json")
    if from_file and not Path(scheduler).is_file():
        raise WijksimError(
            f"there is no scheduler file {scheduler}",
            do=f"start one: dask scheduler --scheduler-file {scheduler}",
        )
    try:
        client = Client(
            address=None if from_file else scheduler,
            scheduler_file=scheduler if from_file else None,
            timeout=patience,
            set_as_default=False,
        )
    except (OSError, ValueError, TypeError) as reason:
        raise WijksimError(
            f"no scheduler answers at {scheduler}",
            why=str(reason)[:200],
            do="start one with 'dask scheduler', and give the address that it tells: "
            "--scheduler tcp://HOST:8786",
        ) from reason
    with client:
        yield client


@contextmanager
def _started(start: Any, jobs: int) -> Iterator[Client]:
    """A cluster that is started for this sweep, and ended with it."""
    with dask.config.set(STARTED_SETTINGS):
        cluster = start(jobs)
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client


def _local(jobs: int) -> SpecCluster:
    """Workers of one thread on this machine, to be reached from this machine only."""
    return LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        processes=True,
        host=LOOPBACK,
        dashboard_address=None,
        silence_logs=50,
    )


def _slurm(jobs: int) -> SpecCluster:
    """As many SLURM jobs of one worker each, with the settings of dask-jobqueue's file."""

    def unless_set(name: str, value: Any) -> Any:
        found = dask.config.get(f"jobqueue.slurm.{name}", None)
        return value if found is None else found

    try:
        cluster = SLURMCluster(
            cores=unless_set("cores", 1),
            processes=unless_set("processes", 1),
            memory=unless_set("memory", JOB_MEMORY),
            python=unless_set("python", sys.executable),
        )
        # Jobs that end, at the end of their time or before it, are followed by others.
        cluster.adapt(minimum_jobs=jobs, maximum_jobs=jobs)
    except (OSError, RuntimeError, ValueError) as reason:
        raise WijksimError(
            "SLURM does not take the jobs of this sweep",
            why=str(reason)[:400],
            do="try 'sbatch' and 'squeue' by hand, and see docs/cluster.md for the settings",
        ) from reason
    return cluster
