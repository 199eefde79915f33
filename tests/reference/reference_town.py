"""Places and homes of the reference: where its residents come and live."""

from __future__ import annotations

from bisect import bisect_left
from math import expm1
from typing import Any

from mesa.discrete_space import FixedAgent
from reference_setup import workers_of

from wijksim.entities.domains import PlaceKind
from wijksim.model import WijkModel


class Place(FixedAgent):
    """A place where residents come."""

    def __init__(self, model: Any, cell: Any, row: int, source: WijkModel) -> None:
        super().__init__(model)
        places = source.world.places
        self.cell, self.row = cell, row
        self.is_practice = bool(places.kind[row] == PlaceKind.GP_PRACTICE)
        self.is_open = bool(places.open[row])
        self.open_hours = float(places.open_hours[row])
        self.informality = float(places.informality[row])
        self.hours = float(places.professional_hours[row])
        self.workers = workers_of(source, row)
        self.members: list[Any] = []
        self.visitors = 0
        self.meet_chance = self.talk_chance = self.talk_hours = 0.0

    def close_up(self) -> None:
        """Last week's visitors are gone."""
        self.members = []
        self.visitors = 0

    def chances(self) -> None:
        """What a visit brings here this week, from how many came."""
        p = self.model.numbers.day
        self.meet_chance = self.talk_chance = self.talk_hours = 0.0
        if self.open_hours <= 0.0 or self.visitors == 0:
            return
        inside = (self.visitors - 1) * p.stay_hours / self.open_hours
        if not self.is_practice:
            self.meet_chance = self.informality * -expm1(-p.approach * inside)
        length = (
            p.talk_hours_formal + (p.talk_hours_informal - p.talk_hours_formal) * self.informality
        )
        share = p.talk_formal + (1.0 - p.talk_formal) * self.informality
        if self.is_practice:
            share = 1.0
        there = -expm1(-self.hours / self.open_hours)
        asked = self.visitors * there * share * length
        if asked > 0.0:
            self.talk_chance = there * share * self.hours / (self.hours + asked)
            self.talk_hours = length

    def member_at(self, point: int) -> int:
        """Index of the first visitor at or after a point of the ring."""
        spot = bisect_left(self.members, point, key=lambda one: one.row)
        return 0 if spot == len(self.members) else spot


class Home(FixedAgent):
    """A household in its dwelling."""

    def __init__(self, model: Any, cell: Any, practice: Place | None) -> None:
        super().__init__(model)
        self.cell = cell
        self.practice = practice
        self.members: list[Any] = []
        self.head: Any = None
