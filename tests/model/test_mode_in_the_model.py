"""The mode of cooperation in cases, in the whole model: where it is found, where not, and lost.

Carnisse without dated entries, from a start at which nobody knows anybody of another employer.
Two ways lead to it. With the values as shipped: most workers in one team, at one informal place,
with hours to be present and to reflect. Without a team: what the trial calls favourable, hindrances
of a contact as light as their bounds allow. `pytest -s` prints the tables of docs/loops.md.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest

from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import NOBODY, RequestState
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.parameter_files import shipped_settings
from wijksim.schedule import declarations

pytestmark = pytest.mark.xdist_group("mode in the model")

WINDOW = 13
THETA, LEVELS = (0.45, 0.50, 0.55), ("low", "middle", "high")
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
ONE_TEAM: Mapping[str, LeverValue] = {
    "team.presence": "replacing", "team.fte": 80.0, "team.base": "informal_place",
    "coordination.rule": "lead_worker", "access.outreach_hours": 6.0,
    "learning.reflection_hours": 8.0,
}  # fmt: skip
"""80 of some 110 fte in one team, with presence at one informal place and time to reflect."""
APART: Mapping[str, LeverValue] = {
    "team.base": "none",
    "access.outreach_hours": 1.0,
    "learning.reflection_hours": 0.0,
}
"""The same team without a place, presence or reflection."""


@dataclass(frozen=True)
class Condition:
    """What is moved, and for how long it is lived."""

    parameters: Mapping[str, float] = field(default_factory=dict)
    levers: Mapping[str, LeverValue] = field(default_factory=lambda: HELPED)
    weeks: int = 520
    events: bool = False
    forms: Mapping[str, str] = field(default_factory=dict)


def team(levers: Mapping[str, LeverValue], *, events: bool = False) -> Condition:
    """Two years of a team, with the values as shipped."""
    return Condition(levers={**ONE_TEAM, **levers}, weeks=104, events=events)


def in_conversations(others: float) -> Condition:
    """Most workers in one team, where an hour is shared out: one talks with so many at a time."""
    return Condition(
        {"cooperation.conversation": others}, ONE_TEAM, 104, forms={"cooperation": "conversation"}
    )


FAVOURABLE, KNOWN = "favourable", "already know each other (0.40)"
BY_LEVERS = ("80 fte, together", "40 fte, together", "11 fte, together", "80 fte, apart")
TOGETHER, HALF, ELEVEN, SPLIT = BY_LEVERS
OF_FOUR, OF_TEN = "80 fte, in conversations of four", "80 fte, in rounds of ten"
CONDITIONS: Mapping[str, Condition] = {
    FAVOURABLE: Condition(LIGHT, events=True),
    KNOWN: Condition({**LIGHT, "cooperation.prior": 0.40}),
    "random partners": Condition(
        {**LIGHT, "casework.weigh_trust": 0.0, "cooperation.choice_by_trust": 0.0}
    ),
    "half the contact": Condition({**LIGHT, "cooperation.case_contacts": 0.15}),
    "trust helps as little as can be (0.15)": Condition(
        {**LIGHT, "cooperation.trust_to_success": 0.15}
    ),
    "hindrances as shipped": Condition({"casework.weigh_trust": 1.0}),
    TOGETHER: team({}),
    HALF: team({"team.fte": 40.0}, events=True),
    ELEVEN: team({"team.fte": 11.0}),
    SPLIT: team(APART),
    OF_FOUR: in_conversations(3.0),
    OF_TEN: in_conversations(9.0),
}
BY_NUMBERS = tuple(CONDITIONS)[:6]
UNFAVOURABLE = BY_NUMBERS[3:]


def neighbourhood(condition: Condition, *, seed: int) -> WijkModel:
    """Carnisse from its first week on, with nothing that happens from outside."""
    start = date(2014, 1, 6)
    scenario = load_scenario("carnisse/at-rest", declarations=declarations())
    there = replace(
        scenario, start=start, end=start + timedelta(weeks=condition.weeks, days=-1),
        warm_up_weeks=0, levers={**scenario.levers, **condition.levers},
        parameters={**scenario.parameters, **condition.parameters}, submodels=condition.forms,
    )  # fmt: skip
    return WijkModel(there, seed=seed, collect=False, events=condition.events)


def carried_by_trust(world: World) -> tuple[int, list[int], list[set[int]]]:
    """Cases of several domains and handlers; how many trust carries, and who, by threshold."""
    q, lead, trust = world.requests, world.households.lead, world.pairs.trust
    homes: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero((q.state != RequestState.FREE) & (q.handler != NOBODY)):
        homes[int(world.residents.household[q.resident[row]])].append(int(row))
    whole, carried, who = 0, [0] * len(THETA), [set[int]() for _ in THETA]
    for home, rows in homes.items():
        handlers = {int(q.handler[row]) for row in rows}
        if len(handlers) < 2 or len({int(q.domain[row]) for row in rows}) < 2:
            continue
        whole += 1
        first = int(lead[home])
        if first == NOBODY:
            continue
        others = handlers - {first}
        least = min(min(float(trust[first, one]), float(trust[one, first])) for one in others)
        for level, theta in enumerate(THETA):
            if least >= theta:
                carried[level] += 1
                who[level] |= {int(world.professionals.id[one]) for one in handlers | {first}}
    return whole, carried, who


@dataclass
class Course:
    """What a run shows of both modes; of cases by week with events, else once in a quarter."""

    reached: tuple[float, ...] = ()
    lost: tuple[float, ...] = ()
    activities: tuple[float, ...] = ()
    shares: dict[int, np.ndarray] = field(default_factory=dict)
    carriers: dict[int, list[set[int]]] = field(default_factory=dict)
    events: pd.DataFrame = field(default_factory=pd.DataFrame)

    def carried_in_the_end(self) -> float:
        """Share of cases carried at the middle threshold, over the second half of the run."""
        weeks = sorted(self.shares)
        return float(np.mean([self.shares[week][1] for week in weeks[len(weeks) // 2 :]]))


@cache
def course(name: str, seed: int = 1) -> Course:
    """One life of the neighbourhood under a condition."""
    model = neighbourhood(CONDITIONS[name], seed=seed)
    world, seen = model.world, Course()
    while model.running:
        week = world.week
        model.step()
        if world.events.keeping or week % WINDOW == 0:
            whole, carried, seen.carriers[week] = carried_by_trust(world)
            seen.shares[week] = np.array(carried) / max(whole, 1)
    final = model.observation.final().set_index(["outcome", "group"])["value"]
    seen.reached, seen.lost, seen.activities = (
        tuple(float(final[outcome, f"threshold {level}"]) for level in LEVELS)
        for outcome in ("mode_week", "mode_lost_week", "mode_activities_week")
    )
    seen.events = world.events.frame()
    return seen


def show(name: str) -> None:
    """One row of the tables: weeks found and lost at three thresholds, and the share carried."""
    one = course(name)
    weeks = ["-" if np.isnan(week) else f"{week:.0f}" for week in (*one.reached, *one.lost)]
    print(f"| {name} | {' | '.join(weeks)} | {100 * one.carried_in_the_end():.0f}% |")


def test_what_is_moved_stays_within_its_bounds() -> None:
    bounds = {key: one.bounds for key, one in shipped_settings().items()}
    for moved in CONDITIONS.values():
        for key, value in moved.parameters.items():
            assert bounds[key][0] <= value <= bounds[key][1], key
        for key, value in moved.levers.items():
            lever = BY_NAME[key]
            within = value in lever.choices or lever.bounds[0] <= float(value) <= lever.bounds[1]
            assert within, key


def test_most_workers_in_one_team_that_meets_find_it_and_in_one_that_does_not_never() -> None:
    """Levers alone, with the values as shipped."""
    for name in BY_LEVERS:
        show(name)
    assert np.isfinite(course(TOGETHER).reached).all() and np.isnan(course(TOGETHER).lost).all()
    assert np.isnan(course(SPLIT).reached).all()
    assert course(SPLIT).carried_in_the_end() < 0.15 < 0.5 < course(TOGETHER).carried_in_the_end()


def test_where_an_hour_is_shared_out_one_team_finds_it_in_rounds_of_ten_and_not_of_four() -> None:
    """The rival form of joint time: with it no levers that were tried find a mode in cases."""
    for name in (OF_FOUR, OF_TEN):
        show(name)
    assert np.isnan(course(OF_FOUR).reached).all() and np.isnan(course(OF_FOUR).activities).all()
    assert np.isfinite(course(OF_TEN).reached[0]) and np.isnan(course(OF_TEN).reached[2])
    carried = [course(name).carried_in_the_end() for name in (SPLIT, OF_FOUR, OF_TEN, TOGETHER)]
    assert carried[0] <= carried[1] < carried[2] < carried[3]


def test_half_of_the_workers_in_one_team_find_it_and_lose_it_within_two_years() -> None:
    assert np.isfinite(course(HALF).reached[0]) and np.isfinite(course(HALF).lost[0])


def test_a_team_of_eleven_finds_a_mode_in_activities_and_none_in_cases() -> None:
    assert np.isfinite(course(ELEVEN).activities[0])
    assert np.isnan(course(ELEVEN).reached).all()


def test_with_light_hindrances_it_is_found_after_long_and_sooner_by_those_who_know_each_other() -> (
    None
):
    for name in BY_NUMBERS:
        show(name)
    favourable, known = course(FAVOURABLE), course(KNOWN)
    assert favourable.reached[0] > 26, "nobody finds it within half a year"
    assert known.reached[0] < favourable.reached[0]
    assert np.isfinite(known.reached[1])


@pytest.mark.parametrize("name", UNFAVOURABLE)
def test_under_unfavourable_conditions_it_is_not_found_at_any_threshold(name: str) -> None:
    one = course(name)
    assert np.isnan(one.reached).all() and np.isnan(one.lost).all()
    assert one.carried_in_the_end() < course(FAVOURABLE).carried_in_the_end() - 0.08


def told(name: str, kind: str) -> pd.DataFrame:
    """What the log of a run says of the mode in cases."""
    events = course(name).events
    return events[(events.kind == kind) & events.cause.str.startswith("cases: ")]


def window(name: str, event: pd.Series) -> tuple[int, np.ndarray]:
    """The threshold of an event, and the shares carried in the quarter that decided."""
    level = int(np.argmin(np.abs(np.array(THETA) - event.value)))
    weeks = range(event.week - WINDOW + 1, event.week + 1)
    return level, np.array([course(name).shares[week][level] for week in weeks])


@pytest.mark.parametrize("name", [FAVOURABLE, HALF])
def test_finding_it_is_walked_back_to_a_quarter_of_cases_and_to_those_who_carried_them(
    name: str,
) -> None:
    """Counted by hand, cases and trust give the same week and the same people."""
    found = told(name, "mode reached")
    assert len(found)
    for (week, theta), same in found.groupby(["week", "value"]):
        level, shares = window(name, same.iloc[0])
        assert (shares >= 0.5).all()
        carriers = course(name).carriers[week][level]
        assert set(same.by_id) == carriers and len(carriers) >= 8, theta
        assert set(same.by) == {"professionals"}
        assert set(same.cause) == {"cases: a core large enough carries them by mutual trust"}


@pytest.mark.parametrize("name", [FAVOURABLE, HALF])
def test_losing_it_is_walked_back_to_a_quarter_of_too_few_and_to_those_who_had_found_it(
    name: str,
) -> None:
    lost = told(name, "mode lost")
    assert len(lost)
    for (week, theta), same in lost.groupby(["week", "value"]):
        assert (window(name, same.iloc[0])[1] < 0.5).all()
        assert set(same.cause) == {"cases: mutual trust carries too few of them"}
        came = told(name, "mode reached")
        came = came[(came.week < week) & (came.value == theta)]
        assert set(same.by_id) == set(came[came.week == came.week.max()].by_id)
