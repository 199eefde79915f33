"""A scheduler of Dask and its workers as processes of their own, on loopback, for tests.

Whatever is started here is ended here, by its own id.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sweep_kills import ORDERS

ROOT = Path(__file__).resolve().parents[1]
HERE = "127.0.0.1"
START_SECONDS = 120


@dataclass
class Cluster:
    """A scheduler that can be killed and started again, with workers that come and go."""

    folder: Path
    port: int = 0
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tcp://{HERE}:{self.port}"

    @property
    def orders(self) -> Path:
        return self.folder / "orders"

    def start(self, *, workers: int) -> None:
        """Start a scheduler, at the same address as before if there was one, and workers."""
        told = self.folder / "scheduler.json"
        told.unlink(missing_ok=True)
        words = ["--host", HERE, "--port", str(self.port), "--scheduler-file", str(told)]
        self.scheduler = self._process("scheduler", *words, "--no-dashboard", "--no-show")
        until = time.monotonic() + START_SECONDS
        while not told.is_file() or not told.read_text():
            assert self.scheduler.poll() is None and time.monotonic() < until, self.log()
            time.sleep(0.05)
        self.port = int(json.loads(told.read_text())["address"].rsplit(":", 1)[1])
        for _ in range(workers):
            self.start_worker()

    def start_worker(self) -> None:
        words = [self.address, "--host", HERE, "--nthreads", "1", "--no-dashboard"]
        words += ["--local-directory", str(self.folder / "scratch")]
        self.workers.append(self._process("worker", *words))

    def kill_scheduler(self) -> None:
        assert self.scheduler is not None
        self.scheduler.kill()
        self.scheduler.wait(timeout=20)

    def end_workers(self) -> None:
        for one in self.workers:
            one.terminate()
        for one in self.workers:
            try:
                one.wait(timeout=20)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait(timeout=20)
        self.workers.clear()

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def _process(self, *words: str) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                env={**os.environ, "PYTHONPATH": paths, ORDERS: str(self.orders)},
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )


@contextmanager
def cluster(folder: Path, *, workers: int) -> Iterator[Cluster]:
    """A scheduler with workers, ended afterwards."""
    made = Cluster(folder)
    made.orders.mkdir(parents=True)
    try:
        made.start(workers=workers)
        yield made
    finally:
        made.end_workers()
        if made.scheduler is not None:
            made.kill_scheduler()
