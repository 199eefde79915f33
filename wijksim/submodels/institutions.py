"""Institutions: money, staff, the will to survive, dismantling and the end of an organisation.

Represents: organisations that work in the neighbourhood under contract of the municipality, and
some that do not (schools, practices, police). Budgets pay posts; what threatens the budget turns
attention inward before anything is cut; overlapping work may be dismantled, which frees people and
money, and costs unrest.
Source: DRIFT 2014 (pre-sorting for survival, redundant institutions, joining a team questions
one's own right to exist); Frantzeskaki et al. 2018 (competition in Carnisse); forms: mechanisms of
the project, else assumptions. Each companion file tells its own part.
Leaves out: prices and wages over time, private funds, and institutions that come from elsewhere.
"""

from __future__ import annotations

import numpy as np

from wijksim.entities.domains import DOMAINS
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.institutions_dismantling import dismantle
from wijksim.submodels.institutions_ending import end_some
from wijksim.submodels.institutions_money import (
    divide,
    look_back,
    markets,
    remember_the_start,
    settle,
    tender,
)
from wijksim.submodels.institutions_parameters import PARAMETERS
from wijksim.submodels.institutions_staff import come_and_go
from wijksim.submodels.institutions_survival import (
    attitudes,
    count,
    nearness,
    pressure_felt,
    stir,
)
from wijksim.submodels.institutions_telling import filled, tell, tell_of_staff

MONTH = 4
QUARTER = 13
YEAR = 52

WRITES = (
    "institutions.state",
    "institutions.state_week",
    "institutions.domain",
    "institutions.domain_share",
    "institutions.contract",
    "institutions.accustomed",
    "institutions.cost_per_fte",
    "institutions.budget",
    "institutions.reserve",
    "institutions.posts",
    "institutions.openness",
    "institutions.survival_pressure",
    "institutions.inward",
    "institutions.holding",
    "institutions.overlap",
    "institutions.dismantling",
    "institutions.unrest",
    "institutions.management_gap",
    "institutions.legitimacy",
    "professionals.present",
    "professionals.id",
    "professionals.employer",
    "professionals.joined_week",
    "professionals.left_week",
    "professionals.opened_week",
    "professionals.hours",
    "professionals.discipline",
    "professionals.finder",
    "municipality.start_budget",
    "municipality.budget",
    "municipality.demand",
    "municipality.balance",
    "municipality.budgets_changed",
)


class Institutions(Submodel):
    """A week of all institutions: money, fear, staff, and now and then an end."""

    name = "institutions"
    represents = "budgets, staff, survival, dismantling and the end of institutions"
    reads = (
        "municipality.transfer_in_weeks",
        "municipality.announced_cut",
        "institutions.kind",
        "institutions.municipal",
        "institutions.base_budget",
        "institutions.mandate",
        "professionals.team",
        "professionals.quit_hazard",
        "professionals.load",
        "teams.present",
        "teams.composition",
        "requests.state",
        "requests.resident",
        "requests.domain",
        "requests.handler",
        "requests.claim",
        "residents.need",
        "residents.formal_hours",
    )
    writes = WRITES
    levers = (
        *(f"budget.{domain}" for domain in DOMAINS),
        "budget.pooling",
        "institutions.dismantling",
    )
    parameters = PARAMETERS
    links = ("R5.survival_pressure",)
    draws = (
        "institutions.stay",
        "institutions.vacancy",
        "institutions.template",
        "institutions.ending",
    )

    def initialise(self, w: Scope) -> None:
        """Divide the money of the first week, and let attitudes start where they would settle."""
        w.institutions.budget[:] = 0.0
        remember_the_start(w)
        divide(w)
        w.institutions.accustomed[:] = w.institutions.budget
        staff = count(w)
        attitudes(w, felt=pressure_felt(w, staff), slack=staff.slack, at_once=True)

    def step(self, w: Scope) -> None:
        """One week, as the ODD protocol tells it.

        Once in four weeks the municipality looks back at what was asked and who served it. Once a
        quarter contracts shift by standing, and overlapping work is handed over. Every week money
        is divided; threats are felt, and attitudes follow; staff leave, are redundant or come, and
        posts that an announced cut would take are not filled; accounts are settled; some end.
        """
        market = markets(w)
        if w.week % MONTH == 0:
            look_back(w, MONTH)
        if w.week % QUARTER == 0:
            tender(w, QUARTER)
            stir(w, dismantle(w, market, QUARTER))
        divide(w)
        staff = count(w)
        felt = w.link("R5.survival_pressure", pressure_felt(w, staff))
        attitudes(w, felt=felt, slack=staff.slack)
        expected = 1.0 - w.municipality.announced_cut[0] * nearness(w) * w.institutions.municipal
        hired_to = w.institutions.posts * expected
        employers = filled(w)
        stir(w, come_and_go(w, fte=staff.fte, market=market, hired_to=hired_to))
        if w.logging:
            tell_of_staff(w, employers)
        settle(w, staff.fte, closing_books=w.week % YEAR == 0)
        stir(w, end_some(w, market))

    def log_events(self, w: Scope) -> None:
        """Who took a post this week; who left one is told as it happens, with the cause."""
        people = w.professionals
        came = np.flatnonzero((people.joined_week == w.week) & (people.present == 1))
        tell(w, "joined", came, "staffing", people.employer[came])


class NoInstitutions(Submodel):
    """Institutions at rest: budgets, staff and attitudes stay as they were at the start."""

    name = "institutions"
    represents = "institutions that never change"
    writes = WRITES
