"""What an engine is: it does the chunks of a sweep somewhere, and reports each when it is written.

Represents: the one small interface behind which processes, Dask and clusters stand. An engine takes
jobs from an iterator a few at a time, so that memory does not grow with the sweep.

Leaves out: what is done already (the ledger) and what a chunk is (`chunks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from wijksim.sweep.chunks import ChunkDone
from wijksim.sweep.plan import ChunkJob


class SweepEngine(Protocol):
    """Does jobs; used inside its `open()`."""

    def open(self) -> AbstractContextManager[object]:
        """Start what is needed; stop it at the end, whatever happened."""

    def do(self, jobs: Iterator[ChunkJob]) -> Iterator[ChunkDone]:
        """Do the jobs in any order; gives a report of each. Raises OSError when the disk is full.

        A job whose process dies is done again, by itself; a run that ends every process it is given
        to is recorded as failed.
        """
