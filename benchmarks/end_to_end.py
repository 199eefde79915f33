"""What the whole model costs: a run, its parts, its observers and log, many pairs, many people.

The timed loop of `by_submodel` repeats `WijkModel._live_week`, with a clock between its parts.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from measuring import Timing, child, repeat

import wijksim
from wijksim.model import WijkModel

PAIR = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
BLOCK_WEEKS = 4
"""Parts of a large population live so many weeks each before the next has its turn."""
TIMED_BLOCKS = 2
ALONE_TIMES = 5
LATER_WEEKS = 52


@dataclass(frozen=True)
class WholeRun:
    """One scenario from its first week to its last, warm-up apart."""

    run: Timing
    warm_up: Timing
    with_events: Timing
    weeks: int
    agent_weeks: float
    observers_share: float
    ns_by_part: dict[str, float]
    resident_bytes: int


def whole_run(scenario: str, *, times: int) -> WholeRun:
    """Time a run with and without its event log, and each of its parts."""
    settled = wijksim.load_scenario(scenario)
    people: list[float] = []
    warm_ups: list[float] = []

    def live(*, events: bool) -> float:
        start = time.perf_counter()
        model = WijkModel(settled, seed=1, collect=False, events=events)
        warm_ups.append(time.perf_counter() - start)
        people.append(float(np.count_nonzero(model.world.residents.present)))
        start = time.perf_counter()
        while model.running:
            model.step()
        people.append(float(np.count_nonzero(model.world.residents.present)))
        return time.perf_counter() - start

    live(events=False)
    plain, logged = [], []
    for _ in range(times):
        # In turns, so that what disturbs the machine disturbs both alike.
        plain.append(live(events=False))
        logged.append(live(events=True))
    first = WijkModel(settled, seed=1, collect=False)
    weeks = settled.last_week - first.world.week + 1
    agent_weeks = weeks * sum(people) / len(people)
    parts = by_submodel(first, agent_weeks=agent_weeks)
    return WholeRun(
        run=Timing(tuple(plain)),
        warm_up=Timing(tuple(warm_ups[1:])),
        with_events=Timing(tuple(logged)),
        weeks=weeks,
        agent_weeks=agent_weeks,
        observers_share=parts["observers"] / sum(parts.values()),
        ns_by_part=parts,
        resident_bytes=first.world.residents.nbytes,
    )


def by_submodel(model: WijkModel, *, agent_weeks: float) -> dict[str, float]:
    """Nanoseconds per agent-week of each submodel, of newcomers and of the observers."""
    spent: dict[str, float] = defaultdict(float)
    world = model.world
    while world.week <= model.scenario.last_week:
        world.municipality.cost[:] = 0.0
        for submodel, scope in zip(model.submodels, model._scopes, strict=True):
            start = time.perf_counter()
            submodel.step(scope)
            spent[submodel.name] += time.perf_counter() - start
            if submodel.name == "population":
                start = time.perf_counter()
                model._settle_newcomers()
                spent["newcomers settle"] += time.perf_counter() - start
        start = time.perf_counter()
        model.observation.observe()
        spent["observers"] += time.perf_counter() - start
        world.week += 1
    return {name: 1e9 * seconds / agent_weeks for name, seconds in spent.items()}


def pairs(*, count: int, jobs: int) -> float:
    """Seconds that a comparison of the two policies takes, with so many paired replicates."""
    start = time.perf_counter()
    wijksim.compare(PAIR, replicates=count, jobs=jobs, seed=1)
    return time.perf_counter() - start


def pairs_up_to(wanted: int, *, measured: int, jobs: int) -> tuple[float, float]:
    """Seconds for `measured` pairs, and for `wanted` of them.

    Starting the processes is paid once: more pairs cost what the last ones measured cost.
    """
    few = max(jobs, measured // 5)
    short = pairs(count=few, jobs=jobs)
    long = pairs(count=measured, jobs=jobs)
    if measured == few:
        return long, long * wanted / measured
    return long, long + (wanted - measured) * (long - short) / (measured - few)


@dataclass(frozen=True)
class Scale:
    """Cost of an agent-week in one neighbourhood, and in many beside each other."""

    residents: float
    one: Timing
    many: Timing

    @property
    def growth(self) -> float:
        """How many times as much an agent-week costs among many."""
        return self.many.median / self.one.median


def scale(scenario: str, *, residents: int, times: int) -> Scale:
    """Let one neighbourhood live, and as many as hold so many residents; seconds an agent-week.

    All begin in the same state. Each has its own memory, which is what slows a large population.
    """
    trunk = WijkModel(scenario, seed=1, collect=False)
    # Right after the start places change and habits with them, which is dearer than most weeks.
    trunk.run_until(week=trunk.world.week + LATER_WEEKS)
    here = float(np.count_nonzero(trunk.world.residents.present))
    count = max(2, round(residents / here))

    def live(neighbourhoods: int) -> float:
        models = [trunk.fork(trunk.scenario) for _ in range(neighbourhoods)]
        seconds = 0.0
        for block in range(1 + TIMED_BLOCKS):
            start = time.perf_counter()
            for model in models:
                for _ in range(BLOCK_WEEKS):
                    model.step()
            seconds += time.perf_counter() - start if block else 0.0
        return seconds / (TIMED_BLOCKS * BLOCK_WEEKS * neighbourhoods * here)

    live(1)
    one, many = [], []
    for _ in range(times):
        # The same weeks for both, and the one as often as fits between two turns of the many.
        one.append(sum(live(1) for _ in range(ALONE_TIMES)) / ALONE_TIMES)
        many.append(live(count))
    return Scale(residents=here * count, one=Timing(tuple(one)), many=Timing(tuple(many)))


def help_seconds(command: list[str], *, times: int) -> Timing:
    """Seconds until `wijksim --help` has answered."""

    def ask() -> None:
        child(command)

    return repeat(ask, times=times)
