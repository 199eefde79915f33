"""What a sweep costs beside its runs, of which each tells the processor time that it takes.

Represents: the engine, the ledger and the tables, around two kinds of short runs. One is the model
itself: a quarter in Pernis, the smallest neighbourhood. The other has no model and only spends five
milliseconds, ten times less than that quarter, so that what a sweep does per run stands out. All
processor time of all processes that is not within a run counts as the sweep's own, after the first
unit of each process, which loads the model. Other work on the machine hardly changes that. Time at
work is taken from the ledger, in which each chunk stands with its seconds.

Leaves out: how long usual runs take, see `end_to_end`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

NOTES = "WIJKSIM_BENCH_NOTES"
"""Names the folder in which each process tells what its start took."""
RUN_SECONDS = 0.005
BLOCK = bytes(100_000)
"""Of which a digest is taken again and again by runs that only spend time."""
JOBS = 2
RUNS = 10_000
RUNS_OF_MODEL = 2_000
"""Of which 10,000 take some minutes: sweeping.py --model --runs 10000."""
RUNS_PER_POINT = 200
LEAST_STEPS = 2
EXPERIMENT = """\
schema: 1
scenarios: [pernis/top-down-rollout, pernis/bottom-up-self-organisation]
horizon: {{start: 2013-01-01, end: 2013-03-31}}
warm_up_weeks: 2
vary:
  method: grid
  factors:
    room.willingness: {{low: 0.0, high: 1.0, steps: {steps}}}
    needs.onset_debt: {{low: 0.03, high: 0.07, steps: 10}}
replicates: 10
outcomes: [unmet_need, waiting, cost]
budget: 1000000
"""


@dataclass(frozen=True)
class Left:
    """What a run leaves, without a model."""

    outcomes: pd.DataFrame
    final: pd.DataFrame
    map_before: dict[str, Any] = field(default_factory=dict)
    map_after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Swept:
    """What a sweep took. Seconds are of processor, except `clock` and `at_chunks`."""

    runs: int
    clock: float
    first: float
    """Processor time of the first process, from the start of the sweep."""
    others: float
    """Processor time of the other processes, their start included."""
    start: float
    """Processor time of the other processes up to the end of their first unit."""
    of_runs: float
    """Processor time within the runs after those, as each tells it."""
    at_chunks: float
    """Time on the clock that chunks took, added up."""
    clock_at_chunks: float
    """From the start of the first chunk to the end of the last."""
    peak_mib: float
    early_mib: float
    """Memory of the first process after a tenth of the runs."""
    late_mib: float

    @property
    def overhead(self) -> float:
        """What is spent beside the runs and the start of processes, as a share of the runs."""
        return (self.first + self.others - self.start - self.of_runs) / self.of_runs

    @property
    def overhead_with_start(self) -> float:
        """The same with the start of processes and the loading of the model."""
        return (self.first + self.others - self.of_runs) / self.of_runs

    @property
    def milliseconds(self) -> float:
        """Processor time of one run."""
        return 1000.0 * self.of_runs / self.runs

    @property
    def busy(self) -> float:
        """Share of the time in which a processor's process is at a chunk, from first to last."""
        return self.at_chunks / (JOBS * self.clock_at_chunks)

    @property
    def busy_with_start(self) -> float:
        """Share of the whole time in which a processor is used by the sweep, start included."""
        return (self.first + self.others) / (JOBS * self.clock)


class Notes:
    """What a process notes: its time up to its first unit, and the time within runs after it."""

    def __init__(self) -> None:
        self.file: int | None = None
        self.start = self.within = 0.0

    def add(self, began: float, ended: float) -> None:
        """Note that a unit was run between two times of the processor."""
        if self.file is None:
            path = Path(os.environ[NOTES]) / f"{os.getpid()}"
            self.file = os.open(path, os.O_WRONLY | os.O_CREAT)
            self.start = ended
        else:
            self.within += ended - began
        os.pwrite(self.file, f"{self.start:.9f} {self.within:.9f}\n".encode(), 0)


HERE = Notes()


