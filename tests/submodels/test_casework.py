"""Casework: queues, caseloads, hours, rationing, and how requests end."""

import numpy as np
import pytest
from casework_worlds import HOURS, ask, begin, live, neighbourhood, open_rows, share
from worlds import WEEKS_IN_A_YEAR, settings_fit, shipped_parameters

from wijksim.entities.domains import (
    NOBODY,
    PAYERS,
    SUPPORT,
    Channel,
    Ending,
    RequestState,
    TeamMode,
)
from wijksim.entities.experience import Turn
from wijksim.entities.world import Scope, World
from wijksim.submodels.casework import Casework, NoCasework, TriageCasework


def test_all_settings_of_casework_are_shipped_with_unit_and_source() -> None:
    settings_fit(Casework())


def test_the_week_of_one_worker_adds_up_by_hand() -> None:
    w = neighbourhood(admin=0.25, protocol=0.0, levers={"access.outreach_hours": 0.0})
    w.professionals.absence[:], w.professionals.reflection_hours[:] = 0.1, 2.0
    model, seen = begin(w)
    ask(w, [0])
    live(w, model, seen)
    p, v = w.professionals, shipped_parameters()
    assert p.hours_present[0] == pytest.approx(36 * 0.9)
    assert p.hours_admin[0] == pytest.approx(36 * 0.9 * 0.25)
    assert p.hours_learning[0] == pytest.approx(2.0)
    first_week = v["casework.access_hours"] + v["casework.plan_hours"] / v["casework.plan_weeks"]
    assert p.hours_intake[0] == pytest.approx(min(first_week, 0.35 * 36 * 0.9 * 0.75))
    live(w, model, seen, weeks=2)
    given = v["care.hours_vulnerable"] * (1 + v["casework.too_much"])
    assert p.hours_direct[0] == pytest.approx(given)
    assert w.residents.formal_hours[0, SUPPORT] == pytest.approx(given)
    assert w.requests.first_hour_week[0] == w.requests.asked_week[0] + 2


def busy_world(seed=1, **changes) -> tuple[World, Casework, Scope, np.random.Generator]:
    settings = {
        "ages": [[40.0, 38.0, 9.0]] * 60, "institutions": 4, "staff": 4, "team_members": 4,
        "mode": TeamMode.ADDED, "levers": {"norm.self_reliance": 0.2, "rules.result_targets": 0.5},
    } | changes  # fmt: skip
    w = neighbourhood(seed=seed, **settings)
    w.professionals.competence[:] = np.random.default_rng(seed).uniform(0.2, 1, (16, 4))
    w.professionals.error_rate[:] = 0.05
    w.professionals.reflection_hours[:] = 1.5
    model, seen = begin(w)
    return w, model, seen, np.random.default_rng(seed)


def stir(w: World, rng: np.random.Generator) -> int:
    """A few questions and some change in need; gives how many questions were new."""
    r = w.residents
    r.need[:] = r.need * rng.uniform(0.85, 1.05, r.need.shape)
    r.need[:] = np.minimum(r.need, 1.0)
    rows, domains = rng.integers(0, len(r.need), 4), rng.integers(0, 4, 4)
    for row, d in zip(rows, domains, strict=True):
        ask(w, [row], severity=rng.uniform(0.1, 0.9), domain=d)
    return int(((r.asking > 0) & (r.request == NOBODY)).sum())


def test_hours_are_conserved_whatever_happens() -> None:
    w, model, seen, rng = busy_world()
    p = w.professionals
    for week in range(150):
        p.absence[:] = rng.uniform(0, 0.6, len(p.hours))
        p.present[week % 16] = 1 - p.present[week % 16]
        w.institutions.admin_share[:] = rng.uniform(0, 0.9)
        stir(w, rng)
        live(w, model, seen)
        spent = np.sum([getattr(p, f"hours_{name}") for name in HOURS], axis=0)
        assert np.abs(spent - p.hours_present).max() < 1e-4
        present = p.hours * (1 - p.absence) * p.present
        assert np.abs(p.hours_present - present).max() < 1e-4


def test_no_request_is_lost_and_nothing_is_negative() -> None:
    w, model, seen, rng = busy_world()
    asked = ended = 0
    for _ in range(200):
        asked += stir(w, rng)
        live(w, model, seen)
        q = w.requests
        ended += int((q.ended_week == w.week - 1).sum())
        assert asked == len(open_rows(w)) + ended
        rows = open_rows(w)
        assert (w.residents.request[q.resident[rows], q.domain[rows]] == rows).all()
        assert (w.residents.request != NOBODY).sum() == len(rows)
        for name in ("formal_hours",):
            assert (getattr(w.residents, name) >= 0).all()
        for name in (*HOURS, "present"):
            assert (getattr(w.professionals, f"hours_{name}") >= 0).all()
        assert w.residents.care_turns.max() <= 4
        assert (w.residents.formal_hours[w.residents.request == NOBODY] == 0).all()
    assert asked > 500 and ended > 100


