"""Founders: exactly the published numbers, whatever the neighbourhood."""

import os
import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from worlds import shipped_parameters, start_levers

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.errors import WijksimError
from wijksim.core.randomness import draw_key
from wijksim.entities.domains import HouseholdType
from wijksim.entities.world import World
from wijksim.input_data.cbs import read_key_figures
from wijksim.input_data.counts import agreed_counts, largest_remainder
from wijksim.input_data.population import fill_population, grid_of, world_sizes

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("WIJKSIM_DATA", ROOT / "data"))


PARAMETERS = shipped_parameters()
PROFILE = YAML(typ="safe").load(
    (ROOT / "scenarios" / "neighbourhoods" / "carnisse.yaml").read_text(encoding="utf-8")
)
CARNISSE = {key: float(one["value"]) for key, one in PROFILE["figures"].items()}
SUPPLY = dict.fromkeys(
    ("professionals", "pairs", "institutions", "teams", "places", "initiatives"), 1
)


def founded(figures: Mapping[str, float], seed: int = 1) -> World:
    world = World(
        grid=grid_of(figures),
        key=draw_key(seed, "test"),
        sizes=world_sizes(figures=figures, parameters=PARAMETERS, supply=SUPPLY),
        parameters=PARAMETERS,
        profile=figures,
        levers=start_levers(),
        week=678,
        first_week=678,
    )
    fill_population(world)
    return world


def tiny(
    *,
    residents: int,
    homes: int,
    single: int,
    couples: int,
    families: int,
    ages: tuple[int, int, int, int, int],
) -> dict[str, float]:
    bands = ("0_15", "15_25", "25_45", "45_65", "65_over")
    return {
        "population.inhabitants": residents,
        "households.total": homes,
        "households.single": single,
        "households.without_children": couples,
        "households.with_children": families,
        "land.area": 1.0,
        **{f"ages.{band}": float(n) for band, n in zip(bands, ages, strict=True)},
    }


def years(world: World) -> np.ndarray:
    r = world.residents
    return (world.week - r.birth_week[r.present == 1]) / WEEKS_PER_YEAR


def bands_of(world: World) -> list[int]:
    return np.histogram(years(world), [0, 15, 25, 45, 65, 200])[0].tolist()


@pytest.fixture(scope="module")
def carnisse() -> World:
    return founded(CARNISSE)


def test_carnisse_has_exactly_its_residents_and_households(carnisse: World) -> None:
    assert int(carnisse.residents.present.sum()) == 11_065
    assert len(carnisse.households) == 6_055
    assert carnisse.households.size.sum() == 11_065
    assert carnisse.households.size.min() == 1


def test_every_band_of_age_holds_its_reconciled_count(carnisse: World) -> None:
    published = [1875, 1450, 4685, 2125, 935]
    assert bands_of(carnisse) == [1874, 1449, 4683, 2124, 935]
    assert bands_of(carnisse) == list(largest_remainder(parts=published, total=11_065))


def test_every_type_of_household_has_its_reconciled_count(carnisse: World) -> None:
    kinds = np.bincount(carnisse.households.kind, minlength=5)
    assert kinds[HouseholdType.SINGLE] == 3230
    assert kinds[HouseholdType.COUPLE] == 1183
    assert kinds[HouseholdType.WITH_CHILDREN] + kinds[HouseholdType.SINGLE_PARENT] == 1642


def test_the_published_share_of_households_has_a_low_income(carnisse: World) -> None:
    low = carnisse.households.position < PARAMETERS["population.low_income_rank"]
    assert abs(int(low.sum()) - 0.144 * 6055) <= 1
    assert abs((carnisse.households.position >= 0.4).mean() - (1 - 0.628)) < 0.001


def test_the_published_share_has_difficulty_speaking_dutch_more_so_the_poor(
    carnisse: World,
) -> None:
    r = carnisse.residents
    here = r.present == 1
    assert abs(int(r.poor_dutch[here].sum()) - 0.15 * 11_065) <= 1
    assert r.poor_dutch[here & (r.quintile == 0)].mean() > (
        1.5 * r.poor_dutch[here & (r.quintile == 4)].mean()
    )


def test_quintiles_hold_a_fifth_of_residents_each(carnisse: World) -> None:
    r = carnisse.residents
    shares = np.bincount(r.quintile[r.present == 1], minlength=5) / 11_065
    assert np.abs(shares - 0.2).max() < 0.02


def test_incomes_differ_mildly_between_parts_of_the_neighbourhood(carnisse: World) -> None:
    h = carnisse.households
    rows = h.cell // carnisse.grid.width * 4 // carnisse.grid.height
    columns = h.cell % carnisse.grid.width * 4 // carnisse.grid.width
    part = rows * 4 + columns
    means = np.array([h.position[part == one].mean() for one in np.unique(part)])
    assert 0.01 < means.std() < 0.15


def test_dwellings_lie_in_order_of_their_cell_on_the_land(carnisse: World) -> None:
    h = carnisse.households
    assert (np.diff(h.cell) >= 0).all()
    assert h.cell.max() < 236 <= carnisse.grid.width * carnisse.grid.height


