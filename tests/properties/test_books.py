"""The books close every week: people, requests, hours, givers' hours and euros."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from books import check_books, lever_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.entities.domains import N_DOMAINS, PAYERS, InstitutionState, RequestState
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations
from wijksim.submodels import institutions

INFORMAL = PAYERS.index("informal_carers")
STAFF = [*range(N_DOMAINS), PAYERS.index("municipality_team")]
PLACES = ("carnisse", "pernis", "nesselande", "tarwewijk")
POLICIES = ("no-team", "top-down-rollout", "bottom-up-self-organisation", "mixed")
WEEKS = 30


def scenarios() -> st.SearchStrategy:
    """A policy in a neighbourhood, from any year on, with any levers besides its own dates."""
    return st.builds(
        lambda place, policy, year, levers: (f"{place}/{policy}", year, levers),
        st.sampled_from(PLACES), st.sampled_from(POLICIES), st.integers(2013, 2021), lever_values(),
    )  # fmt: skip


def made(name: str, year: int, levers: dict, seed: int) -> WijkModel:
    scenario = load_scenario(name, declarations=declarations())
    first = date(year, 1, 7)
    scenario = replace(
        scenario,
        start=first,
        end=date.fromordinal(first.toordinal() + 7 * WEEKS - 1),
        warm_up_weeks=0,
        levers={**scenario.levers, **levers},
    )
    return WijkModel(scenario, seed=seed, collect=False)


class People:
    """Who lives here, and that nobody comes or goes untold."""

    def __init__(self, model: WijkModel) -> None:
        self.before = self.here(model)

    def here(self, model: WijkModel) -> dict[int, int]:
        r = model.world.residents
        rows = np.flatnonzero(r.present == 1)
        ids = r.id[rows].tolist()
        assert len(set(ids)) == len(ids), "one person in two beds"
        return dict(zip(ids, rows.tolist(), strict=True))

    def close(self, model: WijkModel, week: int) -> None:
        r, h, now = model.world.residents, model.world.households, self.here(model)
        for one in now.keys() - self.before.keys():
            assert r.arrived_week[now[one]] == week, "somebody came from nowhere"
        for one in self.before.keys() - now.keys():
            row = self.before[one]
            left, filled = r.left_week[row] == week, r.arrived_week[row] == week
            assert left or filled, "somebody is gone without having left"
        moved = [one for one in now.keys() & self.before.keys() if now[one] != self.before[one]]
        rows = np.array(list(now.values()))
        counted = np.bincount(r.household[rows], minlength=len(h.size))
        np.testing.assert_array_equal(counted, h.size)
        assert all(r.arrived_week[now[one]] == week for one in moved)
        self.before = now


class Requests:
    """Requests open = open before, and asked, less ended."""

    def __init__(self, model: WijkModel) -> None:
        self.before = self.open_now(model)

    def open_now(self, model: WijkModel) -> set[tuple[int, int, int]]:
        q = model.world.requests
        rows = np.flatnonzero(q.state != RequestState.FREE)
        keys = zip(q.resident_id[rows], q.domain[rows], q.asked_week[rows], strict=True)
        found = {(int(who), int(domain), int(asked)) for who, domain, asked in keys}
        assert len(found) == rows.size, "one request in two rows"
        return found

    def close(self, model: WijkModel, week: int) -> None:
        now = self.open_now(model)
        assert all(asked == week for _, _, asked in now - self.before), "a request out of nothing"
        q = model.world.requests
        ended = np.count_nonzero(q.ended_week == week)
        gone = len(self.before - now)
        at_once = np.count_nonzero((q.ended_week == week) & (q.asked_week == week))
        assert gone <= ended <= gone + at_once, "a request ended untold"
        self.before = now


class Euros:
    """Reserves and what the municipality keeps change by budgets less what staff costs."""

    def __init__(self, model: WijkModel, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held = self.now(model)
        self.expected = 0.0
        true_settle = institutions.settle

        def settle(w, fte, *, closing_books):
            active = (w.institutions.state == InstitutionState.ACTIVE) & (
                w.institutions.municipal == 1
            )
            staff = float((fte * w.institutions.cost_per_fte)[active].sum())
            self.expected = (float(w.municipality.budget[0].sum()) - staff) / WEEKS_PER_YEAR
            true_settle(w, fte, closing_books=closing_books)

        monkeypatch.setattr(institutions, "settle", settle)

    def check_cost(self, model: WijkModel) -> None:
        """The outcome cost books for staff what their institutions pay, and the rent of teams."""
        world, p = model.world, model.world.parameters
        firm, people, teams = world.institutions, world.professionals, world.teams
        paid = np.flatnonzero((people.present == 1) & (people.employer >= 0))
        paid = paid[firm.municipal[people.employer[paid]] == 1]
        fte = people.hours[paid] / p["care.full_time_hours"]
        staff = float((fte * firm.cost_per_fte[people.employer[paid]]).sum())
        housed = (teams.present == 1) & (teams.place >= 0)
        rent = float(teams.fte[housed].sum(dtype=np.float64)) * p["governance.rent"]
        booked = float(world.municipality.cost[0, STAFF].sum())
        assert booked * WEEKS_PER_YEAR == pytest.approx(staff + rent, rel=1e-5, abs=0.01)

    def now(self, model: WijkModel) -> float:
        firm = model.world.institutions
        held = float(firm.reserve[firm.municipal == 1].sum())
        return held + float(model.world.municipality.balance[0])

    def close(self, model: WijkModel) -> None:
        now = self.now(model)
        assert now - self.held == pytest.approx(self.expected, rel=1e-9, abs=0.01)
        self.held = now


def check_givers(model: WijkModel) -> None:
    """All informal hours given arrive, within what givers can stretch to, and each is priced."""
    r, p = model.world.residents, model.world.parameters
    given, received = (
        float(r.informal_given.sum(dtype=np.float64)),
        float(r.informal_received.sum(dtype=np.float64)),
    )
    assert received == pytest.approx(given, rel=1e-4, abs=1e-3)
    assert r.informal_given.max(initial=0.0) <= (
        p["informal_care.stretch"] * p["informal_care.carer_hours"] + 1e-4
    )
    price = p["informal_care.hour_value"]
    assert model.world.municipality.cost[0, INFORMAL] == pytest.approx(
        received * price, rel=1e-4, abs=0.01
    )


def check_weekly(case, seed: int) -> None:
    model = made(*case, seed)
    with pytest.MonkeyPatch.context() as monkeypatch:
        people, requests, euros = People(model), Requests(model), Euros(model, monkeypatch)
        while model.running:
            week = model.world.week
            model.step()
            people.close(model, week)
            requests.close(model, week)
            euros.close(model)
            euros.check_cost(model)
            check_givers(model)
            check_books(model)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(case=scenarios(), seed=st.integers(0, 2**32))
def test_people_requests_hours_and_euros_add_up_every_week(case, seed) -> None:
    check_weekly(case, seed)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(case=scenarios(), seed=st.integers(0, 2**32))
def test_books_close_in_forty_random_scenarios(case, seed) -> None:
    check_weekly(case, seed)
