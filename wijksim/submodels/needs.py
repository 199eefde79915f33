"""Needs: how they begin, grow while unmet, fade, break into crisis, and come back.

Represents: a need in one of four domains (youth, support, work and income, debt) is a spell with a
severity s between 0 and 1. It begins by chance, sooner for those in a low position, at some ages,
without company, with other needs in person or household (debt at home weighs on the young), for
overloaded carers, and shortly after an earlier spell. While it lasts

    change of s in a week = e (1 - s)(1 - rho) - s (own rho + informal i + care c),

with rho self-reliance, i and c informal and formal help as shares of what s asks, at most 1. It
ends by a turn of circumstances (work, a debt paid off, growing out of it), by fading below `calm`,
or when somebody is no longer of an age for it. Most needs are hidden: nothing here asks who knows.

A heavy need can break into a crisis: weeks of specialist care, which help as full care does and are
costly. More help than is needed wears own strength down; it recovers to its own level afterwards.

Source: forms and ranges tried by hand and in mean-field trials; debt dynamics CBS
2020; youth care in kind CBS 2020; use and re-entry SCP, Voorzieningen in 3D; loneliness RIVM.
Leaves out: diagnoses, seasons, a person's learning from earlier spells, deaths by need.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import SCALE
from wijksim.entities.domains import DOMAINS, PAYERS
from wijksim.entities.events import Telling
from wijksim.entities.in_need import in_words, those_in_need
from wijksim.entities.shared_numbers import KIN_SHARES
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.needs_course import (
    WELLBEING_EVERY,
    a_week_of_spells,
    a_week_of_strength,
    a_week_of_wellbeing,
    spells_under_way,
    the_luck_of_the_week,
    wellbeing_at_rest,
)
from wijksim.submodels.needs_onset import begin_needs, needs_that_begin, those_near_to_onset
from wijksim.submodels.needs_rates import Rates, Scratch
from wijksim.submodels.needs_start import needs_at_start

_NEEDS_EVERY_DOMAIN: Final = (
    (
        "onset",
        "1/year",
        (0, 2),
        "spells of need begun a year per person without one, in middling circumstances",
    ),
    ("turn", "1/year", (0, 10), "spells of need ended a year by a turn of circumstances alone"),
    (
        "duration",
        "year",
        (0.05, 40),
        "mean length of spells of need, all ways of ending together; for the start only",
    ),
    (
        "gradient",
        "1",
        (0, 1),
        (
            "onset of needs over that in the middle: 1 + this in the lowest position, 1 - "
            "this in the highest"
        ),
    ),
    ("care", "1/week", (0, 0.4), "recovery by full formal help"),
    (
        "crisis",
        "1/year",
        (0, 20),
        "crises a year at the greatest severity, while not in one already",
    ),
    ("crisis_weeks", "week", (0, 500), "weeks of specialist care after a crisis"),
    ("crisis_cost", "EUR/week", (0, 20_000), "cost of specialist care"),
)
_SINGLE: Final = (
    ("adult_age", "year", (10, 30), "age at which youth needs end and those of adults can begin"),
    ("pension_age", "year", (50, 80), "age from which needs of work and income no longer begin"),
    (
        "youth_slope",
        "1",
        (0, 2),
        (
            "youth: onset of needs over that halfway childhood: 1 + half of this at adult "
            "age, 1 - half at birth"
        ),
    ),
    ("support_from", "year", (18, 100), "age from which support needs grow likelier"),
    (
        "support_per_decade",
        "1",
        (0, 20),
        "growth of the onset of support needs per decade past the age at which it begins to grow",
    ),
    (
        "debt_past_pension",
        "1",
        (0, 5),
        "onset of debts past pension age, as a share of that before",
    ),
    ("company_at_home", "1", (0, 12), "company that one housemate gives, in strengths of ties"),
    ("isolation_half", "1", (0.01, 12), "sum of strengths of ties that halves isolation"),
    ("isolation_onset", "1", (0, 5), "how much more often needs begin in somebody wholly isolated"),
    (
        "isolation_reference",
        "1",
        (0, 1),
        "isolation that changes nothing in the onset of needs; above it they begin more often",
    ),
    (
        "spill_household",
        "1",
        (0, 20),
        "most that others' needs in the household add to the onset of a need",
    ),
    (
        "spill_person",
        "1",
        (0, 20),
        "what one's own worst other need adds to the onset of a need, at severity 1",
    ),
    (
        "spill_debt_youth",
        "1",
        (0, 20),
        "what debt at home adds to the onset of youth needs, at severity 1",
    ),
    (
        "overload_onset",
        "1",
        (0, 20),
        "most that overload by giving informal care adds to the onset of a need",
    ),
    (
        "overload_half_weeks",
        "week",
        (1, 520),
        (
            "weeks of overload by informal care that give half of its greatest effect on "
            "the onset of a need"
        ),
    ),
    (
        "return_onset",
        "1",
        (0, 50),
        "what a spell of need just ended adds to the onset of a new one in the same domain",
    ),
    (
        "return_weeks",
        "week",
        (1, 1000),
        "weeks in which the effect of an ended spell of need on the onset of a new one fades",
    ),
    ("start_low", "1", (0, 1), "least severity of a need that begins"),
    ("start_high", "1", (0, 1), "greatest severity of a need that begins"),
    ("escalation", "1/week", (0, 0.2), "e: growth of a need that nothing holds back"),
    ("recovery_own", "1/week", (0, 0.2), "recovery by full self-reliance"),
    ("recovery_informal", "1/week", (0, 0.2), "recovery by full informal help"),
    ("calm", "1", (0, 0.3), "severity below which a spell of need can end by itself"),
    (
        "end_when_calm",
        "1",
        (0, 1),
        "chance a week that a need light enough to end by itself does end",
    ),
    ("erosion", "1/week", (0, 0.2), "kappa: loss of self-reliance by far too much help"),
    ("strength_return", "1/week", (0, 0.5), "return of self-reliance to a person's own level"),
    ("strength_low", "1", (0, 1), "lowest own level of self-reliance that a person can have"),
    ("strength_high", "1", (0, 1), "highest own level of self-reliance that a person can have"),
    (
        "circumstances",
        "1",
        (0.2, 10),
        "how many times as often needs begin on average through company, home and return",
    ),
    (
        "help_at_start",
        "1/week",
        (0, 0.2),
        "recovery by all help together of those who are in need at the start",
    ),
    ("wellbeing_at_best", "1", (0, 1), "wellbeing without needs, in company"),
    ("wellbeing_by_need", "1", (0, 1), "share of wellbeing that the worst need takes"),
    ("wellbeing_by_isolation", "1", (0, 1), "share of wellbeing that isolation takes"),
    (
        "wellbeing_moved",
        "1/week",
        (0, 0.25),
        "share of the way to its new level that wellbeing goes in a week",
    ),
)
PARAMETERS: Final = (
    *(
        Parameter("needs", f"{name}_{domain}", unit, bounds, f"{domain}: {doc}")
        for name, unit, bounds, doc in _NEEDS_EVERY_DOMAIN
        for domain in DOMAINS
    ),
    *(Parameter("needs", name, unit, bounds, doc) for name, unit, bounds, doc in _SINGLE),
)

_SPECIALIST: Final = PAYERS.index("specialist_care")
_PEOPLE: Final = ("present", "id", "birth_week", "household", "position")

CHANGES: Final = tuple(
    Telling(kind, f"{domain}: {cause}", by="needs")
    for domain in DOMAINS
    for kind, cause in (
        ("need began", "onset"), ("need ended", "recovery"), ("crisis", "heavy need"),
    )
)  # fmt: skip
"""What the log tells of needs, by domain, and within it as in the columns of `log_events`."""


class Needs(Submodel):
    """Onset, course, crisis and end of needs; self-reliance and wellbeing."""

    name = "needs"
    represents = "needs of residents in four domains, crises, self-reliance and wellbeing"
    reads = (
        *(f"residents.{one}" for one in _PEOPLE),
        "residents.support_network",
        "residents.informal_received",
        "residents.overloaded_weeks",
        "residents.formal_hours",
        "households.first",
        "households.beds",
        "households.size",
        "households.head",
        "municipality.shock_onset",
    )
    writes = (
        "residents.need",
        "residents.onset_week",
        "residents.need_ended_week",
        "residents.self_reliance",
        "residents.own_strength",
        "residents.wellbeing",
        "residents.crisis_weeks_left",
        "residents.crisis_week",
    )
    adds_to = ("municipality.cost",)
    parameters = (*PARAMETERS, *SCALE, *KIN_SHARES)
    links = ("R8.overload", "B1.care", "B2.self_reliance")
    draws = ("needs.begin_or_turn", "needs.course", "needs.start", "needs.strength")

    def __init__(self) -> None:
        self._rates: Rates | None = None
        self._scratch: Scratch | None = None

    def initialise(self, w: Scope) -> None:
        """Founders start with needs under way, and with the wellbeing that goes with them."""
        rows = np.arange(w.residents.present.shape[0], dtype=np.int32)
        self._start(w, rows)
        self._wellbeing_of_founders(w)

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Newcomers bring needs as founders did; newborns have none; emptied rows are cleared."""
        self._start(w, rows)

    def step(self, w: Scope) -> None:
        """New needs are found; those under way take their course; crises are paid for."""
        p, r, h = w.p, w.residents, w.households
        if self._scratch is None or self._scratch.rows != r.present.shape[0]:
            self._scratch = Scratch.of_size(r.present.shape[0])
        rates, kept = self._rates_of(p), self._scratch
        shock = float(w.municipality.shock_onset[0])
        onset = rates.onset * np.array([1.0, 1.0, shock, shock])
        bound = onset * rates.most_growth
        rows = r.present.shape[0]
        overloaded_weeks = w.link("R8.overload", r.overloaded_weeks)
        formal_hours = w.link("B1.care", r.formal_hours)
        rho = w.link("B2.self_reliance", r.self_reliance)
        a_week_of_wellbeing(
            w.week, r.present, r.household, h.size, r.need, r.support_network, r.wellbeing,
            p.company_at_home, p.isolation_half, p.wellbeing_at_best, p.wellbeing_by_need,
            p.wellbeing_by_isolation, p.wellbeing_moved * WELLBEING_EVERY,
        )  # fmt: skip
        the_luck_of_the_week(
            w.key, w.week, r.present, r.id, r.birth_week,
            w.week - int(p.adult_age * WEEKS_PER_YEAR) - 1, bound, rates.turn, kept.luck[:rows],
        )  # fmt: skip
        n_near = those_near_to_onset(
            w.key, w.week, kept.luck, kept.luck_words, r.id, kept.near, kept.who, kept.draws
        )
        n_begun = needs_that_begin(
            w.week, kept.luck, kept.near, n_near, kept.draws, h.first, h.beds, h.size, h.head,
            r.birth_week, r.household, r.position, r.support_network, overloaded_weeks, r.need,
            r.need_ended_week, onset, rates.most_company, rates.gradient, p.adult_age,
            p.pension_age, p.youth_slope, p.support_from, p.support_per_decade, p.debt_past_pension,
            p.company_at_home, p.isolation_half, p.isolation_onset, p.isolation_reference,
            p.spill_household, p.spill_person, p.spill_debt_youth, p.overload_onset,
            p.overload_half_weeks, p.return_onset, p.return_weeks, kept.begun,
        )  # fmt: skip
        count = those_in_need(in_words(r.need), r.present, kept.listed)
        n_spells = spells_under_way(kept.listed, count, r.need, kept.spells)
        a_week_of_spells(
            w.key, w.week, kept.spells, n_spells, kept.luck, r.id, r.birth_week, r.household,
            h.head, r.informal_received, formal_hours, rho, r.need, r.need_ended_week,
            r.crisis_weeks_left, r.crisis_week, kept.excess, kept.crises_under_way, rates.care,
            rates.crisis, rates.crisis_length, p.adult_age, p.pension_age, p.escalation,
            p.recovery_own, p.recovery_informal, p.calm, p.end_when_calm, p.severity_vulnerable,
            p.severity_heavy, rates.hours, p.informal_hours_full,
            rates.kin,
        )  # fmt: skip
        a_week_of_strength(
            r.own_strength, kept.excess, p.strength_return, p.erosion, r.self_reliance
        )
        begin_needs(
            w.key, w.week, kept.begun, n_begun, r.id, p.start_low, p.start_high, r.need,
            r.onset_week,
        )  # fmt: skip
        w.municipality.cost[0, _SPECIALIST] += float(
            (kept.crises_under_way * rates.crisis_cost).sum()
        )

    def log_events(self, w: Scope) -> None:
        """Needs that began or ended this week, and crises."""
        r = w.residents
        # Each column is looked through once, in the order in which it lies in memory.
        stamps = (r.onset_week, r.need_ended_week, r.crisis_week)
        found = [np.flatnonzero(stamp.reshape(-1) == w.week) for stamp in stamps]
        change = np.repeat(np.arange(len(stamps)), [one.size for one in found])
        rows, domains = np.divmod(np.concatenate(found), len(DOMAINS))
        w.log_each(
            CHANGES,
            which=domains * len(stamps) + change,
            subject="residents",
            ids=r.id[rows],
            value=r.need[rows, domains],
        )

    def _wellbeing_of_founders(self, w: Scope) -> None:
        p, r, h = w.p, w.residents, w.households
        wellbeing_at_rest(
            first=h.first,
            beds=h.beds,
            size=h.size,
            present=r.present,
            need=r.need,
            support_network=r.support_network,
            wellbeing=r.wellbeing,
            company_at_home=p.company_at_home,
            isolation_half=p.isolation_half,
            at_best=p.wellbeing_at_best,
            by_need=p.wellbeing_by_need,
            by_isolation=p.wellbeing_by_isolation,
        )

    def _start(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        p, r = w.p, w.residents
        rates = self._rates_of(p)
        needs_at_start(
            w.key, w.week, rows, r.household, w.households.head, r.present, r.id, r.birth_week,
            r.position, r.need, r.onset_week, r.need_ended_week, r.self_reliance, r.own_strength,
            r.wellbeing, r.crisis_weeks_left, r.crisis_week, rates.odds_at_start,
            rates.duration_weeks, rates.gradient, p.adult_age, p.pension_age, p.youth_slope,
            p.support_from, p.support_per_decade, p.debt_past_pension, p.strength_low,
            p.strength_high, p.wellbeing_at_best, p.start_low, p.start_high, p.escalation,
            p.recovery_own, p.help_at_start, p.calm,
        )  # fmt: skip

    def _rates_of(self, p: Any) -> Rates:
        """Rates in the form of the kernels, made anew only when the parameters are others."""
        if self._rates is None or self._rates.of is not p:
            self._rates = Rates.of_parameters(p)
        return self._rates


class NoNeeds(Submodel):
    """Nobody ever needs anything."""

    name = "needs"
    represents = "no needs"
    writes = Needs.writes
