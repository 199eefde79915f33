"""The reference as Mesa's guide writes it: agents on a grid, a method for each thing they do.

Residents are `CellAgent`s that move to the cell of a place when they visit it and home again;
places and homes are `FixedAgent`s. A week is a row of `agents.do(...)`. What is covered, and what
is held still, stands in `reference_setup`.
"""

from __future__ import annotations

from bisect import bisect_left
from math import exp, expm1, sqrt
from typing import Any

import mesa
from mesa.discrete_space import CellAgent, FixedAgent, OrthogonalMooreGrid
from reference_setup import Numbers, nearest_practice, numbers_of, workers_of

from wijksim.entities.domains import DEBT, INCOME, N_DOMAINS, SUPPORT, TIE_SLOTS, YOUTH, PlaceKind
from wijksim.model import WijkModel

TRIES = 3


class Place(FixedAgent):
    """A place where residents come."""

    def __init__(self, model: PlainMesa, cell: Any, row: int, source: WijkModel) -> None:
        super().__init__(model)
        places = source.world.places
        self.cell, self.row = cell, row
        self.is_practice = bool(places.kind[row] == PlaceKind.GP_PRACTICE)
        self.is_open = bool(places.open[row])
        self.open_hours = float(places.open_hours[row])
        self.informality = float(places.informality[row])
        self.hours = float(places.professional_hours[row])
        self.workers = workers_of(source, row)
        self.members: list[Resident] = []
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

    def __init__(self, model: PlainMesa, cell: Any, practice: Place | None) -> None:
        super().__init__(model)
        self.cell = cell
        self.practice = practice
        self.members: list[Resident] = []
        self.head: Resident | None = None


class Tie:
    """What two residents are to each other; one object for both."""

    def __init__(self, one: Resident, other: Resident, strength: float, hours: float) -> None:
        self.one, self.other = one, other
        self.strength, self.hours = strength, hours

    def hours_together(self, p: Any, numbers: Numbers) -> float:
        """Hours a week that the two spend together."""
        one, other = self.one, self.other
        u = numbers.sought(one.id, other.id)
        hours = p.sought_hours * u * u
        for slot, place in enumerate(one.habits):
            if place is not None and place is other.habits[slot] and place.is_open:
                visits = min(one.habit_rates[slot], other.habit_rates[slot])
                hours += visits * p.shared_hours * place.informality
        x, y = one.home.cell.coordinate
        there_x, there_y = other.home.cell.coordinate
        metres = numbers.cell_metres * sqrt((x - there_x) ** 2 + (y - there_y) ** 2)
        return float(hours + p.near_hours * exp(-metres / p.near_metres))

    def move(self, p: Any, fading: float) -> None:
        """Four weeks of contact and fading."""
        gain = self.hours / p.hours_to_friendship
        for _ in range(4):
            self.strength += gain * (1.0 - self.strength) - fading * self.strength


