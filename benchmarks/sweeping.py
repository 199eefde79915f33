"""What a sweep costs beside its runs: 10,000 runs that each take five milliseconds.

Represents: the engine, the ledger and the tables, without a model. Each run spends a known time of
processor, so all that is spent beyond it is the sweep's own. Time at work is taken from the ledger,
in which each chunk stands with its seconds: other work on the machine hardly changes it.

Leaves out: how long real runs take, see `end_to_end`.
"""

from __future__ import annotations

import argparse
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
JOBS = 2
RUNS = 10_000
RUNS_PER_POINT = 200
EXPERIMENT = """\
schema: 1
scenarios: [carnisse/top-down-rollout, carnisse/bottom-up-self-organisation]
vary:
  method: grid
  factors:
    room.willingness: {{low: 0.0, high: 1.0, steps: {steps}}}
    needs.onset_debt: {{low: 0.03, high: 0.07, steps: 10}}
replicates: 10
outcomes: [unmet_need, waiting, cost]
budget: 1000000
chunk: 100
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
    """Processor time of the other processes before their first run."""
    at_chunks: float
    """Time on the clock that chunks took, added up."""
    clock_at_chunks: float
    """From the start of the first chunk to the end of the last."""
    peak_mib: float
    early_mib: float
    """Memory of the first process after a tenth of the runs."""
    late_mib: float

    @property
    def of_runs(self) -> float:
        """Processor time of the runs themselves."""
        return self.runs * RUN_SECONDS

    @property
    def overhead(self) -> float:
        """What is spent beside the runs and the start of processes, as a share of the runs."""
        return (self.first + self.others - self.start) / self.of_runs - 1.0

    @property
    def overhead_with_start(self) -> float:
        """The same with the start of processes."""
        return (self.first + self.others) / self.of_runs - 1.0

    @property
    def busy(self) -> float:
        """Share of the time in which a processor's process is at a chunk, from first to last."""
        return self.at_chunks / (JOBS * self.clock_at_chunks)

    @property
    def busy_with_start(self) -> float:
        """Share of the whole time in which a processor is used by the sweep, start included."""
        return (self.first + self.others) / (JOBS * self.clock)


def spend(scenarios, *, seed: int):
    """Runs that spend five milliseconds of processor each and leave a few figures."""
    end = time.process_time() + RUN_SECONDS * len(scenarios)
    days = [date(2013, 4, 1), date(2013, 7, 1)]
    rows = [(day, name, "all", float(seed)) for day in days for name in ("unmet_need", "cost")]
    found = [
        Left(
            pd.DataFrame(rows, columns=["date", "outcome", "group", "value"]),
            pd.DataFrame(columns=["outcome", "group", "value"]),
        )
        for _ in scenarios
    ]
    while time.process_time() < end:
        pass
    return found


def spend_and_tell(scenarios, *, seed: int):
    """The same; the first time in a process, that tells how much its start took."""
    note = Path(os.environ[NOTES]) / f"{os.getpid()}"
    if not note.exists():
        note.write_text(str(time.process_time()), encoding="utf-8")
    return spend(scenarios, seed=seed)


def memory_mib(field_name: str) -> float:
    """Memory of this process, from what the system tells of it; 0 where it does not."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith(field_name))
    return int(line.split()[1]) / 1024.0


def sweep(runs: int) -> Swept:
    """Sweep so many runs in this process and two more, in a temporary folder."""
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
        steps = max(2, round(runs / RUNS_PER_POINT))
        file.write_text(EXPERIMENT.format(steps=steps), encoding="utf-8")
        found = load_experiment(file, declarations=declarations(), catalogue=OUTCOMES)
        began, cpu = time.perf_counter(), time.process_time()
        end = run_sweep(
            make_plan(found), folder / "out", engine=LocalEngine(jobs=JOBS), runner=spend_and_tell,
            tell=tell,
        )  # fmt: skip
        clock, first = time.perf_counter() - began, time.process_time() - cpu
        entries = list(ledger.entries(folder / "out"))
        notes = [float(one.read_text()) for one in folder.iterdir() if one.name.isdecimal()]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Swept(
        runs=end.done,
        clock=clock,
        first=first,
        others=used.ru_utime + used.ru_stime,
        start=sum(notes),
        at_chunks=sum(one.seconds for one in entries),
        clock_at_chunks=max(one.finished for one in entries)
        - min(one.finished - one.seconds for one in entries),
        peak_mib=memory_mib("VmHWM"),
        early_mib=memory[len(memory) // 10],
        late_mib=memory[-1],
    )


def measure(runs: int = RUNS) -> Swept:
    """Sweep in a new process, so that its memory is the sweep's alone."""
    command = [sys.executable, __file__, "--runs", str(runs), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Swept(**json.loads(done.stdout))


def main() -> None:
    """Sweep and print."""
    parser = argparse.ArgumentParser(description="Measure what a sweep costs beside its runs.")
    parser.add_argument("--runs", type=int, default=RUNS, help="how many runs")
    parser.add_argument("--json", action="store_true", help="print figures for programs")
    chosen = parser.parse_args()
    found = sweep(chosen.runs)
    if chosen.json:
        print(json.dumps(asdict(found)))
        return
    print(f"{found.runs:,} runs of {1000 * RUN_SECONDS:g} ms: {found.clock:.1f} s on {JOBS}")
    print(f"processor time beside the runs: {100 * found.overhead:.1f}%; ", end="")
    print(f"with the start of processes {100 * found.overhead_with_start:.1f}%")
    print(f"processes at a chunk: {100 * found.busy:.1f}% of the time; ", end="")
    print(f"processors used in all: {100 * found.busy_with_start:.1f}%")
    print(f"memory of the first process: at most {found.peak_mib:.0f} MiB; ", end="")
    print(f"after a tenth {found.early_mib:.0f}, at the end {found.late_mib:.0f}")


if __name__ == "__main__":
    main()
