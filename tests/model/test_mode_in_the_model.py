"""The mode of cooperation in cases, in the whole model: where it is found, where not, and lost.

Carnisse without dated entries, ten years from a start at which nobody knows anybody of another
employer. What the trial calls favourable takes two things here: levers that help people to work
together, and hindrances of a contact that weigh as little as their bounds allow. `pytest -s` prints
the table of conditions; docs/loops.md has it for four seeds.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import NOBODY, RequestState
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.parameter_files import shipped_settings
from wijksim.schedule import declarations

pytestmark = pytest.mark.xdist_group("mode in the model")

WEEKS, WINDOW = 520, 13
THETA, LEVELS = np.array([0.45, 0.50, 0.55]), ("low", "middle", "high")
HELPED: Mapping[str, LeverValue] = {
    "learning.reflection_hours": 8.0, "access.outreach_hours": 4.0, "room.willingness": 0.9,
    "governance.memory": 0.9, "governance.control": 0.0, "governance.refitting": 0.9,
    "governance.reporting": 1.0, "rules.result_targets": 0.0, "rules.protocols": 0.2,
    "rules.function_profiles": 0.3, "coordination.rule": "lead_worker", "vision.breadth": 0.5,
    "vision.hours": 1.0, "change.depth": 0.5,
    **{f"budget.{domain}": 1.2 for domain in ("youth", "support", "income", "debt")},
}  # fmt: skip
"""Reflection, presence, room, few rules, a lead worker, a vision and a fifth more money."""
LIGHT: Mapping[str, float] = {
    "cooperation.spoilt_by_shortage": 0.1, "cooperation.spoilt_by_mismatch": 0.0,
    "cooperation.spoilt_by_unclear_roles": 0.0, "cooperation.spoilt_by_rivalry": 0.0,
    "casework.weigh_trust": 1.0,
}  # fmt: skip
"""Hindrances as light, and trust in the choice of a worker as heavy, as their bounds allow."""
FAVOURABLE, KNOWN = "favourable", "already know each other (0.40)"
CONDITIONS: Mapping[str, Mapping[str, float]] = {
    FAVOURABLE: LIGHT,
    KNOWN: {**LIGHT, "cooperation.prior": 0.40},
    "random partners": {**LIGHT, "casework.weigh_trust": 0.0, "cooperation.choice_by_trust": 0.0},
    "half the contact": {**LIGHT, "cooperation.case_contacts": 0.15},
    "trust helps as little as can be (0.15)": {**LIGHT, "cooperation.trust_to_success": 0.15},
    "hindrances as shipped": {"casework.weigh_trust": 1.0},
}
UNFAVOURABLE = tuple(CONDITIONS)[3:]


def neighbourhood(parameters: Mapping[str, float], *, seed: int, events: bool) -> WijkModel:
    """Carnisse from its first week on, with these levers and nothing that happens from outside."""
    start = date(2014, 1, 6)
    scenario = load_scenario("carnisse/at-rest", declarations=declarations())
    there = replace(
        scenario, start=start, end=date.fromordinal(start.toordinal() + 7 * WEEKS - 1),
        warm_up_weeks=0, levers={**scenario.levers, **HELPED},
        parameters={**scenario.parameters, **parameters},
    )  # fmt: skip
    return WijkModel(there, seed=seed, collect=False, events=events)


def carried_by_trust(world: World) -> tuple[int, np.ndarray]:
    """Cases of several domains and handlers, and how many trust carries at each threshold."""
    q, lead, trust = world.requests, world.households.lead, world.pairs.trust
    homes: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero((q.state != RequestState.FREE) & (q.handler != NOBODY)):
        homes[int(world.residents.household[q.resident[row]])].append(int(row))
    whole, carried = 0, np.zeros(len(THETA))
    for home, rows in homes.items():
        handlers = {int(q.handler[row]) for row in rows}
        if len(handlers) < 2 or len({int(q.domain[row]) for row in rows}) < 2:
            continue
        whole += 1
        first = int(lead[home])
        others = handlers - {first}
        if first != NOBODY:
            least = min(min(trust[first, one], trust[one, first]) for one in others)
            carried += least >= THETA
    return whole, carried


def partners(world: World) -> list[set[int]]:
    """Who shares a case across employers in mutual trust, at each threshold."""
    pro, pair = world.professionals, world.pairs
    mutual = np.minimum(pair.trust, pair.trust.T)
    near = (pair.joint_cases > 0) & (pro.employer[:, None] != pro.employer[None, :])
    near &= (pro.present == 1)[:, None] & (pro.present == 1)[None, :]
    return [set(pro.id[(near & (mutual >= theta)).any(axis=1)].tolist()) for theta in THETA]


@dataclass
class Course:
    """What a run shows of the mode in cases; by week with events, else once in a quarter."""

    reached: tuple[float, ...] = ()
    lost: tuple[float, ...] = ()
    shares: dict[int, np.ndarray] = field(default_factory=dict)
    partners: dict[int, list[set[int]]] = field(default_factory=dict)
    events: pd.DataFrame = field(default_factory=pd.DataFrame)

    def carried_in_the_end(self) -> float:
        """Share of cases carried at the middle threshold, over the second half of the run."""
        weeks = sorted(self.shares)
        return float(np.mean([self.shares[week][1] for week in weeks[len(weeks) // 2 :]]))


@cache
def course(condition: str, seed: int = 1) -> Course:
    """One life of the neighbourhood under a condition, with events under favourable ones."""
    events = condition == FAVOURABLE
    model = neighbourhood(CONDITIONS[condition], seed=seed, events=events)
    world, seen = model.world, Course()
    while model.running:
        week = world.week
        model.step()
        if events or week % WINDOW == 0:
            whole, carried = carried_by_trust(world)
            seen.shares[week] = carried / max(whole, 1)
            seen.partners[week] = partners(world)
    final = model.observation.final().set_index(["outcome", "group"])["value"]
    seen.reached, seen.lost = (
        tuple(float(final[outcome, f"threshold {level}"]) for level in LEVELS)
        for outcome in ("mode_week", "mode_lost_week")
    )
    seen.events = world.events.frame()
    return seen


def test_what_is_moved_stays_within_its_bounds() -> None:
    bounds = {key: one.bounds for key, one in shipped_settings().items()}
    for moved in CONDITIONS.values():
        for key, value in moved.items():
            assert bounds[key][0] <= value <= bounds[key][1], key


def test_the_table_of_conditions_as_printed() -> None:
    """Found where contacts go well, sooner where people know each other, else in no ten years."""
    for condition in CONDITIONS:
        one = course(condition)
        weeks = ["-" if np.isnan(week) else f"{week:.0f}" for week in (*one.reached, *one.lost)]
        print(f"| {condition} | {' | '.join(weeks)} | {100 * one.carried_in_the_end():.0f}% |")
    favourable, known = course(FAVOURABLE), course(KNOWN)
    assert favourable.reached[0] > 26, "nobody finds it within half a year"
    assert known.reached[0] < favourable.reached[0]
    assert np.isfinite(known.reached[1])


@pytest.mark.parametrize("condition", UNFAVOURABLE)
def test_under_unfavourable_conditions_it_is_not_found_at_any_threshold(condition: str) -> None:
    one = course(condition)
    assert np.isnan(one.reached).all() and np.isnan(one.lost).all()
    assert one.carried_in_the_end() < course(FAVOURABLE).carried_in_the_end() - 0.08


def told(kind: str) -> pd.DataFrame:
    """What the log says of the mode in cases under favourable conditions."""
    events = course(FAVOURABLE).events
    return events[(events.kind == kind) & events.cause.str.startswith("cases: ")]


def window(event: pd.Series) -> tuple[int, np.ndarray]:
    """The threshold of an event, and the shares carried in the quarter that decided."""
    level = int(np.argmin(np.abs(THETA - event.value)))
    shares = course(FAVOURABLE).shares
    weeks = range(event.week - WINDOW + 1, event.week + 1)
    return level, np.array([shares[week][level] for week in weeks])


def test_finding_it_is_walked_back_to_a_quarter_of_cases_carried_and_to_those_who_carried() -> None:
    """The one who looks counts cases and trust by hand, and comes to the same week and people."""
    found = told("mode reached")
    first = found.drop_duplicates(["week", "value"])
    assert len(first) >= 2
    for _, event in first.iterrows():
        level, shares = window(event)
        assert (shares >= 0.5).all()
        same = found[(found.week == event.week) & (found.value == event.value)]
        carriers = course(FAVOURABLE).partners[event.week][level]
        assert set(same.by_id) == carriers and len(carriers) >= 8
        assert set(same.by) == {"professionals"}
        assert set(same.cause) == {"cases: a core large enough carries them by mutual trust"}


def test_losing_it_is_walked_back_to_a_quarter_of_too_few_and_to_those_who_had_found_it() -> None:
    lost = told("mode lost")
    first = lost.drop_duplicates(["week", "value"])
    assert len(first) >= 1
    for _, event in first.iterrows():
        _, shares = window(event)
        assert (shares < 0.5).all()
        assert event.cause == "cases: mutual trust carries too few of them"
        came = told("mode reached")
        came = came[(came.week < event.week) & (came.value == event.value)]
        last = came[came.week == came.week.max()]
        same = lost[(lost.week == event.week) & (lost.value == event.value)]
        assert set(same.by_id) == set(last.by_id)
