"""What casework does with fear, shared values, double work given up, and residents who help out."""

import numpy as np
from casework_worlds import ask, begin, live, neighbourhood

from wijksim.entities.domains import DEBT, NOBODY, SUPPORT, VALUES, RequestState

CALM = {"casework.withdrawing": 0.0}


def hours_by_replacing(replacing: float) -> tuple[float, float]:
    """Hours that twenty in need of support get, and claims left to one worker's direct hours."""
    w = neighbourhood(ages=[[40.0]] * 20, requests=100, parameters=CALM)
    w.initiatives.replacing_hours[0] = replacing
    model, seen = begin(w)
    ask(w, np.arange(20))
    live(w, model, seen, weeks=30)
    return float(w.residents.formal_hours.sum()), float(w.professionals.hours_direct.sum())


def test_support_left_to_an_initiative_frees_hours_of_professionals() -> None:
    _, alone = hours_by_replacing(0.0)
    helped, less = hours_by_replacing(1.0)
    assert less < alone and helped > 0


def test_members_who_do_all_support_work_are_no_more_help_than_untrained_hands() -> None:
    trained, _ = hours_by_replacing(0.0)
    untrained, direct = hours_by_replacing(1000.0)
    assert direct == 0.0
    assert 0.0 < untrained < trained


def weeks_until_let_go(holding: float) -> int:
    w = neighbourhood(parameters=CALM)
    w.institutions.holding[:] = holding
    model, seen = begin(w)
    ask(w, [0])
    live(w, model, seen, weeks=12)
    w.residents.need[0, SUPPORT] = 0.0
    for week in range(1, 60):
        live(w, model, seen)
        if w.residents.request[0, SUPPORT] == NOBODY:
            return week
    return 60


def test_an_institution_that_fears_for_its_clients_lets_them_go_later() -> None:
    assert weeks_until_let_go(0.0) < weeks_until_let_go(1.0) < 60


def handed_over(holding: float) -> int:
    """Clients that went from the first employer to the second, when they were offered weekly."""
    w = neighbourhood(ages=[[40.0]] * 10, institutions=2, requests=50, parameters=CALM)
    model, seen = begin(w)
    ask(w, np.arange(10))
    live(w, model, seen, weeks=10)
    w.institutions.holding[:] = holding
    w.professionals.granting[:] = [1, NOBODY]
    before = int(w.professionals.cases[0])
    live(w, model, seen, weeks=4)
    return before - int(w.professionals.cases[0])


def test_a_client_is_not_handed_over_by_an_institution_that_holds_on_to_all() -> None:
    assert handed_over(0.0) > 0 == handed_over(1.0)


def first_in_line(value: str, *, shared: float = 1.0) -> bool:
    """Whether the worst off, who asked two weeks later, are taken on before the light cases."""
    w = neighbourhood(ages=[[40.0]] * 40, requests=200, parameters=CALM)
    w.professionals.weight[:] = 0.0
    w.professionals.weight[:, VALUES.index(value)] = 1.0
    w.municipality.shared_vision[0] = shared
    w.professionals.absence[:] = 1.0
    model, seen = begin(w)
    ask(w, np.arange(0, 20), severity=0.35)
    live(w, model, seen, weeks=2)
    ask(w, np.arange(20, 40), severity=0.8)
    live(w, model, seen)
    w.professionals.absence[:] = 0.0
    live(w, model, seen)
    q = w.requests
    taken = q.resident[(q.state != RequestState.FREE) & (q.handler != NOBODY)]
    assert taken.size
    return bool((taken >= 20).any())


def test_shared_solidarity_puts_the_worst_off_first_and_shared_thrift_the_cheap_ones() -> None:
    assert first_in_line("solidarity")
    assert not first_in_line("thrift")


def test_values_that_are_not_shared_change_no_order() -> None:
    assert not first_in_line("solidarity", shared=0.0)


def parties(given_up: float) -> float:
    """Mean number of parties in thirty households with two needs at two institutions."""
    w = neighbourhood(ages=[[40.0]] * 30, institutions=4, staff=4, requests=300, parameters=CALM)
    w.institutions.domain[:] = np.eye(4, dtype=np.uint8)
    w.professionals.competence[:] = np.repeat(np.eye(4), 4, axis=0)
    w.institutions.overlap[:], w.institutions.dismantling[:] = 1.0, given_up
    model, seen = begin(w)
    for domain in (SUPPORT, DEBT):
        ask(w, np.arange(30), domain=domain, severity=0.2)
    live(w, model, seen, weeks=25)
    return float(w.households.parties[w.households.parties > 0].mean())


def test_double_work_that_is_given_up_leaves_fewer_parties_in_a_household() -> None:
    assert parties(0.0) == 2.0
    assert 1.0 < parties(0.5) < 2.0
    assert parties(1.0) == 1.0
