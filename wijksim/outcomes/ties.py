"""Ties between residents, care for one another, and trust in those who are paid to help.

Looked at once in four weeks, as ties themselves move no faster.

Source: RIVM and GGD on loneliness (four to five good contacts suffice); SCP 2016 on overloaded
carers. Leaves out: how lonely people feel, which is more than having few ties.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.entities.domains import TIE_SLOTS
from wijksim.entities.world import Scope
from wijksim.outcomes.base import (
    CELLS,
    Observer,
    Outcome,
    Row,
    cell_of,
    groups_of,
    per_group,
)

LOOK_EVERY: Final = 4
ADULT_WEEKS: Final = round(18 * WEEKS_PER_YEAR)
"""A figure of the law: adults are 18."""

ISOLATED_BELOW: Final = Parameter(
    "outcomes",
    "isolated_below",
    "1",
    (0, 12),
    "sum of strengths of ties outside the home below which an adult counts as isolated",
)
CARER_FROM: Final = Parameter(
    "outcomes",
    "carer_from",
    "h/week",
    (0, 20),
    "hours of informal care given from which somebody counts as a carer",
)

TIES: Final = Outcome(
    "ties",
    "number",
    "higher",
    0.1,
    "one tie more for one resident in ten (assumption)",
    "Ties",
    "Contacten met anderen",
    "Mean number of ties outside the home",
)
CONTACT: Final = Outcome(
    "contact_hours",
    "h/week",
    "higher",
    0.1,
    "six minutes a week for everyone (assumption)",
    "Weekly contact",
    "Contact per week",
    "Mean hours a week with ties and acquaintances",
)
ISOLATED: Final = Outcome(
    "isolation",
    "%",
    "lower",
    1.0,
    "one adult in a hundred: about 90 in Carnisse",
    "Isolation",
    "Isolement",
    "Adults whose ties outside the home add up to less than two friends",
)
INFORMAL: Final = Outcome(
    "informal_care",
    "h/week per 100 residents",
    "neither",
    1.0,
    "110 hours a week in Carnisse: three posts",
    "Informal care",
    "Mantelzorg",
    "Informal hours given",
)
CARERS: Final = Outcome(
    "carers",
    "%",
    "neither",
    0.5,
    "one resident in two hundred, on 9% in Carnisse (Wijkprofiel)",
    "Informal carers",
    "Mantelzorgers",
    "Residents who give informal care",
)
OVERLOADED: Final = Outcome(
    "overloaded_carers",
    "%",
    "lower",
    2.0,
    "one carer in fifty, on 10% (SCP 2016)",
    "Overloaded carers",
    "Overbelaste mantelzorgers",
    "Share of those who care that is over what one can bear",
)
TRUST: Final = Outcome(
    "resident_trust",
    "1",
    "higher",
    0.01,
    "a hundredth of the scale (assumption)",
    "Trust of residents",
    "Vertrouwen van bewoners",
    "Mean trust of adults in institutions",
)
AWARE: Final = Outcome(
    "awareness",
    "1",
    "higher",
    0.01,
    "one adult in a hundred",
    "Knowing where to turn",
    "Weten waar hulp is",
    "Mean awareness of services among adults",
)
FIGURES: Final = 10


@kernel
def look_at_ties(
    week: int,
    present: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    birth_week: np.ndarray[Any, Any],
    quintile: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    household_kind: np.ndarray[Any, Any],
    tie: np.ndarray[Any, Any],
    support_network: np.ndarray[Any, Any],
    contact_hours: np.ndarray[Any, Any],
    informal_given: np.ndarray[Any, Any],
    overloaded_weeks: np.ndarray[Any, Any],
    trust: np.ndarray[Any, Any],
    awareness: np.ndarray[Any, Any],
    began: int,
    adult_weeks: int,
    isolated_below: float,
    carer_from: float,
    sums: np.ndarray[Any, Any],
) -> None:
    """Add residents, adults, ties, contact, isolation, hours given, carers and so on per cell.

    `sums` is (cells, figures). Who came after `began` is not of the cohort.
    """
    # Adding 0 is no less exact than a branch that adds nothing, and quicker than a wrong guess.
    for row in range(present.shape[0]):
        if present[row] == 0:
            continue
        adult = week - birth_week[row] >= adult_weeks
        carer = informal_given[row] >= carer_from
        ties = 0
        for slot in range(TIE_SLOTS):
            ties += tie[row, slot] >= 0
        kind = household_kind[np.uint64(household[row])]
        cell = np.uint64(cell_of(arrived_week[row] <= began, quintile[row], kind))
        sums[cell, 0] += 1.0
        sums[cell, 1] += adult
        sums[cell, 2] += ties
        sums[cell, 3] += contact_hours[row]
        sums[cell, 4] += adult & (support_network[row] < isolated_below)
        sums[cell, 5] += informal_given[row]
        sums[cell, 6] += carer
        sums[cell, 7] += carer & (overloaded_weeks[row] > 0)
        sums[cell, 8] += trust[row] if adult else 0.0
        sums[cell, 9] += awareness[row] if adult else 0.0


class TieObserver(Observer):
    """Ties, contact, isolation, informal care, trust of residents."""

    name = "observe_ties"
    outcomes = (TIES, CONTACT, ISOLATED, INFORMAL, CARERS, OVERLOADED, TRUST, AWARE)
    reads = (
        "residents.present",
        "residents.arrived_week",
        "residents.birth_week",
        "residents.quintile",
        "residents.household",
        "residents.tie",
        "residents.support_network",
        "residents.contact_hours",
        "residents.informal_given",
        "residents.overloaded_weeks",
        "residents.trust",
        "residents.awareness",
        "households.kind",
    )
    parameters = (ISOLATED_BELOW, CARER_FROM)

    def start(self, w: Scope) -> None:
        """Everyone here now is the cohort, not who comes in this first week."""
        self.began = w.week - 1
        self.sums = np.zeros((CELLS, FIGURES))

    def observe(self, w: Scope) -> None:
        """Once in four weeks, add what is seen."""
        if w.week % LOOK_EVERY != 0:
            return
        r = w.residents
        look_at_ties(
            w.week, r.present, r.arrived_week, r.birth_week, r.quintile, r.household,
            w.households.kind, r.tie, r.support_network, r.contact_hours, r.informal_given,
            r.overloaded_weeks, r.trust, r.awareness, self.began, ADULT_WEEKS,
            float(w.p.isolated_below), float(w.p.carer_from), self.sums,
        )  # fmt: skip

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        people, adults, ties, contact, isolated, given, carers, overloaded, trust, aware = (
            groups_of(self.sums)
        )
        rows = per_group(TIES.name, ties, people)
        rows += per_group(CONTACT.name, contact, people)
        rows += per_group(ISOLATED.name, 100.0 * isolated, adults)
        rows += per_group(INFORMAL.name, 100.0 * given, people)
        rows += per_group(CARERS.name, 100.0 * carers, people)
        rows += per_group(OVERLOADED.name, 100.0 * overloaded, carers)
        rows += per_group(TRUST.name, trust, adults)
        rows += per_group(AWARE.name, aware, adults)
        self.sums[:] = 0.0
        return rows
