"""Learning and roles: what professionals learn, dare, get wrong, and what it costs them.

Represents: breadth and role flexibility are learnt by doing and reflecting, both of which cost
hours. Room means deciding without waiting for approval, with more errors; protocol means fewer.
Strain (kramp) rises with uncertainty and overload, and drives absence and leaving, nothing else. A
deeper change asks hours until it is learnt, which unsettle, and can bring new practices where
there is reflection and room to try. Sharing data lets things out, the more often errors are made.

Source: model.md, submodel 9, after the essay (roles shift, room to experiment, cramp, dual loyalty
of seconded workers, function profiles and protocols). Absence and turnover: steady-state table of
Carnisse (85% present, 12% a year). Other sizes are assumptions.

Leaves out: schooling, wages, and learning from other neighbourhoods.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR, per_week
from wijksim.core.parameters import Parameter
from wijksim.entities.domains import NOBODY
from wijksim.entities.world import Scope
from wijksim.submodels import learning_course as course
from wijksim.submodels.base import Submodel

MONTHS_PER_YEAR: Final = 12.0


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("learning", name, unit, bounds, doc)


def _share(name: str, doc: str) -> Parameter:
    return _one(name, "1", (0, 1), doc)


def _pace(name: str, doc: str) -> Parameter:
    return _one(name, "1/week", (0, 1), doc)


PARAMETERS: Final = (
    _share("own_skill", "competence of a novice in the employer's domains"),
    _share("other_skill", "competence of a novice in other domains"),
    _share(
        "start_breadth",
        "breadth (from specialist to generalist) of a novice at an employer with one domain",
    ),
    _share(
        "breadth_of_all",
        "part of a novice's gap to generalist that an employer for all needs closes",
    ),
    _share("start_flexibility", "readiness of a novice to do the tasks of others"),
    _share("spread", "share by which new workers differ from each other"),
    _one(
        "skill_gain",
        "1/h",
        (0, 1),
        "part of the gap to full skill that an hour of work or reflection closes",
    ),
    _pace("forgetting", "loss of skill in domains that a specialist does not meet"),
    _pace("doing", "part of the gap to generalist that working with others closes"),
    _one(
        "reflecting",
        "1/h",
        (0, 1),
        "part of the gap to generalist that an hour of reflection closes",
    ),
    _one(
        "contacts_half",
        "1/week",
        (0.01, 50),
        "contacts at which a worker takes in half as much from others as is possible",
    ),
    _pace("narrowing", "loss of breadth (from generalist back to specialist) of who works alone"),
    _pace("profile_pace", "how fast function profiles take back tasks that had shifted"),
    _one(
        "depth_hours",
        "h/week",
        (0, 10),
        "hours a week that the deepest change takes until it is learnt",
    ),
    _one(
        "invention",
        "1/h2",
        (0, 1),
        (
            "part of a new practice found per hour of reflection and hour a week of learning a "
            "change, at full room"
        ),
    ),
    _pace("forgetting_practice", "loss of new practices"),
    _pace("spreading", "how fast a practice spreads in a team that shares all"),
    _one(
        "sharing",
        "1/h",
        (0, 1),
        "part of a team's practice that becomes shared per hour of reflection",
    ),
    _pace("fading", "loss of the practice that a team shares"),
    _one(
        "by_change",
        "week/h",
        (0, 5),
        "how strongly the hours that a change still asks make workers uncertain",
    ),
    _share("by_loyalty", "uncertainty of a seconded worker whose employer may vanish"),
    _pace("strain_overload", "rise of strain at endless overload"),
    _one(
        "overload_half",
        "1",
        (0.05, 5),
        "load over the norm at which strain rises half as fast as at endless overload",
    ),
    _pace("strain_uncertainty", "rise of strain at full uncertainty"),
    _pace("recovery", "how fast strain falls again"),
    _share("absence_at_ease", "absence by leave and illness without strain"),
    _share("absence_by_strain", "absence that full strain adds"),
    _pace("absence_pace", "how fast absence follows strain"),
    _one("quit_at_ease", "1/year", (0, 2), "rate at which workers leave without strain"),
    _one("quit_by_strain", "1/year", (0, 5), "rate of workers leaving that full strain adds"),
    _pace("room_pace", "how fast workers take the room to decide that they get, or lose it"),
    _share(
        "novice_errors",
        "share of decisions that somebody without skill gets wrong when deciding alone",
    ),
    _share(
        "expert_errors",
        "share of decisions that somebody with full skill gets wrong when deciding alone",
    ),
    _share("caught", "share of errors that checking by protocol catches"),
    _one(
        "leak_rate",
        "1/year",
        (0, 20),
        "leaks of data per shared case at full sharing and certain error",
    ),
)


class Learning(Submodel):
    """Competence, breadth, roles, room, errors, strain and practices of every professional."""

    name = "learning"
    represents = "what professionals learn, dare and get wrong, and what strain does to them"
    reads = (
        "professionals.present", "professionals.id", "professionals.finder",
        "professionals.employer", "professionals.team", "professionals.joined_week",
        "professionals.load", "professionals.hours_direct", "professionals.learning_met",
        "pairs.contacts", "pairs.activities", "pairs.joint_cases",
        "pairs.recognition", "institutions.domain", "institutions.unrest",
        "institutions.survival_pressure", "institutions.mandate", "institutions.protocol",
        "teams.present", "teams.domain", "teams.mandate", "teams.protocol", "teams.review_hours",
        "municipality.room_conceded",
    )  # fmt: skip
    writes = (
        "professionals.competence", "professionals.breadth", "professionals.role_flexibility",
        "professionals.strain", "professionals.absence", "professionals.quit_hazard",
        "professionals.room", "professionals.error_rate", "professionals.reflection_hours",
        "professionals.practices", "professionals.leaked", "professionals.change_hours",
        "professionals.reflected_hours", "professionals.team_practised", "teams.shared_practice",
    )  # fmt: skip
    levers = (
        "learning.reflection_hours", "change.depth", "rules.function_profiles", "data.sharing",
    )  # fmt: skip
    parameters = PARAMETERS
    links = ("R4.strain", "R10.reflected", "R10.room_conceded")
    draws = course.DRAWS

    def initialise(self, w: Scope) -> None:
        """Keep what the builder set; give competence to those without, and ask for reflection."""
        welcome(w, everybody_unset=True)
        plan_hours(w)

    def step(self, w: Scope) -> None:
        """Welcome newcomers; feel strain; learn; decide; share practice; plan next week's hours."""
        welcome(w, everybody_unset=False)
        w.professionals.reflected_hours[:] = spent = reflected_hours(w)
        reflected = w.link("R10.reflected", spent)
        self._strain(w)
        self._learn(w, reflected)
        self._decide(w)
        pro, p = w.professionals, w.p
        course.share_practice(
            w.week, pro.present, pro.joined_week, pro.team, w.teams.present, reflected,
            pro.practices, p.sharing, p.fading, p.spreading, w.pairs.recognition,
            pro.team_practised, w.teams.shared_practice,
        )  # fmt: skip
        plan_hours(w)

    def log_events(self, w: Scope) -> None:
        """Tell of leaks."""
        pro = w.professionals
        leaks = np.flatnonzero(pro.leaked == 1)
        w.log("leak", subject="professionals", ids=pro.id[leaks], cause="an error with shared data",
              by="professionals", by_ids=pro.id[leaks], value=pro.error_rate[leaks])  # fmt: skip

    def _strain(self, w: Scope) -> None:
        pro, firm, p = w.professionals, w.institutions, w.p
        uncertain = np.empty(pro.present.shape[0])
        course.uncertainty(
            pro.change_hours, pro.present, pro.employer, pro.team, firm.unrest,
            firm.survival_pressure, w.teams.shared_practice, p.by_change, p.by_loyalty, uncertain,
        )  # fmt: skip
        course.feel_strain(
            pro.present, pro.load, w.link("R4.strain", uncertain), p.strain_overload,
            p.overload_half, p.strain_uncertainty, p.recovery, p.absence_at_ease,
            p.absence_by_strain, p.absence_pace, per_week(p.quit_at_ease),
            per_week(p.quit_by_strain), pro.strain, pro.absence, pro.quit_hazard,
        )  # fmt: skip

    def _learn(self, w: Scope, reflected: NDArray[np.float64]) -> None:
        pro, p = w.professionals, w.p
        course.learn(
            pro.present, pro.finder, pro.employer, w.institutions.domain, pro.team,
            w.teams.domain, pro.hours_direct, reflected, changing_hours(w), w.pairs.contacts,
            w.pairs.activities, w.lever("rules.function_profiles"), p.doing, p.reflecting,
            p.contacts_half, p.skill_gain, p.forgetting, p.narrowing, p.profile_pace, p.invention,
            p.forgetting_practice, pro.room, pro.competence, pro.breadth, pro.role_flexibility,
            pro.practices,
        )  # fmt: skip

    def _decide(self, w: Scope) -> None:
        pro, firm, team, p = w.professionals, w.institutions, w.teams, w.p
        conceded = w.link("R10.room_conceded", float(w.municipality.room_conceded[0]))
        course.decide(
            w.key, w.week, pro.present, pro.id, pro.employer, firm.domain, pro.team, team.domain,
            firm.mandate, firm.protocol, team.mandate, team.protocol, conceded, p.room_pace,
            p.novice_errors, p.expert_errors, p.caught, w.lever("data.sharing"),
            per_week(p.leak_rate), w.pairs.joint_cases, pro.competence, pro.room, pro.error_rate,
            pro.leaked,
        )  # fmt: skip


