"""The model as a whole: the same luck, the same levers, the same bits; and a Mesa model."""

import gc
import weakref
from dataclasses import replace

import mesa
import numpy as np
import pandas as pd
import pytest

from wijksim.agents import (
    Household,
    Institution,
    MeetingPlace,
    Municipality,
    Professional,
    Resident,
)
from wijksim.model import WijkModel
from wijksim.results import run_scenario
from wijksim.scenario.loading import first_difference, load_scenario
from wijksim.schedule import declarations

TWO_YEARS = {"horizon": {"start": "2013-01-01", "end": "2014-12-28"}}


def carnisse(policy: str, *, years: float = 1.0, warm_up: int = 26):
    """A Carnisse scenario, cut short so that tests stay quick."""
    scenario = load_scenario(f"carnisse/{policy}", declarations=declarations())
    last = scenario.start.toordinal() + round(365.25 * years)
    end = type(scenario.start).fromordinal(min(last, scenario.end.toordinal()))
    return replace(scenario, end=end, warm_up_weeks=warm_up)


def state_of(model: WijkModel) -> dict[str, bytes]:
    """Every column as bytes."""
    return {
        f"{name}.{column.name}": table.array(column.name).tobytes()
        for name, table in model.world.tables.items()
        for column in table.schema.columns
    }


def test_scenarios_with_the_same_levers_are_equal_to_the_last_bit() -> None:
    one = carnisse("top-down-rollout", years=2.5)
    renamed = replace(one, name="something else", title={"en": "Renamed", "nl": "Hernoemd"})
    first = run_scenario(one, seed=4, events=True)
    second = run_scenario(renamed, seed=4, events=True)
    pd.testing.assert_frame_equal(first.outcomes, second.outcomes, check_exact=True)
    pd.testing.assert_frame_equal(first.events, second.events, check_exact=True)


@pytest.mark.parametrize("seed", range(2))
def test_two_policies_are_identical_until_the_first_announcement_in_which_they_differ(seed) -> None:
    one, other = carnisse("no-team", years=2), carnisse("top-down-rollout", years=2)
    parting = first_difference(one, other)
    assert parting is not None
    here, there = (
        WijkModel(one, seed=seed, collect=False),
        WijkModel(other, seed=seed, collect=False),
    )
    here.run_until(week=parting)
    there.run_until(week=parting)
    assert here.world.week == parting
    assert state_of(here) == state_of(there)
    for _ in range(8):
        here.step()
        there.step()
    assert state_of(here) != state_of(there)


def test_keeping_events_and_looking_at_agents_changes_nothing() -> None:
    plain = WijkModel(carnisse("no-team"), seed=1, collect=False)
    watched = WijkModel(carnisse("no-team"), seed=1, collect=True, events=True)
    for _ in range(20):
        plain.step()
        watched.step()
        len(watched.agents)
    assert state_of(plain) == state_of(watched)


def test_another_seed_gives_other_people() -> None:
    one = WijkModel(carnisse("no-team", warm_up=0), seed=1, collect=False)
    other = WijkModel(carnisse("no-team", warm_up=0), seed=2, collect=False)
    assert state_of(one) != state_of(other)


def test_residents_and_institutions_are_mesa_agents() -> None:
    model = WijkModel(carnisse("no-team", warm_up=0), seed=1)
    assert isinstance(model, mesa.Model)
    by_type = model.agents_by_type
    assert len(by_type[Resident]) == 11_065
    assert len(by_type[Household]) == 6_055
    assert 130 <= len(by_type[Professional]) <= 170
    for kind in (Institution, MeetingPlace, Municipality):
        assert len(by_type[kind]) > 0
    children = by_type[Resident].select(lambda resident: resident.age < 18)
    assert 0.15 < len(children) / len(by_type[Resident]) < 0.25
    assert by_type[Resident].agg("wellbeing", np.mean) == pytest.approx(
        np.mean(by_type[Resident].get("wellbeing"))
    )
    households = by_type[Resident].groupby("household")
    assert len(households) == 6_055


def test_an_agent_reads_and_writes_the_state_of_the_model() -> None:
    model = WijkModel(carnisse("no-team", warm_up=0), seed=1)
    somebody = next(iter(model.agents_by_type[Resident]))
    somebody.trust = 0.125
    assert model.world.residents.trust[somebody.row] == 0.125
    with pytest.raises(AttributeError):
        _ = somebody.no_such_variable


def test_everybody_stands_on_a_mesa_grid_with_the_land_area_of_carnisse() -> None:
    model = WijkModel(carnisse("no-team", warm_up=0), seed=1)
    cells = model.grid.width * model.grid.height
    assert cells * 0.25 == pytest.approx(59, rel=0.05)
    somebody = next(iter(model.agents_by_type[Resident]))
    assert somebody in model.grid[somebody.pos].agents


def test_mesa_batch_run_works() -> None:
    rows = mesa.batch_run(
        WijkModel,
        parameters={"scenario": [carnisse("no-team", years=0.1, warm_up=2)], "seed": [1, 2]},
        iterations=1,
        max_steps=5,
        display_progress=False,
    )
    assert len(rows) == 2
    assert all(row["residents"] > 10_000 for row in rows)


def test_models_that_are_dropped_leave_nothing_behind() -> None:
    scenario = carnisse("no-team", warm_up=0)
    references = []
    for seed in range(5):
        model = WijkModel(scenario, seed=seed)
        model.step()
        len(model.agents)
        references.append(weakref.ref(model))
        del model
    gc.collect()
    assert [one for one in references if one() is not None] == []
