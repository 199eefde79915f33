"""Hours at the door: whatever is done there is done in hours that somebody has."""

import numpy as np
import pytest
from casework_worlds import ask, begin, live, neighbourhood, open_rows
from worlds import shipped_parameters

from wijksim.entities.domains import NOBODY, SUPPORT, YOUTH, Ending, InstitutionKind, TeamMode
from wijksim.entities.world import Scope, World
from wijksim.submodels.casework import Casework

V = shipped_parameters()
ACCESS, PLAN = V["casework.access_hours"], V["casework.plan_hours"]
LIGHT, AGAIN = V["casework.light_plan"], V["casework.plan_again"]
APPROVAL = V["casework.approval_hours"]
CALM = {"casework.withdrawing": 0.0}


def intake(w: World, model: Casework, seen: Scope, weeks: int) -> float:
    """Hours of intake that all spend together in so many weeks."""
    spent = 0.0
    for _ in range(weeks):
        live(w, model, seen)
        spent += float(w.professionals.hours_intake.sum())
    return spent


def one_request(*, severity=0.45, weeks=12, domain=SUPPORT, **changes) -> float:
    """Hours of intake that one request takes."""
    w = neighbourhood(parameters=CALM, **{"staff": 2, "protocol": 0.0} | changes)
    model, seen = begin(w)
    ask(w, [0], severity=severity, domain=domain)
    return intake(w, model, seen, weeks)


@pytest.mark.parametrize("protocol", [0.0, 0.05, 0.1, 0.2, 0.34, 0.5, 1.0])
def test_a_plan_takes_its_hours_however_many_weeks_it_takes(protocol: float) -> None:
    assert one_request(protocol=protocol) == pytest.approx(
        ACCESS + PLAN * (1 + APPROVAL * protocol), abs=1e-3
    )


@pytest.mark.parametrize(
    ("members", "mode"),
    [(0, TeamMode.NONE), (4, TeamMode.ADDED), (16, TeamMode.REPLACING)],
)
def test_all_work_at_a_busy_door_is_done_in_hours_of_professionals(
    members: int, mode: TeamMode
) -> None:
    w = neighbourhood(
        residents=60, institutions=4, staff=4, team_members=members, mode=mode, parameters=CALM,
        requests=200, levers={"access.desk_hours": 40.0},
    )  # fmt: skip
    w.institutions.kind[:] = InstitutionKind.WELFARE
    model, seen = begin(w)
    rng, p, q = np.random.default_rng(5), w.professionals, w.requests
    ask(w, np.arange(60), severity=np.where(np.arange(60) % 2, 0.45, 0.25))
    spent, desk = 0.0, 0.0
    for _ in range(120):
        p.absence[:] = rng.uniform(0, 0.4, len(p.hours))
        spent += intake(w, model, seen, 1)
        desk += V["casework.desk_staff"] * 40.0 * float(w.municipality.door_staffed[0, 0])
    rows = open_rows(w)
    assert len(rows) == 60 and (q.plan_week[rows] > 0).all()
    plan = PLAN * (1 + APPROVAL * 0.2) * np.where(q.rung[rows] == 0, LIGHT, 1.0)
    if members:
        plan *= np.where(p.team[q.handler[rows]] == 0, 1.0, 1.0 + AGAIN)
    assert spent == pytest.approx(desk + 60 * ACCESS + plan.sum(), abs=0.1)


def test_a_plan_waits_for_the_hours_of_its_writer() -> None:
    """In 1.44 hours a week, nine hours of talks and plan take seven weeks."""
    w = neighbourhood(admin=0.9, protocol=0.0, parameters=CALM)
    model, seen = begin(w)
    ask(w, [0])
    a_week = V["casework.share_intake"] * 3.6
    needed = int(np.ceil((ACCESS + PLAN) / a_week))
    spent = intake(w, model, seen, needed - 1)
    assert w.requests.plan_week[0] < 0
    spent += intake(w, model, seen, 1)
    assert w.requests.plan_week[0] == w.week - 1
    assert spent == pytest.approx(ACCESS + PLAN, abs=1e-3)


