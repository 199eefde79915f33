"""Households with several helpers: coordination, conflict of plans, a lead, layers of teams."""

import copy

import numpy as np
import pytest
from casework_worlds import ask, begin, live, neighbourhood, open_rows
from worlds import scope, shipped_parameters

from wijksim.entities.domains import DEBT, NOBODY, SUPPORT, TeamMode
from wijksim.entities.world import Scope, World
from wijksim.submodels.casework import Casework


def joint(n_parties: int, **changes) -> tuple[World, Casework, Scope]:
    """Twenty households whose two, three or four needs sit with as many institutions."""
    w = neighbourhood(
        ages=[[40.0]] * 20,
        institutions=4,
        staff=2,
        requests=200,
        parameters={"casework.withdrawing": 0.0},
        **changes,
    )
    w.institutions.domain[:] = np.eye(4, dtype=np.uint8)
    w.professionals.competence[:] = np.repeat(np.eye(4), 2, axis=0)
    model, seen = begin(w)
    for domain in range(n_parties):
        ask(w, np.arange(20), domain=domain)
    live(w, model, seen, weeks=25)
    return w, model, seen


def coordination(w: World) -> float:
    return float(w.professionals.hours_coordination.sum())


def test_one_more_party_costs_more_coordination_than_the_one_before() -> None:
    two, three, four = (coordination(joint(n)[0]) for n in (2, 3, 4))
    assert two > 0
    assert three == pytest.approx(3 * two, rel=1e-4)
    assert four == pytest.approx(6 * two, rel=1e-4)


def test_a_household_with_one_helper_needs_no_coordination() -> None:
    assert coordination(joint(1)[0]) == 0.0


def test_trust_lowers_coordination_and_conflict() -> None:
    strangers, friends = joint(3, trust=0.05)[0], joint(3, trust=0.9)[0]
    assert coordination(friends) < 0.7 * coordination(strangers)


def test_shared_data_lower_coordination() -> None:
    apart, shared = joint(3)[0], joint(3, levers={"data.sharing": 1.0})[0]
    assert coordination(shared) < coordination(apart)


def conflicts(weeks=60, values_apart=True, **changes) -> float:
    w, model, seen = joint(3, **changes)
    if values_apart:
        w.professionals.weight[:] = np.repeat(np.eye(4), 2, axis=0)
    found = 0
    for _ in range(weeks):
        live(w, model, seen)
        found += int(w.requests.conflict.sum())
    return found / weeks


def test_plans_conflict_less_under_trust_a_lead_or_shared_values() -> None:
    base = conflicts(trust=0.1)
    assert base > 5
    assert conflicts(trust=0.45) < base
    assert conflicts(trust=0.1, levers={"coordination.rule": "lead_worker"}) < base
    assert conflicts(trust=0.1, levers={"coordination.rule": "mandatory_plan"}) < base
    assert conflicts(trust=0.1, values_apart=False) < base / 5


def test_a_lead_is_appointed_by_rule_or_agreed_by_trust_and_else_absent() -> None:
    assert (joint(3, trust=0.1)[0].households.lead == NOBODY).all()
    assert (joint(3, trust=0.8)[0].households.lead != NOBODY).all()
    ruled = joint(3, trust=0.1, levers={"coordination.rule": "lead_worker"})[0]
    assert (ruled.households.lead != NOBODY).all()


def test_under_a_lead_only_who_coordinates_meets_and_that_is_the_star_around_the_lead() -> None:
    """Four parties: six pairs without a rule, three with a lead, in each of twenty households."""
    free = joint(4, trust=0.1)[0]
    led = joint(4, trust=0.1, levers={"coordination.rule": "lead_worker"})[0]
    assert free.pairs.joint_cases.sum() / 2 == 20 * 6
    assert led.pairs.joint_cases.sum() / 2 == 20 * 3