def spend(scenarios, *, seed: int):
    """Runs that spend five milliseconds of processor each and leave a few figures."""
    began = time.process_time()
    days = [date(2013, 4, 1), date(2013, 7, 1)]
    rows = [(day, name, "all", float(seed)) for day in days for name in ("unmet_need", "cost")]
    found = [
        Left(
            pd.DataFrame(rows, columns=["date", "outcome", "group", "value"]),
            pd.DataFrame(columns=["outcome", "group", "value"]),
        )
        for _ in scenarios
    ]
    while time.process_time() < began + RUN_SECONDS * len(scenarios):
        hashlib.sha256(BLOCK).digest()
    HERE.add(began, time.process_time())
    return found


def live(scenarios, *, seed: int):
    """Runs of the model itself."""
    from wijksim.results import run_branches

    began = time.process_time()
    found = run_branches(scenarios, seed=seed)
    HERE.add(began, time.process_time())
    return found


def memory_mib(field_name: str) -> float:
    """Memory of this process, from what the system tells of it; 0 where it does not."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith(field_name))
    return int(line.split()[1]) / 1024.0


def sweep(runs: int, *, model: bool) -> Swept:
    """Sweep so many runs, of the model or not, in this process and two more, and keep nothing."""
    # Here, so that the other processes, which import this file, start as those of a user do.
    from wijksim.outcomes.catalogue import OUTCOMES
    from wijksim.schedule import declarations
    from wijksim.sweep import ledger
    from wijksim.sweep.engines.local import LocalEngine
    from wijksim.sweep.experiment import load_experiment
    from wijksim.sweep.plan import make_plan
    from wijksim.sweep.running import Progress, run_sweep

    memory: list[float] = []

    def tell(at: Progress) -> None:
        memory.append(memory_mib("VmRSS"))

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[NOTES] = name
        file = folder / "experiment.yaml"
        steps = max(LEAST_STEPS, round(runs / RUNS_PER_POINT))
        file.write_text(EXPERIMENT.format(steps=steps), encoding="utf-8")
        found = load_experiment(file, declarations=declarations(), catalogue=OUTCOMES)
        began, cpu = time.perf_counter(), time.process_time()
        end = run_sweep(
            make_plan(found),
            folder / "out",
            engine=LocalEngine(jobs=JOBS),
            runner=live if model else spend,
            tell=tell,
        )
        clock, first = time.perf_counter() - began, time.process_time() - cpu
        entries = list(ledger.entries(folder / "out"))
        notes = [one.read_text().split() for one in folder.iterdir() if one.name.isdecimal()]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Swept(
        runs=end.done,
        clock=clock,
        first=first,
        others=used.ru_utime + used.ru_stime,
        start=sum(float(start) for start, _ in notes),
        of_runs=sum(float(within) for _, within in notes),
        at_chunks=sum(one.seconds for one in entries),
        clock_at_chunks=max(one.finished for one in entries)
        - min(one.finished - one.seconds for one in entries),
        peak_mib=memory_mib("VmHWM"),
        early_mib=memory[len(memory) // 10],
        late_mib=memory[-1],
    )


def measure(runs: int = RUNS, *, model: bool = False) -> Swept:
    """Sweep in a new process, so that its memory is the sweep's alone."""
    command = [sys.executable, __file__, "--runs", str(runs), "--json"]
    command += ["--model"] if model else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Swept(**json.loads(done.stdout))


def main() -> None:
    """Sweep and print."""
    parser = argparse.ArgumentParser(description="Measure what a sweep costs beside its runs.")
    parser.add_argument("--runs", type=int, default=RUNS, help="how many runs")
    parser.add_argument("--model", action="store_true", help="runs of the model: a quarter each")
    parser.add_argument("--json", action="store_true", help="print figures for programs")
    chosen = parser.parse_args()
    found = sweep(chosen.runs, model=chosen.model)
    if chosen.json:
        print(json.dumps(asdict(found)))
        return
    print(f"{found.runs:,} runs of {found.milliseconds:.1f} ms: {found.clock:.1f} s on {JOBS}")
    print(f"processor time beside the runs: {100 * found.overhead:.1f}%; ", end="")
    print(f"with the start of processes {100 * found.overhead_with_start:.1f}%")
    print(f"processes at a chunk: {100 * found.busy:.1f}% of the time; ", end="")
    print(f"processors used in all: {100 * found.busy_with_start:.1f}%")
    print(f"memory of the first process: at most {found.peak_mib:.0f} MiB; ", end="")
    print(f"after a tenth {found.early_mib:.0f}, at the end {found.late_mib:.0f}")


if __name__ == "__main__":
    main()
