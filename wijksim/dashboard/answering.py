"""From runs done elsewhere to an answer here: small figures come in, and grow into a comparison.

Represents: what a process sends back of each run, and the comparison of all pairs that are there.
The answer is the one that `wijksim compare` gives with as many replicates, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from wijksim.core.calendar import week_number
from wijksim.experiment.compare import compared_of, still_wide, unique_labels
from wijksim.experiment.intervals import Stopping
from wijksim.experiment.kept import KeptRun, kept
from wijksim.experiment.tables import Values, values_of
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.report.comparison import Comparison
from wijksim.scenario.settled import Scenario, first_difference

Run = Callable[..., Sequence[Any]]


@dataclass(frozen=True)
class Figures:
    """What a comparison needs of one run."""

    run: KeptRun
    values: Values


def figures_of(run: Run, scenarios: Sequence[Scenario], *, seed: int) -> list[Figures]:
    """Run scenarios with one luck, and keep the figures; done where the run is done."""
    return [Figures(kept(one), values_of(one, OUTCOMES)) for one in run(scenarios, seed=seed)]


def answer_of(
    scenarios: Sequence[Scenario], pairs: Sequence[Sequence[Figures]], *, seed: int = 0
) -> Comparison:
    """The comparison with the first scenario; `pairs` hold for each seed the runs of all."""
    labels = unique_labels([one.name for one in scenarios])
    runs = {label: [one[place].run for one in pairs] for place, label in enumerate(labels)}
    values = {label: [one[place].values for one in pairs] for place, label in enumerate(labels)}
    wide = still_wide(values, baseline=labels[0], catalogue=OUTCOMES)
    found = compared_of(
        scenarios,
        labels=labels,
        baseline=labels[0],
        catalogue=OUTCOMES,
        seed=seed,
        stopping=Stopping(len(pairs), len(pairs), wide),
        runs=runs,
        values=values,
    )
    return Comparison(**{one.name: getattr(found, one.name) for one in fields(found)})


def dealt(places: Sequence[int], hands: int) -> list[tuple[int, ...]]:
    """The places of scenarios, dealt over so many hands as evenly as can be, none empty.

    >>> dealt([0, 1, 2], 2), dealt([1, 3], 4), dealt([], 2)
    ([(0, 2), (1,)], [(1,), (3,)], [])
    """
    hands = min(hands, len(places))
    return [tuple(places[first::hands]) for first in range(hands)]


def weeks_to_live(scenarios: Sequence[Scenario]) -> int:
    """Weeks that are observed when these run with one luck, those of a shared past once."""
    trunk = scenarios[0]
    each = trunk.last_week - week_number(trunk.start) + 1
    total = each
    for other in scenarios[1:]:
        parting = first_difference(trunk, other)
        apart = each if parting is None else parting - week_number(trunk.start)
        total += each - min(max(apart, 0), each)
    return total
