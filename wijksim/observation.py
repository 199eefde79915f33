"""Observation of a run: observers look on week by week and give figures once a quarter.

Nothing here writes to the world, so a run without observers takes the same course.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from wijksim.core.calendar import WEEKS_PER_QUARTER, monday_of
from wijksim.core.frames import pd
from wijksim.entities.domains import N_DOMAINS, RequestState
from wijksim.entities.world import Scope, World
from wijksim.outcomes.catalogue import OBSERVERS


class Observation:
    """The observers of one run and what they have seen."""

    def __init__(self, *, world: World) -> None:
        self.world = world
        self.observers = tuple(kind() for kind in OBSERVERS)
        self.scopes = tuple(Scope(world=world, declared=one) for one in self.observers)
        self.rows: list[tuple[date, str, str, float]] = []
        self.weeks_in_period = 0
        self.map_before: dict[str, np.ndarray[Any, Any]] = {}

    def copy_for(self, world: World) -> Observation:
        """The same observation, going on in a copy of its world."""
        twin = Observation(world=world)
        twin.observers = copy.deepcopy(self.observers)
        twin.rows = list(self.rows)
        twin.weeks_in_period = self.weeks_in_period
        twin.map_before = dict(self.map_before)
        return twin

    def look_ahead(self, *, weeks_left: int) -> None:
        """Let observers look who must know the last weeks of the warm-up, this one included."""
        for observer, scope in zip(self.observers, self.scopes, strict=True):
            if weeks_left <= observer.lead(scope):
                observer.look_ahead(scope)

    def start(self) -> None:
        """Begin to look, after the warm-up."""
        for observer, scope in zip(self.observers, self.scopes, strict=True):
            observer.start(scope)
        self.map_before = self.map_now()

    def observe(self) -> None:
        """Look at the week that has just been lived, and close the quarter when it is full."""
        for observer, scope in zip(self.observers, self.scopes, strict=True):
            observer.observe(scope)
        self.weeks_in_period += 1
        if self.weeks_in_period == WEEKS_PER_QUARTER:
            day = monday_of(self.world.week)
            told = [
                row
                for observer, scope in zip(self.observers, self.scopes, strict=True)
                for row in observer.close_period(scope)
            ]
            for observer in self.observers:
                observer.hear(told)
            self.rows.extend((day, *row) for row in told)
            self.weeks_in_period = 0

    def series(self) -> pd.DataFrame:
        """Figures per quarter: date (Monday of its last week), outcome, group, value."""
        return pd.DataFrame(self.rows, columns=["date", "outcome", "group", "value"])

    def final(self) -> pd.DataFrame:
        """Figures that a run has once: outcome, group, value."""
        rows = [
            row
            for observer, scope in zip(self.observers, self.scopes, strict=True)
            for row in observer.final(scope)
        ]
        return pd.DataFrame(rows, columns=["outcome", "group", "value"])

    def map_now(self) -> dict[str, np.ndarray[Any, Any]]:
        """Per cell of the grid (height, width): residents, and those in need of any kind."""
        world = self.world
        cells = world.grid.width * world.grid.height
        shape = (world.grid.height, world.grid.width)
        here = np.flatnonzero(world.residents.present)
        cell = world.households.cell[world.residents.household[here]]
        vulnerable = world.parameters["care.severity_vulnerable"]
        in_need = (world.residents.need[here] >= vulnerable).any(axis=1)
        return {
            "residents": np.bincount(cell, minlength=cells).reshape(shape),
            "in_need": np.bincount(cell[in_need], minlength=cells).reshape(shape),
        }

    def reporters(self) -> dict[str, Callable[[Any], float]]:
        """Figures of the week for Mesa's datacollector, each a function of the model."""
        world = self.world

        def waiting_requests(_: Any) -> float:
            state = world.requests.state
            return float(((state == RequestState.ACCESS) | (state == RequestState.PLANNED)).sum())

        return {
            "residents": lambda _: float(world.residents.present.sum()),
            "needs": lambda _: float(
                (world.residents.need >= world.parameters["care.severity_vulnerable"]).sum()
            ),
            "waiting_requests": waiting_requests,
            "requests_in_care": lambda _: float(
                (world.requests.state == RequestState.ACTIVE).sum()
            ),
            "cost_per_week": lambda _: float(world.municipality.cost[0, : N_DOMAINS + 3].sum()),
            "teams": lambda _: float(world.teams.present.sum()),
            "initiatives": lambda _: float(world.initiatives.present.sum()),
        }
