"""One run of one scenario, and what it leaves: figures per quarter, events, maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from wijksim.core.calendar import week_number
from wijksim.core.compile import is_first_use
from wijksim.core.frames import pd
from wijksim.entities.links import Links, Trajectory
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario, first_difference


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
    return finish(model, until_week=until_week, progress=progress)


def compile_before_others(scenario: Scenario, *, seed: int, jobs: int) -> None:
    """On the first use, compile in this process and its helper before `jobs` processes begin.

    Each of them would otherwise compile the same, beside the others. Lives one week of the scenario
    and throws it away; with one job, or compiled code on disk, nothing is done.
    """
    if jobs > 1 and is_first_use():
        WijkModel(scenario, seed=seed, collect=False).step()


class Begin(Protocol):
    """Where a run begins: a model of a scenario that stands at `until` or before."""

    def __call__(self, scenario: Scenario, *, seed: int, until: int | None) -> WijkModel:
        """The model; `until` is an absolute week, None when any will do."""
        ...


def at_the_start(scenario: Scenario, *, seed: int, until: int | None) -> WijkModel:
    """A model that has lived its warm-up, and no more."""
    return WijkModel(scenario, seed=seed, collect=False)


def run_branches(
    scenarios: Sequence[Scenario],
    *,
    seed: int = 0,
    lived: Callable[[], None] | None = None,
    begin: Begin = at_the_start,
) -> list[RunResult]:
    """Run scenarios with the same luck; as long as they share their past, it is lived once.

    Gives the same as running each by itself, to the last bit. `lived` is called after each week
    that is observed; what it raises ends the runs. `begin` may give a model with a past that was
    lived before.
    """
    tell = lived or _say_nothing

    def each_week(done: int, planned: int) -> None:
        tell()

    if not scenarios:
        return []
    trunk = scenarios[0]
    parting = [first_difference(trunk, other) for other in scenarios[1:]]
    observed = week_number(trunk.start)
    apart = (week for week in parting if week is not None and week >= observed)
    model = begin(trunk, seed=seed, until=min(apart, default=None))
    results: dict[int, RunResult] = {}
    order = sorted(range(1, len(scenarios)), key=lambda i: parting[i - 1] or 0)
    for index in order:
        week = parting[index - 1]
        if week is None:
            continue
        if week < model.world.week:
            alone = begin(scenarios[index], seed=seed, until=None)
            results[index] = finish(alone, progress=each_week)
            continue
        while model.running and model.world.week < week:
            model.step()
            tell()
        results[index] = finish(model.fork(scenarios[index]), progress=each_week)
    results[0] = finish(model, progress=each_week)
    return [results.get(index, results[0]) for index in range(len(scenarios))]


def finish(
    model: WijkModel,
    *,
    until_week: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RunResult:
    """Live a model to its end, or up to `until_week`, and gather what it leaves."""
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
        events=model.world.events.frame() if model.world.events.keeping else None,
        map_before=model.observation.map_before,
        map_after=model.observation.map_now(),
        links=model.world.link_book.recorded,
        resident_weeks=resident_weeks,
    )


def _say_nothing() -> None:
    """Nobody asked."""