def test_direct_hours_never_exceed_what_workers_gave() -> None:
    w, model, seen, rng = busy_world()
    for _ in range(100):
        stir(w, rng)
        live(w, model, seen)
        q, received = w.requests, np.zeros(len(w.professionals.hours))
        for row in open_rows(w):
            if q.handler[row] != NOBODY:
                hours = w.residents.formal_hours[q.resident[row], q.domain[row]]
                received[q.handler[row]] += hours
        assert (received <= w.professionals.hours_direct + 1e-4).all()


def test_no_worker_takes_on_more_than_the_caseload_limit() -> None:
    w = neighbourhood(residents=300, staff=3)
    model, seen = begin(w)
    ask(w, np.arange(300))
    live(w, model, seen, weeks=60)
    v = shipped_parameters()
    most = int(v["casework.caseload_limit"] * v["casework.ladder_vulnerable"])
    assert w.professionals.cases.max() == most
    assert w.professionals.load.max() <= v["casework.caseload_limit"]
    assert (w.requests.state == RequestState.ACCESS).any()


def test_a_heavy_case_that_waited_long_goes_over_the_normal_limit_but_not_without_end() -> None:
    w = neighbourhood(residents=100)
    model, seen = begin(w)
    ask(w, np.arange(100), severity=0.8)
    live(w, model, seen, weeks=6)
    v = shipped_parameters()
    assert w.professionals.load[0] <= v["casework.caseload_limit"]
    live(w, model, seen, weeks=20)
    assert v["casework.caseload_limit"] < w.professionals.load[0] <= v["casework.urgent_limit"]


def test_who_asked_first_is_helped_first() -> None:
    w = neighbourhood(residents=200)
    model, seen = begin(w)
    turns = iter(np.random.default_rng(4).permutation(200))

    def one_more() -> None:
        ask(w, [next(turns)])
        ask(w, [next(turns)])

    live(w, model, seen, weeks=90, each_week=one_more)
    q = w.requests
    taken = np.flatnonzero(q.intake_week > 0)
    order = taken[np.lexsort((q.intake_week[taken], q.asked_week[taken]))]
    assert len(order) > 20
    assert (np.diff(q.intake_week[order]) >= 0).all()
    still = np.flatnonzero((q.state == RequestState.ACCESS) & (q.intake_week < 0))
    assert q.asked_week[still].min() >= q.asked_week[taken].max()


def test_within_a_week_chance_decides_and_not_the_row_of_the_resident() -> None:
    first = set()
    for seed in range(12):
        w = neighbourhood(residents=40, seed=seed)
        model, seen = begin(w)
        ask(w, np.arange(40))
        live(w, model, seen)
        first.add(int(w.requests.resident[np.flatnonzero(w.requests.handler != NOBODY)[0]]))
    assert len(first) > 6


def test_with_triage_the_worst_off_go_first() -> None:
    waits = {}
    for model_class in (Casework, TriageCasework):
        w = neighbourhood(residents=60)
        model, seen = begin(w, model_class())
        ask(w, np.arange(0, 55), severity=0.4)
        ask(w, np.arange(55, 60), severity=0.59)
        live(w, model, seen, weeks=4)
        worst = w.residents.request[55:60, SUPPORT]
        waits[model_class] = int((w.requests.intake_week[worst] > 0).sum())
    assert waits[TriageCasework] > waits[Casework]


def mean_wait(weeks=330, **changes) -> float:
    w = neighbourhood(residents=1500, institutions=1, staff=4, **changes)
    model, seen = begin(w)
    turns = iter(range(1500))
    left = np.zeros(1500)
    waits: list[int] = []

    def arrivals() -> None:
        r = w.residents
        left[:] -= r.formal_hours[:, SUPPORT]
        r.need[:, SUPPORT] = np.where(left > 0, 0.45, 0.0)
        one = [next(turns)]
        ask(w, one)
        left[one] = 0.39 * 140

    for _ in range(weeks):
        live(w, model, seen, each_week=arrivals)
        q = w.requests
        waits.extend((q.plan_week - q.asked_week)[q.plan_week == w.week - 1])
    return float(np.mean(waits))


def test_more_administration_makes_people_wait_longer() -> None:
    assert mean_wait(admin=0.70) > mean_wait(admin=0.25) + 1


