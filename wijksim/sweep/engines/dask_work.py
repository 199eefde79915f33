"""What a worker of Dask does with a chunk: see that it can be done here, and do it once.

Represents: a worker that writes its chunks itself, into the folder of the sweep and its ledger, as
any other process does. It refuses when its programs are others than those of the first process, for
then its figures could be others, and when it does not see the folder. A chunk that is entered
already is not done again, and one process does one chunk at a time, whatever threads it has.

Leaves out: handing out (`dask_engine`).
"""

from __future__ import annotations

import platform
from pathlib import Path
from threading import Lock
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.experiment.outputs import versions
from wijksim.sweep import ledger
from wijksim.sweep.chunks import ChunkDone, do_chunk
from wijksim.sweep.plan import ChunkJob

_ONE_AT_A_TIME: Final = Lock()


def do_once(job: ChunkJob, made_with: dict[str, Any]) -> ChunkDone:
    """Do a chunk unless the ledger has it. Raises OSError when it cannot be written.

    `made_with` are the versions of the first process; raises WijksimError when they are not those
    of this one, or the folder is not to be seen from here.
    """
    _must_be_alike(made_with)
    folder = Path(job.folder)
    if not (folder / ledger.PLAN).is_file():
        raise WijksimError(
            f"a worker on {platform.node()} does not see the folder {folder}",
            why="workers write their chunks themselves, into the folder of the sweep",
            do="give an --out on a disk that all machines share, under the same path",
        )
    with _ONE_AT_A_TIME:
        entry = ledger.read_entry(folder, job.chunk)
        if entry is not None and ledger.is_done(folder, job.chunk):
            return ChunkDone(job.chunk, entry.runs, entry.failed, entry.seconds)
        return do_chunk(job)


def _must_be_alike(made_with: dict[str, Any]) -> None:
    here = versions()
    other = sorted(name for name in {*here, *made_with} if here.get(name) != made_with.get(name))
    if other:
        told = ", ".join(f"{one} {here.get(one)} for {made_with.get(one)}" for one in other)
        raise WijksimError(
            f"a worker on {platform.node()} has other programs: {told}",
            why="runs of different programs cannot stand in one table",
            do="start workers from the same environment as this command",
        )
