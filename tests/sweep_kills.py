"""Processes of a sweep that are killed where a test says, at points that a test draws.

Orders come through a folder named in the environment: a file says at which point, and when it is
passed for which time, who dies. Who takes the file away dies, so each order is carried out once. In
processes that find no such folder nothing is changed.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ORDERS = "WIJKSIM_TEST_ORDERS"
POINTS = ("computing", "writing", "fsync", "rename", "ledger")
SCRIPT = Path(__file__).with_name("killable_sweep.py")


def obey(point: str) -> None:
    """Die, or end the first process, when an order for this point is due."""
    folder = os.environ.get(ORDERS)
    if folder is None:
        return
    parent = multiprocessing.parent_process()
    first = parent is None
    started = os.getpid() if parent is None else parent.pid
    for due in sorted(Path(folder).glob(f"{point}-*")):
        _, who, _, wait = due.name.split("-")
        if who == "worker" and first:
            continue
        if _passed(Path(folder) / f"seen {due.name}") < int(wait):
            continue
        victim = os.getpid() if who == "worker" else started
        if who == "parent" and not _claimed(Path(folder), victim):
            continue
        try:
            due.unlink()
        except FileNotFoundError:
            continue
        os.kill(victim, signal.SIGKILL)
        time.sleep(60)


def _claimed(folder: Path, victim: int) -> bool:
    """Whether this first process is ours to kill: it lives, and nobody is at it already.

    Otherwise the order waits for the next one; two orders at once would count as one kill.
    """
    if victim not in (os.getpid(), os.getppid()):
        return False
    try:
        (folder / f"dying {victim}").open("x").close()
    except FileExistsError:
        return False
    return True


def note(line: str) -> None:
    """Write down that something was computed."""
    folder = os.environ.get(ORDERS)
    if folder is not None:
        with (Path(folder) / "computed").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _passed(count: Path) -> int:
    with count.open("ab") as seen:
        seen.write(b".")
    return count.stat().st_size


def _fsync_or_die(handle: int) -> None:
    _fsync(handle)
    obey("fsync")


def _replace_or_die(source: Path, target: Path) -> None:
    point = "ledger" if "ledger" in Path(target).parts else "rename"
    obey(point)
    _replace(source, target)
    obey(point)


class HalfWritten(io.FileIO):
    """A file of which only the first half is on disk at the point "writing"."""

    def write(self, data) -> int:
        half = len(data) // 2
        super().write(data[:half])
        obey("writing")
        return half + super().write(data[half:])


def _open_or_die(path: Path, mode: str = "r", *more, **named):
    return HalfWritten(path, mode) if mode == "wb" else _open(path, mode, *more, **named)


_fsync, _replace, _open = os.fsync, os.replace, Path.open
if ORDERS in os.environ:
    os.fsync, os.replace, Path.open = _fsync_or_die, _replace_or_die, _open_or_die


def order(folder: Path, *, point: str, who: str, number: int, wait: int) -> None:
    """Tell that `who` ("worker" or "parent") dies when `point` is passed for the `wait`-th time."""
    (folder / f"{point}-{who}-{number}-{wait}").touch()


def draw_orders(folder: Path, *, kills: int, seed: int, passed: dict[str, int]) -> None:
    """Orders over all points and both who can die, at times drawn evenly over a whole sweep.

    `passed` says how often each point is passed in a sweep that nothing befalls.
    """
    chance = np.random.default_rng(seed)
    for number in range(kills):
        point = POINTS[number % len(POINTS)]
        who = ("worker", "parent")[(number // len(POINTS)) % 2]
        wait = int(chance.integers(1, max(2, int(0.95 * passed[point]))))
        order(folder, point=point, who=who, number=number, wait=wait)


def orders_left(folder: Path) -> list[str]:
    """Orders that nobody carried out."""
    return sorted(one.name for point in POINTS for one in folder.glob(f"{point}-*"))


@dataclass
class Killed:
    """A sweep that was started until it was whole: how often its first process was killed."""

    parents: int = 0
    kept: dict[str, bytes] = field(default_factory=dict)
    """Entries of the ledger that were there at some start: none may be done again."""


def sweep_until_whole(experiment: Path, out: Path, orders: Path) -> Killed:
    """Start a sweep of quick runs in two processes, and resume it as often as it is killed."""
    found = Killed()
    tests = str(Path(__file__).parent)
    environment = {**os.environ, ORDERS: str(orders), "PYTHONPATH": f"{SCRIPT.parents[1]}:{tests}"}
    while True:
        found.kept |= {one.name: one.read_bytes() for one in (out / "ledger").glob("chunk-*")}
        command = [sys.executable, str(SCRIPT), str(experiment), str(out)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return found
        assert done.returncode == -signal.SIGKILL, done.stderr
        found.parents += 1
