"""One run of one scenario, and what it leaves: figures per quarter, events, maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from wijksim.entities.links import Links, Trajectory
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario


@dataclass(frozen=True)
class RunResult:
    """What one run leaves.

    `outcomes` has date, outcome, group, value per quarter; `final` outcome, group, value once per
    run; `events` is None unless they were kept; maps are arrays (height, width) per name.
    """

    outcomes: pd.DataFrame
    final: pd.DataFrame
    events: pd.DataFrame | None
    map_before: dict[str, np.ndarray[Any, Any]]
    map_after: dict[str, np.ndarray[Any, Any]]
    links: Trajectory
    resident_weeks: int


def run_scenario(
    scenario: Scenario | str | Path,
    *,
    seed: int = 0,
    until_week: int | None = None,
    events: bool = False,
    links: Links | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RunResult:
    """Run a scenario from the start of its warm-up to its end, or up to `until_week`.

    `progress` is called with weeks done and weeks in all. Raises WijksimError for mistakes in
    the scenario.
    """
    model = WijkModel(scenario, seed=seed, events=events, collect=False, links=links)
    first = model.world.week
    last = model.scenario.last_week if until_week is None else until_week - 1
    resident_weeks = 0
    while model.running and model.world.week <= last:
        model.step()
        resident_weeks += int(np.count_nonzero(model.world.residents.present))
        if progress is not None:
            progress(model.world.week - first, last - first + 1)
    return RunResult(
        outcomes=model.observation.series(),
        final=model.observation.final(),
        events=model.world.events.frame() if events else None,
        map_before=model.observation.map_before,
        map_after=model.observation.map_now(),
        links=model.world.link_book.recorded,
        resident_weeks=resident_weeks,
    )
