"""WijkModel: one neighbourhood under a municipality, as a Mesa model.

It owns the world, walks the schedule once a week, and lets observers look on. A step is a week.
The warm-up runs when the model is made; the first step is the first week of the horizon.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from wijksim.agents import KINDS, RowAgent, make_views
from wijksim.building import build_world
from wijksim.core.calendar import monday_of
from wijksim.core.compile import tell_when_cold
from wijksim.core.errors import WijksimError
from wijksim.entities.changed_hands import changed_hands
from wijksim.entities.events import EventLog
from wijksim.entities.links import Links
from wijksim.entities.world import Scope, World
from wijksim.first_use import helped_to_compile
from wijksim.framework import mesa
from wijksim.observation import Observation
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import choose, declarations
from wijksim.submodels.base import Submodel
from wijksim.turning_points import TurningPoints


class WijkModel(mesa.Model):
    """One neighbourhood, week by week.

    `scenario` is a Scenario, a path or a shipped name. `seed` is the only source of chance: the
    same seed gives the same residents and the same strokes of fate in every scenario. `events`
    keeps the event log. `collect` fills Mesa's `datacollector` with the figures of each week.
    Without `warm_up` the model stands at the first week of its warm-up, unlived and unobserved.
    Raises WijksimError when the scenario has a mistake.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path = "carnisse/no-team",
        *,
        seed: int | None = None,
        events: bool = False,
        collect: bool = True,
        links: Links | None = None,
        warm_up: bool = True,
    ) -> None:
        tell_when_cold()
        number = 0 if seed is None else int(seed)
        super().__init__(seed=number)
        self.scenario = (
            scenario
            if isinstance(scenario, Scenario)
            else load_scenario(scenario, declarations=declarations())
        )
        self.seed = number
        self._collect = collect
        book = self._links(links)
        with helped_to_compile(self.scenario, seed=number, warm_up=warm_up) as initialised:
            world = build_world(scenario=self.scenario, seed=number)
            world.events = EventLog(keeping=events)
            world.link_book = book
            submodels = choose(self.scenario.submodels)
            self._settle(world, submodels, Observation(world=world))
            for submodel, scope in zip(self.submodels, self._scopes, strict=True):
                submodel.initialise(scope)
            initialised()
            if warm_up:
                self._warm_up()

    def _warm_up(self) -> None:
        for weeks_left in range(self.scenario.warm_up_weeks, 0, -1):
            self._live_week(look=partial(self.observation.look_ahead, weeks_left=weeks_left))
        self.observation.start()

    def _links(self, links: Links | None) -> Links:
        """The links handed over, or those that the scenario asks for.

        Links that a scenario cuts are frozen at their course without any of its dated entries.
        """
        cut = self.scenario.links_cut
        if links is not None or not cut:
            return Links() if links is None else links
        still = replace(self.scenario, agenda=(), links_cut=())
        baseline = type(self)(still, seed=self.seed, collect=False, links=Links(record=cut))
        baseline.run_until(week=still.last_week + 1)
        return Links(cut=cut, baseline=baseline.world.link_book.recorded)

    def _settle(
        self, world: World, submodels: tuple[Submodel, ...], observation: Observation
    ) -> None:
        """Take a world with its submodels and observers in."""
        self.world, self.submodels, self.observation = world, submodels, observation
        self._scopes = tuple(Scope(world=world, declared=one) for one in submodels)
        self._turning_points = TurningPoints()
        self._views: dict[int, RowAgent] = {}
        self._views_of_week: int | None = None
        self._grid_of_week: int | None = None
        self.datacollector = mesa.DataCollector(
            model_reporters={"date": lambda m: m.date, **observation.reporters()}
        )

    def fork(self, scenario: Scenario) -> WijkModel:
        """A second model that goes on from here under another scenario with the same past.

        The caller answers for the past being the same: see `first_difference`.
        """
        twin = type(self).__new__(type(self))
        mesa.Model.__init__(twin, seed=self.seed)
        twin.scenario, twin.seed, twin._collect = scenario, self.seed, self._collect
        world = self.world.copy(agenda=scenario.agenda)
        twin._settle(world, copy.deepcopy(self.submodels), self.observation.copy_for(world))
        twin._turning_points = copy.deepcopy(self._turning_points)
        twin.running = world.week <= scenario.last_week
        return twin

    @property
    def date(self) -> date:
        """Monday of the week that comes next."""
        return monday_of(self.world.week)

    def step(self) -> None:
        """One week. After the last week of the horizon `running` turns false."""
        if self.world.week > self.scenario.last_week:
            raise WijksimError(
                "the model has reached the end of its horizon",
                why="no week after it was described in the scenario",
                do="set a later 'end' under 'horizon' in the scenario",
            )
        self._live_week(look=self.observation.observe)
        if self._collect:
            self.datacollector.collect(self)
        if self.world.week > self.scenario.last_week:
            self.running = False

    def run_until(self, *, week: int) -> None:
        """Live all weeks before `week` (an absolute week number) or up to the end."""
        while self.running and self.world.week < week:
            self.step()

    def _live_week(self, *, look: Callable[[], None]) -> None:
        world = self.world
        world.municipality.cost[:] = 0.0
        for submodel, scope in zip(self.submodels, self._scopes, strict=True):
            submodel.step(scope)
            if submodel.name == "population":
                self._settle_newcomers()
        look()
        if world.events.keeping:
            for submodel, scope in zip(self.submodels, self._scopes, strict=True):
                submodel.log_events(scope)
            self._turning_points.look(world)
        world.week += 1

    def _settle_newcomers(self) -> None:
        residents, week = self.world.residents, self.world.week
        room = np.empty(len(residents) + 1, dtype=np.int32)
        rows = room[: changed_hands(residents.arrived_week, residents.left_week, week, room)]
        if rows.size:
            for submodel, scope in zip(self.submodels, self._scopes, strict=True):
                submodel.arrive(scope, rows)

    # Mesa's own ways of looking

    @property
    def agents(self) -> mesa.agent.AgentSet:
        """All agents, as views made for this week."""
        self._refresh_views()
        return self._all_agents

    @property
    def agents_by_type(self) -> Mapping[type[RowAgent], mesa.agent.AgentSet]:
        """Agents by class: Resident, Household, Professional, Institution, Wijkteam and so on."""
        self._refresh_views()
        return MappingProxyType(self._agents_by_type)

    @property
    def agent_types(self) -> list[type]:
        """All classes of agents that live in the model now."""
        return list(self.agents_by_type)

    @property
    def grid(self) -> mesa.discrete_space.OrthogonalMooreGrid:
        """Mesa's grid of 50 m cells, each holding the agents that stand on it this week."""
        if self._grid_of_week != self.world.week:
            shape = self.world.grid
            self._grid = mesa.discrete_space.OrthogonalMooreGrid(
                (shape.width, shape.height), torus=False, random=self.random
            )
            for agent in self.agents:
                index = agent.cell_index
                if index >= 0:
                    cell = self._grid[(index % shape.width, index // shape.width)]
                    cell.add_agent(agent)
                    agent.pos = cell.coordinate
            self._grid_of_week = self.world.week
        return self._grid

    def _refresh_views(self) -> None:
        if self._views_of_week == self.world.week:
            return
        by_type = {}
        kept: dict[int, RowAgent] = {}
        for kind in KINDS:
            views = make_views(kind, model=self, world=self.world, cache=self._views)
            kept.update((view.unique_id, view) for view in views)
            if views:
                by_type[kind] = mesa.agent.AgentSet(views, random=self.random)
        self._views = kept
        self._agents_by_type = by_type
        self._all_agents = mesa.agent.AgentSet(kept.values(), random=self.random)
        self._views_of_week = self.world.week

    def register_agent(self, agent: Any) -> None:
        """Refuse: people come by the population submodel, not by hand."""
        raise WijksimError(
            f"{type(agent).__name__} cannot be added by hand",
            why="agents are views of the tables; somebody without a row has no state",
            do="change the scenario's profile or a column instead",
        )
