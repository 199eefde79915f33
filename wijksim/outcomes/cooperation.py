"""Mode of cooperation: the week in which a trusted core of several employers carries the work.

Two modes, as activities come before cases. Cases: of households with requests in several domains
and several handlers, at least half have a lead whom every handler trusts and who trusts every
handler. Activities: of pairs from different employers who do things together, at least half trust
one another. The people concerned must form a core of enough workers, employers and domains. It is
reached when that holds for a whole window, lost when it fails for as long.

The threshold of trust moves the date a lot, so three are given. Source: definitions fixed before
any run. Leaves out: cases of one handler, in which there is nobody to cooperate with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from wijksim.core.parameters import Parameter
from wijksim.entities.domains import NOBODY, RequestState
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, THRESHOLD_GROUPS, Observer, Outcome, Row, ratio
from wijksim.outcomes.cooperation_core import core_of_activities, core_of_cases

THRESHOLDS: Final = 3
MIDDLE: Final = 1
LOOK_AT_PAIRS_EVERY: Final = 4


def _one(name: str, unit: str, low: float, high: float, doc: str) -> Parameter:
    return Parameter("outcomes", name, unit, (low, high), doc)


PARAMETERS: Final = (
    _one(
        "mode_trust_low",
        "1",
        0,
        1,
        "mutual trust, lowest of three thresholds for the mode of cooperation",
    ),
    _one(
        "mode_trust_middle",
        "1",
        0,
        1,
        "mutual trust, middle one of three thresholds for the mode of cooperation",
    ),
    _one(
        "mode_trust_high",
        "1",
        0,
        1,
        "mutual trust, highest of three thresholds for the mode of cooperation",
    ),
    _one(
        "mode_share",
        "1",
        0,
        1,
        "share of cases or pairs that must be carried by trust for a mode of cooperation",
    ),
    _one(
        "mode_weeks",
        "week",
        1,
        104,
        "weeks on end after which a mode of cooperation is reached, or lost",
    ),
    _one("core_workers", "1", 2, 200, "workers that the core of a mode of cooperation must have"),
    _one(
        "core_employers", "1", 1, 50, "employers that the core of a mode of cooperation must have"
    ),
    _one("core_domains", "1", 1, 4, "domains that the core of a mode of cooperation must have"),
    _one(
        "activities_from",
        "1/week",
        0.001,
        10,
        "joint activities from which a pair of professionals counts",
    ),
)

CASES: Final = Outcome(
    "mode_week",
    "week",
    "lower",
    26.0,
    "half a year",
    "Weeks until a mode of cooperation",
    "Weken tot een manier van samenwerken",
    "Weeks from the start to the first week of the quarter that confirmed it, for cases in "
    "several domains; the total is that of the middle threshold",
    summary="once",
)
ACTIVITIES: Final = Outcome(
    "mode_activities_week",
    "week",
    "lower",
    26.0,
    "half a year",
    "Weeks until a mode in activities",
    "Weken tot een manier van samenwerken in activiteiten",
    "The same for joint activities",
    summary="once",
)
LOST: Final = Outcome(
    "mode_lost_week",
    "week",
    "higher",
    26.0,
    "half a year",
    "Weeks until the mode was lost",
    "Weken tot de manier van samenwerken verloren ging",
    "Weeks from the start until the mode for cases had failed for a quarter, the first time",
    summary="once",
)
IN_MODE: Final = Outcome(
    "in_mode",
    "%",
    "higher",
    5.0,
    "one week in twenty",
    "Time in a mode of cooperation",
    "Tijd met een manier van samenwerken",
    "Share of weeks in which the mode for cases stood",
)
CARRIED: Final = Outcome(
    "cases_carried",
    "%",
    "higher",
    5.0,
    "one household in twenty",
    "Cases carried by trust",
    "Zaken die op vertrouwen rusten",
    "Share of households with several domains and handlers that trust carries",
)


@dataclass
class Mode:
    """Whether a mode stands, since when it holds or fails, and when it was first reached.

    `carriers` are the permanent ids of those who carried it when it was reached, for the event log.
    """

    window: int
    what: str
    holding: int = 0
    failing: int = 0
    stands: bool = False
    reached: int = NOBODY
    lost: int = NOBODY
    carriers: np.ndarray[Any, Any] = field(default_factory=lambda: np.empty(0, np.int64))

    def look(self, week: int, holds: bool) -> str:
        """Take in a week; the kind of event when a mode is reached or lost, else nothing."""
        self.holding = self.holding + 1 if holds else 0
        self.failing = 0 if holds else self.failing + 1
        if not self.stands and self.holding >= self.window:
            self.stands = True
            if self.reached == NOBODY:
                self.reached = week - self.window + 1
            return "mode reached"
        if self.stands and self.failing >= self.window:
            self.stands = False
            if self.lost == NOBODY:
                self.lost = week
            return "mode lost"
        return ""


def why(kind: str, *, whole: float, carried: bool) -> str:
    """Why a mode was reached or lost, as the event log tells it."""
    if kind == "mode reached":
        return "a core large enough carries them by mutual trust"
    if whole <= 0:
        return "nothing is left to carry together"
    return "the core became too small" if carried else "mutual trust carries too few of them"


class CooperationObserver(Observer):
    """The mode of cooperation, at three thresholds, for cases and for activities."""

    name = "observe_cooperation"
    outcomes = (CASES, ACTIVITIES, LOST, IN_MODE, CARRIED)
    reads = (
        "requests.state",
        "requests.resident",
        "requests.domain",
        "requests.handler",
        "residents.household",
        "households.lead",
        "professionals.present",
        "professionals.id",
        "professionals.finder",
        "professionals.employer",
        "professionals.competence",
        "pairs.trust",
        "pairs.activities",
    )
    parameters = PARAMETERS

    def start(self, w: Scope) -> None:
        """No mode stands until it is confirmed."""
        p = w.p
        self.trusts = np.array([p.mode_trust_low, p.mode_trust_middle, p.mode_trust_high])
        self.least = np.array([p.core_workers, p.core_employers, p.core_domains])
        window = int(p.mode_weeks)
        self.cases = [Mode(window, "cases") for _ in range(THRESHOLDS)]
        self.activities = [Mode(window, "activities") for _ in range(THRESHOLDS)]
        self.began = w.week
        homes, posts = w.households.lead.shape[0], w.professionals.present.shape[0]
        self.domains = np.zeros(homes, dtype=np.uint8)
        self.first = np.full(homes, NOBODY, dtype=np.int16)
        self.doubt = np.zeros(homes, dtype=np.uint8)
        self.several = np.zeros(homes, dtype=np.uint8)
        self.active = np.zeros((w.requests.state.shape[0], 2), dtype=np.int32)
        self.open = np.zeros(w.requests.state.shape[0] + 1, dtype=np.int32)
        self.member = np.zeros((THRESHOLDS, posts), dtype=np.uint8)
        self.member_domains = np.zeros(THRESHOLDS, dtype=np.uint8)
        self.whole, self.part = np.zeros(1), np.zeros(THRESHOLDS)
        self.core = np.zeros((THRESHOLDS, 3))
        self.pair_whole, self.pair_part = np.zeros(1), np.zeros(THRESHOLDS)
        self.pair_core = np.zeros((THRESHOLDS, 3))
        self.pairs_hold = np.zeros(1, dtype=np.int64)
        self.sums = np.zeros(2)
        self.weeks = 0
        self.standing = np.zeros(THRESHOLDS)

    def observe(self, w: Scope) -> None:
        """See whether the modes hold this week; pairs are looked at once in four weeks."""
        q, pro, pair = w.requests, w.professionals, w.pairs
        cases = core_of_cases(
            q.state, self.open, q.resident, q.domain, q.handler, w.residents.household,
            w.households.lead, pro.employer, pair.trust, self.trusts, self.active, self.domains,
            self.first, self.doubt, self.several, self.member, self.member_domains,
            w.p.mode_share, self.least, self.whole, self.part, self.core,
        )  # fmt: skip
        if w.week % LOOK_AT_PAIRS_EVERY == 0 or self.weeks == 0:
            self.pairs_hold[0] = core_of_activities(
                pro.present, pro.finder, pro.employer, pro.competence, pair.trust,
                pair.activities, self.trusts, w.p.activities_from, self.member,
                w.p.mode_share, self.least, self.pair_whole, self.pair_part, self.pair_core,
            )  # fmt: skip
        self._follow(w, self.cases, cases, self.whole)
        self._follow(w, self.activities, int(self.pairs_hold[0]), self.pair_whole)
        self.sums[0] += self.whole[0]
        self.sums[1] += self.part[MIDDLE]
        for level, mode in enumerate(self.cases):
            if mode.stands:
                self.standing[level] += 1.0
        self.weeks += 1

    def _follow(self, w: Scope, modes: list[Mode], found: int, whole: np.ndarray[Any, Any]) -> None:
        """Take in the week; `found` tells what holds, as `holding` gives it."""
        for level, mode in enumerate(modes):
            carried = bool(found >> 2 * level & 1)
            kind = mode.look(w.week, bool(found >> 2 * level & 2))
            if kind and w.logging:
                trust = float(self.trusts[level])
                cause = f"{mode.what}: {why(kind, whole=float(whole[0]), carried=carried)}"
                if kind == "mode reached":
                    mode.carriers = w.professionals.id[self._carriers(w, mode.what, trust)]
                known = mode.carriers.size > 0
                w.log(kind, subject="municipality", ids=np.zeros(max(mode.carriers.size, 1)),
                      cause=cause, by="professionals" if known else "", value=trust,
                      by_ids=mode.carriers if known else NOBODY)  # fmt: skip

    def _carriers(self, w: Scope, what: str, trust: float) -> np.ndarray[Any, Any]:
        """Rows of those who carry cases, or activities, by mutual trust of so much."""
        return self._who_act(w, trust) if what == "activities" else self._who_help(w, trust)

    def _who_help(self, w: Scope, trust: float) -> np.ndarray[Any, Any]:
        """Leads and handlers of the cases that trust carries, as `core_of_cases` counts them."""
        q, pair = w.requests, w.pairs
        rows = np.flatnonzero((q.state != RequestState.FREE) & (q.handler != NOBODY))
        homes, case = np.unique(w.residents.household[q.resident[rows]], return_inverse=True)
        handler, domain = q.handler[rows], q.domain[rows]
        lead = w.households.lead[homes][case]
        mutual = np.minimum(pair.trust[lead, handler], pair.trust[handler, lead])
        doubted = (lead != handler) & (mutual.astype(np.float64) < trust) | (lead == NOBODY)
        carried = np.bincount(case, weights=doubted, minlength=len(homes)) == 0
        for kind in (handler, domain):
            pairs = np.unique(np.stack([case, kind]), axis=1)
            carried &= np.bincount(pairs[0], minlength=len(homes)) > 1
        return np.unique(np.concatenate([handler[carried[case]], lead[carried[case]]]))

    def _who_act(self, w: Scope, trust: float) -> np.ndarray[Any, Any]:
        """Those who do things together across employers and trust each other."""
        pro, pair = w.professionals, w.pairs
        at_work = (pro.present == 1) & (pro.employer != NOBODY)
        together = pair.activities >= w.p.activities_from
        together &= at_work[:, None] & at_work[None, :]
        together &= pro.employer[:, None] != pro.employer[None, :]
        together &= np.minimum(pair.trust, pair.trust.T) >= trust
        return np.flatnonzero(together.any(axis=1))

    def close_period(self, w: Scope) -> list[Row]:
        """Share of cases that trust carries, and of weeks in which the mode stood."""
        carried = 100.0 * ratio(float(self.sums[1]), float(self.sums[0]))
        stood = [100.0 * ratio(float(one), self.weeks) for one in self.standing]
        rows: list[Row] = [(CARRIED.name, ALL, carried), (IN_MODE.name, ALL, stood[MIDDLE])]
        rows += [(IN_MODE.name, THRESHOLD_GROUPS[k], stood[k]) for k in range(THRESHOLDS)]
        self.sums[:] = 0.0
        self.standing[:] = 0.0
        self.weeks = 0
        return rows

    def final(self, w: Scope) -> list[Row]:
        """Weeks from the start to the modes, NaN for one that was never reached or lost."""
        rows: list[Row] = []
        for outcome, weeks in (
            (CASES, [mode.reached for mode in self.cases]),
            (ACTIVITIES, [mode.reached for mode in self.activities]),
            (LOST, [mode.lost for mode in self.cases]),
        ):
            since = [float(one - self.began) if one != NOBODY else float("nan") for one in weeks]
            rows.append((outcome.name, ALL, since[MIDDLE]))
            rows += [(outcome.name, THRESHOLD_GROUPS[k], since[k]) for k in range(THRESHOLDS)]
        return rows
