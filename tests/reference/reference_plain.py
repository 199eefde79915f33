"""The reference as Mesa's guide writes it: agents on a grid, a method for each thing they do.

Residents are `CellAgent`s that move to the cell of a place when they visit it and home again;
places and homes are `FixedAgent`s. A week is a row of `agents.do(...)`. What is covered, and what
is held still, stands in `reference_setup`.
"""

from __future__ import annotations

from typing import Any

import mesa
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid
from reference_help import WithHelp, keep_referrals
from reference_needs import WithNeeds
from reference_setup import nearest_practice, numbers_of
from reference_ties import Tie, WithTies
from reference_town import Home, Place

from wijksim.model import WijkModel

TRIES = 3


class Resident(WithTies, WithNeeds, WithHelp, CellAgent):
    """Somebody who lives here."""

    def __init__(self, model: PlainMesa, home: Home, row: int, source: WijkModel) -> None:
        super().__init__(model)
        r = source.world.residents
        self.home, self.row, self.id = home, row, int(r.id[row])
        self.cell = home.cell
        self.birth_week = int(r.birth_week[row])
        self.position = float(r.position[row])
        self.habits: list[Place | None] = [None] * 4
        self.habit_chances = [0.0] * 4
        self.habit_rates = [0.0] * 4
        self.visits: list[Place] = []
        self.met: Resident | None = None
        self.met_professional, self.met_hours = -1, 0.0
        self.ties: dict[Resident, Tie] = {}
        self.network = float(r.support_network[row])
        self.needs = r.need[row].tolist()
        self.ended = r.need_ended_week[row].tolist()
        self.onset = r.onset_week[row].tolist()
        self.crisis_weeks = r.crisis_weeks_left[row].tolist()
        self.own_strength = float(r.own_strength[row])
        self.self_reliance = float(r.self_reliance[row])
        self.wellbeing = float(r.wellbeing[row])
        self.informal = float(r.informal_received[row])
        self.formal = r.formal_hours[row].tolist()
        self.overloaded_weeks = float(r.overloaded_weeks[row])
        self.begins: list[int] = []
        self.take_help(source)

    @property
    def age(self) -> float:
        """Age in years."""
        return (self.model.week - self.birth_week) / self.model.numbers.weeks_per_year

    # Day paths

    def go_about(self) -> None:
        """Follow habits, place by place, and go home again."""
        w0, w1, w2, w3 = self.model.visit_luck[self.row]
        draws = (w0 >> 16, w0 & 0xFFFF, w1 >> 16, w1 & 0xFFFF)
        self.visits = []
        for place, chance, draw in zip(self.habits, self.habit_chances, draws, strict=True):
            if place is not None and place.is_open and (draw + 0.5) / 65536 < chance:
                self.cell = place.cell
                place.members.append(self)
                place.visitors += 1
                self.visits.append(place)
        numbers, practice = self.model.numbers, self.home.practice
        old = self.model.week - self.birth_week >= numbers.old_from
        chance = numbers.practice_chance_old if old else numbers.practice_chance
        draw = ((w2 & 0xFF) << 8) | (w3 & 0xFF)
        if practice is not None and (draw + 0.5) / 65536 < chance:
            self.cell = practice.cell
            practice.visitors += 1
            self.visits.append(practice)
        if self.visits:
            self.cell = self.home.cell

    def meet(self) -> None:
        """Fall into talk with another resident and with a professional, at the likeliest place."""
        self.met, self.met_professional, self.met_hours = None, -1, 0.0
        if not self.visits:
            return
        liveliest = max(self.visits, key=lambda place: place.meet_chance)
        served = max(self.visits, key=lambda place: place.talk_chance)
        _, _, w2, w3 = self.model.visit_luck[self.row]
        meets = ((w2 >> 8) + 0.5) / 2**24 < liveliest.meet_chance
        talks = ((w3 >> 8) + 0.5) / 2**24 < served.talk_chance
        if not meets and not talks:
            return
        point, who, _, _ = self.model.numbers.meeting(self.model.week, self.id)
        if meets:
            spot = liveliest.member_at(int(point * self.model.numbers.rows))
            for _ in range(TRIES):
                other = liveliest.members[spot]
                if other.home is not self.home:
                    self.met = other
                    break
                spot = (spot + 1) % len(liveliest.members)
        if talks:
            wanted = who * served.workers[-1][1]
            self.met_professional = next(w for w, until in served.workers if until >= wanted)
            self.met_hours = served.talk_hours


