"""Ties in the reference: one object for two residents, and what each does about them."""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

from reference_setup import Numbers

from wijksim.entities.domains import TIE_SLOTS


class Tie:
    """What two residents are to each other; one object for both."""

    def __init__(self, one: Any, other: Any, strength: float, hours: float) -> None:
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


class WithTies:
    """Somebody who makes, keeps and loses ties."""

    model: Any
    ties: dict[Any, Tie]

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

    def lose(self, other: Any) -> None:
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
