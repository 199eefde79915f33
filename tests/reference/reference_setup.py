"""The reference in plain Mesa: what it starts from, and the luck that it shares with the kernels.

Represents: day paths (visits, meetings, talks), ties (beginning, hours, strength, loss) and needs
(onset, turn, course, crisis, self-reliance, wellbeing) and finding help (who is known, asking,
being noticed and brought, referrals, trust and awareness) as agents, one object per resident.
Held still, in the reference and beside it: who lives here, habits (given to the reference), where
professionals stand, informal and formal help, open requests, experience with care.
Draws are those of the kernels: the same decision, week and person. The weekly draws of everybody
are made in one call and handed to the agents as lists, in both references, so that no difference
in speed comes from the making of draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijksim.core.calendar import (
    WEEKS_PER_YEAR,
    half_life_to_weekly_decay,
    per_week,
    weekly_probability,
)
from wijksim.core.compile import kernel
from wijksim.core.randomness import uniform, uniform4, uniform_pair, words
from wijksim.entities.domains import DOMAINS, Discipline, PlaceKind
from wijksim.entities.world import Scope
from wijksim.model import WijkModel
from wijksim.submodels.base import Submodel
from wijksim.submodels.day_paths import MEETING, VISITS
from wijksim.submodels.finding_help import entry_means
from wijksim.submodels.finding_help_asking import ASK, CAPACITY, FORMS
from wijksim.submodels.finding_help_trust import START
from wijksim.submodels.needs_course import BEGIN_OR_TURN, COURSE
from wijksim.submodels.needs_rates import Rates
from wijksim.submodels.ties import BEGINNING, SOUGHT

COVERED = ("day_paths", "ties", "needs", "finding_help")


@kernel
def _words_of_all(key: Any, decision: int, week: int, ids: Any, out: Any) -> None:
    for row in range(ids.shape[0]):
        w0, w1, w2, w3 = words(key, decision, week, ids[row], 0)
        out[row, 0], out[row, 1], out[row, 2], out[row, 3] = w0, w1, w2, w3


@kernel
def _four(key: Any, decision: int, week: int, who: int, sub: int) -> tuple[float, ...]:
    return uniform4(key, decision, week, who, sub)


@kernel
def _one(key: Any, decision: int, week: int, who: int, sub: int) -> float:
    return uniform(key, decision, week, who, sub)


@kernel
def _pair(key: Any, decision: int, week: int, one: int, other: int) -> float:
    return uniform_pair(key, decision, week, one, other)


@dataclass(frozen=True)
class Numbers:
    """Parameters under their own names, rates per week, and the chance that the model uses."""

    key: Any
    day: Any
    tie: Any
    need: Any
    help: Any
    rates: Mapping[str, list[Any]]
    practice_chance: float
    practice_chance_old: float
    old_from: float
    fading: float
    weeks_per_year: float
    cell_metres: float
    rows: int
    ids: Any
    hours: list[list[float]]
    ask: list[float]
    noticing: list[float]
    network: float
    door: float
    own_door: float
    forms: float
    referrals: list[float]
    finders: frozenset[int]
    at_work: frozenset[int]
    post_ids: list[int]
    entry: tuple[float, ...]

    def visit_words(self, week: int) -> list[list[int]]:
        """Four words for everybody: habits followed, falling into talk, the practice."""
        return self._all(VISITS, week)

    def need_words(self, week: int) -> list[list[int]]:
        """Four words for everybody: beginning or turning, one for each domain."""
        return self._all(BEGIN_OR_TURN, week)

    def _all(self, decision: int, week: int) -> list[list[int]]:
        out = np.empty((self.rows, 4), dtype=np.int64)
        _words_of_all(self.key, decision, week, self.ids, out)
        found: list[list[int]] = out.tolist()
        return found

    def meeting(self, week: int, who: int) -> tuple[float, ...]:
        """Whom one meets: a point on the ring, and a professional."""
        return _four(self.key, MEETING, week, who, 0)

    def course(self, week: int, who: int, domain: int) -> tuple[float, ...]:
        """The course of one spell: its end when calm, a crisis, severity at its beginning."""
        return _four(self.key, COURSE, week, who, domain)

    def asking(self, week: int, who: int, domain: int) -> tuple[float, ...]:
        """One need this week: asking oneself, being noticed, being brought."""
        return _four(self.key, ASK, week, who, domain)

    def forms_draw(self, onset_week: int, who: int, domain: int) -> float:
        """Whether forms stop somebody, once for a spell."""
        return _one(self.key, FORMS, onset_week, who, domain)

    def capacity(self, week: int, post: int) -> float:
        """Whether a finder has time for the part of a referral that is left."""
        return _one(self.key, CAPACITY, week, post, 0)

    def at_entry_draws(self, who: int) -> tuple[float, ...]:
        """Trust and awareness with which somebody came."""
        return _four(self.key, START, 0, who, 0)

    def beginning(self, week: int, one: int, other: int) -> float:
        """Whether two who met begin a tie."""
        return _pair(self.key, BEGINNING, week, one, other)

    def sought(self, one: int, other: int) -> float:
        """How much a pair seeks each other."""
        return _pair(self.key, SOUGHT, 0, one, other)


def covered(model: WijkModel) -> list[tuple[Submodel, Scope]]:
    """The submodels that the reference covers, each with its scope, in their order."""
    both = zip(model.submodels, model._scopes, strict=True)
    return [(submodel, scope) for submodel, scope in both if submodel.name in COVERED]


def live_covered(model: WijkModel, *, weeks: int) -> None:
    """Let the covered submodels alone live some weeks: the kernels' side of the comparison."""
    parts = covered(model)
    for _ in range(weeks):
        for submodel, scope in parts:
            submodel.step(scope)
        model.world.week += 1


