"""What a user sees while a command computes: a bar on a terminal, now and then a line in a log.

Represents: how far a command is. What is quick shows nothing. The bar tells the time left.
Leaves out: any influence on what is computed.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

STOPPED: Final = 130
"""Exit code of a command that the user stopped, as shells expect it."""

PATIENCE_SECONDS: Final = 2.0
"""A bar appears when a command takes longer than this."""

LOG_SECONDS: Final = 10.0
"""Where there is no terminal, a line of progress appears this often."""

Tell = Callable[[int, int], None]
"""Called with what is done and what there is in all."""


@contextmanager
def shown(what: str) -> Iterator[Tell]:
    """Show on the error channel how many of `what` are done.

    When the user stops the program it says that nothing was written, and ends with code 130.
    """
    try:
        if sys.stderr.isatty():
            with late_bar(what) as tell:
                yield tell
        else:
            yield plain_lines(what)
    except KeyboardInterrupt as stop:
        typer.echo("Stopped. Nothing was written.", err=True)
        raise typer.Exit(STOPPED) from stop


def plain_lines(what: str, *, clock: Callable[[], float] = time.monotonic) -> Tell:
    """A line every ten seconds or so, and none for what is quick. `clock` gives seconds."""
    last = clock()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if clock() - last >= LOG_SECONDS:
            last = clock()
            typer.echo(f"{what}: {done} of {total}", err=True)

    return tell


@contextmanager
def late_bar(what: str) -> Iterator[Tell]:
    """A bar that appears only when it takes a while, and leaves nothing behind."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("Starting", total=None)
    late = threading.Timer(PATIENCE_SECONDS, bar.start)
    late.daemon = True
    late.start()

    def tell(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total, description=what)

    try:
        yield tell
    finally:
        late.cancel()
        late.join()
        bar.stop()
