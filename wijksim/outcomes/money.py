"""Money and hours: cost by payer, balance, and where the hours of professionals go.

Cost is told by payer, or shifting would look like saving; the total leaves out the hours of
informal carers, which are valued and shown apart.

Source: definitions fixed before any run. Leaves out: costs that nobody books, such as health.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.entities.domains import N_PAYERS, PAYERS
from wijksim.entities.in_use import how_many_here
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, PAYER_GROUPS, Observer, Outcome, Row, ratio

INFORMAL: Final = PAYERS.index("informal_carers")

COST: Final = Outcome(
    "cost",
    "EUR per resident a year",
    "lower",
    25.0,
    "25 euros a resident are some 275,000 euros a year in Carnisse: three to four professionals",
    "Cost",
    "Kosten",
    "Cost per resident and year, by payer; the total leaves out the hours of informal carers",
    key=True,
)
BALANCE: Final = Outcome(
    "balance",
    "EUR per resident",
    "neither",
    25.0,
    "as for cost",
    "Budget left over",
    "Overschot op het budget",
    "Budget less spending of the municipality since the start",
    summary="last",
)
FORMAL: Final = Outcome(
    "formal_hours",
    "h/week per 100 residents",
    "neither",
    0.1,
    "eleven hours a week in Carnisse: a third of a post",
    "Direct hours of professionals",
    "Directe uren van professionals",
    "Hours of direct work with residents",
)
ADMIN: Final = Outcome(
    "administration",
    "%",
    "lower",
    2.0,
    "a fiftieth of the hours: two posts on a hundred",
    "Administration",
    "Administratie",
    "Share of hours present that goes to administration",
)
COORDINATION: Final = Outcome(
    "coordination",
    "%",
    "neither",
    2.0,
    "as for administration",
    "Coordination",
    "Afstemming",
    "Share of hours present that goes to coordination",
)
DIRECT: Final = Outcome(
    "direct_work",
    "%",
    "higher",
    2.0,
    "as for administration",
    "Direct work",
    "Direct werk met bewoners",
    "Share of hours present that goes to direct work",
)
OUTREACH: Final = Outcome(
    "outreach",
    "%",
    "neither",
    1.0,
    "one hour in a hundred on a floor of two",
    "Presence in the neighbourhood",
    "Aanwezig in de wijk",
    "Share of hours present that goes to outreach",
)
PROFESSIONAL: Final = Outcome(
    "professional_share",
    "%",
    "neither",
    2.0,
    "one hour of support in fifty",
    "Professional share of support",
    "Aandeel van professionals in alle hulp",
    "Direct hours of professionals as a share of direct and informal hours together",
)

HOURS: Final = ("present", "admin", "coordination", "direct", "outreach")


COUNT_EVERY: Final = 4
"""Informal hours are counted once in four weeks: they move slowly."""


@kernel
def add_week(
    post_filled: np.ndarray[Any, Any],
    finder: np.ndarray[Any, Any],
    present: np.ndarray[Any, Any],
    admin: np.ndarray[Any, Any],
    coordination: np.ndarray[Any, Any],
    direct: np.ndarray[Any, Any],
    outreach: np.ndarray[Any, Any],
    euros: np.ndarray[Any, Any],
    hours: np.ndarray[Any, Any],
    cost: np.ndarray[Any, Any],
) -> None:
    """Add the week's hours of those who carry cases to `hours` (5,), h, and `euros` to `cost`."""
    for post in range(present.shape[0]):
        if post_filled[post] == 1 and finder[post] == 0:
            hours[0] += present[post]
            hours[1] += admin[post]
            hours[2] += coordination[post]
            hours[3] += direct[post]
            hours[4] += outreach[post]
    for payer in range(cost.shape[0]):
        cost[payer] += euros[payer]


class MoneyObserver(Observer):
    """Cost by payer, balance, and the use of hours."""

    name = "observe_money"
    outcomes = (COST, BALANCE, FORMAL, ADMIN, COORDINATION, DIRECT, OUTREACH, PROFESSIONAL)
    reads = (
        "municipality.cost",
        "municipality.balance",
        "residents.present",
        "residents.informal_given",
        "professionals.present",
        "professionals.finder",
        *(f"professionals.hours_{name}" for name in HOURS),
    )

    def start(self, w: Scope) -> None:
        """Count from zero; what was left over before does not count."""
        self.left_over = float(w.municipality.balance[0])
        self.cost = np.zeros(N_PAYERS)
        self.hours = np.zeros(len(HOURS))
        self.informal = 0.0
        self.looks = 0
        self.weeks = 0
        self.person_weeks = 0

    def observe(self, w: Scope) -> None:
        """Add the week's euros and hours."""
        work = w.professionals
        self.person_weeks += how_many_here(w.residents.present)
        add_week(
            work.present,
            work.finder,
            work.hours_present,
            work.hours_admin,
            work.hours_coordination,
            work.hours_direct,
            work.hours_outreach,
            w.municipality.cost[0],
            self.hours,
            self.cost,
        )
        if w.week % COUNT_EVERY == 0:
            self.informal += float(w.residents.informal_given.sum(dtype=np.float64))
            self.looks += 1
        self.weeks += 1

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        years = self.person_weeks / WEEKS_PER_YEAR
        total = float(self.cost.sum() - self.cost[INFORMAL])
        rows: list[Row] = [(COST.name, ALL, ratio(total, years))]
        for payer, group in enumerate(PAYER_GROUPS):
            rows.append((COST.name, group, ratio(float(self.cost[payer]), years)))
        left_over = float(w.municipality.balance[0]) - self.left_over
        people = how_many_here(w.residents.present)
        informal = self.informal * self.weeks / max(1, self.looks)
        present, admin, coordination, direct, outreach = (float(one) for one in self.hours)
        rows += [
            (BALANCE.name, ALL, ratio(left_over, people)),
            (FORMAL.name, ALL, ratio(100.0 * direct, self.person_weeks)),
            (ADMIN.name, ALL, 100.0 * ratio(admin, present)),
            (COORDINATION.name, ALL, 100.0 * ratio(coordination, present)),
            (DIRECT.name, ALL, 100.0 * ratio(direct, present)),
            (OUTREACH.name, ALL, 100.0 * ratio(outreach, present)),
            (PROFESSIONAL.name, ALL, 100.0 * ratio(direct, direct + informal)),
        ]
        self.cost[:] = 0.0
        self.hours[:] = 0.0
        self.informal = 0.0
        self.looks = 0
        self.weeks = 0
        self.person_weeks = 0
        return rows
