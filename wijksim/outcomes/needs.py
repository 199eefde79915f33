"""Need and wellbeing of residents: unmet need and its inequality, crises, self-reliance.

Everything is counted from the true state, hidden need included. A place in a caseload is not met
need: what counts is whether effective hours come near what the need asks.

Source: definitions fixed before any run (Erreygers 2009 for the corrected concentration index).
Leaves out: how residents judge their own need.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import SCALE, hours_by_rung, required_hours
from wijksim.entities.domains import DOMAINS, N_DOMAINS
from wijksim.entities.world import Scope
from wijksim.outcomes.base import (
    ALL,
    COHORT,
    DOMAIN_GROUPS,
    FIRST_HOUSEHOLD,
    FIRST_QUINTILE,
    N_PERSON_GROUPS,
    Observer,
    Outcome,
    Row,
    per_group,
    ratio,
)

PARAMETERS: Final = (
    *SCALE,
    Parameter(
        "outcomes",
        "enough_help",
        "1",
        (0, 1),
        "share of the hours asked from which help counts as effective",
    ),
    Parameter(
        "outcomes",
        "unmet_after",
        "week",
        (1, 52),
        "weeks on end without enough help after which need is unmet",
    ),
)

UNMET: Final = Outcome(
    "unmet_need",
    "per 100 residents",
    "lower",
    1.0,
    "one resident in a hundred: about 110 people in Carnisse",
    "Unmet need",
    "Onvervulde zorgvraag",
    "Spells of need per 100 residents, severity 0.3 or more, with effective help below 80% of what "
    "they ask for four weeks or longer; mean over the weeks",
    key=True,
)
INEQUALITY: Final = Outcome(
    "unmet_inequality",
    "index",
    "neither",
    0.01,
    "a fortieth of the range that is likely in practice (assumption)",
    "Inequality of unmet need",
    "Ongelijkheid van onvervulde zorgvraag",
    "Erreygers-corrected concentration index of the share of time in unmet need over position at "
    "entry; below zero the poor bear more",
    key=True,
)
GAP: Final = Outcome(
    "unmet_gap",
    "per 100 residents",
    "neither",
    1.0,
    "as for unmet need",
    "Gap between poor and rich",
    "Kloof tussen arm en rijk",
    "Unmet need of the lowest less that of the highest fifth",
)
INTENSITY: Final = Outcome(
    "unmet_intensity",
    "1",
    "lower",
    0.02,
    "a fiftieth of the scale of severity (assumption)",
    "Severity of unmet need",
    "Ernst van onvervulde zorgvraag",
    "Mean severity while unmet",
)
NEED: Final = Outcome(
    "need",
    "per 100 residents",
    "lower",
    1.0,
    "as for unmet need",
    "Need",
    "Zorgvraag",
    "Spells of need of severity 0.3 or more per 100 residents",
)
CRISES: Final = Outcome(
    "crises",
    "per 1,000 residents a year",
    "lower",
    1.0,
    "eleven crises a year in Carnisse, about half a million euros (R)",
    "Crises",
    "Crises",
    "Crises that led to specialist care",
    key=True,
)
WELLBEING: Final = Outcome(
    "wellbeing",
    "1",
    "higher",
    0.01,
    "a hundredth of the scale (assumption)",
    "Wellbeing",
    "Welbevinden",
    "Mean wellbeing",
)
SELF_RELIANCE: Final = Outcome(
    "self_reliance",
    "1",
    "higher",
    0.01,
    "a hundredth of the scale (assumption)",
    "Self-reliance",
    "Zelfredzaamheid",
    "Mean own strength",
)


@kernel
def look_at_residents(
    week: int,
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    cohort: np.ndarray[Any, Any],
    need: np.ndarray[Any, Any],
    formal_hours: np.ndarray[Any, Any],
    crisis_weeks_left: np.ndarray[Any, Any],
    crisis_week: np.ndarray[Any, Any],
    vulnerable: float,
    heavy: float,
    hours: np.ndarray[Any, Any],
    enough_help: float,
    unmet_after: int,
    run: np.ndarray[Any, Any],
    burden: np.ndarray[Any, Any],
    lived: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
    domain_sums: np.ndarray[Any, Any],
) -> None:
    """Count person-weeks (row 0), unmet (1), severity unmet (2), need (3), crises (4) per group.

    `run` holds the weeks on end without enough help, (n, domains). `burden` and `lived` hold, per
    resident, unmet spells and weeks of this quarter. `sums` is (5, groups), `domain_sums`
    (5, domains); both are added to.
    """
    counts = np.zeros(5)
    for row in range(present.shape[0]):
        if present[row] == 0:
            continue
        if arrived_week[row] == week:
            cohort[row] = 0
            burden[row] = 0.0
            lived[row] = 0.0
            for domain in range(need.shape[1]):
                run[row, domain] = 0
        lived[row] += 1.0
        counts[0] = 1.0
        counts[1] = 0.0
        counts[2] = 0.0
        counts[3] = 0.0
        counts[4] = 0.0
        for domain in range(need.shape[1]):
            severity = need[row, domain]
            if crisis_week[row, domain] == week:
                counts[4] += 1.0
                domain_sums[4, domain] += 1.0
            if severity < vulnerable:
                run[row, domain] = 0
                continue
            counts[3] += 1.0
            domain_sums[3, domain] += 1.0
            asked = required_hours(severity, domain, vulnerable, heavy, hours)
            if (
                formal_hours[row, domain] >= enough_help * asked
                or crisis_weeks_left[row, domain] > 0
            ):
                run[row, domain] = 0
                continue
            if run[row, domain] < 30_000:
                run[row, domain] += 1
            if run[row, domain] >= unmet_after:
                counts[1] += 1.0
                counts[2] += severity
                domain_sums[1, domain] += 1.0
                domain_sums[2, domain] += severity
        burden[row] += counts[1]
        fifth = FIRST_QUINTILE + quintile[row]
        kind = FIRST_HOUSEHOLD - 1 + household_kind[household[row]]
        for figure in range(5):
            value = counts[figure]
            if value == 0.0:
                continue
            sums[figure, 0] += value
            if cohort[row] == 1:
                sums[figure, 1] += value
            sums[figure, fifth] += value
            if kind >= FIRST_HOUSEHOLD:
                sums[figure, kind] += value


def concentration(
    share: np.ndarray[Any, Any], rank_by: np.ndarray[Any, Any], weight: np.ndarray[Any, Any]
) -> float:
    """Erreygers-corrected concentration index of a share between 0 and 1.

    `share` (n,) is the ill per person, `rank_by` (n,) what persons are ranked by from low to high,
    `weight` (n,) how much each counts. Equals share a rank. Below zero: concentrated among the
    low. NaN for nobody.

    >>> one = np.ones(4)
    >>> concentration(np.array([0.5, 0.5, 0.5, 0.5]), np.arange(4.0), one)
    0.0
    >>> concentration(np.array([1.0, 0.0, 0.0, 0.0]), np.arange(4.0), one)
    -0.75
    """
    total = float(weight.sum())
    if total <= 0:
        return float("nan")
    _, place = np.unique(rank_by, return_inverse=True)
    heavy = weight / total
    mass = np.bincount(place, weights=heavy)
    rank = (np.cumsum(mass) - 0.5 * mass)[place]
    return float(8.0 * np.sum(heavy * share * (rank - 0.5)))


class NeedObserver(Observer):
    """Unmet need, its inequality, crises, wellbeing and self-reliance."""

    name = "observe_needs"
    outcomes = (UNMET, INEQUALITY, GAP, INTENSITY, NEED, CRISES, WELLBEING, SELF_RELIANCE)
    reads = (
        "residents.present",
        "residents.arrived_week",
        "residents.quintile",
        "residents.position",
        "residents.household",
        "residents.need",
        "residents.formal_hours",
        "residents.crisis_weeks_left",
        "residents.crisis_week",
        "residents.wellbeing",
        "residents.self_reliance",
        "households.kind",
    )
    parameters = PARAMETERS

    def start(self, w: Scope) -> None:
        """Everyone here now is the cohort."""
        rows = w.residents.present.shape[0]
        self.cohort = w.residents.present.copy()
        self.run = np.zeros((rows, N_DOMAINS), dtype=np.int16)
        self.burden = np.zeros(rows, dtype=np.float32)
        self.lived = np.zeros(rows, dtype=np.float32)
        self.sums = np.zeros((5, N_PERSON_GROUPS))
        self.domain_sums = np.zeros((5, N_DOMAINS))

    def observe(self, w: Scope) -> None:
        """Count this week's residents in need, unmet and in crisis."""
        look_at_residents(
            w.week,
            w.residents.present,
            w.residents.arrived_week,
            w.residents.quintile,
            w.residents.household,
            w.households.kind,
            self.cohort,
            w.residents.need,
            w.residents.formal_hours,
            w.residents.crisis_weeks_left,
            w.residents.crisis_week,
            w.p.severity_vulnerable,
            w.p.severity_heavy,
            hours_by_rung(w.p),
            w.p.enough_help,
            int(w.p.unmet_after),
            self.run,
            self.burden,
            self.lived,
            self.sums,
            self.domain_sums,
        )

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        people = self.sums[0]
        rows = per_group(UNMET.name, 100.0 * self.sums[1], people)
        low, high = rows[FIRST_QUINTILE][2], rows[FIRST_QUINTILE + 4][2]
        rows.append((GAP.name, ALL, low - high))
        rows += per_group(INTENSITY.name, self.sums[2], self.sums[1])
        rows += per_group(NEED.name, 100.0 * self.sums[3], people)
        rows += per_group(CRISES.name, 1000.0 * WEEKS_PER_YEAR * self.sums[4], people)
        everyone = float(people[0])
        for domain in range(len(DOMAINS)):
            group = DOMAIN_GROUPS[domain]
            ill = self.domain_sums[:, domain]
            rows.append((UNMET.name, group, ratio(100.0 * float(ill[1]), everyone)))
            rows.append((INTENSITY.name, group, ratio(float(ill[2]), float(ill[1]))))
            rows.append((NEED.name, group, ratio(100.0 * float(ill[3]), everyone)))
            yearly = 1000.0 * WEEKS_PER_YEAR * float(ill[4])
            rows.append((CRISES.name, group, ratio(yearly, everyone)))
        rows += self._inequality(w)
        rows += self._means(w)
        self.sums[:] = 0.0
        self.domain_sums[:] = 0.0
        self.burden[:] = 0.0
        self.lived[:] = 0.0
        return rows

    def _inequality(self, w: Scope) -> list[Row]:
        found = []
        for group, members in (
            (ALL, self.lived > 0),
            (COHORT, (self.lived > 0) & (self.cohort > 0)),
        ):
            here = np.flatnonzero(members & (w.residents.present > 0))
            lived = self.lived[here].astype(np.float64)
            share = self.burden[here] / (N_DOMAINS * lived)
            found.append(
                (INEQUALITY.name, group, concentration(share, w.residents.position[here], lived))
            )
        return found

    def _means(self, w: Scope) -> list[Row]:
        rows = []
        here = w.residents.present > 0
        groups = {ALL: here, COHORT: here & (self.cohort > 0)}
        for fifth in range(5):
            groups[f"quintile {fifth + 1}"] = here & (w.residents.quintile == fifth)
        for group, members in groups.items():
            count = int(members.sum())
            for outcome, column in (
                (WELLBEING, w.residents.wellbeing),
                (SELF_RELIANCE, w.residents.self_reliance),
            ):
                total = float(column[members].sum(dtype=np.float64))
                rows.append((outcome.name, group, ratio(total, float(count))))
        return rows