def numbers_of(model: WijkModel) -> Numbers:
    """The numbers of a model, as the reference uses them."""
    scopes = {submodel.name: scope for submodel, scope in covered(model)}
    day, tie, need, help_ = (scopes[name].p for name in COVERED)
    scope, posts = scopes["finding_help"], model.world.professionals
    desk_staffed, own_staffed = model.world.municipality.door_staffed[0].tolist()
    own = help_.own_door * own_staffed if scope.lever("access.self_referral") == "yes" else 0.0
    opening = float(scope.lever("access.desk_hours")) * desk_staffed + own
    rates = Rates.of_parameters(need)
    world = model.world
    shock = float(world.municipality.shock_onset[0])
    onset = rates.onset * np.array([1.0, 1.0, shock, shock])
    return Numbers(
        key=world.key,
        day=day,
        tie=tie,
        need=need,
        help=help_,
        rates={
            "onset": onset.tolist(),
            "bound": (onset * rates.most_growth).tolist(),
            "turn": rates.turn.tolist(),
            "gradient": rates.gradient.tolist(),
            "care": rates.care.tolist(),
            "crisis": rates.crisis.tolist(),
            "crisis_length": rates.crisis_length.tolist(),
        },
        practice_chance=weekly_probability(day.practice_visits),
        practice_chance_old=weekly_probability(day.practice_visits_old),
        old_from=day.old_from * WEEKS_PER_YEAR,
        fading=half_life_to_weekly_decay(tie.half_life),
        weeks_per_year=WEEKS_PER_YEAR,
        cell_metres=world.grid.cell_metres,
        rows=len(world.residents),
        ids=np.array(world.residents.id),
        hours=rates.hours.tolist(),
        ask=[getattr(help_, f"ask_{d}") / WEEKS_PER_YEAR for d in DOMAINS],
        noticing=[getattr(help_, f"noticing_{d}") for d in DOMAINS],
        network=per_week(help_.network),
        door=opening / (opening + help_.desk_half),
        own_door=own / opening if opening > 0.0 else 0.0,
        forms=float(scope.lever("access.forms")),
        referrals=[
            min(float(hours), float(scope.lever("access.finder_hours"))) / help_.referral_hours
            for hours in posts.hours_outreach
        ],
        finders=frozenset(np.flatnonzero(posts.finder).tolist()),
        at_work=frozenset(np.flatnonzero(posts.present).tolist()),
        post_ids=posts.id.tolist(),
        entry=entry_means(scope),
    )


def workers_of(model: WijkModel, place: int) -> list[tuple[int, float]]:
    """Professionals who are at a place, and their hours there added up in order."""
    posts = model.world.professionals
    found: list[tuple[int, float]] = []
    total = 0.0
    for post in np.flatnonzero(posts.base == place).tolist():
        hours = float(posts.hours_outreach[post])
        if posts.finder[post] == 1:
            # As the kernel has it: contract less absence, a product of a float32 and a float64.
            hours = float(posts.hours[post]) * (1.0 - float(posts.absence[post]))
            if posts.discipline[post] == Discipline.COMMUNITY_WORKER:
                hours = max(0.0, hours - float(posts.hours_direct[post]))
        if hours > 0.0:
            total += hours
            found.append((post, total))
    return found


def nearest_practice(model: WijkModel, cell: int) -> int:
    """The open practice nearest to a cell, the first of equals; -1 without any."""
    places, width = model.world.places, model.world.grid.width
    best, nearest = -1, float("inf")
    for place in range(len(places)):
        if places.kind[place] != PlaceKind.GP_PRACTICE or not places.open[place]:
            continue
        there = int(places.cell[place])
        if there < 0:
            continue
        dx, dy = there % width - cell % width, there // width - cell // width
        if dx * dx + dy * dy < nearest:
            best, nearest = place, float(dx * dx + dy * dy)
    return best
