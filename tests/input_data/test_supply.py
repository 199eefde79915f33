"""Who works in a neighbourhood at the start, from its figures and its profile."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from tests.worlds import scope, shipped_parameters, start_levers
from wijksim.core.errors import WijksimError
from wijksim.core.randomness import draw_key
from wijksim.entities.domains import Discipline, InstitutionKind, PlaceKind
from wijksim.entities.world import Grid, World
from wijksim.input_data.supply import fill_supply, read_supply, shipped_supply, supply_sizes
from wijksim.submodels.institutions import Institutions

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
HOURS = 36.0
TABLE = {
    Discipline.YOUTH_WORKER: 32.0,
    Discipline.MENTAL_HEALTH_WORKER: 18.0,
    Discipline.HOME_CARER: 16.0,
    Discipline.INCOME_OFFICER: 9.0,
    Discipline.DEBT_COUNSELLOR: 2.5,
}
POOL = (Discipline.SOCIAL_WORKER, Discipline.GENERALIST)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((SCENARIOS / name).read_text("utf-8"))
    return found


DEFAULT = read("supply/default.yaml")
CARNISSE = read("neighbourhoods/carnisse.yaml")


def figures_of(profile: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(entry["value"]) for key, entry in profile["figures"].items()}


def build(
    *, profile: Mapping[str, Any] = CARNISSE, figures: Mapping[str, float] | None = None
) -> World:
    numbers = figures_of(profile) if figures is None else figures
    supply = read_supply(document=DEFAULT, profile=profile)
    sizes = supply_sizes(figures=numbers, supply=supply)
    world = World(
        grid=Grid(width=16, height=15),
        key=draw_key(1, "BU05991572"),
        sizes={**sizes, "residents": 0, "households": 0, "initiatives": 0, "requests": 0},
        parameters=shipped_parameters(),
        profile=numbers,
        levers=start_levers(),
        week=678,
        first_week=678,
    )
    fill_supply(world=world, figures=numbers, supply=supply)
    return world


@pytest.fixture(scope="module")
def carnisse() -> World:
    return build()


def fte(world: World, *disciplines: Discipline) -> float:
    people = world.professionals
    chosen = (people.employer >= 0) & np.isin(people.discipline, disciplines)
    return float(people.hours[chosen].sum()) / HOURS


def test_carnisse_has_the_fte_of_the_steady_state_table(carnisse: World) -> None:
    for discipline, wanted in TABLE.items():
        assert fte(carnisse, discipline) == pytest.approx(wanted, rel=0.01), discipline.name
    assert fte(carnisse, *POOL) == pytest.approx(11.0, rel=0.01)
    people = carnisse.professionals
    finders = people.hours[people.finder == 1].sum() / HOURS
    assert finders == pytest.approx(21.0, rel=0.02)
    posts = (people.employer >= 0).sum()
    assert 140 <= posts <= 160
    assert people.hours.max() <= 40


def test_there_is_room_to_grow_and_some_posts_are_vacant(carnisse: World) -> None:
    people = carnisse.professionals
    spare = (people.employer < 0).sum()
    assert 0.25 <= spare / (people.employer >= 0).sum() <= 0.35
    assert not people.present[people.employer < 0].any()
    assert 0.9 <= people.present.sum() / (people.employer >= 0).sum() < 1.0


def test_budgets_pay_exactly_the_posts_and_add_up_in_the_municipality(carnisse: World) -> None:
    firm = carnisse.institutions
    assert firm.budget == pytest.approx(firm.posts.astype(float) * firm.cost_per_fte, rel=1e-5)
    municipal = firm.budget[firm.municipal == 1].sum()
    assert carnisse.municipality.budget[0].sum() == pytest.approx(municipal, rel=1e-5)
    assert firm.domain_share.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_every_kind_of_institution_of_the_model_is_there(carnisse: World) -> None:
    kinds = set(carnisse.institutions.kind.tolist())
    assert kinds == {int(kind) for kind in InstitutionKind if kind is not InstitutionKind.NONE}
    assert 20 <= len(carnisse.institutions) <= 30
    assert len(set(carnisse.institution_names)) == len(carnisse.institution_names)


def test_places_of_the_profile_stand_on_their_cells(carnisse: World) -> None:
    centre = carnisse.place_names.index("Hart voor Carnisse")
    assert carnisse.places.cell[centre] == (325 // 50) * 16 + 375 // 50
    assert carnisse.places.kind[centre] == PlaceKind.COMMUNITY_CENTRE
    named = len(CARNISSE["places"])
    assert carnisse.places.open[:named].all()
    assert not carnisse.places.open[named:].any()


def test_finders_work_where_people_come(carnisse: World) -> None:
    people, places = carnisse.professionals, carnisse.places
    for discipline, kind in (
        (Discipline.TEACHER, PlaceKind.SCHOOL),
        (Discipline.GP, PlaceKind.GP_PRACTICE),
        (Discipline.GARDENER, PlaceKind.GARDEN),
        (Discipline.POLICE_OFFICER, PlaceKind.STREET),
        (Discipline.COMMUNITY_WORKER, PlaceKind.COMMUNITY_CENTRE),
    ):
        assert (places.kind[people.base[people.discipline == discipline]] == kind).all()


def test_colleagues_of_one_employer_trust_each_other_more(carnisse: World) -> None:
    people, trust = carnisse.professionals, carnisse.pairs.trust
    first, second = np.flatnonzero(people.employer == 1)[:2]
    stranger = np.flatnonzero(people.employer == 2)[0]
    assert trust[first, second] > trust[first, stranger] > 0.0
    assert trust[first, first] == 0.0


def test_everybody_has_weights_that_add_to_one_and_differ(carnisse: World) -> None:
    people = carnisse.professionals
    weights = people.weight[people.employer >= 0]
    assert weights.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert len({tuple(one) for one in weights.tolist()}) > 100


def test_more_low_incomes_bring_more_help_with_debt_and_income() -> None:
    poor = {**figures_of(CARNISSE), "income.low_households": 0.288}
    assert fte(build(figures=poor), Discipline.DEBT_COUNSELLOR) == pytest.approx(5.0, rel=0.02)
    assert fte(build(figures=poor), Discipline.HOME_CARER) == pytest.approx(16.0, rel=0.01)


def test_older_neighbourhoods_have_more_home_care() -> None:
    old = {**figures_of(CARNISSE), "ages.65_over": 3000.0}
    assert fte(build(figures=old), Discipline.HOME_CARER) > 30.0


def test_a_profile_may_replace_numbers_names_and_places() -> None:
    profile = deepcopy(CARNISSE)
    profile["supply"] = {
        "fte": {"youth_worker": 10},
        "institutions": {"welfare": {"names": ["Buurtwerk"], "places": ["Gebedshuis"]}},
    }
    world = build(profile=profile)
    assert fte(world, Discipline.YOUTH_WORKER) == pytest.approx(10.0)
    row = world.institution_names.index("Buurtwerk")
    assert world.place_names[world.institutions.place[row]] == "Gebedshuis"


def test_an_earlier_team_is_there_from_the_start_with_its_staff() -> None:
    profile = deepcopy(CARNISSE)
    profile["supply"] = {
        "earlier_teams": [
            {"name": "CJG", "age_years": 3, "fte": 5, "domains": ["youth"], "base": "remote_office"}
        ]
    }
    world = build(profile=profile)
    people = world.professionals
    assert world.teams.present[0] == 1 and not world.teams.present[1:].any()
    assert 678 - 160 < world.teams.started_week[0] < 678 - 150
    seconded = people.team == 0
    assert 5.0 <= people.hours[seconded].sum() / HOURS < 6.0
    assert (people.discipline[seconded] == Discipline.YOUTH_WORKER).all()
    assert not (build().professionals.team >= 0).any()


@pytest.mark.parametrize("inhabitants", [0.0, 1.0, 200.0, 25_000.0])
def test_any_number_of_inhabitants_can_be_supplied(inhabitants: float) -> None:
    scale = inhabitants / 11_065.0
    figures = figures_of(CARNISSE)
    for key in ("population.inhabitants", "ages.0_15", "ages.65_over"):
        figures[key] *= scale
    world = build(figures=figures)
    total = world.professionals.hours.sum() / HOURS
    assert total == pytest.approx(109.5 * scale, rel=0.02, abs=4.0)
    if inhabitants == 0.0:
        assert len(world.institutions) == 0
    ten_years(world)
    assert np.isfinite(world.municipality.budget).all()


def test_a_word_that_nobody_knows_stops_the_run_and_names_the_nearest() -> None:
    profile = {"places": [], "supply": {"fte": {"yuoth_worker": 3}}}
    with pytest.raises(WijksimError, match="youth_worker"):
        read_supply(document=DEFAULT, profile=profile)
    place = {**CARNISSE["places"][0], "kind": "comunity_centre"}
    with pytest.raises(WijksimError, match="community_centre"):
        read_supply(document=DEFAULT, profile={"places": [place]})


def test_a_place_without_opening_hours_is_refused() -> None:
    place = {key: value for key, value in CARNISSE["places"][0].items() if key != "open_hours"}
    with pytest.raises(WijksimError, match="open_hours"):
        read_supply(document=DEFAULT, profile={"places": [place]})


def test_the_shipped_rules_are_those_of_the_file_whoever_reads_them() -> None:
    shipped = shipped_supply(places=CARNISSE["places"], own={"fte": {"youth_worker": 10}})
    assert shipped == read_supply(
        document=DEFAULT,
        profile={"places": CARNISSE["places"], "supply": {"fte": {"youth_worker": 10}}},
    )
    with pytest.raises(WijksimError, match="supply/other"):
        shipped_supply(places=[], own={}, name="supply/other")


def test_every_rule_tells_its_source() -> None:
    for name, rule in DEFAULT["disciplines"].items():
        assert rule["source"].strip(), name
    assert DEFAULT["institutions_source"] and DEFAULT["start_source"] and DEFAULT["need_source"]


def ten_years(world: World, *, cut_after: int | None = None) -> list[float]:
    """Filled fte, week by week, at 12% turnover; a quarter of two budgets may be cut, foretold."""
    people, town, model = world.professionals, world.municipality, Institutions()
    people.quit_hazard[:] = 0.12 / 52
    seen = scope(world, model)
    model.initialise(seen)
    course = []
    for week in range(522):
        world.week += 1
        if cut_after is not None:
            ahead = cut_after - week
            known = 0 < ahead <= 78
            town.announced_cut[0] = 0.25 if known else 0.0
            town.transfer_in_weeks[0] = ahead if known else 10_000
            if ahead == 0:
                world.levers.update({"budget.youth": 0.85, "budget.support": 0.75})
        model.step(seen)
        course.append(float(people.hours[people.present == 1].sum()) / HOURS)
    return course


def test_at_rest_the_supply_of_carnisse_stays_for_ten_years() -> None:
    world = build()
    course = ten_years(world)
    assert min(course[52:]) > 0.92 * 109.3
    assert max(course) < 1.02 * 109.3
    assert (world.institutions.state == 1).all()


def test_staff_shrinks_before_the_transfer_as_institutions_sort_themselves_for_it() -> None:
    rest, foretold = ten_years(build()), ten_years(build(), cut_after=104)
    assert foretold[102] < rest[102] - 3.0, "nothing is cut yet, but vacancies are kept open"
    assert foretold[20] == rest[20], "before it is announced nothing differs"
    assert foretold[-1] < 0.9 * rest[-1]