class NoLearning(Submodel):
    """Nobody learns, tires or leaves: professionals stay as they are at the start."""

    name = "learning"
    represents = "no change in what professionals know and bear"
    reads = (
        "professionals.present", "professionals.id", "professionals.joined_week",
        "professionals.employer", "institutions.domain",
    )  # fmt: skip
    writes = Learning.writes
    parameters = PARAMETERS

    def initialise(self, w: Scope) -> None:
        """Keep what the builder set, and give competence to those without."""
        welcome(w, everybody_unset=True)


def welcome(w: Scope, *, everybody_unset: bool) -> None:
    """Set those who joined this week, or at the start everybody whom the builder left without."""
    pro, p = w.professionals, w.p
    course.newcomers(
        w.key, w.week, everybody_unset, pro.present, pro.id, pro.joined_week, pro.employer,
        w.institutions.domain, p.own_skill, p.other_skill, p.start_breadth, p.breadth_of_all,
        p.start_flexibility, p.spread, p.absence_at_ease, pro.competence, pro.breadth,
        pro.role_flexibility, pro.strain, pro.absence, pro.room, pro.practices,
    )  # fmt: skip


def reflection_a_week(w: Scope) -> float:
    """Hours of reflection asked of each worker, h/week, from the lever in h/month."""
    return float(w.lever("learning.reflection_hours")) * MONTHS_PER_YEAR / WEEKS_PER_YEAR