def test_protocol_makes_a_plan_come_later_and_room_to_decide_takes_that_away() -> None:
    weeks = []
    for protocol, room in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)):
        w = neighbourhood(protocol=protocol)
        w.professionals.room[:] = room
        model, seen = begin(w)
        ask(w, [0])
        live(w, model, seen, weeks=8)
        weeks.append(int(w.requests.plan_week[0] - w.requests.asked_week[0]))
    assert weeks[1] > weeks[0] == weeks[2]


def test_care_ends_after_four_calm_weeks() -> None:
    w = neighbourhood()
    model, seen = begin(w)
    ask(w, [0])
    live(w, model, seen, weeks=6)
    w.residents.need[0] = 0.05
    live(w, model, seen, weeks=3)
    assert w.requests.state[0] == RequestState.ACTIVE
    live(w, model, seen)
    assert w.requests.ending[0] == Ending.RECOVERED
    assert w.residents.care_ended_week[0, SUPPORT] == w.week - 1
    assert w.residents.formal_hours[0, SUPPORT] == 0
    assert w.residents.care_turns[0, Turn.RECOVERED] == 1


def test_who_waits_keeps_the_place_in_line_through_a_crisis_and_now_comes_by_it() -> None:
    w = neighbourhood(residents=2, parameters={"casework.withdrawing": 1.0})
    w.institutions.domain[:] = 0
    model, seen = begin(w)
    ask(w, [0, 1])
    asked = w.week
    live(w, model, seen)
    w.residents.crisis_week[0, SUPPORT] = w.week
    w.residents.need[0, SUPPORT] = 0.9
    live(w, model, seen)
    q, kept = w.requests, w.residents.request[0, SUPPORT]
    assert kept != NOBODY and q.state[kept] == RequestState.ACCESS
    assert q.asked_week[kept] == asked and q.channel[kept] == Channel.CRISIS
    assert q.channel[1] == Channel.DESK


@pytest.mark.parametrize("late", [13.0, 13.4])
def test_who_waits_a_quarter_is_disappointed_once_at_that_week(late: float) -> None:
    numbers = {"casework.withdrawing": 0.0, "casework.late_weeks": late}
    w = neighbourhood(residents=1, parameters=numbers)
    w.institutions.domain[:] = 0
    model, seen = begin(w)
    ask(w, [0])
    weeks = []
    for week in range(40):
        live(w, model, seen)
        weeks += [week] * int(w.residents.care_turns[0, Turn.LATE])
    assert weeks == [13]


@pytest.mark.parametrize(("wait", "turns"), [(12, [Turn.IN_TIME]), (13, [Turn.LATE])])
def test_help_comes_either_late_or_in_time(wait: int, turns: list[Turn]) -> None:
    numbers = {"casework.withdrawing": 0.0, "casework.late_weeks": 13.4}
    w = neighbourhood(residents=1, parameters=numbers)
    w.institutions.domain[:] = 0
    model, seen = begin(w)
    ask(w, [0])
    lived: list[Turn] = []
    for week in range(20):
        if week == wait - 3:
            w.institutions.domain[:] = 1
        live(w, model, seen)
        lived += [turn for turn in Turn if w.residents.care_turns[0, turn]]
    first = w.requests.first_hour_week[0] - w.requests.asked_week[0]
    assert first == wait and lived == turns


def test_when_a_worker_leaves_the_client_goes_to_a_colleague_without_asking_again() -> None:
    w = neighbourhood(staff=2)
    model, seen = begin(w)
    ask(w, [0])
    live(w, model, seen, weeks=6)
    asked, before = int(w.requests.asked_week[0]), int(w.requests.handler[0])
    w.professionals.present[before] = 0
    live(w, model, seen)
    assert w.requests.handler[0] == 1 - before
    assert w.requests.asked_week[0] == asked and w.requests.state[0] == RequestState.ACTIVE


def test_granting_hands_a_client_over_and_costs_both_hours() -> None:
    w = neighbourhood(institutions=2, staff=1)
    model, seen = begin(w)
    ask(w, [0])
    live(w, model, seen, weeks=6)
    giver = int(w.requests.handler[0])
    w.professionals.granting[giver] = 1 - giver
    live(w, model, seen)
    assert w.requests.handler[0] == 1 - giver == w.professionals.gave_to[giver]
    assert (w.professionals.hours_coordination > 5).all()


def test_under_load_outreach_is_crowded_out_to_its_floor() -> None:
    shares = []
    for n in (5, 300):
        w = neighbourhood(residents=300, staff=3, admin=0.6)
        model, seen = begin(w)
        ask(w, np.arange(n), severity=0.8)
        live(w, model, seen, weeks=40)
        shares.append(share(w, "outreach"))
    floor = shipped_parameters()["casework.outreach_floor"]
    assert shares[0] > 2 * shares[1]
    assert shares[1] >= floor - 1e-6


