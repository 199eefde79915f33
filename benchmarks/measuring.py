"""Small tools for the benchmarks: repeated timing, child processes, a bound on memory traffic.

Represents: how a duration becomes a figure. Everything is timed several times, one process at a
time; both the median and the minimum are kept, for other work on the same machine only adds time.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# The reference in Mesa is a test before it is something to time, so it stands among the tests.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))

COPY_MIB = 256
"""Size of the array whose copying gives the bandwidth: far larger than any cache."""
MEMORY_PROBE = """
import pathlib, resource, sys
from wijksim.results import run_scenario
run_scenario('{scenario}', seed=1)
status = pathlib.Path('/proc/self/status')
if status.exists():
    peak = next(line for line in status.read_text().splitlines() if line.startswith('VmHWM'))
    kib = int(peak.split()[1])
else:
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print('KiB', kib if sys.platform != 'darwin' else kib // 1024)
"""
"""On Linux `ru_maxrss` of a child begins at what its parent had, so VmHWM is read instead."""
FIRST_WEEK_PROBE = (
    "from wijksim.model import WijkModel; WijkModel('{scenario}', seed=1, collect=False).step()"
)


@dataclass(frozen=True)
class Timing:
    """Seconds of the same work, done several times."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    @property
    def minimum(self) -> float:
        """The least disturbed one."""
        return min(self.seconds)

    def per(self, count: float) -> Timing:
        """The same for each of `count` pieces of the work."""
        return Timing(tuple(one / count for one in self.seconds))


def repeat(work: Callable[[], float | None], *, times: int) -> Timing:
    """Time `work`, `times` over. Work that prepares something first returns its own seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        own = work()
        found.append(time.perf_counter() - start if own is None else own)
    return Timing(tuple(found))


def child(command: list[str], *, cache: str | None = None) -> str:
    """Run a command to its end in a new process; gives what it printed.

    `cache` is a folder in which the compiler keeps its work instead of the usual place.
    """
    environment = dict(os.environ)
    if cache is not None:
        environment["NUMBA_CACHE_DIR"] = cache
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout


def first_week(scenario: str, *, cache: str | None = None) -> None:
    """A new process that lives up to and including the first week after the warm-up."""
    child([sys.executable, "-c", FIRST_WEEK_PROBE.format(scenario=scenario)], cache=cache)


def first_compile(scenario: str) -> None:
    """The same with nothing compiled yet."""
    with tempfile.TemporaryDirectory() as folder:
        first_week(scenario, cache=folder)


def peak_mib(scenario: str) -> float:
    """Greatest memory of a new process that runs the whole scenario, in MiB."""
    printed = child([sys.executable, "-c", MEMORY_PROBE.format(scenario=scenario)])
    return int(printed.split("KiB")[1]) / 1024.0


def child_cpu_seconds() -> float:
    """Processor time that all children took so far: not raised by waiting for a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copy_bandwidth(*, times: int) -> float:
    """Bytes a second that a plain copy moves, read and written bytes together; the best of all."""
    source = np.ones(COPY_MIB * 2**20 // 8)
    target = np.zeros_like(source)
    timing = repeat(lambda: np.copyto(target, source), times=times)
    return 2.0 * source.nbytes / timing.minimum