class PlainMesa(mesa.Model):
    """A neighbourhood of residents, homes and places, in the state of a WijkModel."""

    resident_class: type[Resident] = Resident

    def __init__(self, source: WijkModel) -> None:
        super().__init__(seed=1)
        world = source.world
        self.numbers, self.week = numbers_of(source), world.week
        self.visit_luck: list[list[int]] = []
        self.need_luck: list[list[int]] = []
        self.noticed: list[tuple[int, Resident, int]] = []
        width = world.grid.width
        self.grid = OrthogonalMooreGrid((width, world.grid.height), random=self.random)

        def cell_of(index: int) -> Any:
            return self.grid[(index % width, index // width)]

        rows = range(len(world.places))
        self.places = [
            Place(self, cell_of(max(0, int(world.places.cell[row]))), row, source) for row in rows
        ]
        practices: dict[int, Place | None] = {}
        homes: dict[int, Home] = {}
        self.residents: dict[int, Resident] = {}
        for row in range(self.numbers.rows):
            if not world.residents.present[row]:
                continue
            house = int(world.residents.household[row])
            if house not in homes:
                cell = int(world.households.cell[house])
                if cell not in practices:
                    near = nearest_practice(source, cell)
                    practices[cell] = self.places[near] if near >= 0 else None
                homes[house] = Home(self, cell_of(cell), practices[cell])
            self.residents[row] = self.resident_class(self, homes[house], row, source)
            homes[house].members.append(self.residents[row])
        for house, home in homes.items():
            home.head = self.residents.get(int(world.households.head[house]))
        self.take_habits(source)
        self.take_ties(source)

    def take_habits(self, source: WijkModel) -> None:
        """Habits as the kernels chose them: they are not part of the reference."""
        r = source.world.residents
        habits, rates = r.habit.tolist(), r.habit_rate.tolist()
        chances = r.habit_chance.tolist()
        for row, one in self.residents.items():
            one.habits = [self.places[place] if place >= 0 else None for place in habits[row]]
            one.habit_chances, one.habit_rates = chances[row], rates[row]

    def take_ties(self, source: WijkModel) -> None:
        """Ties as they are in the tables, one object for a pair."""
        r = source.world.residents
        ties, strength, hours = r.tie.tolist(), r.tie_strength.tolist(), r.tie_hours.tolist()
        for row, one in self.residents.items():
            for slot, other in enumerate(ties[row]):
                if other < 0:
                    continue
                known = self.residents[other].ties.get(one)
                tie = known or Tie(
                    one, self.residents[other], strength[row][slot], hours[row][slot]
                )
                one.ties[self.residents[other]] = tie

    def step(self) -> None:
        """One week."""
        self.visit_luck = self.numbers.visit_words(self.week)
        self.need_luck = self.numbers.need_words(self.week)
        places, residents = self.agents_by_type[Place], self.agents_by_type[Resident]
        places.do("close_up")
        residents.do("go_about")
        places.do("chances")
        residents.do("meet")
        residents.do("befriend")
        if self.week % 4 == 0:
            residents.do("look_at_hours")
            residents.do("move_ties")
            residents.do("forget")
        residents.do("feel")
        residents.do("look_for_onset")
        residents.do("live_with_needs")
        residents.do("look_back")
        residents.do("get_acquainted")
        self.noticed = []
        residents.do("look_for_help")
        keep_referrals(self.noticed, self.week, self.numbers)
        residents.do("listen")
        residents.do("take_in")
        self.week += 1
