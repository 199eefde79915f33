"""What a feedback loop does: the same push with and without the cut, with the same luck.

A loop is shown by three runs: a baseline in which nothing happens, the same with a push that wakes
the loop, and the push again with the loop's links frozen at their course in the baseline. What the
loop does is the pushed run less the one with the cut. A loop can be taken apart: each link cut
alone. And what comes to a link is kept, for a loop that closes brings something back to its own
cut that the same push with the cut does not.
Source: wijksim.experiment.loops_catalogue. Leaves out: two loops cut at once, and how long a loop
takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.entities.agenda import Entry, PlaceChange
from wijksim.entities.links import Links, Trajectory
from wijksim.experiment.loops_catalogue import Loop, loop_named
from wijksim.outcomes.base import ALL
from wijksim.results import RunResult, run_scenario
from wijksim.scenario.settled import Scenario

_LEAD_WEEKS: Final = 8
"""Weeks from the start of what is observed to the push."""


@dataclass(frozen=True)
class AtLink:
    """What one link does alone, and what comes to it.

    `pushed` and `cut` are the link's outcome, pushed, without a cut and with this link alone cut.
    `came_at_rest`, `came_pushed` and `came_cut` are what comes to the link, as the mean over its
    rows and the last 52 weeks; the last in the pushed run with this link alone cut.
    """

    pushed: float
    cut: float
    came_at_rest: float
    came_pushed: float
    came_cut: float

    @property
    def alone(self) -> float:
        """What the link does alone: the pushed run less the one in which it alone is cut."""
        return self.pushed - self.cut

    @property
    def returned(self) -> float:
        """What the loop brings back to its own cut: what comes there, less the same when cut."""
        return self.came_pushed - self.came_cut


@dataclass(frozen=True)
class Shown:
    """One outcome in the three runs, as the mean over the last quarters; links if taken apart."""

    baseline: float
    pushed: float
    cut: float
    links: Mapping[str, AtLink] = field(default_factory=dict)

    @property
    def by_the_loop(self) -> float:
        """What the loop does: the pushed run less the one in which the loop is cut."""
        return self.pushed - self.cut


class _Watching(Links):
    """Links that also keep the mean of what comes to each, cut or not: one number a week."""

    def __init__(self, *, cut: Iterable[str] = (), baseline: Trajectory | None = None) -> None:
        super().__init__(cut=tuple(cut), baseline=baseline)
        self.came: Trajectory = {}

    def through(self, *, name: str, week: int, value: Any) -> Any:
        self.came[(name, week)] = float(np.mean(value))
        return super().through(name=name, week=week, value=value)


def quiet(scenario: Scenario) -> Scenario:
    """The same scenario without any dated entry: the baseline in which loops are at rest."""
    return replace(scenario, agenda=(), links_cut=())


def pushed(scenario: Scenario, loop: Loop) -> Scenario:
    """The baseline of a scenario with the push that wakes a loop, soon after the start."""
    week = scenario.first_week + scenario.warm_up_weeks + _LEAD_WEEKS + loop.warned_weeks
    closing = tuple(
        PlaceChange(name=str(place["name"]), what="close")
        for place in scenario.places
        if place["kind"] in loop.closes
    )
    entry = Entry(
        week=week,
        announced_week=week - loop.warned_weeks,
        why=f"to wake loop {loop.name}",
        levers=dict(loop.levers),
        places=closing,
    )
    return replace(quiet(scenario), agenda=(entry,))


def run_with_loop_cut(
    scenario: Scenario, name: str, *, seed: int, baseline: RunResult | None = None
) -> tuple[RunResult, RunResult, RunResult]:
    """The baseline, the push, and the push with the loop frozen at the baseline; same luck.

    A `baseline` that was lived before for this loop, scenario and seed is not lived again.
    """
    loop = loop_named(name)
    scenario = as_found(loop, scenario)
    awake = pushed(scenario, loop)
    baseline = baseline or _at_rest(scenario, (loop,), seed=seed)
    cut = Links(cut=loop.links, baseline=baseline.links)
    return baseline, run_scenario(awake, seed=seed), run_scenario(awake, seed=seed, links=cut)


def as_found(loop: Loop, scenario: Scenario) -> Scenario:
    """The scenario with the levers and the parameters that hold in all runs of this loop."""
    return replace(
        scenario,
        levers={**scenario.levers, **loop.standing},
        parameters={**scenario.parameters, **loop.parameters},
    )


def _at_rest(scenario: Scenario, loops: Iterable[Loop], *, seed: int) -> RunResult:
    """The baseline, with the links of all these loops kept."""
    links = frozenset(link for loop in loops for link in loop.links)
    return run_scenario(quiet(scenario), seed=seed, links=Links(record=links))


def late_mean(result: RunResult, outcome: str, *, quarters: int = 4) -> float:
    """The mean of an outcome over the last quarters, for everybody."""
    rows = result.outcomes
    values = rows[(rows["outcome"] == outcome) & (rows["group"] == ALL)]["value"]
    return float(values.tail(quarters).mean())


def _late_at(link: str, came: Mapping[tuple[str, int], Any]) -> float:
    """The mean of what came to a link over the last year in which it was passed."""
    weeks = {week: float(np.mean(value)) for (name, week), value in came.items() if name == link}
    last = max(weeks)
    late = [value for week, value in weeks.items() if week > last - WEEKS_PER_YEAR]
    return sum(late) / len(late)


def _watched(
    scenario: Scenario,
    *,
    seed: int,
    cut: Iterable[str] = (),
    baseline: Trajectory | None = None,
) -> tuple[RunResult, Trajectory]:
    """A run, and the mean of what came to each of its links in each week."""
    links = _Watching(cut=cut, baseline=baseline)
    return run_scenario(scenario, seed=seed, links=links), links.came


def _show(scenario: Scenario, loop: Loop, *, seed: int, baseline: RunResult, apart: bool) -> Shown:
    """The pushed runs of one loop over a baseline; each link cut alone when taken `apart`."""
    awake, frozen = pushed(scenario, loop), baseline.links
    free, freely = _watched(awake, seed=seed)
    cut, wholly = _watched(awake, seed=seed, cut=loop.links, baseline=frozen)
    links: dict[str, AtLink] = {}
    for link in loop.links if apart else ():
        outcome, _ = loop.judged(link)
        alone, seen = cut, wholly
        if len(loop.links) > 1:
            alone, seen = _watched(awake, seed=seed, cut=(link,), baseline=frozen)
        links[link] = AtLink(
            late_mean(free, outcome),
            late_mean(alone, outcome),
            _late_at(link, frozen),
            _late_at(link, freely),
            _late_at(link, seen),
        )
    rest, awoken, held = (late_mean(run, loop.outcome) for run in (baseline, free, cut))
    return Shown(rest, awoken, held, links)


def show_loops(
    scenario: Scenario, names: Iterable[str], *, seeds: Iterable[int], apart: bool = False
) -> dict[str, list[Shown]]:
    """What each loop does to its outcome, once per seed; loops share a baseline where they can.

    Taken `apart`, each link of a loop is also cut alone, at the price of a run for each.
    """
    shown: dict[str, list[Shown]] = {name: [] for name in names}
    alike: dict[str, list[Loop]] = {}
    for loop in map(loop_named, shown):
        alike.setdefault(repr((loop.standing, loop.parameters)), []).append(loop)
    for seed in seeds:
        for loops in alike.values():
            found = as_found(loops[0], scenario)
            baseline = _at_rest(found, loops, seed=seed)
            for loop in loops:
                one = _show(found, loop, seed=seed, baseline=baseline, apart=apart)
                shown[loop.name].append(one)
    return shown
