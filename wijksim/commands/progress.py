"""What a user sees of a sweep while it runs: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from wijksim.sweep.experiment import duration
from wijksim.sweep.running import Progress as Sweep

SECONDS_BETWEEN_LINES: Final = 10.0


@contextmanager
def shown_progress() -> Iterator[Callable[[Sweep], None]]:
    """Show how far a sweep is, on the error channel."""
    started = time.monotonic()
    if not sys.stderr.isatty():
        yield _lines(started)
        return
    columns = (TextColumn("Runs"), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting; the first time this takes a minute or so", total=None)

        def tell(at: Sweep) -> None:
            bar.update(task, completed=at.finished, total=at.runs, description=told(at, started))

        yield tell


def _lines(started: float) -> Callable[[Sweep], None]:
    last = -SECONDS_BETWEEN_LINES

    def tell(at: Sweep) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_LINES or at.finished == at.runs:
            last = now
            typer.echo(told(at, started), err=True)

    return tell


def told(at: Sweep, started: float) -> str:
    """How far a sweep is, in a line."""
    line = f"{at.finished:,} of {at.runs:,} runs, {at.failed:,} failed"
    passed = time.monotonic() - started
    if at.done and passed > 0:
        pace = at.done / passed
        left = (at.runs - at.finished) / pace
        line += f", {pace:.3g} a second" + (f", about {duration(left)} left" if left else "")
    return line
