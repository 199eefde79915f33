"""Recovery time after a shock: how long unmet need stays above what it was.

A shock comes from outside: the onset of needs rises (an economic crisis), the care budgets of the
municipality together fall within a week, or a community centre closes. From then on, for a window
of two years, unmet need is held against its mean over the year before. Recovery time runs from the
shock to the end of the last quarter of the window in which unmet need still lies above that mean
by more than a difference that matters; 0 if it never does, the whole window if it does to its end.

Source: resilience as the time to return (Pimm 1984); window and margin are assumptions, fixed
before any run. Leaves out: shocks in the first quarter, which have no past; those with less than a
window to come; what was done ahead of an announced one, which lies in the year before; and a shock
within the window of another, which counts to that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from wijksim.core.parameters import Parameter
from wijksim.entities.domains import PlaceKind
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, MOST_QUARTERS, QUINTILES, Course, Observer, Outcome, Row

WATCHED: Final = "unmet_need"
"""The outcome, told by those who count it, by which recovery is judged."""
GROUPS: Final = (ALL, *QUINTILES)

PARAMETERS: Final = (
    Parameter(
        "outcomes",
        "recovery_margin",
        "per 100 residents",
        (0, 100),
        "unmet need above its level before a shock up to which it counts as recovered",
    ),
    Parameter(
        "outcomes", "recovery_before", "week", (13, 520), "weeks that give the level before a shock"
    ),
    Parameter("outcomes", "recovery_window", "week", (13, 520), "weeks that a shock is followed"),
    Parameter(
        "outcomes", "shock_cut", "1", (0.001, 1), "share of care budgets whose loss is a shock"
    ),
)

RECOVERY: Final = Outcome(
    "recovery_time",
    "week",
    "lower",
    13.0,
    "one quarter, the grain of the figure",
    "Recovery time after a shock",
    "Hersteltijd na een schok",
    "Weeks from a shock (needs begin more often, care budgets fall, a community centre closes) "
    "until unmet need is no longer above its mean of the year before by more than one need to a "
    "hundred residents; counted per quarter up to two years; mean over the shocks of a run",
    summary="once",
)


def recovery_quarters(
    course: Sequence[float] | np.ndarray[Any, Any],
    shock: int,
    *,
    before: int,
    window: int,
    margin: float,
) -> float:
    """Quarters from a shock in quarter `shock` until the course is back; NaN when untold.

    >>> recovery_quarters([5, 5, 9, 9, 5, 5], 2, before=2, window=4, margin=1.0)
    2.0
    """
    followed = np.asarray(course[shock : shock + window], dtype=float)
    past = np.asarray(course[max(0, shock - before) : shock], dtype=float)
    if past.size == 0 or followed.size < window:
        return float("nan")
    above = np.flatnonzero(followed > past.mean() + margin)
    return float(above[-1] + 1) if above.size else 0.0


def apart(shocks: Sequence[int], *, window: int) -> list[int]:
    """Shocks of which each comes after the window of the one before it.

    >>> apart([1, 3, 9, 10], window=8)
    [1, 9]
    """
    found: list[int] = []
    for one in shocks:
        if not found or one >= found[-1] + window:
            found.append(one)
    return found


_CENTRE: Final = int(PlaceKind.COMMUNITY_CENTRE)


class RecoveryObserver(Observer):
    """Weeks until unmet need is back where it was before a shock."""

    name = "observe_recovery"
    outcomes = (RECOVERY,)
    reads = (
        "municipality.shock_onset", "municipality.budget", "places.kind", "places.closed_week",
    )  # fmt: skip
    parameters = PARAMETERS

    def start(self, w: Scope) -> None:
        """No shock yet; onset and budgets as they stand."""
        self.onset = float(w.municipality.shock_onset[0])
        self.budget = float(w.municipality.budget[0].sum())
        self.weeks = 0
        self.weeks_in_quarter = 0
        self.shocked = np.zeros(MOST_QUARTERS + 1, dtype=np.uint8)
        self.course = Course(len(GROUPS))

    def observe(self, w: Scope) -> None:
        """See whether a shock came this week."""
        town = w.municipality
        onset, budget = float(town.shock_onset[0]), float(town.budget[0].sum())
        shut = False
        if w.week in w.places.closed_week.tolist():
            shut = bool((w.places.kind[w.places.closed_week == w.week] == _CENTRE).any())
        cut = self.budget - budget > w.p.shock_cut * self.budget
        if onset > self.onset or cut or shut:
            self.shocked[self.course.quarters] = 1
        self.onset, self.budget = onset, budget
        self.weeks += 1

    def hear(self, rows: Sequence[Row]) -> None:
        """Keep the quarter's unmet need, by fifth."""
        told = {group: value for outcome, group, value in rows if outcome == WATCHED}
        self.course.add([told.get(group, float("nan")) for group in GROUPS])
        self.weeks_in_quarter, self.weeks = self.weeks, 0

    def final(self, w: Scope) -> list[Row]:
        """Mean over the shocks that can be judged; NaN without any."""
        quarter = max(1, self.weeks_in_quarter)
        window = max(1, round(w.p.recovery_window / quarter))
        before = max(1, round(w.p.recovery_before / quarter))
        rows: list[Row] = []
        shocks = apart(np.flatnonzero(self.shocked).tolist(), window=window)
        for number, group in enumerate(GROUPS):
            course = self.course.line(number)
            found = [
                recovery_quarters(
                    course, one, before=before, window=window, margin=w.p.recovery_margin
                )
                for one in shocks
            ]
            judged = [quarter * one for one in found if one == one]
            rows.append((RECOVERY.name, group, float(np.mean(judged)) if judged else float("nan")))
        return rows
