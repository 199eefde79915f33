"""Professionals: trust, recognition, plans in conflict, roles, strain, turnover.

Source: definitions fixed before any run. Leaves out: what professionals think of their managers.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, Observer, Outcome, Row, ratio

CONFLICT_AFTER: Final = Parameter(
    "outcomes",
    "conflict_after",
    "week",
    (0, 52),
    "weeks that incompatible plans without a lead must last to count as plan conflict",
)
ACTIVITIES_FROM: Final = Parameter(
    "outcomes",
    "activities_from",
    "1/week",
    (0.001, 10),
    "joint activities from which a pair of professionals counts",
)

TRUST: Final = Outcome(
    "professional_trust",
    "1",
    "higher",
    0.02,
    "a fiftieth of the scale (assumption)",
    "Trust among professionals",
    "Vertrouwen tussen professionals",
    "Mean trust of professionals of different employers who share cases or activities",
)
RECOGNITION: Final = Outcome(
    "recognition",
    "1",
    "higher",
    0.02,
    "as for trust",
    "Recognition of the other's work",
    "Erkenning van elkaars werk",
    "Mean recognition between the same pairs",
)
KNOWN: Final = Outcome(
    "colleagues_elsewhere",
    "number",
    "higher",
    0.5,
    "one colleague for every second professional",
    "Colleagues elsewhere",
    "Collega's elders",
    "Mean number of professionals of other employers with whom one shares cases or activities",
)
CONFLICT: Final = Outcome(
    "plan_conflict",
    "%",
    "lower",
    2.0,
    "one household in fifty",
    "Plan conflict",
    "Botsende plannen",
    "Share of households with several parties that had incompatible plans without an agreed lead "
    "for over four weeks",
)
BREADTH: Final = Outcome(
    "breadth",
    "1",
    "neither",
    0.02,
    "as for trust",
    "Breadth",
    "Breedte, van specialist tot generalist",
    "Mean breadth, from specialist to generalist",
)
FLEXIBILITY: Final = Outcome(
    "role_flexibility",
    "1",
    "neither",
    0.02,
    "as for trust",
    "Role flexibility",
    "Bereid om taken van anderen te doen",
    "Mean readiness to do another's task",
)
STRAIN: Final = Outcome(
    "strain",
    "1",
    "lower",
    0.02,
    "as for trust",
    "Strain",
    "Spanning bij professionals",
    "Mean strain of professionals",
)
ABSENCE: Final = Outcome(
    "absence",
    "%",
    "lower",
    0.5,
    "half a post on a hundred",
    "Absence",
    "Verzuim",
    "Mean share of contract hours absent",
)
ROOM: Final = Outcome(
    "room",
    "%",
    "neither",
    2.0,
    "one decision in fifty",
    "Room",
    "Ruimte om zelf te beslissen",
    "Mean share of decisions taken without approval",
)
PRACTICES: Final = Outcome(
    "practices",
    "1",
    "higher",
    0.02,
    "as for trust",
    "New practices",
    "Nieuwe werkwijzen",
    "Mean of new practices developed",
)
TURNOVER: Final = Outcome(
    "turnover",
    "% a year",
    "lower",
    2.0,
    "two professionals a year on a hundred",
    "Turnover",
    "Vertrek van professionals",
    "Professionals who left, as a share of those at work",
)
TRAITS: Final = (BREADTH, FLEXIBILITY, STRAIN, ABSENCE, ROOM, PRACTICES)
IN_PER_CENT: Final = (1.0, 1.0, 1.0, 100.0, 100.0, 1.0)
LOOK_EVERY: Final = 4


@kernel
def look_at_posts(
    week: int,
    present: np.ndarray[Any, Any],
    finder: np.ndarray[Any, Any],
    left_week: np.ndarray[Any, Any],
    breadth: np.ndarray[Any, Any],
    role_flexibility: np.ndarray[Any, Any],
    strain: np.ndarray[Any, Any],
    absence: np.ndarray[Any, Any],
    room: np.ndarray[Any, Any],
    practices: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
) -> None:
    """Add to `sums` (8,): professionals at work, who left, and their traits. Finders apart."""
    for row in range(present.shape[0]):
        if finder[row] == 1:
            continue
        if left_week[row] == week:
            sums[1] += 1.0
        if present[row] == 0:
            continue
        sums[0] += 1.0
        sums[2] += breadth[row]
        sums[3] += role_flexibility[row]
        sums[4] += strain[row]
        sums[5] += absence[row]
        sums[6] += room[row]
        sums[7] += practices[row]


@kernel
def look_at_pairs(
    present: np.ndarray[Any, Any],
    employer: np.ndarray[Any, Any],
    trust: np.ndarray[Any, Any],
    recognition: np.ndarray[Any, Any],
    joint_cases: np.ndarray[Any, Any],
    activities: np.ndarray[Any, Any],
    seldom: float,
    sums: np.ndarray[Any, Any],
) -> None:
    """Add to `sums` (3,): directed pairs that work together across employers, trust, recognition.

    Activities count from `seldom` a week on.
    """
    for i in range(present.shape[0]):
        if present[i] == 0:
            continue
        for j in range(present.shape[0]):
            if i == j or present[j] == 0 or employer[i] == employer[j]:
                continue
            if joint_cases[i, j] > 0 or activities[i, j] >= seldom:
                sums[0] += 1.0
                sums[1] += trust[i, j]
                sums[2] += recognition[i, j]


class ProfessionObserver(Observer):
    """Trust, recognition, plan conflict, roles, strain, turnover."""

    name = "observe_professions"
    outcomes = (TRUST, RECOGNITION, KNOWN, CONFLICT, *TRAITS, TURNOVER)
    reads = (
        "professionals.present",
        "professionals.finder",
        "professionals.employer",
        "professionals.left_week",
        "professionals.breadth",
        "professionals.role_flexibility",
        "professionals.strain",
        "professionals.absence",
        "professionals.room",
        "professionals.practices",
        "pairs.trust",
        "pairs.recognition",
        "pairs.joint_cases",
        "pairs.activities",
        "households.parties",
        "households.conflict_weeks",
    )
    parameters = (CONFLICT_AFTER, ACTIVITIES_FROM)

    def start(self, w: Scope) -> None:
        """Count from zero."""
        self.sums = np.zeros(2 + len(TRAITS))
        self.several = 0
        self.conflicts = 0

    def observe(self, w: Scope) -> None:
        """Add the week; households once in four weeks."""
        pro = w.professionals
        look_at_posts(
            w.week, pro.present, pro.finder, pro.left_week, pro.breadth, pro.role_flexibility,
            pro.strain, pro.absence, pro.room, pro.practices, self.sums,
        )  # fmt: skip
        if w.week % LOOK_EVERY == 0:
            several = w.households.parties > 1
            lasting = w.households.conflict_weeks > w.p.conflict_after
            self.several += int(np.count_nonzero(several))
            self.conflicts += int(np.count_nonzero(several & lasting))

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter; pairs as they are at its end."""
        pro, pair = w.professionals, w.pairs
        pairs = np.zeros(3)
        look_at_pairs(
            pro.present, pro.employer, pair.trust, pair.recognition, pair.joint_cases,
            pair.activities, w.p.activities_from, pairs,
        )  # fmt: skip
        at_work, left = float(self.sums[0]), float(self.sums[1])
        people = int(np.count_nonzero(pro.present))
        rows: list[Row] = [
            (TRUST.name, ALL, ratio(float(pairs[1]), float(pairs[0]))),
            (RECOGNITION.name, ALL, ratio(float(pairs[2]), float(pairs[0]))),
            (KNOWN.name, ALL, ratio(float(pairs[0]), people)),
            (CONFLICT.name, ALL, 100.0 * ratio(self.conflicts, self.several)),
            (TURNOVER.name, ALL, 100.0 * ratio(left, at_work / WEEKS_PER_YEAR)),
        ]
        for index, trait in enumerate(TRAITS):
            mean = ratio(float(self.sums[2 + index]), at_work)
            rows.append((trait.name, ALL, IN_PER_CENT[index] * mean))
        self.sums[:] = 0.0
        self.several = 0
        self.conflicts = 0
        return rows
