"""Rationing: thresholds, targets, and doors that let in fewer than ask."""

import numpy as np
import pytest
from casework_worlds import ask, begin, live, neighbourhood, open_rows
from worlds import scope

from wijksim.entities.domains import DEBT, NOBODY, YOUTH, Ending, TeamMode
from wijksim.entities.experience import Turn
from wijksim.submodels.finding_help import FindingHelp


def test_a_request_below_the_norm_is_sent_back_and_is_noted() -> None:
    w = neighbourhood(levers={"norm.self_reliance": 0.4})
    model, seen = begin(w)
    ask(w, [0], severity=0.2)
    ask(w, [1], severity=0.5)
    live(w, model, seen)
    ended = np.flatnonzero(w.requests.ended_week == w.week - 1)
    assert list(w.requests.ending[ended]) == [Ending.REFUSED]
    assert w.residents.care_turns[0, Turn.REFUSED] == 1
    assert w.residents.care_turns.sum() == 1


@pytest.mark.parametrize("domain", [YOUTH, DEBT])
def test_a_parent_trusts_less_once_a_request_for_the_child_was_refused(domain: int) -> None:
    """What happens to somebody else at home in another domain is not the head's to live through."""
    w = neighbourhood(ages=[[40.0, 10.0]] * 100, staff=100, levers={"norm.self_reliance": 0.4})
    model, seen = begin(w)
    finding = FindingHelp()
    finding.initialise(scope(w, finding))
    trust = w.residents.trust.copy()
    ask(w, np.arange(1, 200, 2), severity=0.2, domain=domain)
    live(w, model, seen)
    turns = w.residents.care_turns[:, Turn.REFUSED]
    assert (turns[1::2] == 1).all() and (turns[::2] == (domain == YOUTH)).all()
    assert w.residents.care_turns.sum() == turns.sum()
    w.residents.need[:] = 0.0
    for _ in range(13):
        finding.step(scope(w, finding))
        w.residents.care_turns[:] = 0
        w.week += 1
    fell = w.residents.trust[::2] < trust[::2] - 1e-4
    assert fell.all() if domain == YOUTH else not fell.any()


def test_a_heavy_case_that_waited_long_never_finds_less_room_than_others() -> None:
    """Also where the two limits are drawn apart, and that of the urgent is the lower one."""
    carried = []
    for urgent in (0.5, 1.1):
        w = neighbourhood(
            residents=60,
            parameters={
                "casework.withdrawing": 0.0,
                "casework.caseload_limit": 1.1,
                "casework.urgent_limit": urgent,
            },
        )
        model, seen = begin(w)
        ask(w, np.arange(60), severity=0.8)
        w.professionals.absence[:] = 1.0
        live(w, model, seen, weeks=12)
        w.professionals.absence[:] = 0.0
        live(w, model, seen, weeks=20)
        carried.append(float(w.professionals.load[0]))
    assert carried[0] == carried[1] > 0.5


def test_targets_close_light_cases_early() -> None:
    closed = []
    for targets in (0.0, 1.0):
        w = neighbourhood(residents=30, staff=3, levers={"rules.result_targets": targets})
        model, seen = begin(w)
        ask(w, np.arange(30), severity=0.25)
        live(w, model, seen, weeks=52)
        closed.append(int((w.requests.ending == Ending.CLOSED_EARLY).sum()))
    assert closed[0] == 0 < closed[1]


def test_targets_let_heavy_cases_wait_longer() -> None:
    taken = []
    for targets in (0.0, 1.0):
        w = neighbourhood(
            residents=40, staff=40, levers={"rules.result_targets": targets}, seed=3,
            parameters={"casework.withdrawing": 0.0},
        )  # fmt: skip
        model, seen = begin(w)
        ask(w, np.arange(40), severity=0.8)
        live(w, model, seen, weeks=2)
        taken.append(int((w.requests.handler != NOBODY).sum()))
    assert taken[1] < taken[0]


def test_a_small_team_at_the_door_of_all_makes_a_queue_that_institutions_did_not_have() -> None:
    planned = []
    for members, mode in ((0, TeamMode.NONE), (1, TeamMode.ADDED)):
        w = neighbourhood(residents=60, staff=20, team_members=members, mode=mode)
        model, seen = begin(w)
        ask(w, np.arange(60), severity=0.5)
        live(w, model, seen, weeks=7)
        planned.append(int((w.requests.plan_week > 0).sum()))
    assert planned[1] < planned[0]


def test_a_team_that_keeps_to_its_target_group_sends_others_on_to_the_institutions() -> None:
    sent_on = []
    for share_sent in (0.0, 1.0):
        w = neighbourhood(residents=20, staff=2, team_members=1, mode=TeamMode.REPLACING)
        w.teams.target_group[0] = share_sent
        model, seen = begin(w)
        ask(w, np.arange(20))
        live(w, model, seen)
        sent_on.append(int((w.requests.access[open_rows(w)] == NOBODY).sum()))
    assert sent_on == [0, 20]
