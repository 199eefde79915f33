"""Cooperation: trust and recognition between pairs of professionals.

Represents: two professionals come to trust each other by joint contacts that go well and by being
granted a client, and lose it by those that go badly and by leaks. Shared cases, a shared place and
reflection in one team bring contacts; lack of time, little common ground, unclear roles and rival
claims make them go badly more often. Turnover and reorganisation break pairs up. Seeing the worth
of another's practice (recognition) is a state of its own: it grows by any contact, good or bad.

Source: the trial of the mode of cooperation (gain 0.045, loss twice that, drift 0.002 a week, 0.30
contacts per pair, shared case and week); what hinders a contact is from the essay (competition,
role unclarity, lack of time), sizes are assumptions.

Leaves out: trust between organisations as such, and hierarchy within an organisation. Who carries
which case is casework's; what a mode of cooperation is, is for those who observe.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter
from wijksim.entities.domains import NOBODY
from wijksim.entities.shared_numbers import CASE_CONTACTS
from wijksim.entities.world import Scope
from wijksim.submodels import cooperation_breaks as breaks
from wijksim.submodels import cooperation_contacts as occasions
from wijksim.submodels.base import Submodel

Doubles = NDArray[np.float64]


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("cooperation", name, unit, bounds, doc)


def _share(name: str, doc: str) -> Parameter:
    return _one(name, "1", (0, 1), doc)


PARAMETERS: Final = (
    CASE_CONTACTS,
    _one("hours_per_activity", "h", (0.1, 40), "hours together per joint activity"),
    _one(
        "conversation",
        "1",
        (1, 100),
        "number of others one talks with at a time, where hours are divided among those present",
    ),
    _share("choice_by_trust", "how far colleagues are chosen by trust, 0: by availability alone"),
    _one(
        "best_chance",
        "1",
        (0, 0.65),
        "chance that a contact succeeds without hindrance and without trust",
    ),
    _one(
        "trust_to_success",
        "1",
        (0, 0.35),
        "what full mutual trust adds to the chance that a contact succeeds",
    ),
    _share(
        "spoilt_by_shortage",
        "share of a contact's chance of success lost when there is no time at all",
    ),
    _share(
        "spoilt_by_mismatch",
        "share of a contact's chance of success lost between rigid workers without common ground",
    ),
    _share(
        "spoilt_by_unclear_roles",
        "share of a contact's chance of success lost when nobody knows who does what",
    ),
    _share(
        "spoilt_by_rivalry",
        "share of a contact's chance of success lost when employers fully claim the same clients",
    ),
    _one(
        "hours_per_case_half",
        "h/week",
        (0.01, 20),
        "hours per case at which half of the time is lacking",
    ),
    _share("gain", "part of the gap to full trust that one successful contact closes"),
    _share("loss", "part of trust that one failed contact takes"),
    _share("insight_case", "part of the gap to full recognition that one contact on a case closes"),
    _share(
        "insight_activity", "part of the gap to full recognition that one joint activity closes"
    ),
    _one("drift", "1/week", (0, 1), "rate at which trust goes back to trust in a stranger"),
    _one(
        "strength",
        "1",
        (0.5, 100),
        "contacts that a first impression counts for, when trust rests on counting contacts",
    ),
    _one("forgetting", "1/week", (0, 1), "share of remembered contacts that is forgotten"),
    _one("fading", "1/week", (0, 1), "loss of recognition without contact"),
    _one("smoothing", "1/week", (0, 1), "weight of this week in the running mean of contacts"),
    _share("prior", "trust in a stranger of another employer"),
    _share("prior_within", "trust in a stranger of one's own employer"),
    _share("prior_recognition", "recognition of a stranger's practice"),
    _share(
        "broken_share",
        "share of pairs of professionals that a reorganisation or a change of team ends",
    ),
    _share("leak_loss", "part of trust that a leak of data takes"),
    _share("gift_gain", "part of the gap to full trust that being granted a client closes"),
    _share(
        "offer_rate",
        "chance to offer a client after a successful contact, at full trust and recognition",
    ),
)

READS: Final = (
    "professionals.present", "professionals.id", "professionals.finder", "professionals.employer",
    "professionals.joined_week", "professionals.left_week", "professionals.team",
    "professionals.base", "professionals.competence", "professionals.role_flexibility",
    "professionals.leaked", "professionals.gave_to", "professionals.cases",
    "professionals.hours_present", "professionals.hours_admin", "professionals.hours_intake",
    "professionals.hours_outreach", "professionals.reflected_hours",
    "professionals.coordination_met",
    "pairs.joint_cases",
    "institutions.survival_pressure", "institutions.holding", "institutions.inward",
    "places.open", "places.open_hours", "municipality.reorganisations",
)  # fmt: skip


class Cooperation(Submodel):
    """Contacts, trust and recognition between all pairs, week by week."""

    name = "cooperation"
    represents = "trust and recognition between professionals, by what they do together"
    reads = READS
    writes = (
        "pairs.trust", "pairs.recognition", "pairs.contacts", "pairs.activities",
        "pairs.evidence", "professionals.granting", "professionals.team_seen",
        "municipality.reorganisations_seen",
    )  # fmt: skip
    parameters = PARAMETERS
    links = ("R1.trust", "R4.reorganised", "R5.rivalry", "R5.outward")
    draws = (*occasions.DRAWS, *breaks.DRAWS)
    fear_by_itself = 1
    """Whether (1 or 0) fear makes rival claims by itself too, beside the holding on it feeds."""

    def initialise(self, w: Scope) -> None:
        """Keep what the builder knows of pairs; those it left at 0 start from the priors."""
        start_pairs(w)

    def step(self, w: Scope) -> None:
        """Wear down, reset who changed, break up what is reorganised, then meet."""
        pro, pair, p = w.professionals, w.pairs, w.p
        breaks.wear_down(
            pro.present, pro.employer, p.prior, p.prior_within, self.drift(w), p.fading,
            p.smoothing, pair.trust, pair.recognition, pair.contacts, pair.activities,
        )  # fmt: skip
        breaks.reset_changed_posts(
            w.week, pro.joined_week, pro.left_week, pro.employer,
            p.prior, p.prior_within, p.prior_recognition,
            pair.trust, pair.recognition, pair.contacts, pair.activities,
        )  # fmt: skip
        self._break_up(w)
        breaks.leaks_and_gifts(
            pro.present, pro.leaked, pro.gave_to, pair.joint_cases, p.leak_loss, p.gift_gain,
            pair.trust,
        )  # fmt: skip
        self.remember(w)
        self._meet(w)

    def log_events(self, w: Scope) -> None:
        """Tell who granted a client to whom."""
        pro = w.professionals
        gave = np.flatnonzero((pro.gave_to != NOBODY) & (pro.present == 1))
        w.log("client granted", subject="professionals", ids=pro.id[pro.gave_to[gave]],
              cause="trust and recognition", by="professionals", by_ids=pro.id[gave])  # fmt: skip

    def drift(self, w: Scope) -> float:
        """Pull of trust to the prior in a week without contact."""
        pull: float = w.p.drift
        return pull

    def remember(self, w: Scope) -> None:
        """What becomes of contacts remembered: nothing, where trust does not go by counting."""

    def strength(self, w: Scope) -> float:
        """Contacts that a first impression counts for: 0, trust does not go by counting here."""
        return 0.0

    def company(self, w: Scope) -> tuple[Doubles, Doubles]:
        """Others among whom an hour is shared out, at a place and in a team: 0, all have it all."""
        nobody = np.zeros(w.professionals.present.shape[0])
        return nobody, nobody

    def _break_up(self, w: Scope) -> None:
        pro, pair, town, p = w.professionals, w.pairs, w.municipality, w.p
        came = bool(town.reorganisations[0] > town.reorganisations_seen[0])
        reorganised = bool(w.link("R4.reorganised", came))
        town.reorganisations_seen[0] = town.reorganisations[0]
        if reorganised or not np.array_equal(pro.team, pro.team_seen):
            breaks.break_up(
                w.key, w.week, reorganised, pro.id, pro.present, pro.finder, pro.employer,
                pro.team, pro.team_seen, p.broken_share, p.prior, p.prior_within,
                pair.trust, pair.contacts, pair.activities,
            )  # fmt: skip

    def _meet(self, w: Scope) -> None:
        pro, pair, firm, p = w.professionals, w.pairs, w.institutions, w.p
        n = pro.present.shape[0]
        shortage, rivalry, outward = np.empty(n), np.empty(n), np.empty(n)
        situation(
            pro.employer, pro.hours_present, pro.hours_admin, pro.hours_intake, pro.cases,
            firm.survival_pressure, firm.holding, firm.inward, self.fear_by_itself,
            p.hours_per_case_half, shortage, rivalry, outward,
        )  # fmt: skip
        rivalry, outward = w.link("R5.rivalry", rivalry), w.link("R5.outward", outward)
        pairs_at_most = max(1, n * (n - 1) // 2)
        first, second = np.empty(pairs_at_most, np.int32), np.empty(pairs_at_most, np.int32)
        about_cases = np.empty(pairs_at_most, np.float32)
        about_activities = np.empty(pairs_at_most, np.float32)
        at_place, in_team = self.company(w)
        found = occasions.find_occasions(
            pro.present, pro.employer, outward, pair.joint_cases, pro.base, pro.team,
            w.places.open_hours * w.places.open, pro.hours_outreach, pro.reflected_hours,
            at_place, in_team, p.conversation, pro.coordination_met, p.case_contacts,
            p.hours_per_activity, first, second, about_cases, about_activities,
        )  # fmt: skip
        occasions.hold_contacts(
            w.key, w.week, found, first, second, about_cases, about_activities,
            pro.id, pro.employer, pro.competence, pro.role_flexibility, shortage, rivalry,
            w.link("R1.trust", pair.trust), p.choice_by_trust, p.best_chance,
            p.spoilt_by_shortage, p.spoilt_by_mismatch, p.spoilt_by_unclear_roles,
            p.spoilt_by_rivalry, p.trust_to_success, p.gain, p.loss, self.strength(w),
            p.insight_case, p.insight_activity, p.offer_rate, p.smoothing, pair.trust,
            pair.recognition, pair.contacts, pair.activities, pair.evidence, pro.granting,
        )  # fmt: skip


class NoCooperation(Submodel):
    """Pairs stay as they are at the start: nobody comes to know anybody better or worse."""

    name = "cooperation"
    represents = "no change between professionals"
    reads = ("professionals.employer", "professionals.team", "municipality.reorganisations")
    writes = Cooperation.writes
    parameters = PARAMETERS

    def initialise(self, w: Scope) -> None:
        """Start from the same pairs as the real one."""
        start_pairs(w)


def start_pairs(w: Scope) -> None:
    """Set pairs that the builder left at 0 to the priors, and look at teams for the first time."""
    pro, pair, p = w.professionals, w.pairs, w.p
    employer = pro.employer
    same = (employer[:, None] == employer[None, :]) & (employer[:, None] != NOBODY)
    prior = np.where(same, p.prior_within, p.prior).astype(np.float32)
    pair.trust[...] = np.where(pair.trust > 0.0, pair.trust, prior)
    unseen = np.float32(p.prior_recognition)
    pair.recognition[...] = np.where(pair.recognition > 0.0, pair.recognition, unseen)
    pro.team_seen[:] = pro.team
    w.municipality.reorganisations_seen[0] = w.municipality.reorganisations[0]


@kernel
def situation(
    employer: NDArray[Any],
    hours_present: NDArray[np.float32],
    hours_admin: NDArray[np.float32],
    hours_intake: NDArray[np.float32],
    cases: NDArray[Any],
    survival_pressure: NDArray[np.float32],
    holding: NDArray[np.float32],
    inward: NDArray[np.float32],
    fear_by_itself: int,
    hours_half: float,
    shortage: NDArray[np.float64],
    rivalry: NDArray[np.float64],
    outward: NDArray[np.float64],
) -> None:
    """How each worker comes to the table: short of time, tied by rival claims, looking outward.

    Shortage is 1/(1 + h/h_half) with h the hours per open case that administration and intake
    leave. Rivalry is fear for the right to exist or reluctance to hand over, whichever comes;
    with `fear_by_itself` at 0 it is that reluctance alone, which fear feeds.
    """
    for i in range(employer.shape[0]):
        hours = hours_present[i] - hours_admin[i] - hours_intake[i]
        per_case = max(0.0, hours) / (1.0 + cases[i])
        shortage[i] = 1.0 / (1.0 + per_case / hours_half)
        firm = employer[i]
        if firm == NOBODY:
            rivalry[i] = 0.0
            outward[i] = 1.0
        else:
            fear = fear_by_itself * survival_pressure[firm]
            rivalry[i] = 1.0 - (1.0 - fear) * (1.0 - holding[firm])
            outward[i] = 1.0 - inward[firm]
