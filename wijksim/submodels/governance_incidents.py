"""Reaction to incidents: a rival form of how the municipality reacts.

Represents: figures about waiting are collected, and nobody acts on them. What counts is a crisis
that is noticed: by itself now and then, more often where more is reported. As long as more are
noticed than is let be, each brings rules at once, as far as the reaction is control; below that
threshold nothing happens. Attention fades within months, so there is no memory of a long decline.
Judgement of teams, fear and further teams go by that attention, as they go by waiting in the first
form.
Source: the risk regulation reflex (Trappenburg and Schiffelers 2012) for rules after incidents;
Downs 1972 for attention that fades by itself. Sizes are assumptions.
Leaves out: the press, the council, and which kind of crisis it is.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR, half_life_to_weekly_decay
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import Channel, RequestState
from wijksim.entities.world import Scope
from wijksim.submodels.governance import Governance
from wijksim.submodels.governance_figures import felt_gap

INCIDENT: Final = decision("governance.incident")
PER_RESIDENTS: Final = 1000.0


class IncidentGovernance(Governance):
    """The same municipality, which acts on crises that are noticed instead of on figures."""

    reads = (
        *Governance.reads, "requests.channel", "requests.resident", "requests.resident_id",
        "requests.domain", "residents.crisis_week",
    )  # fmt: skip
    draws = (*Governance.draws, "governance.incident")

    def watch(self, w: Scope) -> None:
        """Take in the crises of last week that are noticed; the alarmed lay down rules at once."""
        town, q, p = w.municipality, w.requests, w.p
        came = came_by_crisis(w)
        number = 0
        if came.size:
            told = w.lever("governance.reporting")
            seen = 1.0 - (1.0 - p.incident_seen) * p.reporting_half / (p.reporting_half + told)
            who, domain = q.resident_id[came], q.domain[came]
            luck = [
                uniform(w.key, INCIDENT, w.week, int(who[i]), int(domain[i]))
                for i in range(came.size)
            ]
            came = came[np.array(luck) < seen]
            number = int(came.size)
        people = float(w.residents.present.sum(dtype=np.int64))
        a_year = WEEKS_PER_YEAR * number * PER_RESIDENTS / people if people > 0.0 else 0.0
        pace = half_life_to_weekly_decay(p.attention_half_life)
        town.alarm[0] += pace * (a_year - town.alarm[0])
        if number == 0 or town.alarm[0] <= p.incidents_tolerated:
            return
        kept = 1.0 - p.incident_rule * w.lever("governance.control")
        before = float(town.reflex[0])
        for _ in range(number):
            town.reflex[0] = 1.0 - (1.0 - town.reflex[0]) * kept
        if town.reflex[0] > before:
            w.log("protocol added", subject="municipality", ids=0, cause="a crisis was noticed",
                  by="residents", by_ids=int(q.resident_id[came[0]]),
                  value=town.reflex[0])  # fmt: skip

    def see(self, w: Scope) -> None:
        """Once a quarter rules wear off; what falls short is what alarms at that moment."""
        town, p = w.municipality, w.p
        town.reflex[0] *= 1.0 - p.reflex_erosion
        town.seen_gap[0] = felt_gap(float(town.alarm[0]), p.incidents_tolerated, p.gap_ceiling)


def came_by_crisis(w: Scope) -> np.ndarray[Any, Any]:
    """Rows of requests that came in by a crisis last week, or waited when it broke out."""
    q, before = w.requests, w.week - 1
    asked = q.asked_week == before
    waits = (q.state != RequestState.FREE) & (
        (q.first_hour_week < 0) | (q.first_hour_week == before)
    )
    broke_out = w.residents.crisis_week[q.resident, q.domain] == before
    return np.flatnonzero((q.channel == Channel.CRISIS) & (asked | (waits & broke_out)))
