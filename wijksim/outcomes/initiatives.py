"""Residents' initiatives: number, age, members, and whether members keep a say.

Source: Aedes-Actiz and Nivel on initiatives and organising capacity; definitions fixed before any
run. Leaves out: say in one's own plan of care, for which the model holds no state.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.compile import kernel
from wijksim.entities.in_use import how_many_here
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, Observer, Outcome, Row, ratio

NUMBER: Final = Outcome(
    "initiatives",
    "number",
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
    "Overbelaste coördinatoren",
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


@kernel
def look_at_initiatives(
    week: int,
    present: np.ndarray[Any, Any],
    started_week: np.ndarray[Any, Any],
    ended_week: np.ndarray[Any, Any],
    members: np.ndarray[Any, Any],
    captured: np.ndarray[Any, Any],
    activity_hours: np.ndarray[Any, Any],
    coordinator_load: np.ndarray[Any, Any],
    sums: np.ndarray[Any, Any],
) -> None:
    """Add to `sums` (7,): number, weeks of age, members, with a say, hours, overloaded, ended."""
    for row in range(present.shape[0]):
        if ended_week[row] == week:
            sums[6] += 1.0
        if present[row] == 0:
            continue
        sums[0] += 1.0
        sums[1] += week - started_week[row]
        sums[2] += members[row]
        sums[3] += members[row] * (1.0 - captured[row])
        sums[4] += activity_hours[row]
        if coordinator_load[row] > 1.0:
            sums[5] += 1.0


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
        self.person_weeks += how_many_here(w.residents.present)
        look_at_initiatives(
            w.week,
            one.present,
            one.started_week,
            one.ended_week,
            one.members,
            one.captured,
            one.activity_hours,
            one.coordinator_load,
            self.sums,
        )

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        number, age, members, say, hours, overloaded, ended = (float(one) for one in self.sums)
        rows: list[Row] = [
            (NUMBER.name, ALL, ratio(number, self.weeks)),
            (AGE.name, ALL, ratio(age / WEEKS_PER_YEAR, number)),
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
