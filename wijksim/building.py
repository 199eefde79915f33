"""Building a neighbourhood: from a scenario's figures to a world with people and supply."""

from __future__ import annotations

from wijksim.core.randomness import draw_key
from wijksim.entities.world import World
from wijksim.input_data.population import fill_population, grid_of, world_sizes
from wijksim.input_data.supply import fill_supply, supply_sizes
from wijksim.input_data.supply_catalogue import shipped_supply
from wijksim.scenario.settled import Scenario

INITIATIVE_ROWS = 48
"""Room for so many initiatives at once; the pool is checked by self-organisation."""


def build_world(*, scenario: Scenario, seed: int) -> World:
    """The neighbourhood of a scenario in the first week of its warm-up.

    The same seed and neighbourhood give the same founders in every scenario. Raises WijksimError
    when the profile lacks a figure.
    """
    supply = shipped_supply(places=scenario.places, own=scenario.supply)
    sizes = world_sizes(
        figures=scenario.figures,
        parameters=scenario.parameters,
        supply=supply_sizes(figures=scenario.figures, supply=supply),
    )
    world = World(
        grid=grid_of(scenario.figures),
        key=draw_key(seed, scenario.texts.get("code", "")),
        sizes={**sizes, "initiatives": INITIATIVE_ROWS},
        parameters=scenario.parameters,
        profile=scenario.figures,
        levers=dict(scenario.levers),
        agenda=scenario.agenda,
        week=scenario.first_week,
        first_week=scenario.first_week,
    )
    fill_supply(world=world, figures=scenario.figures, supply=supply)
    fill_population(world)
    return world
