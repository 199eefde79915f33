"""What is not published about founders and newcomers stands in the parameter files, sourced."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from worlds import shipped_parameters, small_world

from wijksim.core.randomness import draw_key
from wijksim.input_data import population as founding
from wijksim.input_data import roles
from wijksim.scenario.parameter_files import shipped_settings
from wijksim.submodels import population_balance, population_household
from wijksim.submodels import population_household_newcomers as newcomers
from wijksim.submodels import population_household_newcomers_traits as traits
from wijksim.submodels.population_founders import FOUNDER_PARAMETERS

PARAMETERS = shipped_parameters()
PLAIN = {0.0, 0.5, 1.0, 2.0}
FINITE = 1e-6
"""Below this a number keeps a division finite and decides nothing."""
THOUSAND = 1000.0


def numbers_in_functions(path: Path) -> Iterator[tuple[int, float]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and type(node.value) is float:
                    yield node.lineno, node.value


@pytest.mark.parametrize(
    "module", [founding, roles, traits, newcomers, population_household, population_balance]
)
def test_no_formula_about_founders_or_newcomers_holds_a_number_of_its_own(module: object) -> None:
    path = Path(str(getattr(module, "__file__", "")))
    bare = [
        (line, value)
        for line, value in numbers_in_functions(path)
        if value not in PLAIN and value != THOUSAND and value > FINITE
    ]
    assert not bare, f"{path.name}: give these a parameter with unit, bounds and source: {bare}"


def test_each_number_about_founders_decides_something_at_the_start() -> None:
    """Moved to either plausible bound, each changes who lives where or how many beds there are."""
    settings = shipped_settings()
    start = portrait(PARAMETERS)
    for one in FOUNDER_PARAMETERS:
        low, high = settings[one.key].bounds
        moved = [portrait({**PARAMETERS, one.key: value}) for value in (low, high)]
        assert any(other != start for other in moved), one.key


def portrait(parameters: dict[str, float]) -> tuple[object, ...]:
    figures = {
        "population.inhabitants": 300.0,
        "households.total": 135.0,
        "households.single": 60.0,
        "households.without_children": 40.0,
        "households.with_children": 35.0,
        "ages.0_15": 60.0,
        "ages.15_25": 40.0,
        "ages.25_45": 90.0,
        "ages.45_65": 70.0,
        "ages.65_over": 40.0,
        "land.area": 30.0,
    }
    founders = founding.synthetic_population(
        figures=figures, parameters=parameters, key=draw_key(1, "test")
    )
    return founders.beds.tobytes(), founders.age_weeks.tobytes(), founders.rank.tobytes()


def test_people_are_the_columns_of_the_table_of_residents() -> None:
    residents = small_world(households=3).residents
    people = traits.people_of(residents)
    for name in traits.People._fields:
        assert getattr(people, name) is residents.array(name)