@pytest.mark.parametrize("admin", [0.9, 0.85, 0.6])
def test_new_requests_never_overtake_the_plans_of_a_worker_who_is_short_of_time(
    admin: float,
) -> None:
    w = neighbourhood(residents=20, admin=admin, protocol=0.0, parameters=CALM)
    model, seen = begin(w)
    ask(w, np.arange(20))
    taken = intake(w, model, seen, 60)
    q = w.requests
    waiting = ((q.handler[open_rows(w)] != NOBODY) & (q.plan_week[open_rows(w)] < 0)).sum()
    planned = (q.plan_week[open_rows(w)] > 0).sum()
    assert planned >= int(taken / (ACCESS + PLAN)) - 1
    assert waiting <= 2


@pytest.mark.parametrize(("admin", "protocol"), [(0.39, 0.0), (0.35, 0.3), (0.25, 0.0)])
def test_the_doors_of_a_team_and_of_an_institution_do_as_much_in_the_same_hours(
    admin: float, protocol: float
) -> None:
    taken = []
    for members, mode in ((0, TeamMode.NONE), (5, TeamMode.REPLACING)):
        w = neighbourhood(
            residents=150, staff=5, admin=admin, protocol=protocol, parameters=CALM,
            team_members=members, mode=mode,
        )  # fmt: skip
        model, seen = begin(w)
        ask(w, np.arange(150))
        live(w, model, seen, weeks=16)
        taken.append(int((w.requests.intake_week[open_rows(w)] > 0).sum()))
    assert taken[0] == pytest.approx(taken[1], rel=0.15)


def test_a_desk_opens_in_hours_of_staff_only() -> None:
    """Half of a day at the desk for one worker; ten desks for the same worker find nobody more."""
    for hours, share in ((2.0, 1.0), (200.0, 10.8 / 400.0)):
        w = neighbourhood(parameters=CALM, levers={"access.desk_hours": hours})
        w.institutions.kind[:] = InstitutionKind.WELFARE
        model, seen = begin(w)
        spent = intake(w, model, seen, 1)
        assert w.municipality.door_staffed[0, 0] == pytest.approx(share)
        assert spent == pytest.approx(V["casework.desk_staff"] * hours * share, rel=1e-5)
    w = neighbourhood(parameters=CALM, levers={"access.desk_hours": 8.0})
    begin_and_live = begin(w)
    live(w, *begin_and_live)
    assert w.municipality.door_staffed[0, 0] == 0.0, "nobody of welfare or social services"


def test_who_is_in_an_added_team_still_works_for_the_own_institution() -> None:
    """The newer team stands at the door; when it is full, the others take cases as before."""
    w = neighbourhood(
        residents=150, staff=6, teams=2, team_members=6, mode=TeamMode.ADDED, parameters=CALM
    )
    w.professionals.team[3:] = 1
    w.teams.present[1], w.teams.mode[1], w.teams.domain[1] = 1, TeamMode.ADDED, 1
    w.teams.started_week[1] = w.week
    model, seen = begin(w)
    ask(w, np.arange(150))
    live(w, model, seen, weeks=70)
    assert (w.professionals.cases > 5).all()


@pytest.mark.parametrize(("successor", "written"), [(False, AGAIN), (True, AGAIN)])
def test_what_a_stopped_team_wrote_is_written_again_in_part_by_whoever_comes_after(
    successor: bool, written: float
) -> None:
    w = neighbourhood(
        staff=2, teams=2, team_members=1, mode=TeamMode.ADDED, protocol=0.0, parameters=CALM
    )
    w.professionals.competence[0] = 0.0
    model, seen = begin(w)
    ask(w, [0])
    spent = intake(w, model, seen, 1)
    w.teams.present[0] = 0
    w.professionals.team[:] = NOBODY
    if successor:
        w.teams.present[1], w.teams.mode[1], w.teams.domain[1] = 1, TeamMode.ADDED, 1
        w.professionals.team[1] = 1
    spent += intake(w, model, seen, 20)
    assert w.requests.handler[0] == 1
    assert spent == pytest.approx(ACCESS + PLAN * (1 + written), abs=1e-3)


def test_a_plan_that_was_begun_before_an_absence_is_paid_in_full_after_it() -> None:
    w = neighbourhood(protocol=0.0, parameters=CALM)
    model, seen = begin(w)
    ask(w, [0])
    spent = intake(w, model, seen, 1)
    w.professionals.absence[0] = 1.0
    assert intake(w, model, seen, 4) == 0.0
    assert w.requests.plan_week[0] < 0
    w.professionals.absence[0] = 0.0
    assert spent + intake(w, model, seen, 4) == pytest.approx(ACCESS + PLAN, abs=1e-3)


