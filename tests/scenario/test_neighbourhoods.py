"""Seven neighbourhoods: sourced figures, exact counts, supply in proportion, and people at rest."""

import os
import warnings
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from wijksim.building import build_world
from wijksim.core.calendar import WEEKS_PER_YEAR, monday_of, week_number
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import HouseholdType, PlaceKind, PlaceOwner
from wijksim.entities.world import Scope, World
from wijksim.input_data.cbs import read_key_figures
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.scenario.shipped import scenario_names
from wijksim.schedule import declarations
from wijksim.submodels.population import Population
from wijksim.submodels.timeline import TAKEN_OVER

DATA = Path(os.environ.get("WIJKSIM_DATA", Path(__file__).resolve().parents[2] / "data"))
SEVEN = (
    "carnisse",
    "tarwewijk",
    "molenlaankwartier",
    "pernis",
    "nesselande",
    "hoogvliet-zuid",
    "ommoord",
)
OTHERS = SEVEN[1:]
FOUR = ("no-team", "top-down-rollout", "bottom-up-self-organisation", "mixed")
BANDS = ("ages.0_15", "ages.15_25", "ages.25_45", "ages.45_65", "ages.65_over")
WHAT = ("residents", "0-15", "15-25", "25-45", "45-65", "65+", "single", "couple", "children")
CASE = "carnisse/case-2011"


def loaded(name: str) -> Scenario:
    return load_scenario(name, declarations=declarations())


def founded(name: str) -> World:
    return build_world(scenario=loaded(f"{name}/no-team"), seed=1)


def levers_on(scenario: Scenario, day: date) -> dict[str, LeverValue]:
    levers = dict(scenario.levers)
    for entry in scenario.agenda:
        if entry.week <= week_number(day):
            levers |= entry.levers
    return levers


def structure(world: World) -> np.ndarray:
    """Residents, five bands of age, three kinds of household, in the order of WHAT."""
    r = world.residents
    here = r.present == 1
    years = (world.week - r.birth_week[here]) / WEEKS_PER_YEAR
    bands = np.histogram(years, [0, 15, 25, 45, 65, 200])[0]
    kinds = np.bincount(world.households.kind, minlength=5)
    families = kinds[HouseholdType.WITH_CHILDREN] + kinds[HouseholdType.SINGLE_PARENT]
    parts = (kinds[HouseholdType.SINGLE], kinds[HouseholdType.COUPLE], families)
    return np.array([here.sum(), *bands, *parts], dtype=float)


@pytest.mark.parametrize("name", [n for n in scenario_names() if n.split("/")[0] in SEVEN])
def test_every_shipped_scenario_loads_and_tells_its_sources(name: str) -> None:
    scenario = loaded(name)
    for entry in scenario.agenda:
        assert entry.why.strip() and entry.source.strip()
    for key in (*(f"figures.{one}" for one in scenario.figures), *scenario.provenance):
        if key.startswith(("figures.", "places.", "levers.")):
            assert scenario.provenance[key].source.strip(), key


@pytest.mark.parametrize("name", OTHERS)
def test_all_neighbourhoods_say_the_same_things_of_themselves(name: str) -> None:
    known = set(loaded("carnisse/no-team").figures)
    later = {f"population.inhabitants_{year}" for year in (2016, 2017, 2018)}
    assert set(loaded(f"{name}/no-team").figures) == known - later


@pytest.mark.parametrize("name", SEVEN)
def test_the_figures_are_those_that_cbs_published(name: str) -> None:
    path = DATA / "kwb2015.csv"
    if not path.exists():
        warnings.warn(f"NOT TESTED: no file {path}; set WIJKSIM_DATA", stacklevel=1)
        return
    scenario = loaded(f"{name}/no-team")
    published = read_key_figures(path)[scenario.texts["code"]]
    means = {"population.births_per_1000", "population.deaths_per_1000"}
    for key in published.keys() & scenario.figures.keys() - means:
        assert scenario.figures[key] == pytest.approx(published[key]), key


@pytest.mark.parametrize("name", SEVEN)
def test_founders_are_exactly_as_many_as_were_counted(name: str) -> None:
    world = founded(name)
    figures = world.profile
    start = structure(world)
    assert start[0] == figures["population.inhabitants"]
    assert len(world.households) == figures["households.total"]
    total = sum(figures[band] for band in BANDS)
    for band, found in zip(BANDS, start[1:6], strict=True):
        assert found == pytest.approx(figures[band] * start[0] / total, abs=1.0), band


@pytest.mark.parametrize("name", SEVEN)
def test_help_and_places_are_in_proportion_to_the_people(name: str) -> None:
    world = founded(name)
    inhabitants = world.profile["population.inhabitants"]
    finders = (world.professionals.finder == 1) & (world.professionals.employer >= 0)
    assert 300 < inhabitants / finders.sum() < 450
    euros = world.municipality.budget[0].sum() / inhabitants
    assert 500 < euros < 900
    kinds = [PlaceKind[str(p["kind"]).upper()] for p in loaded(f"{name}/no-team").places]
    for kind, norm in ((PlaceKind.COMMUNITY_CENTRE, 8000), (PlaceKind.GP_PRACTICE, 4700)):
        assert kinds.count(kind) == max(1, round(inhabitants / norm)), kind.name
    schools = kinds.count(PlaceKind.SCHOOL)
    assert 350 < world.profile["ages.0_15"] / schools < 800
    for kind in (PlaceKind.SHOP, PlaceKind.GARDEN, PlaceKind.WORSHIP, PlaceKind.DESK):
        assert kinds.count(kind) >= 1


