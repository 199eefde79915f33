"""Need and wellbeing of residents: unmet need and its inequality, crises, self-reliance.

Everything is counted from the true state, hidden need included. A place in a caseload is not met
need: what counts is whether effective hours come near what the need asks.

Source: definitions fixed before any run (Erreygers 2009 for the corrected concentration index).
Leaves out: how residents judge their own need.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import SCALE, hours_by_rung
from wijksim.entities.domains import DOMAINS, N_DOMAINS
from wijksim.entities.in_need import in_words
from wijksim.entities.world import Scope
from wijksim.outcomes.base import (
    ALL,
    CELLS,
    COHORT,
    DOMAIN_GROUPS,
    FIRST_QUINTILE,
    PERSON_GROUPS,
    QUINTILES,
    Observer,
    Outcome,
    Row,
    groups_of,
    per_group,
    ratio,
)
from wijksim.outcomes.needs_count import (
    SINCE,
    SPELL,
    STANDS,
    UNMET_WEEKS,
    add_means,
    count_people,
    lay_down,
    look_at_spells,
    look_for_spells,
)
from wijksim.outcomes.needs_inequality import concentration, places_of, shares_of_time

PARAMETERS: Final = (
    *SCALE,
    Parameter(
        "outcomes",
        "enough_help",
        "1",
        (0, 1),
        "share of the hours needed from which effective help counts as enough",
    ),
    Parameter(
        "outcomes",
        "unmet_after",
        "week",
        (1, 52),
        "weeks on end without enough help after which a need counts as unmet",
    ),
)

COUNT_EVERY: Final = 4
"""Residents are counted once in four weeks of a quarter: their number moves little."""

UNMET: Final = Outcome(
    "unmet_need",
    "per 100 residents",
    "lower",
    1.0,
    "one need to a hundred residents: about 110 needs in Carnisse",
    "Unmet need",
    "Onvervulde zorgvraag",
    "Spells of need per 100 residents, severity 0.3 or more, with effective help below 80% of what "
    "they ask for four weeks or longer, two of one resident counted twice; mean over the weeks",
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
    "entry; below zero the poor bear more. Scenarios are compared by the distance from zero",
    key=True,
    near_zero=True,
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
    "Zwaarte van onvervulde zorgvraag",
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

    def __init__(self) -> None:
        self.alone = np.zeros((0, 4), dtype=np.int32)

    def lead(self, w: Scope) -> int:
        """As long as it takes for need without help to be unmet."""
        return int(w.p.unmet_after)

    def look_ahead(self, w: Scope) -> None:
        """See who has been without help for how long; what is counted meanwhile is forgotten."""
        if self.alone.size == 0:
            self.start(w)
        self.observe(w)

    def start(self, w: Scope) -> None:
        """Everyone here now is the cohort."""
        rows = w.residents.present.shape[0]
        # This week is the first that is counted, and who comes in it is not of the cohort.
        self.began = w.week - 1
        self.closed = w.week - 1
        self.enough = w.p.enough_help * hours_by_rung(w.p)
        if self.alone.shape[0] != N_DOMAINS * rows:
            self.alone = np.zeros((N_DOMAINS * rows, 4), dtype=np.int32)
            self.spare = self.alone.copy()
            self.n_alone = 0
        self.alone[:, [UNMET_WEEKS, STANDS]] = 0
        self.burden = np.zeros(rows, dtype=np.float32)
        self.burden_of = w.residents.arrived_week.copy()
        self.last_unmet = np.zeros(rows, dtype=np.uint8)
        held = self.alone[: self.n_alone]
        held[:, STANDS] = self.closed - held[:, SINCE] + 1 >= int(w.p.unmet_after)
        np.add.at(self.last_unmet, held[held[:, STANDS] == 1, SPELL] // N_DOMAINS, 1)
        self.founder = w.residents.present.copy()
        self.gone = np.zeros(2)
        self.gone_weeks = np.zeros(2)
        self.people = np.zeros(CELLS)
        self.looks = 0
        self.weeks = 0
        self.sums = np.zeros((CELLS, 4))
        self.domain_sums = np.zeros((4, N_DOMAINS))
        self.rows = np.zeros(rows + 1, dtype=np.int32)
        self.spells = np.zeros(N_DOMAINS * rows + 1, dtype=np.int32)

    def observe(self, w: Scope) -> None:
        """Count this week's residents in need, unmet and in crisis."""
        r, kind = w.residents, w.households.kind
        if self.weeks % COUNT_EVERY == 0:
            self.looks += 1
            count_people(
                self.began, r.present, r.arrived_week, r.quintile, r.household, kind,
                self.people, self.founder, self.last_unmet, self.gone,
            )  # fmt: skip
        self.gone_weeks += self.gone
        self.weeks += 1
        found = look_for_spells(
            w.week, self.began, w.p.severity_vulnerable, in_words(r.need), r.present, r.need,
            r.crisis_week, r.arrived_week, r.quintile, r.household, kind, self.rows, self.spells,
            self.sums, self.domain_sums,
        )  # fmt: skip
        before, self.alone, self.spare = self.alone[: self.n_alone], self.spare, self.alone
        self.n_alone = look_at_spells(
            w.week, self.began, self.spells[:found], r.present, r.arrived_week, r.quintile,
            r.household, kind, r.need, r.formal_hours, r.crisis_weeks_left, w.p.severity_heavy,
            self.enough, int(w.p.unmet_after), before, self.alone, self.burden, self.burden_of,
            self.last_unmet, self.sums, self.domain_sums,
        )  # fmt: skip

    def close_period(self, w: Scope) -> list[Row]:
        """Figures of the quarter."""
        unmet, severe, ill, crises = groups_of(self.sums)
        people = groups_of(self.people)[0] * (self.weeks / max(1, self.looks))
        # Founders who left count on in the cohort with the unmet need that they left with.
        stayed = np.zeros((2, len(people)))
        stayed[:, PERSON_GROUPS.index(COHORT)] = self.gone_weeks
        rows = per_group(UNMET.name, 100.0 * (unmet + stayed[1]), people + stayed[0])
        low, high = rows[FIRST_QUINTILE][2], rows[FIRST_QUINTILE + 4][2]
        rows.append((GAP.name, ALL, low - high))
        rows += per_group(INTENSITY.name, severe, unmet)
        rows += per_group(NEED.name, 100.0 * ill, people)
        rows += per_group(CRISES.name, 1000.0 * WEEKS_PER_YEAR * crises, people)
        everyone = float(people[0])
        for domain in range(len(DOMAINS)):
            group = DOMAIN_GROUPS[domain]
            of_domain = self.domain_sums[:, domain]
            rows.append((UNMET.name, group, ratio(100.0 * float(of_domain[0]), everyone)))
            rows.append((INTENSITY.name, group, ratio(float(of_domain[1]), float(of_domain[0]))))
            rows.append((NEED.name, group, ratio(100.0 * float(of_domain[2]), everyone)))
            yearly = 1000.0 * WEEKS_PER_YEAR * float(of_domain[3])
            rows.append((CRISES.name, group, ratio(yearly, everyone)))
        rows += self._inequality(w)
        rows += self._means(w)
        self.sums[:] = 0.0
        self.domain_sums[:] = 0.0
        self.burden[:] = 0.0
        self.people[:] = 0.0
        self.gone_weeks[:] = 0.0
        self.looks = 0
        self.weeks = 0
        self.closed = w.week
        return rows

    def _inequality(self, w: Scope) -> list[Row]:
        found = []
        arrived = w.residents.arrived_week
        lay_down(self.alone[: self.n_alone], arrived, self.burden, self.burden_of)
        everyone = np.flatnonzero(w.residents.present == 1)
        place = places_of(w.residents.position[everyone])
        share, lived = np.empty(everyone.size), np.empty(everyone.size)
        own_place = np.empty(everyone.size, dtype=np.int64)
        for group, came_by in ((ALL, w.week), (COHORT, self.began)):
            size = shares_of_time(
                w.week, self.closed, came_by, everyone, place, arrived, self.burden,
                self.burden_of, N_DOMAINS, share, own_place, lived,
            )  # fmt: skip
            index = concentration(share[:size], own_place[:size], lived[:size])
            found.append((INEQUALITY.name, group, index))
        return found

    def _means(self, w: Scope) -> list[Row]:
        r = w.residents
        cells = np.zeros((2, len(QUINTILES), 3))
        add_means(
            self.began, r.present, r.arrived_week, r.quintile, r.wellbeing, r.self_reliance, cells
        )
        of_fifths = cells.sum(axis=0)
        groups = {ALL: of_fifths.sum(axis=0), COHORT: cells[1].sum(axis=0)}
        groups |= dict(zip(QUINTILES, of_fifths, strict=True))
        rows: list[Row] = []
        for group, sums in groups.items():
            people, wellbeing, self_reliance = sums.tolist()
            rows.append((WELLBEING.name, group, ratio(wellbeing, people)))
            rows.append((SELF_RELIANCE.name, group, ratio(self_reliance, people)))
        return rows
