"""Score under a stated vision: how far a run stays from the ideal, weighed by four values.

Each value is judged by one outcome with an ideal: nobody in unmet need, full self-reliance, no
cost, no waiting. A step is the difference of that outcome that matters. The score is minus the
steps that the mean of the run lies short of the ideal, added up by the weights of the values: 0 is
the best there is. Only differences between policies say something; they are not moved by where a
run starts. The weights are parameters: they stand in the report with every other number, are the
same for every policy that is compared, and a scenario sets others.

Source: weighted sums as in multi-criteria analysis (Keeney and Raiffa 1976); which outcome stands
for which value is an assumption, and so is that steps may be added up. Leaves out: what a value
is beyond one outcome; interaction between values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from wijksim.core.parameters import Parameter
from wijksim.entities.domains import VALUES
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, VALUE_GROUPS, Course, Observer, Outcome, Row

PARAMETERS: Final = tuple(
    Parameter(
        "outcomes",
        f"score_{value}",
        "1",
        (0, 1),
        f"weight of {value.replace('_', ' ')} in the score",
    )
    for value in VALUES
)

SCORE: Final = Outcome(
    "vision_score",
    "step",
    "higher",
    1.0,
    "one step: the difference that matters of one outcome, if one value had all the weight",
    "Score under the stated vision",
    "Score onder de genoemde visie",
    "Minus the steps that matter by which the mean of the run lies short of the ideal, weighed by "
    "value: solidarity by unmet need of the lowest fifth, own strength by self-reliance, thrift "
    "by cost, certainty by waiting; weights are the parameters outcomes.score_*, by their sum",
    summary="once",
)


class Yardstick(NamedTuple):
    """The outcome and group by which a value is judged, and what would be ideal."""

    outcome: Outcome
    group: str
    ideal: float


def steps(course: Sequence[float] | np.ndarray[Any, Any], *, ideal: float, matters: float) -> float:
    """Minus the steps that matter by which the mean of the quarters lies away from the ideal.

    Quarters without anything to count are left out; NaN when there is none.

    >>> steps([10, 8, 6], ideal=0.0, matters=2.0)
    -4.0
    """
    known = [one for one in course if not math.isnan(one)]
    return -abs(float(np.mean(known)) - ideal) / matters if known else float("nan")


def weighed(by_value: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score: steps by their weights, which are divided by their sum; NaN if one is unknown.

    A value without weight is not asked for.

    >>> weighed({"thrift": 2.0, "solidarity": 4.0}, {"thrift": 0.5, "solidarity": 1.5})
    3.5
    """
    asked = {value: weight for value, weight in weights.items() if weight > 0.0}
    whole = sum(asked.values())
    if whole <= 0.0:
        return float("nan")
    return sum(by_value[value] * weight for value, weight in asked.items()) / whole


class ScoreObserver(Observer):
    """The score and its parts; `yardsticks` says by what each value is judged."""

    name = "observe_score"
    outcomes = (SCORE,)
    parameters = PARAMETERS
    yardsticks: Mapping[str, Yardstick] = {}

    def start(self, w: Scope) -> None:
        """Nothing has been told yet."""
        self.course = Course(len(VALUES))

    def hear(self, rows: Sequence[Row]) -> None:
        """Keep the quarter's figures of the yardsticks."""
        told = {(outcome, group): value for outcome, group, value in rows}
        figures = []
        for value in VALUES:
            outcome, group, _ = self.yardsticks[value]
            figures.append(told.get((outcome.name, group), float("nan")))
        self.course.add(figures)

    def final(self, w: Scope) -> list[Row]:
        """The score, and the steps of each value by itself."""
        by_value: dict[str, float] = {}
        for number, value in enumerate(VALUES):
            outcome, _, ideal = self.yardsticks[value]
            course = self.course.line(number)
            by_value[value] = steps(course, ideal=ideal, matters=outcome.matters)
        weights = {value: float(getattr(w.p, f"score_{value}")) for value in VALUES}
        rows: list[Row] = [(SCORE.name, ALL, weighed(by_value, weights))]
        rows += [
            (SCORE.name, group, by_value[value])
            for value, group in zip(VALUES, VALUE_GROUPS, strict=True)
        ]
        return rows
