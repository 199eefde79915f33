"""Runs that keep every event, with the state before each week and everybody who ever took part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from wijksim.entities.agenda import Entry, LeverValue, PlaceChange
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations

STATE = (
    "institutions.reserve", "institutions.accustomed", "institutions.posts",
    "institutions.survival_pressure", "teams.present", "teams.composition", "teams.need_estimate",
    "teams.place",
    "municipality.seen_gap", "municipality.patience_left", "municipality.memory",
    "municipality.room_claimed", "municipality.room_conceded", "initiatives.id",
    "initiatives.coordinator_load", "initiatives.captured", "initiatives.dependence",
    "initiatives.members", "initiatives.coordinator", "places.open",
)  # fmt: skip


@dataclass(frozen=True)
class Lived:
    """A run that was lived: its events, the state before each week, and who ever took part."""

    events: pd.DataFrame
    before: Mapping[int, Mapping[str, np.ndarray]]
    actors: Mapping[str, frozenset[int]]
    parameters: Mapping[str, float]

    def earlier(self, event: pd.Series, kind: str, *, weeks: int = 100_000) -> pd.DataFrame:
        """Events of a kind in the weeks up to and with that of an event."""
        known = self.events
        near = (known.week <= event.week) & (known.week >= event.week - weeks)
        return known[near & (known.kind == kind)]


def lived(
    name: str,
    *,
    seed: int,
    weeks: int,
    levers: Mapping[str, LeverValue] | None = None,
    later: Mapping[int, Mapping[str, LeverValue]] | None = None,
    closing: int | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Lived:
    """A scenario without its own dated entries; `later` sets levers after so many weeks.

    `closing` is the week after which every community centre, garden and library closes.
    """
    scenario = load_scenario(name, declarations=declarations())
    start = date(2014, 1, 6)
    scenario = replace(
        scenario, start=start, end=date.fromordinal(start.toordinal() + 7 * weeks - 1),
        warm_up_weeks=0, agenda=(), levers={**scenario.levers, **(levers or {})},
        parameters={**scenario.parameters, **(parameters or {})},
    )  # fmt: skip
    first = scenario.first_week
    agenda = [
        Entry(week=first + after, announced_week=first, why="a test", levers=dict(values))
        for after, values in (later or {}).items()
    ]
    if closing is not None:
        gone = ("community_centre", "garden", "library")
        names = [str(one["name"]) for one in scenario.places if one["kind"] in gone]
        places = tuple(PlaceChange(name=one, what="close") for one in names)
        agenda.append(Entry(week=first + closing, announced_week=first, why="a test",
                            levers={}, places=places))  # fmt: skip
    scenario = replace(scenario, agenda=tuple(sorted(agenda, key=lambda one: one.week)))
    model = WijkModel(scenario, seed=seed, collect=False, events=True)
    world = model.world
    people, posts = set(world.residents.id.tolist()), set(world.professionals.id.tolist())
    before = {}
    while model.running:
        before[world.week] = {
            name: world.tables[name.split(".")[0]].array(name.split(".")[1]).copy()
            for name in STATE
        }
        model.step()
        people.update(world.residents.id.tolist())
        posts.update(world.professionals.id.tolist())
    actors = {
        "residents": frozenset(people),
        "professionals": frozenset(posts),
        "institutions": frozenset(range(len(world.institution_names))),
        "teams": frozenset(range(len(world.teams.present))),
        "places": frozenset(range(len(world.place_names))),
        "municipality": frozenset({0}),
    }
    return Lived(world.events.frame(), before, actors, dict(scenario.parameters))
