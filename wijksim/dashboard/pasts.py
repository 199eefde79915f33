"""Pasts that were lived ahead: a comparison of the same neighbourhood begins where they end.

Represents: checkpoints in a folder, named after all that a run depended on so far. They are made
while nobody waits, and read by the runs of whoever asks later; a run that goes on from one gives
the same as a run from the start, to the last bit.
Leaves out: scenarios that cut a link, whose runs record more than a checkpoint holds.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wijksim.checkpoint import load_checkpoint, past_of, save_checkpoint
from wijksim.core.calendar import week_number
from wijksim.core.errors import WijksimError
from wijksim.dashboard.seats import week_done
from wijksim.model import WijkModel
from wijksim.results import at_the_start, run_branches
from wijksim.scenario.settled import Scenario

STATIONS: Final = (0, 52)
"""Weeks after the first day that is observed: there the shipped policies part (a test compares
their dated entries)."""
KEPT: Final = 100
"""So many pasts are kept, some 2.4 MB each with 11,000 residents (assumption: ten pairs of the
three neighbourhoods that were looked at last)."""


@dataclass(frozen=True)
class Pasts:
    """A folder with pasts; it is sent along to the processes that run the model."""

    folder: Path

    def run(self, scenarios: Any, *, seed: int) -> Any:
        """Run scenarios with one luck, from the last past that they share."""
        return run_branches(scenarios, seed=seed, lived=week_done, begin=self.begin)

    def begin(self, scenario: Scenario, *, seed: int, until: int | None) -> WijkModel:
        """A model with the longest past that is kept and does not go beyond `until`."""
        for week in reversed(_stations(scenario)):
            path = self._path(scenario, seed=seed, week=week)
            if (until is None or week <= until) and path.exists():
                try:
                    return load_checkpoint(scenario, path)
                except WijksimError:  # it was removed or damaged meanwhile
                    continue
        return at_the_start(scenario, seed=seed, until=until)

    def live_ahead(self, scenario: Scenario, *, seed: int) -> bool:
        """Keep the pasts of a scenario that are not kept yet; gives whether there were any."""
        missing = [
            (week, path)
            for week in _stations(scenario)
            if not (path := self._path(scenario, seed=seed, week=week)).exists()
        ]
        if missing:
            model = self.begin(scenario, seed=seed, until=missing[0][0])
        for week, path in missing:
            while model.running and model.world.week < week:
                model.step()
                week_done()
            self._keep(model, path)
        return bool(missing)

    def _path(self, scenario: Scenario, *, seed: int, week: int) -> Path:
        return self.folder / f"{past_of(scenario, seed=seed, week=week)}.wijk"

    def _keep(self, model: WijkModel, path: Path) -> None:
        own = path.with_suffix(f".{os.getpid()}")
        save_checkpoint(model, own)
        os.replace(own, path)
        with contextlib.suppress(FileNotFoundError):  # another process tidies up as well
            kept = sorted(self.folder.glob("*.wijk"), key=lambda one: one.stat().st_mtime)
            for oldest in kept[:-KEPT]:
                oldest.unlink()


def _stations(scenario: Scenario) -> tuple[int, ...]:
    """Weeks at which pasts of a scenario are kept, in order."""
    if scenario.links_cut:
        return ()
    first = week_number(scenario.start)
    return tuple(first + after for after in STATIONS if first + after <= scenario.last_week)
