"""Population: who comes and goes, in a few dwellings and in a whole neighbourhood at rest."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML
from worlds import scope, shipped_parameters, small_world, start_levers

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.randomness import decision, draw_key, uniform
from wijksim.entities.domains import HouseholdType
from wijksim.entities.world import World
from wijksim.input_data.population import fill_population, grid_of, world_sizes
from wijksim.submodels.population import NoPopulation, Population
from wijksim.submodels.population_balance import birth_level, leaving_home
from wijksim.submodels.population_household_newcomers import ages_that_keep_the_balance

PROFILE = Path(__file__).resolve().parents[2] / "scenarios" / "neighbourhoods" / "carnisse.yaml"
OF_PEOPLE = ("present", "id", "birth_week", "position", "poor_dutch", "energy")
NOTHING_HAPPENS = {
    "population.turnover": 0.0,
    "population.mortality_65": 0.0,
    "population.birth_peak": 0.0,
    "population.leave_home": 0.0,
    "population.parting": 0.0,
    "population.pairing": 0.0,
}


def alive(world: World) -> Callable[[], None]:
    """A submodel started in this world; each call takes one week, which is then over."""
    model = Population()
    view = scope(world, model)
    model.initialise(view)

    def week() -> None:
        model.step(view)
        if view.logging:
            model.log_events(view)
        world.week += 1

    return week


def live(world: World, weeks: int) -> World:
    week = alive(world)
    for _ in range(weeks):
        week()
    return world


def couples(
    n: int = 200, age: float = 30.0, spare_beds: int = 1, seed: int = 1, **values: float
) -> World:
    """Couples in equal dwellings, where only what is named may happen."""
    return small_world(
        ages=[[age, age]] * n,
        spare_beds=spare_beds,
        seed=seed,
        parameters={**NOTHING_HAPPENS, **{f"population.{k}": v for k, v in values.items()}},
    )


def carnisse(seed: int = 1) -> World:
    text = YAML(typ="safe").load(PROFILE.read_text(encoding="utf-8"))
    figures: Mapping[str, float] = {k: float(v["value"]) for k, v in text["figures"].items()}
    parameters = shipped_parameters()
    tables = ("professionals", "pairs", "institutions", "teams", "places", "initiatives")
    world = World(
        grid=grid_of(figures),
        key=draw_key(seed, "carnisse"),
        sizes=world_sizes(figures=figures, parameters=parameters, supply=dict.fromkeys(tables, 1)),
        parameters=parameters,
        profile=figures,
        levers=start_levers(),
        week=678,
        first_week=678,
    )
    fill_population(world)
    return world


def structure(world: World) -> dict[str, float]:
    r, h = world.residents, world.households
    here = r.present == 1
    years = (world.week - r.birth_week[here]) / WEEKS_PER_YEAR
    bands = np.histogram(years, [0, 15, 25, 45, 65, 200])[0]
    kinds = np.bincount(h.kind, minlength=5)
    return {
        "residents": float(here.sum()),
        **{f"band {i}": float(n) for i, n in enumerate(bands)},
        "single": float(kinds[HouseholdType.SINGLE]),
        "without children": float(kinds[HouseholdType.COUPLE]),
        "with children": float(
            kinds[HouseholdType.WITH_CHILDREN] + kinds[HouseholdType.SINGLE_PARENT]
        ),
        "low income": float((h.position < 0.1).sum()),
        "difficulty with Dutch": float(r.poor_dutch[here].sum()),
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_carnisse_keeps_its_ages_households_and_size_for_ten_years(seed: int) -> None:
    world = carnisse(seed)
    start = structure(world)
    week = alive(world)
    for _ in range(10):
        for _ in range(52):
            week()
        now = structure(world)
        for what, then in start.items():
            assert 0.8 < now[what] / then < 1.2, (what, then, now[what])
    assert 0.95 < now["residents"] / start["residents"] < 1.05


def test_about_eleven_in_a_hundred_households_leave_carnisse_in_a_year() -> None:
    world = carnisse()
    week = alive(world)
    moves = 0
    for _ in range(52):
        week()
        moves += int((world.households.arrived_week == world.week - 1).sum())
    assert 0.08 < moves / len(world.households) < 0.14


def test_carnisse_has_about_as_many_deaths_as_were_counted() -> None:
    world = carnisse()
    world.events.keeping = True
    live(world, 104)
    events = world.events.frame()
    per_1000 = (events["cause"] == "died").sum() / 2 / 11.065
    assert 4.5 < per_1000 < 8.5


def test_households_and_residents_always_agree() -> None:
    world = carnisse()
    week = alive(world)
    for _ in range(104):
        week()
    h, r = world.households, world.residents
    present = np.add.reduceat(r.present.astype(np.int64), h.first)
    assert (h.size == present).all()
    assert (r.present[h.head] == 1).all()
    assert ((world.week - r.birth_week[h.head]) / WEEKS_PER_YEAR >= 18).all()
    assert ((h.kind == HouseholdType.SINGLE) == (h.size == 1)).all()
    ids = r.id[r.present == 1]
    assert np.unique(ids).size == ids.size
    assert ((r.position >= 0) & (r.position <= 1)).all()
    assert ((r.energy >= 0) & (r.energy <= 1)).all()


def test_five_households_leave_when_their_own_draw_says_so() -> None:
    """Of five heads of 40, those leave whose draw lies lowest, and nobody between two looks."""
    world = small_world(households=5, parameters={**NOTHING_HAPPENS, "population.turnover": 0.8})
    ids = world.households.id.copy()
    leave = decision("population.leave")
    week = alive(world)
    left, stayed = [0.0], [1.0]
    for _ in range(13):
        now = world.week
        week()
        for home in range(5):
            gone = world.households.arrived_week[home] == now
            assert ids[home] % 13 == now % 13 or not gone
            if ids[home] % 13 == now % 13:
                draw = uniform(world.key, leave, now, int(ids[home]), 0)
                (left if gone else stayed).append(draw)
    assert max(left) < min(stayed)


def test_ageing_is_made_good_by_who_comes_and_who_leaves() -> None:
    """By hand: of 100 heads of 18 a tenth leaves; 90 turn 19, where 80 are and 10 are too many."""
    heads, none = np.zeros(111), np.zeros(111)
    heads[18], heads[19] = 100.0, 80.0
    found = ages_that_keep_the_balance(heads=heads, leaving=none + 0.1, ending=none)
    assert found.leaving[18] == pytest.approx(0.1 + 0.1)
    assert found.leaving[19] == pytest.approx(0.1 + 0.9)
    assert found.age_below[18] == 0.0 and found.age_below[19] == 1.0


def test_children_leave_home_sooner_where_young_adults_are_few() -> None:
    def rate(young: float) -> float:
        figures = {"ages.0_15": 1500.0, "ages.15_25": young}
        return leaving_home(figures=figures, rate=0.13, steepness=2.0)

    assert rate(1000.0) == pytest.approx(0.13)
    assert rate(500.0) == pytest.approx(0.13 * 4.0)
    assert leaving_home(figures={}, rate=0.13, steepness=2.0) == 0.13


def test_births_begin_at_a_share_of_those_counted() -> None:
    def peak(counted: dict[str, float]) -> float:
        return birth_level(
            figures=counted, share=0.9, likely=400.0, residents=10_000, peak=0.25, most=0.6
        )

    assert peak({"population.births_per_1000": 10.0}) == pytest.approx(90.0 / 400.0)
    assert peak({}) == 0.25


def test_newcomers_get_an_id_from_the_week_and_the_row() -> None:
    world = small_world(households=40, parameters={"population.turnover": 1.0})
    live(world, 13)
    r = world.residents
    new = np.flatnonzero(r.arrived_week >= world.first_week)
    assert new.size > 0
    assert (r.id[new] == (r.arrived_week[new].astype(np.int64) << 20 | new)).all()


def test_one_more_move_changes_that_dwelling_and_no_other() -> None:
    one, other = carnisse(), carnisse()
    home = 1234
    week_one, week_other = alive(one), alive(other)
    # The same people, but in one world this dwelling was let again just before the first week.
    first, beds = int(other.households.first[home]), int(other.households.beds[home])
    mine = slice(first, first + beds)
    other.residents.id[mine] = (other.week - 1 << 20) | np.arange(first, first + beds)
    other.households.id[home] = other.residents.id[first]
    for _ in range(156):
        week_one()
        week_other()
    elsewhere = np.ones(len(one.residents), dtype=bool)
    elsewhere[mine] = False
    for name in OF_PEOPLE:
        a, b = one.residents.array(name), other.residents.array(name)
        assert (a[elsewhere] == b[elsewhere]).all(), name
    assert not np.array_equal(one.residents.id[mine], other.residents.id[mine])


def test_more_turnover_means_that_people_have_lived_here_for_a_shorter_time() -> None:
    def stay(turnover: float) -> float:
        world = small_world(households=400, parameters={"population.turnover": turnover})
        live(world, 156)
        return float((world.week - world.households.arrived_week).mean())

    assert stay(0.4) < stay(0.1)


def test_the_young_move_on_sooner_than_the_old() -> None:
    world = small_world(
        ages=[[20.0 + (7 * i) % 65] for i in range(1300)],
        parameters={**NOTHING_HAPPENS, "population.turnover": 0.4},
    )
    age = (world.week - world.residents.birth_week[world.households.head]) / WEEKS_PER_YEAR
    live(world, 52)
    moved = world.households.arrived_week >= world.first_week
    young, old = (age > 22) & (age < 30), (age > 60) & (age < 75)
    assert moved[young].mean() > 1.5 * moved[old].mean()


def test_a_couple_with_a_free_bed_may_have_a_child_and_one_without_may_not() -> None:
    with_room = live(couples(birth_peak=0.4), 52)
    without = live(couples(birth_peak=0.4, spare_beds=0), 52)
    assert with_room.residents.present.sum() > 400
    assert (with_room.households.kind == HouseholdType.WITH_CHILDREN).any()
    assert without.residents.present.sum() == 400


def test_who_loses_a_partner_stays_and_answers_for_the_household() -> None:
    world = live(couples(age=80.0, mortality_65=0.01, mortality_growth=0.1), 52)
    h = world.households
    widowed = (h.kind == HouseholdType.SINGLE) & (h.arrived_week < world.first_week)
    assert widowed.any()
    assert (world.residents.present[h.head[widowed]] == 1).all()
    assert (h.size[widowed] == 1).all()


def test_when_all_adults_have_died_the_dwelling_is_let_again_the_same_week() -> None:
    world = small_world(
        ages=[[95.0, 8.0]] * 30,
        parameters={**NOTHING_HAPPENS, "population.mortality_65": 0.2},
    )
    live(world, 53)
    h, r = world.households, world.residents
    assert (h.size > 0).all()
    assert (h.arrived_week >= world.first_week).mean() > 0.9
    assert ((world.week - r.birth_week[h.head]) / WEEKS_PER_YEAR >= 18).all()


def test_grown_children_leave_home_and_small_ones_do_not() -> None:
    world = small_world(
        ages=[[50.0, 50.0, 24.0, 10.0]] * 200,
        parameters={**NOTHING_HAPPENS, "population.leave_home": 0.5},
    )
    live(world, 52)
    here = world.residents.present.reshape(-1, 4)
    assert 0.4 < here[:, 2].mean() < 0.8
    assert here[:, 3].all()


def test_parted_parents_are_counted_as_single_parents() -> None:
    world = small_world(
        ages=[[40.0, 38.0, 5.0]] * 100,
        parameters={**NOTHING_HAPPENS, "population.parting": 0.5},
    )
    live(world, 52)
    kinds = world.households.kind
    assert (kinds == HouseholdType.SINGLE_PARENT).any()
    assert (kinds == HouseholdType.WITH_CHILDREN).any()
    assert world.households.size[kinds == HouseholdType.SINGLE_PARENT].max() == 2


def test_newcomers_resemble_those_who_left_when_the_rent_asks_it() -> None:
    def likeness(alike: float) -> float:
        world = small_world(
            households=300,
            parameters={**NOTHING_HAPPENS, "population.turnover": 1.0, "population.alike": alike},
        )
        world.households.position[:] = np.linspace(0.05, 0.95, 300)
        before = world.households.position.copy()
        live(world, 52)
        new = world.households.arrived_week >= world.first_week
        return float(np.abs(world.households.position - before)[new].mean())

    assert likeness(0.8) < likeness(0.0)


def test_where_nothing_can_happen_nobody_comes_or_goes() -> None:
    world = small_world(households=50, parameters=NOTHING_HAPPENS)
    before = {name: world.residents.array(name).copy() for name in OF_PEOPLE}
    live(world, 104)
    for name, then in before.items():
        assert (world.residents.array(name) == then).all(), name


def test_without_this_submodel_the_founders_stay_for_ever() -> None:
    world = carnisse()
    before = {name: world.residents.array(name).copy() for name in OF_PEOPLE}
    still = NoPopulation()
    view = scope(world, still)
    still.initialise(view)
    for _ in range(52):
        still.step(view)
        world.week += 1
    for name, then in before.items():
        assert (world.residents.array(name) == then).all(), name
    assert set(still.writes) == set(Population.writes)


def test_keeping_a_log_changes_nobody() -> None:
    silent, told = carnisse(), carnisse()
    told.events.keeping = True
    live(silent, 30)
    live(told, 30)
    for name in OF_PEOPLE:
        assert (silent.residents.array(name) == told.residents.array(name)).all()
    assert len(told.events) > 0


def test_everyone_who_left_and_came_is_told_in_the_log() -> None:
    world = carnisse()
    world.events.keeping = True
    gone = come = 0
    week = alive(world)
    for _ in range(26):
        week()
        r, now = world.residents, world.week - 1
        gone += int((r.left_week == now).sum())
        come += int(((r.arrived_week == now) & (r.present == 1)).sum())
    events = world.events.frame()
    assert (events["kind"] == "left").sum() == gone
    assert (events["kind"] == "came").sum() == come


def test_a_world_without_households_can_be_stepped() -> None:
    world = small_world(ages=[])
    live(world, 10)
    assert len(world.residents) == 0
