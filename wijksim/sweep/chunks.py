"""Doing one chunk: its runs, one number per outcome and group of each, written whole.

Represents: what a process does between taking a chunk and reporting it done. A run that fails is
written down with its error and the command that repeats it; the other runs go on. The same chunk
gives the same bytes, whoever does it and how often.

Leaves out: which process does it (engines).
"""

from __future__ import annotations

import io
import shlex
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from wijksim.experiment.engine import Run
from wijksim.experiment.tables import Values, values_of
from wijksim.scenario.settled import Scenario
from wijksim.sweep import ledger
from wijksim.sweep.durable import write_durably
from wijksim.sweep.factors import Factor
from wijksim.sweep.plan import ChunkJob, Unit
from wijksim.sweep.varied import varied

COLUMNS: Final = ("row", "replicate", "seed", "scenario")
FIGURES: Final = ("outcome", "group", "value")
HELD: Final = 32
"""Runs of which the tables are held until their figures are taken. In one go that takes a third of
the time that it takes after each run, when the processor has other things at hand."""
DIED: Final = "the process that ran it ended without a word"

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class ChunkDone:
    """What a process reports about a chunk: which, how many runs, how many failed, how long."""

    chunk: int
    runs: int
    failed: int
    seconds: float


@dataclass(frozen=True)
class Failure:
    """A run that failed, and how to see it fail again."""

    unit: int
    row: int
    replicate: int
    seed: int
    scenario: str
    values: dict[str, float | str]
    error: str
    message: str
    trace: str
    reproduce: str


def do_chunk(job: ChunkJob) -> ChunkDone:
    """Do all runs of a chunk and write them. Raises OSError when they cannot be written."""
    started = time.perf_counter()
    rows: Rows = []
    held: list[_Held] = []
    failures: list[Failure] = []
    for unit in job.units:
        if unit.number in job.dead:
            failures += [_failed(job, unit, one, None) for one in job.scenarios]
            continue
        for scenario, found in run_unit(job, unit):
            if isinstance(found, Exception):
                failures.append(_failed(job, unit, scenario, found))
            else:
                held.append(_Held(unit, scenario.name, found.outcomes, found.final))
                if len(held) == HELD:
                    rows += _rows(job, held)
    folder = Path(job.folder)
    rows += _rows(job, held)
    data = parquet_of(rows, job.factors)
    ledger.write_failures(folder, job.chunk, [vars(one) for one in failures])
    write_durably(ledger.chunk_file(folder, job.chunk), data)
    done = ChunkDone(
        chunk=job.chunk,
        runs=len(job.units) * len(job.scenarios),
        failed=len(failures),
        seconds=time.perf_counter() - started,
    )
    ledger.enter(
        folder,
        ledger.Entry(
            chunk=job.chunk,
            units=(job.units[0].number, job.units[-1].number),
            runs=done.runs,
            failed=done.failed,
            seconds=round(done.seconds, 3),
            finished=time.time(),
            bytes=len(data),
            sha256=ledger.mark_of(data),
        ),
    )
    return done


def run_unit(job: ChunkJob, unit: Unit) -> Iterator[tuple[Scenario, Run | Exception]]:
    """All scenarios of a unit with the same luck: what each leaves, or why it failed.

    When they cannot be run together each is run by itself, so that one that fails costs no other.
    """
    points = [varied(one, job.factors, unit.values) for one in job.scenarios]
    try:
        yield from zip(job.scenarios, job.runner(points, seed=unit.seed), strict=True)
        return
    except Exception as reason:
        if len(points) == 1:
            yield job.scenarios[0], reason
            return
    for scenario, point in zip(job.scenarios, points, strict=True):
        try:
            yield scenario, job.runner([point], seed=unit.seed)[0]
        except Exception as reason:
            yield scenario, reason


def try_unit(job: ChunkJob) -> int:
    """Run the units of a job and keep nothing: to see whether the process survives them."""
    for unit in job.units:
        for _ in run_unit(job, unit):
            pass
    return len(job.units)


def figures_of_run(job: ChunkJob, run: Run) -> Values:
    """The figures that an experiment looks at: one number per outcome and group."""
    return values_of(run, job.outcomes, others=False)


@dataclass(frozen=True)
class _Held:
    """The tables of a run, until its figures are taken."""

    unit: Unit
    scenario: str
    outcomes: pd.DataFrame
    final: pd.DataFrame
    map_before: dict[str, Any] = field(default_factory=dict)
    map_after: dict[str, Any] = field(default_factory=dict)


def _rows(job: ChunkJob, held: list[_Held]) -> Rows:
    """The figures of the runs that are held, which are let go."""
    rows: Rows = []
    for one in held:
        unit = one.unit
        head = (unit.row, unit.replicate, unit.seed, one.scenario, *unit.values.values())
        rows += [(*head, *key, value) for key, value in figures_of_run(job, one).items()]
    held.clear()
    return rows


def _failed(job: ChunkJob, unit: Unit, scenario: Scenario, reason: Exception | None) -> Failure:
    trace = [] if reason is None else traceback.format_exception(reason)
    return Failure(
        unit=unit.number,
        row=unit.row,
        replicate=unit.replicate,
        seed=unit.seed,
        scenario=scenario.name,
        values=unit.values,
        error="ProcessDied" if reason is None else type(reason).__name__,
        message=DIED if reason is None else str(reason),
        trace="".join(trace),
        reproduce=shlex.join(["wijksim", "sweep", job.reproduce, "--only", str(unit.number)]),
    )


def schema_of(factors: Sequence[Factor]) -> pa.Schema:
    """The columns of a chunk: the run, the value of each factor, the figure."""
    fields = [("row", pa.int32()), ("replicate", pa.int32()), ("seed", pa.int64())]
    fields += [("scenario", pa.string())]
    fields += [(one.name, pa.string() if one.words else pa.float64()) for one in factors]
    fields += [("outcome", pa.string()), ("group", pa.string()), ("value", pa.float64())]
    return pa.schema(fields)


def parquet_of(rows: Rows, factors: Sequence[Factor]) -> bytes:
    """Rows as the bytes of a Parquet file; the same rows give the same bytes."""
    schema = schema_of(factors)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [
        pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()