def test_a_desk_that_takes_all_time_there_is_does_not_hold_up_a_plan_for_ever() -> None:
    w = neighbourhood(staff=2, protocol=0.0, parameters=CALM)
    w.institutions.kind[:] = InstitutionKind.WELFARE
    model, seen = begin(w)
    ask(w, [0, 1])
    live(w, model, seen)
    w.levers["access.desk_hours"] = 40.0
    live(w, model, seen, weeks=6)
    assert (w.requests.plan_week[open_rows(w)] > 0).all()


def test_hours_at_the_desk_leave_fewer_for_talks_and_plans() -> None:
    taken = []
    for desk in (0.0, 12.0):
        w = neighbourhood(
            residents=20, staff=4, parameters=CALM, levers={"access.desk_hours": desk}
        )
        w.institutions.kind[:] = InstitutionKind.WELFARE
        model, seen = begin(w)
        ask(w, np.arange(20))
        live(w, model, seen, weeks=6)
        taken.append(int((w.requests.handler != NOBODY).sum()))
    assert taken[1] < taken[0]


def test_an_institution_writes_a_plan_in_full_while_a_team_stands_at_another_door() -> None:
    w = neighbourhood(
        institutions=1, staff=2, team_members=1, mode=TeamMode.REPLACING, protocol=0.0,
        parameters=CALM,
    )  # fmt: skip
    w.teams.domain[0] = 0
    w.teams.domain[0, YOUTH] = 1
    model, seen = begin(w)
    ask(w, [0], domain=SUPPORT)
    assert intake(w, model, seen, 12) == pytest.approx(ACCESS + PLAN, abs=1e-3)
    assert w.requests.handler[0] == 1


def test_an_institution_writes_a_part_again_of_the_plan_that_a_team_made_at_its_door() -> None:
    w = neighbourhood(staff=2, team_members=1, mode=TeamMode.ADDED, protocol=0.0, parameters=CALM)
    w.professionals.competence[0] = 0.0
    model, seen = begin(w)
    ask(w, [0])
    assert intake(w, model, seen, 20) == pytest.approx(ACCESS + PLAN * (1 + AGAIN), abs=1e-3)
    assert w.requests.handler[0] == 1


BOTH_DOORS = pytest.mark.parametrize(
    ("members", "mode"), [(0, TeamMode.NONE), (2, TeamMode.REPLACING)]
)


@BOTH_DOORS
def test_a_light_request_takes_a_light_plan_at_every_door(members: int, mode: TeamMode) -> None:
    hours = one_request(severity=0.25, team_members=members, mode=mode)
    assert hours == pytest.approx(ACCESS + LIGHT * PLAN, abs=1e-3)


@BOTH_DOORS
def test_a_refusal_takes_a_talk_at_every_door(members: int, mode: TeamMode) -> None:
    hours = one_request(
        severity=0.25, team_members=members, mode=mode, levers={"norm.self_reliance": 0.4}
    )
    assert hours == pytest.approx(ACCESS, abs=1e-3)


def test_who_is_to_be_refused_waits_as_long_as_nobody_has_time_for_the_talk() -> None:
    w = neighbourhood(
        residents=20, protocol=0.0, parameters=CALM, levers={"norm.self_reliance": 0.4}
    )
    model, seen = begin(w)
    ask(w, np.arange(20), severity=0.25)
    live(w, model, seen)
    room = V["casework.share_intake"] * 36 * 0.75
    assert (w.requests.ending == Ending.REFUSED).sum() == int(np.ceil(room / ACCESS))


def test_taking_requests_without_referral_takes_hours_of_those_who_carry_cases() -> None:
    spent = []
    for allowed in ("no", "yes"):
        w = neighbourhood(institutions=2, staff=3, levers={"access.self_referral": allowed})
        model, seen = begin(w)
        spent.append(intake(w, model, seen, 1))
    assert spent[0] == 0.0
    assert spent[1] == pytest.approx(V["finding_help.own_door"], abs=1e-3)
