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

from typing import Any

import numpy as np

from wijksim.core.calendar import half_life_to_weekly_decay, per_week, weekly_probability
from wijksim.core.elementary import one_minus_exp, one_minus_exp_array
from wijksim.entities.domains import DOMAINS, InstitutionState
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.institutions_ending import CAUSES, let_go, take_in, who_ends
from wijksim.submodels.institutions_money import (
    compete,
    divide_money,
    hand_over,
    weigh_requests,
)
from wijksim.submodels.institutions_parameters import PARAMETERS
from wijksim.submodels.institutions_staff import fill_vacancies, make_redundant, resign
from wijksim.submodels.institutions_survival import (
    count_staff,
    feel_threat,
    measure_overlap,
    turn,
)

QUARTER = 13
MONTH = 4
YEAR = 52

WRITES = (
    "institutions.state",
    "institutions.state_week",
    "institutions.domain",
    "institutions.domain_share",
    "institutions.contract",
    "institutions.accustomed",
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
    "professionals.hours",
    "professionals.discipline",
    "professionals.finder",
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
        "institutions.municipal",
        "institutions.base_budget",
        "institutions.cost_per_fte",
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
        firm = w.institutions
        _money(w)
        firm.accustomed[:] = firm.budget
        staff = _count(w)
        _overlap(w, staff)
        felt = _felt(w, staff)
        _turn(w, felt, staff["slack"], quick=1.0, slow=1.0)

    def step(self, w: Scope) -> None:
        """Money is divided, threats are felt, staff come and go; some hand over work or end."""
        firm = w.institutions
        if w.week % MONTH == 0:
            _look_back(w)
        before = np.where(firm.municipal == 1, firm.budget, 0.0)
        if w.week % QUARTER == 0:
            _tender(w)
            _dismantle(w)
        _money(w)
        _note_moved_budgets(w, before)
        staff = _count(w)
        _overlap(w, staff)
        felt = w.link("R5.survival_pressure", _felt(w, staff))
        _turn(
            w,
            felt,
            staff["slack"],
            quick=_weekly(w.p.attitude_half_life),
            slow=_weekly(w.p.organisation_half_life),
        )
        _staff(w, staff["fte"])
        _settle(w, staff["fte"])
        _end(w)

    def log_events(self, w: Scope) -> None:
        """Who joined and who left a post this week, with the employer as actor."""
        people = w.professionals
        for kind, when in (("joined", people.joined_week), ("left", people.left_week)):
            rows = np.flatnonzero(when == w.week)
            filled = rows[people.present[rows] == (kind == "joined")]
            w.log(
                kind,
                subject="professionals",
                ids=people.id[filled],
                cause="staffing",
                by="institutions",
                by_ids=people.employer[filled],
                value=people.hours[filled],
            )


class NoInstitutions(Submodel):
    """Institutions at rest: budgets, staff and attitudes stay as they were at the start."""

    name = "institutions"
    represents = "institutions that never change"
    writes = WRITES


def _weekly(half_life_years: float) -> float:
    """Part of a distance gone in a week."""
    return half_life_to_weekly_decay(half_life_years)


def _nearness(w: Scope) -> float:
    """How near an announced change of budgets is felt, 0 far away to 1 now."""
    weeks = max(0.0, float(w.municipality.transfer_in_weeks[0]))
    return float(w.p.horizon / (w.p.horizon + weeks))


def _money(w: Scope) -> None:
    """Budgets per domain from policy and demand, and per institution from contracts."""
    firm, town = w.institutions, w.municipality
    level = np.array([w.lever(f"budget.{domain}") for domain in DOMAINS], dtype=np.float64)
    divide_money(
        level,
        w.lever("budget.pooling"),
        town.demand[0],
        firm.state,
        firm.municipal,
        firm.domain_share,
        firm.base_budget,
        firm.contract,
        town.budget[0],
        firm.budget,
    )
    firm.posts[:] = firm.budget / np.where(firm.cost_per_fte > 0.0, firm.cost_per_fte, 1.0)


def _note_moved_budgets(w: Scope, before: np.ndarray[Any, Any]) -> None:
    """Count the share of all municipal money that really went from one to another."""
    firm = w.institutions
    after = np.where(firm.municipal == 1, firm.budget, 0.0)
    had, has = before.sum(), after.sum()
    if had > 0.0 and has > 0.0:
        w.municipality.budgets_changed[0] += 0.5 * np.abs(after / has - before / had).sum()


def _count(w: Scope) -> dict[str, np.ndarray[Any, Any]]:
    """Filled fte, fte lent to teams and idle caseload per institution, fte per team."""
    people = w.professionals
    names = ("fte", "lent", "slack")
    staff = {name: np.zeros(len(w.institutions.state)) for name in names}
    staff["team_fte"] = np.zeros(len(w.teams.present))
    count_staff(
        people.present,
        people.employer,
        people.team,
        people.finder,
        people.hours,
        people.load,
        w.p.hours_per_fte,
        staff["fte"],
        staff["lent"],
        staff["slack"],
        staff["team_fte"],
    )
    return staff


def _overlap(w: Scope, staff: dict[str, np.ndarray[Any, Any]]) -> None:
    firm, team = w.institutions, w.teams
    measure_overlap(
        w.p.generic_share,
        firm.state,
        firm.domain_share,
        staff["fte"],
        staff["lent"],
        team.present,
        team.composition,
        staff["team_fte"],
        firm.overlap,
    )


def _felt(w: Scope, staff: dict[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """The pressure at which this week's threats would settle."""
    firm = w.institutions
    felt = np.zeros(len(firm.state))
    feel_threat(
        w.municipality.announced_cut[0],
        _nearness(w),
        w.p.secondment_threat,
        w.p.half_threat,
        firm.state,
        firm.municipal,
        firm.budget,
        firm.accustomed,
        staff["fte"],
        staff["lent"],
        firm.overlap,
        firm.dismantling,
        felt,
    )
    return felt


def _turn(
    w: Scope,
    felt: np.ndarray[Any, Any],
    slack: np.ndarray[Any, Any],
    *,
    quick: float,
    slow: float,
) -> None:
    """Attitudes move a week towards what the situation asks for."""
    firm, p = w.institutions, w.p
    turn(
        quick,
        slow,
        _weekly(p.accustomed_half_life),
        _weekly(p.unrest_half_life),
        p.inward_pressure,
        p.inward_unrest,
        p.openness_rest,
        p.holding_rest,
        p.holding_pressure,
        p.holding_slack,
        p.gap_rest,
        firm.state,
        firm.municipal,
        felt,
        slack,
        firm.budget,
        firm.mandate,
        firm.survival_pressure,
        firm.inward,
        firm.openness,
        firm.holding,
        firm.management_gap,
        firm.unrest,
        firm.accustomed,
    )


def _look_back(w: Scope) -> None:
    """Once in four weeks: what residents ask per domain, and how well each serves its clients."""
    firm, request = w.institutions, w.requests
    asked = np.zeros(len(DOMAINS))
    claimed, served = np.zeros(len(firm.state)), np.zeros(len(firm.state))
    weigh_requests(
        request.state,
        request.resident,
        request.domain,
        request.handler,
        request.claim,
        w.residents.formal_hours,
        w.professionals.employer,
        asked,
        claimed,
        served,
    )
    if asked.sum() > 0.0:
        pace = MONTH * _weekly(w.p.demand_half_life)
        w.municipality.demand[0] += pace * (asked / asked.sum() - w.municipality.demand[0])
    has_clients = claimed > 0.0
    result = served / np.where(has_clients, claimed, 1.0)
    pace = MONTH * _weekly(w.p.legitimacy_half_life)
    firm.legitimacy += np.where(has_clients, pace * (result - firm.legitimacy), 0.0)


def _tender(w: Scope) -> None:
    """A quarter's competition: who stands better wins some work of the others."""
    firm = w.institutions
    compete(
        QUARTER * per_week(w.p.competition),
        firm.state,
        firm.municipal,
        firm.domain_share,
        firm.base_budget,
        firm.legitimacy,
        firm.contract,
    )


def _dismantle(w: Scope) -> None:
    """A quarter's dismantling of overlapping work, to the strongest of the same market."""
    firm = w.institutions
    handed = np.zeros(len(firm.state))
    receiver = np.zeros(len(firm.state), dtype=np.int16)
    hand_over(
        w.lever("institutions.dismantling"),
        one_minus_exp(QUARTER * per_week(w.p.dismantling_rate)),
        w.p.resistance,
        firm.state,
        firm.municipal,
        firm.domain_share,
        firm.base_budget,
        firm.legitimacy,
        firm.survival_pressure,
        firm.overlap,
        firm.contract,
        firm.dismantling,
        handed,
        receiver,
    )
    _stir(w, handed)
    if w.logging:
        rows = np.flatnonzero(handed > 0.0)
        w.log(
            "work_handed_over",
            subject="institutions",
            ids=rows,
            cause="dismantling_of_overlap",
            by="institutions",
            by_ids=receiver[rows],
            value=handed[rows],
        )


def _stir(w: Scope, share: np.ndarray[Any, Any]) -> None:
    """Unrest from the share of work or staff that is moved."""
    firm = w.institutions
    firm.unrest += (1.0 - firm.unrest) * one_minus_exp_array(w.p.unrest_per_move * share)


def _staff(w: Scope, fte: np.ndarray[Any, Any]) -> None:
    """Staff resign, are redundant, or are hired; posts that a cut would take are not filled."""
    firm, people, p = w.institutions, w.professionals, w.p
    moved, before = np.zeros(len(fte)), fte.copy()
    expected = 1.0 - w.municipality.announced_cut[0] * _nearness(w) * firm.municipal
    hired_to = firm.posts * expected
    resign(
        w.key,
        w.week,
        p.hours_per_fte,
        people.quit_hazard,
        people.employer,
        people.hours,
        people.id,
        people.present,
        people.left_week,
        fte,
    )
    make_redundant(
        w.key,
        w.week,
        p.hours_per_fte,
        one_minus_exp(1.0 / p.notice),
        p.taken_over,
        firm.state,
        firm.municipal,
        firm.domain_share,
        firm.cost_per_fte,
        firm.reserve,
        firm.posts,
        hired_to,
        people.hours,
        people.id,
        people.present,
        people.employer,
        people.joined_week,
        people.left_week,
        fte,
        moved,
    )
    fill_vacancies(
        w.key,
        w.week,
        p.hours_per_fte,
        one_minus_exp(1.0 / p.vacancy),
        int(p.idle),
        firm.state,
        hired_to,
        people.present,
        people.id,
        people.discipline,
        people.finder,
        people.employer,
        people.hours,
        people.joined_week,
        people.left_week,
        fte,
    )
    _stir(w, moved / np.where(before + moved > 0.0, before + moved, 1.0))


def _settle(w: Scope, fte: np.ndarray[Any, Any]) -> None:
    """What is left or lacks goes to reserves; once a year too large a reserve is paid back."""
    firm, town = w.institutions, w.municipality
    contracted = (firm.municipal == 1) & (firm.state == InstitutionState.ACTIVE)
    over = np.where(contracted, firm.budget - fte * firm.cost_per_fte, 0.0)
    firm.reserve += per_week(1.0) * over
    paid = np.where(contracted, firm.budget, 0.0).sum()
    town.balance[0] += per_week(float(town.budget[0].sum() - paid))
    if w.week % YEAR == 0:
        most = w.p.largest_reserve * firm.accustomed
        back = np.where(contracted & (firm.reserve > most), firm.reserve - most, 0.0)
        firm.reserve -= back
        town.balance[0] += back.sum()


def _end(w: Scope) -> None:
    """Some institutions end: taken in by another, or dissolved."""
    firm, people, p = w.institutions, w.professionals, w.p
    ending = np.zeros(len(firm.state), dtype=np.int8)
    partner = np.zeros(len(firm.state), dtype=np.int16)
    number = who_ends(
        w.key,
        w.week,
        p.deepest_debt,
        p.viable_posts,
        weekly_probability(p.closing_rate),
        weekly_probability(p.merging_rate),
        firm.state,
        firm.municipal,
        firm.domain_share,
        firm.base_budget,
        firm.posts,
        firm.accustomed,
        firm.reserve,
        firm.survival_pressure,
        firm.openness,
        firm.legitimacy,
        ending,
        partner,
    )
    if number == 0:
        return
    for row in np.flatnonzero(ending):
        i, to = int(row), int(partner[row])
        size, was = float(firm.posts[i]), 0.0
        if to >= 0:
            was = float(firm.posts[to])
            take_in(
                i,
                to,
                firm.base_budget,
                firm.contract,
                firm.reserve,
                firm.domain,
                firm.domain_share,
                people.employer,
            )
            share = np.zeros(len(firm.state))
            share[to] = size / (size + was) if size + was > 0.0 else 0.0
            _stir(w, share)
        else:
            let_go(w.week, i, people.employer, people.present, people.left_week)
            w.municipality.balance[0] += firm.reserve[i]
            firm.reserve[i], firm.contract[i] = 0.0, 0.0
        firm.state[i] = InstitutionState.MERGED if to >= 0 else InstitutionState.DISSOLVED
        firm.state_week[i] = w.week
        firm.budget[i], firm.posts[i], firm.overlap[i] = 0.0, 0.0, 0.0
        w.log(
            "merged" if to >= 0 else "dissolved",
            subject="institutions",
            ids=i,
            cause=CAUSES[ending[i]],
            by="institutions" if to >= 0 else "municipality",
            by_ids=max(to, 0),
            value=size,
        )