def test_who_moves_away_leaves_the_queue_and_the_next_starts_afresh() -> None:
    w = neighbourhood()
    model, seen = begin(w)
    ask(w, [0])
    live(w, model, seen, weeks=6)
    w.residents.id[0] = 12345
    model.arrive(seen, np.array([0], dtype=np.int32))
    assert w.requests.ending[0] == Ending.LEFT and w.requests.resident_id[0] == 0
    assert w.residents.request[0, SUPPORT] == NOBODY
    assert w.residents.formal_hours[0].sum() == 0 == w.residents.care_turns[0].sum()


def test_the_municipality_pays_contract_hours_of_its_institutions_and_not_of_others() -> None:
    """A full post costs 80,000 euros a year: three quarters for support, one quarter for debt."""
    w = neighbourhood(institutions=2)
    w.institutions.domain[:] = (0, 1, 0, 1)
    w.institutions.domain_share[:] = (0.0, 0.75, 0.0, 0.25)
    w.institutions.municipal[1] = 0
    model, seen = begin(w)
    live(w, model, seen)
    a_week = 80_000 / WEEKS_IN_A_YEAR
    expected = [0, 0.75 * a_week, 0, 0.25 * a_week, 0, 0, 0, 0]
    assert w.municipality.cost[0].tolist() == pytest.approx(expected)


def test_half_a_post_costs_half_of_what_its_own_institution_pays_for_a_post() -> None:
    w = neighbourhood(institutions=2)
    w.institutions.cost_per_fte[:] = (58_000.0, 85_000.0)
    w.professionals.hours[1] = 18.0
    model, seen = begin(w)
    live(w, model, seen)
    expected = (58_000 + 85_000 / 2) / WEEKS_IN_A_YEAR
    assert w.municipality.cost.sum() == pytest.approx(expected)


def test_nobody_costs_more_or_less_by_being_lent_to_a_team() -> None:
    """The same post at the same cost falls to the team instead of to two domains."""
    w = neighbourhood()
    w.institutions.domain[:] = (0, 1, 0, 1)
    w.institutions.domain_share[:] = (0.0, 0.75, 0.0, 0.25)
    w.teams.present[0], w.professionals.team[0] = 1, 0
    model, seen = begin(w)
    live(w, model, seen)
    team = 80_000 / WEEKS_IN_A_YEAR
    lent = w.municipality.cost[0, PAYERS.index("municipality_team")]
    assert lent == pytest.approx(team)
    assert w.municipality.cost.sum() == pytest.approx(team * w.professionals.present.sum())


def test_without_casework_questions_stay_unanswered() -> None:
    w = neighbourhood()
    model, seen = begin(w, NoCasework())
    ask(w, [0, 1])
    model.step(seen)
    assert (w.requests.state == RequestState.FREE).all()
    assert (w.residents.formal_hours == 0).all() and (w.professionals.hours_present == 0).all()


def test_a_neighbourhood_without_staff_lets_people_wait_until_they_give_up() -> None:
    w = neighbourhood(residents=30)
    w.professionals.present[:] = 0
    model, seen = begin(w)
    ask(w, np.arange(30))
    live(w, model, seen, weeks=300)
    assert (w.requests.ending == Ending.WITHDRAWN).sum() == 30
    assert w.municipality.cost.sum() == 0


def test_watching_changes_nothing_and_tells_how_requests_went() -> None:
    results = []
    for logging in (False, True):
        w = neighbourhood(residents=40, staff=2, logging=logging)
        model, seen = begin(w)
        ask(w, np.arange(40))
        for _ in range(40):
            live(w, model, seen)
            w.week -= 1
            model.log_events(seen)
            w.week += 1
        results.append(w.residents.formal_hours.tobytes())
    assert results[0] == results[1]
    told = w.events.frame()["kind"].value_counts()
    assert told["request came in"] == 40
    assert told["plan made"] > 0 and told["request ended"] > 0


def test_the_same_seed_gives_the_same_neighbourhood_to_the_last_bit() -> None:
    runs = []
    for seed in (1, 1, 2):
        w, model, seen, rng = busy_world(seed=1)
        w.key[:] = w.key + np.uint32(seed)
        for _ in range(60):
            stir(w, rng)
            live(w, model, seen)
        runs.append(w.residents.formal_hours.tobytes() + w.requests.asked_week.tobytes())
    assert runs[0] == runs[1] != runs[2]