def plan_hours(w: Scope) -> None:
    """Ask for hours: reflection, reviews of a team, and what a deep change takes until learnt."""
    pro = w.professionals
    asked = np.float32(reflection_a_week(w))
    change = np.float32(w.p.depth_hours * w.lever("change.depth"))
    worker = (pro.present == 1) & (pro.finder == 0)
    pro.change_hours[:] = change * (1 - pro.practices) * worker
    review = np.where(pro.team == NOBODY, np.float32(0.0), w.teams.review_hours[pro.team])
    pro.reflection_hours[:] = (asked + review) * worker + pro.change_hours


def reflected_hours(w: Scope) -> NDArray[np.float64]:
    """Hours really spent on reflection (h/week), as far as there were hours for learning.

    Those hours also serve a deep change, a vision and a team's scanning: what falls short, falls
    short of all alike. A lever that rises counts from the week after, when hours were asked.
    """
    asked = w.professionals.reflection_hours.astype(np.float64)
    spent: NDArray[np.float64] = np.minimum(reflection_a_week(w), asked)
    spent *= w.professionals.learning_met
    return spent


def changing_hours(w: Scope) -> NDArray[np.float64]:
    """Hours really spent on learning a change (h/week), of those asked the week before."""
    asked: NDArray[np.float64] = w.professionals.change_hours.astype(np.float64)
    asked *= w.professionals.learning_met
    return asked
