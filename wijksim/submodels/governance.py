"""Governance: what the municipality watches, how it reacts, and the teams that it sets up.

Represents: figures come late and blurred. A gap to the norm calls up more protocol as far as the
reaction is control; teams are refitted to need as far as hours are kept to learn from it. Rules,
mandates and administration of institutions and teams follow with delay, each from its own start.
Teams are started, judged and stopped; the front negotiates for room. Companions tell each part:
figures, rules, staffing, team, room.
Source: mechanisms of the project for the control trap (quarterly reaction, erosion of 0.02,
administration 0.20 + 0.25 x protocol); DRIFT 2014; Movisie on retreat to target groups under load.
Leaves out: elections, the persons of alderman and managers, and courts.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from wijksim.core.calendar import half_life_to_weekly_decay, per_week
from wijksim.core.elementary import one_minus_exp, one_minus_exp_array
from wijksim.entities.care_scale import hours_by_rung
from wijksim.entities.domains import N_DOMAINS, NOBODY, PAYERS
from wijksim.entities.world import Scope
from wijksim.submodels import governance_figures as figures
from wijksim.submodels import governance_room as room
from wijksim.submodels import governance_rules as rules
from wijksim.submodels import governance_staffing as staffing
from wijksim.submodels import governance_team as team
from wijksim.submodels.base import Submodel
from wijksim.submodels.governance_parameters import PARAMETERS

MONTH: Final = 4
QUARTER: Final = 13
_TEAM_PAYER: Final = PAYERS.index("municipality_team")

WRITES: Final = (
    *(f"institutions.{one}" for one in (
        "protocol", "admin_share", "mandate", "own_rules", "own_mandate",
    )),
    *(f"teams.{one}" for one in (
        "present", "mode", "started_week", "ended_week", "fte", "domain", "base_kind", "place",
        "protocol", "admin_share", "mandate", "composition", "need_estimate",
        "target_group", "review_hours",
    )),
    "professionals.team", "professionals.lent_week",
    *(f"municipality.{one}" for one in (
        "figures", "seen_gap", "protocol_pressure", "reflex", "patience_left",
        "memory", "room_claimed", "room_conceded", "room_weeks", "secured_week", "team_asked",
        "team_row", "rules_changed", "mandates_changed", "reorganisations", "alarm",
    )),
)  # fmt: skip


class Governance(Submodel):
    """A week of the municipality: look, do what was decided, and once a quarter react."""

    name = "governance"
    represents = "monitoring, control and learning, teams, and room to experiment"
    reads: tuple[str, ...] = (
        "requests.state", "requests.asked_week", "requests.first_hour_week",
        "residents.present", "residents.need",
        "places.kind", "places.open", "places.informality",
        "places.visitors_smooth", "institutions.municipal", "professionals.present",
        "professionals.id", "professionals.discipline", "professionals.finder",
        "professionals.employer", "professionals.joined_week", "professionals.left_week",
        "professionals.hours", "professionals.competence", "professionals.load",
        "professionals.practices", "professionals.leaked", "professionals.reflected_hours",
        "professionals.learning_met",
        "pairs.trust", "pairs.contacts",
    )  # fmt: skip
    writes = WRITES
    adds_to = ("municipality.cost",)
    levers = (
        "team.presence", "team.fte", "team.composition", "team.base", "team.scan_hours",
        "governance.reporting", "governance.patience", "governance.control", "governance.refitting",
        "governance.memory", "governance.decides", "rules.protocols", "room.willingness",
        "institutions.dismantling",
    )  # fmt: skip
    parameters = PARAMETERS
    draws: tuple[str, ...] = (*figures.DRAWS, *staffing.DRAWS, *team.DRAWS)

    def initialise(self, w: Scope) -> None:
        """Take rules and mandates as found, and administration as it follows from them."""
        town, firm = w.municipality, w.institutions
        town.figures[:] = w.p.norm_wait
        town.memory[0] = w.lever("governance.memory")
        town.patience_left[0] = team.patience_of(w)
        town.protocol_pressure[0] = asked_protocol(w)
        bound = firm.municipal > 0
        if bound.any():
            # What sets an institution apart is its distance to the others, not to the lever.
            firm.own_rules[:] = rules.bend(firm.protocol, float(firm.protocol[bound].mean()))
            firm.own_mandate[:] = rules.bend(firm.mandate, float(firm.mandate[bound].mean()))
        for row in np.flatnonzero(w.teams.present == 1):
            w.teams.mandate[row] = w.lever("governance.decides")
            w.teams.need_estimate[row] = staffing.shares_of(w.teams.domain[row].astype(np.float64))
            w.teams.target_group[row] = w.p.target_start
            team.count(w, int(row))
        team.plan_reviews(w)
        administer(w)

    def step(self, w: Scope) -> None:
        """One week, as the ODD protocol tells it.

        Every week the waiting is counted; teams start, stop or move when what is asked for changes;
        leaks are answered; rules and mandates go some way to what is asked, and administration
        follows. Once in four weeks teams open or close to other target groups. Once a quarter
        teams are kept up to strength and look at the need; the municipality sees its figure, reacts
        with rules, talks about room, and judges teams for which patience is spent.
        """
        self._count_waiting(w)
        self.watch(w)
        team.let_go_of_struck_posts(w)
        team.follow_what_is_asked(w)
        team.plan_reviews(w)
        room.answer_leaks(w)
        room.secure(w)
        town = w.municipality
        if w.teams.present.any():
            town.patience_left[0] -= 1
        decay = half_life_to_weekly_decay(w.p.memory_half_life)
        town.memory[0] += decay * (w.lever("governance.memory") - town.memory[0])
        if w.week % MONTH == 0:
            retreat(w, MONTH)
        if w.week % QUARTER == 0:
            self._look(w)
            self.see(w)
            room.negotiate(w, QUARTER)
            team.judge(w, QUARTER)
        shift_rules(w)
        administer(w)
        self._pay_rent(w)

    def _count_waiting(self, w: Scope) -> None:
        seen, q = w.municipality.figures[0], w.requests
        seen[1:] = seen[:-1].copy()
        seen[0] = figures.mean_waiting(
            w.week, QUARTER, q.state, q.asked_week, q.first_hour_week
        )  # fmt: skip

    def watch(self, w: Scope) -> None:
        """What the municipality takes in every week besides waiting: nothing in this form."""

    def see(self, w: Scope) -> None:
        """See the figure late and blurred, and add protocol as far as the reaction is control."""
        town, p = w.municipality, w.p
        dim = p.reporting_half / (p.reporting_half + w.lever("governance.reporting"))
        lag = round(p.lag_unreported * dim)
        figure = float(town.figures[0, lag])
        seen = figures.seen_through(w.key, w.week, figure, p.noise_unreported * dim)
        gap = figures.felt_gap(seen, p.norm_wait, p.gap_ceiling)
        town.seen_gap[0] = gap
        before = float(town.reflex[0])
        control = w.lever("governance.control")
        town.reflex[0] = reflex_after(before, gap, control, p.reflex_gain, p.reflex_erosion)
        if town.reflex[0] > before:
            w.log("protocol added", subject="municipality", ids=0, cause="figures too high",
                  by="municipality", by_ids=0, value=town.reflex[0])  # fmt: skip

    def _look(self, w: Scope) -> None:
        """Keep teams up to strength; let them scan and refit."""
        t, r, p = w.teams, w.residents, w.p
        rows = np.flatnonzero(t.present == 1)
        if rows.size == 0:
            return
        need = np.empty(N_DOMAINS)
        figures.need_shares(
            r.present, r.need, p.severity_vulnerable, p.severity_heavy, hours_by_rung(p), need
        )
        households = w.lever("team.scan_hours") * QUARTER / p.visit_hours
        for row in rows:
            team.keep_up(w, int(row))
            if households > 0.0:
                visited = households * hours_found(w, int(row))
                figures.scan(
                    w.key, w.week, int(row), visited, p.prior_households, need,
                    t.need_estimate[row],
                )  # fmt: skip
                team.learn_from_scanning(w, int(row))

    def _pay_rent(self, w: Scope) -> None:
        housed = (w.teams.present == 1) & (w.teams.place != NOBODY)
        fte = float(w.teams.fte[housed].astype(np.float64).sum())
        w.municipality.cost[0, _TEAM_PAYER] += per_week(w.p.rent) * fte


def hours_found(w: Scope, row: int) -> float:
    """Share, 0 to 1, of the hours asked for looking around that members of a team really had."""
    people = w.professionals
    members = (people.present == 1) & (people.team == row)
    return float(people.learning_met[members].mean(dtype=np.float64)) if members.any() else 0.0


def reflex_after(reflex: float, gap: float, control: float, gain: float, erosion: float) -> float:
    """Protocol added, after a quarter: dP = (1 - exp(-gain x control x gap)) (1 - P) - erosion x P.

    The exponential keeps it within 0 and 1; for small gaps it is the mechanisms' k R G (1 - P).
    """
    added = float(one_minus_exp(gain * control * gap)) * (1.0 - reflex)
    return reflex + added - erosion * reflex


def asked_protocol(w: Scope) -> float:
    """Protocol density asked for: the rules, and on what they leave free the reflex."""
    free = (1.0 - w.lever("rules.protocols")) * (1.0 - float(w.municipality.reflex[0]))
    return float(1.0 - free)


def shift_rules(w: Scope) -> None:
    """Rules and mandates of municipal institutions and of teams go some way to what is asked."""
    town, firm, teams = w.municipality, w.institutions, w.teams
    asked = asked_protocol(w)
    town.protocol_pressure[0] = asked
    pace = half_life_to_weekly_decay(w.p.rules_half_life)
    town.rules_changed[0] += rules.go_along(
        pace, asked, firm.municipal, firm.own_rules, firm.protocol, teams.present, teams.protocol
    )
    town.mandates_changed[0] += rules.go_along(
        pace, float(w.lever("governance.decides")), firm.municipal, firm.own_mandate, firm.mandate,
        teams.present, teams.mandate,
    )  # fmt: skip


def administer(w: Scope) -> None:
    """Share of hours for administration: a floor, protocol, reporting, and keeping records."""
    firm, teams, p = w.institutions, w.teams, w.p
    hours = w.lever("governance.reporting") + p.record_hours * w.lever("governance.memory")
    rules.administer(
        p.admin_rest, p.admin_protocol, hours / p.full_time_hours, firm.municipal, firm.protocol,
        firm.admin_share, teams.present, teams.protocol, teams.admin_share,
    )  # fmt: skip


def retreat(w: Scope, weeks: int) -> None:
    """Teams send on more when loaded, and fewer when they have time, by their members' load."""
    t, people, p = w.teams, w.professionals, w.p
    for row in np.flatnonzero(t.present == 1):
        inside = staffing.members(w, int(row))
        if inside.size == 0:
            continue
        load = float(people.load[inside].astype(np.float64).mean())
        over, under = max(0.0, load - p.target_load), max(0.0, p.target_load - load)
        rates = np.array([per_week(p.target_rise) * over, per_week(p.target_fall) * under])
        closing, opening = one_minus_exp_array(rates * weeks)
        t.target_group[row] += closing * (1.0 - t.target_group[row])
        t.target_group[row] -= opening * t.target_group[row]


class NoGovernance(Submodel):
    """Nobody governs: rules, mandates, teams and room stay as they were at the start."""

    name = "governance"
    represents = "rules and teams that never change"
    reads = ("institutions.municipal",)
    writes = WRITES
    levers = ("governance.reporting", "governance.memory")
    parameters = PARAMETERS

    def initialise(self, w: Scope) -> None:
        """Administration as it follows from the rules found at the start."""
        administer(w)
