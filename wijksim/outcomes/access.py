"""Access to help: waiting, duration, reach, and how late and how heavy people come in.

Waiting and duration are survival curves over a quarter: each week, of those who have waited so
many weeks, how many were helped. Who withdraws or leaves drops out of the count without counting
as helped (Kaplan and Meier 1958, with late entry into the quarter).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import SCALE
from wijksim.entities.domains import N_DOMAINS, Ending, RequestState
from wijksim.entities.in_use import how_many_here
from wijksim.entities.world import Scope
from wijksim.outcomes.access_course import (
    IN_CARE,
    follow_care,
    follow_spells,
    look_at_requests,
    mean_weeks,
    survival,
)
from wijksim.outcomes.base import (
    ALL,
    DOMAIN_GROUPS,
    QUINTILES,
    Observer,
    Outcome,
    Row,
    ratio,
)

MONTHS_A_YEAR: Final = 12
HEAVY: Final = next(one for one in SCALE if one.name == "severity_heavy")
PARAMETERS: Final = (
    HEAVY,
    Parameter("outcomes", "norm_weeks", "week", (1, 52), "norm for the time from request to plan"),
    Parameter(
        "outcomes",
        "reach_within",
        "week",
        (1, 104),
        "weeks within which a spell of need should be found",
    ),
    Parameter(
        "outcomes",
        "spell_counts_from",
        "week",
        (1, 104),
        "weeks that a spell of need must last to count",
    ),
    Parameter("outcomes", "late_after", "week", (1, 520), "age of a need from which entry is late"),
    Parameter(
        "outcomes",
        "reopening_continues",
        "week",
        (0, 104),
        "weeks within which a reopening continues the former care",
    ),
    Parameter(
        "outcomes",
        "longest_wait",
        "week",
        (4, 260),
        "weeks up to which the mean waiting time is counted",
    ),
    Parameter(
        "outcomes",
        "longest_care",
        "week",
        (4, 520),
        "weeks up to which the mean duration of help is counted",
    ),
)

WAITING: Final = Outcome(
    "waiting",
    "week",
    "lower",
    1.0,
    "a week on a norm of six",
    "Waiting until the first effective hour",
    "Wachttijd tot het eerste uur hulp",
    "Mean weeks from request to first effective hour, counted up to 52, by Kaplan-Meier",
    key=True,
)
PLAN: Final = Outcome(
    "waiting_for_plan",
    "week",
    "lower",
    1.0,
    "a week on a norm of six",
    "Waiting until a plan",
    "Wachttijd tot een plan",
    "Mean weeks from request to plan, counted up to 52, by Kaplan-Meier",
)
MISSED: Final = Outcome(
    "missed_norm",
    "%",
    "lower",
    5.0,
    "one request in twenty",
    "Requests without a plan within six weeks",
    "Hulpvragen zonder plan binnen zes weken",
    "Share of requests still without a plan after the norm, by Kaplan-Meier",
)
DURATION: Final = Outcome(
    "duration",
    "month",
    "neither",
    1.0,
    "a month on a guideline of six to twelve",
    "Duration of care",
    "Duur van de hulp",
    "Mean months from first hour to the end, counted up to 260 weeks; a reopening within 13 weeks "
    "continues it",
)
REACH: Final = Outcome(
    "reach",
    "%",
    "higher",
    2.0,
    "one spell in fifty",
    "Reach",
    "Bereik",
    "Share of spells that last 13 weeks or more and were in contact within 26",
)
AVOIDERS: Final = Outcome(
    "avoiders_reached",
    "%",
    "higher",
    2.0,
    "as for reach",
    "Care avoiders reached",
    "Bereikte zorgmijders",
    "The same, for those inclined to avoid care",
)
LATE: Final = Outcome(
    "late_entry",
    "%",
    "lower",
    2.0,
    "one entry in fifty",
    "Late entries",
    "Late instroom",
    "Share of requests for a need older than 26 weeks",
)
HEAVY_ENTRY: Final = Outcome(
    "heavy_entry",
    "%",
    "lower",
    2.0,
    "one entry in fifty",
    "Heavy entries",
    "Zware instroom",
    "Share of requests at severity 0.6 or more",
)
REQUESTS: Final = Outcome(
    "requests",
    "per 100 residents a year",
    "neither",
    1.0,
    "one request per hundred residents",
    "Requests",
    "Hulpvragen",
    "Requests made",
)
REFUSED: Final = Outcome(
    "refused",
    "%",
    "neither",
    2.0,
    "one request in fifty",
    "Sent back to the own network",
    "Terugverwezen naar het eigen netwerk",
    "Share of ended requests that were refused",
)


class AccessObserver(Observer):
    """Waiting, duration, reach, and what comes in."""

    name = "observe_access"
    outcomes = (
        WAITING,
        PLAN,
        MISSED,
        DURATION,
        REACH,
        AVOIDERS,
        LATE,
        HEAVY_ENTRY,
        REQUESTS,
        REFUSED,
    )
    reads = (
        "requests.state",
        "requests.resident",
        "requests.domain",
        "requests.asked_week",
        "requests.plan_week",
        "requests.first_hour_week",
        "requests.ended_week",
        "requests.ending",
        "requests.need_age",
        "requests.severity_asked",
        "residents.present",
        "residents.arrived_week",
        "residents.avoider",
        "residents.quintile",
        "residents.need",
        "residents.onset_week",
        "residents.request",
        "residents.formal_hours",
        "residents.care_ended_week",
    )
    parameters = PARAMETERS
    groups = (ALL, *DOMAIN_GROUPS, *QUINTILES)

    def start(self, w: Scope) -> None:
        """Follow spells and care from now on."""
        shape = w.residents.need.shape
        waits = int(w.p.longest_wait)
        self.marks = np.zeros(shape, dtype=np.uint8)
        self.followed = np.zeros((N_DOMAINS * shape[0], 3), dtype=np.int32)
        self.n_followed = 0
        self.places = np.zeros(N_DOMAINS * shape[0] + 1, dtype=np.int32)
        self.open = np.zeros(w.requests.state.shape[0] + 1, dtype=np.int32)
        self.waited = np.zeros((len(self.groups), waits))
        self.helped = np.zeros((len(self.groups), waits))
        self.planless = np.zeros(waits)
        self.planned = np.zeros(waits)
        self.counts = np.zeros(5)
        self.reach = np.zeros((len(QUINTILES) + 1, 2))
        self.in_care = np.zeros(int(w.p.longest_care))
        self.left_care = np.zeros(int(w.p.longest_care))
        # Care under way began when its first hour came, which may be before anyone looked.
        open_now = np.flatnonzero(
            (w.requests.state == RequestState.ACTIVE)
            & (w.requests.first_hour_week >= w.requests.asked_week)
        )
        spell = N_DOMAINS * w.requests.resident[open_now] + w.requests.domain[open_now]
        self.cared_for = np.zeros((N_DOMAINS * shape[0], 2), dtype=np.int32)
        self.n_cared_for = spell.size
        self.cared_for[: spell.size, 0] = spell
        self.cared_for[: spell.size, 1] = w.requests.first_hour_week[open_now]
        self.marks.reshape(-1)[spell] = IN_CARE
        self.person_weeks = 0
        self.first_week = w.week

    def observe(self, w: Scope) -> None:
        """Add the week."""
        self.person_weeks += how_many_here(w.residents.present)
        n_open = look_at_requests(
            w.week,
            w.requests.state,
            self.open,
            w.requests.resident,
            w.requests.domain,
            w.requests.asked_week,
            w.requests.plan_week,
            w.requests.first_hour_week,
            w.requests.ended_week,
            w.requests.ending,
            w.requests.need_age,
            w.requests.severity_asked,
            w.residents.quintile,
            w.p.late_after,
            w.p.severity_heavy,
            int(Ending.REFUSED),
            self.waited,
            self.helped,
            self.planless,
            self.planned,
            self.counts,
        )
        r = w.residents
        self.n_cared_for = follow_care(
            w.week, self.open[:n_open], w.requests.resident, w.requests.domain, r.present,
            r.arrived_week, r.need, r.request, r.formal_hours, r.care_ended_week,
            int(w.p.reopening_continues), self.first_week, self.marks, self.cared_for,
            self.n_cared_for, self.in_care, self.left_care,
        )  # fmt: skip
        self.n_followed = follow_spells(
            w.week, r.present, r.arrived_week, r.avoider, r.quintile, r.need, r.onset_week,
            r.request, r.formal_hours, int(w.p.spell_counts_from), int(w.p.reach_within),
            self.places, self.marks, self.followed, self.n_followed, self.reach,
        )  # fmt: skip

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        waits = mean_weeks(self.waited, self.helped).tolist()
        rows: list[Row] = [
            (WAITING.name, group, weeks) for group, weeks in zip(self.groups, waits, strict=True)
        ]
        without_plan = survival(self.planless, self.planned)
        norm = min(int(w.p.norm_weeks), without_plan.size - 1)
        asked, late, heavy, ended, refused = (float(one) for one in self.counts)
        found, counted = self.reach.T.tolist()
        years = self.person_weeks / WEEKS_PER_YEAR
        rows += [
            (PLAN.name, ALL, float(without_plan.sum())),
            (MISSED.name, ALL, 100.0 * float(without_plan[norm])),
            (
                DURATION.name,
                ALL,
                float(mean_weeks(self.in_care, self.left_care)) * MONTHS_A_YEAR / WEEKS_PER_YEAR,
            ),
            (REACH.name, ALL, 100.0 * ratio(sum(found[:-1]), sum(counted[:-1]))),
            (AVOIDERS.name, ALL, 100.0 * ratio(found[-1], counted[-1])),
            (LATE.name, ALL, 100.0 * ratio(late, asked)),
            (HEAVY_ENTRY.name, ALL, 100.0 * ratio(heavy, asked)),
            (REQUESTS.name, ALL, ratio(100.0 * asked, years)),
            (REFUSED.name, ALL, 100.0 * ratio(refused, ended)),
        ]
        rows += [
            (REACH.name, group, 100.0 * ratio(found[fifth], counted[fifth]))
            for fifth, group in enumerate(QUINTILES)
        ]
        for table in (
            self.waited,
            self.helped,
            self.planless,
            self.planned,
            self.counts,
            self.reach,
            self.in_care,
            self.left_care,
        ):
            table[:] = 0.0
        self.person_weeks = 0
        return rows
