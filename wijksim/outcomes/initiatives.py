"""Residents' initiatives: number, age, members, and whether members keep a say.

Source: Aedes-Actiz and Nivel on initiatives and organising capacity; definitions fixed before any
run. Leaves out: say in one's own plan of care, for which the model holds no state.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, Observer, Outcome, Row, ratio

NUMBER: Final = Outcome(
    "initiatives",
    "1",
    "higher",
    1.0,
    "one initiative",
    "Initiatives",
    "Bewonersinitiatieven",
    "Initiatives alive, mean over the weeks",
)
AGE: Final = Outcome(
    "initiative_age",
    "year",
    "neither",
    0.5,
    "half a year",
    "Age of initiatives",
    "Leeftijd van initiatieven",
    "Mean age of initiatives alive",
)
PARTICIPATION: Final = Outcome(
    "participation",
    "per 100 residents",
    "higher",
    0.5,
    "one resident in two hundred",
    "Participation",
    "Deelname",
    "Members of initiatives, mean over the weeks",
)
VOICE: Final = Outcome(
    "voice",
    "per 100 residents",
    "higher",
    0.5,
    "as for participation",
    "Participation with a say",
    "Deelname met zeggenschap",
    "Members, less the part for which their initiative is used as a replacement of services",
)
ACTIVITY: Final = Outcome(
    "initiative_hours",
    "h/week",
    "higher",
    4.0,
    "one afternoon a week",
    "Activities of initiatives",
    "Activiteiten van initiatieven",
    "Hours of activities a week",
)
OVERLOADED: Final = Outcome(
    "overloaded_coordinators",
    "%",
    "lower",
    5.0,
    "one coordinator in twenty",
    "Overloaded coordinators",
    "Overbelaste trekkers",
    "Share of initiatives whose coordinator carries more than one can bear",
)
ENDED: Final = Outcome(
    "initiatives_ended",
    "1/quarter",
    "neither",
    0.25,
    "one initiative a year",
    "Initiatives that ended",
    "Gestopte initiatieven",
    "Initiatives that ended in the quarter",
)
FIGURES: Final = 7


class InitiativeObserver(Observer):
    """Number, age, members and say of initiatives."""

    name = "observe_initiatives"
    outcomes = (NUMBER, AGE, PARTICIPATION, VOICE, ACTIVITY, OVERLOADED, ENDED)
    reads = (
        "residents.present",
        "initiatives.present",
        "initiatives.started_week",
        "initiatives.ended_week",
        "initiatives.members",
        "initiatives.captured",
        "initiatives.coordinator_load",
        "initiatives.activity_hours",
    )

    def start(self, w: Scope) -> None:
        """Count from zero."""
        self.sums = np.zeros(FIGURES)
        self.weeks = 0
        self.person_weeks = 0

    def observe(self, w: Scope) -> None:
        """Add the week."""
        one = w.initiatives
        self.weeks += 1
        self.person_weeks += int(np.count_nonzero(w.residents.present))
        self.sums[6] += np.count_nonzero(one.ended_week == w.week)
        alive = np.flatnonzero(one.present)
        if alive.size == 0:
            return
        members = one.members[alive].astype(np.float64)
        self.sums[0] += alive.size
        self.sums[1] += (w.week - one.started_week[alive]).sum() / WEEKS_PER_YEAR
        self.sums[2] += members.sum()
        self.sums[3] += (members * (1.0 - one.captured[alive])).sum()
        self.sums[4] += one.activity_hours[alive].sum(dtype=np.float64)
        self.sums[5] += np.count_nonzero(one.coordinator_load[alive] > 1.0)

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        number, age, members, say, hours, overloaded, ended = (float(one) for one in self.sums)
        rows: list[Row] = [
            (NUMBER.name, ALL, ratio(number, self.weeks)),
            (AGE.name, ALL, ratio(age, number)),
            (PARTICIPATION.name, ALL, ratio(100.0 * members, self.person_weeks)),
            (VOICE.name, ALL, ratio(100.0 * say, self.person_weeks)),
            (ACTIVITY.name, ALL, ratio(hours, self.weeks)),
            (OVERLOADED.name, ALL, 100.0 * ratio(overloaded, number)),
            (ENDED.name, ALL, ended),
        ]
        self.sums[:] = 0.0
        self.weeks = 0
        self.person_weeks = 0
        return rows