@pytest.mark.parametrize("name", OTHERS)
def test_places_stand_inside_the_neighbourhood_each_on_its_own_spot(name: str) -> None:
    scenario = loaded(f"{name}/no-team")
    grid = build_world(scenario=scenario, seed=1).grid
    spots = [(p["x"], p["y"]) for p in scenario.places if p["kind"] != "kitchen_table"]
    for x, y in spots:
        assert 0 <= x < grid.width * grid.cell_metres and 0 <= y < grid.height * grid.cell_metres
    apart = [
        (p["x"], p["y"]) for p in scenario.places if p["kind"] not in ("street", "team_office")
    ]
    assert len(set(apart[:-1])) == len(apart) - 1


@pytest.mark.parametrize("name", OTHERS)
def test_a_team_has_one_worker_per_thousand_inhabitants(name: str) -> None:
    for policy in FOUR:
        scenario = loaded(f"{name}/{policy}")
        last = levers_on(scenario, date(2022, 12, 31))
        if policy == "no-team":
            assert last["team.presence"] == "none" and last["team.fte"] == 0
        else:
            wanted = scenario.figures["population.inhabitants"] / 1000.0
            assert float(last["team.fte"]) == pytest.approx(wanted, abs=0.06)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2014, 12, 1), date(2022, 1, 1)])
def test_policies_spend_the_same_money_in_every_neighbourhood(name: str, day: date) -> None:
    support = float(founded(name).municipality.budget[0][1])
    spent = []
    for policy in FOUR:
        levers = levers_on(loaded(f"{name}/{policy}"), day)
        free = float(levers["initiatives.money"]) + float(levers["places.upkeep"])
        spent.append(free + support * float(levers["budget.support"]))
    assert max(spent) - min(spent) < 1_000


@pytest.mark.parametrize("name", [*(f"{one}/mixed" for one in SEVEN), CASE])
def test_two_months_can_be_lived_in_every_neighbourhood(name: str) -> None:
    scenario = load_scenario(name, overrides={"warm_up_weeks": 4}, declarations=declarations())
    model = WijkModel(scenario, seed=1)
    for _ in range(8):
        model.step()
    r = model.world.residents
    here = r.present == 1
    assert here.sum() == pytest.approx(model.world.profile["population.inhabitants"], rel=0.02)
    assert np.isfinite(r.wellbeing[here]).all()
    assert (model.world.requests.state > 0).any()


def test_the_clubhouse_closes_with_2011_and_residents_may_open_it_again() -> None:
    """Lived up to the essay of July 2014. No date says that it opens; it does with some luck."""
    openings = 0
    for seed in (1, 2, 3):
        model = WijkModel(loaded(CASE), seed=seed, collect=False, events=True)
        world = model.world
        centre = world.place_names.index("Hart voor Carnisse")
        assert world.places.open[centre] == 1
        assert world.places.owner[centre] == PlaceOwner.MUNICIPALITY
        while world.week < week_number(date(2014, 7, 1)):
            model.step()
        log = world.events.frame()
        turns = log[log.kind.isin(["place opened", "place closed"])]
        print(f"\nseed {seed}:")
        for one in turns.itertuples():
            print(f"  {monday_of(int(one.week))} {one.kind}: {one.cause} ({one.by} {one.by_id})")
        assert set(turns.id) == {centre}
        first = turns.iloc[0]
        assert (first.kind, first.cause, first.by) == ("place closed", "agenda", "municipality")
        assert first.week == week_number(date(2011, 12, 31))
        opened, began = turns[turns.kind == "place opened"], log[log.kind == "initiative began"]
        for one in opened.itertuples():
            assert (one.cause, one.by) == (TAKEN_OVER, "initiatives")
            known = began[(began.id == one.by_id) & (began.week < one.week)]
            assert known.by.tolist() == ["residents"]
        open_now = turns.iloc[-1].kind == "place opened"
        assert world.places.open[centre] == open_now
        assert (world.places.owner[centre] == PlaceOwner.RESIDENTS) == open_now
        openings += len(opened)
    assert openings > 0


def test_the_programme_has_four_fields_and_five_principles_each_from_the_essay() -> None:
    scenario = loaded(CASE)
    start = week_number(date(2011, 1, 1))
    begun = [entry for entry in scenario.agenda if entry.week == start]
    assert len(begun) == 9
    assert all("essay" in entry.source for entry in begun)
    during, after = levers_on(scenario, date(2014, 6, 1)), levers_on(scenario, date(2015, 12, 31))
    assert float(during["learning.reflection_hours"]) > float(after["learning.reflection_hours"])
    assert float(during["rules.protocols"]) < float(scenario.levers["rules.protocols"])
    assert during["team.presence"] == "none" and after["team.presence"] == "added"


def test_ages_and_households_rest_for_ten_years_in_all_seven() -> None:
    print("\nworst share of change in any of ten years: " + ", ".join(WHAT))
    worst = {}
    for name in SEVEN:
        world = founded(name)
        model = Population()
        view = Scope(world=world, declared=model)
        model.initialise(view)
        start, drift = structure(world), np.zeros(len(WHAT))
        for _ in range(10):
            for _ in range(52):
                model.step(view)
                world.week += 1
            drift = np.maximum(drift, np.abs(structure(world) / start - 1.0))
        worst[name] = drift
        print(f"{name:18s} " + " ".join(f"{one:.2f}" for one in drift))
    for name, drift in worst.items():
        bound = 0.20 if name == "carnisse" else 0.25
        assert drift.max() < bound, (name, dict(zip(WHAT, drift.round(2), strict=True)))
        assert drift[0] < 0.12, name
