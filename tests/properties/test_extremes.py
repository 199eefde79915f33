"""Extremes: nobody, one household for fifty years, no money, no help, any setting of the levers."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from books import check_books, lever_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijksim.entities.domains import PAYERS
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import all_parameters, declarations

BOUNDED = {p.key: p for p in all_parameters()}


def carnisse(*, weeks=52, levers=None, parameters=None, figures=None, submodels=None, start=None):
    """Carnisse without any dated entry, changed where asked, from 2014 on without warm-up."""
    scenario = load_scenario("carnisse/no-team", declarations=declarations())
    first = start or date(2014, 1, 6)
    return replace(
        scenario,
        start=first,
        end=date.fromordinal(first.toordinal() + 7 * weeks - 1),
        warm_up_weeks=0,
        agenda=(),
        levers={**scenario.levers, **(levers or {})},
        parameters={**scenario.parameters, **(parameters or {})},
        figures={**scenario.figures, **(figures or {})},
        submodels={**scenario.submodels, **(submodels or {})},
    )


def lived(scenario, *, seed=1) -> WijkModel:
    model = WijkModel(scenario, seed=seed, collect=False)
    while model.running:
        model.step()
    return model


NO_ONSET = {f"needs.onset_{domain}": 0.0 for domain in ("youth", "support", "income", "debt")}


def test_without_needs_nobody_asks_and_no_care_is_given() -> None:
    within = {key: max(value, BOUNDED[key].bounds[0]) for key, value in NO_ONSET.items()}
    model = WijkModel(carnisse(parameters=within), seed=1, collect=False)
    model.world.residents.need[:] = 0.0
    model.world.residents.onset_week[:] = -100_000
    model.world.requests.state[:] = 0
    model.world.residents.request[:] = -1
    costs = np.zeros(len(PAYERS))
    while model.running:
        model.step()
        costs += model.world.municipality.cost[0]
    assert not (model.world.residents.need > 0).any()
    assert not (model.world.requests.state > 0).any()
    assert model.world.professionals.hours_direct[model.world.professionals.finder == 0].sum() == 0
    assert costs[PAYERS.index("specialist_care")] == 0
    assert costs[PAYERS.index("informal_carers")] == 0


def test_without_professionals_and_ties_unmet_need_grows() -> None:
    alone = {"casework": "none", "ties": "none", "informal_care": "none", "finding_help": "none"}
    with_help = lived(carnisse(weeks=208))
    without = lived(carnisse(weeks=208, submodels=alone))
    need = without.world.residents.need
    assert (without.world.residents.formal_hours == 0).all()
    assert (need >= 0.3).sum() > 1.3 * (with_help.world.residents.need >= 0.3).sum()
    unmet = without.observation.series().query("outcome == 'unmet_need' and group == 'all'")
    yearly = unmet.value.to_numpy().reshape(4, 4).mean(axis=1)
    assert (np.diff(yearly) > 0.0).all(), "without any help unmet need grows year after year"


ONE_HOUSEHOLD = {
    "population.inhabitants": 1.0,
    "ages.0_15": 0.0,
    "ages.15_25": 0.0,
    "ages.25_45": 1.0,
    "ages.45_65": 0.0,
    "ages.65_over": 0.0,
    "households.total": 1.0,
    "households.single": 1.0,
    "households.without_children": 0.0,
    "households.with_children": 0.0,
}


def test_one_household_lives_on_for_fifty_years() -> None:
    scenario = carnisse(weeks=52 * 50, figures=ONE_HOUSEHOLD)
    model = lived(scenario)
    check_books(model)
    assert model.world.residents.present.sum() >= 1


def test_a_cut_of_all_budgets_ends_the_work_and_breaks_nothing() -> None:
    nothing = {f"budget.{domain}": 0.0 for domain in ("youth", "support", "income", "debt")}
    model = lived(carnisse(weeks=156, levers=nothing))
    check_books(model)
    p = model.world.professionals
    at_work = (p.present > 0) & (p.finder == 0)
    assert at_work.sum() <= 3
    assert (model.world.institutions.budget >= 0).all()


def test_places_that_nobody_can_enter_harm_nobody() -> None:
    scenario = carnisse(weeks=30)
    closed = tuple({**place, "open": False} for place in scenario.places)
    check_books(lived(replace(scenario, places=closed)))


def check_any_levers(levers, seed) -> None:
    check_books(lived(carnisse(weeks=40, levers=levers), seed=seed))


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(levers=lever_values(), seed=st.integers(0, 2**32))
def test_any_setting_of_the_levers_keeps_the_books_closed(levers, seed) -> None:
    check_any_levers(levers, seed)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(levers=lever_values(), seed=st.integers(0, 2**32))
def test_two_hundred_settings_of_the_levers_keep_the_books_closed(levers, seed) -> None:
    check_any_levers(levers, seed)