def test_a_conflict_makes_the_same_hours_work_less() -> None:
    w, model, seen = joint(2, trust=0.0)
    w.professionals.weight[:] = np.repeat(np.eye(4), 2, axis=0)
    live(w, model, seen, weeks=30)
    q, r = w.requests, w.residents
    rows = open_rows(w)
    hours = r.formal_hours[q.resident[rows], q.domain[rows]] / q.claim[rows]
    at_odds = q.conflict[rows] == 1
    assert at_odds.any() and (~at_odds).any()
    factor = shipped_parameters()["casework.conflict_work"]
    assert hours[at_odds].mean() * factor == pytest.approx(hours[~at_odds].mean(), rel=0.05)


def test_one_worker_for_all_needs_of_a_household_is_one_party() -> None:
    w = neighbourhood(residents=3, institutions=1, staff=3)
    model, seen = begin(w)
    ask(w, [0, 1, 2], domain=SUPPORT)
    live(w, model, seen, weeks=4)
    ask(w, [0, 1, 2], domain=DEBT)
    live(w, model, seen, weeks=4)
    q, r = w.requests, w.residents
    same = q.handler[r.request[:, SUPPORT]] == q.handler[r.request[:, DEBT]]
    assert same.all() and (w.households.parties == 1).all()


def test_an_added_team_is_one_more_party_and_a_second_team_one_more_again() -> None:
    parties = []
    for layers in (0, 1, 2):
        w = neighbourhood(ages=[[40.0]] * 5, institutions=4, staff=3, teams=2)
        w.institutions.domain[:] = np.eye(4, dtype=np.uint8)
        w.professionals.competence[:] = np.repeat(np.eye(4), 3, axis=0)
        for t in range(layers):
            w.teams.present[t], w.teams.mode[t], w.teams.domain[t] = 1, TeamMode.ADDED, 1
            w.teams.started_week[t] = t
            w.professionals.team[t::3] = t
        model, seen = begin(w)
        ask(w, np.arange(5), domain=SUPPORT)
        ask(w, np.arange(5), domain=DEBT)
        live(w, model, seen, weeks=10)
        parties.append(w.households.parties.mean())
    assert parties[0] == 2
    assert parties[0] + 0.3 < parties[1]
    assert parties[1] + 0.3 < parties[2]


def reversed_rows(w: World, top: int) -> World:
    """The same world, in which the first `top` requests stand in the opposite order."""
    twin = w.copy(agenda=w.agenda)
    q = twin.requests
    for column in q.schema.columns:
        q.array(column.name)[:top] = q.array(column.name)[:top][::-1].copy()
    rows = open_rows(twin)
    twin.residents.request[q.resident[rows], q.domain[rows]] = rows
    return twin


def test_who_sits_at_the_table_does_not_hang_on_the_order_of_requests() -> None:
    """Two people a home, each with two needs and workers of their own; half gave up double work."""
    w = neighbourhood(
        ages=[[40.0, 38.0]] * 20,
        institutions=4,
        staff=2,
        requests=200,
        trust=0.8,
        parameters={"casework.withdrawing": 0.0, "casework.caseload_limit": 2.0},
    )
    w.institutions.domain[:] = np.eye(4, dtype=np.uint8)
    w.professionals.competence[:] = np.repeat(np.eye(4), 2, axis=0)
    w.institutions.dismantling[:], w.institutions.overlap[:] = 0.5, 1.0
    model, seen = begin(w)
    for domain in (SUPPORT, DEBT):
        ask(w, np.arange(40), domain=domain)
    live(w, model, seen, weeks=8)
    q = w.requests
    helped = open_rows(w)[q.handler[open_rows(w)] != NOBODY]
    q.handler[helped] = q.handler[helped] // 2 * 2 + q.resident[helped] % 2
    twin = reversed_rows(w, int(open_rows(w).max()) + 1)
    other = copy.deepcopy(model)
    live(twin, other, scope(twin, other))
    live(w, model, seen)
    assert set(w.households.parties) >= {1, 2}
    for column in ("parties", "lead"):
        assert w.households.array(column).tolist() == twin.households.array(column).tolist()
    assert (w.pairs.joint_cases == twin.pairs.joint_cases).all()