class Resident(CellAgent):
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

    # Ties

    def befriend(self) -> None:
        """Who was met may become a tie."""
        other, numbers = self.met, self.model.numbers
        if other is None:
            return
        p = numbers.tie
        ages = abs(self.birth_week - other.birth_week) / (p.age_scale * numbers.weeks_per_year)
        positions = abs(self.position - other.position) / p.position_scale
        draw = numbers.beginning(self.model.week, self.id, other.id)
        if draw >= p.chance * exp(-ages - positions) or other in self.ties:
            return
        if not (self.has_room(p.first_strength) and other.has_room(p.first_strength)):
            return
        self.make_room()
        other.make_room()
        tie = Tie(self, other, p.first_strength, 0.0)
        tie.hours = tie.hours_together(p, numbers)
        self.ties[other] = other.ties[self] = tie
        self.add_up()
        other.add_up()

    def has_room(self, strength: float) -> bool:
        """Whether there is a free place in the list, or a weaker tie to let go."""
        if len(self.ties) < TIE_SLOTS:
            return True
        return min(tie.strength for tie in self.ties.values()) < strength

    def make_room(self) -> None:
        """Let the weakest tie go when the list is full."""
        if len(self.ties) == TIE_SLOTS:
            weakest = min(self.ties, key=lambda one: self.ties[one].strength)
            self.lose(weakest)

    def lose(self, other: Resident) -> None:
        """End a tie, on both sides."""
        del self.ties[other]
        del other.ties[self]
        other.add_up()

    def add_up(self) -> None:
        """What all ties give together."""
        self.network = sum(tie.strength for tie in self.ties.values())

    def look_at_hours(self) -> None:
        """Look anew at the hours of those ties whose turn it is."""
        p, numbers = self.model.numbers.tie, self.model.numbers
        turn = self.model.week // 4 % 4
        for other, tie in self.ties.items():
            if other.row > self.row and (self.row + other.row) % 4 == turn:
                tie.hours = tie.hours_together(p, numbers)

    def move_ties(self) -> None:
        """Ties grow and fade; each pair is moved once."""
        numbers = self.model.numbers
        for other, tie in self.ties.items():
            if other.row > self.row:
                tie.move(numbers.tie, numbers.fading)

    def forget(self) -> None:
        """Ties that have become too weak are lost."""
        bar = self.model.numbers.tie.forgotten_below
        for other in [one for one, tie in self.ties.items() if tie.strength < bar]:
            self.lose(other)
        self.add_up()

    # Needs

    def may_need(self, domain: int) -> bool:
        """Whether somebody of this age can have a need in this domain."""
        p = self.model.numbers.need
        if domain == YOUTH:
            return bool(self.age < p.adult_age)
        if domain == SUPPORT:
            return bool(self.age >= p.adult_age)
        if domain == INCOME:
            return bool(p.adult_age <= self.age < p.pension_age)
        return self.home.head is self

    def isolation(self) -> float:
        """From 1 without anyone towards 0."""
        p = self.model.numbers.need
        company = p.company_at_home * (len(self.home.members) - 1)
        return float(p.isolation_half / (p.isolation_half + self.network + company))

    def feel(self) -> None:
        """Wellbeing moves towards its level, for a fourth of all each week."""
        if (self.row + self.model.week) % 4:
            return
        p = self.model.numbers.need
        level = (
            p.wellbeing_at_best
            * (1.0 - p.wellbeing_by_need * max(self.needs))
            * (1.0 - p.wellbeing_by_isolation * self.isolation())
        )
        self.wellbeing += 4 * p.wellbeing_moved * (level - self.wellbeing)

    def look_for_onset(self) -> None:
        """Needs that begin this week, before any need changes."""
        self.begins = []
        luck, bound = self.model.need_luck[self.row], self.model.numbers.rates["bound"]
        for d in range(N_DOMAINS):
            draw = (luck[d] + 0.5) / 2**32
            # Most draws are too high for anybody, as the kernels have it.
            if draw >= bound[d] or self.needs[d] > 0.0 or not self.may_need(d):
                continue
            if draw < -expm1(-self.onset_rate(d)):
                self.begins.append(d)

    def onset_rate(self, d: int) -> float:
        """How fast a need in a domain begins, by all that bears on it."""
        p, rates, week = self.model.numbers.need, self.model.numbers.rates, self.model.week
        rate = rates["onset"][d] * (1.0 + rates["gradient"][d] * (1.0 - 2.0 * self.position))
        if d == YOUTH:
            rate *= 1.0 + p.youth_slope * (self.age / p.adult_age - 0.5)
        elif d == SUPPORT and self.age > p.support_from:
            rate *= 1.0 + p.support_per_decade * (self.age - p.support_from) / 10.0
        elif d == DEBT and self.age >= p.pension_age:
            rate *= p.debt_past_pension
        rate *= 1.0 + p.spill_person * max(self.needs)
        overload = self.overloaded_weeks
        rate *= 1.0 + p.overload_onset * overload / (p.overload_half_weeks + overload)
        since = week - self.ended[d]
        if since < p.return_weeks:
            rate *= 1.0 + p.return_onset * (1.0 - since / p.return_weeks)
        rate *= 1.0 + p.isolation_onset * self.isolation()
        rate /= 1.0 + p.isolation_onset * p.isolation_reference
        others = sum(max(one.needs) for one in self.home.members if one is not self)
        rate *= 1.0 + p.spill_household * others / (1.0 + others)
        if d == YOUTH and self.home.head is not None:
            rate *= 1.0 + p.spill_debt_youth * self.home.head.needs[DEBT]
        return float(rate)

    def live_with_needs(self) -> None:
        """The week's course of every need, what it does to own strength, and what begins."""
        excess = 0.0
        for d in range(N_DOMAINS):
            if self.needs[d] > 0.0:
                excess += self.course(d)
        p, week = self.model.numbers.need, self.model.week
        strength = self.self_reliance
        strength += p.strength_return * (self.own_strength - strength)
        self.self_reliance = strength - p.erosion * strength * excess / (1.0 + excess)
        for d in self.begins:
            draw = self.model.numbers.course(week, self.id, d)[2]
            self.needs[d] = p.start_low + (p.start_high - p.start_low) * draw
            self.onset[d] = week

    def course(self, d: int) -> float:
        """One week of one need; gives help beyond what it asks."""
        numbers, week = self.model.numbers, self.model.week
        p, rates, s, own = numbers.need, numbers.rates, self.needs[d], self.self_reliance
        rung = 2 if s >= p.severity_heavy else 1 if s >= p.severity_vulnerable else 0
        helped = self.formal[d] / numbers.hours[d][rung]
        excess, helped = max(0.0, helped - 1.0), min(1.0, helped)
        in_crisis = self.crisis_weeks[d] > 0
        if in_crisis:
            helped = 1.0
            self.crisis_weeks[d] -= 1
        informal = min(1.0, self.informal / p.informal_hours_full)
        s += p.escalation * (1.0 - s) * (1.0 - own) - s * (
            p.recovery_own * own + p.recovery_informal * informal + rates["care"][d] * helped
        )
        over = (self.model.need_luck[self.row][d] + 0.5) / 2**32 < rates["turn"][d]
        if s < p.calm and not over:
            over = numbers.course(week, self.id, d)[0] < p.end_when_calm
        if over or not self.may_need(d):
            self.needs[d], self.ended[d], self.crisis_weeks[d] = 0.0, week, 0
            return excess
        self.needs[d] = s
        if s > p.severity_heavy and not in_crisis:
            hazard = rates["crisis"][d] * (s - p.severity_heavy) / (1.0 - p.severity_heavy)
            if numbers.course(week, self.id, d)[1] < -expm1(-hazard):
                self.crisis_weeks[d] = int(rates["crisis_length"][d])
        return excess


class PlainMesa(mesa.Model):
    """A neighbourhood of residents, homes and places, in the state of a WijkModel."""

    resident_class: type[Resident] = Resident

    def __init__(self, source: WijkModel) -> None:
        super().__init__(seed=1)
        world = source.world
        self.numbers, self.week = numbers_of(source), world.week
        self.visit_luck: list[list[int]] = []
        self.need_luck: list[list[int]] = []
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
        self.week += 1
