"""Casework: from a question to the end of care, and where the hours of professionals go.

Represents: requests wait in line at a door, are taken on within the caseload ladder, get a plan, a
worker and hours; several helpers in one household cost coordination and may work at cross purposes;
administration and accountability take hours first; under load the rationing valves open.
Source: forms and figures of `mechanisms.md`; street-level bureaucracy of Lipsky 1980; Rekenkamer
Rotterdam 2018 on waiting and duration. Ideas apart stand in the companions: queue, intake, parties,
hours, outcome.
Leaves out: needs themselves, provisions in kind, and decisions about money per client.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR, weekly_probability
from wijksim.core.errors import WijksimError
from wijksim.entities.care_scale import FULL_TIME, SCALE, hours_by_rung, intensities
from wijksim.entities.domains import NOBODY, PAYERS, Ending
from wijksim.entities.events import Telling
from wijksim.entities.shared_numbers import CASE_CONTACTS, OWN_DOOR
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.casework_bench import Bench
from wijksim.submodels.casework_hours import (
    book_costs,
    claims_of,
    give_hours,
    muster,
    share_hours,
)
from wijksim.submodels.casework_intake import carry, take_in
from wijksim.submodels.casework_outcome import leave, review, send_away, welcome
from wijksim.submodels.casework_parties import (
    clear_households,
    coordinate,
    group_by_household,
    hand_over,
    seat,
)
from wijksim.submodels.casework_queue import doors, line_up, open_requests, priorities
from wijksim.submodels.casework_settings import PARAMETERS

Array = NDArray[Any]

_REQUESTS: Final = (
    "state", "resident", "resident_id", "domain", "channel", "asked_week", "severity_asked",
    "need_age", "intake_week", "handler_week", "plan_week", "first_hour_week", "ended_week",
    "ending", "handler", "access", "rung", "claim", "calm_weeks", "conflict",
)  # fmt: skip
_HOURS: Final = (
    "hours_present", "hours_admin", "hours_intake", "hours_coordination", "coordination_met",
    "hours_learning", "learning_met", "hours_outreach", "hours_direct", "intake_owed",
)  # fmt: skip
WRITES: Final = (
    *(f"requests.{name}" for name in _REQUESTS),
    *(f"residents.{name}" for name in ("request", "formal_hours", "care_ended_week", "care_turns")),
    *(f"households.{name}" for name in ("parties", "open_cases", "lead", "conflict_weeks")),
    *(f"professionals.{name}" for name in _HOURS),
    "professionals.cases", "professionals.load", "professionals.gave_to", "pairs.joint_cases",
    "municipality.door_staffed",
)  # fmt: skip
_TEAM_PAYER: Final = PAYERS.index("municipality_team")

ENDED: Final = tuple(Telling("request ended", how.name.lower()) for how in Ending)
"""What the log tells of requests that ended, by how."""


class Casework(Submodel):
    """Requests, caseloads, hours and outcomes; first come, first served.

    `_top` is a row of the requests table from which on none is in use.
    """

    name = "casework"
    represents = "queues, plans, caseloads, coordination, hours and rationing in formal care"
    reads = (
        "residents.present", "residents.id", "residents.household", "residents.need",
        "residents.onset_week", "residents.crisis_week", "residents.asking",
        "households.id", "households.first", "households.beds", "households.head",
        "professionals.present", "professionals.id", "professionals.discipline",
        "professionals.finder", "professionals.employer", "professionals.joined_week",
        "professionals.hours", "professionals.team", "professionals.competence",
        "professionals.role_flexibility", "professionals.absence", "professionals.room",
        "professionals.error_rate", "professionals.reflection_hours",
        "professionals.vision_hours", "professionals.weight", "professionals.granting",
        "pairs.trust", "institutions.kind", "institutions.state", "institutions.domain",
        "institutions.domain_share", "institutions.municipal", "institutions.cost_per_fte",
        "institutions.protocol", "institutions.admin_share",
        "institutions.holding", "institutions.dismantling", "institutions.overlap",
        "initiatives.replacing_hours", "municipality.shared_vision",
        "teams.present", "teams.mode", "teams.started_week", "teams.domain", "teams.protocol",
        "teams.admin_share", "teams.target_group",
    )  # fmt: skip
    writes = WRITES
    adds_to = ("municipality.cost",)
    levers = (
        "norm.self_reliance", "rules.result_targets", "coordination.rule", "data.sharing",
        "team.scan_hours", "access.desk_hours", "access.self_referral", "access.finder_hours",
        "access.outreach_hours",
        "initiatives.hours",
    )  # fmt: skip
    parameters = (*PARAMETERS, *SCALE, FULL_TIME, OWN_DOOR, CASE_CONTACTS)
    links = ("R1.coordination", "R2.admin_share", "R2.team_admin_share", "R3.layers", "R5.holding")
    draws = (
        "casework.queue", "casework.sent_on", "casework.passed_over", "casework.withdrawing",
        "casework.closing_early", "casework.conflict", "casework.team_contact", "casework.holds_on",
        "casework.gives_up", "casework.scaled_down",
    )  # fmt: skip

    def initialise(self, w: Scope) -> None:
        """Start without requests; hours are split as in a week without cases."""
        w.requests.state[:] = 0
        w.residents.request[:] = NOBODY
        w.professionals.gave_to[:] = NOBODY
        w.households.lead[:] = NOBODY
        p = w.p
        self._top = 0
        self._bench = Bench.of(
            requests=w.requests.state.shape[0],
            households=w.households.id.shape[0],
            posts=w.professionals.present.shape[0],
            teams=w.teams.present.shape[0],
        )
        ladder = np.array([p.ladder_light, p.ladder_vulnerable, p.ladder_heavy])
        self._rung_load = intensities(p)[:, None] / ladder[None, :]
        hours = hours_by_rung(p)
        self._cost = hours / hours.max()
        self._muster(w, w.institutions.admin_share, w.teams.admin_share)
        self._share_hours(w)

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Requests of those who left end; newcomers have no history with services."""
        q, r = w.requests, w.residents
        leave(
            rows, w.week, q.state, q.resident, q.domain, q.handler, q.first_hour_week,
            q.ended_week, q.ending, q.conflict, r.request, r.formal_hours, r.care_ended_week,
            r.care_turns,
        )  # fmt: skip

    def step(self, w: Scope) -> None:
        """One week: muster staff, end, open, queue, take in, coordinate, split hours, give."""
        w.residents.care_turns[:] = 0
        self._muster(
            w,
            w.link("R2.admin_share", w.institutions.admin_share),
            w.link("R2.team_admin_share", w.teams.admin_share),
        )
        self._holding = w.link("R5.holding", w.institutions.holding)
        self._review(w)
        self._open(w)
        self._take_in(w)
        self._coordinate(w)
        self._share_hours(w)
        self._give(w)

    def head_start(self, w: Scope) -> float:
        """Weeks by which the most severe go before others in line: none, first come first."""
        return 0.0

    def _muster(self, w: Scope, admin: Array, team_admin: Array) -> None:
        """Who works how long; `admin` are shares of administration: a link, but before any week."""
        p, b, pro, inst, team = w.p, self._bench, w.professionals, w.institutions, w.teams
        posts = b.posts
        doors(team.present, team.mode, team.started_week, team.domain, b.layer, b.door)
        muster(
            pro.present, pro.finder, pro.employer, pro.team, pro.hours, pro.absence, pro.room,
            pro.intake_owed, inst.state, inst.kind, inst.protocol, admin, team.present, team.mode,
            team.protocol, team_admin, posts["carrier"], posts["seconded"], posts["in_team"],
            posts["fte"], posts["present"], posts["admin"], posts["plan_weeks"],
            posts["plan_hours"], posts["intake_room"], b.team_hours, b.team_plan, posts["desk"],
            w.municipality.door_staffed, p.full_time_hours, p.plan_weeks, p.approval_weeks,
            p.plan_hours, p.approval_hours, p.share_intake,
            p.desk_staff * w.lever("access.desk_hours"),
            p.own_door if w.lever("access.self_referral") == "yes" else 0.0,
        )  # fmt: skip

    def _review(self, w: Scope) -> None:
        p, q, r, pro = w.p, w.requests, w.residents, w.professionals
        early = weekly_probability(p.closing_early * w.lever("rules.result_targets"))
        review(
            w.week, w.key, self._top, q.state, q.resident, q.resident_id, q.domain, q.channel,
            q.handler, q.handler_week, q.asked_week, q.first_hour_week, q.ended_week, q.ending,
            q.calm_weeks, q.conflict, r.need, r.crisis_week, r.request, r.formal_hours,
            r.care_ended_week, r.household, w.households.head, r.care_turns, pro.present,
            pro.joined_week, pro.employer, self._holding, p.close_severity, p.close_weeks,
            p.holding_on, weekly_probability(p.withdrawing), early, p.early_severity, p.late_weeks,
        )  # fmt: skip

    def _open(self, w: Scope) -> None:
        p, q, r = w.p, w.requests, w.residents
        self._top, left_out = open_requests(
            w.week, w.key, self._top, r.asking.view(np.uint32).reshape(-1), r.asking, r.request,
            r.present, r.id, r.need, r.onset_week, self._bench.door, w.teams.target_group,
            q.state, q.resident, q.resident_id, q.domain, q.channel, q.asked_week,
            q.severity_asked, q.need_age, q.intake_week, q.handler_week, q.plan_week,
            q.first_hour_week, q.ended_week, q.ending, q.handler, q.access, q.rung,
            q.claim, q.calm_weeks, q.conflict, p.severity_vulnerable, p.severity_heavy,
        )  # fmt: skip
        if left_out:
            raise WijksimError(
                f"{left_out} requests found no room among {q.state.shape[0]}",
                why="a request that is not written down would be lost",
                do="give the table of requests more rows",
            )

    def _take_in(self, w: Scope) -> None:
        p, b, q, r, pro = w.p, self._bench, w.requests, w.residents, w.professionals
        posts = b.posts
        carry(
            w.week, w.key, self._top, q.state, q.resident, q.resident_id, q.domain, q.handler,
            q.handler_week, q.plan_week, q.rung, q.claim, q.access, r.need, pro.team,
            posts["in_team"], posts["present"], posts["admin"], pro.intake_owed,
            posts["intake_room"], b.team_room, posts["plan_weeks"],
            posts["plan_hours"], self._rung_load, posts["load"], posts["intake"], pro.cases,
            p.review_weeks, p.scaling_down, p.share_intake, p.light_plan, p.plan_again,
            p.severity_vulnerable, p.severity_heavy, hours_by_rung(p),
        )  # fmt: skip
        posts["coordination"][:] = 0.0
        hand_over(
            w.week, w.key, self._top, pro.id, pro.employer, self._holding,
            pro.granting, posts["carrier"], q.state, q.domain, q.handler,
            q.handler_week, q.rung, self._rung_load, pro.competence, posts["fte"],
            posts["load"], pro.cases, posts["coordination"], pro.gave_to, p.caseload_limit,
            p.competence_needed,
            p.handover_hours,
        )  # fmt: skip
        worst_first, cheap_first = priorities(
            pro.present, pro.finder, pro.weight, w.municipality.shared_vision[0], p.priority_weeks
        )
        waiting = line_up(
            w.week, w.key, self._top, q.state, q.handler, q.resident_id, q.domain, q.asked_week,
            q.severity_asked, worst_first + self.head_start(w), cheap_first, self._cost, q.rung,
            b.queue, b.rank, b.bucket, b.unsorted,
            b.mean_wait,
        )  # fmt: skip
        norm = w.lever("norm.self_reliance")
        pressure = b.mean_wait / (b.mean_wait + p.rationing_weeks)
        threshold = norm + (1.0 - norm) * p.rationing * pressure
        take_in(
            w.week, w.key, b.queue, waiting, threshold, q.state, q.resident, q.resident_id,
            q.domain, q.asked_week, q.intake_week, q.handler_week, q.ending, q.handler, q.access,
            q.rung, r.need, r.household, r.request, w.households.first, w.households.beds, b.door,
            w.teams.present, w.teams.mode, b.team_room, b.team_used, b.team_plan, posts["carrier"],
            pro.team, posts["in_team"], posts["seconded"], pro.employer, w.institutions.domain,
            pro.competence, pro.role_flexibility, self._trust(w), posts["fte"], posts["present"],
            posts["load"], posts["intake"],
            pro.cases, posts["plan_hours"], posts["intake_room"], self._rung_load, b.full, b.known,
            p.severity_vulnerable, p.severity_heavy, p.access_hours, p.light_plan, p.plan_again,
            p.handover_weeks, p.caseload_limit, p.urgent_limit, p.urgent_weeks,
            p.passing_over * w.lever("rules.result_targets"), p.competence_needed, p.weigh_room,
            p.weigh_continuity, p.weigh_trust,
        )  # fmt: skip
        send_away(
            w.week, b.queue, waiting, q.state, q.resident, q.domain, q.handler, q.first_hour_week,
            q.ended_week, q.ending, q.conflict, r.request, r.formal_hours, r.care_ended_week,
            r.household, w.households.head, r.care_turns,
        )  # fmt: skip

    def _trust(self, w: Scope) -> Array:
        """Trust as it works on choice and coordination: the link of R1."""
        trust: Array = w.link("R1.coordination", w.pairs.trust)
        return trust

    def _coordinate(self, w: Scope) -> None:
        p, b, q, h, pro = w.p, self._bench, w.requests, w.households, w.professionals
        posts = b.posts
        households = group_by_household(
            self._top, q.state, q.resident, w.residents.household, h.open_cases, h.parties, b.head,
            b.following, b.touched,
        )  # fmt: skip
        seat(w.teams.present, pro.team, posts["carrier"], b.ring)
        w.pairs.joint_cases.fill(0)
        rule = w.lever("coordination.rule")
        coordinate(
            w.week, w.key, b.touched, households, b.head, b.following, h.id, h.open_cases,
            h.parties, h.lead, h.conflict_weeks, q.handler, q.access, q.domain, q.resident_id,
            q.conflict, b.ring, pro.team, posts["seconded"], pro.employer,
            w.institutions.dismantling * w.institutions.overlap,
            b.layer, w.link("R3.layers", b.layer), w.teams.domain, w.teams.present, self._trust(w),
            pro.weight, pro.coordination_met, w.pairs.joint_cases, posts["coordination"],
            b.person, b.organisation, w.institutions.state.shape[0], int(rule == "lead_worker"),
            int(rule == "mandatory_plan"), p.case_contacts * p.contact_hours, p.trust_saves,
            p.sharing_saves * w.lever("data.sharing"), p.writing_hours, p.lead_trust,
            weekly_probability(p.conflict_rate), weekly_probability(p.mending_rate),
            p.mending_trust, p.lead_calms, p.plan_calms,
        )  # fmt: skip
        clear_households(h.open_cases, h.lead, h.conflict_weeks)

    def _share_hours(self, w: Scope) -> None:
        p, b, q, pro = w.p, self._bench, w.requests, w.professionals
        posts = b.posts
        self._by_members = claims_of(
            self._top, q.state, q.handler, q.domain, q.claim, w.initiatives.replacing_hours,
            posts["claims"],
        )  # fmt: skip
        share_hours(
            pro.present, pro.finder, pro.discipline, pro.team, posts["present"], posts["admin"],
            posts["intake"], posts["intake_room"], posts["desk"], pro.intake_owed,
            posts["coordination"], posts["claims"], pro.reflection_hours, pro.vision_hours,
            b.team_hours, b.team_used, b.team_left, pro.hours_present,
            pro.hours_admin, pro.hours_intake, pro.hours_coordination, pro.hours_learning,
            pro.hours_outreach, pro.hours_direct, pro.coordination_met, pro.learning_met,
            w.lever("team.scan_hours"), w.lever("access.outreach_hours"),
            w.lever("access.finder_hours"), w.lever("initiatives.hours"), p.share_intake,
            p.share_coordination, p.share_learning, p.outreach_floor, p.outreach_gives_way,
            p.too_much,
        )  # fmt: skip

    def _give(self, w: Scope) -> None:
        p, q, r, pro, posts = w.p, w.requests, w.residents, w.professionals, self._bench.posts
        give_hours(
            w.week, self._top, q.state, q.resident, q.domain, q.handler, q.first_hour_week,
            q.claim, q.conflict, posts["claims"], pro.hours_direct, pro.competence,
            pro.error_rate, r.formal_hours, self._by_members, p.skill_floor, p.conflict_work,
        )  # fmt: skip
        welcome(
            w.week, self._top, q.state, q.resident, q.domain, q.asked_week, q.first_hour_week,
            r.household, w.households.head, r.care_turns, p.late_weeks,
        )  # fmt: skip
        np.divide(posts["load"], posts["fte"], out=posts["load"], where=posts["fte"] > 0.0)
        pro.load[:] = posts["load"]
        book_costs(
            pro.present, pro.hours, pro.employer, pro.team, w.teams.present,
            w.institutions.municipal, w.institutions.domain_share, w.municipality.cost[0],
            w.institutions.cost_per_fte, p.full_time_hours * WEEKS_PER_YEAR, _TEAM_PAYER,
        )  # fmt: skip

    def log_events(self, w: Scope) -> None:
        """Asked, planned, first hour and end of every request that changed this week."""
        q, pro = w.requests, w.professionals
        asked = np.flatnonzero(q.asked_week == w.week)
        asked = asked[q.ended_week[asked] < w.week]
        w.log("request came in", subject="residents", ids=q.resident_id[asked], cause="need",
              value=q.severity_asked[asked])  # fmt: skip
        for kind, column in (("plan made", q.plan_week), ("first hour", q.first_hour_week)):
            rows = np.flatnonzero(column == w.week)
            rows = rows[q.handler[rows] != NOBODY]
            w.log(kind, subject="residents", ids=q.resident_id[rows], cause="request",
                  by="professionals", by_ids=pro.id[q.handler[rows]],
                  value=w.week - q.asked_week[rows])  # fmt: skip
        ended = np.flatnonzero(q.ended_week == w.week)
        w.log_each(ENDED, which=q.ending[ended], subject="residents", ids=q.resident_id[ended],
                   value=w.week - q.asked_week[ended])  # fmt: skip


class TriageCasework(Casework):
    """The same with triage: severity gives a head start in line."""

    def head_start(self, w: Scope) -> float:
        """Weeks by which the most severe go before others in line."""
        weeks: float = w.p.triage_weeks
        return weeks


class NoCasework(Submodel):
    """No formal care at all: questions stay unanswered, nobody's hours are spent."""

    name = "casework"
    represents = "formal care left out"
    writes = WRITES
