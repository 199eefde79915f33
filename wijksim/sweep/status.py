"""How far a sweep is, read from its folder by anybody who can see it.

Represents: runs done and failed, the pace of the last chunks, and the time left at that pace.

Leaves out: whether somebody is still at work; a sweep that stopped shows by its last entry.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wijksim.sweep import ledger
from wijksim.sweep.experiment import duration
from wijksim.sweep.running import read_plan

LAST_CHUNKS: Final = 50
"""Over how many chunks the pace is taken."""


@dataclass(frozen=True)
class Status:
    """How far a sweep is. Pace in runs a second; None where nothing can be said."""

    experiment: str
    runs: int
    done: int
    failed: int
    per_second: float | None
    seconds_left: float | None
    seconds_since_last: float | None

    def sentence(self) -> str:
        """The status in words."""
        share = 100.0 * self.done / self.runs if self.runs else 100.0
        done = f"{self.done:,} of {self.runs:,} runs done ({share:.0f}%)"
        parts = [done, f"{self.failed:,} failed"]
        if self.per_second is not None and self.done < self.runs:
            parts.append(f"{self.per_second:.3g} a second")
        if self.seconds_left is not None and self.done < self.runs:
            parts.append(f"about {duration(self.seconds_left)} left")
        if self.seconds_since_last is not None:
            parts.append(f"last chunk {duration(self.seconds_since_last)} ago")
        return "; ".join(parts)


def status_of(folder: Path) -> Status:
    """The status of the sweep in a folder. Raises WijksimError when there is none."""
    plan = read_plan(folder)
    found = list(ledger.entries(folder))
    done = sum(one.runs for one in found)
    pace = _pace(found)
    runs = int(plan["runs"])
    return Status(
        experiment=str(plan["experiment"]),
        runs=runs,
        done=done,
        failed=sum(one.failed for one in found),
        per_second=pace,
        seconds_left=(runs - done) / pace if pace else None,
        seconds_since_last=max(0.0, time.time() - max(one.finished for one in found))
        if found
        else None,
    )


def _pace(found: Sequence[ledger.Entry]) -> float | None:
    """Runs a second from the beginning of the latest chunks to the end of the last."""
    last = sorted(found, key=lambda one: one.finished)[-LAST_CHUNKS:]
    if len(last) < 2:
        return None
    took = last[-1].finished - min(one.finished - one.seconds for one in last)
    return sum(one.runs for one in last) / took if took > 0.0 else None
