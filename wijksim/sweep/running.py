"""Running a sweep: what is missing is done, each chunk is entered, and nothing is lost.

Represents: a folder with a plan, to which chunks are added until all are there. Stopping, a full
disk or a dead machine cost at most the chunks in hand; `resume` does what is missing.

Leaves out: where the chunks are done (engines) and what they tell (analysis).
"""

from __future__ import annotations

import errno
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wijksim.core.errors import Where, WijksimError
from wijksim.experiment.engine import Runner
from wijksim.files import check_target
from wijksim.sweep import ledger
from wijksim.sweep.chunks import ChunkDone
from wijksim.sweep.durable import write_durably
from wijksim.sweep.engines.base import SweepEngine
from wijksim.sweep.plan import ChunkJob, Plan, differences

MOST_DIFFERENCES_TOLD: Final = 6

Tell = Callable[["Progress"], None]


@dataclass(frozen=True)
class Progress:
    """How far a sweep is: runs that were there already, runs done now, failed ones among all."""

    runs: int
    before: int
    done: int
    failed: int

    @property
    def finished(self) -> int:
        """Runs that need not be done any more."""
        return self.before + self.done


@dataclass(frozen=True)
class Slice:
    """Every so-manieth chunk: part `number` (from 1) of `parts`."""

    number: int = 1
    parts: int = 1

    def has(self, chunk: int) -> bool:
        """Whether a chunk belongs to this part."""
        return chunk % self.parts == self.number - 1


def run_sweep(
    plan: Plan,
    folder: Path,
    *,
    engine: SweepEngine,
    runner: Runner,
    resume: bool = False,
    part: Slice | None = None,
    tell: Tell | None = None,
) -> Progress:
    """Do all chunks of a plan that are not done, or those of a part of it.

    Raises WijksimError when the folder holds something else, or the disk does not take the results.
    """
    prepare(plan, folder, resume=resume or part is not None)
    mine = part or Slice()
    chunks = [one for one in range(plan.chunks) if mine.has(one)]
    missing = [one for one in chunks if not ledger.is_done(folder, one)]
    ledger.tidy(folder, mine=mine.has)
    gone = set(missing)
    known = [one for one in ledger.entries(folder) if mine.has(one.chunk) and one.chunk not in gone]
    scenarios = len(plan.experiment.scenarios)
    progress = Progress(
        runs=sum(len(plan.units(one)) for one in chunks) * scenarios,
        before=sum(one.runs for one in known),
        done=0,
        failed=sum(one.failed for one in known),
    )

    def jobs() -> Iterator[ChunkJob]:
        for chunk in missing:
            yield plan.job(chunk, runner=runner, folder=str(folder.absolute()))

    if tell is not None:
        tell(progress)
    try:
        with engine.open():
            for done in engine.do(jobs()):
                progress = _after(progress, done)
                if tell is not None:
                    tell(progress)
        if all(ledger.read_entry(folder, one) is not None for one in range(plan.chunks)):
            finish(folder)
    except OSError as reason:
        raise _disk(folder, reason) from reason
    finally:
        ledger.tidy(folder, mine=mine.has)
        if part is None:
            ledger.tidy_top(folder)
    return progress


def prepare(plan: Plan, folder: Path, *, resume: bool) -> None:
    """Make the folder of a sweep, or check that it is this sweep's. Raises WijksimError."""
    manifest = plan.manifest()
    written = read_plan(folder) if (folder / ledger.PLAN).is_file() else None
    if written is None:
        check_target(folder, force=ledger.hardly_begun(folder), can_force=False)
    elif not resume:
        raise WijksimError(
            "this folder already holds a sweep",
            where=Where(str(folder)),
            why="an existing result is never overwritten unasked",
            do="add --resume to do what is missing, or choose another --out",
        )
    else:
        _must_match(written, manifest, folder)
    try:
        ledger.make_folders(folder)
        if written is None:
            out = io.BytesIO()
            table = plan.experiment.design.table
            table.rename_axis("row").reset_index().to_parquet(out, index=False)
            write_durably(folder / ledger.DESIGN, out.getvalue())
            ledger.write_json(folder / ledger.PLAN, manifest)
    except OSError as reason:
        raise _disk(folder, reason) from reason


def read_plan(folder: Path) -> dict[str, Any]:
    """The plan that a folder holds. Raises WijksimError when it holds none."""
    try:
        found = json.loads((folder / ledger.PLAN).read_bytes())
    except (OSError, ValueError) as reason:
        raise WijksimError(
            "this folder holds no sweep",
            where=Where(str(folder)),
            do="give the folder that 'wijksim sweep ... --out' wrote",
        ) from reason
    if not isinstance(found, dict):
        raise WijksimError("the plan in this folder is damaged", where=Where(str(folder)))
    return found


def finish(folder: Path) -> None:
    """Write the manifest of a sweep that is whole: its plan, and how many runs failed."""
    failed = sum(one.failed for one in ledger.entries(folder))
    ledger.write_json(folder / ledger.MANIFEST, {**read_plan(folder), "failed": failed})


def _after(progress: Progress, done: ChunkDone) -> Progress:
    return Progress(
        runs=progress.runs,
        before=progress.before,
        done=progress.done + done.runs,
        failed=progress.failed + done.failed,
    )


def _must_match(written: dict[str, Any], now: dict[str, Any], folder: Path) -> None:
    other = differences(written, json.loads(json.dumps(now, default=str)))
    if other:
        shown = ", ".join(other[:MOST_DIFFERENCES_TOLD])
        rest = len(other) - MOST_DIFFERENCES_TOLD
        shown += f" and {rest} more" if rest > 0 else ""
        raise WijksimError(
            f"the sweep in this folder differs in: {shown}",
            where=Where(str(folder)),
            why="runs of different experiments or programs cannot stand in one table",
            do="go back to the files and versions of then, or choose another --out",
        )


def _disk(folder: Path, reason: OSError) -> WijksimError:
    full = reason.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    told = "the disk is full" if full else f"the results cannot be written: {reason.strerror}"
    return WijksimError(
        told,
        where=Where(str(folder)),
        why="what was finished is safe; only the chunks in hand are lost",
        do="make room, then repeat the command with --resume",
    )
