"""Room to experiment is claimed, conceded on evidence, secured, and taken back."""

import numpy as np
import pytest

from tests.worlds import scope, small_world
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import RequestState
from wijksim.entities.world import World
from wijksim.submodels.governance import Governance

QUARTER = 13
NEVER = -100_000


def front(
    *,
    levers: dict[str, LeverValue] | None = None,
    practices: float = 0.5,
    trust: float = 0.6,
    reflection: float = 2.0,
) -> World:
    """Three workers of three institutions who meet, with new practices, trust and reflection."""
    w = small_world(
        professionals=3,
        week=783 // QUARTER * QUARTER - 1,
        levers={"room.willingness": 0.7, "governance.control": 0.0, **(levers or {})},
        parameters={"governance.noise_unreported": 0.0},
        logging=True,
    )
    people = w.professionals
    people.present[:], people.employer[:], people.hours[:] = 1, [0, 1, 2], 36.0
    people.practices[:] = practices
    people.reflected_hours[:] = reflection
    w.pairs.trust[:], w.pairs.contacts[:] = trust, 1.0
    Governance().initialise(scope(w, Governance()))
    return w


def run(w: World, weeks: int, *, wait: int = 0) -> World:
    model = Governance()
    seen = scope(w, model)
    for _ in range(weeks):
        w.week += 1
        if wait:
            w.requests.state[:5] = RequestState.PLANNED
            w.requests.asked_week[:5] = w.week - wait
        model.step(seen)
    return w


def room(w: World) -> float:
    return float(w.municipality.room_conceded[0])


def test_the_claim_is_practice_times_trust_times_reflection_on_the_way_to_enough() -> None:
    """0.5 x 0.6 x 2/(2+1) = 0.2, claimed in the end 0.2/(0.2+0.05) = 0.8."""
    w = run(front(), 520)
    assert w.municipality.room_claimed[0] == pytest.approx(0.8, abs=0.001)


def test_room_is_neither_claimed_without_practice_nor_conceded_without_will() -> None:
    assert room(run(front(practices=0.0), 260)) == 0.0
    assert run(front(trust=0.0), 260).municipality.room_claimed[0] == 0.0
    assert run(front(reflection=0.0), 260).municipality.room_claimed[0] == 0.0
    assert room(run(front(levers={"room.willingness": 0.0}), 260)) == 0.0


def test_hours_to_learn_a_change_are_no_reflection_that_claims_room() -> None:
    w = front(reflection=0.0)
    people = w.professionals
    people.hours_learning[:] = people.reflection_hours[:] = people.change_hours[:] = 2.0
    assert run(w, 260).municipality.room_claimed[0] == 0.0


def test_never_more_room_is_conceded_than_was_claimed() -> None:
    w = run(front(levers={"room.willingness": 1.0}, practices=1.0, trust=1.0), 1040)
    assert 0.0 < room(w) <= w.municipality.room_claimed[0] <= 1.0


def test_a_more_willing_municipality_concedes_sooner() -> None:
    assert room(run(front(), 78)) > room(run(front(levers={"room.willingness": 0.2}), 78)) > 0.0


def test_the_position_is_secured_after_a_quarter_with_room_enough() -> None:
    w = front()
    weeks = 0
    while room(w) < 0.3:
        run(w, 1)
        weeks += 1
        assert w.municipality.secured_week[0] == NEVER
        assert weeks < 520
    run(w, QUARTER - 1)
    assert w.municipality.secured_week[0] == NEVER
    run(w, 1)
    assert w.municipality.secured_week[0] == w.week
    assert "position secured" in list(w.events.frame()["kind"])


def test_poor_figures_make_an_unwilling_municipality_take_room_back() -> None:
    w = run(front(), 260)
    secured = int(w.municipality.secured_week[0])
    w.levers["room.willingness"] = 0.0
    run(w, 260, wait=40)
    assert room(w) < 0.1
    assert "position lost" in list(w.events.frame()["kind"])
    assert w.municipality.secured_week[0] == secured


def test_a_leak_costs_room_without_will_and_brings_rules_under_control() -> None:
    """A tenth of the room when there is no will at all; 0.05 of the freedom under full control."""
    for will, left in ((0.0, 0.9), (1.0, 1.0)):
        w = run(front(), 261)
        before = room(w)
        w.levers["room.willingness"] = will
        w.professionals.leaked[0] = 1
        run(w, 1)
        assert room(w) == pytest.approx(left * before)
        assert w.municipality.reflex[0] == 0.0
        assert "rules after a leak" not in set(w.events.frame()["kind"])
    w = run(front(levers={"governance.control": 1.0}), 1)
    w.professionals.leaked[0] = 1
    assert run(w, 1).municipality.reflex[0] == pytest.approx(0.05)
    assert "rules after a leak" in set(w.events.frame()["kind"])


def test_waiting_that_fell_is_evidence_too() -> None:
    def conceded(first: int, then: int) -> float:
        w = front(practices=0.2)
        run(w, 26, wait=first)
        run(w, 20, wait=then)
        return room(w)

    assert conceded(20, 4) > conceded(20, 20)


def test_bounds_hold_at_the_extremes() -> None:
    w = front(practices=1.0, trust=1.0, reflection=12.0, levers={"room.willingness": 1.0})
    run(w, 520)
    assert np.isfinite(w.municipality.room_claimed[0])
    assert 0.0 <= room(w) <= 1.0