def test_rows_of_a_dwelling_lie_side_by_side_and_none_is_shared(carnisse: World) -> None:
    h, r = carnisse.households, carnisse.residents
    assert (h.first[1:] == h.first[:-1] + h.beds[:-1]).all()
    assert h.first[-1] + h.beds[-1] == len(r)
    assert (r.household == np.repeat(np.arange(len(h)), h.beds)).all()
    assert (r.id == np.arange(len(r))).all()


def test_heads_are_adults_and_nearly_all_parents_are_of_an_age_to_be_it(carnisse: World) -> None:
    h, r = carnisse.households, carnisse.residents
    age = (carnisse.week - r.birth_week) / WEEKS_PER_YEAR
    assert age[h.head].min() >= 18
    family = np.isin(h.kind, (HouseholdType.WITH_CHILDREN, HouseholdType.SINGLE_PARENT))
    adults = np.where(h.kind == HouseholdType.SINGLE_PARENT, 1, 2)
    eldest_child = h.first + adults
    for home in np.flatnonzero(family)[:50]:
        assert r.present[eldest_child[home]] == 1
    gap = (age[h.head] - age[eldest_child.clip(max=len(r) - 1)])[family]
    assert (gap > 15).mean() > 0.97


def test_the_same_seed_gives_the_same_founders_and_another_seed_others(carnisse: World) -> None:
    again, other = founded(CARNISSE), founded(CARNISSE, seed=2)
    for name in ("birth_week", "position", "poor_dutch", "energy"):
        assert (again.residents.array(name) == carnisse.residents.array(name)).all()
    assert bands_of(other) == bands_of(carnisse)
    assert not np.array_equal(other.households.position, carnisse.households.position)


def test_one_household_is_a_neighbourhood_too() -> None:
    world = founded(
        tiny(residents=1, homes=1, single=1, couples=0, families=0, ages=(0, 0, 1, 0, 0))
    )
    assert len(world.households) == 1
    assert int(world.residents.present.sum()) == 1
    assert 25 <= years(world)[0] < 45


def test_nobody_lives_in_a_neighbourhood_without_people() -> None:
    world = founded(
        tiny(residents=0, homes=0, single=0, couples=0, families=0, ages=(0, 0, 0, 0, 0))
    )
    assert len(world.households) == 0
    assert len(world.residents) == 0


@settings(max_examples=60, deadline=None)
@given(
    residents=st.integers(0, 400),
    homes=st.integers(0, 300),
    single=st.integers(0, 200),
    couples=st.integers(0, 100),
    families=st.integers(0, 100),
    ages=st.tuples(*[st.integers(0, 200)] * 5),
)
def test_any_figures_give_a_home_to_all_residents(
    residents: int,
    homes: int,
    single: int,
    couples: int,
    families: int,
    ages: tuple[int, int, int, int, int],
) -> None:
    figures = tiny(
        residents=residents,
        homes=homes,
        single=single,
        couples=couples,
        families=families,
        ages=ages,
    )
    counts = agreed_counts(
        figures=figures, single_parent_share=0.35, single_parent_least=0.15, grown_at_home=0.45
    )
    assert counts.residents == residents == sum(counts.ages)
    assert counts.children >= counts.families >= 0
    world = founded(figures)
    assert int(world.residents.present.sum()) == residents
    assert bands_of(world) == list(counts.ages)
    assert len(world.households) == 0 or world.households.beds.max() <= 16


def test_a_missing_figure_is_named() -> None:
    figures = {key: value for key, value in CARNISSE.items() if key != "ages.25_45"}
    with pytest.raises(WijksimError, match=r"ages\.25_45"):
        founded(figures)


@pytest.mark.parametrize("year", [2014, 2015])
def test_every_published_neighbourhood_of_rotterdam_can_be_lived_in(year: int) -> None:
    path = DATA / f"kwb{year}.csv"
    if not path.exists():
        warnings.warn(f"NOT TESTED: no file {path}; set WIJKSIM_DATA", stacklevel=1)
        return
    regions = read_key_figures(path)
    assert regions["BU05991572"]["population.inhabitants"] == {2014: 10_910, 2015: 11_065}[year]
    lived_in = 0
    for code, figures in regions.items():
        if not code.startswith("BU") or "ages.25_45" not in figures:
            continue
        if "households.single" not in figures or figures["population.inhabitants"] > 9000:
            continue
        world = founded(figures)
        assert int(world.residents.present.sum()) == figures["population.inhabitants"], code
        lived_in += 1
    assert lived_in > 40


def test_the_profile_of_carnisse_says_what_cbs_published() -> None:
    path = DATA / "kwb2015.csv"
    if not path.exists():
        warnings.warn(f"NOT TESTED: no file {path}; set WIJKSIM_DATA", stacklevel=1)
        return
    published = read_key_figures(path)["BU05991572"]
    for key in published.keys() & CARNISSE.keys() - {"population.deaths_per_1000"}:
        assert CARNISSE[key] == pytest.approx(published[key]), key
